//! Rewritings after which a document means the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Random, is_in_data, node, places, walk};

/// The components that a client has no item for: a reference to one means what is written there.
const UNSEEN: [&str; 4] = ["headers", "parameters", "requestBodies", "responses"];

/// How many kinds of rewritings there are.
pub const REWRITINGS: usize = 8;

/// Rewrites a document. Returns what was done, or `None` if the document has no place for the kind.
pub fn rewrite(document: &mut Value, kind: usize, random: &mut Random) -> Option<&'static str> {
    let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind % REWRITINGS {
        0 => {
            for key in ["paths", "components"] {
                if let Some(Value::Object(members)) = document.get_mut(key) {
                    reverse(members);
                }
            }
            Some("reverse the keys of `paths` and `components`")
        }
        1 => {
            node(document, "/components/schemas")?.sort_keys();
            Some("sort the schemas")
        }
        2 => {
            for pointer in places(document).operations {
                let operation = node(document, &pointer)?;
                reverse(operation);
                operation.insert("x-edited".to_owned(), json!({"a": [1, 2]}));
            }
            Some("reverse the keys of operations, and add an extension")
        }
        3 if version.starts_with("3.1") => {
            for pointer in places(document).properties {
                let schema = node(document, &pointer)?;
                if let Some(Value::String(one)) = schema.get("type").cloned() {
                    schema.insert("type".to_owned(), json!([one]));
                }
            }
            Some("write types as lists")
        }
        4 => {
            let extra = json!({"type": "object", "properties": {"a": {"type": "string"}}});
            let components = document.as_object_mut()?.entry("components").or_insert_with(|| json!({}));
            let components = components.as_object_mut()?;
            components.insert("x-schemas".to_owned(), json!({ "Edited": extra }));
            let examples = components.entry("examples").or_insert_with(|| json!({}));
            examples.as_object_mut()?.insert("Edited".to_owned(), json!({"value": 1}));
            Some("add what nothing uses")
        }
        5 => inline(document, random),
        6 => rename(document, random),
        7 if version.starts_with("3.0") => upgrade(document),
        _ => None,
    }
}

fn reverse(members: &mut Map<String, Value>) {
    let taken: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
    members.extend(taken.into_iter().rev());
}

/// Returns `true` if no type of the client gets its name from the place of a node: its schemas are references or of one primitive type.
fn names_no_type(node: &Value) -> bool {
    let mut is_simple = true;
    walk(node, "", &mut |pointer, value| {
        if pointer.ends_with("schema") {
            let is_primitive =
                value.get("type").and_then(Value::as_str).is_some_and(|of| of != "object" && of != "array");
            is_simple &= value.get("$ref").is_some() || (is_primitive && value.get("enum").is_none());
        }
    });
    is_simple
}

/// The references to components that a client has no item for: where they are, and what they refer to.
fn unseen_references(document: &Value) -> Vec<(String, String)> {
    let mut references = Vec::new();
    walk(document, "", &mut |pointer, value| {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix("#/components/"));
        let Some(target) = target.filter(|_| !is_in_data(pointer)) else { return };
        if let Some((section, name)) = target.split_once('/')
            && UNSEEN.contains(&section)
            && !name.contains('/')
            && document.pointer(&format!("/components/{target}")).is_some_and(names_no_type)
        {
            references.push((pointer.to_owned(), format!("/components/{target}")));
        }
    });
    references
}

/// Writes what a reference refers to in its place.
fn inline(document: &mut Value, random: &mut Random) -> Option<&'static str> {
    let references = unseen_references(document);
    let (pointer, target) = random.one(&references)?;
    let content = document.pointer(target)?.clone();
    *document.pointer_mut(pointer)? = content;
    Some("inline a reference")
}

/// Renames a component that a client has no item for, and the references to it.
fn rename(document: &mut Value, random: &mut Random) -> Option<&'static str> {
    let references = unseen_references(document);
    let (_, target) = random.one(&references)?;
    let (section, name) = target.rsplit_once('/')?;
    let renamed = format!("{section}/Edited");
    // The component itself may hold references that move with it.
    for (pointer, other) in &references {
        if other == target {
            node(document, pointer)?.insert("$ref".to_owned(), json!(format!("#{renamed}")));
        }
    }
    let members = node(document, section)?;
    let content = members.shift_remove(&name.replace("~1", "/").replace("~0", "~"))?;
    members.insert("Edited".to_owned(), content);
    Some("rename a component that no item of the client has the name of")
}

/// Spells a document of OpenAPI 3.0 as 3.1 does: `nullable` is a type, and an exclusive bound is a number.
fn upgrade(document: &mut Value) -> Option<&'static str> {
    let mut schemas: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    walk(document, "", &mut |pointer, value| {
        let is_data = is_in_data(pointer);
        let Value::Object(members) = value else { return };
        let is_type = matches!(members.get("type"), Some(Value::String(_)));
        let has_old = ["nullable", "exclusiveMinimum", "exclusiveMaximum"]
            .iter()
            .any(|key| members.get(*key).is_some_and(Value::is_boolean));
        if is_type && has_old && !is_data {
            schemas.insert(pointer.to_owned(), members.clone());
        }
    });
    for (pointer, mut members) in schemas {
        if members.shift_remove("nullable") == Some(json!(true)) {
            let own = members.get("type").cloned()?;
            members.insert("type".to_owned(), json!([own, "null"]));
            if let Some(Value::Array(values)) = members.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                // `nullable` does not add to an `enum` without null (proposal "Clarify Nullable").
                members.insert("type".to_owned(), own);
            }
        }
        for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
            if members.get(exclusive).is_some_and(Value::is_boolean) {
                let is_exclusive = members.shift_remove(exclusive) == Some(json!(true));
                if let Some(bound) = members.get(inclusive).cloned().filter(|_| is_exclusive) {
                    members.shift_remove(inclusive);
                    members.insert(exclusive.to_owned(), bound);
                }
            }
        }
        // What is below may have been written already, and is written again in its turn: the pointers are in order.
        for (key, value) in &mut members {
            if let Some(below) = document.pointer(&format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")))
                && (value.is_object() || value.is_array())
                && key != "type"
            {
                *value = below.clone();
            }
        }
        *node(document, &pointer)? = members;
    }
    document.as_object_mut()?.insert("openapi".to_owned(), json!("3.1.0"));
    Some("spell 3.0 as 3.1")
}
