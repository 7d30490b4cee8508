// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A transport that sends requests with a service of tower.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tower_service::Service;

use super::http_body::into_response;
use super::{BoxFuture, Transport, TransportResult};
use crate::runtime::{Body, TransportError, TransportErrorKind, platform};

/// An error of a service.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A transport that sends requests with a [`Service`], such as a client of `hyper-util`, with layers of `tower` around it. It
/// requires a tokio runtime, whose timer it uses, except on `wasm32-unknown-unknown`, where the timer is that of JavaScript.
///
/// The service must not follow redirects, and must not retry requests. An error of the service that is a [`TransportError`] keeps
/// its kind. Any other error is a lost connection, so map the one of a connection that is not opened, after which any request may
/// be retried:
///
/// ```text
/// let service = client.map_err(|error| match error.is_connect() {
///     true => TransportError::new(TransportErrorKind::Connect, error),
///     false => TransportError::new(TransportErrorKind::Other, error),
/// });
/// ```
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
            Ok(into_response(response.map(Box::pin), transport_error))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        platform::sleep(duration)
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
