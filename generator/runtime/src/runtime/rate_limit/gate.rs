//! Holding requests back until the rate limit is reset.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::RateLimit;

/// What a client knows of the rate limit of the service. All its calls share it.
#[derive(Debug, Default)]
pub(crate) struct RateLimitGate {
    window: Mutex<Option<Window>>,
}

/// The period in which the service counts requests.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// The requests that remain, without those that are under way.
    remaining: u64,
    reset: SystemTime,
}

/// Whether a request may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// The request may be sent. It counts as sent.
    Open,
    /// No request remains before the reset.
    ClosedUntil(SystemTime),
}

impl RateLimitGate {
    /// Asks whether a request may be sent.
    pub(crate) fn enter(&self, now: SystemTime) -> Gate {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *window {
            None => Gate::Open,
            Some(known) if known.reset <= now => {
                // A new period starts. Its end is not known before the next response.
                *window = None;
                Gate::Open
            }
            Some(known) => match known.remaining.checked_sub(1) {
                Some(remaining) => {
                    known.remaining = remaining;
                    Gate::Open
                }
                None => Gate::ClosedUntil(known.reset),
            },
        }
    }

    /// Learns from a response. Responses arrive in any order, so the lowest number of a period is the right one.
    pub(crate) fn observe(&self, limit: &RateLimit, now: SystemTime) {
        let (Some(remaining), Some(reset)) = (limit.remaining, limit.reset) else { return };
        if reset <= now {
            return;
        }
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let remaining = match &*window {
            // Seconds from now are rounded, so the same reset differs by a second.
            Some(known) if is_same(known.reset, reset) => known.remaining.min(remaining),
            Some(known) if known.reset > reset => return,
            _ => remaining,
        };
        *window = Some(Window { remaining, reset });
    }
}

/// Whether two resets are at most a second apart.
fn is_same(one: SystemTime, other: SystemTime) -> bool {
    let difference = one.duration_since(other).or_else(|_| other.duration_since(one)).unwrap_or_default();
    difference.as_secs() < 2
}
