// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A response whose body is not decoded, and the ways to decode it.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::content::Content;
use super::part::{ReadContent, read_bytes, read_json, read_text};
use super::{ByteStream, EventForm, EventStream, JsonStream, PartStream, Response};
use crate::runtime::client::Settings;
use crate::runtime::error::ErrorPointers;
use crate::runtime::json::{DecodeError, Json, decode};
use crate::runtime::media_type::{decode_text, essence};
use crate::runtime::rate_limit::RateLimitHeaders;
use crate::runtime::response_parts::ResponseParts;
use crate::runtime::{ApiError, Error, ResponseError, ResponseErrorKind, UntypedBody};

/// A response whose body is not decoded.
///
/// [`Operation::decode`](crate::runtime::Operation::decode) decodes it with one of the methods here.
#[derive(Debug)]
pub struct RawResponse {
    // The size of this struct counts: the code for each status of each operation moves it.
    pub(super) parts: Box<ResponseParts>,
    pub(super) content: Content,
}

/// Why a response is not the declared one.
pub(super) type Problem = Box<ResponseErrorKind>;

/// What a response belongs to.
#[derive(Clone)]
pub(crate) struct ResponseSource {
    /// The id of the operation.
    pub(crate) operation: Cow<'static, str>,
    /// Where the API has the message and the code of an error response.
    pub(crate) pointers: ErrorPointers,
    /// The headers of the service's rate limit.
    pub(crate) rate_limit: &'static RateLimitHeaders,
}

impl ResponseSource {
    pub(crate) fn new(operation: impl Into<Cow<'static, str>>, settings: &Settings) -> Self {
        Self { operation: operation.into(), pointers: settings.error_pointers, rate_limit: settings.rate_limit }
    }
}

