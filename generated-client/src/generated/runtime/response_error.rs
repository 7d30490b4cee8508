// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Answers that are not what the document says.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::json::{ReadError, SyntaxError};
use super::{Reply, TransportError, TransportErrorKind};

/// An answer that is not what the document says. It keeps everything that came.
pub struct ResponseError(Box<Inner>);

struct Inner {
    reply: Reply,
    problem: BodyProblem,
}

/// What is the matter with an answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyProblem {
    /// The document does not declare the status.
    UndeclaredStatus,
    /// The document declares a body, and there is none.
    Empty,
    /// The body is something else than JSON: the page of a proxy, say.
    NotJson {
        /// The header `Content-Type`.
        content_type: Option<String>,
        /// Where it stops being JSON.
        source: SyntaxError,
    },
    /// The body is no text in a character encoding that is known.
    NotText {
        /// The header `Content-Type`.
        content_type: Option<String>,
    },
    /// The body ends in the middle of a value.
    Truncated {
        /// Where it ends.
        source: SyntaxError,
    },
    /// The body is JSON, but not what the document says.
    WrongShape(ReadError),
    /// The body is larger than the client takes; what fits is kept.
    TooLarge {
        /// How many bytes the client takes.
        limit: usize,
    },
    /// The connection was lost or the time was up before the whole body had come; what came is kept.
    Interrupted(TransportError),
}

impl ResponseError {
    pub(super) fn new(reply: Reply, problem: BodyProblem) -> Self {
        Self(Box::new(Inner { reply, problem }))
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.reply.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.reply.headers
    }

    /// The body as it came.
    #[must_use]
    pub fn raw_body(&self) -> &Bytes {
        &self.0.reply.body
    }

    /// What is the matter with it.
    #[must_use]
    pub fn problem(&self) -> &BodyProblem {
        &self.0.problem
    }

    pub(super) fn received(&self) -> SystemTime {
        self.0.reply.received
    }

    pub(super) fn is_timeout(&self) -> bool {
        matches!(&self.0.problem, BodyProblem::Interrupted(error) if error.kind() == TransportErrorKind::Timeout)
    }
}

impl fmt::Display for BodyProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndeclaredStatus => formatter.write_str("the API's document does not declare it"),
            Self::Empty => formatter.write_str("there is no body"),
            Self::NotJson { content_type: Some(content_type), source } => {
                write!(formatter, "the body is not JSON (it is said to be `{content_type}`): {source}")
            }
            Self::NotJson { content_type: None, source } => write!(formatter, "the body is not JSON: {source}"),
            Self::NotText { content_type: Some(content_type) } => {
                write!(formatter, "the body is no text (it is said to be `{content_type}`)")
            }
            Self::NotText { content_type: None } => formatter.write_str("the body is no text"),
            Self::Truncated { source } => write!(formatter, "the body is cut off: {source}"),
            Self::WrongShape(error) => write!(formatter, "the body is not as declared: {error}"),
            Self::TooLarge { limit } => write!(formatter, "the body is larger than {limit} bytes"),
            Self::Interrupted(error) => write!(formatter, "the body did not come whole: {error}"),
        }
    }
}

impl std::error::Error for BodyProblem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson { source, .. } | Self::Truncated { source } => Some(source),
            Self::WrongShape(error) => Some(error),
            Self::Interrupted(error) => Some(error),
            Self::UndeclaredStatus | Self::Empty | Self::NotText { .. } | Self::TooLarge { .. } => None,
        }
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the service answered {}, but {}", self.status(), self.0.problem)
    }
}

/// The body may hold secrets, so only its length is shown.
impl fmt::Debug for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ResponseError")
            .field("status", &self.status())
            .field("problem", &self.0.problem)
            .field("body_length", &self.raw_body().len())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0.problem)
    }
}

/// What the service calls a request, in the headers that are used for it.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let names = ["x-request-id", "request-id", "x-correlation-id"];
    names.iter().find_map(|name| headers.get(*name)).and_then(|value| value.to_str().ok())
}

/// How long the service asks to wait (RFC 9110, section 10.2.3): a number of seconds, or a date, which is compared
/// with the service's own clock where it tells the time.
pub(super) fn retry_after(headers: &HeaderMap, received: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| httpdate::parse_http_date(text).ok();
    let now = headers.get(header::DATE).and_then(|value| date(value.to_str().ok()?)).unwrap_or(received);
    Some(date(text)?.duration_since(now).unwrap_or_default())
}
