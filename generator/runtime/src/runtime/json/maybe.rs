//! The value of an optional property that may be `null`.

use std::collections::BTreeMap;

use super::Json;

/// The value of an optional property that may be `null`, in a type that a caller builds.
///
/// A service may treat an absent property and `null` differently: in the body of a `PATCH`, an absent property is left
/// as it is, and `null` removes it. The default is [`Absent`](Self::Absent).
///
/// A value, an `Option` and a `&str` convert with `into`, and the setter of a property takes any of them:
///
/// - `"text"` and `Some("text".to_owned())` are a [`Value`](Self::Value);
/// - `["a", "b"]` is a list, and `[("key", "value")]` a map;
/// - `None` is [`Null`](Self::Null).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// The property is not sent.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Returns whether the property is absent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the property is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns a reference to the value, or `None` if the property is absent or `null`.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns the value, or `None` if the property is absent or `null`.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Converts from `&Maybe<T>` to `Maybe<&T>`.
    #[must_use]
    pub const fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// Converts the value with a function.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(convert(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<'s, T: Json + From<&'s str>> From<&'s str> for Maybe<T> {
    fn from(text: &'s str) -> Self {
        Self::Value(T::from(text))
    }
}

/// An array is a list of what its items convert into, as for a list that can't be `null`.
impl<T: Json, U: Into<T>, const N: usize> From<[U; N]> for Maybe<Vec<T>> {
    fn from(items: [U; N]) -> Self {
        Self::Value(items.into_iter().map(Into::into).collect())
    }
}

/// An array of pairs is a map, as for a map that can't be `null`.
impl<T: Json, K: Into<String>, U: Into<T>, const N: usize> From<[(K, U); N]> for Maybe<BTreeMap<String, T>> {
    fn from(entries: [(K, U); N]) -> Self {
        Self::Value(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

/// Conversions of numbers, as those of a field that can't be `null`: a literal `1` is an `i32`. `u64` has none: a
/// literal is a `u64` only if there is no other candidate.
macro_rules! from_number {
    ($($from:ty as $into:ty),+) => {
        $(impl From<$from> for Maybe<$into> {
            fn from(number: $from) -> Self {
                Self::Value(number.into())
            }
        })+
    };
}

from_number!(i32 as i64, u32 as i64, i32 as f64, u32 as f64, f32 as f64);
