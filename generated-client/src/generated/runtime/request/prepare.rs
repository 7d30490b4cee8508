// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Turning a request builder into an HTTP request: the URL, the cookies, the body and the credentials.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::{RequestBuilder, Target};
use crate::runtime::client::credentials::select;
use crate::runtime::client::server::{base_url, join, resolve};
use crate::runtime::encode::cookie::add_cookies;
use crate::runtime::encode::query::Query;
use crate::runtime::encode::uri_template;
use crate::runtime::json::{Object, Value, decode, to_bytes};
use crate::runtime::uuid::uuid;
use crate::runtime::{Body, Credential, RequestErrorKind};

/// A request that lacks only its credentials.
pub(crate) struct PreparedRequest {
    method: Method,
    url: String,
    query: Query,
    headers: HeaderMap,
    body: Body,
    /// The credentials that the operation requires, with their security schemes.
    pub(crate) credentials: Vec<(&'static str, Credential)>,
    /// Whether the API declares a header for the idempotency key.
    has_idempotency_key: bool,
    /// The header of the idempotency key, if the client makes the key.
    #[cfg(feature = "testing")]
    generated_key: Option<&'static str>,
}

impl RequestBuilder {
    /// Returns the URL of the server that the request is sent to.
    fn server(&self) -> Result<Cow<'_, str>, RequestErrorKind> {
        if let Some(url) = &self.server_override {
            let url = base_url(url).map_err(|error| RequestErrorKind::Url { reason: error.to_string() });
            return url.map(Cow::Owned);
        }
        let Some(declared) = self.operation_server else { return Ok(self.settings.server.as_str().into()) };
        let is_declared = |known: &str| known.trim_end_matches('/') == declared.trim_end_matches('/');
        match self.settings.server_overrides.iter().find(|(known, _)| is_declared(known)) {
            Some((_, url)) => Ok(url.as_str().into()),
            None => resolve(&self.settings.server, declared).map(Cow::Owned),
        }
    }

    /// Returns the URL without its query, and the query without credentials: that of the template, and `query`.
    fn url(&self, query: Query) -> Result<(String, Query), RequestErrorKind> {
        if let Some(target) = &self.target {
            return Ok((target.url.clone(), target.query.clone()));
        }
        let (path, template_query) = uri_template::expand(self.template, &self.path)?;
        let mut all = Query::parse(&template_query);
        all.append(query);
        Ok((join(&self.server()?, &path), all))
    }

    /// Makes the request follow a link of a response to it, which must have the same origin.
    pub(crate) fn follow_link(&mut self, link: &str) -> Result<(), RequestErrorKind> {
        let (url, query) = self.url(self.query.clone())?;
        let target = Target::resolve(&url, &query, link).map_err(|error| error.to_string());
        let other_origin = || "link to the next page has another origin".to_owned();
        let target = target.and_then(|target| target.ok_or_else(other_origin));
        self.target = Some(target.map_err(|reason| RequestErrorKind::Url { reason })?);
        Ok(())
    }

    /// Builds everything of the request, with its credentials beside it.
    pub(crate) fn prepare(self) -> Result<PreparedRequest, RequestErrorKind> {
        let credentials = select(&self.settings.credentials, self.security);
        let owned = |(scheme, credential): (&'static str, &Credential)| (scheme, credential.clone());
        let credentials = credentials.map(|credentials| credentials.into_iter().map(owned).collect());
        let mut prepared = self.prepare_without_credentials()?;
        prepared.credentials = credentials?;
        Ok(prepared)
    }

    /// Builds the request without the credentials that the operation requires.
    pub(crate) fn prepare_without_credentials(mut self) -> Result<PreparedRequest, RequestErrorKind> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.select_stream(false);
        let query = std::mem::take(&mut self.query);
        let (url, query) = self.url(query)?;
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.into_iter().map(|(_, text)| text).collect();
            let cookies = add_cookies(&self.headers, &cookies.join("; "))?;
            self.headers.insert(header::COOKIE, cookies);
        }
        if let Some(multipart) = self.multipart.filter(|multipart| !multipart.is_absent()) {
            let (content_type, body) = multipart.finish()?;
            self.headers.insert(header::CONTENT_TYPE, content_type);
            self.body = Some(body);
        }
        if !self.extra.is_empty() {
            self.body = Some(with_extra(self.body.as_ref(), self.extra)?);
            self.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        let generated_key = self.idempotency_key.filter(|name| !self.headers.contains_key(*name));
        if let Some(name) = generated_key {
            let transport = &self.settings.transport;
            let key = uuid(transport.random(), transport.random());
            let invalid = || RequestErrorKind::Header { name: Some(name.to_owned()) };
            let key = HeaderValue::from_str(&key).map_err(|_| invalid())?;
            self.headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?, key);
        }
        Ok(PreparedRequest {
            credentials: Vec::new(),
            method: self.method,
            url,
            query,
            headers: self.headers,
            body: self.body.unwrap_or_else(Body::empty),
            has_idempotency_key: self.idempotency_key.is_some(),
            #[cfg(feature = "testing")]
            generated_key,
        })
    }
}

