// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The futures of a request: one of the whole response, and one of its body alone.
//!
//! They are types in place of an `async` block for each operation, so that a program compiles only the futures that it awaits.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{SendError, send};
use crate::runtime::request::RequestBuilder;
use crate::runtime::response::decode;
use crate::runtime::{BoxFuture, Error, Operation, RawResponse, Response};

/// The future of a request that is sent with its method `send`: a [`Response`], with the status and the headers, or an
/// [`Error`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct ResponseFuture<O> {
    response: BoxFuture<'static, Result<RawResponse, SendError>>,
    operation: PhantomData<fn() -> O>,
}

/// The future of a request that is awaited: the body of the response, or an [`Error`].
#[must_use = "a future does nothing unless it is awaited"]
pub struct OutputFuture<O> {
    response: ResponseFuture<O>,
}

#[allow(dead_code, reason = "an API may have no operations")]
impl<O> ResponseFuture<O> {
    pub(crate) fn new(builder: RequestBuilder) -> Self {
        Self { response: send(builder), operation: PhantomData }
    }
}

#[allow(dead_code, reason = "an API may have no operations")]
impl<O> OutputFuture<O> {
    pub(crate) fn new(builder: RequestBuilder) -> Self {
        Self { response: ResponseFuture::new(builder) }
    }
}

impl<O: Operation> Future for ResponseFuture<O> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(response) = self.response.as_mut().poll(context) else { return Poll::Pending };
        Poll::Ready(match response {
            Ok(response) => decode::<O>(response),
            Err(error) => Err(error.into()),
        })
    }
}

impl<O: Operation> Future for OutputFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.response).poll(context).map(|response| response.map(Response::into_body))
    }
}

impl<O> fmt::Debug for ResponseFuture<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

impl<O> fmt::Debug for OutputFuture<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OutputFuture").finish_non_exhaustive()
    }
}
