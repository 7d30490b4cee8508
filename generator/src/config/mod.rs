//! The configuration of a client: the target file, and the types for its values.

mod credentials;
mod diagnostic_levels;
mod errors;
mod grouping;
mod header_name;
mod headers;
pub(crate) mod idempotency;
mod json_pointer;
mod limits;
mod new_crate;
mod pagination;
mod rate_limit;
mod read_spanned;
mod required_fields;
mod rust_version;
pub(crate) mod secrets;
mod selection;
mod spanned;
mod target;
mod unknown_fields;
mod uuid_pattern;
mod webhook_scheme;
pub(crate) mod webhooks;

pub use credentials::CredentialVariables;
pub use diagnostic_levels::DiagnosticLevels;
pub use errors::ErrorPointers;
pub use grouping::Grouping;
pub use new_crate::NewCrate;
pub use pagination::Pagination;
pub use required_fields::RequiredFields;
pub use rust_version::RustVersion;
pub use selection::{Filter, Selection};
pub use spanned::{Span, Spanned};
pub use target::Target;
pub use unknown_fields::UnknownFields;
