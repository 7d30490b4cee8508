// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The default transport: reqwest, with what it does by itself turned off.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame};

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// Sends requests by reqwest. Its timer is tokio's, so it works inside of a tokio runtime.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with a connection pool of its own, which gives up on a connection that does not open in time.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(reqwest::Client::builder().connect_timeout(connect_timeout))
    }

    /// A transport with a client of the caller's making: proxies, certificates, pools. Redirects and hidden retries
    /// are turned off whatever the builder says.
    ///
    /// # Errors
    ///
    /// If the builder cannot make a client.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never());
        let client = builder.build().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        Ok(Self { client })
    }

    /// A transport with a client that exists already.
    ///
    /// Whether it follows redirects was decided when it was built: build it with
    /// [`Policy::none`](reqwest::redirect::Policy::none), or reqwest takes headers such as an API key along to other
    /// hosts. An answer that came by way of a redirect is an error.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.as_bytes() {
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(Outgoing(body)),
            };
            let mut request = reqwest::Request::try_from(http::Request::from_parts(parts, body)).map_err(failed)?;
            if request.body().and_then(reqwest::Body::as_bytes).is_some_and(<[u8]>::is_empty) {
                *request.body_mut() = None;
            }
            let sent_to = request.url().clone();
            let response = self.client.execute(request).await.map_err(failed)?;
            if *response.url() != sent_to {
                return Err(TransportError::new(TransportErrorKind::Redirected, "the answer is another URL's"));
            }
            let (parts, body) = http::Response::<reqwest::Body>::from(response).into_parts();
            Ok(http::Response::from_parts(parts, Body::stream(Box::pin(Incoming(body)))))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A URL may hold an API key, so no error shows one.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

/// A streamed body on its way out.
struct Outgoing(Body);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.0.poll_piece(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// A body on its way in.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                // A frame that is no data is a trailer, and those mean nothing here.
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}
