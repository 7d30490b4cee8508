//! The configuration of a client: the target file, and the types for its values.

mod errors;
mod pagination;
mod selection;
mod spanned;
mod target;
mod unknown_fields;

pub use errors::ErrorPointers;
pub use pagination::Pagination;
pub use selection::{Filter, Selection};
pub use spanned::{Span, Spanned};
pub use target::Target;
pub use unknown_fields::UnknownFields;
