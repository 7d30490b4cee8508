// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Sending a request: the only asynchronous part, which gets tokens, calls the transport, reads the body, and retries.

mod attempt;
mod body;
mod custom;
mod deadline;
mod events;
mod future;
mod reconnect;
mod redirect;
mod request;
mod request_body;
mod retry;
#[cfg(feature = "tracing")]
mod trace;

use std::sync::Arc;

use self::attempt::attempt;
use self::deadline::Deadline;
pub use self::future::{OutputFuture, ResponseFuture};
use self::reconnect::connect;
pub(crate) use self::reconnect::{Reconnected, Reconnection, is_event_stream};
#[allow(unused_imports, reason = "an API may have no operations")]
pub(crate) use self::request::impl_send;
use self::retry::{next_attempt, outcome};
use super::client::Settings;
use super::rate_limit::Admission;
use super::request::{PreparedRequest, RequestBuilder};
use super::response::ResponseSource;
use super::{BoxFuture, Error, RawResponse, RequestError, RequestErrorKind, RetryPolicy, Timeouts, TransportError};

/// A failure to send a request.
pub(crate) enum SendError {
    Request(RequestError),
    Transport(TransportError),
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Request(error) => Self::Request(error),
            SendError::Transport(error) => Self::Transport(error),
        }
    }
}

/// What all attempts of a call have in common.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) settings: Arc<Settings>,
    pub(crate) source: ResponseSource,
    /// The path template of the operation.
    pub(crate) url_template: Option<&'static str>,
    /// Whether a response with a status and a media type is streamed.
    pub(crate) streams: fn(u16, &str) -> bool,
    pub(crate) timeouts: Timeouts,
    /// The retry policy, if it is not the one of the client.
    pub(crate) retry: Option<RetryPolicy>,
    /// Whether the caller says that the request may be sent twice.
    pub(crate) idempotent: Option<bool>,
}

impl Call {
    fn policy(&self) -> &RetryPolicy {
        self.retry.as_ref().unwrap_or(&self.settings.retry)
    }

    /// Returns the error of an attempt that failed.
    fn failed(&self, error: TransportError) -> SendError {
        SendError::Transport(error.of_operation(self.source.operation.clone()))
    }

    /// Returns the error of a request that is not sent.
    fn invalid(&self, kind: RequestErrorKind) -> SendError {
        SendError::Request(RequestError::new(self.source.operation.clone(), kind))
    }
}

/// Sends a request, and receives its response: with its body, or only with its headers if the body is streamed.
pub(crate) fn send(builder: RequestBuilder) -> BoxFuture<'static, Result<RawResponse, SendError>> {
    let settings = Arc::clone(&builder.settings);
    let call = Call {
        source: ResponseSource::new(builder.id, &settings),
        settings,
        url_template: Some(builder.template),
        streams: builder.streams,
        timeouts: builder.timeouts,
        retry: builder.retry.clone(),
        idempotent: builder.idempotent,
    };
    let (reconnect, range) = (builder.reconnect, builder.range);
    // The request is built here, so that the future does not hold the builder too.
    let request = builder.prepare();
    let response: BoxFuture<'static, _> = match reconnect {
        None => Box::pin(transmit(call, request)),
        Some(reconnect) => Box::pin(connect(call, request, reconnect)),
    };
    match range {
        None => response,
        Some(range) => Box::pin(async move { Ok(response.await?.check_range(range)) }),
    }
}

/// Sends a request that lacks only its credentials, until an attempt is not retried.
pub(crate) async fn transmit(
    call: Call,
    request: Result<PreparedRequest, RequestErrorKind>,
) -> Result<RawResponse, SendError> {
    let settings = &call.settings;
    let mut request = request.map_err(|kind| call.invalid(kind))?;
    let idempotent = call.idempotent.unwrap_or_else(|| request.is_idempotent());
    let mut deadline = Deadline::new(settings.transport.as_ref(), call.timeouts);
    wait_for_rate_limit(&call, &mut deadline).await?;
    let mut attempts = 0;
    let mut cost = None;
    // What the attempt before this one received.
    let mut previous = None;
    loop {
        attempts += 1;
        // A body that is a stream is sent once.
        let may_repeat = call.policy().allows_attempt_after(attempts) && request.is_repeatable();
        deadline.start_attempt();
        #[cfg(feature = "tracing")]
        let span = trace::span(&call, &request, attempts);
        let result = attempt(&call, &mut request, attempts, &mut deadline);
        #[cfg(feature = "tracing")]
        let result = trace::within(span, result);
        let result = result.await;
        if let (Err(SendError::Request(_)), Some(received)) = (&result, previous.take()) {
            // No token is available, so this attempt was not sent, and the call ends with what it has received.
            return with_attempts(received, attempts - 1);
        }
        if let (Some(gate), Ok(response)) = (&settings.rate_limit_gate, &result) {
            if let Some(limit) = response.parts().rate_limit() {
                gate.observe(&limit, settings.transport.now());
            }
        }
        let outcome = outcome(&call, &result);
        let wait = match may_repeat {
            true => next_attempt(&call, &outcome, (attempts, idempotent), deadline.remaining()),
            false => None,
        };
        let Some(wait) = wait else {
            if outcome.is_success() {
                settings.budget.refund(cost);
            }
            return with_attempts(result, attempts);
        };
        cost = Some(outcome.cost());
        #[cfg(feature = "tracing")]
        trace::retry(&call, attempts, wait);
        if !deadline.wait(wait).await || wait_for_rate_limit(&call, &mut deadline).await.is_err() {
            return with_attempts(result, attempts);
        }
        previous = Some(result);
    }
}

/// Waits until the rate limit is reset, if the client does so and no request remains.
async fn wait_for_rate_limit(call: &Call, deadline: &mut Deadline<'_>) -> Result<(), SendError> {
    let Some(gate) = &call.settings.rate_limit_gate else { return Ok(()) };
    loop {
        let now = call.settings.transport.now();
        let Admission::HeldUntil(reset) = gate.enter(now) else { return Ok(()) };
        let wait = reset.duration_since(now).unwrap_or_default();
        if wait >= deadline.remaining() || !deadline.wait(wait).await {
            return Err(call.invalid(RequestErrorKind::RateLimit { reset }));
        }
    }
}

/// Adds the number of attempts to a result.
fn with_attempts(result: Result<RawResponse, SendError>, attempts: u32) -> Result<RawResponse, SendError> {
    match result {
        Ok(response) => Ok(response.with_attempts(attempts)),
        Err(SendError::Transport(error)) => Err(SendError::Transport(error.with_attempts(attempts))),
        Err(error) => Err(error),
    }
}
