//! Random edits of documents: each one that means something is reported at its place, and the others are not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::changes::Change;
use serde_json::{Map, Value, json};

use crate::changes::{changes, session_of};

/// How many edits of each kind are made.
const EDITS: usize = 500;

/// A generator of numbers (xorshift, Marsaglia 2003): the same edits in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}

/// Returns the documents: those of the fixtures without a target file, and three of the corpus if it is there.
fn documents() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| !folder.join("target.toml").exists() && !folder.join("overlay.yaml").exists())
        .map(|folder| folder.join("spec.yaml"))
        .filter(|path| path.is_file())
        .collect();
    let corpus = root.join("../../shared/corpus");
    match corpus.is_dir() {
        true => paths.extend(["buildomat.json", "firecracker.json", "keeper.json"].map(|name| corpus.join(name))),
        false => println!("skipped: the documents of the corpus, which is not there"),
    }
    paths.sort();
    let read = |path: PathBuf| {
        let document: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).ok()?).ok()?;
        // A document that refers to other files stands alone.
        let has_operations = document.get("paths")?.as_object().is_some_and(|paths| !paths.is_empty());
        let is_alone = !document.to_string().contains(".yaml#") && !document.to_string().contains(".json#");
        (has_operations && is_alone).then(|| (path.display().to_string(), document))
    };
    paths.into_iter().filter_map(read).collect()
}

/// Calls `visit` with each node and its pointer.
fn walk(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Value)) {
    visit(pointer, value);
    let push = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| walk(value, &push(key), visit)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| walk(value, &push(&index.to_string()), visit));
        }
        _ => {}
    }
}

/// The properties of component schemas that are written out, and the operations.
fn places(document: &Value) -> (Vec<String>, Vec<String>) {
    let (mut properties, mut operations) = (Vec::new(), Vec::new());
    walk(document, "", &mut |pointer, value| {
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        match tokens.as_slice() {
            ["components", "schemas", _, "properties", _] if value.get("$ref").is_none() => {
                properties.push(pointer.to_owned());
            }
            ["paths", _, "get" | "put" | "post" | "delete" | "patch"] if value.get("responses").is_some() => {
                operations.push(pointer.to_owned());
            }
            _ => {}
        }
    });
    (properties, operations)
}

fn node<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Map<String, Value> {
    document.pointer_mut(pointer).unwrap().as_object_mut().unwrap()
}

fn parent(pointer: &str) -> (&str, String) {
    let (parent, token) = pointer.rsplit_once('/').unwrap();
    (parent, token.replace("~1", "/").replace("~0", "~"))
}

/// Edits a document. Returns what was done, and the place.
fn edit(document: &mut Value, random: &mut Random) -> Option<(String, String)> {
    let (properties, operations) = places(document);
    let of_property = random.below(2) == 0;
    let pointers = if of_property { properties } else { operations };
    if pointers.is_empty() {
        return None;
    }
    let pointer = pointers.get(random.below(pointers.len())).unwrap().clone();
    let (above, name) = parent(&pointer);
    let kind = random.below(6);
    let words = match (of_property, kind) {
        (true, 0) => {
            node(document, above).shift_remove(&name);
            let schema = node(document, parent(above).0);
            if let Some(Value::Array(required)) = schema.get_mut("required") {
                required.retain(|required| required.as_str() != Some(&name));
            }
            "remove a property"
        }
        (true, 1) => {
            node(document, above).insert("edited".to_owned(), json!({"type": "boolean"}));
            return Some(("add a property".to_owned(), format!("{above}/edited")));
        }
        (true, 2) => {
            let other =
                if node(document, &pointer).get("type") == Some(&json!("boolean")) { "integer" } else { "boolean" };
            node(document, above).insert(name, json!({"type": other}));
            "change the type of a property"
        }
        (true, 3) => {
            node(document, &pointer).insert("description".to_owned(), json!("Edited."));
            "describe a property"
        }
        (true, 4) => {
            let is_deprecated = node(document, &pointer).get("deprecated") == Some(&json!(true));
            node(document, &pointer).insert("deprecated".to_owned(), json!(!is_deprecated));
            "deprecate a property"
        }
        (true, _) => {
            let schema = node(document, parent(above).0);
            let required = schema.entry("required").or_insert_with(|| json!([])).as_array_mut().unwrap();
            match required.iter().position(|required| required.as_str() == Some(&name)) {
                Some(position) => _ = required.remove(position),
                None => required.push(json!(name)),
            }
            if required.is_empty() {
                schema.shift_remove("required");
            }
            return Some(("require a property, or not".to_owned(), parent(above).0.to_owned()));
        }
        (false, 0) => {
            node(document, above).shift_remove(&name);
            "remove an operation"
        }
        (false, 1) => {
            node(document, &pointer).insert("operationId".to_owned(), json!("editedOperation"));
            "rename an operation"
        }
        (false, 2) => {
            let operation = node(document, &pointer);
            let parameters = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut().unwrap();
            parameters.push(json!({"name": "edited", "in": "query", "schema": {"type": "string"}}));
            "add a parameter"
        }
        (false, 3) => {
            node(document, &pointer).insert("description".to_owned(), json!("Edited."));
            "describe an operation"
        }
        (false, 4) => {
            let is_deprecated = node(document, &pointer).get("deprecated") == Some(&json!(true));
            node(document, &pointer).insert("deprecated".to_owned(), json!(!is_deprecated));
            "deprecate an operation"
        }
        (false, _) => {
            let responses = node(document, &format!("{pointer}/responses"));
            responses.insert("418".to_owned(), json!({"description": "Edited."}));
            "add a response"
        }
    };
    Some((words.to_owned(), pointer))
}

