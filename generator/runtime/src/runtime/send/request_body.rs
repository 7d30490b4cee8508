//! The error of a request body that is a stream.
//!
//! A transport reports such an error in its own way, and HTTP/2 as a reset without a cause. So the error is kept beside the request, and
//! is the one of the call.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::{Body, TransportError};

/// The first error of a request body. There is none if the body is not a stream.
#[derive(Clone, Default)]
pub(super) struct BodyError(Option<Arc<Mutex<Option<TransportError>>>>);

impl BodyError {
    /// Keeps the error of the body of a request.
    pub(super) fn watch(request: &mut http::Request<Body>) -> Self {
        if request.body().as_bytes().is_some() {
            return Self::default();
        }
        let error = Self(Some(Arc::default()));
        let body = std::mem::take(request.body_mut());
        *request.body_mut() = Body::stream(Box::pin(Watched { body, error: error.clone() }));
        error
    }

    /// Returns the error, once.
    pub(super) fn take(&self) -> Option<TransportError> {
        self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Keeps an error, and returns the one that the transport gets.
    fn keep(&self, error: TransportError) -> TransportError {
        let copy = TransportError::new(error.kind(), error.reason());
        if let Some(kept) = &self.0 {
            kept.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
        copy
    }
}

/// A body whose error is kept.
struct Watched {
    body: Body,
    error: BodyError,
}

impl Stream for Watched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.body.poll_chunk(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map_err(|error| self.error.keep(error))))
    }
}
