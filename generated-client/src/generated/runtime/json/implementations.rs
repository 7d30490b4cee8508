// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Implementations of `Json` for the standard library's types and any value.

use std::collections::BTreeMap;

use super::parse::without_duplicates;
use super::read::Problem;
use super::reader::Items;
use super::{Blank, Failed, Json, Maybe, Number, Object, Reader, TreeNumber, Value, Writer, fill};

impl Json for String {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        from.string().map(std::borrow::Cow::into_owned)
    }

    fill!();

    fn write(&self, to: &mut Writer) {
        to.string(self);
    }

    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Blank for String {
    fn blank() -> Self {
        Self::new()
    }
}

/// Implements `Json` for a type that is read as a whole.
macro_rules! json {
    ($type:ty, $blank:expr, |$from:ident| $read:expr, |$self:ident, $to:ident| $write:expr) => {
        impl Json for $type {
            fn read($from: &mut Reader<'_>) -> Result<Self, Failed> {
                $read
            }

            fill!();

            fn write(&$self, $to: &mut Writer) {
                $write
            }
        }

        impl Blank for $type {
            fn blank() -> Self {
                $blank
            }
        }
    };
}

json!(
    (),
    (),
    |from| match from.null()? {
        true => Ok(()),
        false => from.unexpected("null"),
    },
    |self, to| to.raw("null")
);
json!(bool, false, |from| from.boolean(), |self, to| to.boolean(*self));
json!(f64, 0.0, |from| read_float(from), |self, to| to.float(*self));
// `1.0` is an integer, and `1.5` is not (JSON Schema 2020-12 Core, section 4.2.3).
json!(i32, 0, |from| read_integer(from, "a 32-bit integer"), |self, to| to.signed((*self).into()));
json!(i64, 0, |from| read_integer(from, "a 64-bit integer"), |self, to| to.signed(*self));
json!(u32, 0, |from| read_integer(from, "an unsigned 32-bit integer"), |self, to| to.unsigned((*self).into()));
json!(u64, 0, |from| read_integer(from, "an unsigned 64-bit integer"), |self, to| to.unsigned(*self));
json!(Value, Self::Null, |from| from.value(), |self, to| to.value(self));
json!(
    Number,
    Self::from(0_i64),
    |from| from.number("a number").map(|text| Self(TreeNumber::from_text(text).into_owned())),
    |self, to| to.number(&self.0)
);
json!(
    Object,
    Self::new(),
    |from| {
        match from.value_object()? {
            Some(object) => Ok(object),
            None => from.unexpected("an object"),
        }
    },
    |self, to| to.properties(self)
);

fn read_float(from: &mut Reader<'_>) -> Result<f64, Failed> {
    let start = from.mark();
    // The standard library parses to the nearest `f64`.
    match from.number("a number")?.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => from.out_of_range("a 64-bit float", start),
    }
}

fn read_integer<T: TryFrom<i128> + std::str::FromStr>(
    from: &mut Reader<'_>,
    expected: &'static str,
) -> Result<T, Failed> {
    let start = from.mark();
    let text = from.number(expected)?;
    if let Ok(value) = text.parse() {
        return Ok(value);
    }
    let value = TreeNumber::from_text(text).as_i128().and_then(|value| T::try_from(value).ok());
    value.map_or_else(|| from.out_of_range(expected, start), Ok)
}

impl Reader<'_> {
    fn out_of_range<T>(&mut self, expected: &'static str, start: super::Mark) -> Result<T, Failed> {
        self.fail_with(Problem::OutOfRange { expected }, start)
    }

    /// Reads a value of any kind.
    pub(super) fn value(&mut self) -> Result<Value, Failed> {
        Ok(match self.peek() {
            Some(b'"') => Value::String(self.quoted()?.into_owned()),
            Some(b'-' | b'0'..=b'9') => Value::Number(Number::read(self)?),
            Some(b'[') => {
                let (mut items, mut is_first) = (Vec::new(), true);
                self.open_array()?;
                while self.next_item(&mut is_first)? {
                    items.push(self.value()?);
                }
                Value::Array(items)
            }
            Some(b't' | b'f') => Value::Bool(self.boolean()?),
            Some(b'{') => self.value_object()?.map_or(Value::Null, Value::Object),
            _ => <()>::read(self).map(|()| Value::Null)?,
        })
    }

    /// Reads an object of any properties, or returns `None` if the next value is of another kind.
    fn value_object(&mut self) -> Result<Option<Object>, Failed> {
        if self.peek() != Some(b'{') {
            return Ok(None);
        }
        let (mut members, mut is_first) = (Vec::new(), true);
        self.open_object()?;
        while let Some(key) = self.next_key(&mut is_first)? {
            members.push((key.into_owned(), self.value()?));
        }
        Ok(Some(Object::from_members(without_duplicates(members))))
    }
}

