// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A JSON value that borrows its strings.

use std::borrow::Cow;
use std::fmt;

use super::{Number, Object, TreeNumber, Value, pointer};

/// A JSON value that borrows from the text it was parsed from, or from the value that wrote it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Tree<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(TreeNumber<'a>),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Tree<'a>>),
    /// An object, in the order of the text. Its keys are unique.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

/// The kind of a JSON value. Errors show it in place of the value, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

impl<'a> Tree<'a> {
    /// Returns the kind of the value.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// Returns a property of an object, or `None` if it is absent or the value is not an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the text of a property of an object, or `None` if it is absent or not a string.
    pub fn get_str(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Self::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of a string, or `None` if the value is not a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value at a JSON Pointer (RFC 6901), or `None` if there is none.
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        pointer::tokens(pointer)?.try_fold(self, |value, token| match value {
            Self::Array(items) => items.get(pointer::index(&token)?),
            other => other.get(&token),
        })
    }

    /// Copies the tree into a value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(Number(number.clone().into_owned())),
            Self::String(value) => Value::String(value.clone().into_owned()),
            Self::Array(items) => Value::Array(items.iter().map(Tree::to_value).collect()),
            Self::Object(entries) => {
                let member = |(key, value): &(Cow<'_, str>, Self)| (key.clone().into_owned(), value.to_value());
                Value::Object(Object::from_members(entries.iter().map(member).collect()))
            }
        }
    }

    /// Creates a tree that borrows from a value.
    pub fn from_value(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.0.borrowed()),
            Value::String(value) => Self::String(Cow::Borrowed(value)),
            Value::Array(items) => Self::Array(items.iter().map(Tree::from_value).collect()),
            Value::Object(object) => Self::from_object(object),
        }
    }

    pub(super) fn from_object(object: &'a Object) -> Self {
        Self::Object(object.iter().map(|(key, value)| (Cow::Borrowed(key), Tree::from_value(value))).collect())
    }

    pub(super) fn into_owned(self) -> Tree<'static> {
        match self {
            Self::Null => Tree::Null,
            Self::Bool(value) => Tree::Bool(value),
            Self::Number(number) => Tree::Number(number.into_owned()),
            Self::String(value) => Tree::String(Cow::Owned(value.into_owned())),
            Self::Array(items) => Tree::Array(items.into_iter().map(Tree::into_owned).collect()),
            Self::Object(entries) => {
                let member = |(key, value): (Cow<'_, str>, Self)| (Cow::Owned(key.into_owned()), value.into_owned());
                Tree::Object(entries.into_iter().map(member).collect())
            }
        }
    }
}

impl From<Value> for Tree<'static> {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::Number(Number(number)) => Self::Number(number),
            Value::String(value) => Self::String(Cow::Owned(value)),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Value::Object(object) => {
                Self::Object(object.into_iter().map(|(key, value)| (Cow::Owned(key), Self::from(value))).collect())
            }
        }
    }
}

impl From<bool> for Tree<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Tree<'_> {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<u64> for Tree<'_> {
    fn from(value: u64) -> Self {
        Self::Number(value.into())
    }
}

impl From<f64> for Tree<'_> {
    fn from(value: f64) -> Self {
        Self::Number(value.into())
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(value: &'a str) -> Self {
        Self::String(Cow::Borrowed(value))
    }
}
