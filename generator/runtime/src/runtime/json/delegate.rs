//! serde's `Serialize` and `Deserialize` for trees, to which all types delegate.
//!
//! serde's data model has no numbers with their text. With `serde_json`, numbers pass as its `RawValue`, which keeps
//! the text. Other formats get the number as a Rust type.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::number::Scalar;
use super::{DecodeError, Json, ReadError, Tree, TreeNumber, decode, from_slice, read_tree, to_tree};

/// The name with which `serde_json` is asked for the text of a value.
pub(super) const TEXT_KEY: &str = "$serde_json::private::RawValue";

/// The key with which `serde_json` passes the text of a number if its feature `arbitrary_precision` is enabled.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Returns whether two types have the same name. `TypeId` would require types without lifetimes; a wrong result here
/// only changes the spelling of a number.
fn is_same<First, Second>() -> bool {
    std::any::type_name::<First>() == std::any::type_name::<Second>()
}

/// Implements `Serialize` for all types.
#[doc(hidden)]
pub fn serialize<T: Json + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    to_tree(value).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// Implements `Deserialize` for all types.
#[doc(hidden)]
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let read = match Source::deserialize(deserializer)? {
        Source::Text(text) => match decode(text.as_bytes()) {
            Ok(value) => return Ok(value),
            Err(DecodeError::Parse(error)) => return Err(serde::de::Error::custom(error.into_syntax_error())),
            Err(DecodeError::Read(error)) => Err(error),
        },
        Source::Tree(tree) => read_tree(&tree),
    };
    read.map_err(serde::de::Error::custom)
}

/// What a type is read from: the text that `serde_json` passes, or a tree.
enum Source<'a> {
    Text(Cow<'a, str>),
    Tree(Tree<'a>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Source<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if is_same::<D::Error, serde_json::Error>() || is_same::<D::Error, ReadError>() {
            deserializer.deserialize_newtype_struct(TEXT_KEY, SourceVisitor)
        } else {
            deserializer.deserialize_any(TreeVisitor).map(Self::Tree)
        }
    }
}

/// A deserializer that does not know the name of the text, such as that of a key, calls any method of a visitor.
struct SourceVisitor;

/// Implements methods of a visitor by those of [`TreeVisitor`].
macro_rules! visit_as_tree {
    ($($method:ident($($value:ident: $type:ty)?))+) => {
        $(fn $method<E: serde::de::Error>(self $(, $value: $type)?) -> Result<Self::Value, E> {
            TreeVisitor.$method($($value)?).map(Source::Tree)
        })+
    };
}

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = Source<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    visit_as_tree! {
        visit_unit()
        visit_none()
        visit_bool(value: bool)
        visit_i64(value: i64)
        visit_u64(value: u64)
        visit_i128(value: i128)
        visit_u128(value: u128)
        visit_f64(value: f64)
        visit_str(value: &str)
        visit_borrowed_str(value: &'de str)
        visit_string(value: String)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Source::Tree)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Source::Tree)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        TreeVisitor.visit_seq(access).map(Source::Tree)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        match access.next_key()? {
            None => Ok(Source::Tree(Tree::Object(Vec::new()))),
            Some(Text(key)) if key == TEXT_KEY => access.next_value().map(|Text(text)| Source::Text(text)),
            Some(Text(key)) => visit_entries(key, access).map(Source::Tree),
        }
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => serialize_number(number, serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

fn serialize_number<S: Serializer>(number: &TreeNumber<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = match number.scalar() {
        Scalar::Signed(value) => return serializer.serialize_i64(value),
        Scalar::Unsigned(value) => return serializer.serialize_u64(value),
        Scalar::Float(value) if value.is_finite() => return serializer.serialize_f64(value),
        Scalar::Float(_) => {
            return Err(serde::ser::Error::custom(super::writer::NOT_FINITE));
        }
        Scalar::Text(text) => text,
    };
    // An integer has the same digits, and is a key of a map too. It cannot represent negative zero.
    if text != "-0" {
        if let Ok(value) = text.parse() {
            return serializer.serialize_i64(value);
        }
        if let Ok(value) = text.parse() {
            return serializer.serialize_u64(value);
        }
    }
    // The result of `serde_json` is `()` when it writes text, and a value when it creates one.
    if is_same::<(S::Ok, S::Error), ((), serde_json::Error)>() {
        return RawValue::from_string(text.to_owned()).map_err(serde::ser::Error::custom)?.serialize(serializer);
    }
    if text == "-0" {
        serializer.serialize_f64(-0.0)
    } else if let Ok(value) = text.parse() {
        serializer.serialize_i128(value)
    } else if let Some(value) = number.as_f64().filter(|_| text.contains(['.', 'e', 'E'])) {
        // A fraction becomes the nearest `f64`.
        serializer.serialize_f64(value)
    } else {
        Err(serde::ser::Error::custom("number is out of range for this format"))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Tree<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if is_same::<D::Error, serde_json::Error>() || is_same::<D::Error, ReadError>() {
            deserializer.deserialize_newtype_struct(TEXT_KEY, TreeVisitor)
        } else {
            deserializer.deserialize_any(TreeVisitor)
        }
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(Tree::Number(TreeNumber::from_text(value.to_string())))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
        Ok(Tree::Number(TreeNumber::from_text(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Tree::String(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Tree::String(Cow::Borrowed(value)))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Tree::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Tree::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        match access.next_key()? {
            None => Ok(Tree::Object(Vec::new())),
            Some(Text(key)) => visit_entries(key, access),
        }
    }
}

/// Reads the properties of an object, the key of the first one of which was read.
fn visit_entries<'de, A: MapAccess<'de>>(first: Cow<'de, str>, mut access: A) -> Result<Tree<'de>, A::Error> {
    if first == TEXT_KEY || first == NUMBER_KEY {
        let Text(text) = access.next_value()?;
        return parse_text(text).map_err(serde::de::Error::custom);
    }
    let mut entries: Vec<(Cow<'de, str>, Tree<'de>)> = vec![(first, access.next_value()?)];
    while let Some(Text(key)) = access.next_key()? {
        entries.push((key, access.next_value()?));
    }
    Ok(Tree::Object(super::parse::without_duplicates(entries)))
}

fn parse_text(text: Cow<'_, str>) -> Result<Tree<'_>, super::SyntaxError> {
    let error = super::ParseError::into_syntax_error;
    match text {
        Cow::Borrowed(text) => from_slice(text.as_bytes()).map_err(error),
        Cow::Owned(text) => from_slice(text.as_bytes()).map(Tree::into_owned).map_err(error),
    }
}

/// The key of a property, or the text of a value.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(value)))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value)))
    }
}
