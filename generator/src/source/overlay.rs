//! Overlays: what people add to a document that is not theirs (OpenAPI Overlay Specification 1.0 and 1.1).
//!
//! Whatever an overlay adds keeps its place in the overlay's file. The specification lets a target match nothing; here
//! that is an error, because it is how one learns that the document has changed under its overlay.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::Document;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer};

/// Applies the actions of an overlay, one after another.
pub(super) fn apply(document: &mut Document, overlay: &Value, file: FileId, diagnostics: &mut Diagnostics) {
    let root = Pointer::root();
    let place = |pointer: &Pointer| Origin { file, pointer: pointer.clone() };
    let mut error = |pointer: &Pointer, message: String| {
        diagnostics.push(Diagnostic::error(Code::OVERLAY_INVALID, place(pointer), message));
    };
    let version = overlay.get("overlay").map(version_text);
    // An array that updates an array is one more item of it in 1.0, and several more since 1.1.
    let concatenates = version.as_deref().is_some_and(|version| !version.starts_with("1.0"));
    match version {
        Some(version) if version.starts_with("1.") => {}
        Some(version) => error(&root.push("overlay"), format!("an overlay of version `{version}` can't be read")),
        None => error(&root, "this is no overlay: it has no `overlay`".to_owned()),
    }
    let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
        error(&root, "an overlay needs a list of `actions`".to_owned());
        return;
    };
    let actions_at = root.push("actions");
    for (index, action) in actions.iter().enumerate() {
        let at = actions_at.index(index);
        if let Err(problem) = apply_action(document, action, concatenates, file, &at) {
            let place = Origin { file, pointer: problem.at };
            diagnostics.push(Diagnostic::error(problem.code, place, problem.message));
        }
    }
}

/// A version may be written as a number: `overlay: 1.0`.
fn version_text(version: &Value) -> String {
    version.as_str().map_or_else(|| version.to_string(), str::to_owned)
}

struct Problem {
    code: Code,
    at: Pointer,
    message: String,
}

impl Problem {
    fn invalid(at: &Pointer, message: impl Into<String>) -> Self {
        Self { code: Code::OVERLAY_INVALID, at: at.clone(), message: message.into() }
    }
}

const KNOWN: [&str; 5] = ["target", "description", "update", "remove", "copy"];

fn apply_action(
    document: &mut Document,
    action: &Value,
    concatenates: bool,
    file: FileId,
    at: &Pointer,
) -> Result<(), Problem> {
    let Some(action) = action.as_object() else { return Err(Problem::invalid(at, "an action is an object")) };
    if let Some(unknown) = action.keys().find(|key| !KNOWN.contains(&key.as_str()) && !key.starts_with("x-")) {
        return Err(Problem::invalid(&at.push(unknown), format!("an action has no `{unknown}`")));
    }
    let target_at = at.push("target");
    let targets = select(document, action.get("target"), at, &target_at)?;
    if action.get("remove").and_then(Value::as_bool) == Some(true) {
        // The last one first, so that the places of the others stay what they are.
        for target in targets.iter().rev() {
            remove(document, target);
        }
        return Ok(());
    }
    if action.contains_key("copy") {
        let copy_at = at.push("copy");
        let copied = select(document, action.get("copy"), at, &copy_at)?;
        let [copied] = copied.as_slice() else {
            return Err(Problem::invalid(&copy_at, "`copy` has to name exactly one node"));
        };
        let value = document.value.pointer(copied.as_str()).cloned().unwrap_or_default();
        let from = document.source_map.origin(copied);
        for target in &targets {
            update(document, target, &value, concatenates, &from)
                .map_err(|message| Problem::invalid(&target_at, message))?;
        }
    }
    match action.get("update") {
        Some(value) => {
            let update_at = at.push("update");
            let from = Origin { file, pointer: update_at.clone() };
            for target in &targets {
                update(document, target, value, concatenates, &from)
                    .map_err(|message| Problem::invalid(&update_at, message))?;
            }
            Ok(())
        }
        None if action.contains_key("copy") => Ok(()),
        None => Err(Problem::invalid(at, "an action needs `update`, `copy` or `remove: true`")),
    }
}

