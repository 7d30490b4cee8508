// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! What the client itself knows of a request: its own headers, and its credentials.

use http::{HeaderMap, HeaderName};
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded;

use crate::runtime::Credential;
use crate::runtime::client::credentials::Place;
use crate::runtime::encode::percent::encode;

/// An extension of each request: the headers that the request has without its credentials and without those of a middleware,
/// and the credentials, which are neither compared nor recorded.
#[derive(Clone)]
pub(crate) struct Origin {
    /// The headers that are not credentials.
    pub(super) headers: Vec<HeaderName>,
    /// The headers of credentials, in lower case.
    pub(super) credential_headers: Vec<String>,
    /// The names of query parameters of credentials, as the URL has them.
    pub(super) credential_query: Vec<String>,
    pub(super) credential_cookies: Vec<String>,
    /// The header of an idempotency key that the client makes.
    pub(super) generated_key: Option<&'static str>,
    secrets: Vec<SecretString>,
}

impl Origin {
    pub(crate) fn new(
        headers: &HeaderMap,
        credentials: &[(&'static str, Credential)],
        generated_key: Option<&'static str>,
    ) -> Self {
        let mut origin = Self {
            headers: headers.keys().cloned().collect(),
            credential_headers: Vec::new(),
            credential_query: Vec::new(),
            credential_cookies: Vec::new(),
            generated_key,
            secrets: Vec::new(),
        };
        for (_, credential) in credentials {
            match credential.place() {
                Place::Header(name) => origin.credential_headers.push(name.to_ascii_lowercase()),
                Place::Query(name) => origin.credential_query.push(name.to_owned()),
                Place::Cookie(name) => origin.credential_cookies.push(name.to_owned()),
            }
            origin.secrets.extend(credential.secret().cloned());
        }
        origin
    }

    /// Returns the texts that a recording must not contain: each secret, and its forms in a URL, in a form and in JSON.
    pub(super) fn secrets(&self) -> Vec<String> {
        let forms = |secret: &SecretString| {
            let plain = secret.expose_secret();
            let form: String = form_urlencoded::byte_serialize(plain.as_bytes()).collect();
            let json = serde_json::to_string(plain).unwrap_or_default();
            [encode(plain), form, json.trim_matches('"').to_owned(), plain.to_owned()]
        };
        self.secrets.iter().flat_map(forms).collect()
    }
}
