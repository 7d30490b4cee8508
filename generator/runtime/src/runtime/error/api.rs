//! Error responses that the API declares.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::response_parts::ResponseParts;

/// An error response that the API declares. `E` is the type of its body, an enum with a variant for each status.
pub struct ApiError<E> {
    parts: ResponseParts,
    body: E,
}

impl<E> ApiError<E> {
    pub(crate) fn new(parts: ResponseParts, body: E) -> Self {
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

    /// Returns how long to wait before a retry, as the header `Retry-After` says.
    pub fn retry_after(&self) -> Option<Duration> {
        self.parts.retry_after()
    }

    pub(super) fn map<F>(self, convert: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError { parts: self.parts, body: convert(self.body) }
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "server returned {}", self.parts.status)
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = formatter.debug_struct("ApiError");
        error.field("status", &self.status()).field("headers", self.headers()).field("body", &self.body).finish()
    }
}

/// Implements `Display` and `Error` for an enum of error bodies. It is displayed as the name of its variant, since its
/// content may be a secret.
#[allow(unused_macros, reason = "an API may declare no error responses")]
macro_rules! impl_api_error {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::write_variant(self, formatter)
            }
        }

        impl ::core::error::Error for $name {}
    };
}

#[allow(unused_imports, reason = "an API may declare no error responses")]
pub(crate) use impl_api_error;

/// Writes the name of an enum's variant, with which its `Debug` output begins.
#[doc(hidden)]
pub fn write_variant(value: &dyn fmt::Debug, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    struct Name(String);

    impl fmt::Write for Name {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let end = text.find(|letter: char| !letter.is_alphanumeric());
            self.0.push_str(text.get(..end.unwrap_or(text.len())).unwrap_or_default());
            // An error stops the formatting after the name.
            if end.is_some() { Err(fmt::Error) } else { Ok(()) }
        }
    }

    let mut name = Name(String::new());
    // The error only says that the formatting stopped early.
    let _ = fmt::write(&mut name, format_args!("{value:?}"));
    formatter.pad(&name.0)
}
