// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Conversions into and from values, and comparisons with them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::{Number, Object, Value};

macro_rules! from_number {
    ($($type:ty)+) => {
        $(
            impl From<$type> for Value {
                fn from(value: $type) -> Self {
                    Self::Number(value.into())
                }
            }
        )+
    };
}

from_number!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

impl From<()> for Value {
    fn from((): ()) -> Self {
        Self::Null
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(value: Number) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::String(value.clone())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(value: Cow<'_, str>) -> Self {
        Self::String(value.into_owned())
    }
}

impl From<Object> for Value {
    fn from(value: Object) -> Self {
        Self::Object(value)
    }
}

/// `None` becomes `null`.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        Self::Object(members.into_iter().collect())
    }
}

impl<K: Into<String>, V: Into<Value>> From<BTreeMap<K, V>> for Value {
    fn from(members: BTreeMap<K, V>) -> Self {
        members.into_iter().collect()
    }
}

/// The keys are sorted.
impl<K: Into<String>, V: Into<Value>, S> From<HashMap<K, V, S>> for Value {
    fn from(members: HashMap<K, V, S>) -> Self {
        members.into_iter().map(|(key, value)| (key.into(), value)).collect::<BTreeMap<String, V>>().into()
    }
}

impl From<serde_json::Number> for Number {
    fn from(number: serde_json::Number) -> Self {
        // `serde_json` displays a number as a JSON number.
        number.to_string().parse().unwrap_or_else(|_| Self::from(f64::NAN))
    }
}

impl From<serde_json::Number> for Value {
    fn from(number: serde_json::Number) -> Self {
        Self::Number(number.into())
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for Value {
    fn from(members: serde_json::Map<String, serde_json::Value>) -> Self {
        members.into_iter().collect()
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for Object {
    fn from(members: serde_json::Map<String, serde_json::Value>) -> Self {
        members.into_iter().collect()
    }
}

impl<K: Into<String>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Object {
    fn from(members: [(K, V); N]) -> Self {
        members.into_iter().collect()
    }
}

impl From<Object> for BTreeMap<String, Value> {
    fn from(object: Object) -> Self {
        object.into_iter().collect()
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => number.into(),
            serde_json::Value::String(value) => Self::String(value),
            serde_json::Value::Array(items) => items.into(),
            serde_json::Value::Object(members) => members.into(),
        }
    }
}

/// A fraction becomes the nearest `f64`.
///
/// # Errors
///
/// Returns an error if `serde_json` cannot represent a number: an integer of more than 64 bits, or a number that is out
/// of the range of `f64`.
impl TryFrom<Value> for serde_json::Value {
    type Error = serde_json::Error;

    fn try_from(value: Value) -> Result<Self, Self::Error> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(number) => Self::Number(number.try_into()?),
            Value::String(value) => Self::String(value),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::try_from).collect::<Result<_, _>>()?),
            Value::Object(object) => {
                let members = object.into_iter().map(|(key, value)| Ok((key, Self::try_from(value)?)));
                Self::Object(members.collect::<Result<_, Self::Error>>()?)
            }
        })
    }
}

/// A fraction becomes the nearest `f64`.
///
/// # Errors
///
/// Returns an error if `serde_json` cannot represent the number, as for a [`Value`].
impl TryFrom<Number> for serde_json::Number {
    type Error = serde_json::Error;

    fn try_from(number: Number) -> Result<Self, Self::Error> {
        let text = number.to_string();
        // With the feature `arbitrary_precision` of `serde_json`, the text is kept.
        let same = text.parse::<Self>().ok().filter(|same| same.to_string() == text);
        if let Some(same) = same {
            return Ok(same);
        }
        // `serde_json` may round a fraction to a neighbour of the nearest `f64`, so the standard library parses it.
        let nearest = number.as_f64().filter(|_| text.contains(['.', 'e', 'E'])).and_then(Self::from_f64);
        nearest.ok_or_else(|| serde::de::Error::custom("number is out of range for `serde_json`"))
    }
}

macro_rules! equal_to {
    ($($type:ty)+) => {
        $(
            impl PartialEq<$type> for Value {
                fn eq(&self, other: &$type) -> bool {
                    let other = Value::from(other.to_owned());
                    *self == other
                }
            }

            impl PartialEq<Value> for $type {
                fn eq(&self, other: &Value) -> bool {
                    other == self
                }
            }
        )+
    };
}

equal_to!(bool i32 i64 u32 u64 f64 &str String Number serde_json::Value);

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}
