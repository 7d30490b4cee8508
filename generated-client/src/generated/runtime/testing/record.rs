// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A transport that records what another one sends and receives.

use std::fmt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};
use std::{fs, io};

use bytes::Bytes;
use futures_core::Stream;
use http::{header, response};

use super::content::Content;
use super::difference::REDACTED;
use super::pattern::{Pattern, header_text};
use super::recording::{exchange, failure, file_text};
use super::redaction::{Redaction, Secrets};
use super::response::End;
use super::sent::{SentRequest, read_body};
use crate::runtime::json::Value;
use crate::runtime::{Body, BoxFuture, Transport, TransportError, TransportErrorKind, TransportResult};

/// A transport that sends requests by another one, and records each exchange in a JSON file. [`ReplayTransport`](super::ReplayTransport)
/// responds from the file.
///
/// ```text
/// let transport = ReqwestTransport::new(Duration::from_secs(10))?;
/// let recording = RecordingTransport::new(transport, "tests/recordings/pets.json").redact_member("email");
/// let client = Client::builder().transport(recording).build()?;
/// ```
///
/// The file is replaced after each exchange, and is complete at all times: an exchange that has not ended is not in it.
///
/// # Secrets
///
/// The file contains none of these: the credentials of the client, in each place of an exchange, unless they have fewer
/// than 4 characters; headers that are marked as sensitive; `Authorization`, `Proxy-Authorization`, `Cookie` and `Set-Cookie`; the
/// members `access_token`, `client_secret`, `id_token`, `password` and `refresh_token` of JSON, forms and multipart bodies, also of
/// JSON in lines and in events. Text or bytes that are not complete JSON and name such a member are removed. Name other secrets with [`redact_header`](Self::redact_header), [`redact_query`](Self::redact_query) and
/// [`redact_member`](Self::redact_member), and read a recording before you publish it.
pub struct RecordingTransport<T> {
    transport: T,
    redaction: Redaction,
    recording: Arc<Recording>,
}

struct Recording {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The exchanges in the order in which they started. `None` for one that has not ended.
    exchanges: Vec<Option<Value>>,
}

impl<T: Transport> RecordingTransport<T> {
    /// Creates a transport that records the exchanges of another one in a file. The first exchange replaces an existing file.
    pub fn new(transport: T, path: impl AsRef<Path>) -> Self {
        let recording = Recording { path: path.as_ref().to_owned(), state: Mutex::default() };
        Self { transport, redaction: Redaction::default(), recording: Arc::new(recording) }
    }

    /// Removes the values of a header of requests and responses.
    #[must_use]
    pub fn redact_header(mut self, name: &str) -> Self {
        self.redaction.headers.push(name.to_ascii_lowercase());
        self
    }

    /// Removes the values of a query parameter.
    #[must_use]
    pub fn redact_query(mut self, name: impl Into<String>) -> Self {
        self.redaction.query.push(name.into());
        self
    }

    /// Removes the values of a member of JSON objects at any depth, of a property of forms, and of a part of multipart bodies.
    #[must_use]
    pub fn redact_member(mut self, name: impl Into<String>) -> Self {
        self.redaction.members.push(name.into());
        self
    }
}

impl Recording {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the place of an exchange that starts.
    fn start(&self) -> usize {
        let mut state = self.lock();
        state.exchanges.push(None);
        state.exchanges.len().saturating_sub(1)
    }

    /// Adds an exchange that has ended, and writes the file.
    fn end(&self, index: usize, exchange: Value) -> Result<(), TransportError> {
        let mut state = self.lock();
        if let Some(place) = state.exchanges.get_mut(index) {
            *place = Some(exchange);
        }
        let text = file_text(state.exchanges.iter().flatten().cloned().collect());
        write(&self.path, &text).map_err(|error| {
            let message = format!("the recording {} cannot be written: {error}", self.path.display());
            TransportError::new(TransportErrorKind::Rejected, message)
        })
    }
}

/// Replaces a file as a whole.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error says more than one of the removal.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// An exchange that has not ended.
struct Exchange {
    recording: Arc<Recording>,
    index: usize,
    redaction: Redaction,
    secrets: Secrets,
    operation: String,
    pattern: Pattern,
    /// The head of the response, once it is received.
    head: Option<response::Parts>,
    /// What is received of the body.
    body: Vec<u8>,
    has_ended: bool,
}

