// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The timeout of a request.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use crate::runtime::{BoxFuture, Transport};

/// A timer that limits several futures together.
pub(super) struct Deadline {
    sleep: BoxFuture<'static, ()>,
}

impl Deadline {
    /// Starts the timer.
    pub(super) fn new(transport: &dyn Transport, timeout: Duration) -> Self {
        Self { sleep: transport.sleep(timeout) }
    }

    /// Returns the output of a future, or `None` if the timer expires first.
    pub(super) async fn limit<T>(&mut self, mut future: BoxFuture<'_, T>) -> Option<T> {
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            self.sleep.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}
