// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A response that a test makes.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::clock::{Stall, VirtualClock};
use crate::runtime::json::{Value, to_text};
use crate::runtime::{Body, TransportError, TransportErrorKind};

/// A response of a [`MockTransport`](super::MockTransport): status, headers and body.
///
/// ```text
/// let busy = MockResponse::json(503, &json!({"message": "try again"})).header("retry-after", "2");
/// mock.expect(client.pets().list()).respond_with(busy);
/// ```
///
/// Its methods panic if a status, a name or a value is invalid, so that the test fails at its mistake.
#[derive(Clone, Debug)]
#[must_use]
pub struct MockResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) chunks: Vec<Bytes>,
    pub(super) end: End,
}

/// How a response ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Complete,
    CutOff,
    Stalls,
}

#[expect(clippy::panic, reason = "the methods assert that a test is valid")]
impl MockResponse {
    /// Creates a response without a body.
    ///
    /// # Panics
    ///
    /// Panics if the status is not from 100 to 999.
    #[track_caller]
    pub fn empty(status: u16) -> Self {
        let status = match valid_status(status) {
            Ok(status) => status,
            Err(message) => panic!("{message}"),
        };
        Self { status, headers: HeaderMap::new(), chunks: Vec::new(), end: End::Complete }
    }

    /// Creates a response whose body is a value as JSON.
    ///
    /// # Panics
    ///
    /// Panics if the status is invalid, or if the value cannot be serialized.
    #[track_caller]
    pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        match json_value(body) {
            Ok(value) => Self::bytes(status, "application/json", value.to_string()),
            Err(error) => panic!("the body of a response is not valid: {error}"),
        }
    }

    /// Creates a response whose body is plain text.
    ///
    /// # Panics
    ///
    /// Panics if the status is invalid.
    #[track_caller]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, "text/plain; charset=utf-8", body.into())
    }

    /// Creates a response whose body is bytes or text of a media type.
    ///
    /// # Panics
    ///
    /// Panics if the status or the media type is invalid.
    #[track_caller]
    pub fn bytes(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::chunks(status, content_type, [body])
    }

    /// Creates a response whose body is received in chunks, such as a stream of events.
    ///
    /// # Panics
    ///
    /// Panics if the status or the media type is invalid.
    #[track_caller]
    pub fn chunks<I: IntoIterator>(status: u16, content_type: &str, chunks: I) -> Self
    where
        I::Item: Into<Bytes>,
    {
        let mut response = Self::empty(status).header(header::CONTENT_TYPE, content_type);
        response.chunks = chunks.into_iter().map(Into::into).filter(|chunk: &Bytes| !chunk.is_empty()).collect();
        response
    }

    /// Creates a response that is a stream of events. The items are the data of the events.
    pub fn events<I: IntoIterator>(data: I) -> Self
    where
        I::Item: AsRef<str>,
    {
        let event = |data: I::Item| {
            let lines: String = data.as_ref().split('\n').map(|line| format!("data: {line}\n")).collect();
            format!("{lines}\n")
        };
        Self::chunks(200, "text/event-stream", data.into_iter().map(event))
    }

    /// Creates a response that is a stream of JSON items, with a line each.
    pub fn json_lines<I: IntoIterator>(items: I) -> Self
    where
        I::Item: AsRef<str>,
    {
        Self::chunks(200, "application/x-ndjson", items.into_iter().map(|item| format!("{}\n", item.as_ref())))
    }

    /// Creates a response that is multipart. Each item is a part: its headers and its content, with an empty line between them.
    ///
    /// ```text
    /// MockResponse::parts("multipart/mixed", ["content-type: application/json\r\n\r\n{}"])
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the media type is invalid.
    #[track_caller]
    pub fn parts<I: IntoIterator>(media_type: &str, parts: I) -> Self
    where
        I::Item: AsRef<[u8]>,
    {
        let part = |part: I::Item| [b"--mock-boundary\r\n", part.as_ref(), b"\r\n"].concat();
        let last = b"--mock-boundary--\r\n".to_vec();
        let content_type = format!("{media_type}; boundary=mock-boundary");
        Self::chunks(200, &content_type, parts.into_iter().map(part).chain([last]))
    }

    /// Adds a header. A header of this name stays, except for the media type, which is replaced.
    ///
    /// # Panics
    ///
    /// Panics if the name or the value is invalid.
    #[track_caller]
    pub fn header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(mut self, name: N, value: V) -> Self {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) if name == header::CONTENT_TYPE => {
                self.headers.insert(name, value);
            }
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            (Ok(name), Err(_)) => panic!("the value of the header `{name}` is not valid"),
            (Err(_), _) => panic!("the name of a header is not valid"),
        }
        self
    }

    /// Loses the connection after the last byte of the body, so that the body is incomplete.
    pub fn cut_off(self) -> Self {
        Self { end: End::CutOff, ..self }
    }

    /// Stalls after the last byte of the body: the end is never received, and the call ends with its timeout.
    pub fn stall(self) -> Self {
        Self { end: End::Stalls, ..self }
    }

    /// Returns the response as a transport returns it.
    pub(super) fn into_http(self, clock: &VirtualClock) -> http::Response<Body> {
        let body = match self.end {
            End::Complete if self.chunks.len() < 2 => Body::from(self.chunks.into_iter().next().unwrap_or_default()),
            end => {
                let (chunks, clock) = (self.chunks.into(), clock.clone());
                Body::stream(Box::pin(MockBody { chunks, end, clock, stall: None }))
            }
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// Returns the value of a body, or a message if JSON cannot represent it: a number may be infinite.
pub(super) fn json_value<T: Serialize + ?Sized>(body: &T) -> Result<Value, String> {
    let value = Value::from_serialize(body).map_err(|error| error.to_string())?;
    to_text(&value)?;
    Ok(value)
}

/// Returns a status, or a message if it has not three digits (RFC 9110, section 15).
pub(super) fn valid_status(status: u16) -> Result<StatusCode, String> {
    StatusCode::from_u16(status).map_err(|_| format!("{status} is not a valid status: it has to be from 100 to 999"))
}

/// The body of a response that has several chunks, or that is never complete.
struct MockBody {
    chunks: VecDeque<Bytes>,
    end: End,
    clock: VirtualClock,
    stall: Option<Stall>,
}

impl Stream for MockBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(chunk) = self.chunks.pop_front() {
            return Poll::Ready(Some(Ok(chunk)));
        }
        match self.end {
            End::Complete => Poll::Ready(None),
            End::CutOff => {
                self.end = End::Complete;
                let error = TransportError::new(TransportErrorKind::Other, "the test cuts off the response");
                Poll::Ready(Some(Err(error)))
            }
            End::Stalls => {
                if self.stall.is_none() {
                    self.stall = Some(self.clock.stall());
                }
                Poll::Pending
            }
        }
    }
}
