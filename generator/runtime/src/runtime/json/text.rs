//! Strings that hold JSON.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::{
    Blank, DecodeError, Failed, Json, ReadError, Reader, Writer, decode, deserialize, fill, serialize, to_text,
};

/// A string that holds JSON: `contentSchema` with `contentMediaType: application/json` (JSON Schema 2020-12 Validation, section 8).
///
/// It keeps its text, and [`parse`](Self::parse) reads that on demand. So a text that is not what the document says makes no
/// response invalid, and a value that is sent again is the same text.
///
/// ```text
/// let arguments = call.arguments.parse()?;
/// let call = Call::new(JsonText::of(&arguments)?);
/// ```
pub struct JsonText<T> {
    text: Box<str>,
    value: PhantomData<fn() -> T>,
}

impl<T> JsonText<T> {
    /// Creates a value from its text, which is not validated.
    pub fn new(text: impl Into<String>) -> Self {
        Self::from_text(text.into().into_boxed_str())
    }

    fn from_text(text: Box<str>) -> Self {
        Self { text, value: PhantomData }
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Json> JsonText<T> {
    /// Writes a value as compact JSON.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if a number in the value is not finite: JSON has no text for it.
    pub fn of(value: &T) -> Result<Self, ReadError> {
        to_text(value).map(Self::new).map_err(serde::de::Error::custom)
    }

    /// Reads the value that the text holds.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`] if the text is not valid JSON, or does not match the type.
    pub fn parse(&self) -> Result<T, ReadError> {
        decode(self.text.as_bytes()).map_err(|error| match error {
            DecodeError::Parse(error) => serde::de::Error::custom(error.into_syntax_error()),
            DecodeError::Read(error) => error,
        })
    }
}

impl<T> Clone for JsonText<T> {
    fn clone(&self) -> Self {
        Self::from_text(self.text.clone())
    }
}

// Texts are compared: two of them may differ where their values do not.
impl<T> PartialEq for JsonText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for JsonText<T> {}

impl<T> PartialOrd for JsonText<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for JsonText<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for JsonText<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> PartialEq<str> for JsonText<T> {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl<T> PartialEq<&str> for JsonText<T> {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

impl<T> From<&str> for JsonText<T> {
    fn from(text: &str) -> Self {
        Self::from_text(text.into())
    }
}

impl<T> From<String> for JsonText<T> {
    fn from(text: String) -> Self {
        Self::from_text(text.into_boxed_str())
    }
}

impl<T> From<JsonText<T>> for String {
    fn from(text: JsonText<T>) -> Self {
        text.text.into_string()
    }
}

impl<T> AsRef<str> for JsonText<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Writes the text.
impl<T> fmt::Display for JsonText<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

/// Writes the value, whose type hides what must not show up in logs. A text that does not match the type is not shown.
impl<T: Json + fmt::Debug> fmt::Debug for JsonText<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_tuple("JsonText");
        match self.parse() {
            Ok(value) => shown.field(&value).finish(),
            Err(error) => shown.field(&error).finish(),
        }
    }
}

impl<T> Json for JsonText<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.string().map(|text| Self::from_text(text.into()))
    }

    fill!();

    fn write(&self, to: &mut Writer) {
        to.string(&self.text);
    }

    fn as_text(&self) -> Option<&str> {
        Some(&self.text)
    }
}

impl<T> Blank for JsonText<T> {
    fn blank() -> Self {
        Self::from_text(Box::default())
    }
}

impl<T> serde::Serialize for JsonText<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T> serde::Deserialize<'de> for JsonText<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
