//! Typical changes that a vendor makes to a document, which must rename nothing else.

use std::collections::BTreeSet;

use generator::location::Pointer;
use serde_json::{Map, Value, json};

/// A change to a document.
pub(crate) struct Edit {
    pub(crate) name: String,
    pub(crate) document: Value,
    /// `true` if it removes something, so that names may disappear.
    pub(crate) removes: bool,
}

/// Returns the changes to a document. For a large document, independent changes are combined.
pub(crate) fn edits(document: &Value, is_large: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut add = |name: &str, removes: bool, edit: &mut dyn FnMut(&mut Value)| {
        let mut changed = document.clone();
        edit(&mut changed);
        // Objects are equal regardless of the order of their members.
        if removes && changed == *document {
            return;
        }
        edits.push(Edit { name: name.to_owned(), document: changed, removes });
    };
    let unused = unused_schemas(document);
    add("everything is reversed", false, &mut |changed| {
        reverse(changed.pointer_mut("/components/schemas"));
        reverse(changed.get_mut("paths"));
        reverse_properties(changed);
    });
    add("schemas, operations, values and alternatives are added", false, &mut |changed| {
        add_schema(changed, 0);
        add_schema(changed, usize::MAX);
        add_heirs(changed);
        add_operation(changed, 0);
        add_values(changed, usize::MAX);
        add_alternatives(changed);
    });
    add("a property is added to every object", false, &mut |changed| add_property(changed, usize::MAX));
    add("schemas, operations and properties are removed", true, &mut |changed| {
        remove_schemas(changed, &unused);
        remove_operations(changed, true);
        remove_properties(changed);
    });
    if is_large {
        return edits;
    }
    add("schemas are reversed", false, &mut |changed| reverse(changed.pointer_mut("/components/schemas")));
    add("paths are reversed", false, &mut |changed| reverse(changed.get_mut("paths")));
    add("properties are reversed", false, &mut reverse_properties);
    add("a schema is added in front", false, &mut |changed| add_schema(changed, 0));
    add("a schema is added at the end", false, &mut |changed| add_schema(changed, usize::MAX));
    add("an operation is added in front", false, &mut |changed| add_operation(changed, 0));
    add("an operation is added at the end", false, &mut |changed| add_operation(changed, usize::MAX));
    add("a property is added in front", false, &mut |changed| add_property(changed, 0));
    add("values are added in front", false, &mut |changed| add_values(changed, 0));
    add("values are added at the end", false, &mut |changed| add_values(changed, usize::MAX));
    add("an alternative is added", false, &mut add_alternatives);
    add("the first operation of every path is removed", true, &mut |changed| remove_operations(changed, true));
    add("the last operation of every path is removed", true, &mut |changed| remove_operations(changed, false));
    add("a property of every object is removed", true, &mut remove_properties);
    for name in &unused {
        let one = std::slice::from_ref(name);
        add(&format!("the schema {name} is removed"), true, &mut |changed| remove_schemas(changed, one));
    }
    edits
}

fn reverse(members: Option<&mut Value>) {
    if let Some(members) = members.and_then(Value::as_object_mut) {
        *members = std::mem::take(members).into_iter().rev().collect();
    }
}

fn insert(members: &mut Map<String, Value>, place: usize, key: &str, value: Value) {
    if !members.contains_key(key) {
        let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
        all.insert(place.min(all.len()), (key.to_owned(), value));
        *members = all.into_iter().collect();
    }
}

/// Calls `change` with every schema that has properties, except inside examples and other values.
fn objects(value: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    each(value, &mut |members| {
        if members.get("properties").is_some_and(Value::is_object) {
            change(members);
        }
    });
}

fn each(value: &mut Value, change: &mut dyn FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            change(members);
            let is_data =
                |key: &str| key.starts_with("x-") || ["example", "examples", "default", "const"].contains(&key);
            for (_, inner) in members.iter_mut().filter(|(key, inner)| !is_data(key) || is_schema(inner)) {
                each(inner, change);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, change)),
        _ => {}
    }
}

