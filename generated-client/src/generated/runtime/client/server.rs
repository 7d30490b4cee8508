// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The URLs of servers.

use std::fmt;

use crate::runtime::{BuildError, RequestErrorKind};

/// The URL of a server.
///
/// Text converts into it with `into`, and so do the servers that the API declares. The URL is validated when it is
/// used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerUrl(pub(crate) String);

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

/// Writes the URL.
impl fmt::Display for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl ServerUrl {
    /// Resolves a relative server URL against a base URL (RFC 3986, section 5). An invalid base URL is returned
    /// unchanged, and is an error when the client is built.
    #[allow(dead_code, reason = "an API may declare no relative server URLs")]
    pub(crate) fn relative(base: &str, reference: &str) -> Self {
        let joined = url::Url::parse(base).and_then(|base| base.join(reference));
        Self(joined.map_or_else(|_| base.to_owned(), String::from))
    }
}

/// Validates the URL of a server, and removes the trailing slash, since paths begin with one.
pub(crate) fn base_url(text: &str) -> Result<String, BuildError> {
    let invalid = |reason: String| BuildError::Server { reason };
    let url = url::Url::parse(text).map_err(|error| invalid(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid(format!("the scheme `{}` is not `http` or `https`", url.scheme())));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("a query or a fragment is not allowed".to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("user name and password must be set as credentials".to_owned()));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Resolves the URL of an operation-level server against the URL of the client's server.
pub(crate) fn resolve(base: &str, reference: &str) -> Result<String, RequestErrorKind> {
    let invalid = |reason: String| RequestErrorKind::Url { reason };
    let base = url::Url::parse(base).map_err(|error| invalid(error.to_string()))?;
    let url = base.join(reference).map_err(|error| invalid(error.to_string()))?;
    base_url(url.as_str()).map_err(|error| invalid(error.to_string()))
}

/// Appends a path to the URL of a server, with one slash between them.
pub(crate) fn join(base: &str, path: &str) -> String {
    let slash = if path.starts_with('/') || path.is_empty() { "" } else { "/" };
    [base, slash, path].concat()
}
