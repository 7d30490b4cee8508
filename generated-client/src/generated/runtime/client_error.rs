// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! One error for all operations.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::Error;

/// What any operation is refused with, whichever it was.
pub type ErrorBody = Box<dyn std::error::Error + Send + Sync>;

/// What a call fails with, for callers who don't care which operation it was. Every operation's error becomes one by
/// `?`, and nothing is lost on the way.
#[derive(Debug)]
pub struct ClientError(Error<ErrorBody>);

impl ClientError {
    /// The error, with a body of any type.
    #[must_use]
    pub fn as_error(&self) -> &Error<ErrorBody> {
        &self.0
    }

    /// What the operation was refused with, if it was refused, and if `E` is that operation's.
    #[must_use]
    pub fn body<E: std::error::Error + 'static>(&self) -> Option<&E> {
        match &self.0 {
            Error::Api(error) => error.body().downcast_ref(),
            _ => None,
        }
    }

    /// The status, if there is an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The headers, if there is an answer.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers()
    }

    /// Whether the time was up.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Whether the service has had too many requests.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.0.is_rate_limited()
    }

    /// How long the service asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after()
    }

    /// What the service calls the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<Error<E>> for ClientError {
    fn from(error: Error<E>) -> Self {
        Self(error.map(|body| Box::new(body) as ErrorBody))
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for ClientError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0)
    }
}
