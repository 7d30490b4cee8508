// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What an operation is, and a request of it.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::call::Call;
use super::{BoxFuture, Error, Reply, ServerUrl, response_error};

/// What the generator knows about an operation: all in which it differs from the others.
pub trait Operation: Sized + 'static {
    /// What it gives.
    type Output: Send + Sync + 'static;
    /// What it is refused with.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Its `operationId`, or its method and path.
    const ID: &'static str;
    /// The HTTP method.
    const METHOD: Method;
    /// The path template.
    const PATH: &'static str;
    /// The media types that it can read: JSON, unless it says something else.
    const ACCEPT: Option<&'static str> = Some("application/json");
    /// The security schemes that it requires: alternatives, each of schemes that go together. None at all means that
    /// it requires no credential.
    const SECURITY: &'static [&'static [&'static str]] = &[];
    /// The server that it has of its own; a path is one of the client's server.
    const SERVER: Option<&'static str> = None;

    /// Whether an answer's body is handed over as it comes, by status and media type.
    #[must_use]
    fn streams(_status: u16, _media_type: &str) -> bool {
        false
    }

    /// Reads an answer by its status.
    ///
    /// # Errors
    ///
    /// What the service refused, or an answer that the document does not describe.
    fn decode(reply: Reply) -> Result<Response<Self::Output>, Error<Self::Error>>;
}

/// A request that is not sent yet. It can be awaited, which gives what the operation gives, or [sent](Self::send),
/// which gives status and headers too.
#[must_use = "a request is sent when it is awaited"]
pub struct Request<O> {
    pub(crate) call: Call,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Request<O> {
    #[allow(dead_code, reason = "an API may have no operations")]
    pub(crate) fn new(call: Call) -> Self {
        Self { call, operation: PhantomData }
    }

    /// Adds a header. It takes the place of another one of the same name, but not of the credential.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.call.set_header(name.try_into().ok(), value.try_into().ok());
        self
    }

    /// The server of this call, in the place of the client's, and of the operation's own.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.call.server = Some(server.into().0);
        self
    }

    /// How long this call may take, its body included; of a body that is handed over as it comes, how long nothing may
    /// come.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout = timeout;
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    ///
    /// [`Error`] tells what the service refused from what went wrong on the way.
    pub async fn send(self) -> Result<Response<O::Output>, Error<O::Error>> {
        O::decode(self.call.send().await?)
    }
}

impl<O: Operation> IntoFuture for Request<O> {
    type IntoFuture = BoxFuture<'static, Self::Output>;
    type Output = Result<O::Output, Error<O::Error>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_body()) })
    }
}

impl<O> fmt::Debug for Request<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Request").field(&self.call).finish()
    }
}

/// What the service answered, if all is well.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    raw_body: Bytes,
    body: T,
}

impl<T> Response<T> {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, raw_body: Bytes, body: T) -> Self {
        Self { status, headers, raw_body, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The body as it came; nothing of one that is handed over as it comes.
    pub fn raw_body(&self) -> &Bytes {
        &self.raw_body
    }

    /// What the service calls this request, if it says so in a header.
    pub fn request_id(&self) -> Option<&str> {
        response_error::request_id(&self.headers)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut response = formatter.debug_struct("Response");
        response.field("status", &self.status).field("headers", &self.headers).field("body", &self.body).finish()
    }
}
