//! The scripted transport.

use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::clock::VirtualClock;
use super::expectation::{Expectation, ExpectedRequest};
use super::script::{Expected, Planned, Script};
use super::sent::SentRequest;
use crate::runtime::{Body, BoxFuture, Operation, Transport, TransportError, TransportErrorKind, TransportResult};

/// A transport without a server: it responds to the requests that a test expects, and fails all others.
///
/// A clone is the same transport. The [module](super) has an example.
///
/// When the last clone is dropped, which the client may hold, the test panics unless every expected request was sent and no other one.
/// [`verify`](Self::verify) does so before. Call it if a spawned task may hold the last clone: its panic does not end the test.
#[derive(Clone, Default)]
pub struct MockTransport {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    /// Whether requests may be missing at the end, as in a replay.
    is_lenient: bool,
    clock: VirtualClock,
    script: Mutex<Script>,
}

#[expect(clippy::panic, reason = "the transport makes assertions of a test")]
impl MockTransport {
    /// Creates a transport that expects no request.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects a request. The result sets the response.
    ///
    /// A request meets the expectation if its operation, path, query, headers, cookies and body are equal. JSON is compared as
    /// JSON, and the pairs of a query or a form by name. The server, credentials, the header `User-Agent`, headers that a
    /// middleware adds, and an idempotency key that the client makes are not compared.
    ///
    /// Expectations may be met in any order. Those of equal requests are met in the order in which they are made.
    ///
    /// # Panics
    ///
    /// Panics if the request is invalid, or if its body is a stream whose bytes are not at hand.
    #[track_caller]
    pub fn expect<R: ExpectedRequest>(&self, request: R) -> Expectation<R> {
        match Expectation::of_request(self.clone(), request, Location::caller()) {
            Ok(expectation) => expectation,
            Err(error) => panic!("the expected request is invalid: {error}"),
        }
    }

    /// Expects a request of an operation with any arguments: `mock.expect_any::<ListPets>()`. The expectation is met by a request
    /// that meets no other one.
    #[track_caller]
    pub fn expect_any<O: Operation>(&self) -> Expectation<O> {
        Expectation::of_operation(self.clone(), O::ID, Location::caller())
    }

    /// Returns the requests that were sent, each attempt of a call for itself.
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.script().requests.clone()
    }

    /// Returns the virtual time that has passed: the waits between attempts, and the timeouts. Waits of several calls are added.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.inner.clock.elapsed()
    }

    /// Returns the waits, such as those between two attempts, in their order.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.inner.clock.waits()
    }

    /// Asserts that every expected request was sent, and no other one.
    ///
    /// # Panics
    ///
    /// Panics otherwise, with the requests that were not sent, and with each unexpected request and its difference from the
    /// nearest expectation.
    #[track_caller]
    pub fn verify(&self) {
        // A clone that is dropped later does not repeat the message.
        let script = std::mem::take(&mut *self.script());
        if let Some(problems) = script.problems() {
            panic!("{problems}");
        }
        self.script().requests = script.requests;
    }

    /// Creates a transport that does not panic when it is dropped.
    pub(super) fn lenient(expected: Vec<Expected>) -> Self {
        let script = Mutex::new(Script { expected, ..Script::default() });
        Self { inner: Arc::new(Inner { is_lenient: true, clock: VirtualClock::default(), script }) }
    }

    pub(super) fn add(&self, expected: Expected) {
        self.script().expected.push(expected);
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.inner.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, TransportResult> {
        Box::pin(async move {
            let (sent, pattern) = SentRequest::read(request).await?;
            let planned = self.script().receive(sent, &pattern);
            match planned {
                Ok(Planned::Respond(response)) => Ok(response.into_http(&self.inner.clock)),
                Ok(Planned::Fail(kind, reason)) => Err(TransportError::new(kind, reason)),
                Ok(Planned::Stall) => {
                    let _stall = self.inner.clock.stall();
                    std::future::pending().await
                }
                Err(message) => Err(TransportError::new(TransportErrorKind::Rejected, message)),
            }
        })
    }

    fn now(&self) -> SystemTime {
        self.inner.clock.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.clock.sleep(duration)
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.inner.clock.timeout(duration)
    }

    fn random(&self) -> u64 {
        self.inner.clock.random()
    }
}

#[expect(clippy::panic, reason = "the transport makes assertions of a test")]
impl Drop for Inner {
    fn drop(&mut self) {
        // A second panic would abort the test program.
        if std::thread::panicking() || self.is_lenient {
            return;
        }
        let script = self.script.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(problems) = script.problems() {
            panic!("{problems}");
        }
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        let mut builder = formatter.debug_struct("MockTransport");
        builder.field("expected", &script.expected.len()).field("requests", &script.requests.len()).finish()
    }
}
