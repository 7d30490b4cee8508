//! The calls: what each sends, and what becomes of it.

use std::collections::BTreeMap;
use std::time::Duration;

use generated_client::runtime::{
    Attempt, Body, BoxFuture, BuildError, Next, ReqwestTransport, ResponseErrorKind, TransportErrorKind,
    TransportResult,
};
use generated_client::types::{PatchOperation, PatchOperationOp};
use generated_client::{AnyError, Client, Credentials, Error, Method, RetryPolicy, Timeouts};
use http::{HeaderValue, Request};
use tokio::task::JoinError;

/// The header with the number of a call.
pub(crate) const CALL: &str = "x-call";

/// The header with the number of an attempt. The server may read a request that the client gave up after the next one.
pub(crate) const ATTEMPT: &str = "x-attempt";

/// The kind of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Get,
    Put,
    Post,
    KeyedPost,
    Patch,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Get, Self::Put, Self::Post, Self::KeyedPost, Self::Patch];

    /// Returns the kind of a call.
    pub(crate) fn of(id: u64) -> Self {
        match id % 5 {
            0 => Self::Get,
            1 => Self::Put,
            2 => Self::Post,
            3 => Self::KeyedPost,
            _ => Self::Patch,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::KeyedPost => "POST with idempotency key",
            Self::Patch => "PATCH of the API",
        }
    }

    /// Whether the request may be received twice (RFC 9110, section 9.2.2).
    pub(crate) fn may_be_repeated(self) -> bool {
        matches!(self, Self::Get | Self::Put | Self::KeyedPost)
    }
}

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The response to this call.
    Own,
    /// The response to another call, or an error that no fault explains.
    Other(String),
    /// An error, by its name, and the number of attempts.
    Error(String, u32),
    /// The client waited for longer than it may. On a machine under load, this says nothing about the server.
    Timeout(String),
}

/// Creates a client that waits for short times, so that a run is short. The clients share the connections of the transport, so
/// that a run does not need more open files than most systems allow.
pub(crate) fn client(url: &str, transport: &ReqwestTransport) -> Result<Client, BuildError> {
    Client::builder()
        .server(url)
        .transport(transport.clone())
        .middleware(number)
        .credentials(Credentials::api_key("token"))
        .timeout(Timeouts::new().call(Duration::from_secs(60)).attempt(Duration::from_millis(1500)))
        .retry(RetryPolicy::new().base_delay(Duration::from_millis(20)))
        .build()
}

/// Adds the number of the attempt to a request.
fn number(mut request: Request<Body>, next: Next<'_>) -> BoxFuture<'_, TransportResult> {
    if let Some(attempt) = request.extensions().get::<Attempt>() {
        let number = HeaderValue::from(attempt.number);
        request.headers_mut().insert(ATTEMPT, number);
    }
    next.send(request)
}

/// Makes a call.
pub(crate) async fn call(client: &Client, id: u64) -> Outcome {
    let number = id.to_string();
    let request = |method| client.request(method, "/calls").header(CALL, number.as_str());
    let result: Result<String, AnyError> = match Kind::of(id) {
        Kind::Get => text(request(Method::GET)).await,
        Kind::Put => text(request(Method::PUT).json_body(&id)).await,
        Kind::Post => text(request(Method::POST).json_body(&id)).await,
        Kind::KeyedPost => text(request(Method::POST).header("idempotency-key", number.as_str()).json_body(&id)).await,
        Kind::Patch => {
            let patch = vec![PatchOperation::new(PatchOperationOp::Replace, "/name").value(number.as_str())];
            let request = client.patch_destination("project", "production", &number, patch);
            let destination = request.header(CALL, number.as_str()).await;
            destination.map(|destination| destination.name.unwrap_or_default()).map_err(AnyError::from)
        }
    };
    match result {
        Ok(text) if text == number => Outcome::Own,
        Ok(text) => Outcome::Other(format!("the response {text:?}")),
        Err(error) if matches!(error.as_error(), Some(Error::Request(_))) => Outcome::Other(error.to_string()),
        Err(error) if error.is_timeout() => Outcome::Timeout(name(&error)),
        Err(error) => Outcome::Error(name(&error), error.attempts()),
    }
}

/// Sends a request, and returns the name in the response.
async fn text(request: generated_client::runtime::CustomRequest) -> Result<String, AnyError> {
    let body: BTreeMap<String, String> = request.await?.json()?;
    Ok(body.get("name").cloned().unwrap_or_default())
}

/// Returns the name of an error, with the number of attempts.
fn name(error: &AnyError) -> String {
    let transport = |kind: TransportErrorKind| match kind {
        TransportErrorKind::Connect => "connection not opened",
        TransportErrorKind::Timeout => "timeout",
        _ => "connection lost",
    };
    let name = match (error.as_error(), error.status()) {
        (Some(Error::Transport(error)), _) => transport(error.kind()).to_owned(),
        (Some(Error::Response(error)), status) => match (error.kind(), status) {
            (ResponseErrorKind::Interrupted(error), _) => format!("{} in the body", transport(error.kind())),
            (_, Some(status)) if !status.is_success() => format!("status {}", status.as_u16()),
            (kind, _) => kind.to_string(),
        },
        (_, Some(status)) => format!("status {}", status.as_u16()),
        (_, None) => error.to_string(),
    };
    format!("{name}, attempts: {}", error.attempts())
}

/// The outcomes of all calls.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    outcomes: BTreeMap<u64, Outcome>,
    failures: Vec<String>,
}

impl Tally {
    /// Adds the outcome of a task.
    pub(crate) fn add(&mut self, joined: Result<(u64, Outcome), JoinError>) {
        match joined {
            Ok((id, outcome)) => {
                if self.outcomes.insert(id, outcome).is_some() {
                    self.failures.push(format!("call {id} has two outcomes"));
                }
            }
            Err(error) => self.failures.push(format!("a task failed: {error}")),
        }
    }

    pub(crate) fn of(&self, id: u64) -> Option<&Outcome> {
        self.outcomes.get(&id)
    }

    pub(crate) fn failures(&self) -> &[String] {
        &self.failures
    }

    /// Returns the errors with their numbers.
    pub(crate) fn errors(&self) -> BTreeMap<&str, usize> {
        let mut errors = BTreeMap::new();
        for outcome in self.outcomes.values() {
            if let Outcome::Error(name, _) | Outcome::Timeout(name) = outcome {
                let count: &mut usize = errors.entry(name.as_str()).or_default();
                *count = count.saturating_add(1);
            }
        }
        errors
    }
}
