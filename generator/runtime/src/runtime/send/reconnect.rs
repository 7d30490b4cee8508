//! Reconnecting a stream of events (the HTML Standard, section 9.2.3): sending its request again, as often as its settings allow.

use std::fmt;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;

use super::retry::outcome;
use super::{Call, SendError, transmit};
use crate::runtime::exclusive::Exclusive;
use crate::runtime::request::PreparedRequest;
use crate::runtime::response::decode_error;
use crate::runtime::retry::Outcome;
use crate::runtime::{
    BoxFuture, ByteStream, Error, EventError, RawResponse, Reconnect, RequestErrorKind, RetryPolicy, TransportError,
};

/// The shortest wait after a response that ends without an event.
const MIN_WAIT: Duration = Duration::from_secs(1);

/// What a stream of events needs to send its request again.
pub(crate) struct Reconnection {
    call: Call,
    request: PreparedRequest,
    settings: Reconnect,
    /// The last `retry` of the stream.
    retry: Option<Duration>,
    /// The number of consecutive attempts without an event.
    attempts: u32,
    /// The wait before an attempt, and the attempt.
    attempt: Option<Exclusive<BoxFuture<'static, Result<RawResponse, SendError>>>>,
}

/// The result of all attempts after the end of a connection.
pub(crate) enum Reconnected {
    /// The events continue.
    Open(ByteStream),
    /// The service ends the stream.
    Ended,
    /// No further attempt is made. The body of the last response is here if it is streamed.
    Failed(EventError, Option<ByteStream>),
}

/// Sends a request whose stream of events reconnects.
pub(super) async fn connect(
    call: Call,
    request: Result<PreparedRequest, RequestErrorKind>,
    settings: Reconnect,
) -> Result<RawResponse, SendError> {
    let request = request.map_err(|kind| call.invalid(kind))?;
    let Some(repeated) = request.try_clone() else {
        let reason = "a stream cannot be sent again when the stream of events reconnects".to_owned();
        return Err(call.invalid(RequestErrorKind::Body { reason }));
    };
    let reconnection =
        Reconnection { call: call.clone(), request: repeated, settings, retry: None, attempts: 0, attempt: None };
    Ok(transmit(call, Ok(request)).await?.with_reconnection(reconnection))
}

impl Reconnection {
    /// Counts the attempts anew, since an event was received.
    pub(crate) fn received_event(&mut self) {
        self.attempts = 0;
    }

    /// Starts the first attempt after the end of a connection, or returns how the stream ends: with an error or without one.
    pub(crate) fn start(
        &mut self,
        interruption: Option<TransportError>,
        last_event_id: Option<&str>,
        retry: Option<Duration>,
    ) -> Result<(), Option<EventError>> {
        let mut wait = Duration::ZERO;
        if interruption.is_none() {
            if !self.settings.is_after_end() {
                return Err(None);
            }
            // A service that closes its connections from time to time may have no event in the meantime. With a `retry` of zero, it
            // would be requested without a pause.
            if std::mem::take(&mut self.attempts) > 0 {
                wait = MIN_WAIT;
            }
        }
        self.retry = retry;
        if let Some(id) = last_event_id {
            if let Err(kind) = self.request.set_last_event_id(id) {
                return Err(Some(EventError::NotReconnected(Box::new(self.call.invalid(kind).into()))));
            }
        }
        match self.start_attempt(wait) {
            true => Ok(()),
            false => Err(interruption.map(EventError::Interrupted)),
        }
    }

    /// Polls the attempts. The result is `None` if none was started.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Reconnected>> {
        loop {
            let Some(attempt) = &mut self.attempt else { return Poll::Ready(None) };
            let result = ready!(attempt.get_mut().as_mut().poll(context));
            self.attempt = None;
            if let Some(reconnected) = self.receive(result) {
                return Poll::Ready(Some(reconnected));
            }
        }
    }

    /// Starts an attempt after a wait, which is at least `asked`. Returns `false` if no further attempt is allowed.
    fn start_attempt(&mut self, asked: Duration) -> bool {
        if !self.settings.allows_attempt_after(self.attempts) {
            return false;
        }
        // A request whose body is a stream is not sent at all.
        let Some(request) = self.request.try_clone() else { return false };
        self.attempts = self.attempts.saturating_add(1);
        let transport = &self.call.settings.transport;
        let wait = self.settings.wait(self.attempts, self.retry, transport.random()).max(asked);
        let sleep = transport.sleep(wait);
        let call = Call { retry: Some(RetryPolicy::none()), ..self.call.clone() };
        self.attempt = Some(Exclusive::new(Box::pin(async move {
            sleep.await;
            transmit(call, Ok(request)).await
        })));
        true
    }

    /// Returns what an attempt results in, or `None` if another one was started.
    fn receive(&mut self, result: Result<RawResponse, SendError>) -> Option<Reconnected> {
        let response = match result {
            Ok(response) if response.status() == StatusCode::NO_CONTENT => return Some(Reconnected::Ended),
            Ok(response) if response.status().is_success() => response,
            failure => {
                let asked = self.asked_wait(&failure);
                if asked.is_some_and(|asked| self.start_attempt(asked)) {
                    return None;
                }
                return Some(match failure {
                    Ok(response) => failed(response),
                    Err(error) => Reconnected::Failed(EventError::NotReconnected(Box::new(error.into())), None),
                });
            }
        };
        let media_type = response.media_type().to_owned();
        Some(match response.split_stream() {
            (_, Some(bytes)) if is_event_stream(&media_type) => Reconnected::Open(bytes),
            (_, Some(bytes)) => Reconnected::Failed(EventError::NotEventStream { media_type }, Some(bytes)),
            (response, None) => failed(response),
        })
    }

    /// Returns how long a failure asks to wait before another attempt, or `None` if none follows it.
    fn asked_wait(&self, failure: &Result<RawResponse, SendError>) -> Option<Duration> {
        if let Err(SendError::Request(error)) = failure {
            return match error.kind() {
                // The service for tokens may be unavailable for the reason for which the connection was lost.
                RequestErrorKind::Token { .. } => Some(Duration::ZERO),
                RequestErrorKind::RateLimit { reset } => {
                    Some(reset.duration_since(self.call.settings.transport.now()).unwrap_or_default())
                }
                _ => None,
            };
        }
        let outcome = outcome(&self.call, failure);
        let wait = match outcome {
            Outcome::Response { wait, .. } => wait.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        self.call.policy().is_retried(&outcome, true, false).then_some(wait)
    }
}

impl fmt::Debug for Reconnection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reconnection").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Returns whether a response of the media type may be a stream of events. Some services send no `Content-Type`.
pub(crate) fn is_event_stream(media_type: &str) -> bool {
    matches!(media_type, "" | "text/event-stream")
}

/// Returns the end of a stream whose request has an unexpected response.
fn failed(response: RawResponse) -> Reconnected {
    let (error, bytes): (Error, _) = decode_error(response);
    Reconnected::Failed(EventError::NotReconnected(Box::new(error)), bytes)
}
