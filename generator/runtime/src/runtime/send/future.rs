//! The future of a request that is awaited.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::{SendError, send};
use crate::runtime::request::RequestBuilder;
use crate::runtime::response::decode;
use crate::runtime::{BoxFuture, Error, Operation, RawResponse, Response};

/// The future of a request that is awaited. It returns the body of the response.
///
/// It is a type of its own in place of an `async` block for each operation, so that a program compiles only the futures that
/// it awaits.
#[must_use = "a future does nothing unless it is awaited"]
pub struct ResponseFuture<O> {
    response: BoxFuture<'static, Result<RawResponse, SendError>>,
    operation: PhantomData<fn() -> O>,
}

#[allow(dead_code, reason = "an API may have no operations")]
impl<O> ResponseFuture<O> {
    pub(crate) fn new(builder: RequestBuilder) -> Self {
        Self { response: send(builder), operation: PhantomData }
    }
}

impl<O: Operation> Future for ResponseFuture<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(response) = self.response.as_mut().poll(context) else { return Poll::Pending };
        Poll::Ready(match response {
            Ok(response) => decode::<O>(response).map(Response::into_body),
            Err(error) => Err(error.into()),
        })
    }
}

impl<O> fmt::Debug for ResponseFuture<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}
