// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The body of a response whose body is not decoded: how it is received.

use bytes::Bytes;
use http::{StatusCode, header};

use super::raw::Problem;
use super::{ByteStream, RawResponse};
use crate::runtime::request::{ByteRange, Target};
use crate::runtime::response_parts::ResponseParts;
use crate::runtime::send::Reconnection;
use crate::runtime::{ResponseErrorKind, TransportError};

/// How the body was received.
#[derive(Debug)]
pub(super) enum Content {
    /// The parts have all of it.
    Complete,
    /// The parts have a beginning of it.
    Incomplete(Problem),
    /// It has another range than the request asked for.
    WrongRange(Problem),
    /// It is received as it is read.
    Stream(Box<ByteStream>),
    /// It is received as it is read, and its events are requested again after an interruption.
    Reconnecting(Box<(ByteStream, Reconnection)>),
}

impl RawResponse {
    /// Returns why the body is incomplete, if the transport failed.
    pub(crate) fn interruption(&self) -> Option<&TransportError> {
        let Content::Incomplete(problem) = &self.content else { return None };
        match &**problem {
            ResponseErrorKind::Interrupted(error) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.parts.attempts = attempts;
        self
    }

    pub(crate) fn with_target(mut self, target: Option<Target>) -> Self {
        self.parts.target = target;
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes, problem: Option<ResponseErrorKind>) -> Self {
        self.parts.body = body;
        let content = problem.map_or(Content::Complete, |problem| Content::Incomplete(Box::new(problem)));
        Self { content, ..self }
    }

    pub(crate) fn with_stream(self, stream: ByteStream) -> Self {
        Self { content: Content::Stream(Box::new(stream)), ..self }
    }

    /// Adds what a stream of events needs to reconnect, if the body is streamed.
    pub(crate) fn with_reconnection(self, reconnection: Reconnection) -> Self {
        let (response, stream) = self.split_stream();
        let content = stream.map(|stream| Content::Reconnecting(Box::new((stream, reconnection))));
        Self { content: content.unwrap_or(response.content), ..response }
    }

    /// Returns the response without its body, and the body if it is streamed.
    pub(crate) fn split_stream(mut self) -> (Self, Option<ByteStream>) {
        match self.content {
            Content::Stream(stream) => (Self { content: Content::Complete, ..self }, Some(*stream)),
            Content::Reconnecting(stream) => (Self { content: Content::Complete, ..self }, Some(stream.0)),
            content => {
                self.content = content;
                (self, None)
            }
        }
    }

    /// Marks a successful response that has another range than the request asked for.
    pub(crate) fn check_range(self, range: ByteRange) -> Self {
        let content_range = self.parts.headers.get(header::CONTENT_RANGE);
        let is_right = match self.parts.status {
            StatusCode::PARTIAL_CONTENT => content_range.is_some_and(|value| range.matches(value.as_bytes())),
            // The service ignores the range, so that the body is the whole content.
            StatusCode::OK => range.is_whole(),
            // A range has no meaning for other responses (RFC 9110, section 14.2). No caller should take one for the content.
            status => range.is_whole() || !status.is_success() || !self.is_stream(),
        };
        if is_right || self.is_incomplete() {
            return self;
        }
        let content_range = content_range.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let problem = ResponseErrorKind::RangeMismatch { requested: range.to_string(), content_range };
        Self { content: Content::WrongRange(Box::new(problem)), ..self }
    }

    /// Returns why a response is an error of every operation: it is informational or a redirection, or it has another range than
    /// the request asked for.
    pub(crate) fn rejection(&mut self) -> Option<Problem> {
        match std::mem::replace(&mut self.content, Content::Complete) {
            Content::WrongRange(problem) => Some(problem),
            content => {
                self.content = content;
                self.neither_success_nor_error()
            }
        }
    }

    /// Returns the parts of the response, its body as a stream, and what is needed to reconnect a stream of events.
    #[inline(never)]
    pub(super) fn into_stream(mut self) -> (Box<ResponseParts>, ByteStream, Option<Reconnection>) {
        let (stream, reconnection) = match self.content {
            Content::Stream(stream) => (*stream, None),
            Content::Reconnecting(content) => (content.0, Some(content.1)),
            Content::Complete | Content::Incomplete(_) | Content::WrongRange(_) => {
                (ByteStream::from_bytes(std::mem::take(&mut self.parts.body)), None)
            }
        };
        (self.parts, stream, reconnection)
    }

    /// Returns why the body is incomplete, if it is, and forgets it.
    #[inline(never)]
    pub(super) fn check_content(&mut self) -> Result<(), Problem> {
        match std::mem::replace(&mut self.content, Content::Complete) {
            Content::Incomplete(problem) => Err(problem),
            content => {
                self.content = content;
                Ok(())
            }
        }
    }

    pub(super) fn is_incomplete(&self) -> bool {
        matches!(self.content, Content::Incomplete(_))
    }

    fn is_stream(&self) -> bool {
        matches!(self.content, Content::Stream(_) | Content::Reconnecting(_))
    }
}