// The methods of types around other types are compiled for each of these. `match` is less code than `?` in those that every
// client has.
impl<T: Json> Json for Option<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        if from.null()? { Ok(None) } else { T::read(from).map(Some) }
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        match from.null() {
            Ok(false) => self.fill_value(from),
            Ok(true) => {
                *self = None;
                Ok(())
            }
            Err(failed) => Err(failed),
        }
    }

    fn fill_value(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        match T::read(from) {
            Ok(value) => {
                *self = Some(value);
                Ok(())
            }
            Err(failed) => Err(failed),
        }
    }

    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.raw("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T: Json> Json for Maybe<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        if from.null()? { Ok(Self::Null) } else { T::read(from).map(Self::Value) }
    }

    fill!();

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Value(value) => value.write(to),
            Self::Absent | Self::Null => to.raw("null"),
        }
    }

    fn is_absent(&self) -> bool {
        Maybe::is_absent(self)
    }
}

impl<T> Blank for Maybe<T> {
    fn blank() -> Self {
        Self::Absent
    }
}

impl<T: Json> Json for Box<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        T::read(from).map(Self::new)
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        T::fill(self, from)
    }

    fn write(&self, to: &mut Writer) {
        T::write(self, to);
    }
}

impl<T: Blank> Blank for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl<T: Json> Json for Vec<T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut items = Self::new();
        match items.fill(from) {
            Ok(()) => Ok(items),
            Err(failed) => Err(failed),
        }
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        self.clear();
        from.array(self)
    }

    fn write(&self, to: &mut Writer) {
        let (mut items, mut is_first) = (self.as_slice(), true);
        to.byte(b'[');
        while let [item, rest @ ..] = items {
            to.item(item, &mut is_first);
            items = rest;
        }
        to.byte(b']');
    }
}

impl<T: Json> Items for Vec<T> {
    fn read_item(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        match T::read(from) {
            Ok(item) => {
                self.push(item);
                Ok(())
            }
            Err(failed) => Err(failed),
        }
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
        let mut properties = Self::new();
        match properties.fill(from) {
            Ok(()) => Ok(properties),
            Err(failed) => Err(failed),
        }
    }

    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        self.clear();
        from.properties(self)
    }

    fn write(&self, to: &mut Writer) {
        let mut is_first = true;
        to.byte(b'{');
        for (key, value) in self {
            to.property(key, value, &mut is_first);
        }
        to.byte(b'}');
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}

/// Tuples: arrays with exactly one item for each element.
macro_rules! tuple {
    ($expected:literal, $($member:ident: $type:ident),+) => {
        impl<$($type: Json),+> Json for ($($type,)+) {
            fn read(from: &mut Reader<'_>) -> Result<Self, Failed> {
                let (start, mut is_first) = (from.mark(), true);
                from.open_array()?;
                $(
                    if !from.next_item(&mut is_first)? {
                        return from.malformed($expected, start);
                    }
                    let $member = $type::read(from)?;
                )+
                if from.next_item(&mut is_first)? {
                    return from.malformed($expected, start);
                }
                Ok(($($member,)+))
            }

            fill!();

            fn write(&self, to: &mut Writer) {
                let ($($member,)+) = self;
                let mut is_first = true;
                to.byte(b'[');
                $(to.item($member, &mut is_first);)+
                to.byte(b']');
            }
        }

        impl<$($type: Blank),+> Blank for ($($type,)+) {
            fn blank() -> Self {
                ($($type::blank(),)+)
            }
        }
    };
}

tuple!("an array of 1 item", a: A);
tuple!("an array of 2 items", a: A, b: B);
tuple!("an array of 3 items", a: A, b: B, c: C);
tuple!("an array of 4 items", a: A, b: B, c: C, d: D);
tuple!("an array of 5 items", a: A, b: B, c: C, d: D, e: E);
tuple!("an array of 6 items", a: A, b: B, c: C, d: D, e: E, f: F);
