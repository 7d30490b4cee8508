//! Values of a target file that know their place in it.

use crate::diagnostic::Diagnostic;
use crate::location::{FileId, Origin, Pointer, Position};

/// A value, and its place in a target file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place of the value. `None` if the value is not from a file.
    pub span: Option<Span>,
}

/// A place in a target file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The line and column of the value. TOML has no pointers.
    pub position: Position,
}

impl<T> Spanned<T> {
    /// Returns the diagnostic with the value's place. Without one, the diagnostic keeps its own place.
    pub(crate) fn locate(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.span {
            Some(span) => span.locate(diagnostic),
            None => diagnostic,
        }
    }
}

impl Span {
    /// Returns the diagnostic with this place.
    pub(super) fn locate(self, diagnostic: Diagnostic) -> Diagnostic {
        let origin = Some(Origin { file: self.file, pointer: Pointer::root() });
        Diagnostic { origin, ..diagnostic }.at_position(Some(self.position))
    }
}

/// Creates a value that is not from a file.
impl<T> From<T> for Spanned<T> {
    fn from(value: T) -> Self {
        Self { value, span: None }
    }
}
