//! How long a call may take.

use std::time::Duration;

use super::response::is_sequence;

/// How long the parts of a call may take. A [`Duration`] converts into the timeout of the whole call.
///
/// - **The call**, with all its attempts and the waits between them. Default: three times the timeout of an attempt.
/// - **An attempt**, from sending a request to the end of its response. Default: the timeout of the call if that is set, otherwise
///   30 s.
/// - **The idle time** of a response body that is streamed: the time between two chunks. The two other timeouts end with the
///   headers of such a response, so a download or a stream of events may take any time. Default: 5 minutes for a stream of
///   events, of JSON items or of parts, 60 s for any other body.
///
/// ```text
/// let timeouts = Timeouts::new().call(Duration::from_secs(60)).attempt(Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Timeouts {
    call: Option<Duration>,
    attempt: Option<Duration>,
    idle: Option<Duration>,
}

/// The timeout of an attempt if nothing is set.
const ATTEMPT: Duration = Duration::from_secs(30);

/// How many times longer a call may take than an attempt if nothing is set.
const ATTEMPTS: u32 = 3;

/// The idle time of a stream of events, items or parts. A service may send none while it computes one.
const IDLE_EVENTS: Duration = Duration::from_secs(300);

/// The idle time of any other streamed body.
const IDLE: Duration = Duration::from_secs(60);

impl Timeouts {
    /// Creates timeouts that all have their default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of the call, with all its attempts and the waits between them.
    pub fn call(mut self, timeout: Duration) -> Self {
        self.call = Some(timeout);
        self
    }

    /// Sets the timeout of an attempt.
    pub fn attempt(mut self, timeout: Duration) -> Self {
        self.attempt = Some(timeout);
        self
    }

    /// Sets the idle time of a response body that is streamed.
    pub fn idle(mut self, timeout: Duration) -> Self {
        self.idle = Some(timeout);
        self
    }

    /// Returns these timeouts, and those of `other` that are not set.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { call: self.call.or(other.call), attempt: self.attempt.or(other.attempt), idle: self.idle.or(other.idle) }
    }

    /// Returns the timeout of the call.
    pub(crate) fn of_call(self) -> Duration {
        self.call.unwrap_or_else(|| self.of_attempt().saturating_mul(ATTEMPTS))
    }

    /// Returns the timeout of an attempt.
    pub(crate) fn of_attempt(self) -> Duration {
        self.attempt.or(self.call).unwrap_or(ATTEMPT)
    }

    /// Returns the idle time of a streamed body.
    pub(crate) fn idle_of(self, media_type: &str) -> Duration {
        let default = if is_sequence(media_type) { IDLE_EVENTS } else { IDLE };
        self.idle.unwrap_or(default)
    }
}

impl From<Duration> for Timeouts {
    fn from(timeout: Duration) -> Self {
        Self::new().call(timeout)
    }
}
