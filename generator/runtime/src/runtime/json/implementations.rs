//! Implementations of `Json` for the standard library's types and any value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Json, Number, Object, ReadError, Tree, Value};

impl Json for () {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree {
            Tree::Null => Ok(()),
            other => Err(ReadError::unexpected("null", other)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::Null
    }
}

impl Json for bool {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree {
            Tree::Bool(value) => Ok(*value),
            other => Err(ReadError::unexpected("a boolean", other)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::Bool(*self)
    }
}

impl Json for String {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        tree.string().map(str::to_owned)
    }

    fn write(&self) -> Tree<'_> {
        Tree::String(Cow::Borrowed(self))
    }
}

impl Json for f64 {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree {
            Tree::Number(number) => number.as_f64().ok_or(ReadError::out_of_range("a 64-bit float")),
            other => Err(ReadError::unexpected("a number", other)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::from(*self)
    }
}

/// Integers. `1.0` is an integer, and `1.5` is not (JSON Schema 2020-12 Core, section 4.2.3).
macro_rules! integer {
    ($type:ty as $wide:ty, $expected:literal) => {
        impl Json for $type {
            fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
                let Tree::Number(number) = tree else { return Err(ReadError::unexpected($expected, tree)) };
                number.as_i128().and_then(|value| Self::try_from(value).ok()).ok_or(ReadError::out_of_range($expected))
            }

            fn write(&self) -> Tree<'_> {
                Tree::from(<$wide>::from(*self))
            }
        }
    };
}

integer!(i32 as i64, "a 32-bit integer");
integer!(i64 as i64, "a 64-bit integer");
integer!(u32 as u64, "an unsigned 32-bit integer");
integer!(u64 as u64, "an unsigned 64-bit integer");

impl Json for Value {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        Ok(tree.to_value())
    }

    fn write(&self) -> Tree<'_> {
        Tree::from_value(self)
    }
}

impl Json for Number {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree {
            Tree::Number(number) => Ok(Self(number.clone().into_owned())),
            other => Err(ReadError::unexpected("a number", other)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::Number(self.0.borrowed())
    }
}

impl Json for Object {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree.to_value() {
            Value::Object(object) => Ok(object),
            _ => Err(ReadError::unexpected("an object", tree)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::from_object(self)
    }
}

impl<T: Json> Json for Option<T> {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        match tree {
            Tree::Null => Ok(None),
            other => T::read(other).map(Some),
        }
    }

    fn write(&self) -> Tree<'_> {
        self.as_ref().map_or(Tree::Null, T::write)
    }
}

impl<T: Json> Json for Box<T> {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        T::read(tree).map(Self::new)
    }

    fn write(&self) -> Tree<'_> {
        T::write(self)
    }
}

impl<T: Json> Json for Vec<T> {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        // A plain loop uses less stack than the adaptors of an iterator, each of which holds an item.
        let mut read = Self::new();
        for (index, item) in tree.array()?.iter().enumerate() {
            match T::read(item) {
                Ok(item) => read.push(item),
                Err(error) => return Err(error.within(&index.to_string())),
            }
        }
        Ok(read)
    }

    fn write(&self) -> Tree<'_> {
        Tree::Array(self.iter().map(T::write).collect())
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        tree.object()?.rest(&[])
    }

    fn write(&self) -> Tree<'_> {
        Tree::Object(self.iter().map(|(key, value)| (Cow::Borrowed(key.as_str()), value.write())).collect())
    }
}

/// Tuples: arrays with exactly one item for each element.
macro_rules! tuple {
    ($expected:literal, $($member:ident: $type:ident = $index:literal),+) => {
        impl<$($type: Json),+> Json for ($($type,)+) {
            fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
                let [$($member),+] = tree.array()? else { return Err(ReadError::malformed($expected)) };
                Ok(($($type::read($member).map_err(|error| error.within($index))?,)+))
            }

            fn write(&self) -> Tree<'_> {
                let ($($member,)+) = self;
                Tree::Array(vec![$($member.write()),+])
            }
        }
    };
}

tuple!("an array of 1 item", a: A = "0");
tuple!("an array of 2 items", a: A = "0", b: B = "1");
tuple!("an array of 3 items", a: A = "0", b: B = "1", c: C = "2");
tuple!("an array of 4 items", a: A = "0", b: B = "1", c: C = "2", d: D = "3");
tuple!("an array of 5 items", a: A = "0", b: B = "1", c: C = "2", d: D = "3", e: E = "4");
tuple!("an array of 6 items", a: A = "0", b: B = "1", c: C = "2", d: D = "3", e: E = "4", f: F = "5");
