// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A transport that sends requests with a service of tower.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use tower_service::Service;

use super::{BoxFuture, Transport, TransportResult};
use crate::runtime::{Body, TransportError, TransportErrorKind};

/// An error of a service.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A transport that sends requests with a [`Service`], such as a client of `hyper-util`, with layers of `tower` around it. It
/// requires a tokio runtime, whose timer it uses.
///
/// The service must not follow redirects, and must not retry requests. An error of the service that is a [`TransportError`] keeps
/// its kind; any other one is a lost connection.
pub struct TowerTransport<S> {
    /// The service, which is cloned for each request.
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// Creates a transport from a service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, TransportResult> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context)).await.map_err(transport_error)?;
            let response = service.call(request).await.map_err(transport_error)?;
            let (parts, body) = response.into_parts();
            Ok(http::Response::from_parts(parts, Body::stream(Box::pin(ResponseBody(Box::pin(body))))))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TowerTransport")
    }
}

fn transport_error(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}

/// A response body, as a stream of chunks.
struct ResponseBody<B>(Pin<Box<B>>);

impl<B> Stream for ResponseBody<B>
where
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(transport_error(error)))),
                // Any other frame holds trailers, which are ignored.
                Some(Ok(frame)) => {
                    if let Ok(mut data) = frame.into_data() {
                        let length = data.remaining();
                        return Poll::Ready(Some(Ok(data.copy_to_bytes(length))));
                    }
                }
            }
        }
    }
}

/// The body of a request, as a service of tower reads it.
impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.as_bytes().and_then(|bytes| u64::try_from(bytes.len()).ok());
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
