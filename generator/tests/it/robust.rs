//! No document makes the generator panic or produce invalid Rust: every node of every fixture is replaced by other
//! values, and every line of the shipped document is removed.

use std::path::Path;

use generator::diagnostic::Code;
use generator::location::{FileId, Pointer, Sources};
use generator::source::parse;
use generator::{Target, generate};
use serde_json::{Value, json};

/// Adds the pointers to all nodes of a value.
fn pointers(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| pointers(value, &at.push(key), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| pointers(item, &at.index(index), found));
        }
        _ => {}
    }
}

/// Generates a client for a text, and fails on an internal error.
fn survives(folder: &Path, text: &str, what: &str) {
    let spec = folder.join("spec.yaml");
    std::fs::write(&spec, text).unwrap();
    let generated = generate(&Target::for_spec(spec, folder.join("client")));
    let own = generated.diagnostics.iter().find(|found| found.code == Code::INTERNAL);
    assert!(own.is_none(), "{what}: {own:?}");
    assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors(), "{what}");
}

#[test]
fn any_node_may_have_any_value() {
    let folder = tempfile::tempdir().unwrap();
    let replacements =
        [json!(null), json!(true), json!(-1.5), json!("x y"), json!([{}]), json!({"$ref": "#/x"}), json!({"": ""})];
    for entry in std::fs::read_dir("tests/fixtures").unwrap() {
        let path = entry.unwrap().path().join("spec.yaml");
        let mut sources = Sources::new();
        let file: FileId = generator::source::read(&mut sources, &path).unwrap();
        let value = parse(&sources, file, &mut Default::default()).unwrap();
        let mut found = Vec::new();
        pointers(&value, &Pointer::root(), &mut found);
        for (index, pointer) in found.iter().enumerate() {
            // A third of the replacements at each node, so that the test takes minutes: neighbours get the others, and most kinds
            // of nodes are in several fixtures.
            for replacement in replacements.iter().skip(index % 3).step_by(3) {
                let mut changed = value.clone();
                *changed.pointer_mut(pointer.as_str()).unwrap() = replacement.clone();
                survives(folder.path(), &changed.to_string(), &format!("{} {pointer} {replacement}", path.display()));
            }
        }
    }
}

#[test]
fn any_line_may_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string("../specs/launchdarkly.yaml").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for missing in (0..lines.len()).step_by(3) {
        let mut kept = lines.clone();
        kept.remove(missing);
        survives(folder.path(), &kept.join("\n"), &format!("without line {missing}"));
    }
}
