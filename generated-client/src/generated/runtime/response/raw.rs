// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A response whose body is not decoded, and the ways to decode it.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{ByteStream, EventForm, EventStream, Response};
use crate::runtime::client::Settings;
use crate::runtime::error::ErrorPointers;
use crate::runtime::json::{DecodeError, Json, decode};
use crate::runtime::media_type::{essence, parameter};
use crate::runtime::rate_limit::RateLimitHeaders;
use crate::runtime::request::Target;
use crate::runtime::response_parts::ResponseParts;
use crate::runtime::{ApiError, Error, ResponseError, ResponseErrorKind, TransportError, UntypedBody};

/// A response whose body is not decoded.
///
/// [`Operation::decode`](crate::runtime::Operation::decode) decodes it with one of the methods here.
#[derive(Debug)]
pub struct RawResponse {
    parts: ResponseParts,
    /// The body, if it is streamed.
    stream: Option<ByteStream>,
    /// Why the body is incomplete.
    problem: Option<ResponseErrorKind>,
    media_type: String,
    /// The URL of the last redirect that was followed, if any. Links of the response are relative to it.
    pub(crate) target: Option<Target>,
}

/// A function that decodes a body of JSON.
type Decode<'f, T> = dyn Fn(&[u8]) -> Result<T, DecodeError> + 'f;

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
        let (body, details) = (Bytes::new(), OnceLock::new());
        let parts = ResponseParts { status, headers, body, received, source, attempts: 1, details };
        Self { parts, stream: None, problem: None, media_type, target: None }
    }

    /// Returns the parts that errors and decoded responses have too.
    pub(crate) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// Returns why the body is incomplete, if the transport failed.
    pub(crate) fn interruption(&self) -> Option<&TransportError> {
        match &self.problem {
            Some(ResponseErrorKind::Interrupted(error)) => Some(error),
            _ => None,
        }
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.parts.attempts = attempts;
        self
    }

    pub(crate) fn with_target(self, target: Option<Target>) -> Self {
        Self { target, ..self }
    }

    pub(crate) fn with_body(mut self, body: Bytes, problem: Option<ResponseErrorKind>) -> Self {
        self.parts.body = body;
        Self { problem, ..self }
    }

    pub(crate) fn with_stream(self, stream: ByteStream) -> Self {
        Self { stream: Some(stream), ..self }
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
        &self.media_type
    }

    /// Returns the response, or a [`ResponseError`] if its body is incomplete.
    pub(crate) fn complete(mut self) -> Result<Self, ResponseError> {
        match self.problem.take() {
            Some(problem) => Err(ResponseError::new(self.parts, problem)),
            None => Ok(self),
        }
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// Returns [`ResponseError`] if the body is incomplete, is not valid JSON, or does not match `T`.
    pub fn json<T: Json>(self) -> Result<Response<T>, ResponseError> {
        self.json_as(|body| body)
    }

    /// Decodes the body as JSON, and converts it.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`json`](Self::json).
    pub fn json_as<T: Json, U>(self, convert: impl Fn(T) -> U) -> Result<Response<U>, ResponseError> {
        self.decoded(&|body| decode(body).map(&convert))
    }

    /// Decodes the body as JSON with a function. It is compiled once for each type of responses.
    fn decoded<U>(mut self, read: &Decode<'_, U>) -> Result<Response<U>, ResponseError> {
        let decoded = self.decode_json(read);
        self.success(decoded, |body| body)
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
    pub fn text_as<U>(mut self, convert: impl FnOnce(String) -> U) -> Result<Response<U>, ResponseError> {
        let decoded = self.decode_text();
        self.success(decoded, convert)
    }

    /// Returns the body as a stream of chunks.
    #[must_use]
    pub fn stream(self) -> Response<ByteStream> {
        self.stream_as(|body| body)
    }

    /// Returns the body as a stream of chunks, and converts it.
    #[must_use]
    pub fn stream_as<U>(mut self, convert: impl FnOnce(ByteStream) -> U) -> Response<U> {
        let body = std::mem::take(&mut self.parts.body);
        let stream = self.stream.take().unwrap_or_else(|| ByteStream::from_bytes(body));
        Response::new(self.parts, convert(stream))
    }

    /// Returns the body as a stream of server-sent events.
    #[must_use]
    pub fn events<T: Json>(self, form: EventForm) -> Response<EventStream<T>> {
        self.events_as(form, |events| events)
    }

    /// Returns the body as a stream of server-sent events, and converts it.
    #[must_use]
    pub fn events_as<T: Json, U>(self, form: EventForm, convert: impl FnOnce(EventStream<T>) -> U) -> Response<U> {
        let media_type = self.media_type.clone();
        self.stream_as(|bytes| convert(EventStream::new(bytes, form, &media_type)))
    }

    /// Returns the response without decoding its body.
    #[must_use]
    pub fn empty(self) -> Response<()> {
        self.empty_as(())
    }

    /// Returns the response with the given value as its body.
    #[must_use]
    pub fn empty_as<U>(self, body: U) -> Response<U> {
        Response::new(self.parts, body)
    }

    /// Returns the error response with a body of JSON, or a [`ResponseError`] if the body cannot be decoded.
    #[must_use]
    pub fn error<T: Json>(self) -> Error<T> {
        self.error_as(|body| body)
    }

    /// Returns the error response with a body of JSON, and converts the body.
    #[must_use]
    pub fn error_as<T: Json, E>(self, convert: impl Fn(T) -> E) -> Error<E> {
        self.decoded_error(&|body| decode(body).map(&convert))
    }

    /// Returns the error response with a body of JSON, which a function decodes. It is compiled once for each type of
    /// errors, and not for each status.
    fn decoded_error<E>(mut self, read: &Decode<'_, E>) -> Error<E> {
        let decoded = self.decode_json(read);
        self.api_error(decoded, |body| body)
    }

    /// Returns the error response with a body of text, or a [`ResponseError`] if the body cannot be decoded.
    #[must_use]
    pub fn text_error(self) -> Error<String> {
        self.text_error_as(|body| body)
    }

    /// Returns the error response with a body of text, and converts the body.
    #[must_use]
    pub fn text_error_as<E>(mut self, convert: impl FnOnce(String) -> E) -> Error<E> {
        let decoded = self.decode_text();
        self.api_error(decoded, convert)
    }

    /// Returns the error response with a body of bytes, or a [`ResponseError`] if the body is incomplete.
    #[must_use]
    pub fn bytes_error(self) -> Error<Bytes> {
        self.bytes_error_as(|body| body)
    }

    /// Returns the error response with a body of bytes, and converts the body.
    #[must_use]
    pub fn bytes_error_as<E>(mut self, convert: impl FnOnce(Bytes) -> E) -> Error<E> {
        let decoded = self.problem.take().map_or_else(|| Ok(self.parts.body.clone()), Err);
        self.api_error(decoded, convert)
    }

    /// Returns the error response without decoding its body.
    #[must_use]
    pub fn error_without_body<E>(self, body: E) -> Error<E> {
        if self.parts.status.is_success() {
            return self.undeclared().into();
        }
        Error::Api(Box::new(ApiError::new(self.parts, body)))
    }

    /// Returns the error response with the common error body of the API, although the API does not declare it for the
    /// status. If the body is another one, the error is that of [`undeclared`](Self::undeclared).
    #[must_use]
    pub fn undeclared_error<T: Json>(self) -> Error<T> {
        self.undeclared_error_as(|body| body)
    }

    /// Returns the error response with the common error body of the API, and converts the body.
    #[must_use]
    pub fn undeclared_error_as<T: Json, E>(self, convert: impl Fn(T) -> E) -> Error<E> {
        self.decoded_undeclared_error(&|body| decode(body).map(&convert))
    }

    fn decoded_undeclared_error<E>(mut self, read: &Decode<'_, E>) -> Error<E> {
        if !self.is_error() || self.problem.is_some() {
            return self.undeclared().into();
        }
        match self.decode_json(read) {
            Ok(body) => Error::Api(Box::new(ApiError::new(self.parts, body))),
            Err(_) => self.undeclared().into(),
        }
    }

    /// Returns the error response with its undecoded body.
    #[must_use]
    pub fn untyped_error(self) -> Error {
        if !self.is_error() || self.problem.is_some() {
            return self.undeclared().into();
        }
        let body = UntypedBody::new(self.parts.body.clone());
        self.error_without_body(body)
    }

    /// Returns the error of a response that the API does not declare.
    #[must_use]
    pub fn undeclared(mut self) -> ResponseError {
        let kind = match self.problem.take() {
            Some(problem) => problem,
            None if self.is_error() => ResponseErrorKind::UntypedError,
            None => ResponseErrorKind::UndeclaredStatus,
        };
        ResponseError::new(self.parts, kind)
    }

    /// Returns whether the status is an error.
    fn is_error(&self) -> bool {
        self.parts.status.is_client_error() || self.parts.status.is_server_error()
    }

    /// Returns the error of a status that is neither a success nor an error status, whether the API declares it or not:
    /// an informational status, or a redirection.
    pub(super) fn neither_success_nor_error(&self) -> Option<ResponseErrorKind> {
        if self.parts.status.is_informational() {
            return Some(ResponseErrorKind::Informational);
        }
        self.parts.status.is_redirection().then_some(ResponseErrorKind::Redirection)
    }

    /// Returns the error of that kind.
    pub(super) fn into_error(self, kind: ResponseErrorKind) -> ResponseError {
        ResponseError::new(self.parts, kind)
    }

    fn success<T, U>(
        self,
        decoded: Result<T, ResponseErrorKind>,
        convert: impl FnOnce(T) -> U,
    ) -> Result<Response<U>, ResponseError> {
        match decoded {
            Ok(body) => Ok(Response::new(self.parts, convert(body))),
            Err(kind) => Err(ResponseError::new(self.parts, kind)),
        }
    }

    /// A response of `default` may have a status of success that the API does not declare. It is not an error of the service.
    fn api_error<T, E>(self, decoded: Result<T, ResponseErrorKind>, convert: impl FnOnce(T) -> E) -> Error<E> {
        match decoded {
            _ if self.parts.status.is_success() => {
                ResponseError::new(self.parts, ResponseErrorKind::UndeclaredStatus).into()
            }
            Ok(body) => Error::Api(Box::new(ApiError::new(self.parts, convert(body)))),
            Err(kind) => Error::from(ResponseError::new(self.parts, kind)),
        }
    }

    /// Decodes the body as JSON with a function.
    pub(crate) fn read_json<T>(mut self, read: &Decode<'_, T>) -> Result<T, ResponseError> {
        self.decode_json(read).map_err(|kind| ResponseError::new(self.parts, kind))
    }

    fn decode_json<T>(&mut self, read: &Decode<'_, T>) -> Result<T, ResponseErrorKind> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        read(&self.parts.body).map_err(|error| ResponseErrorKind::of_decode(error, self.parts.content_type()))
    }

    /// Decodes the body as UTF-8, or as Latin-1 if the parameter `charset` says so.
    fn decode_text(&mut self) -> Result<String, ResponseErrorKind> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let body = &self.parts.body;
        let content_type = self.parts.content_type();
        let charset = content_type.as_deref().and_then(|content_type| parameter(content_type, "charset"));
        match charset.map(|charset| charset.to_ascii_lowercase()).as_deref() {
            Some("iso-8859-1" | "latin1") => Ok(body.iter().map(|byte| char::from(*byte)).collect()),
            None | Some("utf-8" | "utf8" | "us-ascii") => {
                String::from_utf8(body.to_vec()).map_err(|_| ResponseErrorKind::NotText { content_type })
            }
            Some(_) => Err(ResponseErrorKind::NotText { content_type }),
        }
    }
}
