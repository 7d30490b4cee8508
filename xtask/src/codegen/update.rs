//! Writes the files of a generated client, or checks the files that are there.

use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Diagnostic, Diagnostics, escaped, github_error, visible, visible_lines};
use generator::output::{Drift, FileSystem, OsFs, check, ensure_owned, missing_requirements, scaffold, write};
use generator::{Generated, Target};

use super::{Arguments, Outcome};
use crate::report::{Format, Reporter};
use crate::stdout::{print, print_line};

/// Writes or checks the files of a target.
pub(super) fn update(
    target: &Target,
    generated: &Generated,
    arguments: &Arguments,
    reporter: &mut Reporter,
) -> Outcome {
    let updated = match arguments.check {
        true => check_target(target, generated, arguments, reporter),
        false => write_target(target, generated, arguments, reporter),
    };
    updated.unwrap_or_else(|diagnostic| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(*diagnostic);
        reporter.diagnostics(&diagnostics, &generated.sources);
        Outcome::Error
    })
}

type Updated = Result<Outcome, Box<Diagnostic>>;

fn write_target(target: &Target, generated: &Generated, arguments: &Arguments, reporter: &Reporter) -> Updated {
    let files = generated.files.as_deref().unwrap_or_default();
    if arguments.spec.is_some() || target.new_crate.is_some() {
        let inputs: Vec<PathBuf> = generated.sources.files().map(|file| generated.sources.name(file).into()).collect();
        ensure_owned(&OsFs, &target.output, &inputs)?;
    }
    // A new crate gets a manifest from `scaffold`. An existing manifest is checked before any file is written.
    if target.new_crate.is_none() {
        check_requirements(target, generated)?;
    }
    let folder = target.generated_folder();
    let written = write(&mut OsFs, &folder, files)?;
    if let (Some(_), Some(package)) = (&target.new_crate, &generated.package) {
        let new_target = Target { grouping: generated.grouping, ..target.clone() };
        // A target with a file needs no second one.
        scaffold(&mut OsFs, &target.output, package, Some(&new_target).filter(|target| target.file.is_none()))?;
    }
    for path in &written.overwritten {
        reporter.line(&format!("{}: `{path}` was edited by hand and has been overwritten", target.name));
    }
    let (changed, removed) = (written.written.len(), written.removed.len());
    let summary = if changed == 0 && removed == 0 {
        format!("{} files are up to date", files.len())
    } else {
        format!("{changed} of {} files written, {removed} removed", files.len())
    };
    reporter.line(&format!("{}: {summary} in `{}`", target.name, folder.display()));
    Ok(Outcome::Success)
}

fn check_target(target: &Target, generated: &Generated, arguments: &Arguments, reporter: &Reporter) -> Updated {
    let files = generated.files.as_deref().unwrap_or_default();
    let folder = target.generated_folder();
    let drifts = check(&OsFs, &folder, files)?;
    drifts.iter().for_each(|drift| print_drift(drift, &folder, reporter.format));
    check_requirements(target, generated)?;
    if drifts.is_empty() {
        reporter.line(&format!("{}: {} files are up to date", target.name, files.len()));
        return Ok(Outcome::Success);
    }
    let count = if drifts.len() == 1 { "1 file differs".to_owned() } else { format!("{} files differ", drifts.len()) };
    let command = update_command(arguments);
    reporter.line(&format!("{}: {count} from the generated ones; to update, run: {command}", target.name));
    Ok(Outcome::Drift)
}

/// Prints a file that differs, and how. A SARIF log has diagnostics of documents alone, so the text goes beside it.
fn print_drift(drift: &Drift, folder: &Path, format: Format) {
    let path = folder.join(&drift.path).display().to_string();
    let explanation = drift.kind.explanation();
    match format {
        Format::Text => {
            print_line(&format!("{}: {explanation}", visible(&path)));
            print(&visible_lines(&drift.diff));
        }
        Format::Json => {
            print_line(&escaped(&serde_json::json!({"drift": explanation, "file": path, "diff": drift.diff})));
        }
        // A line of a diff could be a workflow command.
        Format::Github => print_line(&github_error(&path, "drift", explanation)),
        Format::Sarif => eprintln!("{}: {explanation}", visible(&path)),
    }
}

/// Returns the command that writes the files.
fn update_command(arguments: &Arguments) -> String {
    match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => {
            let overlays: Vec<String> =
                arguments.overlay.iter().map(|overlay| format!(" --overlay {}", overlay.display())).collect();
            let name = arguments.name.iter().map(|name| format!(" --name {name}")).collect::<String>();
            let (spec, out, overlays) = (spec.display(), out.display(), overlays.concat());
            format!("cargo xtask codegen --spec {spec} --out {out}{name}{overlays}")
        }
        _ => match &arguments.target {
            Some(target) => format!("cargo xtask codegen --target {target}"),
            None => "cargo xtask codegen".to_owned(),
        },
    }
}

/// Checks that the crate's own manifest has the dependencies and features of generated code.
fn check_requirements(target: &Target, generated: &Generated) -> Result<(), Box<Diagnostic>> {
    let path = target.output.join("Cargo.toml");
    let text = match OsFs.read(&path) {
        Ok(Some(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(None) => String::new(),
        Err(error) => return Err(dependency_error(&path, &error.to_string())),
    };
    let Some(package) = &generated.package else { return Ok(()) };
    match missing_requirements(&text, package, target.rust_version) {
        Ok(missing) if missing.is_empty() => Ok(()),
        Ok(missing) => Err(dependency_error(&path, &format!("generated code needs {}", missing.join("; ")))),
        Err(message) => Err(dependency_error(&path, &message)),
    }
}

fn dependency_error(path: &Path, message: &str) -> Box<Diagnostic> {
    let message = format!("`{}`: {message}", path.display());
    Box::new(Diagnostic::error(Code::DEPENDENCY_MISSING, None, message))
}
