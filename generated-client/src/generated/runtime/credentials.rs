// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Who the caller is: secrets, and where in a request they go.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::path::encode;
use super::{BoxFuture, BuildError, RequestError, base64};

/// What a client proves with who it is: a credential for each security scheme that the caller has one of.
///
/// The constructors are named after the schemes of the API's document.
#[derive(Clone, Default)]
pub struct Credentials {
    schemes: Vec<(&'static str, Credential)>,
}

/// A secret, and where it goes.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Header { name: &'static str, value: SecretString },
    Query { name: &'static str, value: SecretString },
    Cookie { name: &'static str, value: SecretString },
    Basic { user: String, password: SecretString },
    Bearer { token: SecretString },
    Provided { provider: Arc<dyn TokenProvider> },
}

/// Gives the access tokens of OAuth 2 or OpenID Connect: asks for one, keeps it, renews it. It is asked before every
/// call that needs one. A function that gives a future of a token is one.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is valid now.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from giving one; the call fails, and nothing is sent.
    fn token(&self) -> BoxFuture<'_, Result<SecretString, Box<dyn std::error::Error + Send + Sync>>>;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<SecretString, Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
{
    fn token(&self) -> BoxFuture<'_, Result<SecretString, Box<dyn std::error::Error + Send + Sync>>> {
        Box::pin(self())
    }
}

impl Credential {
    /// The value of a header, as it is.
    pub fn header(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Header { name, value: value.into() })
    }

    /// A query parameter.
    pub fn query(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Query { name, value: value.into() })
    }

    /// A cookie.
    pub fn cookie(name: &'static str, value: impl Into<SecretString>) -> Self {
        Self(Kind::Cookie { name, value: value.into() })
    }

    /// A user name and a password (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self(Kind::Basic { user: user.into(), password: password.into() })
    }

    /// A bearer token (RFC 6750).
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self(Kind::Bearer { token: token.into() })
    }

    /// Bearer tokens from somebody who knows how to get them.
    pub fn provided(provider: impl TokenProvider) -> Self {
        Self(Kind::Provided { provider: Arc::new(provider) })
    }

    /// The credential with its token, if it has to be asked for.
    async fn ready(&self, scheme: &'static str) -> Result<Self, RequestError> {
        let Kind::Provided { provider } = &self.0 else { return Ok(self.clone()) };
        let token = provider.token().await;
        token.map(Self::bearer).map_err(|error| RequestError::Token { scheme, reason: error.to_string() })
    }

    /// The header that it takes for itself.
    fn header_name(&self) -> Option<&str> {
        match &self.0 {
            Kind::Header { name, .. } => Some(name),
            Kind::Basic { .. } | Kind::Bearer { .. } | Kind::Provided { .. } => Some("authorization"),
            Kind::Query { .. } | Kind::Cookie { .. } => None,
        }
    }

    /// Adds the credential to a request.
    fn apply(&self, headers: &mut HeaderMap, query: &mut Vec<String>) -> Result<(), RequestError> {
        match &self.0 {
            Kind::Header { name, value } => {
                headers.insert(header_name(name)?, sensitive(name, value.expose_secret())?);
            }
            Kind::Query { name, value } => query.push(format!("{}={}", encode(name), encode(value.expose_secret()))),
            Kind::Cookie { name, value } => {
                // It would end there, and begin another cookie (RFC 6265, section 4.1.1).
                if value.expose_secret().contains(';') {
                    return Err(RequestError::Header { name: Some(header::COOKIE.as_str().to_owned()) });
                }
                let cookie = format!("{name}={}", value.expose_secret());
                let mut cookies = with_cookies(headers, &cookie)?;
                cookies.set_sensitive(true);
                headers.insert(header::COOKIE, cookies);
            }
            Kind::Basic { user, password } => {
                // The server takes what is before the first colon for the name (RFC 7617, section 2).
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
            // It was made ready before.
            Kind::Provided { .. } => {}
        }
        Ok(())
    }
}

impl Credentials {
    /// No credentials, for operations that require none.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The credential of one scheme.
    #[must_use]
    pub fn with(scheme: &'static str, credential: Credential) -> Self {
        Self { schemes: vec![(scheme, credential)] }
    }

    /// These credentials and one more; it takes the place of another one of the same scheme.
    #[must_use]
    pub fn and(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.schemes.retain(|(known, _)| *known != scheme);
        self.schemes.push((scheme, credential));
        self
    }

    fn get(&self, scheme: &str) -> Option<&Credential> {
        self.schemes.iter().find(|(known, _)| *known == scheme).map(|(_, credential)| credential)
    }

    /// The first alternative of which the caller has everything. One that needs nothing is always met, and a caller
    /// with a credential means to send it, so it comes last.
    fn select<'c>(
        &'c self,
        alternatives: &[&[&'static str]],
    ) -> Result<Vec<(&'static str, &'c Credential)>, RequestError> {
        for schemes in alternatives.iter().filter(|schemes| !schemes.is_empty()) {
            let found = schemes.iter().map(|scheme| Some((*scheme, self.get(scheme)?)));
            if let Some(found) = found.collect() {
                return Ok(found);
            }
        }
        if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
            return Ok(Vec::new());
        }
        let alternatives = alternatives.iter().map(|schemes| schemes.to_vec()).collect();
        Err(RequestError::MissingCredential { alternatives })
    }

    /// Adds to a request what it requires.
    pub(super) async fn apply(
        &self,
        alternatives: &[&[&'static str]],
        headers: &mut HeaderMap,
        query: &mut Vec<String>,
    ) -> Result<(), RequestError> {
        let mut taken: Vec<&str> = Vec::new();
        for (scheme, credential) in self.select(alternatives)? {
            if let Some(name) = credential.header_name() {
                if taken.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    return Err(RequestError::CredentialsCollide { header: name.to_owned() });
                }
                taken.push(name);
            }
            credential.ready(scheme).await?.apply(headers, query)?;
        }
        Ok(())
    }

    /// Fails if a credential can't be sent: a token with a line break in it, say.
    pub(super) fn check(&self) -> Result<(), BuildError> {
        for (scheme, credential) in &self.schemes {
            let applied = credential.apply(&mut HeaderMap::new(), &mut Vec::new());
            applied.map_err(|_| BuildError::Credential { scheme })?;
        }
        Ok(())
    }
}

fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestError::Header { name: None })
}

/// The cookies that are there already, and more of them: one header holds all (RFC 6265, section 5.4).
pub(super) fn with_cookies(headers: &HeaderMap, more: &str) -> Result<HeaderValue, RequestError> {
    let cookies = match headers.get(header::COOKIE) {
        Some(known) => [known.as_bytes(), b"; ", more.as_bytes()].concat(),
        None => more.as_bytes().to_vec(),
    };
    let invalid = |_| RequestError::Header { name: Some(header::COOKIE.as_str().to_owned()) };
    HeaderValue::from_bytes(&cookies).map_err(invalid)
}

/// A header's value that no log shows and no header compression remembers.
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
