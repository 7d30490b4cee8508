// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The generated code of the client for LaunchDarkly REST API.
#![allow(deprecated, reason = "what is deprecated is still sent and read")]
#![allow(
    missing_docs,
    reason = "what the API does not describe has no documentation that repeats its name"
)]
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::match_overlapping_arm,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    reason = "words, names, sizes and statuses are the document's"
)]

pub mod client;
pub mod operations;
pub mod runtime;
pub mod types;

pub use client::Server;
pub use runtime::json::{Maybe, Value};
pub use runtime::{
    AnyError, Body, Client, ClientBuilder, Credentials, Error, Method, Multipart, Part,
    Response, RetryPolicy, StatusCode, Timeouts,
};
