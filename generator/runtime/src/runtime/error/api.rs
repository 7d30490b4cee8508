//! Error responses that the API declares.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Error;
use super::accessors::response_accessors;
use super::line::write_line;
use crate::runtime::RateLimit;
use crate::runtime::response_parts::ResponseParts;

/// An error response with a decoded body of the type `E`.
///
/// `E` is an enum if the error bodies of the operation differ by status.
pub struct ApiError<E> {
    parts: Box<ResponseParts>,
    body: E,
}

impl<E> ApiError<E> {
    pub(crate) fn new(parts: Box<ResponseParts>, body: E) -> Self {
        Self { parts, body }
    }

    pub(super) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Returns the decoded body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// Consumes the error and returns the decoded body.
    pub fn into_body(self) -> E {
        self.body
    }

    /// Returns the raw body.
    pub fn raw_body(&self) -> &Bytes {
        &self.parts.body
    }

    /// Returns whether the request was not sent because of a rate limit.
    #[allow(clippy::unused_self, reason = "every error type has the method")]
    fn is_held_back(&self) -> bool {
        false
    }

    /// Returns whether the transport hides the response, which is a redirect.
    #[allow(clippy::unused_self, reason = "every error type has the method")]
    fn is_hidden_redirect(&self) -> bool {
        false
    }

    /// Returns the received response.
    fn received(&self) -> Option<&ResponseParts> {
        Some(&self.parts)
    }

    pub(super) fn map<F>(self, convert: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError { parts: self.parts, body: convert(self.body) }
    }
}

response_accessors!(ApiError<E>, E);

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(formatter, &self.parts, None)
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

impl<E> From<ApiError<E>> for Error<E> {
    #[inline(never)]
    fn from(error: ApiError<E>) -> Self {
        Self::Api(Box::new(error))
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = formatter.debug_struct("ApiError");
        error.field("status", &self.status()).field("headers", self.headers()).field("body", &self.body).finish()
    }
}
