//! Writes the files of a generated client, or checks the files that are there.

use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Diagnostic, Diagnostics};
use generator::output::{FileSystem, OsFs, check, ensure_owned, missing_requirements, scaffold, write};
use generator::{Generated, Target};

use super::drift::print_drifts;
use super::{Arguments, Outcome};
use crate::report::Reporter;

/// Writes or checks the files of a target.
pub(super) fn update(
    root: &Path,
    target: &Target,
    generated: &Generated,
    arguments: &Arguments,
    reporter: &mut Reporter,
) -> Outcome {
    let updated = match arguments.check {
        true => check_target(root, target, generated, arguments, reporter),
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

fn check_target(
    root: &Path,
    target: &Target,
    generated: &Generated,
    arguments: &Arguments,
    reporter: &mut Reporter,
) -> Updated {
    let files = generated.files.as_deref().unwrap_or_default();
    let folder = target.generated_folder();
    let drifts = check(&OsFs, &folder, files)?;
    if !drifts.is_empty() {
        print_drifts(root, target, generated, &drifts, arguments, reporter);
    }
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
