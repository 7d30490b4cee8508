//! The error of anything that a client does, without the type of its body.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::accessors::response_accessors;
use super::{
    ApiError, BuildError, Error, ErrorBody, RequestError, ResponseError, ResponseErrorKind, TransportError,
    TransportErrorKind,
};
use crate::runtime::json::ReadError;
use crate::runtime::response_parts::ResponseParts;
use crate::runtime::{EventError, HeaderError, JsonStreamError, PartStreamError, RateLimit};

/// The error of any operation, for code that calls several of them: `fn sync() -> Result<(), AnyError>`.
///
/// Every error of this crate converts into it with `?`; nothing is lost. [`body`](Self::body) returns the body of an
/// error response as the type of a given operation.
#[derive(Debug)]
pub struct AnyError(Inner);

#[derive(Debug)]
enum Inner {
    Call(Error<ErrorBody>),
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl AnyError {
    /// Returns the error of a call, or `None` for another error, such as a [`BuildError`].
    #[must_use]
    pub fn as_error(&self) -> Option<&Error<ErrorBody>> {
        match &self.0 {
            Inner::Call(error) => Some(error),
            Inner::Other(_) => None,
        }
    }

    /// Returns the body of the error response, or `None` if there is none or if it is not an `E`.
    #[must_use]
    pub fn body<E: 'static>(&self) -> Option<&E> {
        match self.as_error()? {
            Error::Api(error) => error.body().downcast_ref(),
            _ => None,
        }
    }

    /// Returns whether the request was not sent because of a rate limit.
    fn is_held_back(&self) -> bool {
        self.as_error().is_some_and(Error::is_held_back)
    }

    /// Returns whether the transport hides the response, which is a redirect.
    fn is_hidden_redirect(&self) -> bool {
        self.as_error().is_some_and(Error::is_hidden_redirect)
    }

    /// Returns the received response, if any.
    fn received(&self) -> Option<&ResponseParts> {
        self.as_error()?.received()
    }

    /// Returns the status of the response, or `None` if no response was received.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.as_error()?.status()
    }

    /// Returns the headers of the response, or `None` if no response was received.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.as_error()?.headers()
    }

    /// Returns the raw body of the response, or `None` if no response was received.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.as_error()?.raw_body()
    }

    /// Returns whether the request timed out before the response was complete.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.0 {
            Inner::Call(error) => error.is_timeout(),
            // The idle timeout of a stream.
            Inner::Other(error) => {
                interruption(error.as_ref()).is_some_and(|error| error.kind() == TransportErrorKind::Timeout)
            }
        }
    }

    /// Returns whether the connection could not be opened, so that the server has received nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.as_error().is_some_and(Error::is_connect)
    }

    /// Returns the number of attempts of the call. It is zero if the request was not given to the transport, and if the error is
    /// not that of a call, such as the one of a stream. An attempt that a middleware or the transport rejects counts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.as_error().map_or(0, Error::attempts)
    }

    pub(crate) fn other(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Inner::Other(Box::new(error)))
    }
}

/// Returns the failure of the transport that ended a streamed body.
fn interruption<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e TransportError> {
    if let Some(EventError::Interrupted(error)) = error.downcast_ref() {
        return Some(error);
    }
    if let Some(JsonStreamError::Interrupted(error)) = error.downcast_ref() {
        return Some(error);
    }
    if let Some(PartStreamError::Interrupted(error)) = error.downcast_ref() {
        return Some(error);
    }
    match error.downcast_ref() {
        Some(ResponseErrorKind::Interrupted(error)) => Some(error),
        _ => None,
    }
}

response_accessors!(AnyError);

impl<E: fmt::Debug + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(Inner::Call(error.map(ErrorBody::new)))
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<Box<ApiError<E>>> for AnyError {
    fn from(error: Box<ApiError<E>>) -> Self {
        Error::Api(error).into()
    }
}

impl From<ResponseError> for AnyError {
    fn from(error: ResponseError) -> Self {
        Self(Inner::Call(Error::Response(error)))
    }
}

impl From<RequestError> for AnyError {
    fn from(error: RequestError) -> Self {
        Self(Inner::Call(Error::Request(error)))
    }
}

impl From<TransportError> for AnyError {
    fn from(error: TransportError) -> Self {
        Self(Inner::Call(Error::Transport(error)))
    }
}

impl From<BuildError> for AnyError {
    fn from(error: BuildError) -> Self {
        Self::other(error)
    }
}

impl From<EventError> for AnyError {
    fn from(error: EventError) -> Self {
        match error {
            EventError::NotReconnected(error) => (*error).into(),
            error => Self::other(error),
        }
    }
}

impl From<JsonStreamError> for AnyError {
    fn from(error: JsonStreamError) -> Self {
        Self::other(error)
    }
}

impl From<PartStreamError> for AnyError {
    fn from(error: PartStreamError) -> Self {
        Self::other(error)
    }
}

impl From<HeaderError> for AnyError {
    fn from(error: HeaderError) -> Self {
        Self::other(error)
    }
}

impl From<ReadError> for AnyError {
    fn from(error: ReadError) -> Self {
        Self::other(error)
    }
}

impl From<ResponseErrorKind> for AnyError {
    fn from(error: ResponseErrorKind) -> Self {
        Self::other(error)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Call(error) => error.fmt(formatter),
            Inner::Other(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for AnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Inner::Call(error) => std::error::Error::source(error),
            Inner::Other(error) => error.source(),
        }
    }
}
