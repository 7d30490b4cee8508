// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The client: its settings, its builder and its credentials.

mod builder;
pub(crate) mod credentials;
pub(crate) mod server;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use self::builder::ClientBuilder;
pub use self::credentials::{Credential, Credentials, TokenProvider};
pub use self::server::ServerUrl;
use super::Transport;
use super::error::ErrorPointers;

/// A client of the API. It has a method for each operation, or for each group of operations.
///
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
    pub(crate) timeout: Duration,
    pub(crate) max_body_size: usize,
    /// Where the message and the code of an error response are.
    pub(crate) error_pointers: ErrorPointers,
    pub(crate) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.settings;
        formatter
            .debug_struct("Client")
            .field("server", &settings.server)
            .field("credentials", &settings.credentials)
            .field("timeout", &settings.timeout)
            .finish_non_exhaustive()
    }
}
