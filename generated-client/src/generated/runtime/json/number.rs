// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Numbers that keep their exact text.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::decimal::Decimal;
use super::parse::{SyntaxError, is_number};

/// A JSON number with its exact text, such as `1.50`, `1e400` or `123456789012345678901234567890`.
///
/// ```text
/// let number: Number = "1e400".parse()?;
/// assert_eq!(number.to_string(), "1e400");
/// assert_eq!(number.as_f64(), None);
/// ```
///
/// Two numbers are equal if they have exactly the same value: `1`, `1.0` and `10e-1` are equal, and `0.1` and
/// `0.10000000000000001` are not.
///
/// The text is kept when `serde_json` reads from or writes to text. It is lost where serde buffers the number as 64
/// bits: in `serde_json::Value`, and in `#[serde(flatten)]`, `#[serde(untagged)]` or a tagged enum. A number that is
/// too large for `serde_json::Value` is an error there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(pub(super) TreeNumber<'static>);

impl Number {
    /// Returns the number as an `i64`, or `None` if it has a fraction or is out of range. `1.0` is the integer 1.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.as_i128().and_then(|value| value.try_into().ok())
    }

    /// Returns the number as a `u64`, or `None` if it has a fraction or is out of range. `1.0` is the integer 1.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_i128().and_then(|value| value.try_into().ok())
    }

    /// Returns the number as an `i128`, or `None` if it has a fraction or is out of range. `1.0` is the integer 1.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        self.0.as_i128()
    }

    /// Returns the nearest `f64`, or `None` if the number is out of range.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    /// Returns whether the number has no fraction. `1.0` and `1e3` are integers (JSON Schema 2020-12 Core, section
    /// 4.2.3).
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// Returns whether the number is finite. `f64::NAN` and infinities convert into numbers that cannot be written as
    /// JSON.
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
            Ok(Self(TreeNumber::from_text(text).into_owned()))
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

/// A number of a [`Tree`](super::Tree): a number of a Rust type, or the text of a parsed number.
#[derive(Clone)]
pub struct TreeNumber<'a>(Repr<'a>);

#[derive(Clone)]
enum Repr<'a> {
    Signed(i64),
    Unsigned(u64),
    /// It may be not finite, which is an error when it is written.
    Float(f64),
    /// The text of a JSON number.
    Text(Cow<'a, str>),
}

/// The representation of a number for serde.
pub(super) enum Scalar<'t> {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(&'t str),
}

impl<'a> TreeNumber<'a> {
    /// Creates a number from valid text.
    pub(super) fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self(Repr::Text(text.into()))
    }

    /// Returns the text of the number. For a number that is not finite, it is not valid JSON.
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

    /// Returns the text of the number in a parameter, where a float that is an integer has no fraction: `2` instead of `2.0`.
    pub(crate) fn parameter_text(&self) -> Cow<'_, str> {
        match &self.0 {
            // The standard library writes a whole number without a fraction and an exponent.
            Repr::Float(value) if is_short_integer(*value) => value.to_string().into(),
            _ => self.text(),
        }
    }

    /// Returns whether the number is finite.
    pub fn is_finite(&self) -> bool {
        !matches!(self.0, Repr::Float(value) if !value.is_finite())
    }

    /// Returns the nearest `f64`, or `None` if the number is out of range.
    pub fn as_f64(&self) -> Option<f64> {
        let value = match &self.0 {
            Repr::Float(value) => *value,
            // The standard library parses to the nearest `f64`.
            _ => self.text().parse().ok()?,
        };
        value.is_finite().then_some(value)
    }

    /// Returns the number as an `i128`, or `None` if it has a fraction or is out of range.
    pub fn as_i128(&self) -> Option<i128> {
        match &self.0 {
            Repr::Signed(value) => Some((*value).into()),
            Repr::Unsigned(value) => Some((*value).into()),
            Repr::Text(text) => match text.parse::<i64>() {
                Ok(value) => Some(value.into()),
                Err(_) => Decimal::parse(text).as_i128(),
            },
            Repr::Float(_) if !self.is_finite() => None,
            Repr::Float(_) => Decimal::parse(&self.text()).as_i128(),
        }
    }

    /// Returns whether the number has no fraction.
    pub fn is_integer(&self) -> bool {
        self.is_finite() && Decimal::parse(&self.text()).is_integer()
    }

    pub(super) fn scalar(&self) -> Scalar<'_> {
        match &self.0 {
            Repr::Signed(value) => Scalar::Signed(*value),
            Repr::Unsigned(value) => Scalar::Unsigned(*value),
            Repr::Float(value) => Scalar::Float(*value),
            Repr::Text(text) => Scalar::Text(text),
        }
    }

    /// Returns the number borrowed from this one.
    pub(super) fn borrowed(&self) -> TreeNumber<'_> {
        TreeNumber(match &self.0 {
            Repr::Signed(value) => Repr::Signed(*value),
            Repr::Unsigned(value) => Repr::Unsigned(*value),
            Repr::Float(value) => Repr::Float(*value),
            Repr::Text(text) => Repr::Text(Cow::Borrowed(text)),
        })
    }

    /// Returns an owned number. A canonical integer is stored without its text.
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

/// Returns whether a float is an integer that a parameter has without a fraction. Services that document an integer as `number`
/// parse `limit=2.0` as an error. Larger numbers have an exponent, and negative zero keeps its sign.
fn is_short_integer(value: f64) -> bool {
    let is_negative_zero = value == 0.0 && value.is_sign_negative();
    value.fract() == 0.0 && value.abs() < 1e15 && !is_negative_zero
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
                first == second || Decimal::parse(&first) == Decimal::parse(&second)
            }
        }
    }
}

impl Eq for TreeNumber<'_> {}

impl Hash for TreeNumber<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Decimal::parse(&self.text()).hash(state);
    }
}

impl fmt::Debug for TreeNumber<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}
