//! The client: its settings, its builder and its credentials.

mod builder;
pub(crate) mod credentials;
pub(crate) mod server;

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

pub use self::builder::ClientBuilder;
pub use self::credentials::{Credential, Credentials, TokenProvider};
pub use self::server::ServerUrl;
use super::error::ErrorPointers;
use super::rate_limit::{RateLimitGate, RateLimitHeaders};
use super::retry::RetryBudget;
use super::{Middleware, RetryPolicy, Timeouts, Transport};

/// A client of the API. It has a method for each operation, or for each group of operations.
///
/// `Client::builder()` returns its builder. The method of an operation returns a request, which is sent when it is awaited.
/// A clone is cheap: it shares the settings and the connections of the client.
#[derive(Clone)]
pub struct Client {
    pub(crate) settings: Arc<Settings>,
}

/// The settings of a client, which all its clones share.
pub(crate) struct Settings {
    /// The URL of the server, without a trailing slash.
    pub(crate) server: String,
    /// The URLs that replace operation-level servers.
    pub(crate) server_overrides: Vec<(String, String)>,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    /// The budget of retries.
    pub(crate) budget: RetryBudget,
    /// The headers of the service's rate limit.
    pub(crate) rate_limit: &'static RateLimitHeaders,
    /// What is known of the rate limit, if requests wait for its reset.
    pub(crate) rate_limit_gate: Option<RateLimitGate>,
    pub(crate) max_body_size: usize,
    /// Whether redirects of GET and HEAD requests to the same origin are followed.
    pub(crate) follow_redirects: bool,
    /// Where the message and the code of an error response are.
    pub(crate) error_pointers: ErrorPointers,
    /// The middleware, the outermost first.
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.settings;
        formatter
            .debug_struct("Client")
            .field("server", &settings.server)
            .field("credentials", &settings.credentials)
            .field("timeouts", &settings.timeouts)
            .field("retry", &settings.retry)
            .finish_non_exhaustive()
    }
}
