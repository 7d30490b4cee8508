// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The budget of retries, which all calls of a client share.
//!
//! A service that fails gets three times the requests if every call is retried twice. The budget bounds that: it is empty
//! after a hundred retries without a success. The numbers are those of the standard retry mode of the AWS SDKs.

use std::sync::atomic::{AtomicU32, Ordering};

/// The tokens of a client that has sent nothing.
const CAPACITY: u32 = 500;

/// The tokens that a successful call without a retry returns.
const SUCCESS: u32 = 1;

/// The tokens that retries can take.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: AtomicU32,
}

/// The tokens that a retry takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryCost(u32);

impl RetryCost {
    pub(crate) const AFTER_TIMEOUT: Self = Self(10);
    pub(crate) const NORMAL: Self = Self(5);
}

impl RetryBudget {
    pub(crate) fn new() -> Self {
        Self { tokens: AtomicU32::new(CAPACITY) }
    }

    /// Takes the tokens of a retry. Returns `false` if there are not enough.
    pub(crate) fn take(&self, RetryCost(cost): RetryCost) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(cost)).is_ok()
    }

    /// Returns tokens after a success. `retry` is what the last retry of the call took, if there was one.
    pub(crate) fn refund(&self, retry: Option<RetryCost>) {
        let RetryCost(refund) = retry.unwrap_or(RetryCost(SUCCESS));
        let add = |tokens: u32| Some(tokens.saturating_add(refund).min(CAPACITY));
        // The function always returns a value, so the update cannot fail.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}
