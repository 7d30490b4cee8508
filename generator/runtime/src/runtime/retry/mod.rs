//! Retries: which results of an attempt are retried, and after which wait. Nothing here does I/O.

mod budget;
mod policy;
mod reconnect;

use std::time::Duration;

use http::StatusCode;

pub(crate) use self::budget::{RetryBudget, RetryCost};
pub use self::policy::RetryPolicy;
pub use self::reconnect::Reconnect;

/// The result of an attempt, as far as a retry depends on it.
#[derive(Debug)]
pub(crate) enum Outcome<'r> {
    /// The connection was not opened.
    NotConnected,
    /// The connection was lost before the response was complete.
    Lost,
    /// The attempt timed out.
    TimedOut,
    /// The response is complete.
    Response {
        status: StatusCode,
        /// The wait that the response asks for.
        wait: Option<Duration>,
        /// The code of an error response.
        code: Option<&'r str>,
    },
    /// Anything else, which is never retried.
    Other,
}

impl Outcome<'_> {
    /// Returns whether the response is complete and no failure of the service, so that tokens are returned.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Response { status, .. } if !status.is_server_error() && *status != StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns the tokens that a retry takes.
    pub(crate) fn cost(&self) -> RetryCost {
        match self {
            Self::TimedOut => RetryCost::AFTER_TIMEOUT,
            _ => RetryCost::NORMAL,
        }
    }
}
