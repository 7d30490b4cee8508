//! JSON of the types that every document uses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::{Json, ReadError, Tree};

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
            Tree::Number(number) => {
                let finite = number.as_f64().filter(|value| value.is_finite());
                finite.ok_or(ReadError::out_of_range("a number of 64 bits"))
            }
            other => Err(ReadError::unexpected("a number", other)),
        }
    }

    fn write(&self) -> Tree<'_> {
        Tree::from(*self)
    }
}

/// Integers: `1.0` is one, as JSON Schema says (2020-12 Core, section 4.2.3), and `1.5` is none.
macro_rules! integer {
    ($type:ty, $expected:literal) => {
        impl Json for $type {
            fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
                let Tree::Number(number) = tree else { return Err(ReadError::unexpected($expected, tree)) };
                whole(number).and_then(|whole| Self::try_from(whole).ok()).ok_or(ReadError::out_of_range($expected))
            }

            fn write(&self) -> Tree<'_> {
                Tree::Number(Number::from(*self))
            }
        }
    };
}

integer!(i32, "an integer of 32 bits");
integer!(i64, "an integer of 64 bits");
integer!(u32, "an integer of 32 bits without a sign");
integer!(u64, "an integer of 64 bits without a sign");

/// The integer that a number is, if it is one.
fn whole(number: &Number) -> Option<i128> {
    if let Some(whole) = number.as_i64() {
        return Some(i128::from(whole));
    }
    if let Some(whole) = number.as_u64() {
        return Some(i128::from(whole));
    }
    // Every whole number of this size has an exact floating-point form, and no larger one is surely itself.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= EXACT)?;
    // `{:.0}` of a whole number is its digits, which takes no lossy cast.
    format!("{value:.0}").parse().ok()
}

impl Json for Value {
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError> {
        Ok(tree.to_value())
    }

    fn write(&self) -> Tree<'_> {
        Tree::of_value(self)
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
        // A plain loop: every adaptor of an iterator would hold an item of its own on the stack while the next one is read.
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

/// Tuples: arrays with as many items as there are members.
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
