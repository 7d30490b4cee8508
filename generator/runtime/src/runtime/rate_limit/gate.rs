//! Holding requests back until the rate limit is reset.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::RateLimit;

/// What a client knows of the rate limit of the service. All its calls share it.
#[derive(Debug, Default)]
pub(crate) struct RateLimitGate {
    window: Mutex<Option<Window>>,
}

/// The period in which the service counts requests.
#[derive(Clone, Copy, Debug)]
struct Window {
    limit: Option<u64>,
    /// The requests that remain, without those that are under way.
    remaining: u64,
    /// When the client learned of the period, or estimated it.
    start: SystemTime,
    reset: SystemTime,
    /// Whether no response has described this period yet.
    is_estimate: bool,
}

impl Window {
    /// Returns the period that follows, as far as it is known before its first response: with the same limit and length.
    fn next(self, now: SystemTime) -> Option<Self> {
        let length = self.reset.duration_since(self.start).unwrap_or_default().max(SHORTEST);
        let reset = now.checked_add(length)?;
        Some(Self { remaining: self.limit?, start: now, reset, is_estimate: true, ..self })
    }
}

/// The shortest period that is estimated.
const SHORTEST: Duration = Duration::from_secs(1);

/// Whether a request may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// The request may be sent. It counts as sent.
    Admitted,
    /// No request remains before the reset.
    HeldUntil(SystemTime),
}

impl RateLimitGate {
    /// Asks whether a request may be sent.
    pub(crate) fn enter(&self, now: SystemTime) -> Admission {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        // Requests that waited for the reset are sent together, and no more of them than the limit.
        *window = window.and_then(|known| if known.reset <= now { known.next(now) } else { Some(known) });
        let Some(known) = &mut *window else { return Admission::Admitted };
        match known.remaining.checked_sub(1) {
            Some(remaining) => {
                known.remaining = remaining;
                Admission::Admitted
            }
            None => Admission::HeldUntil(known.reset),
        }
    }

    /// Learns from a response. Responses arrive in any order, so the lowest number of a period is the right one.
    pub(crate) fn observe(&self, observed: &RateLimit, now: SystemTime) {
        let (Some(remaining), Some(reset)) = (observed.remaining, observed.reset) else { return };
        if reset <= now {
            return;
        }
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let (remaining, start) = match &*window {
            // Seconds from now are rounded, so the same reset differs by a second.
            Some(known) if known.is_estimate || is_same(known.reset, reset) => {
                (known.remaining.min(remaining), known.start)
            }
            Some(known) if known.reset > reset => return,
            _ => (remaining, now),
        };
        *window = Some(Window { limit: observed.limit, remaining, start, reset, is_estimate: false });
    }
}

/// Whether two resets are at most a second apart.
fn is_same(one: SystemTime, other: SystemTime) -> bool {
    let difference = one.duration_since(other).or_else(|_| other.duration_since(one)).unwrap_or_default();
    difference.as_secs() < 2
}
