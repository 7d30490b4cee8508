//! The error of a call, and the errors that it consists of.

mod accessors;
mod any;
mod api;
mod body;
mod build;
mod details;
mod line;
mod request;
mod response;
mod transport;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use self::accessors::response_accessors;
pub use self::any::AnyError;
pub use self::api::ApiError;
pub use self::body::{ErrorBody, UntypedBody};
pub use self::build::BuildError;
pub(crate) use self::details::{ErrorDetails, ErrorPointers, find_details};
pub use self::request::{RequestError, RequestErrorKind};
pub use self::response::{ResponseError, ResponseErrorKind};
pub use self::transport::{TransportError, TransportErrorKind};
use super::RateLimit;
use super::response_parts::ResponseParts;

/// The error of a call. `E` is the type of the body of an error response.
///
/// Its methods return the status, the message and the request id whatever the variant is, and predicates such as
/// [`is_not_found`](Self::is_not_found) tell what to do. `Error::Api(error)` has the decoded body: `error.body()`.
///
/// It is displayed as one line with the operation, the status, the message and the code of the service, and the request
/// id. Every error converts into [`AnyError`] with `?`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = UntypedBody> {
    /// The server returned an error response (4xx or 5xx) whose body is an `E`.
    Api(Box<ApiError<E>>),
    /// The server returned another response that is not a success: one that does not match the API description, or a
    /// redirection.
    Response(ResponseError),
    /// The request was not sent: it is invalid, it lacks a token, or it is held back because of a rate limit.
    Request(RequestError),
    /// The request could not be sent, or no response was received.
    Transport(TransportError),
}

impl<E> Error<E> {
    /// Returns the received response, if any.
    fn received(&self) -> Option<&ResponseParts> {
        match self {
            Self::Api(error) => Some(error.parts()),
            Self::Response(error) => Some(error.parts()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// Returns whether the request was not sent because of a rate limit.
    fn is_held_back(&self) -> bool {
        matches!(self, Self::Request(error) if matches!(error.kind(), RequestErrorKind::RateLimit { .. }))
    }

    /// Returns whether the transport hides the response, which is a redirect.
    fn is_hidden_redirect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Redirected)
    }

    /// Returns the status of the response, or `None` if no response was received.
    pub fn status(&self) -> Option<StatusCode> {
        self.received().map(|parts| parts.status)
    }

    /// Returns the headers of the response, or `None` if no response was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.received().map(|parts| &parts.headers)
    }

    /// Returns the raw body of the response, or `None` if no response was received.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.received().map(|parts| &parts.body)
    }

    /// Returns whether the request timed out before the response was complete.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind() == TransportErrorKind::Timeout,
            Self::Response(error) => error.is_timeout(),
            Self::Api(_) | Self::Request(_) => false,
        }
    }

    /// Returns whether the connection could not be opened, so that the server has received nothing.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Connect)
    }

    /// Returns the number of attempts of the call. It is zero if the request was not given to the transport. An attempt that a
    /// middleware or the transport rejects counts.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport(error) => error.attempts(),
            _ => self.received().map_or(0, |parts| parts.attempts),
        }
    }

    /// Converts the body of the error response.
    pub(crate) fn map<F>(self, convert: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Api(error) => Error::Api(Box::new(error.map(convert))),
            Self::Response(error) => Error::Response(error),
            Self::Request(error) => Error::Request(error),
            Self::Transport(error) => Error::Transport(error),
        }
    }
}

response_accessors!(Error<E>, E);

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Response(error) => error.fmt(formatter),
            Self::Request(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Response(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(_) | Self::Request(_) => None,
        }
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl<E> From<ResponseError> for Error<E> {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}
