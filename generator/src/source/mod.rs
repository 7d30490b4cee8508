//! Loads input files: text to one JSON document, with overlays applied and other files bundled.

mod bundle;
mod foreign;
mod load;
mod overlay;
mod parse;
mod read;
mod scalar_text;
mod source_map;
pub(crate) mod swagger;
mod syntax;

pub use bundle::{Bundle, RefTarget};
pub use load::load;
pub use parse::parse;
pub(crate) use parse::parse_within;
pub use read::read;
pub(crate) use read::{ReadFailure, read_regular};
pub use scalar_text::scalar_texts;
pub(crate) use source_map::count_nodes;
pub use source_map::{Document, SourceMap};
