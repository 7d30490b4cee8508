// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The description of an operation, which each request type implements.

use std::fmt;

use super::request::IntoBuilder;
use super::{Error, RawResponse, Response};

/// The static description of an API operation. The request type of each operation implements it.
///
/// The trait is sealed: only the request types of this crate implement it. A function with the bound `O: Operation` takes the
/// request of any operation, and [`O::ID`](Self::ID) names the operation in a log.
pub trait Operation: IntoBuilder + Send + Sync + 'static {
    /// The body of a successful response.
    type Output: Send + Sync + 'static;
    /// The body of an error response.
    type Error: fmt::Debug + Send + Sync + 'static;

    /// The `operationId`, or the method and path.
    const ID: &'static str;
    /// The HTTP method, as it is sent.
    const METHOD: &'static str;
    /// The path template.
    const PATH: &'static str;
    /// The value of the header `Accept`. Defaults to JSON.
    #[doc(hidden)]
    const ACCEPT: Option<&'static str> = Some("application/json");
    /// The security requirements: alternatives, each a list of security schemes that are all required.
    ///
    /// An empty list means that the operation requires no credentials.
    #[doc(hidden)]
    const SECURITY: &'static [&'static [&'static str]] = &[];
    /// The boolean property of the request body that selects a stream of events instead of the plain response.
    #[doc(hidden)]
    const STREAM_PROPERTY: Option<&'static str> = None;
    /// The header of the idempotency key, in lower case. The client makes a key for each call.
    #[doc(hidden)]
    const IDEMPOTENCY_KEY: Option<&'static str> = None;
    /// The URL of the operation-level server. A relative URL is resolved against the client's server.
    #[doc(hidden)]
    const SERVER: Option<&'static str> = None;

    /// Returns whether the body of a response is streamed instead of buffered.
    #[doc(hidden)]
    #[must_use]
    fn streams(_status: u16, _media_type: &str) -> bool {
        false
    }

    /// Returns whether a response is a page of a paginated list: a success whose body is JSON.
    #[doc(hidden)]
    #[must_use]
    fn is_page(_status: u16, _media_type: &str) -> bool {
        false
    }

    /// Decodes a response by its status.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Api`] for an error response whose body is an [`Operation::Error`], and [`Error::Response`] for any
    /// other response that is not a success.
    #[doc(hidden)]
    fn decode(response: RawResponse) -> Result<Response<Self::Output>, Error<Self::Error>>;
}
