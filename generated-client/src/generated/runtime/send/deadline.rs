// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The timeouts of a call and of its attempts.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use crate::runtime::{BoxFuture, Timeouts, Transport};

/// The timers of a call, which limit several futures together.
pub(super) struct Deadline<'t> {
    transport: &'t dyn Transport,
    timeouts: Timeouts,
    start: SystemTime,
    /// The timer of the call.
    call: BoxFuture<'static, ()>,
    /// The timer of the attempt, if it expires before the one of the call.
    attempt: Option<BoxFuture<'static, ()>>,
    is_over: bool,
}

impl<'t> Deadline<'t> {
    /// Starts the timer of a call.
    pub(super) fn new(transport: &'t dyn Transport, timeouts: Timeouts) -> Self {
        let call = transport.timeout(timeouts.of_call());
        Self { transport, timeouts, start: transport.now(), call, attempt: None, is_over: false }
    }

    /// Starts the timer of an attempt.
    pub(super) fn start_attempt(&mut self) {
        let timeout = self.timeouts.of_attempt();
        self.attempt = (timeout < self.remaining()).then(|| self.transport.timeout(timeout));
    }

    /// Returns what remains of the timeout of the call.
    pub(super) fn remaining(&self) -> Duration {
        // A clock that was set back has no effect, since the timer of the call runs.
        let elapsed = self.transport.now().duration_since(self.start).unwrap_or_default();
        if self.is_over { Duration::ZERO } else { self.timeouts.of_call().saturating_sub(elapsed) }
    }

    /// Returns the output of a future, or `None` if a timer expires first.
    pub(super) async fn limit<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            if self.call.as_mut().poll(context).is_ready() {
                self.is_over = true;
                return Poll::Ready(None);
            }
            match &mut self.attempt {
                Some(attempt) => attempt.as_mut().poll(context).map(|()| None),
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Waits between two attempts. Returns `false` if the timer of the call expires first.
    pub(super) async fn wait(&mut self, duration: Duration) -> bool {
        self.attempt = None;
        let sleep = self.transport.sleep(duration);
        self.limit(sleep).await.is_some()
    }
}
