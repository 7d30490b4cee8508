//! The changes between pairs of documents: the table in `tests/changes`, and edits that mean nothing.

use std::fmt::Write;
use std::path::Path;

use generator::changes::{Change, Side, compare};
use generator::{Session, Target};
use serde_json::Value;

/// Returns the folder of the table.
fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes")
}

/// Generates the client of a document. `None` if the document has an error.
pub(crate) fn session_of(document: &Value) -> Option<Session> {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("document.json");
    std::fs::write(&spec, serde_json::to_string_pretty(document).unwrap()).unwrap();
    let session = Session::run(&Target::for_spec(&spec, folder.path().join("client")));
    session.files.is_some().then_some(session)
}

/// Compares the clients of two documents.
pub(crate) fn changes(old: &Session, new: &Session) -> Vec<Change> {
    compare(&side(old), &side(new))
}

fn side(session: &Session) -> Side<'_> {
    let Session { api: Some(api), rust: Some(planned), files: Some(files), .. } = session else { panic!() };
    Side { api, planned, files }
}

/// Returns a line for each change: its id, and its verdicts.
fn lines(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| format!("{} {} {}", change.kind, change.wire().0.name(), change.level().name());
    let mut lines: Vec<String> = changes.iter().map(line).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_kind_of_change_has_its_verdicts() {
    let mut failures = String::new();
    let (mut cases, mut kinds) = (0, std::collections::BTreeSet::new());
    let mut files: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let table: Value = serde_yaml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in table["cases"].as_array().unwrap() {
            let side = |key: &str| {
                let mut document = table["base"].clone();
                if !case[key].is_null() {
                    json_patch::merge(&mut document, &case[key]);
                }
                session_of(&document).unwrap()
            };
            let name = format!("{}: {}", file.file_name().unwrap().display(), case["name"].as_str().unwrap());
            let (old, new) = (side("old"), side("new"));
            for (key, before, after) in [("forward", &old, &new), ("back", &new, &old)] {
                let changes = changes(before, after);
                kinds.extend(changes.iter().map(|change| change.kind.to_string()));
                let found = lines(&changes);
                cases += 1;
                if found != texts(&case[key]) {
                    let _ = writeln!(failures, "{name}\t{key}\t{}", serde_json::to_string(&found).unwrap());
                }
            }
        }
    }
    println!("{cases} pairs of documents, {} kinds of changes", kinds.len());
    assert!(failures.is_empty(), "{failures}");
    assert!(kinds.len() >= 120, "{} kinds", kinds.len());
}
