//! Turns an OpenAPI document into a Rust client.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod api;
pub mod diagnostic;
pub mod emit;
pub mod lower;
pub mod openapi;
pub mod output;
pub mod plan;
pub mod rust;
pub mod source;
