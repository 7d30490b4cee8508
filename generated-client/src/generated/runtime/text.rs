// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Strings that stand for something: dates, identifiers, numbers.
//!
//! Each type keeps the text that it was given, so that nothing is respelled on its way through, and a value that is not
//! what its format says is no reason to refuse a whole response. What a text stands for is asked of it when it matters:
//! [`parse`](DateTime::parse) gives any type that a string can be parsed into, such as those of the crates for dates
//! and UUIDs.

use std::borrow::Cow;
use std::fmt;

use super::json::{Json, ReadError, Tree};

macro_rules! text {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes a text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into().into_boxed_str())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// What the text stands for, as a type of the caller's choice.
            ///
            /// # Errors
            ///
            /// The type's own, if the text is none of its values.
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
            fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
                tree.string().map(Self::from)
            }

            fn write(&self) -> Tree<'_> {
                Tree::String(Cow::Borrowed(&self.0))
            }
        }

        super::json::serde_through_json!($name);
    };
}

text! {
    /// Bytes as Base64 (RFC 4648), `format: byte`.
    Base64
}
text! {
    /// A date such as `2026-11-23` (RFC 3339, `full-date`), `format: date`.
    Date
}
text! {
    /// A date and time such as `2026-11-23T10:00:00Z` (RFC 3339, `date-time`), `format: date-time`.
    DateTime
}
text! {
    /// A decimal number such as `12.50`, `format: decimal`.
    Decimal
}
text! {
    /// A duration such as `PT5M` (ISO 8601), `format: duration`.
    Duration
}
text! {
    /// A time of day such as `10:00:00Z` (RFC 3339, `full-time`), `format: time`.
    Time
}
text! {
    /// A URI, or a reference to one (RFC 3986), `format: uri` and the like.
    Uri
}
text! {
    /// A UUID (RFC 9562), `format: uuid`.
    Uuid
}

impl Base64 {
    /// The text for some bytes, with padding.
    #[must_use]
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(super::base64::encode(bytes.as_ref()).into_boxed_str())
    }

    /// The bytes; nothing if the text is no Base64. Both alphabets are read, with padding and without, and white space
    /// is skipped (RFC 2045, section 6.8).
    #[must_use]
    pub fn decode(&self) -> Option<Vec<u8>> {
        super::base64::decode(&self.0)
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
