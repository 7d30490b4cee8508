// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The default transport: reqwest, without redirects and retries.

use std::time::Duration;

use super::http_body::into_response;
use super::{BoxFuture, Transport};
use crate::runtime::{Body, TransportError, TransportErrorKind, platform};

/// A transport that sends requests with reqwest. It requires a tokio runtime, whose timer it uses. It does not exist on
/// `wasm32-unknown-unknown`, where `FetchTransport` is the default.
///
/// A client without another transport creates one. To configure it, add reqwest in the version of this crate, and pass the
/// result of [`from_builder`](Self::from_builder) to [`ClientBuilder::transport`](crate::runtime::ClientBuilder::transport).
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Whether the client may follow redirects, since a caller built it.
    may_redirect: bool,
}

impl ReqwestTransport {
    /// Creates a transport with its own connection pool and the given connect timeout.
    ///
    /// # Errors
    ///
    /// Returns [`TransportError`] if TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        Self::from_builder(reqwest::Client::builder().connect_timeout(connect_timeout))
    }

    /// Creates a transport from a configured builder, which sets proxies, certificates or the connection pool.
    /// Redirects and retries are turned off.
    ///
    /// # Errors
    ///
    /// Returns [`TransportError`] if the builder fails.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never());
        let client = builder.build().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        Ok(Self { client, may_redirect: false })
    }

    /// Creates a transport from an existing client.
    ///
    /// The client must be built with [`Policy::none`](reqwest::redirect::Policy::none): when reqwest follows a
    /// redirect, it sends headers such as an API key to the other host. A response that comes after a redirect is an
    /// error.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client, may_redirect: true }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let rejected = |error: url::ParseError| TransportError::new(TransportErrorKind::Rejected, error);
            let url = reqwest::Url::parse(&text(&parts.uri)).map_err(rejected)?;
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            *request.version_mut() = parts.version;
            *request.body_mut() = match body.as_bytes() {
                Some(bytes) if bytes.is_empty() => None,
                Some(bytes) => Some(reqwest::Body::from(bytes.clone())),
                None => Some(reqwest::Body::wrap(body)),
            };
            let sent_to = self.may_redirect.then(|| request.url().clone());
            let response = self.client.execute(request).await.map_err(transport_error)?;
            if sent_to.is_some_and(|sent_to| *response.url() != sent_to) {
                return Err(TransportError::new(TransportErrorKind::Redirected, "response is from another URL"));
            }
            Ok(into_response(http::Response::<reqwest::Body>::from(response), transport_error))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        platform::sleep(duration)
    }

    fn reads_attempts(&self) -> bool {
        false
    }
}

/// Returns the text of a URI.
fn text(uri: &http::Uri) -> String {
    let authority = uri.authority().map_or("", http::uri::Authority::as_str);
    let path = uri.path_and_query().map_or("", http::uri::PathAndQuery::as_str);
    [uri.scheme_str().unwrap_or_default(), "://", authority, path].concat()
}

/// Converts an error. The URL is removed, since it may contain an API key.
fn transport_error(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        // Such as a URL that the settings of reqwest forbid. Nothing was sent.
        TransportErrorKind::Rejected
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
