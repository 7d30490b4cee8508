//! How a service signs the requests of its webhooks, which OpenAPI has no keyword for.

use crate::location::Pointer;

/// How a service signs the requests of its webhooks, and where they name their event. The signature is HMAC-SHA256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookScheme {
    /// The header that has the signatures.
    pub header: String,
    /// The text between the items of the header. `None` if a header line is one item.
    pub separator: Option<String>,
    /// The text before the signature in an item.
    pub prefix: String,
    /// How a signature is written as text.
    pub encoding: SignatureEncoding,
    /// The signed content, in order.
    pub signed: Vec<SignedPart>,
    /// The header that has the id of the message, if the id is signed.
    pub id: Option<String>,
    /// The timestamp of the message, if it is signed.
    pub timestamp: Option<SignedTimestamp>,
    /// The text before the encoded secret.
    pub secret_prefix: String,
    /// How the key is written as text.
    pub secret_encoding: SecretEncoding,
    /// Where a request has the name of its event. `None` if the body alone says which event it is.
    pub event: Option<EventName>,
}

/// How a signature is written as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    #[default]
    Hex,
    /// Base64 (RFC 4648).
    Base64,
}

/// How a key is written as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretEncoding {
    /// The bytes of the text are the key.
    #[default]
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64 (RFC 4648).
    Base64,
}

/// A part of the signed content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedPart {
    /// A fixed text.
    Text(String),
    /// The id of the message.
    Id,
    /// The timestamp.
    Timestamp,
    /// The raw body.
    Body,
}

/// The timestamp of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTimestamp {
    /// Where it is.
    pub place: TimestampPlace,
    /// Its unit.
    pub unit: TimestampUnit,
    /// How many seconds it may be from the current time.
    pub tolerance: u32,
}

/// Where a timestamp is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimestampPlace {
    /// In a header of its own.
    Header(String),
    /// In an item of the signature's header, after this prefix.
    Item(String),
}

/// The unit of a timestamp, which counts from the epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimestampUnit {
    /// Seconds.
    #[default]
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// Where a request has the name of its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventName {
    /// In a header.
    Header(String),
    /// In its body.
    Pointer(Pointer),
}
