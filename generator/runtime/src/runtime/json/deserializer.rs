//! A serde `Deserializer` over a value.

use std::iter::Enumerate;
use std::slice;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::delegate::TEXT_KEY;
use super::{Number, ReadError, Value};

impl<'de> Deserializer<'de> for &'de Value {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => visit_number(number, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items(items.iter().enumerate())),
            Value::Object(object) => {
                visitor.visit_map(Members { members: Box::new(object.iter()), key: "", value: &Value::Null })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &str, visitor: V) -> Result<V::Value, ReadError> {
        // The types of this crate request the text, which keeps all digits of a number.
        if name == TEXT_KEY { visitor.visit_map(Text(Some(self))) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &str, _: &[&str], visitor: V) -> Result<V::Value, ReadError> {
        match self {
            Value::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Object(object) if object.len() == 1 => visitor.visit_enum(MapAccessDeserializer::new(Members {
                members: Box::new(object.iter()),
                key: "",
                value: &Value::Null,
            })),
            _ => Err(ReadError::malformed("a string, or an object with one property")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// Visits a number as the smallest type that represents it, and a fraction as the nearest `f64`.
fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, ReadError> {
    let text = number.to_string();
    if let Ok(value) = text.parse() {
        visitor.visit_i64(value)
    } else if let Ok(value) = text.parse() {
        visitor.visit_u64(value)
    } else if let Ok(value) = text.parse() {
        visitor.visit_i128(value)
    } else if let Some(value) = number.as_f64() {
        visitor.visit_f64(value)
    } else {
        Err(ReadError::out_of_range("a 64-bit float"))
    }
}

struct Items<'de>(Enumerate<slice::Iter<'de, Value>>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        let Some((index, item)) = self.0.next() else { return Ok(None) };
        seed.deserialize(item).map(Some).map_err(|error| error.within(&index.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'de> {
    members: Box<dyn ExactSizeIterator<Item = (&'de str, &'de Value)> + 'de>,
    /// The property whose key was read last.
    key: &'de str,
    value: &'de Value,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        let Some((key, value)) = self.members.next() else { return Ok(None) };
        (self.key, self.value) = (key, value);
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some).map_err(|error: ReadError| error.within(key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        seed.deserialize(self.value).map_err(|error| error.within(self.key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// The text of a value, in the form in which `serde_json` passes it.
struct Text<'de>(Option<&'de Value>);

impl<'de> MapAccess<'de> for Text<'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        if self.0.is_none() {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(TEXT_KEY)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, ReadError> {
        let text = self.0.take().map(Value::to_string).unwrap_or_default();
        seed.deserialize(text.into_deserializer())
    }
}
