//! The builder of a client.

use std::fmt;
use std::sync::Arc;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "reqwest")]
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::server::base_url;
use super::{Client, Credentials, ServerUrl, Settings, credentials};
use crate::runtime::error::ErrorPointers;
use crate::runtime::rate_limit::{RateLimitGate, RateLimitHeaders};
use crate::runtime::retry::RetryBudget;
use crate::runtime::{BuildError, Middleware, RetryPolicy, Timeouts, Transport};

/// A builder of a [`Client`]. `Client::builder()` returns one.
///
/// Every setting has a default, except for the server of an API that declares none. A setting holds for all requests of
/// the client; each request has a server, a timeout, a retry policy and headers of its own, which replace those of the
/// client.
#[must_use]
pub struct ClientBuilder {
    server: Option<String>,
    server_overrides: Vec<(String, String)>,
    credentials: Credentials,
    headers: HeaderMap,
    timeouts: Timeouts,
    retry: RetryPolicy,
    rate_limit: &'static RateLimitHeaders,
    wait_for_rate_limit: bool,
    max_body_size: usize,
    follow_redirects: bool,
    error_pointers: ErrorPointers,
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    #[cfg(feature = "reqwest")]
    connect_timeout: Duration,
    middleware: Vec<Arc<dyn Middleware>>,
    transport: Option<Arc<dyn Transport>>,
    /// The first error, which `build` returns.
    error: Option<BuildError>,
}

impl ClientBuilder {
    #[allow(dead_code, reason = "the generated code creates builders")]
    pub(crate) fn new(server: Option<ServerUrl>) -> Self {
        Self {
            server: server.map(|server| server.0),
            server_overrides: Vec::new(),
            credentials: Credentials::none(),
            headers: default_headers(),
            timeouts: Timeouts::new(),
            retry: RetryPolicy::new(),
            rate_limit: &RateLimitHeaders::COMMON,
            wait_for_rate_limit: false,
            max_body_size: 64 << 20,
            follow_redirects: false,
            error_pointers: ErrorPointers::default(),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            #[cfg(feature = "reqwest")]
            connect_timeout: Duration::from_secs(10),
            middleware: Vec::new(),
            transport: None,
            error: None,
        }
    }

    /// Sets the JSON Pointers to the message and the code in the body of an error response.
    #[allow(dead_code, reason = "most clients find them by the common names")]
    pub(crate) fn error_pointers(mut self, message: Option<&'static str>, code: Option<&'static str>) -> Self {
        self.error_pointers = ErrorPointers { message, code };
        self
    }

    /// Sets the headers in which the service describes its rate limit.
    #[allow(dead_code, reason = "most clients find them by the common names")]
    pub(crate) fn rate_limit_headers(mut self, headers: &'static RateLimitHeaders) -> Self {
        self.rate_limit = headers;
        self
    }

