//! Turns an OpenAPI document into a Rust client.
//!
//! [`generate`] is the whole way, and reads as what happens to a document:
//!
//! 1. [`source`] loads it: YAML or JSON to one value, with the overlays applied. Every node knows the place where a
//!    person wrote it.
//! 2. [`openapi`] parses it: references are resolved, 3.1 is brought down to 3.0, and the value becomes the types of
//!    `openapiv3`.
//! 3. [`lower`] decides what it means: an [`api::Api`], in OpenAPI's terms, without a word of Rust.
//! 4. [`plan`] decides what Rust says: a [`rust::Crate`], in which every name, derive and `Box` is settled.
//! 5. [`emit`] prints it: tokens, which cannot fail, and [`output`] makes formatted files of them.
//!
//! A stage collects everything that it finds into [`diagnostic::Diagnostics`]. Behind an error there is no next stage,
//! so a bad document changes no file; notes and warnings stop nothing. [`output::write`] and [`output::check`] compare
//! what was generated with what is there.
//!
//! ```
//! use generator::{Target, generate, output};
//!
//! let folder = tempfile::tempdir()?;
//! let spec = folder.path().join("pets.yaml");
//! std::fs::write(&spec, "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n")?;
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
pub mod diagnostic;
pub mod emit;
pub mod lower;
pub mod openapi;
pub mod output;
pub mod plan;
pub mod rust;
pub mod source;
mod target;

pub use target::Target;

use diagnostic::Diagnostics;
use output::{GeneratedFile, Input};
use source::Sources;

/// What became of a target.
#[derive(Debug)]
pub struct Generated {
    /// The files, with their paths below the folder of generated files; nothing if there is an error.
    pub files: Option<Vec<GeneratedFile>>,
    /// Everything that was found on the way.
    pub diagnostics: Diagnostics,
    /// The files that were read, which rendering a diagnostic takes.
    pub sources: Sources,
}

/// Generates a client. Nothing is written: that is what [`output::write`] does with the result.
pub fn generate(target: &Target) -> Generated {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let files = run(target, &mut sources, &mut diagnostics);
    Generated { files, diagnostics, sources }
}

fn run(target: &Target, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Vec<GeneratedFile>> {
    let document = source::load(sources, &target.spec, &target.overlays, diagnostics)?;
    let parsed = openapi::parse(document, diagnostics)?;
    let api = lower::lower(&parsed, diagnostics);
    let planned = plan::plan(&api, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let inputs = target.inputs().map(|path| Input::new(path, sources)).collect::<Vec<_>>();
    output::assemble(&planned, &inputs, diagnostics)
}
