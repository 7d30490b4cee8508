// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! How types meet JSON: by way of a tree that borrows from the text it was parsed from.
//!
//! A type has two directions, [`Json::read`] and [`Json::write`], and both are plain functions over the tree. That
//! costs the compiler far less than a `Deserialize` of its own for each type, and the tree tells absent from `null`,
//! knows the path of an error, and can be looked at before it is decided what it is.

mod convert;
mod decimal;
mod delegate;
mod deserializer;
mod enumeration;
mod implementations;
mod link;
mod number;
mod object;
mod parse;
mod print;
mod read;
mod tree;
mod union;
mod value;
mod write;

#[doc(hidden)]
pub use delegate::{deserialize, serialize};
#[allow(unused_imports, reason = "not every document lists values")]
pub(crate) use enumeration::{mixed_enum, number_enum, string_enum};
pub use link::Link;
pub use number::{Number, TreeNumber};
pub use object::Object;
pub use parse::{ParseProblem, SyntaxError, from_slice};
pub use print::to_text;
pub use read::{ObjectReader, ReadError};
pub use tree::{Kind, Tree};
pub use union::{Constant, Others, Shape, merge_variants, read_union, read_variant};
pub use value::{Value, ValueIndex};
pub use write::ObjectWriter;

/// A type that JSON values can be read into and written from.
pub trait Json: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] names the part of the value that does not fit.
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError>;

    /// Writes a value. The tree borrows what it can.
    fn write(&self) -> Tree<'_>;
}

/// Reads a value: [`Json::read`], with the type told by where the value goes.
///
/// # Errors
///
/// Those of the type.
pub fn read<T: Json>(tree: &Tree<'_>) -> Result<T, ReadError> {
    T::read(tree)
}

/// Writes a value: [`Json::write`].
pub fn write<T: Json>(value: &T) -> Tree<'_> {
    value.write()
}

#[allow(unused_macros, reason = "a client whose types are all aliases implements nothing")]
/// Implements serde's traits for a type by way of [`Json`], so that it works wherever serde does.
macro_rules! serde_through_json {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(&$crate::runtime::json::Json::write(self), serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }

        // A value is data, so it is both. The compiler and rustdoc would find that out by way of everything that it holds,
        // and give up where types hold each other over a hundred steps.
        impl std::panic::RefUnwindSafe for $name {}
        impl std::panic::UnwindSafe for $name {}
    };
}

#[allow(unused_macros, reason = "most clients have no types of somebody else")]
/// Implements [`Json`] for a type of somebody else by way of its text: `FromStr` and `Display`.
macro_rules! json_through_text {
    ($type:ty) => {
        impl $crate::runtime::json::Json for $type {
            fn read(
                tree: &$crate::runtime::json::Tree<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::json::ReadError> {
                let text = tree.string()?;
                text.parse().map_err(|_| $crate::runtime::json::ReadError::malformed(stringify!($type)))
            }

            fn write(&self) -> $crate::runtime::json::Tree<'_> {
                $crate::runtime::json::Tree::String(self.to_string().into())
            }
        }
    };
}

#[allow(unused_imports, reason = "most clients have no types of somebody else")]
pub(crate) use json_through_text;
#[allow(unused_imports, reason = "a client whose types are all aliases implements nothing")]
pub(crate) use serde_through_json;
