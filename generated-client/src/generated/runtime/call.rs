// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Everything about a call that is the same for all operations, compiled once.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};

use super::client::{base_url, join};
use super::credentials::with_cookies;
use super::form::form;
use super::json::{Json, Tree};
use super::multipart::{Multipart, Part};
use super::path::{self, encode, encode_reserved, encode_reserved_path};
use super::style::{Encode, Style, pairs};
use super::{
    Body, BodyProblem, BoxFuture, ByteStream, Client, Operation, Reply, RequestError, Transport, TransportError,
};

/// A request while it is put together.
pub(crate) struct Call {
    client: Client,
    id: &'static str,
    method: Method,
    template: &'static str,
    security: &'static [&'static [&'static str]],
    /// The server that the operation has of its own.
    own_server: Option<&'static str>,
    streams: fn(u16, &str) -> bool,
    path: Vec<(&'static str, String)>,
    /// The texts that each parameter became.
    query: Vec<(&'static str, Vec<String>)>,
    headers: HeaderMap,
    cookies: Vec<(&'static str, String)>,
    body: Option<Body>,
    parts: Option<Multipart>,
    pub(super) server: Option<String>,
    /// Where the call leads to, if the service has said so: path and query.
    pub(super) target: Option<String>,
    pub(super) timeout: Duration,
    /// The first thing that was wrong; it is told when the request is sent.
    error: Option<RequestError>,
}

/// Why there is no reply.
pub(super) enum CallError {
    Request(RequestError),
    Transport(TransportError),
}

#[allow(dead_code, reason = "an API may have no operation with such a parameter or body")]
impl Call {
    pub(super) fn new<O: Operation>(client: Client) -> Self {
        let mut headers = client.shared.headers.clone();
        if let Some(accept) = O::ACCEPT {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        Self {
            id: O::ID,
            method: O::METHOD,
            template: O::PATH,
            security: O::SECURITY,
            own_server: O::SERVER,
            streams: O::streams,
            path: Vec::new(),
            query: Vec::new(),
            headers,
            cookies: Vec::new(),
            body: None,
            parts: None,
            server: None,
            target: None,
            timeout: client.shared.timeout,
            error: None,
            client,
        }
    }

    /// Sets a path parameter, in the style `simple`.
    pub(crate) fn path<T: Json>(&mut self, name: &'static str, value: &T) {
        self.add_path(name, Style::SIMPLE, &value.write());
    }

    /// Sets a path parameter.
    pub(crate) fn path_styled<T: Json>(&mut self, name: &'static str, style: Style, value: &T) {
        self.add_path(name, style, &value.write());
    }

    /// Sets a query parameter, in the style `form`, exploded.
    pub(crate) fn query<T: Json>(&mut self, name: &'static str, value: &T) {
        self.add_query(name, Style::FORM.exploded(), &value.write());
    }

    /// Sets a query parameter.
    pub(crate) fn query_styled<T: Json>(&mut self, name: &'static str, style: Style, value: &T) {
        self.add_query(name, style, &value.write());
    }

    /// Sets a header parameter, in the style `simple`.
    pub(crate) fn header<T: Json>(&mut self, name: &'static str, value: &T) {
        self.add_header(name, Style::SIMPLE, &value.write());
    }

    /// Sets a header parameter.
    pub(crate) fn header_styled<T: Json>(&mut self, name: &'static str, style: Style, value: &T) {
        self.add_header(name, style, &value.write());
    }

    /// Sets a cookie, in the style `form`, exploded.
    pub(crate) fn cookie<T: Json>(&mut self, name: &'static str, value: &T) {
        self.add_cookie(name, Style::FORM.exploded(), &value.write());
    }

    /// Sets a cookie.
    pub(crate) fn cookie_styled<T: Json>(&mut self, name: &'static str, style: Style, value: &T) {
        self.add_cookie(name, style, &value.write());
    }

    /// Sets the body to a value as JSON.
    pub(crate) fn json_body<T: Json>(&mut self, content_type: &'static str, value: &T) {
        self.set_json(content_type, &value.write());
    }

    /// Sets the body to an object as a form. `styles` has the members that are not written as all the others.
    pub(crate) fn form_body<T: Json>(&mut self, value: &T, styles: &[(&str, Style)]) {
        self.set_form(&value.write(), styles);
    }

    /// Sets the body to what it is given.
    pub(crate) fn bytes_body<T: Into<Body>>(&mut self, content_type: &str, body: T) {
        match HeaderValue::from_str(content_type) {
            Ok(content_type) => self.set_body(content_type, body.into()),
            Err(_) => self.fail(RequestError::Header { name: Some(header::CONTENT_TYPE.as_str().to_owned()) }),
        }
    }

    /// Sets the body to the parts that the caller has put together.
    pub(crate) fn multipart_body(&mut self, body: Multipart) {
        self.parts = Some(body);
    }

    /// Adds a file. Its media type and its name are the caller's, if the caller says what they are.
    pub(crate) fn file(&mut self, name: &'static str, content_type: Option<&'static str>, part: Part) {
        self.parts.get_or_insert_default().add_file(name, content_type, part);
    }

    /// Adds a part that the caller has made.
    pub(crate) fn part(&mut self, name: &'static str, content_type: Option<&'static str>, part: Part) {
        self.parts.get_or_insert_default().add_part(name, content_type, part);
    }

    /// Adds a file whose media type is one of several, which the caller has to say.
    pub(crate) fn file_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], part: Part) {
        self.parts.get_or_insert_default().add_part_one_of(name, allowed, part.named(name));
    }

    /// Adds a part whose media type is one of several, which the caller has to say.
    pub(crate) fn part_one_of(&mut self, name: &'static str, allowed: &'static [&'static str], part: Part) {
        self.parts.get_or_insert_default().add_part_one_of(name, allowed, part);
    }

    /// Adds a value as a part, or each item of an array as one.
    pub(crate) fn field<T: Json>(&mut self, name: &'static str, content_type: Option<&'static str>, value: &T) {
        let added = self.parts.get_or_insert_default().add_field(name, content_type, &value.write());
        self.check(name, added);
    }

    /// Adds a value as parts that are made as query parameters are.
    pub(crate) fn field_styled<T: Json>(&mut self, name: &'static str, style: Style, value: &T) {
        let added = self.parts.get_or_insert_default().add_styled(name, style, &value.write());
        self.check(name, added);
    }
}

impl Call {
    fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }

    fn check<T>(&mut self, parameter: &'static str, made: Result<T, &'static str>) -> Option<T> {
        made.map_err(|reason| self.fail(RequestError::Parameter { parameter: parameter.to_owned(), reason })).ok()
    }

    pub(super) fn set_header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        match (name, value) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => self.fail(RequestError::Header { name: name.map(|name| name.as_str().to_owned()) }),
        }
    }

    fn add_path(&mut self, name: &'static str, style: Style, value: &Tree<'_>) {
        let encode: Encode<'_> = if style.is_reserved() { &encode_reserved_path } else { &encode };
        let expanded = super::style::expand(style, name, value, encode);
        // Without a value, expanding the template fails.
        if let Some(Some(text)) = self.check(name, expanded) {
            self.path.push((name, text));
        }
    }

    fn add_query(&mut self, name: &'static str, style: Style, value: &Tree<'_>) {
        let made = match style.is_reserved() {
            true => pairs(style, name, value, (&encode, &encode_reserved)),
            false => pairs(style, name, value, (&encode, &encode)),
        };
        if let Some(pairs) = self.check(name, made) {
            let texts = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            self.set_query(name, texts);
        }
    }

    /// Sets what a query parameter became; it takes the place of what was there before.
    pub(super) fn set_query(&mut self, name: &'static str, texts: Vec<String>) {
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = texts,
            None => self.query.push((name, texts)),
        }
    }

