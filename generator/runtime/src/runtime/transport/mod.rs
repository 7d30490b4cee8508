//! The transport: what sends requests and provides time, so that tests can replace both.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(feature = "reqwest")]
mod fetch;
#[cfg(any(feature = "tower", all(feature = "reqwest", not(all(target_arch = "wasm32", target_os = "unknown")))))]
mod http_body;
mod middleware;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use super::{Body, TransportError, platform};

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
#[cfg(feature = "reqwest")]
pub use self::fetch::FetchTransport;
pub use self::middleware::{Attempt, Middleware, Next, TransportResult};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;

/// A boxed future that is `Send`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests and provides the clock and the timer of a client.
///
/// A transport must not follow redirects, since they could carry a credential to another host, and must not retry
/// requests. The client itself retries them by its [`RetryPolicy`](crate::runtime::RetryPolicy), and follows redirects to the
/// same origin if [`ClientBuilder::follow_redirects`](crate::runtime::ClientBuilder::follow_redirects) is set.
///
/// Each request has an [`Attempt`] as an extension, which names its operation, unless it goes to the transport of this crate
/// without a middleware.
///
/// On `wasm32-unknown-unknown`, the clock and the random numbers are those of JavaScript. A transport for a program without
/// JavaScript implements [`now`](Self::now) and [`random`](Self::random).
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The future resolves when the status and the headers of the response are received; the body is
    /// received as it is read.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Returns the current time. Defaults to the system clock.
    fn now(&self) -> SystemTime {
        platform::now()
    }

    /// Returns a future that resolves after a duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Returns the timer of a timeout: a future that resolves after a duration, but is dropped before in most calls. Defaults to
    /// [`sleep`](Self::sleep). A transport whose time is virtual can skip a wait, but not the time of a timeout.
    fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }

    /// Returns whether the transport looks at the [`Attempt`] of a request. A request without one takes fewer allocations.
    #[doc(hidden)]
    fn reads_attempts(&self) -> bool {
        true
    }

    /// Returns a random number, for the waits between retries and for idempotency keys. Defaults to a number that is made from
    /// random numbers of the operating system. A test returns a number of its own.
    fn random(&self) -> u64 {
        platform::random()
    }
}
