//! The time, random numbers and timers of an operating system.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;
#[cfg(any(feature = "reqwest", feature = "tower"))]
use {crate::runtime::BoxFuture, std::time::Duration};

/// Returns the current time.
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// Returns a random number.
///
/// The keys of a `RandomState` are random numbers of the operating system, and each `RandomState` has other ones. A hash with such
/// keys of a number that is never repeated is as good as a random number, so the client needs no dependency for this.
pub(crate) fn random() -> u64 {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(COUNTER.fetch_add(1, Ordering::Relaxed));
    hasher.finish()
}

/// Returns a future that resolves after a duration.
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(duration))
}
