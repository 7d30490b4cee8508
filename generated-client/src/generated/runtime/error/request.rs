// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Requests that are invalid and were not sent.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use super::line::Visible;

/// A request that was not sent: it is invalid, it lacks a token, or it is held back because of a rate limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// The id of the operation.
    operation: Cow<'static, str>,
    kind: RequestErrorKind,
}

impl RequestError {
    pub(crate) fn new(operation: impl Into<Cow<'static, str>>, kind: RequestErrorKind) -> Self {
        Self { operation: operation.into(), kind }
    }

    /// Returns what is wrong with the request.
    pub fn kind(&self) -> &RequestErrorKind {
        &self.kind
    }
}

/// Writes `issues/get: path parameter `owner` has no value`.
impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", Visible(&self.operation), self.kind)
    }
}

impl std::error::Error for RequestError {}

/// The kind of a [`RequestError`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestErrorKind {
    /// The method of the operation is not a token (RFC 9110, section 9.1).
    Method {
        /// The method.
        method: &'static str,
    },
    /// A path segment would be empty, `.` or `..`. URL libraries remove such a segment even if it is percent-encoded, so
    /// the request would have another path.
    PathSegment {
        /// The parameter in the segment.
        parameter: String,
    },
    /// A path parameter has no value.
    MissingParameter {
        /// The name of the parameter.
        parameter: String,
    },
    /// The value of a parameter cannot be written in the parameter's style.
    Parameter {
        /// The name of the parameter.
        parameter: String,
        /// Why the value cannot be written.
        reason: &'static str,
    },
    /// The name or the value of a header has invalid characters.
    Header {
        /// The name of the header, or `None` if the name is invalid.
        name: Option<String>,
    },
    /// The body cannot be written in its media type.
    Body {
        /// Why the body cannot be written.
        reason: String,
    },
    /// The API allows several media types for a part of a multipart body, and none is set. Set one with
    /// [`Part::content_type`](crate::runtime::Part::content_type).
    MediaType {
        /// The name of the part.
        part: &'static str,
        /// The allowed media types and media ranges.
        allowed: &'static [&'static str],
    },
    /// The client has no credential that the operation requires.
    MissingCredential {
        /// The alternatives, each a list of security schemes that are all required.
        alternatives: Vec<Vec<&'static str>>,
    },
    /// A token provider failed.
    Token {
        /// The security scheme of the token.
        scheme: &'static str,
        /// The error of the provider.
        reason: String,
    },
    /// Two required credentials use the same header.
    ConflictingCredentials {
        /// The name of the header.
        header: String,
    },
    /// The rate limit is exceeded, and is reset later than the timeout of the call.
    /// [`ClientBuilder::wait_for_rate_limit`](crate::runtime::ClientBuilder::wait_for_rate_limit) is set.
    RateLimit {
        /// When the next period starts.
        reset: SystemTime,
    },
    /// The page that the service names as the next one was received before.
    RepeatedPage,
    /// The URL of the request is invalid.
    Url {
        /// What is wrong with the URL.
        reason: String,
    },
}

impl fmt::Display for RequestErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method { method } => write!(formatter, "method `{method}` is not a token"),
            Self::PathSegment { parameter } => {
                write!(formatter, "path parameter `{parameter}` makes a path segment empty, `.` or `..`")
            }
            Self::MissingParameter { parameter } => write!(formatter, "path parameter `{parameter}` has no value"),
            Self::Parameter { parameter, reason } => write!(formatter, "parameter `{parameter}`: {reason}"),
            Self::Header { name: Some(name) } => write!(formatter, "header `{name}` has invalid characters"),
            Self::Header { name: None } => formatter.write_str("header name has invalid characters"),
            Self::Body { reason } => write!(formatter, "request body cannot be written: {reason}"),
            Self::MediaType { part, allowed } => {
                let allowed = allowed.join("`, `");
                write!(formatter, "part `{part}` has no media type: set one of `{allowed}` with `Part::content_type`")
            }
            Self::MissingCredential { alternatives } => {
                formatter.write_str("missing credentials: the operation requires ")?;
                for (index, schemes) in alternatives.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", or " };
                    write!(formatter, "{separator}{}", schemes.join(" and "))?;
                }
                Ok(())
            }
            Self::Token { scheme, reason } => write!(formatter, "failed to get a token for `{scheme}`: {reason}"),
            Self::ConflictingCredentials { header } => {
                write!(formatter, "two required credentials use the header `{header}`")
            }
            Self::RateLimit { reset } => {
                write!(formatter, "rate limit is exceeded until {}", httpdate::fmt_http_date(*reset))
            }
            Self::RepeatedPage => formatter.write_str("the next page is one that was received before"),
            Self::Url { reason } => write!(formatter, "invalid request URL: {reason}"),
        }
    }
}