    /// The number that a query parameter is set to.
    pub(super) fn query_number(&self, name: &str) -> Option<u64> {
        let (_, texts) = self.query.iter().find(|(known, _)| *known == name)?;
        texts.first()?.rsplit_once('=')?.1.parse().ok()
    }

    /// Where the client's calls of this operation go.
    fn base(&self) -> Result<String, RequestError> {
        match (&self.server, self.own_server) {
            (Some(url), _) => base_url(url).map_err(|error| RequestError::Url { reason: error.to_string() }),
            (None, Some(own)) => self.client.shared.own_server(own),
            (None, None) => Ok(self.client.shared.base_url.clone()),
        }
    }

    /// The URL without what credentials add to it, and the parts of its query that parameters are.
    fn url(&self) -> Result<(String, Vec<String>), RequestError> {
        if let Some(target) = &self.target {
            let (url, query) = target.split_once('?').unwrap_or((target, ""));
            let query = query.split('&').filter(|part| !part.is_empty());
            return Ok((url.to_owned(), query.map(str::to_owned).collect()));
        }
        let (path, template_query) = path::expand(self.template, &self.path)?;
        let mut query = Vec::new();
        query.extend((!template_query.is_empty()).then_some(template_query));
        query.extend(self.query.iter().flat_map(|(_, texts)| texts.clone()));
        Ok((join(&self.base()?, &path), query))
    }

