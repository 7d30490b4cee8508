//! Names the format of a file that is not an OpenAPI document, and says what to do about it.
//!
//! A format is recognized by the first bytes, by the start of the text, or by the keys of the value.

mod bytes;
mod text;
mod value;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Origin, Pointer, Position};

pub(super) use bytes::{BadText, decode, of_bytes};
pub(super) use text::of_text;
pub(super) use value::of_value;

/// A format that the generator does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    code: Code,
    /// What the file is, with its article.
    name: &'static str,
    help: &'static str,
}

impl Foreign {
    /// Returns the diagnostic for a file, at its start. `role` is what the file was passed as.
    pub(super) fn diagnostic(self, file: FileId, role: &str) -> Diagnostic {
        let origin = Origin { file, pointer: Pointer::root() };
        let start = Position { line: 1, column: 1 };
        Diagnostic::error(self.code, origin, format!("this is {}, not {role}", self.name))
            .at_position(Some(start))
            .help(self.help)
    }
}

#[cfg(test)]
mod tests;
