// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! Who the caller is: secrets, and where in a request they go.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::path::encode;
use super::{BuildError, RequestError, base64};

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

    /// Adds the credential to a request.
    fn apply(&self, headers: &mut HeaderMap, query: &mut Vec<String>) -> Result<(), RequestError> {
        match &self.0 {
            Kind::Header { name, value } => {
                headers.insert(header_name(name)?, sensitive(name, value.expose_secret())?);
            }
            Kind::Query { name, value } => query.push(format!("{}={}", encode(name), encode(value.expose_secret()))),
            Kind::Cookie { name, value } => {
                let cookie = format!("{name}={}", value.expose_secret());
                // One header holds all cookies (RFC 6265, section 5.4).
                let cookies = match headers.get(header::COOKIE).and_then(|cookies| cookies.to_str().ok()) {
                    Some(cookies) => format!("{cookies}; {cookie}"),
                    None => cookie,
                };
                headers.insert(header::COOKIE, sensitive("Cookie", &cookies)?);
            }
            Kind::Basic { user, password } => {
                let encoded = base64::encode(format!("{user}:{}", password.expose_secret()).as_bytes());
                headers.insert(header::AUTHORIZATION, sensitive("Authorization", &format!("Basic {encoded}"))?);
            }
            Kind::Bearer { token } => {
                let value = format!("Bearer {}", token.expose_secret());
                headers.insert(header::AUTHORIZATION, sensitive("Authorization", &value)?);
            }
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

    /// Adds to a request what it requires: the first alternative of which the caller has everything.
    pub(super) fn apply(
        &self,
        alternatives: &[&[&'static str]],
        headers: &mut HeaderMap,
        query: &mut Vec<String>,
    ) -> Result<(), RequestError> {
        if alternatives.is_empty() {
            return Ok(());
        }
        for schemes in alternatives {
            let found: Option<Vec<&Credential>> = schemes.iter().map(|scheme| self.get(scheme)).collect();
            if let Some(found) = found {
                return found.into_iter().try_for_each(|credential| credential.apply(headers, query));
            }
        }
        let alternatives = alternatives.iter().map(|schemes| schemes.to_vec()).collect();
        Err(RequestError::MissingCredential { alternatives })
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
