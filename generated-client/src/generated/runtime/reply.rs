// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! An answer before it is known what it means.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::json::{Json, ParseProblem, from_slice};
use super::{ApiError, BodyProblem, Error, Response, ResponseError};

/// A status, headers, and as much of the body as came.
#[derive(Debug)]
pub struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Why the body is not whole.
    problem: Option<BodyProblem>,
    pub(super) received: SystemTime,
}

impl Reply {
    pub(super) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        problem: Option<BodyProblem>,
        received: SystemTime,
    ) -> Self {
        Self { status, headers, body, problem, received }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
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
        match self.read() {
            Ok(body) => Ok(Response::new(self.status, self.headers, self.body, make(body))),
            Err(problem) => Err(ResponseError::new(self, problem)),
        }
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
        match self.read() {
            Ok(body) => Error::Api(Box::new(ApiError::new(self, make(body)))),
            Err(problem) => Error::from(ResponseError::new(self, problem)),
        }
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

    fn read<T: Json>(&mut self) -> Result<T, BodyProblem> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let tree = from_slice(&self.body).map_err(|problem| match problem {
            ParseProblem::Empty => BodyProblem::Empty,
            ParseProblem::Truncated(source) => BodyProblem::Truncated { source },
            ParseProblem::NotJson(source) => {
                let content_type = self.headers.get(header::CONTENT_TYPE);
                let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
                BodyProblem::NotJson { content_type, source }
            }
        })?;
        T::read(&tree).map_err(BodyProblem::WrongShape)
    }
}