/// The nodes that a JSONPath (RFC 9535) selects, in the order of the document; at least one.
fn select(document: &Document, path: Option<&Value>, action: &Pointer, at: &Pointer) -> Result<Vec<Pointer>, Problem> {
    let Some(text) = path.and_then(Value::as_str) else {
        return Err(Problem::invalid(action, "an action needs a `target`"));
    };
    let path = JsonPath::parse(text).map_err(|error| Problem::invalid(at, format!("this is no JSONPath: {error}")))?;
    let located = path.query_located(&document.value);
    let selected = located.locations().filter_map(|location| Pointer::parse(&location.to_json_pointer()));
    let mut selected: Vec<Pointer> = selected.collect();
    selected.dedup();
    if selected.is_empty() {
        let message = format!("`{text}` matches nothing in the document: has it changed?");
        return Err(Problem { code: Code::OVERLAY_TARGET_UNMATCHED, at: at.clone(), message });
    }
    Ok(selected)
}

/// Merges a value into the node at `target`: objects by their members, and what an array is updated with goes to its
/// end (Overlay 1.0, section 4.4.3).
fn update(
    document: &mut Document,
    target: &Pointer,
    value: &Value,
    concatenates: bool,
    from: &Origin,
) -> Result<(), String> {
    let Document { value: root, source_map } = document;
    let Some(node) = root.pointer_mut(target.as_str()) else { return Ok(()) };
    let mut added = Vec::new();
    match (&mut *node, value) {
        (Value::Object(members), Value::Object(update)) => {
            merge(members, update, target, &from.pointer, &mut added);
        }
        (Value::Array(items), Value::Array(more)) if concatenates => {
            for (index, item) in more.iter().enumerate() {
                added.push((target.index(items.len()), from.pointer.index(index)));
                items.push(item.clone());
            }
        }
        (Value::Array(items), value) => {
            added.push((target.index(items.len()), from.pointer.clone()));
            items.push(value.clone());
        }
        (Value::Object(_), _) => return Err("an object can only be updated with an object".to_owned()),
        _ => return Err("the target is neither an object nor an array".to_owned()),
    }
    for (to, pointer) in added {
        source_map.record(to, Origin { file: from.file, pointer });
    }
    Ok(())
}

fn merge(
    members: &mut Map<String, Value>,
    update: &Map<String, Value>,
    at: &Pointer,
    from: &Pointer,
    added: &mut Vec<(Pointer, Pointer)>,
) {
    for (key, value) in update {
        let (at, from) = (at.push(key), from.push(key));
        match (members.get_mut(key), value) {
            (Some(Value::Object(inner)), Value::Object(update)) => merge(inner, update, &at, &from, added),
            (Some(Value::Array(items)), Value::Array(more)) => {
                for (index, item) in more.iter().enumerate() {
                    added.push((at.index(items.len()), from.index(index)));
                    items.push(item.clone());
                }
            }
            (Some(existing), value) => {
                *existing = value.clone();
                added.push((at, from));
            }
            (None, value) => {
                members.insert(key.clone(), value.clone());
                added.push((at, from));
            }
        }
    }
}