    /// Sets the server: one that the API declares, or any URL. The paths of operations are appended to its path.
    ///
    /// An operation with an operation-level server is sent there instead; its documentation says so. Use
    /// [`override_server`](Self::override_server) to replace such a server.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.server = Some(server.into().0);
        self
    }

    /// Sets the credentials. Default: none. A request that requires credentials then fails before it is sent.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Replaces an operation-level server.
    ///
    /// `declared` is the URL in the API description, in which each variable has its default value. Another URL has no effect.
    pub fn override_server(mut self, declared: impl Into<ServerUrl>, server: impl Into<ServerUrl>) -> Self {
        match base_url(&server.into().0) {
            Ok(url) => self.server_overrides.push((declared.into().0, url)),
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        self
    }

    /// Sets the timeout of a call, with all its attempts and the waits between them, up to the end of the response body.
    /// Default: 90 s, of which an attempt may take 30 s.
    ///
    /// A [`Duration`] is the timeout of an attempt too, unless [`Timeouts::attempt`] sets another one: with a timeout of 60 s alone, a
    /// server that does not respond for 60 s gets one attempt. [`Timeouts`] also sets the idle time of a streamed body. A
    /// second call of this method changes only the timeouts that it sets.
    pub fn timeout(mut self, timeout: impl Into<Timeouts>) -> Self {
        self.timeouts = timeout.into().or(self.timeouts);
        self
    }

    /// Sets when a request is sent again. Default: up to three attempts, if it is safe to repeat the request.
    /// [`RetryPolicy::none`] turns retries off.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets whether a request waits until the rate limit of the service is reset, if the last response says that no request
    /// remains. Default: `false`.
    ///
    /// If the reset is later than the timeout of the call, the request is not sent, and is an error for which
    /// [`is_rate_limited`](crate::runtime::AnyError::is_rate_limited) returns `true`. It has no effect if the responses do not
    /// say when the limit is reset.
    pub fn wait_for_rate_limit(mut self, wait: bool) -> Self {
        self.wait_for_rate_limit = wait;
        self
    }

    /// Adds a middleware: code around each attempt. The first one is the outermost.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sets the timeout of opening a connection. Default: 10 s.
    ///
    /// It has no effect if a [`transport`](Self::transport) is set. The method does not exist on `wasm32-unknown-unknown`, where
    /// JavaScript opens the connections.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    #[cfg(feature = "reqwest")]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the maximum size of a buffered response body in bytes, after decompression. Default: 64 MiB.
    ///
    /// A larger body is an error.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Sets whether redirects are followed. Default: `false`, so that a redirect is an error, for which
    /// [`is_redirect`](crate::runtime::AnyError::is_redirect) returns `true`.
    ///
    /// With `true`, a GET or HEAD request follows up to 10 redirects (status 301, 302, 303, 307 and 308) within its timeout,
    /// if the URL of the header `Location` has the same origin: scheme, host and port. The request is sent again with its
    /// headers and its credentials, and no other origin receives them. A redirect to another origin, one redirect too many,
    /// and a redirect of another method remain errors. So does each redirect in a browser, which hides its URL.
    pub fn follow_redirects(mut self, follow: bool) -> Self {
        self.follow_redirects = follow;
        self
    }

    /// Sets a header of all requests. It replaces an existing one of the same name.
    ///
    /// An invalid name or value is an error of [`build`](Self::build).
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (Ok(name), Err(_)) => {
                let name = Some(name.as_str().to_owned());
                self.error.get_or_insert(BuildError::Header { name });
            }
            (Err(_), _) => {
                self.error.get_or_insert(BuildError::Header { name: None });
            }
        }
        self
    }

    /// Sets the header `User-Agent`. Default: the name and the version of this crate, or on `wasm32-unknown-unknown` that of
    /// the browser.
    pub fn user_agent<V: TryInto<HeaderValue>>(self, value: V) -> Self {
        self.header(header::USER_AGENT, value)
    }

    /// Sets the transport, which sends the requests. Default: reqwest, or `fetch` on `wasm32-unknown-unknown`, if the feature
    /// `reqwest` is enabled.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Returns [`BuildError`] if a setting is missing or invalid.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let server = base_url(self.server.as_deref().ok_or(BuildError::NoServer)?)?;
        credentials::validate(&self.credentials)?;
        let transport = match self.transport {
            Some(transport) => Ok(transport),
            #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
            #[cfg(feature = "reqwest")]
            None => Ok(Arc::new(crate::runtime::FetchTransport::new()) as Arc<dyn Transport>),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            #[cfg(feature = "reqwest")]
            None => default_transport(self.connect_timeout),
            #[cfg(not(feature = "reqwest"))]
            None => Err(BuildError::NoTransport),
        };
        let transport = transport?;
        Ok(Client {
            settings: Arc::new(Settings {
                server,
                server_overrides: self.server_overrides,
                credentials: self.credentials,
                headers: self.headers,
                timeouts: self.timeouts,
                retry: self.retry,
                budget: RetryBudget::new(),
                rate_limit: self.rate_limit,
                rate_limit_gate: self.wait_for_rate_limit.then(RateLimitGate::default),
                max_body_size: self.max_body_size,
                follow_redirects: self.follow_redirects,
                error_pointers: self.error_pointers,
                middleware: self.middleware,
                transport,
            }),
        })
    }
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = crate::runtime::ReqwestTransport::new(connect_timeout).map_err(BuildError::Transport)?;
    Ok(Arc::new(transport))
}

/// Returns the header `User-Agent`. A browser has its own, and CORS would have to allow another one.
fn default_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    // The name of a package may have characters outside of ASCII, for which `from_static` panics.
    if let (false, Ok(user_agent)) =
        (cfg!(all(target_arch = "wasm32", target_os = "unknown")), HeaderValue::from_bytes(user_agent.as_bytes()))
    {
        headers.insert(header::USER_AGENT, user_agent);
    }
    headers
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("credentials", &self.credentials)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .field("max_body_size", &self.max_body_size)
            .field("follow_redirects", &self.follow_redirects)
            .finish_non_exhaustive()
    }
}
