//! Turns an OpenAPI document into a Rust client.

pub mod diagnostic;
pub mod source;
