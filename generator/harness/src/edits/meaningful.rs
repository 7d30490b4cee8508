//! Edits that change what a document means, or what it says.

use serde_json::{Value, json};

use super::{Edit, Places, Random, node, parent, places};

/// How many kinds of edits there are.
pub const EDITS: usize = OF_PROPERTIES + OF_OPERATIONS + OF_PARAMETERS;

const OF_PROPERTIES: usize = 11;
const OF_OPERATIONS: usize = 9;
const OF_PARAMETERS: usize = 6;

/// Makes one edit of a kind. `None` if the document has no place for it.
pub fn edit(document: &mut Value, kind: usize, random: &mut Random) -> Option<Edit> {
    let Places { properties, operations, parameters } = places(document);
    let kind = kind % EDITS;
    if kind < OF_PROPERTIES {
        edit_property(document, random.one(&properties)?, kind)
    } else if kind < OF_PROPERTIES + OF_OPERATIONS {
        edit_operation(document, random.one(&operations)?, kind - OF_PROPERTIES, random)
    } else {
        edit_parameter(document, random.one(&parameters)?, kind - OF_PROPERTIES - OF_OPERATIONS)
    }
}

fn edit_property(document: &mut Value, pointer: &str, kind: usize) -> Option<Edit> {
    let (above, name) = parent(pointer)?;
    let schema = parent(above)?.0;
    let at = |words, place: &str| Some(Edit { words, place: place.to_owned() });
    match kind {
        0 => {
            node(document, above)?.shift_remove(&name);
            if let Some(Value::Array(required)) = node(document, schema)?.get_mut("required") {
                required.retain(|required| required.as_str() != Some(&name));
            }
            at("remove a property", pointer)
        }
        1 => {
            node(document, above)?.insert("edited".to_owned(), json!({"type": "boolean"}));
            at("add a property", &format!("{above}/edited"))
        }
        2 => {
            let is_boolean = node(document, pointer)?.get("type") == Some(&json!("boolean"));
            let other = if is_boolean { "integer" } else { "boolean" };
            node(document, above)?.insert(name, json!({"type": other}));
            at("change the type of a property", pointer)
        }
        3 => {
            node(document, pointer)?.insert("description".to_owned(), json!("Edited."));
            at("describe a property", pointer)
        }
        4 => toggle(document, pointer, "deprecated", "deprecate a property"),
        5 => {
            let schema_node = node(document, schema)?;
            let required = schema_node.entry("required").or_insert_with(|| json!([])).as_array_mut()?;
            match required.iter().position(|required| required.as_str() == Some(&name)) {
                Some(position) => _ = required.remove(position),
                None => required.push(json!(name)),
            }
            if required.is_empty() {
                schema_node.shift_remove("required");
            }
            at("require a property, or not", schema)
        }
        6 => {
            let values = node(document, pointer)?.get_mut("enum")?.as_array_mut()?;
            values.iter().all(Value::is_string).then(|| values.push(json!("edited")))?;
            at("add a value to an enum", pointer)
        }
        7 => {
            let values = node(document, pointer)?.get_mut("enum")?.as_array_mut().filter(|values| values.len() > 1)?;
            values.pop();
            at("remove a value of an enum", pointer)
        }
        8 => {
            let property = node(document, pointer)?;
            let (key, value) = match property.get("type")?.as_str()? {
                "string" if !property.contains_key("enum") && !property.contains_key("format") => ("maxLength", 17),
                "integer" | "number" if !property.contains_key("enum") => ("maximum", 1717),
                "array" => ("maxItems", 17),
                _ => return None,
            };
            property.insert(key.to_owned(), json!(value));
            at("bound a property", pointer)
        }
        9 => {
            let property = node(document, pointer)?;
            let format = match (property.get("type")?.as_str()?, property.get("format").and_then(Value::as_str)) {
                ("string", None) if !property.contains_key("enum") => "date-time",
                ("integer", Some("int32")) => "int64",
                ("integer", _) if !property.contains_key("enum") => "int32",
                _ => return None,
            };
            property.insert("format".to_owned(), json!(format));
            at("change the format of a property", pointer)
        }
        _ => {
            let property = node(document, pointer)?;
            let items = property.get("items")?.as_object()?.get("type")?.as_str()?;
            let other = if items == "boolean" { "integer" } else { "boolean" };
            property.insert("items".to_owned(), json!({"type": other}));
            at("change the type of items", pointer)
        }
    }
}

