// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Requests for endpoints that the API description lacks.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::client::Settings;
use crate::runtime::client::server::join;
use crate::runtime::encode::percent::encode;
use crate::runtime::encode::query::{Pair, Query};
use crate::runtime::json::{DecodeError, Value, decode};
use crate::runtime::{AnyError, Body, Client, Multipart, RawResponse, RequestErrorKind, RetryPolicy, Timeouts};

impl Client {
    /// Returns a request for an endpoint that the API description lacks.
    ///
    /// It has the server, the headers, the timeout and the limits of the client, and carries all of the client's
    /// credentials. So `path` is always a path of the client's server: it starts with `/`, and is appended to the path
    /// of the server's URL. It may contain a query. Characters that a URL cannot contain must be percent-encoded, and
    /// the segments `.` and `..` are errors.
    pub fn request(&self, method: Method, path: &str) -> CustomRequest {
        let settings = Arc::clone(&self.settings);
        let (url, query) = match endpoint(&settings.server, path) {
            Ok((url, query)) => (Ok(url), query),
            Err(reason) => (Err(RequestErrorKind::Url { reason }), Query::default()),
        };
        let (headers, timeouts) = (settings.headers.clone(), settings.timeouts);
        let (retry, idempotent) = (None, None);
        let path = path.split('?').next().unwrap_or_default().to_owned();
        let body = Ok(Body::empty());
        CustomRequest { settings, method, path, url, query, headers, body, timeouts, retry, idempotent }
    }
}

/// A request for an endpoint that the API description lacks. [`Client::request`] returns it.
#[must_use = "a request does nothing unless it is awaited or sent"]
pub struct CustomRequest {
    pub(crate) settings: Arc<Settings>,
    pub(crate) method: Method,
    /// The path as the caller gives it, which errors show.
    pub(crate) path: String,
    /// The URL without its query.
    pub(crate) url: Result<String, RequestErrorKind>,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Result<Body, RequestErrorKind>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotent: Option<bool>,
}

impl CustomRequest {
    /// Adds a query parameter. The name and the value are percent-encoded.
    #[allow(clippy::needless_pass_by_value, reason = "a caller passes numbers and text, and never needs them again")]
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.query.push(Pair::new(encode(name), encode(&value.to_string())));
        self
    }

    /// Sets a header. It replaces an existing one of the same name, but never a credential.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => {
                let name = name.ok().map(|name| name.as_str().to_owned());
                self.fail(RequestErrorKind::Header { name });
            }
        }
        self
    }

    /// Sets the body to a value, serialized as JSON, and the header `Content-Type` to `application/json`.
    pub fn json_body<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => {
                self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.body(body)
            }
            Err(error) => {
                self.fail(RequestErrorKind::Body { reason: error.to_string() });
                self
            }
        }
    }

    /// Sets the body to a multipart body, and the header `Content-Type` to its media type.
    pub fn multipart_body(mut self, body: Multipart) -> Self {
        match body.finish() {
            Ok((content_type, body)) => {
                self.headers.insert(header::CONTENT_TYPE, content_type);
                self.body(body)
            }
            Err(error) => {
                self.fail(error);
                self
            }
        }
    }

    /// Sets the body to bytes, text or a stream. Set the header `Content-Type` too.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        if self.body.is_ok() {
            self.body = Ok(body.into());
        }
        self
    }

    /// Sets the timeout of this call, with all its attempts and the waits between them. It replaces those timeouts of
    /// [`ClientBuilder::timeout`](crate::runtime::ClientBuilder::timeout) that it sets.
    pub fn timeout(mut self, timeout: impl Into<Timeouts>) -> Self {
        self.timeouts = timeout.into().or(self.timeouts);
        self
    }

    /// Sets when this request is sent again. It replaces [`ClientBuilder::retry`](crate::runtime::ClientBuilder::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets whether the request has the same effect if it is sent twice. By default, this depends on the method and on the header
    /// `Idempotency-Key`: [`RetryPolicy`] has the rules.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Keeps the first error, which is returned when the request is sent.
    fn fail(&mut self, error: RequestErrorKind) {
        if self.body.is_ok() {
            self.body = Err(error);
        }
    }
}

impl fmt::Debug for CustomRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = formatter.debug_struct("CustomRequest");
        builder.field("method", &self.method).field("url", &self.url).finish_non_exhaustive()
    }
}

/// A successful response to a [`CustomRequest`].
#[derive(Debug)]
pub struct CustomResponse {
    pub(crate) response: RawResponse,
}

impl CustomResponse {
    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// Deserializes the body from JSON.
    ///
    /// # Errors
    ///
    /// Returns [`AnyError`] if the body is not valid JSON, or does not match `T`.
    pub fn json<T: DeserializeOwned>(self) -> Result<T, AnyError> {
        let mut read = |body: &[u8]| decode::<Value>(body)?.read().map_err(DecodeError::Read);
        self.response.read_with(&mut read).map_err(AnyError::from)
    }

    /// Returns the body as text.
    ///
    /// # Errors
    ///
    /// Returns [`AnyError`] if the body is not valid text.
    pub fn text(self) -> Result<String, AnyError> {
        Ok(self.response.text().map_err(AnyError::from)?.into_body())
    }

    /// Returns the body as bytes.
    #[must_use]
    pub fn bytes(self) -> Bytes {
        self.response.empty().raw_body().clone()
    }
}

/// Returns the URL for a path of a server, and the query of the path.
///
/// The client's credentials are sent there, so the origin of the request is that of the server, and its path is below
/// that of the server. URL libraries remove dot segments, also percent-encoded ones, and read a backslash as a slash.
fn endpoint(server: &str, path: &str) -> Result<(String, Query), String> {
    if !path.starts_with('/') {
        return Err("the path of a request starts with `/`; the URL of the server precedes it".to_owned());
    }
    if path.contains('#') {
        return Err("the path of a request has no fragment".to_owned());
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // RFC 3986, section 3.3.
    let is_legal = |character: &char| character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(*character);
    if let Some(character) = path.chars().find(|character| !is_legal(character)) {
        return Err(format!("the character {character:?} in the path of a request must be percent-encoded"));
    }
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split('/').any(is_dots) {
        return Err("the path of a request has no segments `.` or `..`".to_owned());
    }
    Ok((join(server, path), Query::parse(query)))
}
