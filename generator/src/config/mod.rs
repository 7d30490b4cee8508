//! What a target file says: which document becomes which crate, which operations it has, and what a document can't say.

mod pagination;
mod selection;
mod target;
mod unknown_fields;

pub use pagination::Pagination;
pub use selection::{Filter, Selection, Selector};
pub use target::Target;
pub use unknown_fields::UnknownFields;