/// Returns `true` if a value under the key `default` or `example` is a property or a response.
fn is_schema(value: &Value) -> bool {
    ["$ref", "type", "content", "description"].iter().any(|key| value.get(key).is_some())
}

fn reverse_properties(document: &mut Value) {
    objects(document, &mut |schema| reverse(schema.get_mut("properties")));
}

/// Adds a property to every object, except to alternatives that only their optional properties distinguish.
fn add_property(document: &mut Value, place: usize) {
    let mut alike = BTreeSet::new();
    each(&mut document.clone(), &mut |members| {
        for keyword in ["oneOf", "anyOf"] {
            let schemas = members.get(keyword).and_then(Value::as_array).into_iter().flatten();
            let schemas: Vec<&Value> = schemas.filter(|schema| schema.get("properties").is_some()).collect();
            let requires_like = |schema: &&&Value| {
                schemas.iter().filter(|other| other.get("required") == schema.get("required")).count() > 1
            };
            alike.extend(schemas.iter().filter(requires_like).map(ToString::to_string));
        }
    });
    objects(document, &mut |schema| {
        if alike.contains(&Value::Object(schema.clone()).to_string()) {
            return;
        }
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut)
            && !properties.is_empty()
        {
            insert(properties, place, "addedLater", json!({"type": "string", "enum": ["added", "later"]}));
        }
    });
}

fn add_schema(document: &mut Value, place: usize) {
    let name = format!("Added{}", place.min(1));
    let schema = json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"},
        "status": {"type": "string", "enum": ["on", "off"]},
        "items": {"type": "array", "items": {"type": "object", "properties": {"deep": {"type": "integer", "enum": [1, 2]}}}},
    }});
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        insert(schemas, place, &name, schema);
    }
}

/// Adds a schema that inherits from each object and narrows one of its properties.
fn add_heirs(document: &mut Value) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    let bases: Vec<(String, Option<String>)> = schemas
        .iter()
        .filter(|(_, schema)| schema.get("properties").is_some() && schema.get("discriminator").is_none())
        .map(|(name, schema)| {
            let properties = schema.get("properties").and_then(Value::as_object);
            let is_object = |schema: &Value| schema.get("properties").is_some();
            let narrowed = properties.and_then(|all| all.iter().find(|(_, schema)| is_object(schema)));
            (name.clone(), narrowed.map(|(name, _)| name.clone()))
        })
        .collect();
    for (base, narrowed) in bases.into_iter().take(50) {
        let more = match narrowed {
            Some(name) => json!({"properties": {name: {"type": "object", "properties": {"more": {"type": "string"}}}}}),
            None => json!({"properties": {"more": {"type": "string"}}}),
        };
        let reference = format!("#{}", Pointer::root().push("components").push("schemas").push(&base));
        insert(schemas, 0, &format!("AddedHeirOf{base}"), json!({"allOf": [{"$ref": reference}, more]}));
    }
}

fn add_operation(document: &mut Value, place: usize) {
    // An operation-level server of all operations is the client's default, so the new operation needs it too.
    if document.get("servers").is_none() && document.to_string().contains("\"servers\"") {
        return;
    }
    let operation = json!({"post": {
        "operationId": format!("addedLater{}", place.min(1)),
        "parameters": [{"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "type": "object", "properties": {"list": {"type": "array", "items": {"type": "object", "properties": {"b": {"type": "string"}}}}}}}}}},
    }});
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        insert(paths, place, &format!("/added/later/{}", place.min(1)), operation);
    }
}

/// Adds a value to each `enum` with more than one value.
fn add_values(document: &mut Value, place: usize) {
    each(document, &mut |members| {
        let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut) else { return };
        if values.len() > 1 && values.iter().all(Value::is_string) {
            values.insert(place.min(values.len()), json!("added later"));
            // The names match the values by index.
            for key in ["x-enum-varnames", "x-enumNames", "x-enum-names", "x-enum-descriptions"] {
                members.shift_remove(key);
            }
        }
    });
}