impl Exchange {
    fn fail(mut self, error: &TransportError) -> Result<(), TransportError> {
        let mut reason = error.reason();
        self.secrets.remove(&mut reason);
        self.record(("failure", failure(Some(error.kind()), &reason)))
    }

    fn end(&mut self, end: End) -> Result<(), TransportError> {
        let Some(head) = &self.head else { return self.record(("failure", failure(None, "no response was received"))) };
        let content_type = head.headers.get(header::CONTENT_TYPE).map(header_text).unwrap_or_default();
        let body = Bytes::from(std::mem::take(&mut self.body));
        let mut content = match Content::parse(&content_type, &body) {
            // A replay cannot write it in the form in which it was received.
            Content::Parts(parts) if self.redaction.has_secret(&parts) => Content::Text(REDACTED.to_owned()),
            Content::Parts(_) => Content::parse("", &body),
            content => content,
        };
        self.redaction.content(&mut content, &self.secrets);
        let headers = self.redaction.response_headers(&head.headers, &self.secrets);
        let response = super::recording::response(head.status, &headers, &content, end);
        self.record(("response", response))
    }

    fn record(&mut self, result: (&'static str, Value)) -> Result<(), TransportError> {
        self.has_ended = true;
        self.redaction.pattern(&mut self.pattern, &self.secrets);
        let mut operation = std::mem::take(&mut self.operation);
        self.secrets.remove(&mut operation);
        self.recording.end(self.index, exchange(&operation, &self.pattern, result))
    }
}

/// A call that is dropped has not received its response, or not all of it. The error of the file has no receiver then.
impl Drop for Exchange {
    fn drop(&mut self) {
        if !self.has_ended {
            let _ = self.end(End::CutOff);
        }
    }
}

impl<T: Transport> Transport for RecordingTransport<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, TransportResult> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = read_body(body).await?;
            let (sent, pattern) = SentRequest::new(&parts, body.clone());
            let mut exchange = Exchange {
                recording: Arc::clone(&self.recording),
                index: self.recording.start(),
                redaction: self.redaction.clone(),
                secrets: Secrets::of(&parts),
                operation: sent.operation().to_owned(),
                pattern,
                head: None,
                body: Vec::new(),
                has_ended: false,
            };
            let received = self.transport.send(http::Request::from_parts(parts, Body::from(body))).await;
            let (head, body) = match received {
                Ok(response) => response.into_parts(),
                Err(error) => {
                    exchange.fail(&error)?;
                    return Err(error);
                }
            };
            let mut copy = response::Response::new(()).into_parts().0;
            (copy.status, copy.headers) = (head.status, head.headers.clone());
            exchange.head = Some(copy);
            let body = match body.as_bytes() {
                Some(bytes) => {
                    exchange.body = bytes.to_vec();
                    exchange.end(End::Complete)?;
                    body
                }
                None => Body::stream(Box::pin(RecordedBody { body, exchange })),
            };
            Ok(http::Response::from_parts(head, body))
        })
    }

    fn now(&self) -> SystemTime {
        self.transport.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.transport.sleep(duration)
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.transport.timeout(duration)
    }

    fn random(&self) -> u64 {
        self.transport.random()
    }
}

/// A response body that is recorded while it is read.
struct RecordedBody {
    body: Body,
    exchange: Exchange,
}

impl Stream for RecordedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.body.poll_chunk(context));
        let end = match &chunk {
            Some(Ok(bytes)) => {
                self.exchange.body.extend_from_slice(bytes);
                return Poll::Ready(chunk);
            }
            Some(Err(_)) => End::CutOff,
            None => End::Complete,
        };
        if !self.exchange.has_ended {
            if let Err(error) = self.exchange.end(end) {
                return Poll::Ready(Some(Err(error)));
            }
        }
        Poll::Ready(chunk)
    }
}

impl<T> fmt::Debug for RecordingTransport<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RecordingTransport").field("path", &self.recording.path).finish_non_exhaustive()
    }
}
