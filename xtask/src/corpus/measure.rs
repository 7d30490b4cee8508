//! A document generated, and what that took.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use generator::diagnostic::{Code, Severity, render, render_all};
use generator::output::{OsFs, package_name, scaffold, write};
use generator::{Generated, Stage, Summary, Target, generate_observed};

use super::build::Build;

/// What became of a document.
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) spec: PathBuf,
    pub(super) outcome: Outcome,
    /// Time and peak memory of each stage that was finished.
    pub(super) stages: Vec<(Stage, Duration, Option<u64>)>,
    pub(super) summary: Summary,
    pub(super) lines: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// How many schemas, at any depth, have no typed form.
    pub(super) raw: usize,
    /// The errors, rendered.
    pub(super) findings: String,
    /// The crate.
    pub(super) folder: PathBuf,
    pub(super) build: Option<Build>,
    pub(super) lints: Option<Build>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Generated,
    Rejected,
    Panicked,
}

/// Generates a document and writes the crate into `target`.
pub(super) fn measure(name: String, spec: PathBuf, target: &Path) -> Measured {
    let folder = target.join("clients").join(&name);
    let mut stages = Vec::new();
    reset_peak();
    let mut begin = Instant::now();
    let mut finished = |stage| {
        stages.push((stage, begin.elapsed(), peak()));
        reset_peak();
        begin = Instant::now();
    };
    let generated =
        catch_unwind(AssertUnwindSafe(|| generate_observed(&Target::for_spec(&spec, &folder), &mut finished)));
    let mut measured = Measured {
        name,
        spec,
        outcome: Outcome::Panicked,
        stages,
        summary: Summary::default(),
        lines: 0,
        warnings: 0,
        notes: 0,
        raw: 0,
        findings: String::new(),
        folder,
        build: None,
        lints: None,
    };
    if let Ok(generated) = generated {
        take(&mut measured, generated);
    }
    measured
}

fn take(measured: &mut Measured, generated: Generated) {
    let diagnostics = &generated.diagnostics;
    measured.warnings = diagnostics.count(Severity::Warning);
    measured.notes = diagnostics.count(Severity::Note);
    measured.raw = diagnostics.iter().filter(|found| found.code == Code::SCHEMA_RAW).count();
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    measured.findings = render_all(errors, &generated.sources, false).join("\n");
    measured.summary = generated.summary;
    measured.outcome = Outcome::Rejected;
    let Some(files) = generated.files else { return };
    let is_generated = |path: &str| !path.starts_with("runtime/") && path.ends_with(".rs");
    let lines = files.iter().filter(|file| is_generated(&file.path)).map(|file| file.text.lines().count());
    measured.lines = lines.fold(0, usize::saturating_add);
    // What an earlier version of the generator put beside them is not what it would make today.
    for path in ["Cargo.toml", "src/lib.rs"] {
        let _ = std::fs::remove_file(measured.folder.join(path));
    }
    let written = write(&mut OsFs, &measured.folder.join("src/generated"), &files)
        .and_then(|_| scaffold(&mut OsFs, &measured.folder, &package(&measured.name)));
    match written {
        Ok(()) => measured.outcome = Outcome::Generated,
        Err(error) => measured.findings = render(&error, &generated.sources, false),
    }
}

/// The name of a document's crate.
pub(super) fn package(name: &str) -> String {
    package_name(&format!("client-{}", name.replace('_', "-")))
}

/// Forgets the peak of this process's memory, where the system can.
fn reset_peak() {
    // Without it, the peaks are those since the process began, which is still an upper bound.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The peak of this process's memory in bytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes.saturating_mul(1024))
}
