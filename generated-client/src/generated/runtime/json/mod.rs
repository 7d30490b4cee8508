// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! JSON: values of any kind, and properties that may be `null`.
//!
//! - [`Value`] is any JSON value. It is used as `serde_json::Value` is, converts from it, and its numbers keep every digit.
//!   [`Object`] and [`Number`] are parts of it.
//! - [`Maybe`] is an optional property that may be `null`.
//! - [`ReadError`] and [`SyntaxError`] say why a text cannot be read, and where.
//!
//! The types of the API implement serde's traits, so `serde_json` reads and writes them too.

// Types implement `Json`, whose two methods are plain functions over a `Tree` that borrows from the parsed text. They compile
// much faster than an implementation of `Deserialize` for each type. The tree also distinguishes an absent property from
// `null`, gives errors a path, and can be inspected before the variant of a union is chosen.

mod convert;
mod decimal;
mod delegate;
mod deserializer;
mod enumeration;
mod implementations;
mod link;
mod maybe;
mod nulls;
mod number;
mod object;
mod parse;
mod pointer;
mod print;
mod read;
mod tree;
mod union;
mod value;
mod write;

#[doc(hidden)]
pub use delegate::{deserialize, serialize};
#[allow(unused_imports, reason = "an API may declare no enums")]
pub(crate) use enumeration::{mixed_enum, number_enum, string_enum};
pub use link::Link;
pub use maybe::Maybe;
pub use number::Number;
pub use object::Object;
pub use parse::SyntaxError;
pub use read::ReadError;
pub use value::{Value, ValueIndex};

// Only generated code uses these. They may change in any version.
#[doc(hidden)]
pub use nulls::Nulls;
#[doc(hidden)]
pub use number::TreeNumber;
#[doc(hidden)]
pub use parse::{ParseError, from_slice};
#[doc(hidden)]
pub use print::to_text;
#[doc(hidden)]
pub use read::ObjectReader;
#[doc(hidden)]
pub use tree::{Kind, Tree};
#[doc(hidden)]
pub use union::{AdditionalProperties, Constant, Shape, merge_variants, read_union, read_variant};
#[doc(hidden)]
pub use write::ObjectWriter;

/// A type that is read from JSON and written to JSON.
#[doc(hidden)]
pub trait Json: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError`], which has a path, if the value does not match the type.
    fn read(tree: &Tree<'_>) -> Result<Self, ReadError>;

    /// Writes the value. The tree borrows from it.
    fn write(&self) -> Tree<'_>;
}

/// Reads a value with [`Json::read`], with an inferred type.
///
/// # Errors
///
/// Returns the errors of [`Json::read`].
#[doc(hidden)]
pub fn read<T: Json>(tree: &Tree<'_>) -> Result<T, ReadError> {
    T::read(tree)
}

/// Writes a value with [`Json::write`].
#[doc(hidden)]
pub fn write<T: Json>(value: &T) -> Tree<'_> {
    value.write()
}

#[allow(unused_macros, reason = "an API may declare no types")]
/// Implements serde's traits for a type with its implementation of [`Json`].
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

        // These traits hold for all data. Without the implementations, the compiler and rustdoc would derive them from
        // the fields, and would exceed their recursion limit for long chains of types.
        impl std::panic::RefUnwindSafe for $name {}
        impl std::panic::UnwindSafe for $name {}
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

#[allow(unused_imports, reason = "a client may use no foreign types for formats")]
pub(crate) use json_through_text;
#[allow(unused_imports, reason = "an API may declare no types")]
pub(crate) use serde_through_json;
#[allow(unused_imports, reason = "an API may declare no unions")]
pub(crate) use variant_value;
