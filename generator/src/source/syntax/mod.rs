//! Syntax errors: names the mistake, and finds the place where a person made it.
//!
//! A parser reports the place where it could not continue, which may be far below the mistake: an unclosed quotation
//! mark ends at the next one. After a parser failed, a second scan reads the text once and looks for the usual mistakes.

mod cursor;
mod json;
mod message;
mod yaml;
mod yaml_flow;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::{FileId, Origin, Pointer, Position};
use cursor::Cursor;

pub(super) use message::{TOO_LONG_POINTER, TOO_MANY_NODES, TOO_MUCH_TEXT, json_message, yaml_message};

/// A mistake in the syntax of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    code: Code,
    /// The byte offset of the mistake.
    offset: usize,
    message: String,
    help: String,
}

impl Mistake {
    fn syntax(offset: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: Code::SYNTAX, offset, message: message.into(), help: help.into() }
    }

    fn too_deep(offset: usize) -> Self {
        let message = message::TOO_DEEP.to_owned();
        Self { code: Code::DOCUMENT_TOO_DEEP, offset, message, help: message::TOO_DEEP_HELP.to_owned() }
    }

    /// Returns the diagnostic for the mistake.
    pub(super) fn diagnostic(self, file: FileId, text: &str) -> Diagnostic {
        let origin = Origin { file, pointer: Pointer::root() };
        let position = Position::of(text, self.offset);
        Diagnostic::error(self.code, origin, self.message).at_position(Some(position)).help(self.help)
    }
}

/// Returns the first mistake in a JSON text.
pub(super) fn json_mistake(text: &str) -> Option<Mistake> {
    json::mistake(text)
}

/// Returns the mistake that made a YAML parser stop at a position: the first one that is not after it.
pub(super) fn yaml_mistake(text: &str, stopped: Option<Position>) -> Option<Mistake> {
    let mistake = yaml::mistake(text)?;
    let line = Position::of(text, mistake.offset).line;
    stopped.is_none_or(|stopped| line <= stopped.line).then_some(mistake)
}

/// Returns the place where flow collections of a YAML text nest too deeply. `None` if there is none.
///
/// It is called before the parser, whose time is proportional to the square of the depth.
pub(super) fn yaml_depth(text: &str) -> Option<Mistake> {
    let scanned = match yaml::scan(text) {
        Err(mistake) if mistake.code == Code::DOCUMENT_TOO_DEEP => return Some(mistake),
        Err(mistake) => mistake.offset,
        Ok(end) => end,
    };
    yaml_flow::bracket_depth(text, scanned)
}

#[cfg(test)]
mod tests;
