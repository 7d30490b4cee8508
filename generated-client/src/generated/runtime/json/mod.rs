// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! JSON: values of any kind, and properties that may be `null`.
//!
//! - [`Value`] is any JSON value. It is used as `serde_json::Value` is, converts from it, and its numbers keep every digit.
//!   [`Object`] and [`Number`] are parts of it.
//! - [`Maybe`] is an optional property that may be `null`.
//! - [`JsonText`] is a string that holds JSON.
//! - [`ReadError`] and [`SyntaxError`] say why a text cannot be read, and where.
//!
//! The types of the API implement serde's traits, so `serde_json` reads and writes them too.

// Types implement `Json`, whose methods read from a `Reader` of the text and write to a `Writer` of text. A struct has a table of
// its properties instead of code for each of them, which compiles much faster than an implementation of `Deserialize` for
// each type. A `Tree` of a value is made where a decision needs one: for the variant of a union, and for a parameter.

mod convert;
mod decimal;
mod delegate;
mod deserializer;
mod discriminator;
mod enumeration;
mod implementations;
mod link;
mod locate;
mod maybe;
mod members;
mod nulls;
mod number;
mod object;
mod parse;
mod pointer;
mod read;
mod reader;
mod scan;
mod slot;
mod text;
mod tree;
mod union;
mod value;
mod writer;

#[doc(hidden)]
pub use delegate::{deserialize, serialize};
#[doc(hidden)]
pub use discriminator::{Defaults, read_tagged};
#[allow(unused_imports, reason = "an API may declare no enums")]
pub(crate) use enumeration::{mixed_enum, number_enum, string_enum};
pub use link::Link;
pub use maybe::Maybe;
pub use number::Number;
pub use object::Object;
pub use parse::SyntaxError;
pub use read::ReadError;
pub use text::JsonText;
pub use value::{Value, ValueIndex};

// Only generated code uses these. They may change in any version.
pub(crate) use locate::decode_with;
#[doc(hidden)]
pub use members::{Blank, Member, Members, ObjectFields, Others, Parts, ReadMembers, Written};
#[allow(unused_imports, reason = "an API may declare no objects")]
pub(crate) use members::{members, next_part, object, option};
#[doc(hidden)]
pub use nulls::Nulls;
#[doc(hidden)]
pub use number::TreeNumber;
#[doc(hidden)]
pub use parse::{ParseError, from_slice};
#[doc(hidden)]
pub use reader::{DecodeError, Failed, Mark, Reader, decode, read_tree};
#[doc(hidden)]
pub use slot::Slot;
#[doc(hidden)]
pub use tree::{Kind, Tree};
#[allow(unused_imports, reason = "an API may declare no unions")]
pub(crate) use union::union;
#[doc(hidden)]
pub use union::{
    AdditionalProperties, Candidates, Constant, ReadVariant, Shape, Union, merge_variants, read_union, read_variant,
};
#[doc(hidden)]
pub use writer::{Writer, to_text, tree_text};
pub(crate) use writer::{to_bytes, to_tree};

/// A type that is read from JSON and written to JSON.
#[doc(hidden)]
pub trait Json {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if the value does not match the type. The reader has the reason.
    fn read(from: &mut Reader<'_>) -> Result<Self, Failed>
    where
        Self: Sized;

    /// Replaces this value with one that is read.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`read`](Self::read).
    fn fill(&mut self, from: &mut Reader<'_>) -> Result<(), Failed>;

    /// Replaces this value as [`fill`](Self::fill) does, but reads `null` as the inner value of an `Option`.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`read`](Self::read).
    fn fill_value(&mut self, from: &mut Reader<'_>) -> Result<(), Failed> {
        self.fill(from)
    }

    /// Writes the value.
    fn write(&self, to: &mut Writer);

    /// Returns the text of a value that is a string in JSON, if it has it at hand.
    fn as_text(&self) -> Option<&str> {
        None
    }

    /// Returns whether an optional property with this value is absent.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a value with [`Json::read`], with an inferred type.
///
/// # Errors
///
/// Returns the errors of [`Json::read`].
#[doc(hidden)]
pub fn read<T: Json>(from: &mut Reader<'_>) -> Result<T, Failed> {
    T::read(from)
}

/// The method [`Json::fill`] of a type that is read as a whole.
macro_rules! fill {
    () => {
        fn fill(
            &mut self,
            from: &mut $crate::runtime::json::Reader<'_>,
        ) -> ::core::result::Result<(), $crate::runtime::json::Failed> {
            *self = $crate::runtime::json::read(from)?;
            ::core::result::Result::Ok(())
        }
    };
}

#[allow(unused_macros, reason = "an API may declare no types")]
/// Implements serde's traits for a type with its implementation of [`Json`].
macro_rules! serde_through_json {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }

        // These traits hold for all data. Without the implementations, the compiler and rustdoc would derive them from
        // the fields, and would exceed their recursion limit for long chains of types.
        impl std::panic::RefUnwindSafe for $name {}
        impl std::panic::UnwindSafe for $name {}
    };
}

#[allow(unused_macros, reason = "an API may declare no recursive types")]
/// Implements [`Json`] for a struct around another type.
macro_rules! newtype {
    ($name:ident) => {
        impl $crate::runtime::json::Json for $name {
            fn read(
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                $crate::runtime::json::read(from).map(Self)
            }

            fn fill(
                &mut self,
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::json::Failed> {
                $crate::runtime::json::Json::fill(&mut self.0, from)
            }

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                $crate::runtime::json::Json::write(&self.0, to);
            }
        }
    };
}

#[allow(unused_macros, reason = "an API may declare no unions")]
/// Returns the value of a variant, or `None` for another variant.
macro_rules! variant_value {
    ($union:expr, $variant:path) => {
        match $union {
            $variant(value) => ::core::option::Option::Some(value),
            _ => ::core::option::Option::None,
        }
    };
}

#[allow(unused_macros, reason = "a client may use no foreign types for formats")]
/// Implements [`Json`] for a foreign type with its `FromStr` and `Display`.
macro_rules! json_through_text {
    ($type:ty) => {
        impl $crate::runtime::json::Json for $type {
            fn read(
                from: &mut $crate::runtime::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::Failed> {
                let start = from.mark();
                match from.string()?.parse() {
                    ::core::result::Result::Ok(value) => ::core::result::Result::Ok(value),
                    ::core::result::Result::Err(_) => from.malformed(stringify!($type), start),
                }
            }

            $crate::runtime::json::fill!();

            fn write(&self, to: &mut $crate::runtime::json::Writer) {
                to.display(self);
            }
        }
    };
}

pub(crate) use fill;
#[allow(unused_imports, reason = "a client may use no foreign types for formats")]
pub(crate) use json_through_text;
#[allow(unused_imports, reason = "an API may declare no recursive types")]
pub(crate) use newtype;
#[allow(unused_imports, reason = "an API may declare no types")]
pub(crate) use serde_through_json;
#[allow(unused_imports, reason = "an API may declare no unions")]
pub(crate) use variant_value;
