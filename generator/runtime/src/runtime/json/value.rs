//! Any JSON value.

use std::fmt;
use std::hash::Hash;
use std::ops::Index;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::pointer::{index, tokens};
use super::{Number, Object, ParseError, ReadError, SyntaxError, from_slice, serde_through_json, to_text};

/// Any JSON value. Numbers keep their exact text, and objects the order of their keys.
///
/// Scalars, vectors, maps and `serde_json::json!({…})` convert into a value with `into`, and JSON text with
/// [`parse`](str::parse). [`read`](Self::read) converts a value into any type that serde deserializes, and `try_into`
/// converts it into a `serde_json::Value`.
///
/// Indexing, as in `value["key"]["list"][0]`, returns `null` if there is no such value; [`get`](Self::get) and
/// [`pointer`](Self::pointer) return `None`. Two values are equal if their numbers have equal values and their objects
/// have equal properties in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// Returns whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns whether the value is a boolean.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Returns whether the value is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Returns whether the value is a string.
    #[must_use]
    pub fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    /// Returns whether the value is an array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Returns whether the value is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Returns the boolean, or `None` if the value is not a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the number, or `None` if the value is not a number.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the number as an `i64`, or `None` if the value is not such an integer: see [`Number::as_i64`].
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// Returns the number as a `u64`, or `None` if the value is not such an integer: see [`Number::as_u64`].
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// Returns the nearest `f64`, or `None` if the value is not a number in its range: see [`Number::as_f64`].
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// Returns the string, or `None` if the value is not a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items of the array, or `None` if the value is not an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the mutable items of the array, or `None` if the value is not an array.
    #[must_use]
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the object, or `None` if the value is not an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the mutable object, or `None` if the value is not an object.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns a property of an object by its key, or an item of an array by its index. Returns `None` if it is absent.
    #[must_use]
    pub fn get(&self, index: impl ValueIndex) -> Option<&Value> {
        index.lookup(self)
    }

    /// Returns a mutable reference to a property or an item, as [`get`](Self::get) does.
    #[must_use]
    pub fn get_mut(&mut self, index: impl ValueIndex) -> Option<&mut Value> {
        index.lookup_mut(self)
    }

    /// Returns the value at a JSON Pointer (RFC 6901), or `None` if there is none.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Self::Array(items) => items.get(index(&token)?),
            _ => value.get(token.as_str()),
        })
    }

    /// Returns a mutable reference to the value at a JSON Pointer (RFC 6901), or `None` if there is none.
    #[must_use]
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Self::Array(items) => items.get_mut(index(&token)?),
            _ => value.get_mut(token.as_str()),
        })
    }

    /// Returns the value, and replaces it with `null`.
    #[must_use]
    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }

    /// Deserializes the value as any type that implements serde's `Deserialize`.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`], which has a path, if the value does not match the type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        T::deserialize(self)
    }

    /// Serializes a value of any type that implements serde's `Serialize`.
    ///
    /// # Errors
    ///
    /// Returns the error of the type's `Serialize`, such as for a map whose keys are not strings.
    pub fn from_serialize<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }
}

/// An index of a [`Value`]: the key of a property, or the index of an item.
pub trait ValueIndex: private::Sealed {}

impl<T: private::Sealed> ValueIndex for T {}

mod private {
    use super::Value;

    pub trait Sealed {
        fn lookup(self, value: &Value) -> Option<&Value>;
        fn lookup_mut(self, value: &mut Value) -> Option<&mut Value>;
    }

    impl Sealed for &str {
        fn lookup(self, value: &Value) -> Option<&Value> {
            value.as_object()?.get(self)
        }

        fn lookup_mut(self, value: &mut Value) -> Option<&mut Value> {
            value.as_object_mut()?.get_mut(self)
        }
    }

    impl Sealed for &String {
        fn lookup(self, value: &Value) -> Option<&Value> {
            self.as_str().lookup(value)
        }

        fn lookup_mut(self, value: &mut Value) -> Option<&mut Value> {
            self.as_str().lookup_mut(value)
        }
    }

    impl Sealed for usize {
        fn lookup(self, value: &Value) -> Option<&Value> {
            value.as_array()?.get(self)
        }

        fn lookup_mut(self, value: &mut Value) -> Option<&mut Value> {
            value.as_array_mut()?.get_mut(self)
        }
    }
}

/// Returns the property or the item, or `null` if it is absent.
impl<I: ValueIndex> Index<I> for Value {
    type Output = Value;

    fn index(&self, index: I) -> &Value {
        self.get(index).unwrap_or(&Value::Null)
    }
}

impl fmt::Display for Value {
    /// Writes compact JSON, or indented JSON with `{:#}`. Numbers keep their text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pretty = formatter.alternate().then(|| serde_json::to_string_pretty(self));
        if let Some(Ok(text)) = pretty {
            return formatter.write_str(&text);
        }
        match to_text(self) {
            Ok(text) => formatter.write_str(&text),
            // A number is not finite. An error here would make `to_string` panic.
            Err(_) => fmt::Debug::fmt(self, formatter),
        }
    }
}

impl FromStr for Value {
    type Err = SyntaxError;

    /// Parses JSON.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        from_slice(text.as_bytes()).map(|tree| tree.to_value()).map_err(ParseError::into_syntax_error)
    }
}

serde_through_json!(Value);
serde_through_json!(Number);
