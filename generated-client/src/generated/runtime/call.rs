// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! Everything about a call that is the same for all operations, compiled once.

use std::fmt;
use std::future::poll_fn;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};

use super::json::Tree;
use super::path::{encode, expand, primitives};
use super::{Body, BodyProblem, BoxFuture, Client, Operation, Reply, RequestError, Transport, TransportError};

/// A request while it is put together.
pub(super) struct Call {
    client: Client,
    id: &'static str,
    method: Method,
    template: &'static str,
    security: &'static [&'static [&'static str]],
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    headers: HeaderMap,
    body: Option<Bytes>,
    pub(super) timeout: Duration,
    /// The first thing that was wrong; it is told when the request is sent.
    error: Option<RequestError>,
}

/// Why there is no reply.
pub(super) enum CallError {
    Request(RequestError),
    Transport(TransportError),
}

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
            path: Vec::new(),
            query: Vec::new(),
            headers,
            body: None,
            timeout: client.shared.timeout,
            error: None,
            client,
        }
    }

    fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }

    pub(super) fn header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        match (name, value) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (name, _) => self.fail(RequestError::Header { name: name.map(|name| name.as_str().to_owned()) }),
        }
    }

    /// Style `simple`: items are separated by commas, and each is encoded by itself.
    pub(super) fn path(&mut self, name: &'static str, value: &Tree<'_>) {
        match primitives(value) {
            Some(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| encode(text)).collect();
                self.path.push((name, texts.join(",")));
            }
            None => self.fail(no_text(name)),
        }
    }

    /// Style `form`, exploded: the name once for each item, and not at all for `null`.
    pub(super) fn query(&mut self, name: &'static str, value: &Tree<'_>) {
        match primitives(value) {
            Some(texts) => {
                self.query.extend(texts.iter().map(|text| format!("{}={}", encode(name), encode(text))));
            }
            None => self.fail(no_text(name)),
        }
    }

    /// Style `simple`: items are separated by commas.
    pub(super) fn header_parameter(&mut self, name: &'static str, value: &Tree<'_>) {
        match primitives(value) {
            Some(texts) if texts.is_empty() => {}
            Some(texts) => {
                let (name, value) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&texts.join(",")));
                self.header(name.ok(), value.ok());
            }
            None => self.fail(no_text(name)),
        }
    }

    pub(super) fn json_body(&mut self, content_type: &'static str, value: &Tree<'_>) {
        match serde_json::to_vec(value) {
            Ok(body) => {
                self.body = Some(Bytes::from(body));
                self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
            }
            Err(error) => self.fail(RequestError::Body { reason: error.to_string() }),
        }
    }

    /// Sends the request and waits for the whole answer.
    pub(super) fn send(self) -> BoxFuture<'static, Result<Reply, CallError>> {
        Box::pin(async move {
            let shared = self.client.shared.clone();
            let transport = shared.transport.as_ref();
            let mut deadline = Deadline::new(transport, self.timeout);
            let request = self.into_request().map_err(CallError::Request)?;
            let response = match deadline.limit(transport.send(request)).await {
                Some(sent) => sent.map_err(CallError::Transport)?,
                None => return Err(CallError::Transport(TransportError::timeout())),
            };
            let (head, body) = response.into_parts();
            let (body, problem) = read_body(body, shared.max_body_size, &mut deadline).await;
            Ok(Reply::new(head.status, head.headers, body, problem, received(transport)))
        })
    }

    fn into_request(mut self) -> Result<Request<Body>, RequestError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let shared = &self.client.shared;
        let (path, template_query) = expand(self.template, &self.path)?;
        if !template_query.is_empty() {
            self.query.insert(0, template_query);
        }
        shared.credentials.apply(self.security, &mut self.headers, &mut self.query)?;
        let mut url = format!("{}{path}", shared.base_url);
        if !self.query.is_empty() {
            url.push('?');
            url.push_str(&self.query.join("&"));
        }
        let body = self.body.map_or_else(Body::empty, Body::from);
        let uri: http::Uri =
            url.parse().map_err(|error: http::uri::InvalidUri| RequestError::Url { reason: error.to_string() })?;
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

fn no_text(name: &str) -> RequestError {
    RequestError::Parameter { parameter: name.to_owned(), reason: "an object, or an array of arrays, has no text" }
}

fn received(transport: &dyn Transport) -> SystemTime {
    transport.now()
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
