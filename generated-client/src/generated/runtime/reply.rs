// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! An answer before it is known what it means.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::json::{Json, ParseProblem, from_slice};
use super::{ApiError, BodyProblem, ByteStream, Error, EventForm, EventStream, Response, ResponseError};

/// A status, headers, and as much of the body as came.
#[derive(Debug)]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body, if it is handed over as it comes.
    stream: Option<ByteStream>,
    /// Why the body is not whole.
    problem: Option<BodyProblem>,
    pub(super) received: SystemTime,
    media_type: String,
}

#[allow(dead_code, reason = "an API may have no answer of such a media type")]
impl Reply {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, received: SystemTime) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let content_type = content_type.unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Self { status, headers, body: Bytes::new(), stream: None, problem: None, received, media_type }
    }

    pub(super) fn with_body(self, body: Bytes, problem: Option<BodyProblem>) -> Self {
        Self { body, problem, ..self }
    }

    pub(super) fn with_stream(self, stream: ByteStream) -> Self {
        Self { stream: Some(stream), ..self }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The media type of the body, in lower case and without parameters; empty if the answer does not say.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// The answer with its body read as JSON.
    ///
    /// # Errors
    ///
    /// If the body is not whole, not JSON, or not what `T` reads.
    pub fn json<T: Json>(self) -> Result<Response<T>, ResponseError> {
        self.json_as(|body| body)
    }

    /// The answer with its body read as JSON and made into something else.
    ///
    /// # Errors
    ///
    /// As for [`json`](Self::json).
    pub fn json_as<T: Json, U>(mut self, make: impl FnOnce(T) -> U) -> Result<Response<U>, ResponseError> {
        let read = self.read_json();
        self.answer(read, make)
    }

    /// The answer with its body read as text.
    ///
    /// # Errors
    ///
    /// If the body is not whole, or no text.
    pub fn text(self) -> Result<Response<String>, ResponseError> {
        self.text_as(|body| body)
    }

    /// The answer with its body read as text and made into something else.
    ///
    /// # Errors
    ///
    /// As for [`text`](Self::text).
    pub fn text_as<U>(mut self, make: impl FnOnce(String) -> U) -> Result<Response<U>, ResponseError> {
        let read = self.read_text();
        self.answer(read, make)
    }

    /// The answer with its body as it comes.
    #[must_use]
    pub fn stream(self) -> Response<ByteStream> {
        self.stream_as(|body| body)
    }

    /// The answer with its body as it comes, made into something else.
    #[must_use]
    pub fn stream_as<U>(mut self, make: impl FnOnce(ByteStream) -> U) -> Response<U> {
        // An operation says which of its answers are read as they come, and asks for no stream of the others.
        let stream = self.stream.take().unwrap_or_else(|| ByteStream::of(self.body.clone()));
        Response::new(self.status, self.headers, Bytes::new(), make(stream))
    }

    /// The answer with its body as a stream of events.
    #[must_use]
    pub fn events<T: Json>(self, form: EventForm) -> Response<EventStream<T>> {
        self.events_as(form, |events| events)
    }

    /// The answer with its body as a stream of events, made into something else.
    #[must_use]
    pub fn events_as<T: Json, U>(self, form: EventForm, make: impl FnOnce(EventStream<T>) -> U) -> Response<U> {
        let media_type = self.media_type.clone();
        self.stream_as(|bytes| make(EventStream::new(bytes, form, &media_type)))
    }

    /// The answer without a typed body.
    #[must_use]
    pub fn empty(self) -> Response<()> {
        self.empty_as(())
    }

    /// The answer with a value in the place of a typed body.
    #[must_use]
    pub fn empty_as<U>(self, body: U) -> Response<U> {
        Response::new(self.status, self.headers, self.body, body)
    }

    /// The refusal that the status stands for; if the body is not what it should be, the error that says so.
    #[must_use]
    pub fn error<T: Json, E>(mut self, make: impl FnOnce(T) -> E) -> Error<E> {
        let read = self.read_json();
        self.refusal(read, make)
    }

    /// The refusal that the status stands for, whose body is text.
    #[must_use]
    pub fn text_error<E>(mut self, make: impl FnOnce(String) -> E) -> Error<E> {
        let read = self.read_text();
        self.refusal(read, make)
    }

    /// The refusal that the status stands for, whose body is bytes.
    #[must_use]
    pub fn bytes_error<E>(mut self, make: impl FnOnce(Bytes) -> E) -> Error<E> {
        let read = self.problem.take().map_or_else(|| Ok(self.body.clone()), Err);
        self.refusal(read, make)
    }

    /// The refusal that the status stands for, which has no typed body.
    #[must_use]
    pub fn error_without_body<E>(self, body: E) -> Error<E> {
        Error::Api(Box::new(ApiError::new(self, body)))
    }

    /// The error of a status that the document does not declare.
    #[must_use]
    pub fn undeclared(self) -> ResponseError {
        ResponseError::new(self, BodyProblem::UndeclaredStatus)
    }

    fn answer<T, U>(
        self,
        read: Result<T, BodyProblem>,
        make: impl FnOnce(T) -> U,
    ) -> Result<Response<U>, ResponseError> {
        match read {
            Ok(body) => Ok(Response::new(self.status, self.headers, self.body, make(body))),
            Err(problem) => Err(ResponseError::new(self, problem)),
        }
    }

    fn refusal<T, E>(self, read: Result<T, BodyProblem>, make: impl FnOnce(T) -> E) -> Error<E> {
        match read {
            Ok(body) => Error::Api(Box::new(ApiError::new(self, make(body)))),
            Err(problem) => Error::from(ResponseError::new(self, problem)),
        }
    }

    fn read_json<T: Json>(&mut self) -> Result<T, BodyProblem> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let tree = from_slice(&self.body).map_err(|problem| match problem {
            ParseProblem::Empty => BodyProblem::Empty,
            ParseProblem::Truncated(source) => BodyProblem::Truncated { source },
            ParseProblem::NotJson(source) => BodyProblem::NotJson { content_type: self.content_type(), source },
        })?;
        T::read(&tree).map_err(BodyProblem::WrongShape)
    }

    /// The body as text: UTF-8, unless the answer says that it is Latin-1.
    fn read_text(&mut self) -> Result<String, BodyProblem> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let content_type = self.content_type();
        let parameters = content_type.as_deref().unwrap_or_default().split(';').skip(1);
        let charset = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
            let value = value.trim().trim_matches('"').to_ascii_lowercase();
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        match charset.as_deref() {
            Some("iso-8859-1" | "latin1") => Ok(self.body.iter().map(|byte| char::from(*byte)).collect()),
            None | Some("utf-8" | "utf8" | "us-ascii") => {
                String::from_utf8(self.body.to_vec()).map_err(|_| BodyProblem::NotText { content_type })
            }
            Some(_) => Err(BodyProblem::NotText { content_type }),
        }
    }

    fn content_type(&self) -> Option<String> {
        let content_type = self.headers.get(header::CONTENT_TYPE)?;
        Some(String::from_utf8_lossy(content_type.as_bytes()).into_owned())
    }
}
