// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Failures of the transport.

use std::borrow::Cow;
use std::fmt;

use super::line::{Visible, attempts_note};

/// A failure to send a request or to receive its response.
pub struct TransportError {
    kind: TransportErrorKind,
    /// The id of the operation whose request failed.
    operation: Option<Cow<'static, str>>,
    /// The number of attempts of the call.
    attempts: u32,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection could not be opened. The server has received nothing.
    Connect,
    /// The request timed out.
    Timeout,
    /// The response is a redirect, which the transport hides, as a browser does, or has followed, which it must not do.
    Redirected,
    /// The transport or a middleware did not send the request. It is not retried.
    Rejected,
    /// The stream of the request body failed, or an item of it cannot be written. The server may have received the part before it.
    /// The request is not retried.
    RequestBody,
    /// Any other failure, such as a lost connection.
    Other,
}

impl TransportError {
    /// Creates an error with a source.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind, operation: None, attempts: 1, source: Some(source.into()) }
    }

    /// Creates the error of a timeout.
    pub fn timeout() -> Self {
        Self { kind: TransportErrorKind::Timeout, operation: None, attempts: 1, source: None }
    }

    /// Sets the id of the operation, with which the error is displayed.
    pub(crate) fn of_operation(self, id: Cow<'static, str>) -> Self {
        Self { operation: Some(id), ..self }
    }

    /// Sets the number of attempts of the call.
    pub(crate) fn with_attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Returns the number of attempts of the call.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the source and all its sources on one line, without the kind.
    pub(crate) fn reason(&self) -> String {
        self.source.as_ref().map(|source| Chain(source.as_ref()).to_string()).unwrap_or_default()
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = &self.operation {
            write!(formatter, "{}: ", Visible(operation))?;
        }
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "connection failed",
            TransportErrorKind::Timeout => "request timed out",
            TransportErrorKind::Redirected => "request was redirected",
            TransportErrorKind::Rejected => "request was not sent",
            TransportErrorKind::RequestBody => "request body failed",
            TransportErrorKind::Other => "request failed",
        })?;
        if let Some(source) = &self.source {
            write!(formatter, ": {}", Chain(source.as_ref()))?;
        }
        match attempts_note(self.attempts) {
            Some(note) => write!(formatter, " ({note})"),
            None => Ok(()),
        }
    }
}

/// An error and all its sources on one line, since the outermost error alone rarely names the cause.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(formatter, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TransportError").field("kind", &self.kind).field("source", &self.source).finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
