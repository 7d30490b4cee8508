//! Finds the folder of the project.

use std::path::{Path, PathBuf};

/// Returns the folder of the workspace: the nearest ancestor of the current folder with a `Cargo.toml` and a `specs`
/// folder. It is found at run time, so a project that was moved or copied uses its own files.
pub(crate) fn find() -> Result<PathBuf, String> {
    let current = std::env::current_dir().map_err(|error| format!("the current folder can't be read: {error}"))?;
    let is_root = |folder: &&Path| folder.join("Cargo.toml").is_file() && folder.join("specs").is_dir();
    let found = current.ancestors().find(is_root);
    let found = found.ok_or_else(|| format!("`{}` is outside of the project", current.display()))?;
    // Messages show paths, so a relative one is returned where possible.
    Ok(if found == current { PathBuf::from(".") } else { found.to_owned() })
}
