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
use crate::runtime::{BoxFuture, BuildError, RequestErrorKind};

/// The credentials of a client.
///
/// The API's security schemes have constructors and `with_*` methods of their own: an operation uses the credentials
/// that its security requirements name. A general credential is sent with every request, even if the API declares no
/// security schemes.
#[derive(Clone, Default)]
pub struct Credentials {
    schemes: Vec<(&'static str, Credential)>,
    /// The credentials that are sent with every request.
    general: Vec<Credential>,
}

/// The name of a general credential in messages, in the place of a security scheme.
const GENERAL: &str = "every operation";

// Generated code adds methods to this type, so what the runtime alone needs are functions.
impl Credentials {
    /// Creates an empty set of credentials, for operations that require none.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the credential for a security scheme, which is named as in the API description. It replaces an existing one for
    /// the same scheme.
    ///
    /// The methods `with_*` of the declared schemes do this in the way that each scheme requires.
    #[must_use]
    pub fn with(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.schemes.retain(|(known, _)| *known != scheme);
        self.schemes.push((scheme, credential));
        self
    }

    /// Adds a general credential: it is sent with every request, whatever the operation requires. A credential of a
    /// security scheme that is in the same header or parameter takes precedence.
    #[must_use]
    pub fn with_general(mut self, credential: Credential) -> Self {
        self.general.push(credential);
        self
    }
}

/// A secret, and where it is placed in a request. The secret appears in no `Debug` output.
///
/// Text converts into a [`SecretString`], which a constructor takes. Most callers need a constructor of [`Credentials`] alone.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Header { name: String, value: SecretString },
    Query { name: String, value: SecretString },
    Cookie { name: String, value: SecretString },
    Basic { user: String, password: SecretString },
    Bearer { token: SecretString },
    TokenProvider { provider: Arc<dyn TokenProvider> },
}

