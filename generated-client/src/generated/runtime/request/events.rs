// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A request for a stream of events, where an operation has a plain response too.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::{HeaderValue, header};

use super::RequestBuilder;
use crate::runtime::json::Json;
use crate::runtime::response::decode;
use crate::runtime::send::send;
use crate::runtime::{BoxFuture, Error, EventForm, EventStream, Operation, Response, ResponseErrorKind};

/// A request for a stream of events that has not been sent.
///
/// Awaiting it sends it and returns the stream; [`send`](Self::send) returns the status and the headers too.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct EventRequest<O, T> {
    builder: RequestBuilder,
    form: EventForm,
    operation: PhantomData<fn() -> (O, T)>,
}

#[allow(dead_code, reason = "an API may have no operation with events beside a plain response")]
impl<O: Operation, T: Json + 'static> EventRequest<O, T> {
    pub(crate) fn new(mut builder: RequestBuilder, form: EventForm) -> Self {
        builder.headers.insert(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        builder.streams = |status, _| (200..300).contains(&status);
        builder.select_stream(true);
        Self { builder, form, operation: PhantomData }
    }

    /// Sends the request, and returns the response with its status and headers.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Api`] for an error response that the API declares, and another [`Error`] if the call fails. A
    /// response that is not an event stream is an [`EventError`](crate::runtime::EventError) of the stream.
    pub async fn send(self) -> Result<Response<EventStream<T>>, Error<O::Error>> {
        let response = send(self.builder).await?;
        if response.status().is_success() {
            return Ok(response.events(self.form));
        }
        match decode::<O>(response) {
            Ok(response) => Err(response.into_error(ResponseErrorKind::UndeclaredStatus).into()),
            Err(error) => Err(error),
        }
    }
}

impl<O: Operation, T: Json + 'static> IntoFuture for EventRequest<O, T> {
    type IntoFuture = BoxFuture<'static, Self::Output>;
    type Output = Result<EventStream<T>, Error<O::Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_body()) })
    }
}

impl<O, T> fmt::Debug for EventRequest<O, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("EventRequest").field(&self.builder).finish()
    }
}
