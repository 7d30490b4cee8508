//! Applies overlays to a document (OpenAPI Overlay Specification 1.0 and 1.1).
//!
//! A node that an overlay adds has its origin in the overlay's file. The specification allows a target that matches
//! nothing. Here it is an error, since it shows that the document has changed and the overlay is out of date.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::Document;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{FileId, Origin, Pointer};

/// Applies the actions of an overlay in order.
pub(super) fn apply(document: &mut Document, overlay: &Value, file: FileId, diagnostics: &mut Diagnostics) {
    let root = Pointer::root();
    let place = |pointer: &Pointer| Origin { file, pointer: pointer.clone() };
    let mut error = |pointer: &Pointer, message: String| {
        diagnostics.push(Diagnostic::error(Code::OVERLAY_INVALID, place(pointer), message));
    };
    let version = overlay.get("overlay").map(version_text);
    // An array that updates an array is appended as one item in 1.0, and item by item since 1.1.
    let concatenates = version.as_deref().is_some_and(|version| !version.starts_with("1.0"));
    match version {
        Some(version) if version.starts_with("1.") => {}
        Some(version) => {
            error(&root.push("overlay"), format!("overlay version `{version}` is not supported: use 1.0 or 1.1"));
        }
        None => error(&root, "not a valid overlay: `overlay` is missing".to_owned()),
    }
    let Some(actions) = overlay.get("actions").and_then(Value::as_array) else {
        error(&root, "not a valid overlay: `actions` must be an array".to_owned());
        return;
    };
    let actions_at = root.push("actions");
    for (index, action) in actions.iter().enumerate() {
        let at = actions_at.index(index);
        if let Err(error) = apply_action(document, action, concatenates, file, &at) {
            let place = Origin { file, pointer: error.at };
            diagnostics.push(Diagnostic::error(error.code, place, error.message));
        }
    }
}

/// Returns the text of a version, which may be written as a number: `overlay: 1.0`.
fn version_text(version: &Value) -> String {
    version.as_str().map_or_else(|| version.to_string(), str::to_owned)
}

struct ActionError {
    code: Code,
    at: Pointer,
    message: String,
}

impl ActionError {
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
) -> Result<(), ActionError> {
    let Some(action) = action.as_object() else { return Err(ActionError::invalid(at, "an action must be an object")) };
    if let Some(unknown) = action.keys().find(|key| !KNOWN.contains(&key.as_str()) && !key.starts_with("x-")) {
        return Err(ActionError::invalid(&at.push(unknown), format!("an action has no field `{unknown}`")));
    }
    let target_at = at.push("target");
    let targets = select(document, action.get("target"), at, &target_at)?;
    if action.get("remove").and_then(Value::as_bool) == Some(true) {
        // The last one is removed first, so that the indices of the others stay valid.
        for target in targets.iter().rev() {
            remove(document, target);
        }
        return Ok(());
    }
    if action.contains_key("copy") {
        let copy_at = at.push("copy");
        let copied = select(document, action.get("copy"), at, &copy_at)?;
        let [copied] = copied.as_slice() else {
            return Err(ActionError::invalid(&copy_at, "`copy` must select exactly one node"));
        };
        let value = document.value.pointer(copied.as_str()).cloned().unwrap_or_default();
        let from = document.source_map.origin(copied);
        for target in &targets {
            update(document, target, &value, concatenates, &from)
                .map_err(|message| ActionError::invalid(&target_at, message))?;
        }
    }
    match action.get("update") {
        Some(value) => {
            let update_at = at.push("update");
            let from = Origin { file, pointer: update_at.clone() };
            for target in &targets {
                update(document, target, value, concatenates, &from)
                    .map_err(|message| ActionError::invalid(&update_at, message))?;
            }
            Ok(())
        }
        None if action.contains_key("copy") => Ok(()),
        None => Err(ActionError::invalid(at, "an action must have `update`, `copy` or `remove: true`")),
    }
}

/// Returns the nodes that a JSONPath (RFC 9535) selects, in document order. Selecting no node is an error.
fn select(
    document: &Document,
    path: Option<&Value>,
    action: &Pointer,
    at: &Pointer,
) -> Result<Vec<Pointer>, ActionError> {
    let Some(text) = path.and_then(Value::as_str) else {
        return Err(ActionError::invalid(action, "`target` must be a JSONPath string"));
    };
    let path =
        JsonPath::parse(text).map_err(|error| ActionError::invalid(at, format!("not a valid JSONPath: {error}")))?;
    let located = path.query_located(&document.value);
    let selected = located.locations().filter_map(|location| Pointer::parse(&location.to_json_pointer()));
    let mut selected: Vec<Pointer> = selected.collect();
    selected.dedup();
    if selected.is_empty() {
        let message = format!("`{text}` matches nothing: the document may have changed");
        return Err(ActionError { code: Code::OVERLAY_TARGET_UNMATCHED, at: at.clone(), message });
    }
    Ok(selected)
}

/// Merges a value into the node at `target`: the members of an object are merged, and an array is appended to (Overlay
/// 1.0, section 4.4.3).
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

/// Removes a node. The items after a removed array item move up, and so do their origins.
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
    fn updates_are_merged_and_keep_their_origin() {
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
    fn an_array_is_appended_as_one_item_or_item_by_item() {
        let actions = json!([{"target": "$.a", "update": [2, 3]}]);
        assert_eq!(applied("1.0.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, [2, 3]]}));
        assert_eq!(applied("1.1.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, 2, 3]}));
    }

    #[test]
    fn the_items_after_a_removed_one_keep_their_origin() {
        let actions = json!([{"target": "$.a[0, 2]", "remove": true}, {"target": "$.b", "remove": true}]);
        let document = json!({"a": [{"x": 0}, {"x": 1}, {"x": 2}, {"x": 3}], "b": 1});
        let (document, diagnostics) = applied("1.0.0", document, &actions);
        assert!(!diagnostics.has_errors());
        assert_eq!(document.value, json!({"a": [{"x": 1}, {"x": 3}]}));
        assert_eq!(origin(&document, "/a/0/x"), "0#/a/1/x");
        assert_eq!(origin(&document, "/a/1/x"), "0#/a/3/x");
    }

    #[test]
    fn a_copy_has_the_origin_of_the_original() {
        let actions = json!([{"target": "$.b", "copy": "$.a"}]);
        let (document, diagnostics) = applied("1.1.0", json!({"a": {"x": 1}, "b": {"y": 2}}), &actions);
        assert!(!diagnostics.has_errors());
        assert_eq!(document.value, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}}));
        assert_eq!(origin(&document, "/b/x"), "0#/a/x");
    }

    #[test]
    fn every_invalid_action_is_reported_with_its_origin() {
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
        let reported: Vec<String> = diagnostics
            .iter()
            .map(|diagnostic| format!("{} {:?}", diagnostic.code, diagnostic.origin.as_ref().unwrap()))
            .collect();
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
        assert_eq!(reported, expected);
    }
}
