//! Webhooks: the signatures of requests that the service sends, and the events in them.
//!
//! A [`SignatureScheme`] says how a service signs: HMAC-SHA256 (RFC 2104) over the raw body, often with a timestamp or an
//! id before it. The module `webhooks` of a client has the scheme that the client's target file describes, and a function
//! `verify` that returns the event. [`SignatureScheme::verify`] checks a signature alone.

mod error;
mod event;
mod header;
mod secrets;

use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;

pub use self::error::WebhookError;
#[doc(hidden)]
pub use self::event::{event_name, read_body, read_event};
pub use self::secrets::{SecretEncoding, WebhookSecrets};

/// How a service signs the requests of its webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureScheme {
    /// The header that has the signatures.
    pub header: &'static str,
    /// The text between the items of the header, or `None` if a header line is one item.
    pub separator: Option<&'static str>,
    /// The text before the signature in an item. Other items are ignored.
    pub prefix: &'static str,
    /// How a signature is written as text.
    pub encoding: SignatureEncoding,
    /// The signed content, in order.
    pub signed: &'static [SignedPart],
    /// The header that has the id of the message, if the id is signed.
    pub id: Option<&'static str>,
    /// The timestamp of the message, if it is signed.
    pub timestamp: Option<SignedTimestamp>,
    /// The text before the encoded secret, which does not belong to the key. A secret without it is valid too.
    pub secret_prefix: &'static str,
    /// How the key is written as text.
    pub secret_encoding: SecretEncoding,
}

/// How a signature is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureEncoding {
    /// Hexadecimal digits of either case.
    Hex,
    /// Base64 (RFC 4648).
    Base64,
}

/// A part of the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedPart {
    /// A fixed text.
    Text(&'static str),
    /// The id of the message, as it is in its header.
    Id,
    /// The timestamp, as it is in its header.
    Timestamp,
    /// The raw body.
    Body,
}

/// The timestamp of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedTimestamp {
    /// Where the timestamp is.
    pub place: TimestampPlace,
    /// The unit of the timestamp, which counts from the Unix epoch.
    pub unit: TimestampUnit,
    /// How far the timestamp may be from the current time, in either direction.
    pub tolerance: Duration,
}

/// Where the timestamp of a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampPlace {
    /// In a header of its own.
    Header(&'static str),
    /// In an item of the signature's header, after this prefix.
    Item(&'static str),
}

/// The unit of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

impl SignatureScheme {
    /// Checks the signature of a webhook request, and its timestamp if the scheme has one.
    ///
    /// `body` is the body as it was received, since another spelling of the same JSON has another signature. The request is
    /// valid if one of its signatures was made with one of the secrets. The signatures are compared in constant time.
    ///
    /// # Errors
    ///
    /// Returns [`WebhookError`] if the request is not valid, or if no secret is usable.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: impl Into<WebhookSecrets>,
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        self.verify_with(headers, body, &secrets.into(), now)
    }

    fn verify_with(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &WebhookSecrets,
        now: SystemTime,
    ) -> Result<(), WebhookError> {
        let keys = secrets.keys(self.secret_prefix, self.secret_encoding)?;
        let signatures = header::signatures(self, headers)?;
        let id = self.id.map(|name| header::id(self, headers, name)).transpose()?.unwrap_or_default();
        let timestamp = self.timestamp.map(|timestamp| header::timestamp(self, headers, timestamp)).transpose()?;
        let timestamp_text = timestamp.as_ref().map_or("", |timestamp| timestamp.text);
        let is_signed_with = |key: &Vec<u8>| {
            // HMAC accepts keys of any length.
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
            for part in self.signed {
                mac.update(match part {
                    SignedPart::Text(text) => text.as_bytes(),
                    SignedPart::Id => id.as_bytes(),
                    SignedPart::Timestamp => timestamp_text.as_bytes(),
                    SignedPart::Body => body,
                });
            }
            // `verify_slice` compares in constant time.
            signatures.iter().any(|signature| mac.clone().verify_slice(signature).is_ok())
        };
        if !keys.iter().any(is_signed_with) {
            return Err(WebhookError::SignatureMismatch);
        }
        match timestamp {
            Some(timestamp) => timestamp.check(now),
            None => Ok(()),
        }
    }
}