#[allow(dead_code, reason = "an API may have no response of such a media type")]
impl RawResponse {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, received: SystemTime, source: ResponseSource) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let content_type = content_type.unwrap_or_default();
        let media_type = essence(&content_type);
        let (body, target, details) = (Bytes::new(), None, OnceLock::new());
        let parts = ResponseParts { status, headers, body, media_type, target, received, source, attempts: 1, details };
        Self { parts: Box::new(parts), content: Content::Complete }
    }

    /// Returns the parts that errors and decoded responses have too.
    pub(crate) fn parts(&self) -> &ResponseParts {
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

    /// Returns the media type of the body in lower case, without its parameters. It is empty if the response has no
    /// `Content-Type`.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.parts.media_type
    }

    /// Returns the response, or a [`ResponseError`] if its body is incomplete.
    pub(crate) fn complete(mut self) -> Result<Self, ResponseError> {
        match self.check_content() {
            Ok(()) => Ok(self),
            Err(problem) => Err(self.into_error(problem)),
        }
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseError`] if the body is incomplete, is not valid JSON, or does not match `T`.
    #[inline(never)]
    pub fn json<T: Json>(mut self) -> Result<Response<T>, ResponseError> {
        match self.read() {
            Ok(body) => Ok(self.empty_as(body)),
            Err(kind) => Err(self.into_error(kind)),
        }
    }

    /// Decodes the body as JSON, and converts it.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`json`](Self::json).
    #[inline]
    pub fn json_as<T: Json, U>(mut self, convert: fn(T) -> U) -> Result<Response<U>, ResponseError> {
        match self.read() {
            Ok(body) => Ok(self.empty_as(convert(body))),
            Err(kind) => Err(self.into_error(kind)),
        }
    }

    /// Decodes the body as text.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseError`] if the body is incomplete or is not valid text.
    pub fn text(self) -> Result<Response<String>, ResponseError> {
        self.text_as(|body| body)
    }

    /// Decodes the body as text, and converts it.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`text`](Self::text).
    pub fn text_as<U>(mut self, convert: fn(String) -> U) -> Result<Response<U>, ResponseError> {
        match self.decode_text() {
            Ok(body) => Ok(self.empty_as(convert(body))),
            Err(kind) => Err(self.into_error(kind)),
        }
    }

    /// Returns the body as a stream of chunks.
    #[must_use]
    pub fn stream(self) -> Response<ByteStream> {
        self.stream_as(|body| body)
    }

    /// Returns the body as a stream of chunks, and converts it.
    #[must_use]
    pub fn stream_as<U>(self, convert: impl FnOnce(ByteStream) -> U) -> Response<U> {
        let (parts, stream, _) = self.into_stream();
        Response::new(parts, convert(stream))
    }

    /// Returns the body as a stream of server-sent events.
    #[must_use]
    pub fn events<T: Json>(self, form: EventForm) -> Response<EventStream<T>> {
        self.events_as(form, |events| events)
    }

    /// Returns the body as a stream of server-sent events, and converts it.
    #[must_use]
    pub fn events_as<T: Json, U>(self, form: EventForm, convert: impl FnOnce(EventStream<T>) -> U) -> Response<U> {
        let (parts, bytes, reconnection) = self.into_stream();
        let events = EventStream::new(bytes, form, &parts.media_type, reconnection);
        Response::new(parts, convert(events))
    }

    /// Returns the body as a stream of JSON items.
    #[must_use]
    pub fn items<T: Json>(self) -> Response<JsonStream<T>> {
        self.items_as(|items| items)
    }

    /// Returns the body as a stream of JSON items, and converts it.
    #[must_use]
    pub fn items_as<T: Json, U>(self, convert: impl FnOnce(JsonStream<T>) -> U) -> Response<U> {
        let media_type = self.media_type().to_owned();
        self.stream_as(|bytes| convert(JsonStream::new(bytes, &media_type)))
    }

    /// Returns the body as a stream of parts of JSON.
    #[must_use]
    pub fn json_parts<T: Json>(self) -> Response<PartStream<T>> {
        self.json_parts_as(|parts| parts)
    }

    /// Returns the body as a stream of parts of JSON, and converts it.
    #[must_use]
    pub fn json_parts_as<T: Json, U>(self, convert: impl FnOnce(PartStream<T>) -> U) -> Response<U> {
        self.parts_by_position_as(0, read_json, convert)
    }

    /// Returns the body as a stream of parts of text.
    #[must_use]
    pub fn text_parts<T: Json>(self) -> Response<PartStream<T>> {
        self.text_parts_as(|parts| parts)
    }

    /// Returns the body as a stream of parts of text, and converts it.
    #[must_use]
    pub fn text_parts_as<T: Json, U>(self, convert: impl FnOnce(PartStream<T>) -> U) -> Response<U> {
        self.parts_by_position_as(0, read_text, convert)
    }

    /// Returns the body as a stream of parts of bytes.
    #[must_use]
    pub fn byte_parts(self) -> Response<PartStream<Bytes>> {
        self.byte_parts_as(|parts| parts)
    }

    /// Returns the body as a stream of parts of bytes, and converts it.
    #[must_use]
    pub fn byte_parts_as<U>(self, convert: impl FnOnce(PartStream<Bytes>) -> U) -> Response<U> {
        self.parts_by_position_as(0, read_bytes, convert)
    }

    /// Returns the body as a stream of parts, at least `required` of them, each of which `read` reads by its position.
    #[must_use]
    pub fn parts_by_position<T>(self, required: usize, read: ReadContent<T>) -> Response<PartStream<T>> {
        self.parts_by_position_as(required, read, |parts| parts)
    }

    /// Returns the body as a stream of parts, at least `required` of them, and converts it.
    #[must_use]
    pub fn parts_by_position_as<T, U>(
        self,
        required: usize,
        read: ReadContent<T>,
        convert: impl FnOnce(PartStream<T>) -> U,
    ) -> Response<U> {
        let content_type = self.parts.content_type().unwrap_or_default();
        self.stream_as(|bytes| convert(PartStream::new(bytes, &content_type, required, read)))
    }

    /// Returns the response without decoding its body.
    #[must_use]
    pub fn empty(self) -> Response<()> {
        self.empty_as(())
    }

    /// Returns the response with the given value as its body.
    #[must_use]
    pub fn empty_as<U>(self, body: U) -> Response<U> {
        Response::new(self.into_parts(), body)
    }

    /// Returns the error response with a body of JSON, or a [`ResponseError`] if the body cannot be decoded.
    #[must_use]
    #[inline]
    pub fn error<T: Json>(self) -> Error<T> {
        self.error_as(|body| body)
    }

    /// Returns the error response with a body of JSON, and converts the body.
    #[must_use]
    #[inline]
    pub fn error_as<T: Json, E>(self, convert: impl FnOnce(T) -> E) -> Error<E> {
        match self.json_of_error() {
            Ok(Response { parts, body }) => ApiError::new(parts, convert(body)).into(),
            Err(error) => Error::Response(error),
        }
    }

    /// Returns the error response with a body of text, or a [`ResponseError`] if the body cannot be decoded.
    #[must_use]
    pub fn text_error(self) -> Error<String> {
        self.text_error_as(|body| body)
    }

    /// Returns the error response with a body of text, and converts the body.
    #[must_use]
    pub fn text_error_as<E>(mut self, convert: fn(String) -> E) -> Error<E> {
        match self.check_error().and_then(|()| self.decode_text()) {
            Ok(body) => self.into_api_error(convert(body)),
            Err(kind) => Error::Response(self.into_error(kind)),
        }
    }

    /// Returns the error response with a body of bytes, or a [`ResponseError`] if the body is incomplete.
    #[must_use]
    pub fn bytes_error(self) -> Error<Bytes> {
        self.bytes_error_as(|body| body)
    }

    /// Returns the error response with a body of bytes, and converts the body.
    #[must_use]
    pub fn bytes_error_as<E>(mut self, convert: fn(Bytes) -> E) -> Error<E> {
        match self.check_error().and_then(|()| self.check_content()) {
            Ok(()) => {
                let body = self.parts.body.clone();
                self.into_api_error(convert(body))
            }
            Err(kind) => Error::Response(self.into_error(kind)),
        }
    }

    /// Returns the error response without decoding its body.
    #[must_use]
    pub fn error_without_body<E>(self, body: E) -> Error<E> {
        if self.parts.status.is_success() {
            return self.undeclared().into();
        }
        self.into_api_error(body)
    }

    /// Returns the error response with the common error body of the API, although the API does not declare it for the
    /// status. If the body is another one, the error is that of [`undeclared`](Self::undeclared).
    #[must_use]
    #[inline]
    pub fn undeclared_error<T: Json>(self) -> Error<T> {
        self.undeclared_error_as(|body| body)
    }

    /// Returns the error response with the common error body of the API, and converts the body.
    #[must_use]
    #[inline]
    pub fn undeclared_error_as<T: Json, E>(mut self, convert: fn(T) -> E) -> Error<E> {
        match self.read_undeclared_error() {
            Ok(body) => self.into_api_error(convert(body)),
            Err(kind) => Error::Response(self.into_error(kind)),
        }
    }

    /// Returns the error response with its undecoded body.
    #[must_use]
    pub fn untyped_error(self) -> Error {
        if !self.is_error() || self.is_incomplete() {
            return self.undeclared().into();
        }
        let body = UntypedBody::new(self.parts.body.clone());
        self.error_without_body(body)
    }

    /// Returns the error of a response that the API does not declare.
    #[must_use]
    pub fn undeclared(mut self) -> ResponseError {
        let kind = self.undeclared_kind();
        self.into_error(kind)
    }

    fn undeclared_kind(&mut self) -> Problem {
        match self.check_content() {
            Err(problem) => problem,
            Ok(()) if self.is_error() => ResponseErrorKind::UntypedError.into(),
            Ok(()) => ResponseErrorKind::UndeclaredStatus.into(),
        }
    }

    /// Returns whether the status is an error.
    fn is_error(&self) -> bool {
        self.parts.status.is_client_error() || self.parts.status.is_server_error()
    }

    /// Returns the error of a status that is neither a success nor an error status, whether the API declares it or not:
    /// an informational status, or a redirection.
    pub(super) fn neither_success_nor_error(&self) -> Option<Problem> {
        if self.parts.status.is_informational() {
            return Some(ResponseErrorKind::Informational.into());
        }
        self.parts.status.is_redirection().then(|| ResponseErrorKind::Redirection.into())
    }

    fn into_api_error<E>(self, body: E) -> Error<E> {
        ApiError::new(self.into_parts(), body).into()
    }

    #[inline(never)]
    fn into_parts(self) -> Box<ResponseParts> {
        self.parts
    }

    /// Returns the error of that kind.
    #[cold]
    #[inline(never)]
    pub(crate) fn into_error(self, kind: Problem) -> ResponseError {
        ResponseError::new(self.parts, kind)
    }

    /// Reads the body with a function, for what is not one value of a type.
    pub(crate) fn read_with<T>(
        mut self,
        read: &mut dyn FnMut(&[u8]) -> Result<T, DecodeError>,
    ) -> Result<T, ResponseError> {
        let checked = self.check_content();
        let body = checked.and_then(|()| read(&self.parts.body).map_err(|error| self.malformed(error)));
        body.map_err(|kind| self.into_error(kind))
    }

    /// Reads the body as JSON. This is compiled for each type of bodies, and the callers for each status of each operation, so
    /// that all of them leave what they can to functions that are compiled once, and that are not inlined.
    fn read<T: Json>(&mut self) -> Result<T, Problem> {
        self.check_content()?;
        match decode(&self.parts.body) {
            Ok(body) => Ok(body),
            Err(error) => Err(self.malformed(error)),
        }
    }

    /// Decodes the body of an error as JSON.
    fn json_of_error<T: Json>(self) -> Result<Response<T>, ResponseError> {
        match self.check_error() {
            Ok(()) => self.json(),
            Err(kind) => Err(self.into_error(kind)),
        }
    }

    /// Returns the error of a response that the service does not mean as one: a response of `default` may have a status of success
    /// that the API does not declare.
    #[inline(never)]
    fn check_error(&self) -> Result<(), Problem> {
        if self.parts.status.is_success() {
            return Err(ResponseErrorKind::UndeclaredStatus.into());
        }
        Ok(())
    }

    /// Reads the body of a response whose status the API does not declare.
    fn read_undeclared_error<T: Json>(&mut self) -> Result<T, Problem> {
        if !self.is_error() || self.is_incomplete() {
            return Err(self.undeclared_kind());
        }
        match self.read() {
            Ok(body) => Ok(body),
            Err(_) => Err(self.undeclared_kind()),
        }
    }

    /// Returns why the body is not what the API declares.
    #[cold]
    #[inline(never)]
    fn malformed(&self, error: DecodeError) -> Problem {
        ResponseErrorKind::of_decode(error, self.parts.content_type()).into()
    }

    fn decode_text(&mut self) -> Result<String, Problem> {
        self.check_content()?;
        let content_type = self.parts.content_type();
        let text = decode_text(&self.parts.body, content_type.as_deref());
        text.ok_or_else(|| ResponseErrorKind::NotText { content_type }.into())
    }
}
