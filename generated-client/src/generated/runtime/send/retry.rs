// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Whether an attempt is followed by another one, and after which wait.

use std::time::Duration;

use super::{Call, SendError};
use crate::runtime::retry::Outcome;
use crate::runtime::{RawResponse, TransportError, TransportErrorKind};

/// Returns the result of an attempt as far as a retry depends on it.
pub(super) fn outcome<'r>(call: &Call, result: &'r Result<RawResponse, SendError>) -> Outcome<'r> {
    let response = match result {
        Err(SendError::Transport(error)) => return of_transport(error),
        Err(SendError::Request(_)) => return Outcome::Other,
        Ok(response) => response,
    };
    if let Some(error) = response.interruption() {
        return of_transport(error);
    }
    let (status, parts) = (response.status(), response.parts());
    if status.is_success() {
        // A success is never retried, so its headers are not read.
        return Outcome::Response { status, wait: None, code: None };
    }
    let wait = parts.retry_after().filter(|wait| !wait.is_zero());
    let code = if call.policy().has_codes() { parts.code() } else { None };
    Outcome::Response { status, wait, code }
}

fn of_transport(error: &TransportError) -> Outcome<'static> {
    match error.kind() {
        TransportErrorKind::Connect => Outcome::NotConnected,
        TransportErrorKind::Timeout => Outcome::TimedOut,
        TransportErrorKind::Other => Outcome::Lost,
        TransportErrorKind::Redirected | TransportErrorKind::Rejected | TransportErrorKind::RequestBody => {
            Outcome::Other
        }
    }
}

/// Returns the wait before the next attempt, or `None` if there is none.
pub(super) fn next_attempt(
    call: &Call,
    outcome: &Outcome<'_>,
    (attempts, idempotent): (u32, bool),
    remaining: Duration,
) -> Option<Duration> {
    let settings = &call.settings;
    let policy = call.policy();
    if !policy.is_retried(outcome, idempotent, settings.rate_limit.rejects_before_acting) {
        return None;
    }
    let asked = match outcome {
        Outcome::Response { wait, .. } => *wait,
        _ => None,
    };
    let wait = asked.unwrap_or_else(|| policy.backoff(attempts, settings.transport.random()));
    (wait < remaining && settings.budget.take(outcome.cost())).then_some(wait)
}
