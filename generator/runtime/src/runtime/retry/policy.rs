//! When a request is sent again: the policy of a client or of a call.

use std::time::Duration;

use http::StatusCode;

use super::Outcome;

/// When a request is sent again, how often, and after which wait.
///
/// The first column of decisions is for requests that have the same effect if they are sent twice: the idempotent methods GET,
/// HEAD, OPTIONS, TRACE, PUT and DELETE (RFC 9110, section 9.2.2), QUERY, and requests with an idempotency key, which is the header
/// `Idempotency-Key` or a parameter that the API declares for it. The second column is for all others. The method `idempotent` of a
/// request chooses the column.
///
/// | result of an attempt | idempotent | not idempotent |
/// | --- | --- | --- |
/// | connection not opened | retried | retried |
/// | connection lost before the response is complete | retried | not retried |
/// | timeout of the attempt | retried | not retried |
/// | status 408, 429, 500, 502, 503 or 504 | retried | not retried |
/// | status 429 or 503 with a wait, if the service rejects a request before it acts | retried | retried |
/// | error response with a code of [`retry_code`](Self::retry_code) | retried | retried |
/// | any other response | not retried | not retried |
///
/// Whether a service rejects a request before it acts is known for each client when it is generated: see the key
/// `rejects-before-acting` of its target file. A wait of zero, such as a date in the past, is not a wait.
///
/// A request that the transport or a middleware does not send is not retried either.
///
/// **The wait** is the one that the response asks for: in `Retry-After` (seconds or a date), in `retry-after-ms`, or until the
/// reset of an exceeded rate limit. Otherwise, it is random, from zero to a maximum that begins at 0.5 s and doubles with each
/// retry up to 20 s. If the wait is longer than what remains of the timeout of the call, the call ends at once with what it
/// has received.
///
/// **A budget** stops retries while a service fails. All calls of a client share 500 tokens. A retry takes 5, or 10 after a
/// timeout. A call that succeeds returns what its last retry took, or one token if it was not retried. A call is not retried if
/// there are not enough tokens.
///
/// A request whose body is a stream is never sent twice. A response whose body is streamed is complete with its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    codes: Vec<String>,
}

impl RetryPolicy {
    /// Creates the default policy: up to three attempts.
    pub fn new() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            codes: Vec::new(),
        }
    }

    /// Creates a policy that retries nothing.
    pub fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// Sets the maximum number of attempts, with the first one. Default: 3.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the maximum of the random wait before the first retry. Default: 0.5 s.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the maximum of the random wait before any retry. Default: 20 s.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Adds the code of an error response that is retried, such as that of a conflict in which the service has changed nothing.
    /// The method `code` of an error returns the code.
    pub fn retry_code(mut self, code: impl Into<String>) -> Self {
        self.codes.push(code.into());
        self
    }

    /// Returns whether another attempt may follow one with that number.
    pub(crate) fn allows_attempt_after(&self, attempts: u32) -> bool {
        attempts < self.max_attempts
    }

    /// Returns whether an attempt is retried: the table of the documentation.
    pub(crate) fn is_retried(&self, outcome: &Outcome<'_>, idempotent: bool, rejects_before_acting: bool) -> bool {
        match outcome {
            Outcome::NotConnected => true,
            Outcome::Lost | Outcome::TimedOut => idempotent,
            Outcome::Response { status, wait, code } => {
                let is_transient = matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504);
                let is_rejected = matches!(*status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
                    && wait.is_some()
                    && rejects_before_acting;
                let is_error = status.is_client_error() || status.is_server_error();
                let has_code = is_error && code.is_some_and(|code| self.codes.iter().any(|known| known == code));
                is_transient && idempotent || is_rejected || has_code
            }
            Outcome::Other => false,
        }
    }

    /// Returns the wait before a retry if the response asks for none. `random` is any number.
    ///
    /// It is evenly distributed up to its maximum ("full jitter"), so that the clients of a service do not return together.
    pub(crate) fn backoff(&self, attempts: u32, random: u64) -> Duration {
        let factor = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        let maximum = self.base_delay.saturating_mul(factor).min(self.max_delay);
        let nanoseconds = maximum.as_nanos().saturating_mul(u128::from(random)) >> 64;
        Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
    }

    /// Returns whether a code is retried, so that the body of an error response is searched for one.
    pub(crate) fn has_codes(&self) -> bool {
        !self.codes.is_empty()
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}
