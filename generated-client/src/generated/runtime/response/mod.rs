// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Responses: raw, decoded, and streamed.

mod content;
mod decode;
mod event;
mod events;
mod frames;
mod header;
mod json_stream;
mod multipart;
mod part;
mod part_stream;
mod raw;
mod stream;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

pub(crate) use self::decode::{decode, decode_error};
pub use self::event::Event;
pub use self::events::{EventError, EventForm, EventStream};
pub(crate) use self::frames::{Framing, is_sequence};
pub use self::header::{HeaderError, read_delimited_header, read_header, read_header_lines, read_json_header};
pub use self::json_stream::{JsonStream, JsonStreamError};
pub use self::part::{InvalidPart, PartErrorKind, RawPart, ReceivedPart};
#[cfg(feature = "testing")]
pub(crate) use self::part_stream::read_parts;
pub use self::part_stream::{PartStream, PartStreamError};
pub use self::raw::RawResponse;
pub(crate) use self::raw::ResponseSource;
pub use self::stream::ByteStream;
use super::RateLimit;
use super::json::{self, Value};
use super::response_parts::ResponseParts;
use super::{ResponseError, ResponseErrorKind};

/// A successful response with a decoded body. The method `send` of a request returns one.
#[derive(Clone)]
pub struct Response<T> {
    parts: Box<ResponseParts>,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(parts: Box<ResponseParts>, body: T) -> Self {
        Self { parts, body }
    }

    /// Returns the error of a response that is not a success.
    #[allow(dead_code, reason = "an API may have no operation with events beside a plain response")]
    pub(crate) fn into_error(self, kind: ResponseErrorKind) -> ResponseError {
        ResponseError::new(self.parts, kind.into())
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
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Consumes the response and returns the decoded body.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Returns the raw body. It is empty if the body is streamed.
    pub fn raw_body(&self) -> &Bytes {
        &self.parts.body
    }

    /// Deserializes the raw body from JSON, for members that the API does not declare.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseError`] if the raw body is not valid JSON, which includes a streamed body, or if it does not match
    /// `U`.
    pub fn json<U: DeserializeOwned>(&self) -> Result<U, ResponseError> {
        let failed = |kind| ResponseError::new(self.parts.clone(), Box::new(kind));
        let value: Result<Value, _> = json::decode(&self.parts.body);
        let value = value.map_err(|error| failed(ResponseErrorKind::of_decode(error, self.parts.content_type())))?;
        value.read().map_err(|error| failed(ResponseErrorKind::SchemaMismatch(error)))
    }

    /// Returns what the headers say about the rate limit of the service.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.parts.rate_limit()
    }

    /// Returns the number of attempts of the call.
    pub fn attempts(&self) -> u32 {
        self.parts.attempts
    }

    /// Returns the request id that the server assigned, from a header such as `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut response = formatter.debug_struct("Response");
        response.field("status", &self.status()).field("headers", self.headers()).field("body", &self.body).finish()
    }
}
