//! The reserved names: those of Rust's prelude, of the runtime, and of generated code itself.
//!
//! Each list is one namespace. The tests compare the lists with the runtime's files and with generated code, so that a
//! new method of the runtime never collides with a name from a document.
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

/// The methods of the runtime's `Request`: inherent ones, and those of prelude traits. Generated code adds a method for each
/// optional argument.
pub(crate) const REQUEST_METHODS: &[&str] = &["header", "into_future", "new", "send", "server", "timeout"];

/// The methods that generated code adds to `Request` beside those for optional arguments.
pub(crate) const GENERATED_REQUEST_METHODS: &[&str] = &["items"];

/// The methods of the runtime's `Client`. Generated code adds a method for each operation.
pub(crate) const CLIENT_METHODS: &[&str] = &["clone"];

/// The methods that generated code adds to `Client` beside those for operations.
pub(crate) const GENERATED_CLIENT_METHODS: &[&str] = &["builder"];

/// The methods of the runtime's `Credentials`. Generated code adds methods for each security scheme.
pub(crate) const CREDENTIALS_METHODS: &[&str] = &["clone", "default", "none", "with"];

/// The name of `Credentials` as a method: a constructor named like its type is misleading.
pub(crate) const CREDENTIALS_NAME: &[&str] = &["credentials"];

/// The conversions that every type has, and `new`, which is expected to return its own type.
pub(crate) const COMMON_METHODS: &[&str] = &["into", "new", "try_into"];

/// The variable of a generated method that builds a request.
pub(crate) const METHOD_VARIABLES: &[&str] = &["builder"];

/// The types that the modules of operations import.
pub(crate) const OPERATION_IMPORTS: &[&str] = &[
    "BTreeMap",
    "Body",
    "ByteStream",
    "Bytes",
    "Client",
    "Error",
    "EventForm",
    "EventStream",
    "HeaderError",
    "HeaderMap",
    "Method",
    "Multipart",
    "NextPage",
    "Operation",
    "Pagination",
    "Paginator",
    "Part",
    "RawResponse",
    "Request",
    "RequestBuilder",
    "Response",
    "Style",
];

/// The types that the module of the client imports.
pub(crate) const CLIENT_IMPORTS: &[&str] =
    &["Client", "ClientBuilder", "Credential", "Credentials", "SecretString", "ServerUrl", "TokenProvider"];

/// The type that the module of the client declares for the servers without variables.
pub(crate) const CLIENT_TYPES: &[&str] = &["Server"];

/// The types that the root module re-exports, beside those of the module of the client.
pub(crate) const ROOT_EXPORTS: &[&str] =
    &["AnyError", "Client", "ClientBuilder", "Credentials", "Error", "Request", "Response", "Value"];

#[cfg(test)]
mod tests;
