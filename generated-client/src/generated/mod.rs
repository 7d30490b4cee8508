// Generated from an OpenAPI document. The next run of the generator undoes any change made here.

//! The generated part of the client for LaunchDarkly REST API.
#![allow(deprecated, reason = "what is deprecated is still sent and read")]
#![allow(
    clippy::large_enum_variant,
    clippy::too_many_arguments,
    reason = "the document decides how large a body is and how many parameters an operation has"
)]

pub mod client;
pub mod operations;
pub mod runtime;
pub mod types;

pub use client::Server;
pub use runtime::{
    Client, ClientBuilder, ClientError, Credentials, Error, Request, Response,
};
