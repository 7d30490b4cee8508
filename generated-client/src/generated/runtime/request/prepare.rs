// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Turning a request builder into an HTTP request: the URL, the cookies, the body and the credentials.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};

use super::RequestBuilder;
use crate::runtime::client::credentials::select;
use crate::runtime::client::server::{base_url, join, resolve};
use crate::runtime::encode::cookie::add_cookies;
use crate::runtime::encode::query::Query;
use crate::runtime::encode::uri_template;
use crate::runtime::json::{Json, Object, Value, from_slice, read, to_text};
use crate::runtime::{Body, Credential, RequestError};

/// The URL of a link that a request follows.
#[derive(Clone)]
pub(crate) struct Target {
    /// The URL without its query.
    url: String,
    query: Query,
}

/// A request that lacks only its credentials.
pub(crate) struct PreparedRequest {
    method: Method,
    url: String,
    query: Query,
    headers: HeaderMap,
    body: Body,
    /// The credentials that the operation requires, with their security schemes.
    pub(crate) credentials: Vec<(&'static str, Credential)>,
}

impl RequestBuilder {
    /// Returns the URL of the server that the request is sent to.
    fn server(&self) -> Result<String, RequestError> {
        if let Some(url) = &self.server_override {
            return base_url(url).map_err(|error| RequestError::Url { reason: error.to_string() });
        }
        let Some(declared) = self.operation_server else { return Ok(self.settings.server.clone()) };
        match self.settings.server_overrides.iter().find(|(known, _)| known == declared) {
            Some((_, url)) => Ok(url.clone()),
            None => resolve(&self.settings.server, declared),
        }
    }

    /// Returns the URL without its query, and the query without credentials.
    fn url(&self) -> Result<(String, Query), RequestError> {
        if let Some(target) = &self.target {
            return Ok((target.url.clone(), target.query.clone()));
        }
        let (path, template_query) = uri_template::expand(self.template, &self.path)?;
        let mut query = Query::parse(&template_query);
        query.append(self.query.clone());
        Ok((join(&self.server()?, &path), query))
    }

    /// Makes the request follow a link of a response to it.
    ///
    /// A relative link is resolved against the URL of the request (RFC 3986, section 5.1.3). The link must have the
    /// same origin, since the credentials are sent there too.
    pub(crate) fn follow_link(&mut self, link: &str) -> Result<(), RequestError> {
        let invalid = |error: url::ParseError| RequestError::Url { reason: error.to_string() };
        let (url, query) = self.url()?;
        let mut base = url::Url::parse(&url).map_err(invalid)?;
        base.set_query((!query.is_empty()).then(|| query.render()).as_deref());
        let link = base.join(link).map_err(invalid)?;
        if link.origin() != base.origin() {
            return Err(RequestError::Url { reason: "link to the next page has another origin".to_owned() });
        }
        let url = format!("{}{}", base.origin().ascii_serialization(), link.path());
        self.target = Some(Target { url, query: Query::parse(link.query().unwrap_or_default()) });
        Ok(())
    }

    /// Builds everything of the request except for its credentials.
    pub(crate) fn prepare(mut self) -> Result<PreparedRequest, RequestError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.select_stream(false);
        let (url, query) = self.url()?;
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.into_iter().map(|(_, text)| text).collect();
            let cookies = add_cookies(&self.headers, &cookies.join("; "))?;
            self.headers.insert(header::COOKIE, cookies);
        }
        if let Some(multipart) = self.multipart {
            let (content_type, body) = multipart.finish()?;
            self.headers.insert(header::CONTENT_TYPE, content_type);
            self.body = Some(body);
        }
        if !self.extra.is_empty() {
            self.body = Some(with_extra(self.body.as_ref(), self.extra)?);
            self.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        }
        let credentials = select(&self.settings.credentials, self.security)?;
        Ok(PreparedRequest {
            credentials: credentials.into_iter().map(|(scheme, credential)| (scheme, credential.clone())).collect(),
            method: self.method,
            url,
            query,
            headers: self.headers,
            body: self.body.unwrap_or_else(Body::empty),
        })
    }
}

impl PreparedRequest {
    /// Creates a request from its parts: the URL without its query, and the query.
    pub(super) fn new(
        method: Method,
        (url, query): (String, Query),
        headers: HeaderMap,
        body: Body,
        credentials: Vec<(&'static str, Credential)>,
    ) -> Self {
        Self { method, url, query, headers, body, credentials }
    }

    /// Adds the credentials, and returns the request.
    pub(crate) fn finish(mut self) -> Result<http::Request<Body>, RequestError> {
        let mut secrets = Query::default();
        for (_, credential) in &self.credentials {
            credential.apply(&mut self.headers, &mut secrets)?;
        }
        // A link of a response may contain a credential, which may belong to another caller.
        self.query.remove_names_of(&secrets);
        self.query.append(secrets);
        if !self.query.is_empty() {
            self.url.push('?');
            self.url.push_str(&self.query.render());
        }
        let invalid = |error: http::uri::InvalidUri| RequestError::Url { reason: error.to_string() };
        let uri: http::Uri = self.url.parse().map_err(invalid)?;
        // Some servers reject a request of these methods without `Content-Length` (RFC 9110, section 8.6).
        let may_have_content = matches!(self.method, Method::PATCH | Method::POST | Method::PUT);
        if may_have_content && self.body.as_bytes().is_some_and(Bytes::is_empty) {
            self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Adds members to a body that is a JSON object; no body is an empty object.
fn with_extra(body: Option<&Body>, extra: Vec<(String, Value)>) -> Result<Body, RequestError> {
    let invalid = || RequestError::Body { reason: "extra members need a body that is a JSON object".to_owned() };
    let mut value = match body.map(Body::as_bytes) {
        None => Value::from(Object::default()),
        Some(None) => return Err(invalid()),
        Some(Some(bytes)) => read(&from_slice(bytes).map_err(|_| invalid())?).map_err(|_| invalid())?,
    };
    let object = value.as_object_mut().ok_or_else(invalid)?;
    for (name, value) in extra {
        object.insert(name, value);
    }
    let text = to_text(&value.write()).map_err(|reason| RequestError::Body { reason: reason.to_owned() })?;
    Ok(Body::from(text))
}
