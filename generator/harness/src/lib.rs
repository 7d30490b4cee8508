//! Tests the generator on every document of a folder: generates a client crate for each document, compiles and lints
//! the crates, sends JSON values through the generated types, and prints tables of the results.
//!
//! `cargo xtask corpus` runs it. It is a package of its own, so that `cargo xtask codegen` builds without a JSON Schema
//! validator.
//!
//! | module | purpose |
//! |---|---|
//! | [`corpus`] | the whole run, and what it prints |
//! | [`client`] | generates one client crate and measures each stage |
//! | [`cargo`] | compiles and lints a client crate |
//! | [`round_trip`] | sends JSON values through the generated types, and compares what comes back |
//! | [`json_schema`], [`instance`] | a validator's view of an OpenAPI schema, and values that match a schema |
//! | [`compare`] | exact comparison of two JSON texts |
//! | [`semver`] | compares the Rust verdicts of `cargo xtask changes` with those of cargo-semver-checks and the compiler |
//! | [`suite`] | sends the valid instances of the JSON Schema Test Suite through their types |
//! | [`edits`] | random edits of documents |
//!
//! Only `client`, `corpus`, `document`, `semver`, `suite` and `terminal` use the generator's API.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod cargo;
pub mod client;
pub mod compare;
pub mod corpus;
mod document;
pub mod edits;
pub mod instance;
pub mod json_schema;
mod result;
pub mod round_trip;
pub mod semver;
pub mod suite;
mod table;
mod terminal;
