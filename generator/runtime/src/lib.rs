//! The runtime of generated clients.
//!
//! The generator copies [`runtime`] into each client, so that a client does not depend on this crate. The path
//! `crate::runtime` is valid in both places. The tests are outside of it and are not copied.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub mod runtime;

#[cfg(test)]
mod tests;
