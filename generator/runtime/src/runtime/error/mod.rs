//! The error of a call, and the errors that it consists of.

mod any;
mod api;
mod build;
mod request;
mod response;
mod transport;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

pub use self::any::{AnyError, ErrorBody};
#[allow(unused_imports, reason = "an API may declare no error responses")]
pub(crate) use self::api::impl_api_error;
pub use self::api::{ApiError, write_variant};
pub use self::build::BuildError;
pub use self::request::RequestError;
pub use self::response::{ResponseError, ResponseErrorKind};
pub use self::transport::{TransportError, TransportErrorKind};
use super::response_parts::ResponseParts;

/// The error of a call. `E` is the body of an error response that the API declares.
///
/// Every error converts into [`AnyError`] with `?`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server returned an error response that the API declares.
    Api(Box<ApiError<E>>),
    /// The server returned a response that does not match the API description.
    Response(ResponseError),
    /// The request is invalid and was not sent.
    Request(RequestError),
    /// The request could not be sent, or no response was received.
    Transport(TransportError),
}

impl<E> Error<E> {
    /// Returns the received response, if any.
    fn parts(&self) -> Option<&ResponseParts> {
        match self {
            Self::Api(error) => Some(error.parts()),
            Self::Response(error) => Some(error.parts()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// Returns the status of the response, or `None` if no response was received.
    pub fn status(&self) -> Option<StatusCode> {
        self.parts().map(|parts| parts.status)
    }

    /// Returns the headers of the response, or `None` if no response was received.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.parts().map(|parts| &parts.headers)
    }

    /// Returns the raw body of the response, or `None` if no response was received.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.parts().map(|parts| &parts.body)
    }

    /// Returns whether the request timed out.
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

    /// Returns whether the status is 304 Not Modified, the response to a conditional request.
    pub fn is_not_modified(&self) -> bool {
        self.status() == Some(StatusCode::NOT_MODIFIED)
    }

    /// Returns whether the response redirects to another URL: status 301, 302, 303, 307 or 308.
    /// [`location`](Self::location) returns the URL.
    pub fn is_redirect(&self) -> bool {
        self.status().is_some_and(|status| matches!(status.as_u16(), 301..=303 | 307 | 308))
    }

    /// Returns the header `Location`: the target of a redirect, which may be relative to the URL of the request.
    pub fn location(&self) -> Option<&str> {
        self.headers()?.get(header::LOCATION)?.to_str().ok()
    }

    /// Returns whether the status is 429 Too Many Requests.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns how long to wait before a retry, as the header `Retry-After` says.
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts()?.retry_after()
    }

    /// Returns the request id that the server assigned, from a header such as `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.parts()?.request_id()
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

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Response(error) => error.fmt(formatter),
            Self::Request(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Response(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Api(_) | Self::Request(_) => None,
        }
    }
}

impl<E> From<ResponseError> for Error<E> {
    fn from(error: ResponseError) -> Self {
        Self::Response(error)
    }
}
