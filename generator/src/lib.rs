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
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod location;
pub mod lower;
pub mod openapi;
pub mod output;
pub mod plan;
pub mod render;
pub mod rust;
pub mod source;

pub use config::Target;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Sources;
use crate::render::{GeneratedFile, Input};

/// What became of a target.
#[derive(Debug)]
pub struct Generated {
    /// The files, with their paths below the folder of generated files; nothing if there is an error.
    pub files: Option<Vec<GeneratedFile>>,
    /// Everything that was found on the way.
    pub diagnostics: Diagnostics,
    /// The files that were read, which rendering a diagnostic takes.
    pub sources: Sources,
    /// What the document has, as far as it was read.
    pub summary: Summary,
}

/// What a document has, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How many operations the document declares.
    pub operations_declared: usize,
    /// How many of them have a method.
    pub operations: usize,
    /// The component schemas, in the document's order.
    pub schemas: Vec<SchemaSummary>,
    /// The sizes of the structs and enums that were made.
    pub sizes: Vec<rust::TypeSize>,
}

/// What came of a component schema.
#[derive(Clone, Debug)]
pub struct SchemaSummary {
    /// Its name in the document.
    pub name: String,
    /// The name of its type.
    pub type_name: String,
    /// Whether `null` is one of its values.
    pub nullable: bool,
    /// Whether it has no typed form.
    pub is_raw: bool,
    /// Whether its type is another name of a type, which serde may read on its own.
    pub is_alias: bool,
}

/// A stage of the way from a document to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the files to one value.
    Load,
    /// Bringing the value into the types of OpenAPI 3.0.
    Parse,
    /// Deciding what the document means.
    Lower,
    /// Deciding what Rust says.
    Plan,
    /// Printing and formatting.
    Emit,
}

/// How much stack the stages may take. Documents nest, and their schemas lead from one to the next, as deep as they
/// like; the memory is taken only as it is used.
const STACK: usize = 1 << 30;

/// Generates a client. Nothing is written: that is what [`output::write`] does with the result.
pub fn generate(target: &Target) -> Generated {
    generate_observed(target, &mut |_| {})
}

/// Generates a client, and calls `finished` whenever a stage is over.
pub fn generate_observed(target: &Target, finished: &mut (dyn FnMut(Stage) + Send)) -> Generated {
    std::thread::scope(|scope| {
        let work =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || generate_here(target, finished));
        match work.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(generated)) => generated,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => {
                let mut diagnostics = Diagnostics::new();
                let message = format!("no thread could be started: {error}");
                diagnostics.push(Diagnostic::error(Code::INTERNAL, None, message));
                Generated { files: None, diagnostics, sources: Sources::new(), summary: Summary::default() }
            }
        }
    })
}

fn generate_here(target: &Target, finished: &mut dyn FnMut(Stage)) -> Generated {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let mut summary = Summary::default();
    let files = run(target, &mut sources, &mut diagnostics, &mut summary, finished);
    Generated { files, diagnostics, sources, summary }
}

fn run(
    target: &Target,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    summary: &mut Summary,
    finished: &mut dyn FnMut(Stage),
) -> Option<Vec<GeneratedFile>> {
    let document = source::load(sources, &target.spec, &target.overlays, diagnostics)?;
    finished(Stage::Load);
    // The target's file is an input if what it says depends on the document.
    let file = target.file.as_ref().filter(|_| target.has_rules()).map(|file| source::read(sources, file)).transpose();
    let file = file.map_err(|error| diagnostics.push(error)).ok()?;
    let written = file.map(|file| location::Origin { file, pointer: location::Pointer::root() });
    let parsed = openapi::parse(document, (&target.filter, written.as_ref()), sources, diagnostics)?;
    finished(Stage::Parse);
    let api = lower::lower(&parsed, diagnostics);
    finished(Stage::Lower);
    let crate_name = crate_name(target);
    let choices = plan::PlanOptions {
        crate_name: &crate_name,
        formats: &target.formats,
        pagination: &target.pagination,
        unknown_fields: target.unknown_fields,
        written: written.as_ref(),
        sources,
    };
    let planned = plan::plan(&api, choices, diagnostics);
    finished(Stage::Plan);
    *summary = Summary {
        operations_declared: parsed.openapi.operations().count(),
        operations: api.operations.len(),
        schemas: summarise(&api, &planned),
        sizes: planned.sizes.clone(),
    };
    if diagnostics.has_errors() {
        return None;
    }
    let files = render::assemble(&planned, &Input::all(sources), diagnostics);
    finished(Stage::Emit);
    files
}

/// How Rust names the crate that a target becomes: by its package, or by the one that it will be.
fn crate_name(target: &Target) -> String {
    let package = output::package_in(&output::OsFs, &target.output);
    package.unwrap_or_else(|| output::package_name(&target.name)).replace('-', "_")
}

fn summarise(api: &api::Api, planned: &rust::Crate) -> Vec<SchemaSummary> {
    let modules = api.schemas.iter().zip(&planned.types);
    let summarise = |(component, module): (&api::Component, &rust::TypeModule)| SchemaSummary {
        name: component.name.clone(),
        type_name: module.items.first().map_or_else(String::new, |item| item.name().as_str().to_owned()),
        nullable: api.is_nullable(&component.schema),
        is_raw: component.schema.kind == api::SchemaKind::Any,
        is_alias: matches!(module.items.first(), Some(rust::Item::Alias(_))),
    };
    modules.map(summarise).collect()
}
