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

/// The methods that the runtime's `impl_request!` gives to every request type, and those of prelude traits. Generated
/// code adds a method for each optional argument.
pub(crate) const REQUEST_METHODS: &[&str] = &["blocking", "clone", "into_future", "send", "send_blocking"];

/// The settings that the runtime's `impl_request!` gives to every request type, in the order of the macro. A parameter
/// of an operation may have such a name, and the setting another one then.
pub(crate) const REQUEST_SETTINGS: [&str; 10] =
    ["extra", "header", "idempotent", "json_body", "multipart_body", "query", "raw_body", "retry", "server", "timeout"];

/// The methods that generated code adds to request types beside those for optional arguments.
pub(crate) const GENERATED_REQUEST_METHODS: &[&str] = &["events", "items"];

/// The methods of the type of a group, which generated code derives.
pub(crate) const GROUP_METHODS: &[&str] = &["clone"];

/// The Cargo features that no group may have: those that each client has, and the names of its dependencies.
pub(crate) const RESERVED_FEATURES: &[&str] = &[
    "blocking",
    "brotli",
    "bytes",
    "default",
    "full",
    "futures_core",
    "gzip",
    "hmac",
    "http",
    "http_body",
    "httpdate",
    "native_tls",
    "percent_encoding",
    "reqwest",
    "rustls",
    "rustls_no_provider",
    "secrecy",
    "send_wrapper",
    "serde",
    "serde_json",
    "sha2",
    "system_proxy",
    "testing",
    "tokio",
    "tower",
    "tower_service",
    "tracing",
    "url",
    "wasm_bindgen_futures",
    "web_sys",
    "webhook_signatures",
    "webhooks",
    "zstd",
];

/// The methods of the runtime's `Client`. Generated code adds a method for each operation.
pub(crate) const CLIENT_METHODS: &[&str] = &["clone", "request"];

/// The methods that generated code adds to `Client` beside those for operations.
pub(crate) const GENERATED_CLIENT_METHODS: &[&str] = &["builder"];

/// The methods of the runtime's `Credentials`. Generated code adds methods for each security scheme.
pub(crate) const CREDENTIALS_METHODS: &[&str] = &["clone", "default", "none", "with", "with_general"];

/// The functions that generated code adds to `Credentials` beside those for security schemes. The constructors for
/// every operation, such as `bearer`, are not among them: they yield to a security scheme of that name.
pub(crate) const GENERATED_CREDENTIALS_METHODS: &[&str] = &["from_env"];

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
    "Borrow",
    "ByteStream",
    "Bytes",
    "Client",
    "Error",
    "EventForm",
    "EventRequest",
    "EventStream",
    "HeaderError",
    "HeaderMap",
    "JsonItems",
    "JsonStream",
    "Multipart",
    "NextPage",
    "Operation",
    "Pagination",
    "Paginator",
    "Part",
    "PartItems",
    "PartStream",
    "RawResponse",
    "RequestBuilder",
    "Response",
    "Style",
    "UntypedBody",
];

/// The types that the module of the client imports.
pub(crate) const CLIENT_IMPORTS: &[&str] = &[
    "BuildError",
    "Client",
    "ClientBuilder",
    "Credential",
    "Credentials",
    "RateLimitHeaders",
    "ResetUnit",
    "SecretString",
    "ServerUrl",
    "TokenProvider",
];

/// The type that the module of the client declares for the servers without variables.
pub(crate) const CLIENT_TYPES: &[&str] = &["Server"];

/// The types that the root module re-exports, beside those of the module of the client.
pub(crate) const ROOT_EXPORTS: &[&str] = &[
    "AnyError",
    "Body",
    "Client",
    "ClientBuilder",
    "Credentials",
    "Error",
    "Maybe",
    "Method",
    "Multipart",
    "Part",
    "Response",
    "RetryPolicy",
    "StatusCode",
    "Timeouts",
    "Value",
];

#[cfg(test)]
mod tests;
