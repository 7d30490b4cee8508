// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Any JSON value.

use std::fmt;
use std::hash::Hash;
use std::ops::Index;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::{Number, Object, ParseProblem, ReadError, SyntaxError, Tree, from_slice, serde_through_json, to_text};

/// Any JSON value, kept as it is: each number with its text, and the keys of objects in their order.
///
/// A value is made by `into()` from what it is like, `serde_json::json!({…})` included, and by
/// [`parse`](str::parse) from JSON text. [`read`](Self::read) makes a type of your own of it, and `serde_json::Value` is
/// had by `try_into()`.
///
/// `value["key"]["list"][0]` is `null` where there is no such value; [`get`](Self::get) and
/// [`pointer`](Self::pointer) tell the two apart. Two values are equal if their numbers have the same value and their
/// objects the same members, in whatever order.
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
    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the value is a boolean.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Whether the value is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Whether the value is a string.
    #[must_use]
    pub fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    /// Whether the value is an array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Whether the value is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// The boolean, if the value is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if the value is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The value as an `i64`, if it is a whole number that has room: see [`Number::as_i64`].
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The value as a `u64`, if it is a whole number that has room: see [`Number::as_u64`].
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The `f64` that is nearest to the value, if it is a number that is not larger than any: see [`Number::as_f64`].
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The text of the string, if the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items of the array, if the value is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The items of the array, if the value is one, to be changed.
    #[must_use]
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of the object, if the value is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The members of the object, if the value is one, to be changed.
    #[must_use]
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The member of an object by its key, or the item of an array by its index, if there is one.
    #[must_use]
    pub fn get(&self, index: impl ValueIndex) -> Option<&Value> {
        index.of(self)
    }

    /// The same as [`get`](Self::get), to be changed.
    #[must_use]
    pub fn get_mut(&mut self, index: impl ValueIndex) -> Option<&mut Value> {
        index.of_mut(self)
    }

    /// The value at a JSON Pointer (RFC 6901), if there is one.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Self::Array(items) => items.get(index(&token)?),
            _ => value.get(token.as_str()),
        })
    }

    /// The value at a JSON Pointer (RFC 6901), if there is one, to be changed.
    #[must_use]
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Self::Array(items) => items.get_mut(index(&token)?),
            _ => value.get_mut(token.as_str()),
        })
    }

    /// Takes the value, and leaves `null`.
    #[must_use]
    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }

    /// Reads the value as a type that serde deserializes: one of this client, or one of your own.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] names the part of the value that does not fit.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        T::deserialize(self)
    }

    /// Creates a value from one that serde serializes.
    ///
    /// # Errors
    ///
    /// The error of the type's `Serialize`, such as for a map whose keys are no strings.
    pub fn of<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }
}

/// The tokens of a JSON Pointer, unescaped; nothing if it is none.
fn tokens(pointer: &str) -> Option<impl Iterator<Item = String>> {
    let is_pointer = pointer.is_empty() || pointer.starts_with('/');
    is_pointer.then(|| pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")))
}

/// The index that a token of a pointer means (RFC 6901, section 4): digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let is_canonical = token == "0" || token.starts_with(|first: char| matches!(first, '1'..='9'));
    token.parse().ok().filter(|_| is_canonical)
}

/// What a value inside of another one is asked for by: a key, or the index of an item.
pub trait ValueIndex: private::Sealed {}

impl<T: private::Sealed> ValueIndex for T {}

mod private {
    use super::Value;

    pub trait Sealed {
        fn of(self, value: &Value) -> Option<&Value>;
        fn of_mut(self, value: &mut Value) -> Option<&mut Value>;
    }

    impl Sealed for &str {
        fn of(self, value: &Value) -> Option<&Value> {
            value.as_object()?.get(self)
        }

        fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
            value.as_object_mut()?.get_mut(self)
        }
    }

    impl Sealed for &String {
        fn of(self, value: &Value) -> Option<&Value> {
            self.as_str().of(value)
        }

        fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
            self.as_str().of_mut(value)
        }
    }

    impl Sealed for usize {
        fn of(self, value: &Value) -> Option<&Value> {
            value.as_array()?.get(self)
        }

        fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
            value.as_array_mut()?.get_mut(self)
        }
    }
}

/// The member or the item; `null` if there is none.
impl<I: ValueIndex> Index<I> for Value {
    type Output = Value;

    fn index(&self, index: I) -> &Value {
        self.get(index).unwrap_or(&Value::Null)
    }
}

impl fmt::Display for Value {
    /// Writes JSON without white space; with `{:#}`, over several lines. Numbers are spelled as they were.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if formatter.alternate()
            && let Ok(text) = serde_json::to_string_pretty(self)
        {
            return formatter.write_str(&text);
        }
        match to_text(&Tree::of_value(self)) {
            Ok(text) => formatter.write_str(&text),
            // There is no JSON to write, and `to_string` would panic over an error.
            Err(_) => fmt::Debug::fmt(self, formatter),
        }
    }
}

impl FromStr for Value {
    type Err = SyntaxError;

    /// Parses JSON.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        from_slice(text.as_bytes()).map(|tree| tree.to_value()).map_err(ParseProblem::into_error)
    }
}

serde_through_json!(Value);
serde_through_json!(Number);
