// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Middleware: code around each attempt of a call.

use std::borrow::Cow;
use std::sync::Arc;

use super::{BoxFuture, Transport};
use crate::runtime::{Body, TransportError};

/// The result of sending a request.
pub type TransportResult = Result<http::Response<Body>, TransportError>;

/// Code around each attempt of a call: it logs, measures, signs or delays a request, or responds to it without sending it.
///
/// [`ClientBuilder::middleware`](crate::runtime::ClientBuilder::middleware) adds one. The request has its credentials already,
/// and [`Attempt`] as an extension. A function is a middleware too:
///
/// ```text
/// fn log<'a>(request: http::Request<Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult> {
///     let attempt = request.extensions().get::<Attempt>().cloned();
///     Box::pin(async move {
///         let result = next.send(request).await;
///         println!("{attempt:?}: {:?}", result.as_ref().map(|response| response.status()));
///         result
///     })
/// }
///
/// let client = Client::builder().middleware(log).build()?;
/// ```
///
/// The crate `http` has the types of requests and responses. A timeout drops the future of a middleware, so what has to happen
/// then belongs in a destructor. A connection may be lost while the body is received, after `send` has returned. The Cargo
/// feature `tracing` reports both.
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request. Call [`Next::send`] to send it.
    fn handle<'a>(&'a self, request: http::Request<Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult>;
}

impl<F> Middleware for F
where
    F: for<'a> Fn(http::Request<Body>, Next<'a>) -> BoxFuture<'a, TransportResult> + Send + Sync + 'static,
{
    fn handle<'a>(&'a self, request: http::Request<Body>, next: Next<'a>) -> BoxFuture<'a, TransportResult> {
        self(request, next)
    }
}

/// What follows a middleware: the other ones, and then the transport.
#[derive(Clone, Copy)]
#[must_use]
pub struct Next<'a> {
    middleware: &'a [Arc<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(middleware: &'a [Arc<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Self { middleware, transport }
    }

    /// Sends the request.
    pub fn send(self, request: http::Request<Body>) -> BoxFuture<'a, TransportResult> {
        match self.middleware.split_first() {
            Some((first, middleware)) => first.handle(request, Self { middleware, ..self }),
            None => self.transport.send(request),
        }
    }

    /// Returns the transport of the client, which has a clock and a timer.
    #[must_use]
    pub fn transport(&self) -> &'a dyn Transport {
        self.transport
    }
}

impl std::fmt::Debug for Next<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Next").field("middleware", &self.middleware.len()).finish_non_exhaustive()
    }
}

/// What a request belongs to. Each request that reaches a [`Middleware`] or a [`Transport`] of the caller has it as an extension:
/// `request.extensions().get::<Attempt>()`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The id of the operation, or the method and the path of a request for an endpoint that the API does not describe.
    pub operation: Cow<'static, str>,
    /// The path template of the operation, such as `/pets/{id}`. `None` for a request for an endpoint that the API does not
    /// describe.
    pub url_template: Option<&'static str>,
    /// The number of the attempt. The first one is 1. An attempt that follows redirects sends several requests, all with its number.
    pub number: u32,
}
