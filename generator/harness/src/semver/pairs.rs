//! The pairs of documents whose clients are compared.

use std::path::{Path, PathBuf};

use generator::{Session, Target};
use serde_json::Value;

use crate::edits::{EDITS, Random, documents_of, edit};

/// A pair of documents.
pub(super) struct Documents {
    pub(super) name: String,
    /// The older document as JSON.
    pub(super) old: String,
    /// The newer document as JSON.
    pub(super) new: String,
    /// Whether the pair is compared in this direction alone.
    pub(super) is_one_way: bool,
}

/// Returns the documents of each case of a table.
pub(super) fn of_table(folder: &Path) -> Result<Vec<Documents>, String> {
    let failed = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.display());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(failed)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(failed)?;
        let table: Value = serde_yaml::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let base = table.get("base").cloned().unwrap_or_default();
        for case in table.get("cases").and_then(Value::as_array).into_iter().flatten() {
            let side = |key: &str| {
                let mut document = base.clone();
                if let Some(patch) = case.get(key) {
                    json_patch::merge(&mut document, patch);
                }
                document.to_string()
            };
            let name = case.get("name").and_then(Value::as_str).unwrap_or_default();
            let name = format!("{stem}: {name}");
            documents.push(Documents { name, old: side("old"), new: side("new"), is_one_way: false });
        }
    }
    Ok(documents)
}

/// How many edits of a document are tried: each kind twice, since most of them need a place.
const MAX_TRIES: usize = 2 * EDITS;

/// Returns each document of a folder with a random edit that is more than a description.
pub(super) fn of_edits(folder: &Path) -> Result<Vec<Documents>, String> {
    let mut random = Random::new(0xed17);
    let mut documents = Vec::new();
    for (number, (path, document)) in documents_of(folder)?.into_iter().enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !has_client(&document)? {
            println!("{name}: left out, because it has an error");
            continue;
        }
        let before = documents.len();
        for attempt in 0..MAX_TRIES {
            let mut edited = document.clone();
            // The kinds differ from document to document.
            let kind = number.wrapping_mul(7).wrapping_add(attempt / 2) % EDITS;
            let Some(made) = edit(&mut edited, kind, &mut random) else { continue };
            if made.words.starts_with("describe") || edited == document || !has_client(&edited)? {
                continue;
            }
            let name = format!("{name}: {} at {}", made.words, made.place);
            documents.push(Documents { name, old: document.to_string(), new: edited.to_string(), is_one_way: true });
            break;
        }
        if documents.len() == before {
            println!("{}: left out, because it has no place for an edit", path.display());
        }
    }
    Ok(documents)
}

fn has_client(document: &Value) -> Result<bool, String> {
    let failed = |error: std::io::Error| format!("a document can't be written: {error}");
    let folder = tempfile::tempdir().map_err(failed)?;
    let spec = folder.path().join("document.json");
    std::fs::write(&spec, document.to_string()).map_err(failed)?;
    Ok(Session::run(&Target::for_spec(&spec, folder.path().join("client"))).files.is_some())
}
