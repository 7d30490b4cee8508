// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A request for an operation, as a caller holds it before it is sent.

mod builder;
mod custom;
mod prepare;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

pub(crate) use self::builder::RequestBuilder;
pub use self::custom::{CustomRequest, CustomResponse};
pub(crate) use self::prepare::{PreparedRequest, Target};
use super::{Operation, ServerUrl};

/// A request for the operation `O` that has not been sent.
///
/// Optional parameters and settings are set by its methods. Awaiting the request sends it and returns the body of the
/// response; [`send`](Self::send) returns the status and the headers too.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct Request<O> {
    pub(crate) builder: RequestBuilder,
    operation: PhantomData<fn() -> O>,
}

// Generated code adds methods to this type: each method here is in the generator's list of reserved names.
impl<O: Operation> Request<O> {
    #[allow(dead_code, reason = "an API may have no operations")]
    pub(crate) fn new(builder: RequestBuilder) -> Self {
        Self { builder, operation: PhantomData }
    }

    /// Sets a header. It replaces an existing one of the same name, but never a credential.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.builder.set_header(name.try_into().ok(), value.try_into().ok());
        self
    }

    /// Sets the server of this request. It replaces the client's server and an operation-level server.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.builder.server_override = Some(server.into().0);
        self
    }

    /// Sets the timeout of this request. It replaces [`ClientBuilder::timeout`](super::ClientBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.builder.timeout = timeout;
        self
    }
}

impl<O> fmt::Debug for Request<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Request").field(&self.builder).finish()
    }
}
