// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The secrets that sign webhook requests.

use secrecy::{ExposeSecret, SecretString};

use super::WebhookError;
use super::header::decode_hex;
use crate::runtime::format::base64;

/// How the key of a signature is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretEncoding {
    /// The bytes of the text are the key.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64 (RFC 4648).
    Base64,
}

/// The secrets with which a service may have signed a webhook request.
///
/// Text and [`SecretString`] convert into it, and so do lists of them: while a secret is being replaced, the old one and the
/// new one are both valid. No `Debug` output contains a secret.
#[derive(Clone, Debug)]
pub struct WebhookSecrets(Vec<SecretString>);

impl WebhookSecrets {
    /// Returns the keys.
    ///
    /// An empty secret is an error: everybody can sign with it, and it is what a variable that is not set looks like.
    pub(super) fn keys(&self, prefix: &str, encoding: SecretEncoding) -> Result<Vec<Vec<u8>>, WebhookError> {
        if self.0.is_empty() {
            return Err(WebhookError::Secret { reason: "there is none" });
        }
        let key = |secret: &SecretString| {
            let text = secret.expose_secret();
            let text = text.strip_prefix(prefix).unwrap_or(text);
            let (key, reason) = match encoding {
                SecretEncoding::Text => (Some(text.as_bytes().to_vec()), "it is empty"),
                SecretEncoding::Hex => (decode_hex(text), "it is not valid hexadecimal"),
                SecretEncoding::Base64 => (base64::decode(text), "it is not valid Base64"),
            };
            let key = key.ok_or(WebhookError::Secret { reason })?;
            if key.is_empty() {
                return Err(WebhookError::Secret { reason: "it is empty" });
            }
            Ok(key)
        };
        self.0.iter().map(key).collect()
    }
}

impl From<&str> for WebhookSecrets {
    fn from(secret: &str) -> Self {
        Self(vec![secret.into()])
    }
}

impl From<String> for WebhookSecrets {
    fn from(secret: String) -> Self {
        Self(vec![secret.into()])
    }
}

impl From<&String> for WebhookSecrets {
    fn from(secret: &String) -> Self {
        secret.as_str().into()
    }
}

impl From<SecretString> for WebhookSecrets {
    fn from(secret: SecretString) -> Self {
        Self(vec![secret])
    }
}

impl From<&SecretString> for WebhookSecrets {
    fn from(secret: &SecretString) -> Self {
        Self(vec![secret.clone()])
    }
}

impl From<&Self> for WebhookSecrets {
    fn from(secrets: &Self) -> Self {
        secrets.clone()
    }
}

impl<S: Into<SecretString>> From<Vec<S>> for WebhookSecrets {
    fn from(secrets: Vec<S>) -> Self {
        Self(secrets.into_iter().map(Into::into).collect())
    }
}

impl<S: Into<SecretString>, const N: usize> From<[S; N]> for WebhookSecrets {
    fn from(secrets: [S; N]) -> Self {
        Self(secrets.into_iter().map(Into::into).collect())
    }
}

impl<S: Into<SecretString> + Clone> From<&[S]> for WebhookSecrets {
    fn from(secrets: &[S]) -> Self {
        secrets.to_vec().into()
    }
}
