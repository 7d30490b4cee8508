// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of string formats: dates, identifiers, numbers.
//!
//! Each type keeps its text unchanged and unvalidated, so that a value of another format does not make a whole response
//! invalid. [`parse`](DateTime::parse) converts the text into any type that implements
//! [`FromStr`](std::str::FromStr), such as those of the crates for dates and UUIDs.

pub(super) mod base64;

use std::fmt;

use super::json::{Blank, Failed, Json, Reader, Writer, fill};

macro_rules! string_format {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// Creates a value from its text, which is not validated.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into().into_boxed_str())
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Parses the text as a type of the caller's choice.
            ///
            /// # Errors
            ///
            /// Returns the error of the type's [`FromStr`](std::str::FromStr) if the text is invalid.
            pub fn parse<T: std::str::FromStr>(&self) -> Result<T, T::Err> {
                self.0.parse()
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into_boxed_str())
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0.into_string()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                *self.0 == *other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self.0 == **other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, formatter)
            }
        }

        impl Json for $name {
            fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
                from.string().map(|text| Self(text.into()))
            }

            fill!();

            fn write(&self, to: &mut Writer) {
                to.string(&self.0);
            }

            fn as_text(&self) -> Option<&str> {
                Some(&self.0)
            }
        }

        impl Blank for $name {
            fn blank() -> Self {
                Self(Box::default())
            }
        }

        super::json::serde_through_json!($name);
    };
}

string_format! {
    /// `format: byte`: bytes as Base64 (RFC 4648).
    Base64
}
string_format! {
    /// `format: date`: a date such as `2026-11-23` (RFC 3339, `full-date`).
    Date
}
string_format! {
    /// `format: date-time`: a date and time such as `2026-11-23T10:00:00Z` (RFC 3339, `date-time`).
    DateTime
}
string_format! {
    /// `format: decimal`: a decimal number such as `12.50`.
    Decimal
}
string_format! {
    /// `format: duration`: a duration such as `PT5M` (ISO 8601).
    Duration
}
string_format! {
    /// `format: time`: a time of day such as `10:00:00Z` (RFC 3339, `full-time`).
    Time
}
string_format! {
    /// `format: uri` and similar formats: a URI or a URI reference (RFC 3986).
    Uri
}
string_format! {
    /// `format: uuid`: a UUID (RFC 9562).
    Uuid
}

impl Base64 {
    /// Encodes bytes, with padding.
    #[must_use]
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(base64::encode(bytes.as_ref()).into_boxed_str())
    }

    /// Decodes the bytes, or returns `None` if the text is not valid Base64.
    ///
    /// Both alphabets of RFC 4648 are accepted, with or without padding. White space is skipped (RFC 2045, section
    /// 6.8).
    #[must_use]
    pub fn decode(&self) -> Option<Vec<u8>> {
        base64::decode(&self.0)
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(bytes)
    }
}