fn edit_operation(document: &mut Value, pointer: &str, kind: usize, random: &mut Random) -> Option<Edit> {
    let (above, name) = parent(pointer)?;
    let at = |words, place: &str| Some(Edit { words, place: place.to_owned() });
    match kind {
        0 => {
            node(document, above)?.shift_remove(&name);
            at("remove an operation", pointer)
        }
        1 => {
            node(document, pointer)?.insert("operationId".to_owned(), json!("editedOperation"));
            at("rename an operation", pointer)
        }
        2 => {
            let parameters = node(document, pointer)?.entry("parameters").or_insert_with(|| json!([]));
            let is_required = random.below(2) == 0;
            let parameter =
                json!({"name": "edited", "in": "query", "required": is_required, "schema": {"type": "string"}});
            parameters.as_array_mut()?.push(parameter);
            at("add a parameter", pointer)
        }
        3 => {
            node(document, pointer)?.insert("description".to_owned(), json!("Edited."));
            at("describe an operation", pointer)
        }
        4 => toggle(document, pointer, "deprecated", "deprecate an operation"),
        5 => {
            let responses = node(document, &format!("{pointer}/responses"))?;
            responses.insert("418".to_owned(), json!({"description": "Edited."}));
            at("add a response", pointer)
        }
        6 => {
            let responses = node(document, &format!("{pointer}/responses"))?;
            let statuses: Vec<String> = responses.keys().filter(|status| !status.starts_with("x-")).cloned().collect();
            let status = random.one(&statuses).filter(|_| statuses.len() > 1)?;
            responses.shift_remove(status);
            at("remove a response", pointer)
        }
        7 => {
            let (paths, path) = parent(above)?;
            let members = node(document, paths)?;
            let item = members.shift_remove(&path)?;
            members.insert(format!("{path}/edited"), item);
            at("move a path", above)
        }
        _ => {
            let contents = format!("{pointer}/requestBody/content");
            let content = node(document, &contents)?;
            let body = content.shift_remove("application/json")?;
            content.insert("application/vnd.edited+json".to_owned(), body);
            at("change the media type of a body", pointer)
        }
    }
}

fn edit_parameter(document: &mut Value, pointer: &str, kind: usize) -> Option<Edit> {
    let (above, index) = parent(pointer)?;
    let at = |words| Some(Edit { words, place: pointer.to_owned() });
    let parameter = node(document, pointer)?;
    let is_in_path = parameter.get("in") == Some(&json!("path"));
    let is_required = parameter.get("required") == Some(&json!(true));
    match kind {
        0..=2 if is_in_path => None,
        0 => {
            let index: usize = index.parse().ok()?;
            let parameters = document.pointer_mut(above)?.as_array_mut()?;
            (index < parameters.len()).then(|| parameters.remove(index))?;
            Some(Edit { words: "remove a parameter", place: above.to_owned() })
        }
        1 => {
            parameter.insert("required".to_owned(), json!(!is_required));
            at("require a parameter, or not")
        }
        2 => {
            parameter.insert("name".to_owned(), json!("edited"));
            at("rename a parameter")
        }
        3 => {
            let is_boolean = parameter.get("schema")?.get("type") == Some(&json!("boolean"));
            parameter.insert("schema".to_owned(), json!({"type": if is_boolean { "integer" } else { "boolean" }}));
            at("change the type of a parameter")
        }
        4 => toggle(document, pointer, "deprecated", "deprecate a parameter"),
        _ => {
            parameter.insert("description".to_owned(), json!("Edited."));
            at("describe a parameter")
        }
    }
}

/// Turns a flag on or off, which is off if it is not there.
fn toggle(document: &mut Value, pointer: &str, key: &str, words: &'static str) -> Option<Edit> {
    let members = node(document, pointer)?;
    let is_on = members.get(key) == Some(&json!(true));
    members.insert(key.to_owned(), json!(!is_on));
    Some(Edit { words, place: pointer.to_owned() })
}
