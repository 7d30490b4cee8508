// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A response whose body is not decoded, and the ways to decode it.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{ByteStream, EventForm, EventStream, Response};
use crate::runtime::json::{Json, ParseError, ReadError, Tree, from_slice};
use crate::runtime::response_parts::ResponseParts;
use crate::runtime::{ApiError, Error, ResponseError, ResponseErrorKind};

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
}

#[allow(dead_code, reason = "an API may have no response of such a media type")]
impl RawResponse {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, received: SystemTime) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let content_type = content_type.unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let parts = ResponseParts { status, headers, body: Bytes::new(), received };
        Self { parts, stream: None, problem: None, media_type }
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
    pub fn json_as<T: Json, U>(mut self, convert: impl FnOnce(T) -> U) -> Result<Response<U>, ResponseError> {
        let decoded = self.decode_json(&|tree| T::read(tree));
        self.success(decoded, convert)
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
    pub fn error<T: Json, E>(mut self, convert: impl FnOnce(T) -> E) -> Error<E> {
        let decoded = self.decode_json(&|tree| T::read(tree));
        self.api_error(decoded, convert)
    }

    /// Returns the error response with a body of text, or a [`ResponseError`] if the body cannot be decoded.
    #[must_use]
    pub fn text_error<E>(mut self, convert: impl FnOnce(String) -> E) -> Error<E> {
        let decoded = self.decode_text();
        self.api_error(decoded, convert)
    }

    /// Returns the error response with a body of bytes, or a [`ResponseError`] if the body is incomplete.
    #[must_use]
    pub fn bytes_error<E>(mut self, convert: impl FnOnce(Bytes) -> E) -> Error<E> {
        let decoded = self.problem.take().map_or_else(|| Ok(self.parts.body.clone()), Err);
        self.api_error(decoded, convert)
    }

    /// Returns the error response without decoding its body.
    #[must_use]
    pub fn error_without_body<E>(self, body: E) -> Error<E> {
        Error::Api(Box::new(ApiError::new(self.parts, body)))
    }

    /// Returns the error of a status that the API does not declare.
    #[must_use]
    pub fn undeclared(self) -> ResponseError {
        ResponseError::new(self.parts, ResponseErrorKind::UndeclaredStatus)
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

    fn api_error<T, E>(self, decoded: Result<T, ResponseErrorKind>, convert: impl FnOnce(T) -> E) -> Error<E> {
        match decoded {
            Ok(body) => Error::Api(Box::new(ApiError::new(self.parts, convert(body)))),
            Err(kind) => Error::from(ResponseError::new(self.parts, kind)),
        }
    }

    /// Parses the body as JSON, and reads it with a function.
    pub(crate) fn read_json<T>(mut self, read: &dyn Fn(&Tree<'_>) -> Result<T, ReadError>) -> Result<T, ResponseError> {
        self.decode_json(read).map_err(|kind| ResponseError::new(self.parts, kind))
    }

    fn decode_json<T>(&mut self, read: &dyn Fn(&Tree<'_>) -> Result<T, ReadError>) -> Result<T, ResponseErrorKind> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let tree = from_slice(&self.parts.body).map_err(|problem| match problem {
            ParseError::Empty => ResponseErrorKind::Empty,
            ParseError::Truncated(source) => ResponseErrorKind::Truncated { source },
            ParseError::NotJson(source) => {
                ResponseErrorKind::NotJson { content_type: self.parts.content_type(), source }
            }
        })?;
        read(&tree).map_err(ResponseErrorKind::SchemaMismatch)
    }

    /// Decodes the body as UTF-8, or as Latin-1 if the parameter `charset` says so.
    fn decode_text(&mut self) -> Result<String, ResponseErrorKind> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let body = &self.parts.body;
        let content_type = self.parts.content_type();
        let parameters = content_type.as_deref().unwrap_or_default().split(';').skip(1);
        let charset = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
            let value = value.trim().trim_matches('"').to_ascii_lowercase();
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        match charset.as_deref() {
            Some("iso-8859-1" | "latin1") => Ok(body.iter().map(|byte| char::from(*byte)).collect()),
            None | Some("utf-8" | "utf8" | "us-ascii") => {
                String::from_utf8(body.to_vec()).map_err(|_| ResponseErrorKind::NotText { content_type })
            }
            Some(_) => Err(ResponseErrorKind::NotText { content_type }),
        }
    }
}