    /// Leads the call to a URL that the service has given in an answer to this call: another page of a list. One that is
    /// relative is so to the URL that was asked for (RFC 3986, section 5.1.3). It has to be the same server's, since the
    /// credentials go there too.
    pub(super) fn lead_to(&mut self, url: &str) -> Result<(), RequestError> {
        let invalid = |error: url::ParseError| RequestError::Url { reason: error.to_string() };
        let (asked, query) = self.url()?;
        let mut base = url::Url::parse(&asked).map_err(invalid)?;
        base.set_query((!query.is_empty()).then(|| query.join("&")).as_deref());
        let url = base.join(url).map_err(invalid)?;
        if url.origin() != base.origin() {
            return Err(RequestError::Url { reason: "the service leads to another server".to_owned() });
        }
        let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
        self.target = Some(format!("{}{}{query}", base.origin().ascii_serialization(), url.path()));
        Ok(())
    }

    fn add_header(&mut self, name: &'static str, style: Style, value: &Tree<'_>) {
        let encode: Encode<'_> = if style == Style::JSON { &ascii_json } else { &str::to_owned };
        let expanded = super::style::expand(style, name, value, encode);
        if let Some(Some(text)) = self.check(name, expanded) {
            self.set_header(HeaderName::from_bytes(name.as_bytes()).ok(), HeaderValue::from_str(&text).ok());
        }
    }

    fn add_cookie(&mut self, name: &'static str, style: Style, value: &Tree<'_>) {
        let made = pairs(style, name, value, (&encode, &encode));
        let Some(pairs) = self.check(name, made) else { return };
        let texts: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.cookies.retain(|(known, _)| *known != name);
        if !texts.is_empty() {
            self.cookies.push((name, texts.join("&")));
        }
    }

    fn set_json(&mut self, content_type: &'static str, value: &Tree<'_>) {
        match super::json::to_text(value) {
            Ok(body) => self.set_body(HeaderValue::from_static(content_type), Body::from(body)),
            Err(reason) => self.fail(RequestError::Body { reason: reason.to_owned() }),
        }
    }

    fn set_form(&mut self, value: &Tree<'_>, styles: &[(&str, Style)]) {
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        match form(value, styles) {
            Ok(body) => self.set_body(content_type, Body::from(body)),
            Err(reason) => self.fail(RequestError::Body { reason: reason.into_owned() }),
        }
    }

    fn set_body(&mut self, content_type: HeaderValue, body: Body) {
        self.body = Some(body);
        self.headers.insert(header::CONTENT_TYPE, content_type);
    }

    /// A copy of the call, unless a part of it comes from a stream.
    pub(super) fn try_clone(&self) -> Option<Self> {
        let body = match (&self.body, &self.parts) {
            (_, Some(_)) => return None,
            (Some(body), None) => Some(body.try_clone()?),
            (None, None) => None,
        };
        Some(Self {
            client: self.client.clone(),
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body,
            parts: None,
            server: self.server.clone(),
            target: self.target.clone(),
            error: self.error.clone(),
            ..*self
        })
    }

