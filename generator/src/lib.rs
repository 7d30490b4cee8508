//! Generates a Rust client from an OpenAPI document.
//!
//! [`generate`] runs the whole pipeline. A [`Session`] runs it stage by stage, for a caller that needs the values
//! between:
//!
//! 1. [`source`] loads a document: YAML or JSON to one value, with the overlays applied. Each node keeps its place in
//!    the file that it was written in.
//! 2. [`openapi`] parses the value: references are resolved, newer versions are rewritten to 3.0, and the value becomes
//!    the types of `openapiv3`.
//! 3. `lower` decides what the document means: an [`api::Api`], in OpenAPI's terms, without Rust.
//! 4. `plan` chooses the Rust code: a [`rust::Crate`] with every name, derive and `Box`.
//! 5. [`render`] prints and formats the code.
//!
//! The stages collect [`diagnostic::Diagnostics`]. If one of them is an error, no files are generated.
//! [`output::write`] writes the files, and [`output::check`] compares them with the files that exist.
//!
//! ```
//! use generator::{Target, generate, output};
//!
//! let folder = tempfile::tempdir()?;
//! let spec = folder.path().join("pets.yaml");
//! std::fs::write(&spec, "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n")?;
//!
//! let generated = generate(&Target::for_spec(spec, folder.path().join("pets")));
//! assert!(generated.files.is_some_and(|files| files.iter().any(|file| file.path == "client.rs")));
//! # Ok::<(), std::io::Error>(())
//! ```
#![warn(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod api;
pub mod changes;
pub mod config;
pub mod diagnostic;
mod emit;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod graph;
pub mod limits;
pub mod location;
mod lower;
pub mod openapi;
pub mod output;
mod pipeline;
mod plan;
pub mod render;
pub mod rust;
pub mod source;
mod threads;

pub use config::Target;
pub use pipeline::{Generated, Session, generate};
