//! Documents at a revision of git: `HEAD~1:specs/pets.yaml`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The files of a revision in a temporary folder, which is removed with this value.
pub(super) struct Checkout {
    folder: TempDir,
    revision: String,
    /// The document in the folder.
    pub(super) path: PathBuf,
}

impl Checkout {
    /// The name of a file for readers: the revision in place of the temporary folder.
    pub(super) fn shown(&self, name: &str) -> String {
        match Path::new(name).strip_prefix(self.folder.path()) {
            Ok(path) => format!("{}:{}", self.revision, path.display()),
            Err(_) => name.to_owned(),
        }
    }
}

/// Returns the files of a revision, if an argument names one. A path that exists is a path.
pub(super) fn check_out(root: &Path, argument: &str) -> Result<Option<Checkout>, String> {
    let Some((revision, path)) = argument.split_once(':') else { return Ok(None) };
    if Path::new(argument).exists() || revision.len() < 2 {
        return Ok(None);
    }
    // A path is relative to the folder in which the command runs, as for every other argument.
    let prefix = git(&["rev-parse", "--show-prefix"])?;
    let prefix = String::from_utf8_lossy(&prefix).trim_end().to_owned();
    let path = match path {
        name if !name.contains(['/', '.']) => {
            let specs = root.join("specs").join(format!("{name}.toml"));
            if specs.is_file() { specs } else { PathBuf::from(name) }
        }
        path => PathBuf::from(path),
    };
    let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
        .map_err(|_| format!("`{revision}` is not a revision of this repository"))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let folder = TempDir::new().map_err(|error| format!("a temporary folder can't be made: {error}"))?;
    let top = git(&["rev-parse", "--show-toplevel"])?;
    let top = String::from_utf8_lossy(&top).trim_end().to_owned();
    let inside = match path.strip_prefix(&top) {
        Ok(inside) => inside.to_owned(),
        Err(_) => normalized(&Path::new(&prefix).join(&path))?,
    };
    unpack(&top, &commit, folder.path())?;
    let path = folder.path().join(&inside);
    if !path.exists() {
        return Err(format!("`{}` does not exist at `{revision}`", inside.display()));
    }
    Ok(Some(Checkout { folder, revision: revision.to_owned(), path }))
}

/// Writes the files of a commit to a folder. A document may refer to others, so all of them are there.
fn unpack(top: &str, commit: &str, folder: &Path) -> Result<(), String> {
    // An index of its own leaves that of the repository alone.
    let index = folder.join(".index");
    let mut target = folder.as_os_str().to_owned();
    target.push("/");
    for arguments in [vec!["read-tree", commit], vec!["checkout-index", "--all", "--quiet"]] {
        let mut command = Command::new("git");
        command.args(["-C", top]).args(&arguments).env("GIT_INDEX_FILE", &index);
        if arguments.contains(&"checkout-index") {
            command.arg("--prefix").arg(&target);
        }
        let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(format!("`git {}` failed: {reason}", arguments.join(" ")));
        }
    }
    std::fs::remove_file(&index).map_err(|error| format!("`{}` can't be removed: {error}", index.display()))
}

/// Removes `.` and `..` from a path, which has to stay inside of the repository.
fn normalized(path: &Path) -> Result<PathBuf, String> {
    let normalized = generator::location::normalize_path(path);
    let is_outside = normalized.is_absolute() || normalized.starts_with("..");
    if is_outside { Err(format!("`{}` is outside of the repository", path.display())) } else { Ok(normalized) }
}

fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output =
        Command::new("git").args(arguments).stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            Err(format!("`git {}` failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim()))
        }
    }
}

fn not_started(error: &std::io::Error) -> String {
    format!("git can't be run: {error}")
}