    /// Sends the request and waits for the answer: all of it, or its head alone if its body is handed over as it comes.
    pub(super) fn send(self) -> BoxFuture<'static, Result<Reply, CallError>> {
        Box::pin(async move {
            let shared = self.client.shared.clone();
            let transport = &shared.transport;
            let (timeout, streams) = (self.timeout, self.streams);
            let mut deadline = Deadline::new(transport.as_ref(), timeout);
            let request = match deadline.limit(Box::pin(self.into_request())).await {
                Some(made) => made.map_err(CallError::Request)?,
                None => return Err(CallError::Transport(TransportError::timeout())),
            };
            let response = match deadline.limit(transport.send(request)).await {
                Some(sent) => sent.map_err(CallError::Transport)?,
                None => return Err(CallError::Transport(TransportError::timeout())),
            };
            let (head, body) = response.into_parts();
            let reply = Reply::new(head.status, head.headers, transport.now());
            if streams(head.status.as_u16(), reply.media_type()) {
                let stream = ByteStream::new(body, Arc::clone(transport), timeout, shared.max_body_size);
                return Ok(reply.with_stream(stream));
            }
            let (body, problem) = read_body(body, shared.max_body_size, &mut deadline).await;
            Ok(reply.with_body(body, problem))
        })
    }

    async fn into_request(mut self) -> Result<Request<Body>, RequestError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let (mut url, mut query) = self.url()?;
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.into_iter().map(|(_, text)| text).collect();
            let cookies = with_cookies(&self.headers, &cookies.join("; "))?;
            self.headers.insert(header::COOKIE, cookies);
        }
        if let Some(parts) = self.parts {
            let (content_type, body) = parts.finish()?;
            self.headers.insert(header::CONTENT_TYPE, content_type);
            self.body = Some(body);
        }
        let credentials = &self.client.shared.credentials;
        let mut secrets = Vec::new();
        credentials.apply(self.security, &mut self.headers, &mut secrets).await?;
        // The service may have put the credential into a URL that it gave, and may give it for another caller.
        let name = |part: &str| part.split_once('=').map_or(part, |(name, _)| name).to_owned();
        query.retain(|part| !secrets.iter().any(|secret| name(secret) == name(part)));
        query.append(&mut secrets);
        if !query.is_empty() {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&query.join("&"));
        }
        let uri: http::Uri =
            url.parse().map_err(|error: http::uri::InvalidUri| RequestError::Url { reason: error.to_string() })?;
        let body = self.body.unwrap_or_else(Body::empty);
        // Some services refuse such a request that does not say that it has no content (RFC 9110, section 8.6).
        let may_have_content = matches!(self.method, Method::PATCH | Method::POST | Method::PUT);
        if may_have_content && body.as_bytes().is_some_and(Bytes::is_empty) {
            self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// JSON as a header takes it: what it may have beyond ASCII is escaped (RFC 8259, section 7).
fn ascii_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            let escapes = character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}"));
            escaped.extend(escapes);
        }
    }
    escaped
}

/// Reads a body up to a size. What has come is kept, whatever becomes of the rest.
async fn read_body(mut body: Body, limit: usize, deadline: &mut Deadline) -> (Bytes, Option<BodyProblem>) {
    let mut read: Vec<u8> = Vec::new();
    loop {
        let piece = match deadline.limit(Box::pin(poll_fn(|context| body.poll_piece(context)))).await {
            Some(Some(Ok(piece))) => piece,
            Some(None) => return (Bytes::from(read), None),
            Some(Some(Err(error))) => return (Bytes::from(read), Some(BodyProblem::Interrupted(error))),
            None => return (Bytes::from(read), Some(BodyProblem::Interrupted(TransportError::timeout()))),
        };
        let room = limit.saturating_sub(read.len());
        read.extend(piece.iter().take(room));
        if piece.len() > room {
            return (Bytes::from(read), Some(BodyProblem::TooLarge { limit }));
        }
    }
}

/// The time that a call has left.
struct Deadline {
    sleep: BoxFuture<'static, ()>,
}

impl Deadline {
    fn new(transport: &dyn Transport, timeout: Duration) -> Self {
        Self { sleep: transport.sleep(timeout) }
    }

    /// What the future gives, or nothing if the time is up before.
    async fn limit<T>(&mut self, mut future: BoxFuture<'_, T>) -> Option<T> {
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            self.sleep.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut call = formatter.debug_struct("Call");
        call.field("operation", &self.id).field("method", &self.method).field("path", &self.template);
        call.finish_non_exhaustive()
    }
}
