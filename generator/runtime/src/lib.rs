//! The hand-written Rust that every generated client carries.
//!
//! The generator copies [`runtime`] into each client, so a client depends on no crate of ours; `crate::runtime` means
//! the same here and there. What is tested here is what every client runs.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod runtime;

#[cfg(test)]
mod tests;
