// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A client, and how it is built.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::call::Call;
use super::{Credentials, Operation, RequestError, Transport, TransportError};

/// A client of the API. Its methods are the API's operations; a clone shares everything with it.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
}

/// What all calls of a client share.
pub(super) struct Shared {
    /// The server's URL, without a slash at its end.
    pub(super) base_url: String,
    /// What stands in the place of servers that operations have of their own.
    own_servers: Vec<(String, String)>,
    pub(super) credentials: Credentials,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) max_body_size: usize,
    pub(super) transport: Arc<dyn Transport>,
}

impl Client {
    /// Begins a call.
    #[allow(dead_code, reason = "an API may have no operations")]
    pub(crate) fn call<O: Operation>(&self) -> Call {
        Call::new::<O>(self.clone())
    }
}

impl Shared {
    /// The URL of a server that an operation has of its own. A path is one of the client's server.
    pub(super) fn own_server(&self, declared: &str) -> Result<String, RequestError> {
        let invalid = |reason: String| RequestError::Url { reason };
        if let Some((_, url)) = self.own_servers.iter().find(|(known, _)| known == declared) {
            return Ok(url.clone());
        }
        let base = url::Url::parse(&self.base_url).map_err(|error| invalid(error.to_string()))?;
        let url = base.join(declared).map_err(|error| invalid(error.to_string()))?;
        base_url(url.as_str()).map_err(|error| invalid(error.to_string()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &self.shared;
        formatter
            .debug_struct("Client")
            .field("base_url", &shared.base_url)
            .field("credentials", &shared.credentials)
            .field("timeout", &shared.timeout)
            .finish_non_exhaustive()
    }
}

/// What a client is built from.
#[must_use]
pub struct ClientBuilder {
    server: Option<String>,
    own_servers: Vec<(String, String)>,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    max_body_size: usize,
    #[cfg(feature = "reqwest")]
    connect_timeout: Duration,
    transport: Option<Arc<dyn Transport>>,
    /// The first thing that was wrong.
    error: Option<BuildError>,
}

/// Where the service is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl(pub(super) String);

impl From<&str> for ServerUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

impl From<String> for ServerUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl From<&String> for ServerUrl {
    fn from(url: &String) -> Self {
        Self(url.clone())
    }
}

impl ServerUrl {
    /// A server whose URL the document has in part: its path is resolved against the URL of where the service is
    /// (RFC 3986, section 5). What is no URL is told when the client is built.
    #[allow(dead_code, reason = "the generated code has servers")]
    pub(crate) fn relative(origin: &str, reference: &str) -> Self {
        let joined = url::Url::parse(origin).and_then(|origin| origin.join(reference));
        Self(joined.map_or_else(|_| origin.to_owned(), String::from))
    }
}

impl ClientBuilder {
    #[allow(dead_code, reason = "the generated code begins a builder")]
    pub(crate) fn new(server: Option<ServerUrl>, credentials: Credentials) -> Self {
        let mut headers = HeaderMap::new();
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        // The name of a package may have characters beyond ASCII, which `from_static` panics at.
        if let Ok(user_agent) = HeaderValue::from_bytes(user_agent.as_bytes()) {
            headers.insert(header::USER_AGENT, user_agent);
        }
        Self {
            server: server.map(|server| server.0),
            own_servers: Vec::new(),
            credentials,
            headers,
            timeout: Duration::from_secs(30),
            max_body_size: 64 << 20,
            #[cfg(feature = "reqwest")]
            connect_timeout: Duration::from_secs(10),
            transport: None,
            error: None,
        }
    }

    /// The server: one that the document names, or any URL. A path in it goes before the operations' paths.
    ///
    /// An operation that has a server of its own is sent there all the same; its documentation says so, and
    /// [`server_in_place_of`](Self::server_in_place_of) replaces that one.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.server = Some(server.into().0);
        self
    }

    /// Another server in the place of one that the document names for some operations alone, such as one for uploads.
    /// `declared` is the URL as the document has it, with the defaults of its variables.
    pub fn server_in_place_of(mut self, declared: impl Into<ServerUrl>, server: impl Into<ServerUrl>) -> Self {
        match base_url(&server.into().0) {
            Ok(url) => self.own_servers.push((declared.into().0, url)),
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        self
    }

    /// How long a call may take, its body included; 30 seconds unless something else is said.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a connection may take to open; 10 seconds unless something else is said. A
    /// [`transport`](Self::transport) of the caller's has its own idea of it.
    #[cfg(feature = "reqwest")]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How many bytes of a response's body are kept in memory; 64 MiB unless something else is said. It is counted
    /// after decompression, and a larger body is an error.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// A header of every request.
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
                self.error.get_or_insert(BuildError::Header(RequestError::Header { name }));
            }
            (Err(_), _) => {
                self.error.get_or_insert(BuildError::Header(RequestError::Header { name: None }));
            }
        }
        self
    }

    /// The header `User-Agent`; the client's name and version unless something else is said.
    pub fn user_agent<V: TryInto<HeaderValue>>(self, value: V) -> Self {
        self.header(header::USER_AGENT, value)
    }

    /// What carries the requests, in the place of a transport of the client's own.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// A [`BuildError`] says which part can't be used.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base_url = base_url(self.server.as_deref().ok_or(BuildError::NoServer)?)?;
        self.credentials.check()?;
        let transport = match self.transport {
            Some(transport) => Ok(transport),
            #[cfg(feature = "reqwest")]
            None => own_transport(self.connect_timeout),
            #[cfg(not(feature = "reqwest"))]
            None => Err(BuildError::NoTransport),
        };
        let transport = transport?;
        Ok(Client {
            shared: Arc::new(Shared {
                base_url,
                own_servers: self.own_servers,
                credentials: self.credentials,
                headers: self.headers,
                timeout: self.timeout,
                max_body_size: self.max_body_size,
                transport,
            }),
        })
    }
}

