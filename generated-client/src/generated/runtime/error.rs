// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What a call fails with.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::call::CallError;
use super::{Reply, RequestError, ResponseError, TransportError, TransportErrorKind, response_error};

/// What a call fails with. `E` is what the operation is refused with, by status.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The service refused, in a way that the document declares.
    Api(Box<ApiError<E>>),
    /// The service answered something that the document does not declare.
    Response(ResponseError),
    /// The request was not sent.
    Request(RequestError),
    /// No answer came.
    Transport(TransportError),
}

impl<E> Error<E> {
    /// The status, if there is an answer.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Response(error) => Some(error.status()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// The headers, if there is an answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::Response(error) => Some(error.headers()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// The body as it came, if there is an answer.
    pub fn raw_body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(error) => Some(error.raw_body()),
            Self::Response(error) => Some(error.raw_body()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind() == TransportErrorKind::Timeout,
            Self::Response(error) => error.is_timeout(),
            Self::Api(_) | Self::Request(_) => false,
        }
    }

    /// Whether the connection never opened, so that the service has seen nothing of the request.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.kind() == TransportErrorKind::Connect)
    }

    /// Whether the service has had too many requests: status 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// How long the service asks to wait, by the header `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after(),
            Self::Response(error) => response_error::retry_after(error.headers(), error.received()),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// What the service calls this request, if it says so in a header.
    pub fn request_id(&self) -> Option<&str> {
        response_error::request_id(self.headers()?)
    }

    /// The same error with another body.
    pub(super) fn map<F>(self, make: impl FnOnce(E) -> F) -> Error<F> {
        match self {
            Self::Api(error) => Error::Api(Box::new(error.map(make))),
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

impl<E> From<CallError> for Error<E> {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Request(error) => Self::Request(error),
            CallError::Transport(error) => Self::Transport(error),
        }
    }
}

/// A refusal that the document declares: status, headers, and a body of the type that the status stands for.
pub struct ApiError<E> {
    status: StatusCode,
    headers: HeaderMap,
    raw_body: Bytes,
    received: SystemTime,
    body: E,
}

impl<E> ApiError<E> {
    pub(super) fn new(reply: Reply, body: E) -> Self {
        Self { status: reply.status, headers: reply.headers, raw_body: reply.body, received: reply.received, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> E {
        self.body
    }

    /// The body as it came.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }

    /// How long the service asks to wait, by the header `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        response_error::retry_after(&self.headers, self.received)
    }

    fn map<F>(self, make: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError {
            status: self.status,
            headers: self.headers,
            raw_body: self.raw_body,
            received: self.received,
            body: make(self.body),
        }
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the service answered {}", self.status)
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut error = formatter.debug_struct("ApiError");
        error.field("status", &self.status).field("headers", &self.headers).field("body", &self.body).finish()
    }
}

/// Makes an error of an enum of refusals. What it shows is the name of its variant: what is in it may be a secret.
#[allow(unused_macros, reason = "an API may declare no refusals")]
macro_rules! refusal {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::write_variant(self, formatter)
            }
        }

        impl ::core::error::Error for $name {}
    };
}

#[allow(unused_imports, reason = "an API may declare no refusals")]
pub(crate) use refusal;

/// Writes the name with which a value's `Debug` begins.
#[doc(hidden)]
pub fn write_variant(value: &dyn fmt::Debug, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    struct Name(String);

    impl fmt::Write for Name {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let end = text.find(|letter: char| !letter.is_alphanumeric());
            self.0.push_str(text.get(..end.unwrap_or(text.len())).unwrap_or_default());
            // What follows the name is not even made.
            if end.is_some() { Err(fmt::Error) } else { Ok(()) }
        }
    }

    let mut name = Name(String::new());
    // The error is how writing ends early.
    let _ = fmt::write(&mut name, format_args!("{value:?}"));
    formatter.pad(&name.0)
}
