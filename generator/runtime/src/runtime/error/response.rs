//! Responses that do not match the API description.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::accessors::response_accessors;
use super::line::{Visible, write_line};
use super::{TransportError, TransportErrorKind};
use crate::runtime::RateLimit;
use crate::runtime::json::{DecodeError, ParseError, ReadError, SyntaxError};
use crate::runtime::response_parts::ResponseParts;

/// A response that does not match the API description. It keeps the status, the headers and the raw body.
pub struct ResponseError {
    parts: Box<ResponseParts>,
    kind: Box<ResponseErrorKind>,
}

/// The kind of a [`ResponseError`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ResponseErrorKind {
    /// The API does not declare the status, which is not an error status.
    UndeclaredStatus,
    /// The status is an error (4xx or 5xx), and its body is not one that the API describes.
    UntypedError,
    /// The status is informational (1xx), such as 101 Switching Protocols.
    Informational,
    /// The status is a redirection (3xx), such as 302 Found or 304 Not Modified. Redirects are not followed unless
    /// [`ClientBuilder::follow_redirects`](crate::runtime::ClientBuilder::follow_redirects) is set.
    Redirection,
    /// The body is empty, and the API declares one.
    Empty,
    /// The body is not valid JSON, such as the error page of a proxy.
    NotJson {
        /// The value of the header `Content-Type`.
        content_type: Option<String>,
        /// The syntax error.
        source: SyntaxError,
    },
    /// The body is not valid text, or its character encoding is unknown.
    NotText {
        /// The value of the header `Content-Type`.
        content_type: Option<String>,
    },
    /// The body is JSON that ends in the middle of a value.
    Truncated {
        /// The syntax error at the end of the body.
        source: SyntaxError,
    },
    /// The body is valid JSON and does not match its schema.
    SchemaMismatch(ReadError),
    /// The body is larger than [`ClientBuilder::max_body_size`](crate::runtime::ClientBuilder::max_body_size). The raw
    /// body is cut off there.
    TooLarge {
        /// The maximum number of bytes.
        limit: usize,
    },
    /// The service ignores the range of the request, which `range` sets, or responds with another one. The body is not received, and
    /// [`raw_body`](ResponseError::raw_body) is empty, if it is streamed.
    RangeMismatch {
        /// The header `Range` of the request.
        requested: String,
        /// The header `Content-Range` of the response.
        content_range: Option<String>,
    },
    /// The connection was lost, or the request timed out, before the body was complete. The raw body is what was
    /// received.
    Interrupted(TransportError),
}

impl ResponseErrorKind {
    /// Returns the kind for a body that is not valid JSON.
    pub(crate) fn of_json(error: ParseError, content_type: Option<String>) -> Self {
        match error {
            ParseError::Empty => Self::Empty,
            ParseError::Truncated(source) => Self::Truncated { source },
            ParseError::NotJson(source) => Self::NotJson { content_type, source },
        }
    }

    /// Returns the kind for a body that cannot be read.
    pub(crate) fn of_decode(error: DecodeError, content_type: Option<String>) -> Self {
        match error {
            DecodeError::Parse(error) => Self::of_json(error, content_type),
            DecodeError::Read(error) => Self::SchemaMismatch(error),
        }
    }
}

impl ResponseError {
    pub(crate) fn new(parts: Box<ResponseParts>, kind: Box<ResponseErrorKind>) -> Self {
        Self { parts, kind }
    }

    pub(super) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Returns the raw body.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        &self.parts.body
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> &ResponseErrorKind {
        &self.kind
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
        Some(self.parts())
    }

    pub(super) fn is_timeout(&self) -> bool {
        matches!(self.kind(), ResponseErrorKind::Interrupted(error) if error.kind() == TransportErrorKind::Timeout)
    }
}

/// A content type in an error message, in parentheses.
struct ContentType<'a>(&'a Option<String>);

impl fmt::Display for ContentType<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(content_type) => write!(formatter, " (content type `{content_type}`)"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ResponseErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndeclaredStatus => formatter.write_str("status is not declared by the API"),
            Self::UntypedError => formatter.write_str("error response is not described by the API"),
            Self::Informational => formatter.write_str("status is informational"),
            Self::Redirection => formatter.write_str("status is a redirection"),
            Self::Empty => formatter.write_str("response body is empty"),
            Self::NotJson { content_type, source } => {
                write!(formatter, "response body is not valid JSON{}: {source}", ContentType(content_type))
            }
            Self::NotText { content_type } => {
                write!(formatter, "response body is not valid text{}", ContentType(content_type))
            }
            Self::Truncated { source } => write!(formatter, "response body is truncated: {source}"),
            Self::SchemaMismatch(error) => write!(formatter, "response body does not match its schema: {error}"),
            Self::TooLarge { limit } => write!(formatter, "response body is larger than {limit} bytes"),
            Self::RangeMismatch { requested, content_range: Some(range) } => {
                write!(formatter, "response has the range `{}`, and the request asks for `{requested}`", Visible(range))
            }
            Self::RangeMismatch { requested, content_range: None } => {
                write!(formatter, "response has no range, and the request asks for `{requested}`")
            }
            Self::Interrupted(error) => write!(formatter, "response body is incomplete: {error}"),
        }
    }
}

impl std::error::Error for ResponseErrorKind {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson { source, .. } | Self::Truncated { source } => Some(source),
            Self::SchemaMismatch(error) => Some(error),
            Self::Interrupted(error) => Some(error),
            Self::UndeclaredStatus | Self::UntypedError | Self::Informational | Self::Redirection => None,
            Self::Empty | Self::NotText { .. } | Self::RangeMismatch { .. } | Self::TooLarge { .. } => None,
        }
    }
}

response_accessors!(ResponseError);

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts();
        match (self.kind(), self.location()) {
            (ResponseErrorKind::Redirection, Some(location)) => {
                write_line(formatter, parts, Some(&format_args!("redirect to {}", Visible(location))))
            }
            // The status says it all.
            (
                ResponseErrorKind::Redirection | ResponseErrorKind::Informational | ResponseErrorKind::UntypedError,
                _,
            ) => write_line(formatter, parts, None),
            (kind, _) => write_line(formatter, parts, Some(kind)),
        }
    }
}

/// The body may contain secrets, so only its length is shown.
impl fmt::Debug for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseError")
            .field("status", &self.status())
            .field("kind", self.kind())
            .field("body_length", &self.raw_body().len())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.kind)
    }
}