/// The transport of a client that was not given one.
#[cfg(feature = "reqwest")]
fn own_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::ReqwestTransport::new(connect_timeout).map_err(BuildError::Transport)?;
    Ok(Arc::new(transport))
}

/// A server's URL with a path behind it. There is one slash between them.
pub(super) fn join(base: &str, path: &str) -> String {
    let slash = if path.starts_with('/') || path.is_empty() { "" } else { "/" };
    format!("{base}{slash}{path}")
}

/// Checks a server's URL, and takes off the slash at its end: paths begin with one.
pub(super) fn base_url(text: &str) -> Result<String, BuildError> {
    let invalid = |reason: String| BuildError::Server { reason };
    let url = url::Url::parse(text).map_err(|error| invalid(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid(format!("`{}` is neither `http` nor `https`", url.scheme())));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("it has a query or a fragment".to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it has a user name or a password, which belong to the credentials".to_owned()));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("max_body_size", &self.max_body_size)
            .finish_non_exhaustive()
    }
}

/// Why a client can't be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The document names no server, and no URL was given.
    NoServer,
    /// The server's URL can't be used.
    Server {
        /// Why not.
        reason: String,
    },
    /// A credential can't be sent: it has characters that no header may have.
    Credential {
        /// The security scheme that it is for.
        scheme: &'static str,
    },
    /// A header can't be sent.
    Header(RequestError),
    /// There is nothing that could carry requests: the feature `reqwest` is off, and no transport was given.
    NoTransport,
    /// The transport can't be set up.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => formatter.write_str("no server was given"),
            Self::Server { reason } => write!(formatter, "the server's URL can't be used: {reason}"),
            Self::Credential { scheme } => {
                write!(formatter, "the credential of `{scheme}` has characters that no header may have")
            }
            Self::Header(error) => error.fmt(formatter),
            Self::NoTransport => formatter.write_str("the feature `reqwest` is off, and no transport was given"),
            Self::Transport(error) => write!(formatter, "the transport can't be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}
