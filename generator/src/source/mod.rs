//! Text to value: everything between the files that people wrote and one JSON document.

mod bundle;
mod load;
mod overlay;
mod parse;
mod read;
mod source_map;
mod spelling;

pub use bundle::{Bundle, RefTarget};
pub use load::load;
pub use parse::parse;
pub use read::read;
pub(crate) use read::{ReadFailure, read_regular};
pub use source_map::{Document, SourceMap};
pub use spelling::spellings;
