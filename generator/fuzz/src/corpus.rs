//! The documents that are mutated: the fixtures of the generator, and its wrong documents.

use std::path::{Path, PathBuf};

use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use serde_json::Value;

/// A document that is mutated.
#[derive(Clone, Debug)]
pub struct Original {
    /// The name of the fixture, or of the file.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// The value of the document. `None` if the text is not valid.
    pub value: Option<Value>,
    /// The target file of the fixture, if it has one.
    pub target: Option<PathBuf>,
}

/// Reads the documents, in the order of their names.
///
/// # Errors
///
/// Returns a message if a folder or a file can't be read.
pub fn read(root: &Path) -> Result<Vec<Original>, String> {
    let tests = root.join("generator/tests");
    let mut originals = Vec::new();
    for folder in entries(&tests.join("fixtures"))? {
        let target = Some(folder.join("target.toml")).filter(|path| path.is_file());
        originals.push(original(&folder, &folder.join("spec.yaml"), target)?);
    }
    for path in entries(&tests.join("errors"))? {
        if path.extension().is_some_and(|extension| extension == "yaml") {
            originals.push(original(&path, &path, None)?);
        }
    }
    Ok(originals)
}

fn original(named: &Path, path: &Path, target: Option<PathBuf>) -> Result<Original, String> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let mut sources = Sources::new();
    let file = sources.add("spec.yaml", text.as_str());
    let value = generator::source::parse(&sources, file, &mut Diagnostics::new());
    let name = named.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Original { name, text, value, target })
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let read = || std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut paths = read().map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("`{}` can't be read: {error}", path.display())
}

/// Writes each document to a folder, as the first inputs of a fuzzer.
///
/// # Errors
///
/// Returns a message if a file can't be written.
pub fn write(originals: &[Original], folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("`{}` can't be written: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    for original in originals {
        std::fs::write(folder.join(&original.name).with_extension("yaml"), &original.text).map_err(failed)?;
    }
    Ok(())
}