/// The place of a credential in a request, by its name there.
#[cfg(feature = "testing")]
pub(crate) enum Place<'c> {
    Header(&'c str),
    Query(&'c str),
    Cookie(&'c str),
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
    pub fn header(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self(Kind::Header { name: name.into(), value: value.into() })
    }

    /// Creates a credential that is a query parameter.
    pub fn query(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self(Kind::Query { name: name.into(), value: value.into() })
    }

    /// Creates a credential that is a cookie.
    pub fn cookie(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self(Kind::Cookie { name: name.into(), value: value.into() })
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

    /// Returns the value of an environment variable.
    #[allow(dead_code, reason = "a client may read no environment variables")]
    pub(crate) fn variable(name: &'static str) -> Result<String, BuildError> {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty());
        value.ok_or(BuildError::Variable { name })
    }

    /// Returns whether two credentials have the same place in a request.
    fn shares_place_with(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Query { name, .. }, Kind::Query { name: other, .. })
            | (Kind::Cookie { name, .. }, Kind::Cookie { name: other, .. }) => name == other,
            _ => match (self.header_name(), other.header_name()) {
                (Some(name), Some(other)) => name.eq_ignore_ascii_case(other),
                _ => false,
            },
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

    /// Returns where the credential is placed in a request.
    #[cfg(feature = "testing")]
    pub(crate) fn place(&self) -> Place<'_> {
        match &self.0 {
            Kind::Query { name, .. } => Place::Query(name),
            Kind::Cookie { name, .. } => Place::Cookie(name),
            _ => Place::Header(self.header_name().unwrap_or_default()),
        }
    }

    /// Returns the secret. The one of a token provider is a credential of its own.
    #[cfg(feature = "testing")]
    pub(crate) fn secret(&self) -> Option<&SecretString> {
        match &self.0 {
            Kind::Header { value, .. } | Kind::Query { value, .. } | Kind::Cookie { value, .. } => Some(value),
            Kind::Basic { password, .. } => Some(password),
            Kind::Bearer { token } => Some(token),
            Kind::TokenProvider { .. } => None,
        }
    }

    /// Adds the credential to the headers or the query of a request.
    ///
    /// A token provider adds nothing: its token is a credential of its own.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, query: &mut Query) -> Result<(), RequestErrorKind> {
        match &self.0 {
            Kind::Header { name, value } => {
                headers.insert(header_name(name)?, sensitive(name, value.expose_secret())?);
            }
            Kind::Query { name, value } => query.push(Pair::new(encode(name), encode(value.expose_secret()))),
            Kind::Cookie { name, value } => {
                // A semicolon ends a cookie (RFC 6265, section 4.1.1).
                if value.expose_secret().contains(';') {
                    return Err(RequestErrorKind::Header { name: Some(header::COOKIE.as_str().to_owned()) });
                }
                let mut cookies = add_cookies(headers, &format!("{name}={}", value.expose_secret()))?;
                cookies.set_sensitive(true);
                headers.insert(header::COOKIE, cookies);
            }
            Kind::Basic { user, password } => {
                // The user name ends at the first colon (RFC 7617, section 2).
                if user.contains(':') {
                    return Err(RequestErrorKind::Header { name: Some(header::AUTHORIZATION.as_str().to_owned()) });
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

/// Returns the credentials for the first alternative of which the client has all, and the general ones.
///
/// A client with a general credential may send a request without those that the operation requires.
pub(crate) fn select<'c>(
    credentials: &'c Credentials,
    alternatives: &[&[&'static str]],
) -> Result<Vec<(&'static str, &'c Credential)>, RequestErrorKind> {
    let selected = match required(credentials, alternatives) {
        Err(RequestErrorKind::MissingCredential { .. }) if !credentials.general.is_empty() => Vec::new(),
        required => required?,
    };
    Ok(with_general(credentials, selected))
}

/// Returns all credentials, for a request that the API does not describe. Of several in one place, the first is used.
pub(crate) fn select_all(credentials: &Credentials) -> Vec<(&'static str, &Credential)> {
    let mut selected: Vec<(&'static str, &Credential)> = Vec::new();
    for (scheme, credential) in &credentials.schemes {
        if !selected.iter().any(|(_, known)| known.shares_place_with(credential)) {
            selected.push((scheme, credential));
        }
    }
    with_general(credentials, selected)
}

/// Adds the general credentials whose places are free.
fn with_general<'c>(
    credentials: &'c Credentials,
    mut selected: Vec<(&'static str, &'c Credential)>,
) -> Vec<(&'static str, &'c Credential)> {
    for credential in &credentials.general {
        if !selected.iter().any(|(_, known)| known.shares_place_with(credential)) {
            selected.push((GENERAL, credential));
        }
    }
    selected
}

/// Returns the credentials for the first alternative of which the client has all.
///
/// An alternative without schemes is always satisfied. It is tried last, since a client with a credential means to send
/// it.
fn required<'c>(
    credentials: &'c Credentials,
    alternatives: &[&[&'static str]],
) -> Result<Vec<(&'static str, &'c Credential)>, RequestErrorKind> {
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
    Err(RequestErrorKind::MissingCredential { alternatives })
}

/// Returns an error if two credentials use the same header.
fn reject_conflicts<'c>(
    selected: Vec<(&'static str, &'c Credential)>,
) -> Result<Vec<(&'static str, &'c Credential)>, RequestErrorKind> {
    let mut names: Vec<&str> = Vec::new();
    for name in selected.iter().filter_map(|(_, credential)| credential.header_name()) {
        if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return Err(RequestErrorKind::ConflictingCredentials { header: name.to_owned() });
        }
        names.push(name);
    }
    Ok(selected)
}

/// Returns an error if a credential cannot be sent, such as a token with a line break.
pub(crate) fn validate(credentials: &Credentials) -> Result<(), BuildError> {
    let general = credentials.general.iter().map(|credential| (GENERAL, credential));
    for (scheme, credential) in
        credentials.schemes.iter().map(|(scheme, credential)| (*scheme, credential)).chain(general)
    {
        let applied = credential.apply(&mut HeaderMap::new(), &mut Query::default());
        applied.map_err(|_| BuildError::Credential { scheme })?;
    }
    Ok(())
}

fn header_name(name: &str) -> Result<HeaderName, RequestErrorKind> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestErrorKind::Header { name: None })
}

/// Returns a header value that appears in no `Debug` output and is not indexed by header compression.
fn sensitive(name: &str, value: &str) -> Result<HeaderValue, RequestErrorKind> {
    let invalid = |_| RequestErrorKind::Header { name: Some(name.to_owned()) };
    let mut value = HeaderValue::from_str(value).map_err(invalid)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let general = self.general.iter().map(|credential| (&GENERAL, credential));
        formatter
            .debug_map()
            .entries(self.schemes.iter().map(|(scheme, credential)| (scheme, credential)).chain(general))
            .finish()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