/// Returns `true` if a change is in the edited node, or in the node that holds it.
fn is_in(change: &Change, edited: &str) -> bool {
    let places = [&change.old, &change.new];
    places.into_iter().flatten().any(|origin| {
        let place = origin.pointer.as_str();
        place.starts_with(edited) || edited.strip_prefix(place).is_some_and(|rest| rest.matches('/').count() <= 2)
    })
}

/// Edits a document so that it means the same.
fn rewrite(document: &mut Value, random: &mut Random) -> &'static str {
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default().to_owned();
    match random.below(5) {
        0 => {
            for key in ["paths", "components"] {
                if let Some(Value::Object(members)) = document.get_mut(key) {
                    members.reverse();
                }
            }
            "reverse the keys of `paths` and `components`"
        }
        1 => {
            if let Some(Value::Object(members)) = document.pointer_mut("/components/schemas") {
                members.sort_keys();
            }
            "sort the schemas"
        }
        2 => {
            let (_, operations) = places(document);
            for pointer in operations {
                let operation = node(document, &pointer);
                operation.reverse();
                operation.insert("x-edited".to_owned(), json!({"a": [1, 2]}));
            }
            "reverse the keys of operations, and add an extension"
        }
        3 if version.starts_with("3.1") => {
            let (properties, _) = places(document);
            for pointer in properties {
                let schema = node(document, &pointer);
                if let Some(Value::String(one)) = schema.get("type").cloned() {
                    schema.insert("type".to_owned(), json!([one]));
                }
            }
            "write types as lists"
        }
        _ => {
            let extra = json!({"type": "object", "properties": {"a": {"type": "string"}}});
            let members = document.as_object_mut().unwrap();
            let components = members.entry("components").or_insert_with(|| json!({})).as_object_mut().unwrap();
            components.insert("x-schemas".to_owned(), json!({ "Edited": extra }));
            components.entry("examples").or_insert_with(|| json!({}))["Edited"] = json!({"value": 1});
            "add what nothing uses"
        }
    }
}

trait Reverse {
    fn reverse(&mut self);
}

impl Reverse for Map<String, Value> {
    fn reverse(&mut self) {
        let members: Vec<(String, Value)> = std::mem::take(self).into_iter().collect();
        self.extend(members.into_iter().rev());
    }
}

#[test]
fn an_edit_is_reported_at_its_place() {
    let documents = documents();
    let mut random = Random(0x5eed);
    let (mut counts, mut failures) = (BTreeMap::<String, usize>::new(), Vec::new());
    let mut made = 0;
    while made < EDITS {
        let (name, document) = documents.get(random.below(documents.len())).unwrap();
        let mut edited = document.clone();
        let Some((words, place)) = edit(&mut edited, &mut random) else { continue };
        let (Some(old), Some(new)) = (session_of(document), session_of(&edited)) else { continue };
        if &edited == document {
            continue;
        }
        let changes = changes(&old, &new);
        made += 1;
        *counts.entry(words.clone()).or_default() += 1;
        if !changes.iter().any(|change| is_in(change, &place)) {
            let found: Vec<String> = changes.iter().map(|change| format!("{} {:?}", change.kind, change.new)).collect();
            failures.push(format!("{name}: {words}: {place}: {found:?}"));
        }
    }
    println!("{made} edits of {} documents: {counts:?}", documents.len());
    assert!(failures.is_empty(), "{} of {made}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn an_edit_without_meaning_is_not_reported() {
    let documents = documents();
    let mut random = Random(0xfeed);
    let (mut counts, mut failures) = (BTreeMap::<&str, usize>::new(), Vec::new());
    let mut made = 0;
    while made < EDITS {
        let (name, document) = documents.get(random.below(documents.len())).unwrap();
        let mut edited = document.clone();
        let words = rewrite(&mut edited, &mut random);
        let (Some(old), Some(new)) = (session_of(document), session_of(&edited)) else { continue };
        made += 1;
        *counts.entry(words).or_default() += 1;
        let changes = changes(&old, &new);
        if !changes.is_empty() {
            let found: Vec<String> = changes.iter().map(|change| format!("{} {}", change.kind, change.what)).collect();
            failures.push(format!("{name}: {words}: {found:?}"));
        }
    }
    println!("{made} edits of {} documents: {counts:?}", documents.len());
    assert!(failures.is_empty(), "{} of {made}:\n{}", failures.len(), failures.join("\n"));
}
