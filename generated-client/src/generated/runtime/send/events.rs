// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Sending a request for a stream of events.

use std::future::IntoFuture;

use super::send;
use crate::runtime::json::Json;
use crate::runtime::response::decode;
use crate::runtime::{BoxFuture, Error, EventRequest, EventStream, Operation, Response, ResponseErrorKind};

#[allow(dead_code, reason = "an API may have no operation with events beside a plain response")]
impl<O: Operation, T: Json + 'static> EventRequest<O, T> {
    /// Sends the request, and returns the response with its status and headers.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Api`] for an error response that the API declares, and another [`Error`] if the call fails. A
    /// response that is not an event stream is an [`EventError`](crate::runtime::EventError) of the stream.
    pub async fn send(self) -> Result<Response<EventStream<T>>, Error<O::Error>> {
        let mut response = send(self.builder).await?;
        if let Some(kind) = response.rejection() {
            return Err(response.into_error(kind).into());
        }
        if response.status().is_success() {
            return Ok(response.events(self.form));
        }
        match decode::<O>(response) {
            Ok(response) => Err(response.into_error(ResponseErrorKind::UndeclaredStatus).into()),
            Err(error) => Err(error),
        }
    }
}

#[cfg(feature = "blocking")]
#[allow(dead_code, reason = "an API may have no operation with events beside a plain response")]
impl<O: Operation, T: Json + 'static> EventRequest<O, T> {
    /// Sends the request, waits for the headers of the response, and returns the stream, which is an iterator too.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`send`](Self::send).
    pub fn blocking(self) -> Result<EventStream<T>, Error<O::Error>> {
        Ok(self.send_blocking()?.into_body())
    }

    /// Sends the request, waits for the headers of the response, and returns it with its status and headers.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`send`](Self::send).
    pub fn send_blocking(self) -> Result<Response<EventStream<T>>, Error<O::Error>> {
        crate::runtime::blocking::block_on(self.send())?
    }
}

impl<O: Operation, T: Json + 'static> IntoFuture for EventRequest<O, T> {
    type IntoFuture = BoxFuture<'static, Self::Output>;
    type Output = Result<EventStream<T>, Error<O::Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_body()) })
    }
}
