//! When a stream of events reconnects: the settings of a request.

use std::time::Duration;

/// When an [`EventStream`](crate::runtime::EventStream) reconnects, how often, and after which wait. The method `reconnect` of a
/// request sets it; without it, a stream does not reconnect.
///
/// The request is sent again as it was, with new tokens, with the same idempotency key, and with the header `Last-Event-ID` if the
/// service assigns ids to its events (the HTML Standard, section 9.2.4). A service without ids sends its events from the start again,
/// and a request that has an effect, such as a POST, may have it again.
///
/// | end of a connection, or result of an attempt | stream |
/// | --- | --- |
/// | connection lost, or idle timeout | reconnects |
/// | end of the response | ends, or reconnects with [`after_end`](Self::after_end) |
/// | event with the data `[DONE]` that ends a stream | ends |
/// | status 204 No Content | ends, without an error |
/// | failure that [`RetryPolicy`](crate::runtime::RetryPolicy) retries for an idempotent request, a failure to get a token, or a rate limit | next attempt |
/// | any other response or failure | ends with an error |
///
/// **The wait** before the first attempt is the `retry` of the stream, or else [`delay`](Self::delay). Before a further attempt, it
/// is random, from that wait to a maximum that begins at twice of it (of 1 s, if that is longer) and doubles with each attempt up to
/// [`max_delay`](Self::max_delay). A wait that the service asks for in an error response is kept if it is longer. After a
/// response that ends without an event, the wait is at least 1 s.
///
/// **The number of attempts** is limited by [`max_attempts`](Self::max_attempts). It starts anew with an event, and with the end of
/// a response. After the last attempt, the stream ends with the error of that attempt. The retry policy of the client does not
/// apply to an attempt. The timeouts of the request do, to each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Reconnect {
    delay: Duration,
    max_delay: Duration,
    max_attempts: u32,
    after_end: bool,
}

/// The shortest time that grows with each attempt. A stream may have a `retry` of zero.
const MIN_GROWTH: Duration = Duration::from_secs(1);

impl Reconnect {
    /// Creates the default settings.
    pub fn new() -> Self {
        Self { delay: Duration::from_secs(3), max_delay: Duration::from_secs(30), max_attempts: 10, after_end: false }
    }

    /// Sets the wait before the first attempt of a stream without `retry`. Default: 3 s.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sets the maximum of the random wait before a further attempt. Default: 30 s.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the maximum number of consecutive attempts without an event. Default: 10.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets whether the stream reconnects after the end of a response too, as a browser does, until the service responds with
    /// status 204. Default: `false`.
    ///
    /// A stream that is one result, such as a generated text, ends once, and its request would be sent again after each end, with its
    /// effect and its cost. So this is for feeds: streams that a service closes from time to time. A caller sees the end of a stream,
    /// but not that it was requested twice.
    pub fn after_end(mut self, after_end: bool) -> Self {
        self.after_end = after_end;
        self
    }

    /// Returns whether the stream reconnects after the end of a response.
    pub(crate) fn is_after_end(self) -> bool {
        self.after_end
    }

    /// Returns whether another attempt may follow that many consecutive ones.
    pub(crate) fn allows_attempt_after(self, attempts: u32) -> bool {
        attempts < self.max_attempts
    }

    /// Returns the wait before an attempt. The number of the first one is 1. `retry` is that of the stream, and `random` any number.
    ///
    /// The random part keeps the clients of a service from returning together after each failure.
    pub(crate) fn wait(self, attempt: u32, retry: Option<Duration>, random: u64) -> Duration {
        let delay = retry.unwrap_or(self.delay);
        if attempt <= 1 {
            return delay;
        }
        let factor = 1_u32.checked_shl(attempt.saturating_sub(1)).unwrap_or(u32::MAX);
        let maximum = delay.max(MIN_GROWTH).saturating_mul(factor).min(self.max_delay);
        let nanoseconds = maximum.saturating_sub(delay).as_nanos().saturating_mul(u128::from(random)) >> 64;
        delay.saturating_add(Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX)))
    }
}

impl Default for Reconnect {
    fn default() -> Self {
        Self::new()
    }
}
