//! `cargo xtask lint`: the diagnostics of documents, without a client.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use generator::config::NewCrate;
use generator::diagnostic::{Diagnostics, Severity};
use generator::location::Sources;
use generator::output::TARGET_FILE;
use generator::{Session, Target};

use crate::report::{ReportOptions, Reporter, counted};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The OpenAPI documents. A target file, or a folder with a `codegen.toml`, stands for its document with its
    /// overlays, its filter and its `[diagnostics]`.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    /// An OpenAPI Overlay to apply to each document. May be given several times.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    report: ReportOptions,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut reporter = Reporter::new(&arguments.report);
    let mut has_errors = false;
    for spec in &arguments.specs {
        let (diagnostics, sources) = lint(spec, arguments);
        reporter.diagnostics(&diagnostics, &sources);
        has_errors |= diagnostics.has_errors();
        let errors = counted(diagnostics.count(Severity::Error), "error");
        let warnings = counted(diagnostics.count(Severity::Warning), "warning");
        reporter.line(&format!("{}: {errors}, {warnings}", spec.display()));
    }
    reporter.finish();
    if has_errors { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Returns the diagnostics of a document.
fn lint(spec: &Path, arguments: &Arguments) -> (Diagnostics, Sources) {
    let mut sources = Sources::new();
    match target(spec, &mut sources) {
        Ok(mut target) => {
            target.overlays.extend(arguments.overlay.iter().cloned());
            target.levels.deny_warnings = arguments.report.deny_warnings;
            let session = Session::lint(&target);
            (session.diagnostics, session.sources)
        }
        Err(error) => {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(error);
            (diagnostics, sources)
        }
    }
}

/// Returns the target of an argument. Names are those of a new crate with the document's name.
fn target(spec: &Path, sources: &mut Sources) -> Result<Target, generator::diagnostic::Diagnostic> {
    let in_folder = spec.join(TARGET_FILE);
    if in_folder.is_file() {
        return Target::read(&in_folder, sources);
    }
    if spec.extension().is_some_and(|extension| extension == "toml") {
        return Target::read(spec, sources);
    }
    let name = spec.file_stem().map_or_else(PathBuf::new, PathBuf::from);
    Ok(Target { new_crate: Some(NewCrate::default()), ..Target::for_spec(spec, name) })
}
