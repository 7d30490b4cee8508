//! Generates the client crate of one document, and measures each stage.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use generator::api::{Api, Component, SchemaKind};
use generator::config::{NewCrate, UnknownFields};
use generator::diagnostic::{Code, Severity, render, render_all};
use generator::output::{OsFs, package_name, scaffold, write};
use generator::rust::{Crate, Item, TypeModule};
use generator::{Session, Target};

/// The stages of the generator in their order, as the table shows them.
pub const STAGES: [&str; 5] = ["load", "parse", "lower", "plan", "emit"];

/// Runs each of [`STAGES`].
const RUN_STAGES: [fn(&mut Session); 5] =
    [Session::load, Session::parse, Session::lower, Session::plan, Session::render];

/// A document, and the client crate generated for it.
#[derive(Clone, Debug)]
pub struct Client {
    /// The document's name: the name of its file, or of its folder.
    pub name: String,
    /// The document's file.
    pub spec: PathBuf,
    /// The folder of the crate.
    pub folder: PathBuf,
    /// The package name of the crate.
    pub package: String,
    /// Whether its operations are in groups, each with a Cargo feature.
    pub has_groups: bool,
    /// Whether the crate was generated.
    pub outcome: Outcome,
    /// The cost of each stage that finished.
    pub stages: Vec<StageCost>,
    /// How many operations the document declares.
    pub operations_declared: usize,
    /// How many operations have a method.
    pub operations: usize,
    /// The component schemas, in the document's order.
    pub schemas: Vec<ComponentSchema>,
    /// The largest struct or enum, and its size in bytes. The first one if several have the same size.
    pub largest_type: Option<(String, u64)>,
    /// How many lines of Rust were generated, without the runtime.
    pub lines: usize,
    /// How many warnings the generator reported.
    pub warnings: usize,
    /// How many notes the generator reported.
    pub notes: usize,
    /// How many schemas, at any depth, are untyped.
    pub untyped: usize,
    /// The errors that the generator reported, rendered.
    pub errors: String,
}

/// What happened when a client was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The crate was written.
    Generated,
    /// The generator reported errors.
    Rejected,
    /// The generator panicked.
    Panicked,
}

/// The cost of one stage.
#[derive(Clone, Debug)]
pub struct StageCost {
    /// One of [`STAGES`].
    pub stage: &'static str,
    /// How long the stage ran.
    pub time: Duration,
    /// The peak of the process's memory in bytes. `None` if the system doesn't report it.
    pub peak_memory: Option<u64>,
}

/// A component schema, and the type generated for it.
#[derive(Clone, Debug)]
pub struct ComponentSchema {
    /// The name in the document.
    pub name: String,
    /// The name of the type.
    pub type_name: String,
    /// Whether `null` matches the schema.
    pub nullable: bool,
    /// Whether the type is the runtime's untyped JSON value.
    pub untyped: bool,
    /// Whether the type is an alias, which serde may read without the runtime.
    pub is_alias: bool,
}

/// Generates the client of a document, and writes its crate to `clients/<name>` below `target`.
pub fn generate_client(name: String, spec: PathBuf, unknown_fields: UnknownFields, target: &Path) -> Client {
    let folder = target.join("clients").join(&name);
    let package = package_name(&format!("client-{}", name.replace('_', "-")));
    // Operations are grouped as in a crate that a user begins.
    let new_crate = Some(NewCrate::default());
    let target = Target::for_spec(&spec, &folder);
    let target = Target { package: Some(package.clone()), new_crate, unknown_fields, ..target };
    let mut session = Session::new(&target);
    let mut stages = Vec::new();
    let run = catch_unwind(AssertUnwindSafe(|| {
        for (stage, run) in STAGES.into_iter().zip(RUN_STAGES) {
            reset_peak_memory();
            let begin = Instant::now();
            run(&mut session);
            let (time, peak_memory) = (begin.elapsed(), peak_memory());
            if session.diagnostics.has_errors() {
                break;
            }
            stages.push(StageCost { stage, time, peak_memory });
        }
    }));
    let mut client = Client {
        package,
        name,
        spec,
        folder,
        has_groups: false,
        outcome: Outcome::Panicked,
        stages,
        operations_declared: 0,
        operations: 0,
        schemas: Vec::new(),
        largest_type: None,
        lines: 0,
        warnings: 0,
        notes: 0,
        untyped: 0,
        errors: String::new(),
    };
    if run.is_ok() {
        finish(&mut client, session);
    }
    client
}

/// Records what was generated, and writes the crate.
fn finish(client: &mut Client, session: Session) {
    let diagnostics = &session.diagnostics;
    client.warnings = diagnostics.count(Severity::Warning);
    client.notes = diagnostics.count(Severity::Note);
    client.untyped = diagnostics.iter().filter(|found| found.code == Code::SCHEMA_UNTYPED).count();
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    client.errors = render_all(errors, &session.sources, false).join("\n");
    if let Some(parsed) = &session.parsed {
        client.operations_declared = parsed.openapi.operations().count();
    }
    if let (Some(api), Some(planned)) = (&session.api, &session.rust) {
        summarize(client, api, planned);
    }
    client.outcome = Outcome::Rejected;
    let (Some(files), Some(package)) = (session.files, session.package) else { return };
    client.has_groups = !package.features.is_empty();
    let is_generated = |path: &str| !path.starts_with("runtime/") && path.ends_with(".rs");
    let lines = files.iter().filter(|file| is_generated(&file.path)).map(|file| file.text.lines().count());
    client.lines = lines.fold(0, usize::saturating_add);
    // An earlier version of the generator may have written different ones, and `scaffold` keeps what exists.
    for path in ["Cargo.toml", "README.md", "src/lib.rs"] {
        let _ = std::fs::remove_file(client.folder.join(path));
    }
    let written = write(&mut OsFs, &client.folder.join("src/generated"), &files)
        .and_then(|_| scaffold(&mut OsFs, &client.folder, &package, None));
    match written {
        Ok(()) => client.outcome = Outcome::Generated,
        Err(error) => client.errors = render(&error, &session.sources, false),
    }
}

fn summarize(client: &mut Client, api: &Api, planned: &Crate) {
    client.operations = api.operations.len();
    let largest = planned.sizes.iter().rev().max_by_key(|size| size.bytes);
    client.largest_type = largest.map(|size| (size.name.as_str().to_owned(), size.bytes));
    // The modules of components come first, in the order of the components.
    let modules = api.schemas.iter().zip(&planned.types);
    let summarize = |(component, module): (&Component, &TypeModule)| ComponentSchema {
        name: component.name.clone(),
        type_name: module.items.first().map_or_else(String::new, |item| item.name().as_str().to_owned()),
        nullable: api.is_nullable(&component.schema),
        untyped: component.schema.kind == SchemaKind::Any,
        is_alias: matches!(module.items.first(), Some(Item::Alias(_))),
    };
    client.schemas = modules.map(summarize).collect();
}

/// Resets the peak of the process's memory, on Linux.
fn reset_peak_memory() {
    // Where the system can't reset it, the peak is that of all stages so far: still an upper bound.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Returns the peak of the process's memory in bytes, on Linux.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes.saturating_mul(1024))
}