/// Adds an alternative to unions of two or more objects: a single object beside `null` is not a union.
fn add_alternatives(document: &mut Value) {
    each(document, &mut |members| {
        if members.contains_key("discriminator") || members.contains_key("properties") {
            return;
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(alternatives) = members.get_mut(keyword).and_then(Value::as_array_mut) else { continue };
            let is_object = |schema: &&Value| schema.get("properties").is_some_and(|all| all != &json!({}));
            if alternatives.iter().filter(is_object).count() > 1 {
                alternatives.push(json!({"type": "object", "required": ["addedLater"], "properties": {"addedLater": {"type": "string"}}}));
            }
        }
    });
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn remove_operations(document: &mut Value, first: bool) {
    // The targets of references must remain.
    let mut used = Vec::new();
    each(&mut document.clone(), &mut |members| {
        let reference = members.get("$ref").and_then(Value::as_str);
        used.extend(reference.filter(|reference| reference.contains("#/paths/")).map(str::to_owned));
    });
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let reference = |path: &String| format!("#{}", Pointer::root().push("paths").push(path));
    let is_free = |path: &String| !used.iter().any(|used| used.starts_with(&reference(path)));
    for (_, item) in paths.iter_mut().filter(|(path, _)| is_free(path)) {
        let Some(item) = item.as_object_mut() else { continue };
        let methods: Vec<String> = item.keys().filter(|key| METHODS.contains(&key.as_str())).cloned().collect();
        if methods.len() > 1
            && let Some(method) = if first { methods.first() } else { methods.last() }
        {
            item.shift_remove(method);
        }
    }
}

/// Removes the last property of every object if nothing depends on it: it is not required, does not distinguish
/// alternatives, and is not the target of a reference. Alternatives are skipped, since properties affect their names.
fn remove_properties(document: &mut Value) {
    let mut pinned = BTreeSet::new();
    let mut alternatives = BTreeSet::new();
    each(&mut document.clone(), &mut |members| {
        let by = members.get("discriminator").and_then(|by| by.get("propertyName"));
        let required = members.get("required").and_then(Value::as_array);
        let names = by.into_iter().chain(required.into_iter().flatten()).filter_map(Value::as_str);
        pinned.extend(names.map(str::to_owned));
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            pinned.extend(reference.split('/').map(str::to_owned));
        }
        for keyword in ["oneOf", "anyOf"] {
            let schemas = members.get(keyword).and_then(Value::as_array);
            alternatives.extend(schemas.into_iter().flatten().map(ToString::to_string));
        }
    });
    objects(document, &mut |schema| {
        if alternatives.contains(&Value::Object(schema.clone()).to_string()) {
            return;
        }
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
        // A constant may be the name of an alternative.
        let is_free = |(name, schema): &(&String, &Value)| !pinned.contains(*name) && schema.get("const").is_none();
        if properties.len() > 1
            && let Some(name) = properties.iter().rfind(is_free).map(|(name, _)| name.clone())
        {
            properties.shift_remove(&name);
        }
    });
}

/// Returns the component schemas without references to them.
fn unused_schemas(document: &Value) -> Vec<String> {
    let mut used = BTreeSet::new();
    each(&mut document.clone(), &mut |members| {
        // A discriminator refers to schemas by its mapping and by their names.
        for text in members.values().filter_map(Value::as_str) {
            let pointer = text.split_once('#').and_then(|(_, fragment)| Pointer::parse(fragment));
            match pointer {
                Some(pointer) => used.extend(pointer.tokens()),
                None => used.extend(text.split('/').map(str::to_owned)),
            }
        }
    });
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let names: Vec<&String> = schemas.into_iter().flat_map(Map::keys).collect();
    // A schema whose name differs in case only affects the other one's name.
    let is_alone = |name: &str| names.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() == 1;
    names.iter().filter(|name| !used.contains(**name) && is_alone(name)).map(|name| (*name).clone()).collect()
}

fn remove_schemas(document: &mut Value, names: &[String]) {
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        names.iter().for_each(|name| drop(schemas.shift_remove(name)));
    }
}