impl PreparedRequest {
    /// Creates a request from its parts: the URL without its query, and the query.
    pub(crate) fn new(
        method: Method,
        (url, query): (String, Query),
        headers: HeaderMap,
        body: Body,
        credentials: Vec<(&'static str, Credential)>,
    ) -> Self {
        Self {
            method,
            url,
            query,
            headers,
            body,
            credentials,
            has_idempotency_key: false,
            #[cfg(feature = "testing")]
            generated_key: None,
        }
    }

    /// Returns the method, and the URL without its query.
    #[cfg(feature = "tracing")]
    pub(crate) fn method_and_url(&self) -> (&str, &str) {
        (self.method.as_str(), &self.url)
    }

    /// Returns whether the method is GET or HEAD, whose redirects may be followed.
    pub(crate) fn is_safe(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD)
    }

    /// Returns whether the method is idempotent (RFC 9110, section 9.2.2), or the request has an idempotency key.
    pub(crate) fn is_idempotent(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY")
            || self.headers.contains_key("idempotency-key")
            || self.has_idempotency_key
    }

    /// Clones the request, or returns `None` if its body is a stream.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        Some(Self {
            method: self.method.clone(),
            url: self.url.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: self.body.try_clone()?,
            credentials: self.credentials.clone(),
            ..*self
        })
    }

    /// Sets the id of the last event that was received. An empty id is none (the HTML Standard, section 9.2.4).
    pub(crate) fn set_last_event_id(&mut self, id: &str) -> Result<(), RequestErrorKind> {
        let name = HeaderName::from_static("last-event-id");
        if id.is_empty() {
            self.headers.remove(&name);
            return Ok(());
        }
        let invalid = |_| RequestErrorKind::Header { name: Some(name.as_str().to_owned()) };
        let id = HeaderValue::from_bytes(id.as_bytes()).map_err(invalid)?;
        self.headers.insert(name, id);
        Ok(())
    }

    /// Returns whether the request can be sent more than once: its body is not a stream.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.as_bytes().is_some()
    }

    /// Returns the target of a link of the response, or `None` if it has another origin or is not a URL. `sent_to` is the
    /// target of the request that the response belongs to, if it is not this request's own.
    pub(crate) fn resolve(&self, sent_to: Option<&Target>, link: &str) -> Option<Target> {
        let (url, query) = sent_to.map_or((&self.url, &self.query), |target| (&target.url, &target.query));
        Target::resolve(url, query, link).ok().flatten()
    }

    /// Returns the HTTP request with credentials, sent to `target` if that is not this request's own. A body that is a stream
    /// is moved out.
    pub(crate) fn finish(
        &mut self,
        credentials: &[(&'static str, Credential)],
        target: Option<&Target>,
    ) -> Result<http::Request<Body>, RequestErrorKind> {
        let body = self.body.try_clone().unwrap_or_else(|| std::mem::take(&mut self.body));
        let mut headers = self.headers.clone();
        let mut secrets = Query::default();
        #[cfg(feature = "testing")]
        let origin = crate::runtime::testing::Origin::new(&headers, credentials, self.generated_key);
        for (_, credential) in credentials {
            credential.apply(&mut headers, &mut secrets)?;
        }
        // Some servers reject a request of these methods without `Content-Length` (RFC 9110, section 8.6).
        let may_have_content = matches!(self.method, Method::PATCH | Method::POST | Method::PUT);
        if may_have_content && body.as_bytes().is_some_and(Bytes::is_empty) {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let (url, query) = target.map_or((&self.url, &self.query), |target| (&target.url, &target.query));
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri(url, query, secrets)?;
        *request.headers_mut() = headers;
        #[cfg(feature = "testing")]
        request.extensions_mut().insert(origin);
        Ok(request)
    }
}

/// Returns the URI of a request. `secrets` are the credentials that are sent in its query.
fn uri(url: &str, query: &Query, secrets: Query) -> Result<http::Uri, RequestErrorKind> {
    let invalid = |error: http::uri::InvalidUri| RequestErrorKind::Url { reason: error.to_string() };
    if query.is_empty() && secrets.is_empty() {
        return url.parse().map_err(invalid);
    }
    // A link of a response may contain a credential, which may belong to another caller.
    let with_secrets = (!secrets.is_empty()).then(|| {
        let mut query = query.clone();
        query.remove_names_of(&secrets);
        query.append(secrets);
        query
    });
    let query = with_secrets.as_ref().unwrap_or(query);
    let mut text = String::with_capacity(url.len() + query.length());
    text.push_str(url);
    text.push('?');
    query.append_to(&mut text);
    http::Uri::from_maybe_shared(Bytes::from(text)).map_err(invalid)
}

/// Adds members to a body that is a JSON object; no body is an empty object.
fn with_extra(body: Option<&Body>, extra: Vec<(String, Value)>) -> Result<Body, RequestErrorKind> {
    let invalid = || RequestErrorKind::Body { reason: "extra members need a body that is a JSON object".to_owned() };
    let mut value = match body.map(Body::as_bytes) {
        None => Value::from(Object::default()),
        Some(None) => return Err(invalid()),
        Some(Some(bytes)) => decode(bytes).map_err(|_| invalid())?,
    };
    let object = value.as_object_mut().ok_or_else(invalid)?;
    for (name, value) in extra {
        object.insert(name, value);
    }
    let text = to_bytes(&value).map_err(|reason| RequestErrorKind::Body { reason: reason.to_owned() })?;
    Ok(Body::from(text))
}
