//! Finds the targets that the arguments select.

use std::path::{Path, PathBuf};

use generator::Target;
use generator::config::NewCrate;
use generator::diagnostic::{Code, Diagnostic, Diagnostics};
use generator::location::{Sources, normalize_path};
use generator::output::{FileSystem, OsFs, TARGET_FILE, package_in};

use super::Arguments;

/// Returns the targets that the arguments select.
pub(super) fn targets(root: &Path, arguments: &Arguments, sources: &mut Sources) -> Result<Vec<Target>, Diagnostics> {
    let mut targets = Vec::new();
    let mut diagnostics = Diagnostics::new();
    let found = match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => vec![of_document(spec, out, arguments, sources)],
        _ => files(root, arguments).iter().map(|file| Target::read(file, sources)).collect(),
    };
    for target in found {
        match target {
            Ok(target) => targets.push(complete(target, arguments)),
            Err(error) => diagnostics.push(error),
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(targets) }
}

/// Returns the target files that the arguments select.
fn files(root: &Path, arguments: &Arguments) -> Vec<PathBuf> {
    // Messages show paths, so a relative one is used where possible.
    let specs = if root == Path::new(".") { PathBuf::from("specs") } else { root.join("specs") };
    let Some(target) = &arguments.target else {
        let all = OsFs.list(&specs).unwrap_or_default();
        return all.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    };
    let named = specs.join(format!("{target}.toml"));
    let (path, in_crate) = (PathBuf::from(target), Path::new(target).join(TARGET_FILE));
    let is_path = Path::new(target).components().count() > 1 || target.starts_with('.');
    vec![if named.is_file() && !is_path {
        named
    } else if path.is_file() {
        path
    } else if path.is_dir() {
        in_crate
    } else {
        named
    }]
}

/// Returns the target for a document and a folder. A target file in the folder says how the client is made, so that
/// both ways make the same client.
fn of_document(spec: &Path, out: &Path, arguments: &Arguments, sources: &mut Sources) -> Result<Target, Diagnostic> {
    let file = out.join(TARGET_FILE);
    if !file.is_file() {
        return Ok(Target { overlays: arguments.overlay.clone(), ..Target::for_spec(spec, out) });
    }
    let target = Target::read(&file, sources)?;
    let is_same = |first: &Path, second: &Path| {
        let absolute = |path: &Path| std::path::absolute(path).map(|path| normalize_path(&path));
        matches!((absolute(first), absolute(second)), (Ok(first), Ok(second)) if first == second)
    };
    let differs = |key: &str, value: &str| {
        let message = format!("`{}` names another value of `{key}` than `{value}`", file.display());
        let help = "change the file, or leave out the option and use `--target` with the folder";
        Err(Diagnostic::error(Code::TARGET_INVALID, None, message).help(help))
    };
    if !is_same(&target.spec, spec) {
        return differs("spec", &spec.display().to_string());
    }
    let overlays = || target.overlays.iter().zip(&arguments.overlay);
    let has_same_overlays =
        target.overlays.len() == arguments.overlay.len() && overlays().all(|(known, given)| is_same(known, given));
    if !arguments.overlay.is_empty() && !has_same_overlays {
        let given: Vec<String> = arguments.overlay.iter().map(|overlay| overlay.display().to_string()).collect();
        return differs("overlays", &given.join(", "));
    }
    Ok(target)
}

/// Adds what the folder of the crate and the arguments say.
fn complete(mut target: Target, arguments: &Arguments) -> Target {
    if let Some(name) = &arguments.name {
        target.name.clone_from(name);
    }
    // An existing crate keeps its package name, which examples in the documentation use.
    target.package = package_in(&OsFs, &target.output);
    if !target.output.join("Cargo.toml").is_file() {
        let (license, repository) = (arguments.license.clone(), arguments.repository.clone());
        target.new_crate = Some(NewCrate { license, repository });
    }
    target.levels.deny_warnings = arguments.report.deny_warnings;
    target
}
