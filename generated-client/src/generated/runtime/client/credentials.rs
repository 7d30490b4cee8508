// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Credentials: the secrets of a client, and where each is placed in a request.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use crate::runtime::encode::cookie::add_cookies;
use crate::runtime::encode::percent::encode;
use crate::runtime::encode::query::{Pair, Query};
use crate::runtime::format::base64;
use crate::runtime::{BoxFuture, BuildError, RequestError};

/// The credentials of a client: one for each security scheme that it uses.
///
/// The API's security schemes have constructors and `with_*` methods of their own. An operation uses the credentials
/// that its security requirements name.
#[derive(Clone, Default)]
pub struct Credentials {
    schemes: Vec<(&'static str, Credential)>,
}

// Generated code adds methods to this type, so what the runtime alone needs are functions.
impl Credentials {
    /// Creates an empty set of credentials, for operations that require none.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the credential for a security scheme. It replaces an existing one for the same scheme.
    #[must_use]
    pub fn with(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.schemes.retain(|(known, _)| *known != scheme);
        self.schemes.push((scheme, credential));
        self
    }
}

/// A secret, and where it is placed in a request. The secret appears in no `Debug` output.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Header { name: &'static str, value: SecretString },
    Query { name: &'static str, value: SecretString },
    Cookie { name: &'static str, value: SecretString },
    Basic { user: String, password: SecretString },
    Bearer { token: SecretString },
    TokenProvider { provider: Arc<dyn TokenProvider> },
}

/// The result of a [`TokenProvider`].
type TokenResult = Result<SecretString, Box<dyn std::error::Error + Send + Sync>>;

/// Provides access tokens of OAuth 2 or OpenID Connect.
///
/// A provider is called before each request that needs a token, so it should cache the token and renew it when it
/// expires. A function that returns a future of a token is a provider.
pub trait TokenProvider: Send + Sync + 'static {
    /// Returns a valid token.
    ///
    /// # Errors
    ///
    /// Returns any error if no token is available. The request is not sent then.
    fn token(&self) -> BoxFuture<'_, Result<SecretString, Box<dyn std::error::Error + Send + Sync>>>;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<SecretString, Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, TokenResult> {
        Box::pin(self())
    }
}

impl Credential {
    /// Creates a credential that is the value of a header.
    pub fn header(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Header { name, value: value.into() })
    }

    /// Creates a credential that is a query parameter.
    pub fn query(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Query { name, value: value.into() })
    }

    /// Creates a credential that is a cookie.
    pub fn cookie(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Cookie { name, value: value.into() })
    }

    /// Creates a credential for HTTP basic authentication (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self(Kind::Basic { user: user.into(), password: password.into() })
    }

    /// Creates a credential that is a bearer token (RFC 6750).
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self(Kind::Bearer { token: token.into() })
    }

    /// Creates a credential whose bearer tokens come from a provider.
    pub fn token_provider(provider: impl TokenProvider) -> Self {
        Self(Kind::TokenProvider { provider: Arc::new(provider) })
    }

    /// Returns the provider of the token, if the credential has one.
    pub(crate) fn provider(&self) -> Option<&Arc<dyn TokenProvider>> {
        match &self.0 {
            Kind::TokenProvider { provider } => Some(provider),
            _ => None,
        }
    }

    /// Returns the name of the header that the credential sets, if it sets one on its own.
    fn header_name(&self) -> Option<&str> {
        match &self.0 {
            Kind::Header { name, .. } => Some(name),
            Kind::Basic { .. } | Kind::Bearer { .. } | Kind::TokenProvider { .. } => Some("authorization"),
            Kind::Query { .. } | Kind::Cookie { .. } => None,
        }
    }

    /// Adds the credential to the headers or the query of a request.
    ///
    /// A token provider adds nothing: its token is a credential of its own.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, query: &mut Query) -> Result<(), RequestError> {
        match &self.0 {
            Kind::Header { name, value } => {
                headers.insert(header_name(name)?, sensitive(name, value.expose_secret())?);
            }
            Kind::Query { name, value } => query.push(Pair::new(encode(name), encode(value.expose_secret()))),
            Kind::Cookie { name, value } => {
                // A semicolon ends a cookie (RFC 6265, section 4.1.1).
                if value.expose_secret().contains(';') {
                    return Err(RequestError::Header { name: Some(header::COOKIE.as_str().to_owned()) });
                }
                let mut cookies = add_cookies(headers, &format!("{name}={}", value.expose_secret()))?;
                cookies.set_sensitive(true);
                headers.insert(header::COOKIE, cookies);
            }
            Kind::Basic { user, password } => {
                // The user name ends at the first colon (RFC 7617, section 2).
                if user.contains(':') {
                    return Err(RequestError::Header { name: Some(header::AUTHORIZATION.as_str().to_owned()) });
                }
                let encoded = base64::encode(format!("{user}:{}", password.expose_secret()).as_bytes());
                headers.insert(header::AUTHORIZATION, sensitive("Authorization", &format!("Basic {encoded}"))?);
            }
            Kind::Bearer { token } => {
                let value = format!("Bearer {}", token.expose_secret());
                headers.insert(header::AUTHORIZATION, sensitive("Authorization", &value)?);
            }
            Kind::TokenProvider { .. } => {}
        }
        Ok(())
    }
}

/// Returns the credentials for the first alternative of which the client has all.
///
/// An alternative without schemes is always satisfied. It is tried last, since a client with a credential means to send it.
pub(crate) fn select<'c>(
    credentials: &'c Credentials,
    alternatives: &[&[&'static str]],
) -> Result<Vec<(&'static str, &'c Credential)>, RequestError> {
    let get = |scheme: &&'static str| {
        let found = credentials.schemes.iter().find(|(known, _)| known == scheme);
        found.map(|(scheme, credential)| (*scheme, credential))
    };
    for schemes in alternatives.iter().filter(|schemes| !schemes.is_empty()) {
        if let Some(selected) = schemes.iter().map(get).collect::<Option<Vec<_>>>() {
            return reject_conflicts(selected);
        }
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(Vec::new());
    }
    let alternatives = alternatives.iter().map(|schemes| schemes.to_vec()).collect();
    Err(RequestError::MissingCredential { alternatives })
}

/// Returns an error if two credentials use the same header.
fn reject_conflicts<'c>(
    selected: Vec<(&'static str, &'c Credential)>,
) -> Result<Vec<(&'static str, &'c Credential)>, RequestError> {
    let mut names: Vec<&str> = Vec::new();
    for name in selected.iter().filter_map(|(_, credential)| credential.header_name()) {
        if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return Err(RequestError::ConflictingCredentials { header: name.to_owned() });
        }
        names.push(name);
    }
    Ok(selected)
}

/// Returns an error if a credential cannot be sent, such as a token with a line break.
pub(crate) fn validate(credentials: &Credentials) -> Result<(), BuildError> {
    for (scheme, credential) in &credentials.schemes {
        let applied = credential.apply(&mut HeaderMap::new(), &mut Query::default());
        applied.map_err(|_| BuildError::Credential { scheme })?;
    }
    Ok(())
}

fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestError::Header { name: None })
}

/// Returns a header value that appears in no `Debug` output and is not indexed by header compression.
fn sensitive(name: &str, value: &str) -> Result<HeaderValue, RequestError> {
    let invalid = |_| RequestError::Header { name: Some(name.to_owned()) };
    let mut value = HeaderValue::from_str(value).map_err(invalid)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.schemes.iter().map(|(scheme, credential)| (scheme, credential))).finish()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
