// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Numbers that keep their text: no digit is lost on the way, whatever Rust's own types have room for.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::decimal::Decimal;
use super::parse::{SyntaxError, is_number};

/// A JSON number with its text: `1.50`, `1e400` and `123456789012345678901234567890` are what they are.
///
/// ```text
/// let number: Number = "1e400".parse()?;
/// assert_eq!(number.to_string(), "1e400");
/// assert_eq!(number.as_f64(), None);
/// ```
///
/// Two numbers are equal if they have the same value, to the last digit, however they are spelled: `1`, `1.0` and
/// `10e-1` are equal, and `0.1` and `0.10000000000000001` are not.
///
/// The text is kept where `serde_json` reads or writes text. What serde holds on the way has numbers of 64 bits alone:
/// `serde_json::Value`, and what is read inside of `#[serde(flatten)]`, `#[serde(untagged)]` or a tagged enum. A
/// number that is too large for `serde_json::Value` is an error there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(pub(super) TreeNumber<'static>);

impl Number {
    /// The number as an `i64`, if it is whole and has room: `1.0` is the integer 1.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.whole().and_then(|whole| whole.try_into().ok())
    }

    /// The number as a `u64`, if it is whole and has room: `1.0` is the integer 1.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.whole().and_then(|whole| whole.try_into().ok())
    }

    /// The number as an `i128`, if it is whole and has room: `1.0` is the integer 1.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        self.0.whole()
    }

    /// The nearest `f64`; nothing if the number is larger than any.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.float()
    }

    /// Whether the number has no fraction: `1.0` and `1e3` are integers (JSON Schema 2020-12 Core, section 4.2.3).
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.0.is_whole()
    }

    /// Whether JSON has such a number. `f64::NAN` and the infinities become numbers that can be held and not written.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.0.is_finite()
    }
}

impl fmt::Display for Number {
    /// Writes the text of the number.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Number {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_number(text) {
            Ok(Self(TreeNumber::of_text(text).into_owned()))
        } else {
            Err(SyntaxError::new("expected a number", text.as_bytes(), 0))
        }
    }
}

macro_rules! from_integer {
    ($into:ident: $($type:ty)+) => {
        $(
            impl From<$type> for Number {
                fn from(value: $type) -> Self {
                    Self(TreeNumber(Repr::$into(value.into())))
                }
            }
        )+
    };
}

from_integer!(Signed: i8 i16 i32 i64);
from_integer!(Unsigned: u8 u16 u32 u64);

macro_rules! from_large_integer {
    ($($type:ty)+) => {
        $(
            impl From<$type> for Number {
                fn from(value: $type) -> Self {
                    Self(TreeNumber(Repr::Text(Cow::Owned(value.to_string()))))
                }
            }
        )+
    };
}

from_large_integer!(i128 u128 isize usize);

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(TreeNumber::from(value))
    }
}

impl From<f32> for Number {
    fn from(value: f32) -> Self {
        Self::from(f64::from(value))
    }
}

/// A number of a tree: what a type writes, or the text that was read.
#[derive(Clone)]
pub struct TreeNumber<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Signed(i64),
    Unsigned(u64),
    /// It may be none that JSON has: that is an error when it is written.
    Float(f64),
    /// The text of a JSON number.
    Text(Cow<'a, str>),
}

/// What a number is handed to serde as.
pub(super) enum Scalar<'t> {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'t str),
}

impl<'a> TreeNumber<'a> {
    /// A number with a text that is known to be one.
    pub(super) fn of_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self(Repr::Text(text.into()))
    }

    /// The text; of a number that JSON does not have, what Rust shows.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Signed(value) => value.to_string().into(),
            Repr::Unsigned(value) => value.to_string().into(),
            Repr::Float(value) => {
                serde_json::Number::from_f64(*value).map_or_else(|| value.to_string(), |value| value.to_string()).into()
            }
            Repr::Text(text) => text.as_ref().into(),
        }
    }

    /// Whether JSON has such a number.
    pub fn is_finite(&self) -> bool {
        !matches!(self.0, Repr::Float(value) if !value.is_finite())
    }

    /// The nearest `f64`; nothing if the number is larger than any.
    pub fn float(&self) -> Option<f64> {
        let value = match &self.0 {
            Repr::Float(value) => *value,
            // Rust's own reading of a text is exact.
            _ => self.text().parse().ok()?,
        };
        value.is_finite().then_some(value)
    }

    /// The integer that the number is, if it is one of at most 128 bits.
    pub fn whole(&self) -> Option<i128> {
        match &self.0 {
            Repr::Signed(value) => Some((*value).into()),
            Repr::Unsigned(value) => Some((*value).into()),
            Repr::Text(text) => match text.parse::<i64>() {
                Ok(value) => Some(value.into()),
                Err(_) => Decimal::of(text).whole(),
            },
            Repr::Float(_) if !self.is_finite() => None,
            Repr::Float(_) => Decimal::of(&self.text()).whole(),
        }
    }

    /// Whether the number has no fraction, whatever its size.
    pub fn is_whole(&self) -> bool {
        self.is_finite() && Decimal::of(&self.text()).is_whole()
    }

    pub(super) fn scalar(&self) -> Scalar<'_> {
        match &self.0 {
            Repr::Signed(value) => Scalar::Signed(*value),
            Repr::Unsigned(value) => Scalar::Unsigned(*value),
            Repr::Float(value) => Scalar::Float(*value),
            Repr::Text(text) => Scalar::Text(text),
        }
    }

    /// The same number, which borrows from this one.
    pub(super) fn borrowed(&self) -> TreeNumber<'_> {
        TreeNumber(match &self.0 {
            Repr::Signed(value) => Repr::Signed(*value),
            Repr::Unsigned(value) => Repr::Unsigned(*value),
            Repr::Float(value) => Repr::Float(*value),
            Repr::Text(text) => Repr::Text(Cow::Borrowed(text)),
        })
    }

    /// The same number, which borrows nothing. An integer that is spelled as Rust would needs no text of its own.
    pub(super) fn into_owned(self) -> TreeNumber<'static> {
        TreeNumber(match self.0 {
            Repr::Signed(value) => Repr::Signed(value),
            Repr::Unsigned(value) => Repr::Unsigned(value),
            Repr::Float(value) => Repr::Float(value),
            Repr::Text(text) => match text.parse::<i64>() {
                Ok(value) if text != "-0" => Repr::Signed(value),
                _ => Repr::Text(Cow::Owned(text.into_owned())),
            },
        })
    }
}

impl From<i64> for TreeNumber<'_> {
    fn from(value: i64) -> Self {
        Self(Repr::Signed(value))
    }
}

impl From<u64> for TreeNumber<'_> {
    fn from(value: u64) -> Self {
        Self(Repr::Unsigned(value))
    }
}

impl From<f64> for TreeNumber<'_> {
    fn from(value: f64) -> Self {
        Self(Repr::Float(value))
    }
}

impl PartialEq for TreeNumber<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Signed(first), Repr::Signed(second)) => first == second,
            (Repr::Unsigned(first), Repr::Unsigned(second)) => first == second,
            _ => {
                let (first, second) = (self.text(), other.text());
                first == second || Decimal::of(&first) == Decimal::of(&second)
            }
        }
    }
}

impl Eq for TreeNumber<'_> {}

impl Hash for TreeNumber<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Decimal::of(&self.text()).hash(state);
    }
}

impl fmt::Debug for TreeNumber<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}
