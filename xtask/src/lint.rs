//! `cargo xtask lint`: the diagnostics of documents, without a client.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use generator::Session;
use generator::diagnostic::{Diagnostics, Severity};
use generator::location::Sources;

use crate::report::{ReportOptions, Reporter, counted};
use crate::target;

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
    let name = spec.file_stem().map_or_else(PathBuf::new, PathBuf::from);
    match target::read(spec, name, &mut sources) {
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
