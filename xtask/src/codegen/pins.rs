//! `--pin-names`: writes the names of types and methods into the target file, so that the document does not change them.

use std::path::Path;

use generator::location::Sources;
use generator::output::pinned_names;
use generator::{Session, Target};

use crate::report::{Reporter, counted};

/// Writes the names of a target that are not pinned yet into its file. Returns `false` after an error.
pub(super) fn pin_names(target: &Target, reporter: &mut Reporter) -> Result<(), String> {
    let Some(file) = target.file else {
        return Err(format!("`{}` has no target file, which names are pinned in", target.name));
    };
    let path = target.sources.name(file).to_owned();
    let session = Session::lint(target);
    if session.diagnostics.has_errors() {
        reporter.diagnostics(&session.diagnostics, &session.sources);
        return Err("no name was pinned".to_owned());
    }
    let (Some(api), Some(planned)) = (&session.api, &session.rust) else {
        return Err(format!("`{}` has no client", target.name));
    };
    let (text, count) = pinned_names(target.sources.text(file), api, planned, &target.names);
    if count > 0 {
        check(&path, &text)?;
        std::fs::write(&path, text).map_err(|error| format!("`{path}` can't be written: {error}"))?;
    }
    reporter.line(&format!("{}: {} pinned in `{path}`", target.name, counted(count, "name")));
    Ok(())
}

/// Reads the new text as a target file, before it replaces the old one.
fn check(path: &str, text: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| format!("a temporary folder can't be made: {error}"))?;
    let name = Path::new(path).file_name().unwrap_or_default();
    let copy = folder.path().join(name);
    std::fs::write(&copy, text).map_err(|error| format!("`{}` can't be written: {error}", copy.display()))?;
    Target::read(&copy, &mut Sources::new())
        .map(|_| ())
        .map_err(|error| format!("`{path}` can't get a table `[names]`: {}; it is as it was", error.message))
}
