//! An expected request, and what happens to it.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use serde::Serialize;

use super::find;
use super::mock::MockTransport;
use super::pattern::Pattern;
use super::response::MockResponse;
use super::script::{Expected, Planned};
use super::sent::read_body;
use crate::runtime::json::{Json, to_text};
use crate::runtime::request::{IntoBuilder, PreparedRequest};
use crate::runtime::{
    Body, CustomRequest, EventRequest, Operation, RequestBuilder, RequestError, RequestErrorKind, TransportErrorKind,
};

/// A request that can be expected: the request of an operation, an [`EventRequest`], or a [`CustomRequest`].
///
/// The trait is sealed.
pub trait ExpectedRequest: private::Sealed {}

impl<T: private::Sealed> ExpectedRequest for T {}

pub(super) mod private {
    use super::RequestParts;
    use crate::runtime::RequestError;

    pub trait Sealed {
        /// Returns the request without its credentials.
        fn into_parts(self) -> Result<RequestParts, RequestError>;
    }
}

/// What is compared of an expected request.
pub struct RequestParts {
    operation: String,
    pattern: Pattern,
}

impl<O: Operation> private::Sealed for O {
    fn into_parts(self) -> Result<RequestParts, RequestError> {
        of_builder(IntoBuilder::into_builder(self))
    }
}

impl<O: Operation, T: Json + 'static> private::Sealed for EventRequest<O, T> {
    fn into_parts(self) -> Result<RequestParts, RequestError> {
        of_builder(self.builder)
    }
}

impl private::Sealed for CustomRequest {
    fn into_parts(self) -> Result<RequestParts, RequestError> {
        let CustomRequest { method, path, url, query, headers, body, .. } = self;
        let operation = format!("{method} {path}");
        let request = url.and_then(|url| Ok(PreparedRequest::new(method, (url, query), headers, body?, Vec::new())));
        parts(operation, request)
    }
}

fn of_builder(builder: RequestBuilder) -> Result<RequestParts, RequestError> {
    let operation = builder.id;
    parts(operation.to_owned(), builder.prepare_without_credentials())
}

fn parts(operation: String, request: Result<PreparedRequest, RequestErrorKind>) -> Result<RequestParts, RequestError> {
    match request.and_then(pattern) {
        Ok(pattern) => Ok(RequestParts { operation, pattern }),
        Err(kind) => Err(RequestError::new(operation, kind)),
    }
}

fn pattern(mut request: PreparedRequest) -> Result<Pattern, RequestErrorKind> {
    let (parts, body) = request.finish(&[], None)?.into_parts();
    Ok(Pattern::of(&parts, &buffered(body)?))
}

/// Reads a body whose chunks are at hand.
fn buffered(body: Body) -> Result<Bytes, RequestErrorKind> {
    let failed = |reason: String| RequestErrorKind::Body { reason };
    match pin!(read_body(body)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(bytes) => bytes.map_err(|error| failed(error.to_string())),
        Poll::Pending => Err(failed("the stream of an expected request has to be ready at once".to_owned())),
    }
}

/// An expected request, to which a response is still to be set. [`MockTransport::expect`] returns it.
///
/// `R` is the type of the request.
#[must_use = "an expectation has no effect until a response is set"]
pub struct Expectation<R> {
    mock: MockTransport,
    operation: String,
    pattern: Option<Pattern>,
    place: &'static Location<'static>,
    times: u32,
    request: PhantomData<fn() -> R>,
}

impl<R: ExpectedRequest> Expectation<R> {
    pub(super) fn of_request(
        mock: MockTransport,
        request: R,
        place: &'static Location<'static>,
    ) -> Result<Self, RequestError> {
        let RequestParts { operation, pattern } = request.into_parts()?;
        Ok(Self { mock, operation, pattern: Some(pattern), place, times: 1, request: PhantomData })
    }
}

impl<R> Expectation<R> {
    pub(super) fn of_operation(mock: MockTransport, operation: &str, place: &'static Location<'static>) -> Self {
        Self { mock, operation: operation.to_owned(), pattern: None, place, times: 1, request: PhantomData }
    }

