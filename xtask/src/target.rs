//! The target that an argument of a command stands for.

use std::path::{Path, PathBuf};

use generator::Target;
use generator::config::NewCrate;
use generator::diagnostic::Diagnostic;
use generator::location::Sources;
use generator::output::TARGET_FILE;

/// Returns the target of a document, of a target file, or of a folder with a `codegen.toml`. A document has the names of a new
/// crate in the folder `output`.
pub(crate) fn read(path: &Path, output: impl Into<PathBuf>, sources: &mut Sources) -> Result<Target, Diagnostic> {
    let in_folder = path.join(TARGET_FILE);
    if in_folder.is_file() {
        return Target::read(&in_folder, sources);
    }
    if path.extension().is_some_and(|extension| extension == "toml") {
        return Target::read(path, sources);
    }
    Ok(Target { new_crate: Some(NewCrate::default()), ..Target::for_spec(path, output) })
}
