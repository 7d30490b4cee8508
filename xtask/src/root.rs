//! Where the project is.

use std::path::PathBuf;

/// The folder of the workspace, as it is seen from the current folder: the nearest one above with a `Cargo.lock` and
/// a `specs` folder. It is asked for at run time, so that a project that was moved or copied is the one that is meant.
pub(crate) fn find() -> Result<PathBuf, String> {
    let current = std::env::current_dir().map_err(|error| format!("the current folder can't be read: {error}"))?;
    let is_root = |folder: &&std::path::Path| folder.join("Cargo.toml").is_file() && folder.join("specs").is_dir();
    let found = current.ancestors().find(is_root);
    let found = found.ok_or_else(|| format!("`{}` is not inside of the project", current.display()))?;
    // Paths in messages are the shorter the better.
    Ok(if found == current { PathBuf::from(".") } else { found.to_owned() })
}
