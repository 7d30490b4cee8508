//! Loads input files: text to one JSON document, with overlays applied and other files bundled.

mod bundle;
mod foreign;
mod limits;
mod load;
mod overlay;
mod parse;
mod read;
mod scalar_text;
mod source_map;
mod syntax;

pub use bundle::{Bundle, RefTarget};
pub use load::load;
pub use parse::parse;
pub use read::read;
pub(crate) use read::{ReadFailure, read_regular};
pub use scalar_text::scalar_texts;
pub use source_map::{Document, SourceMap};