    /// Sets how many such requests are expected. Default: 1.
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// Responds with a status, headers and a body of any kind, even if the API does not declare them.
    pub fn respond_with(self, response: MockResponse) {
        self.plan(Planned::Respond(response));
    }

    /// Fails to send the request, or to receive a response.
    ///
    /// After [`TransportErrorKind::Connect`], the request of any method is retried. After
    /// [`TransportErrorKind::Other`], which is a lost connection, an idempotent one is.
    pub fn fail(self, kind: TransportErrorKind) {
        self.plan(Planned::Fail(kind, "the test lets the request fail".to_owned()));
    }

    /// Receives no response, so that the attempt ends with its timeout. This takes no real time.
    pub fn stall(self) {
        self.plan(Planned::Stall);
    }

    fn plan(self, planned: Planned) {
        let Self { mock, operation, pattern, place, times, .. } = self;
        let place = format!("{}:{}", place.file(), place.line());
        mock.add(Expected { operation, pattern, place, planned, left: times });
    }
}

#[expect(clippy::panic, reason = "an expectation asserts that a test is valid")]
impl<O: Operation> Expectation<O> {
    /// Responds with a success whose body is a value.
    ///
    /// The status and the media type are the first ones with which the operation decodes the body to this value: 200, or 201 if
    /// the API declares no 200. A value of `()` or `None` is a response without a body.
    ///
    /// # Panics
    ///
    /// Panics if the operation decodes no response to this value.
    #[track_caller]
    pub fn respond(self, body: &O::Output)
    where
        O::Output: Serialize,
    {
        match find::success::<O>(body) {
            Ok(response) => self.respond_with(response),
            Err(error) => panic!("{error}"),
        }
    }

    /// Responds with a success whose body is any value as JSON, such as `json!({"id": 7})`. The status is chosen as
    /// [`respond`](Self::respond) does.
    ///
    /// # Panics
    ///
    /// Panics if the operation does not decode the body, so that a test cannot differ from the API silently.
    #[track_caller]
    pub fn respond_json<T: Serialize + ?Sized>(self, body: &T) {
        match find::value::<O, T>(body).and_then(|body| find::decodable::<O>(&body)) {
            Ok(response) => self.respond_with(response),
            Err(error) => panic!("{error}"),
        }
    }

    /// Responds with an error that the API declares. The body is a type of the API or `json!({…})`, or `()` for an error without
    /// a body.
    ///
    /// # Panics
    ///
    /// Panics if the status is not from 100 to 999, or if the operation does not decode the response to an [`Error::Api`](crate::runtime::Error::Api).
    /// [`respond_with`](Self::respond_with) responds with any other error.
    #[track_caller]
    pub fn respond_error<T: Serialize + ?Sized>(self, status: u16, body: &T) {
        match find::value::<O, T>(body).and_then(|body| find::failure::<O>(status, &body)) {
            Ok(response) => self.respond_with(response),
            Err(error) => panic!("{error}"),
        }
    }
}

#[expect(clippy::panic, reason = "an expectation asserts that a test is valid")]
impl<O: Operation, T: Json + 'static> Expectation<EventRequest<O, T>> {
    /// Responds with a stream of events whose data is JSON.
    ///
    /// [`MockResponse::events`] makes a stream of other events, and one that is cut off or stalls.
    ///
    /// # Panics
    ///
    /// Panics if an event has a number that is not finite, which JSON cannot represent.
    #[track_caller]
    pub fn respond_events(self, events: &[T]) {
        let data: Result<Vec<String>, &str> = events.iter().map(|event| to_text(event)).collect();
        match data {
            Ok(data) => self.respond_with(MockResponse::events(data)),
            Err(error) => panic!("an event of `{}` cannot be sent: {error}", self.operation),
        }
    }
}

impl<R> fmt::Debug for Expectation<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Expectation").field("operation", &self.operation).finish_non_exhaustive()
    }
}