/// Takes a node away. The items behind one of an array move up, and their places with them.
fn remove(document: &mut Document, target: &Pointer) {
    let Document { value: root, source_map } = document;
    let Some((parent_at, token)) = target.split_last() else { return };
    match root.pointer_mut(parent_at.as_str()) {
        Some(Value::Object(members)) => {
            members.shift_remove(&token);
        }
        Some(Value::Array(items)) => {
            let Ok(index) = token.parse::<usize>() else { return };
            if index < items.len() {
                items.remove(index);
                source_map.shift_up(&parent_at, index, items.len());
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::SourceMap;

    fn applied(version: &str, document: Value, actions: &Value) -> (Document, Diagnostics) {
        let mut document = Document { value: document, source_map: SourceMap::new(FileId(0)) };
        let mut diagnostics = Diagnostics::new();
        let overlay = json!({"overlay": version, "info": {}, "actions": actions});
        apply(&mut document, &overlay, FileId(1), &mut diagnostics);
        (document, diagnostics)
    }

    fn origin(document: &Document, pointer: &str) -> String {
        format!("{:?}", document.source_map.origin(&Pointer::parse(pointer).unwrap()))
    }

    #[test]
    fn updates_are_merged_and_keep_their_place() {
        let actions = json!([{"target": "$.a", "update": {"b": {"new": 1}, "c": [2], "d": 3}}]);
        let (document, diagnostics) = applied("1.0.0", json!({"a": {"b": {"old": 0}, "c": [1], "d": 0}}), &actions);
        assert!(!diagnostics.has_errors());
        assert_eq!(document.value, json!({"a": {"b": {"old": 0, "new": 1}, "c": [1, 2], "d": 3}}));
        assert_eq!(origin(&document, "/a/b/old"), "0#/a/b/old");
        assert_eq!(origin(&document, "/a/b/new"), "1#/actions/0/update/b/new");
        assert_eq!(origin(&document, "/a/c/1"), "1#/actions/0/update/c/0");
        assert_eq!(origin(&document, "/a/d"), "1#/actions/0/update/d");
    }

    #[test]
    fn an_array_takes_an_item_or_several() {
        let actions = json!([{"target": "$.a", "update": [2, 3]}]);
        assert_eq!(applied("1.0.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, [2, 3]]}));
        assert_eq!(applied("1.1.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, 2, 3]}));
    }

    #[test]
    fn what_stands_behind_a_removed_item_keeps_its_place() {
        let actions = json!([{"target": "$.a[0, 2]", "remove": true}, {"target": "$.b", "remove": true}]);
        let document = json!({"a": [{"x": 0}, {"x": 1}, {"x": 2}, {"x": 3}], "b": 1});
        let (document, diagnostics) = applied("1.0.0", document, &actions);
        assert!(!diagnostics.has_errors());
        assert_eq!(document.value, json!({"a": [{"x": 1}, {"x": 3}]}));
        assert_eq!(origin(&document, "/a/0/x"), "0#/a/1/x");
        assert_eq!(origin(&document, "/a/1/x"), "0#/a/3/x");
    }

    #[test]
    fn a_copy_keeps_the_place_of_the_original() {
        let actions = json!([{"target": "$.b", "copy": "$.a"}]);
        let (document, diagnostics) = applied("1.1.0", json!({"a": {"x": 1}, "b": {"y": 2}}), &actions);
        assert!(!diagnostics.has_errors());
        assert_eq!(document.value, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}}));
        assert_eq!(origin(&document, "/b/x"), "0#/a/x");
    }

    #[test]
    fn every_bad_action_is_named_with_its_place() {
        let actions = json!([
            {"target": "$.nowhere", "update": {}},
            {"target": "$[", "update": {}},
            {"update": {}},
            {"target": "$.a"},
            {"target": "$.a", "updates": {}},
            {"target": "$.a.x", "update": {}},
            {"target": "$.a", "update": 1},
            {"target": "$.a", "copy": "$.a.*"},
        ]);
        let (_, diagnostics) = applied("1.0.0", json!({"a": {"x": 1, "y": 2}}), &actions);
        let found: Vec<String> =
            diagnostics.iter().map(|found| format!("{} {:?}", found.code, found.origin.as_ref().unwrap())).collect();
        let expected = [
            "overlay-target-unmatched 1#/actions/0/target",
            "overlay-invalid 1#/actions/1/target",
            "overlay-invalid 1#/actions/2",
            "overlay-invalid 1#/actions/3",
            "overlay-invalid 1#/actions/4/updates",
            "overlay-invalid 1#/actions/5/update",
            "overlay-invalid 1#/actions/6/update",
            "overlay-invalid 1#/actions/7/copy",
        ];
        assert_eq!(found, expected);
    }
}
