//! The error of any operation, without its type.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Error;

/// The boxed body of an error response.
pub type ErrorBody = Box<dyn std::error::Error + Send + Sync>;

/// The error of any operation, for code that calls several of them.
///
/// The error of every operation converts into it with `?`; nothing is lost. [`body`](Self::body) returns the body of an
/// error response as the type of a given operation.
#[derive(Debug)]
pub struct AnyError(Error<ErrorBody>);

impl AnyError {
    /// Returns the error with its boxed body.
    #[must_use]
    pub fn as_error(&self) -> &Error<ErrorBody> {
        &self.0
    }

    /// Returns the body of the error response, or `None` if the error is another one or its body is not an `E`.
    #[must_use]
    pub fn body<E: std::error::Error + 'static>(&self) -> Option<&E> {
        match &self.0 {
            Error::Api(error) => error.body().downcast_ref(),
            _ => None,
        }
    }

    /// Returns the status of the response, or `None` if no response was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// Returns the headers of the response, or `None` if no response was received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers()
    }

    /// Returns the raw body of the response, or `None` if no response was received.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.raw_body()
    }

    /// Returns whether the request timed out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Returns whether the connection could not be opened, so that the server has received nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.is_connect()
    }

    /// Returns whether the status is 429 Too Many Requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.is_rate_limited()
    }

    /// Returns how long to wait before a retry, as the header `Retry-After` says.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after()
    }

    /// Returns the request id that the server assigned, from a header such as `X-Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(error.map(|body| Box::new(body) as ErrorBody))
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for AnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0)
    }
}
