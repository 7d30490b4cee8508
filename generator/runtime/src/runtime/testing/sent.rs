//! A request that a transport for tests has received.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri, header, request};
use serde::de::DeserializeOwned;

use super::content::pairs;
use super::pattern::Pattern;
use crate::runtime::json::Value;
use crate::runtime::response::read_parts;
use crate::runtime::{Attempt, Body, ReceivedPart, TransportError};

/// A request that a [`MockTransport`](super::MockTransport) has received. Its headers and its query contain the credentials.
#[derive(Clone)]
pub struct SentRequest {
    operation: Cow<'static, str>,
    attempt: u32,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl SentRequest {
    /// Reads a request, with the whole of its body.
    pub(super) async fn read(request: http::Request<Body>) -> Result<(Self, Pattern), TransportError> {
        let (parts, body) = request.into_parts();
        Ok(Self::new(&parts, read_body(body).await?))
    }

    pub(super) fn new(parts: &request::Parts, body: Bytes) -> (Self, Pattern) {
        let pattern = Pattern::of(parts, &body);
        let attempt = parts.extensions.get::<Attempt>();
        let operation = attempt.map_or_else(|| pattern.line().into(), |attempt| attempt.operation.clone());
        let sent = Self {
            operation,
            attempt: attempt.map_or(1, |attempt| attempt.number),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            body,
        };
        (sent, pattern)
    }

    /// Returns the id of the operation, or the method and the path of a request that the API does not describe.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Returns the number of the attempt. The first one is 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the URL.
    #[must_use]
    pub fn url(&self) -> String {
        self.uri.to_string()
    }

    /// Returns the names and the values of the query, decoded.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        pairs(self.uri.query().unwrap_or_default().as_bytes())
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Deserializes the body from JSON. Returns `None` if it is not valid JSON, or does not match `T`.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        let value: Value = std::str::from_utf8(&self.body).ok()?.parse().ok()?;
        value.read().ok()
    }

    /// Deserializes the items of a body that is a sequence of JSON texts, such as JSON Lines. Returns `None` if an item is not valid
    /// JSON, or does not match `T`.
    #[must_use]
    pub fn json_items<T: DeserializeOwned>(&self) -> Option<Vec<T>> {
        let text = std::str::from_utf8(&self.body).ok()?;
        let separator = if text.starts_with('\u{1e}') { '\u{1e}' } else { '\n' };
        let items = text.split(separator).filter(|item| !item.trim().is_empty());
        items.map(|item| item.parse::<Value>().ok()?.read().ok()).collect()
    }

    /// Returns the parts of a multipart body. Returns `None` if it is not a valid one.
    #[must_use]
    pub fn parts(&self) -> Option<Vec<ReceivedPart<Bytes>>> {
        let content_type = self.headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        read_parts(content_type, &self.body)
    }
}

/// Reads the whole of a body.
pub(super) async fn read_body(mut body: Body) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(Bytes::from(bytes))
}

/// The query may contain a credential, so only the path is shown.
impl fmt::Debug for SentRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SentRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}
