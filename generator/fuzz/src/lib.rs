//! Tests the generator on mutated documents.
//!
//! `cargo xtask fuzz` runs it. The targets of `cargo fuzz` in `targets/` use the same mutations.
//!
//! | module | purpose |
//! |---|---|
//! | [`corpus`] | the documents that are mutated |
//! | [`random`] | random numbers from a seed, or from the bytes of a fuzzer |
//! | [`mutate`] | mutated documents |
//! | [`check`] | generates the client of a document, and checks the result |
//! | [`worker`] | a process that checks some of the documents |
//! | [`run`] | a whole run: starts the processes, and collects their results |
//! | [`compile`] | compiles some of the clients |
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod check;
pub mod compile;
pub mod corpus;
pub mod mutate;
pub mod panics;
mod process;
pub mod random;
pub mod run;
mod tally;
pub mod worker;
