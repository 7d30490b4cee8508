//! Text to value: everything between the files that people wrote and one JSON document.

mod document;
mod origin;

pub use document::{Document, Moves};
pub use origin::{FileId, Origin, Pointer};
