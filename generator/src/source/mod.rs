//! Text to value: everything between the files that people wrote and one JSON document.

mod bundle;
mod document;
mod load;
mod locate;
mod origin;
mod overlay;
mod parse;
mod read;
mod sources;
mod spelling;

pub use bundle::{BUNDLE, Bundle};
pub use document::{Document, Moves};
pub use load::load;
pub use locate::{Place, Position, locate_all};
pub use origin::{FileId, Origin, Pointer};
pub use parse::parse;
pub(crate) use read::{ReadFailure, read_regular};
pub use sources::{Sources, hash, tidied};
pub use spelling::spellings;
