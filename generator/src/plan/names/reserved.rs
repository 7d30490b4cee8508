//! The names that no generated type may have.
//!
//! Generated code uses absolute paths for most traits and functions of the standard library (`::core::convert::From`).
//! It uses the names of common types such as `Option` and `String` unqualified, so no generated type may have them. The
//! other names of the prelude are reserved too, so that a glob import of the client's types shadows nothing.

use super::Reserved;

/// The names that no type may have: those that each module of types imports, and those of the prelude.
pub(crate) const RESERVED_TYPES: Reserved<'static> = &[&["BTreeMap", "New"], PRELUDE];

/// The types, traits, variants and derives in the prelude of the 2024 edition.
pub(crate) const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];
