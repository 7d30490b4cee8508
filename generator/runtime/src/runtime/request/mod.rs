//! Requests for operations, as a caller holds them before they are sent.

mod builder;
mod custom;
mod events;
mod part_positions;
mod prepare;
mod range;
mod reconnect;
mod settings;
mod stream_property;
mod target;

pub(crate) use self::builder::RequestBuilder;
pub use self::custom::{CustomRequest, CustomResponse};
pub use self::events::EventRequest;
pub(crate) use self::prepare::PreparedRequest;
pub(crate) use self::range::ByteRange;
#[allow(unused_imports, reason = "an API may have no operation with a download")]
pub(crate) use self::range::impl_range;
#[allow(unused_imports, reason = "an API may have no operation with events alone")]
pub(crate) use self::reconnect::impl_reconnect;
pub(crate) use self::settings::impl_request;
pub(crate) use self::target::Target;

/// A type that consists of a [`RequestBuilder`]. It seals the trait `Operation`: only the request types of this crate
/// implement it.
pub trait IntoBuilder {
    /// Returns the builder of the request.
    fn into_builder(self) -> RequestBuilder;
}
