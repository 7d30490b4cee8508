//! OpenAPI's schemas as JSON Schema 2020-12, which the validator reads.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The component schemas of a document, translated, by their names.
pub(super) fn components(document: &Value) -> Map<String, Value> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flatten().map(|(name, schema)| (name.clone(), schema_of(schema))).collect()
}

/// A schema for one of the components, with those that it leads to and no others: a validator looks at all that it gets.
pub(super) fn root_for(name: &str, components: &Map<String, Value>) -> Value {
    let mut reached = Map::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.pop() {
        let Some(schema) = components.get(&name).filter(|_| !reached.contains_key(&name)) else { continue };
        references(schema, &mut waiting);
        reached.insert(name, schema.clone());
    }
    json!({"$ref": format!("#/components/schemas/{}", encode(name)), "components": {"schemas": reached}})
}

/// Whether looking into a component never comes to an end: one of those that it leads to is looked into to do so.
pub(super) fn is_circular(name: &str, components: &Map<String, Value>) -> bool {
    let root = root_for(name, components);
    let reached = root.pointer("/components/schemas").and_then(Value::as_object);
    reached.into_iter().flatten().any(|(reached, _)| looked_into(reached, components).contains(reached))
}

/// The components that a value is looked at with when it is looked at with one.
fn looked_into(name: &str, components: &Map<String, Value>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        let mut found = Vec::new();
        components.get(&next).into_iter().for_each(|schema| in_place(schema, &mut found));
        for name in found.into_iter().filter(|name| !seen.contains(name)).collect::<Vec<_>>() {
            seen.push(name.clone());
            waiting.push(name);
        }
    }
    seen
}

/// The names of the components that are looked at with the value that the schema itself is looked at with.
fn in_place(schema: &Value, names: &mut Vec<String>) {
    let reference = schema.get("$ref").and_then(Value::as_str);
    if let Some(place) = reference.and_then(|text| text.strip_prefix("#/components/schemas/")) {
        names.push(decode(place.split('/').next().unwrap_or_default()));
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let members = schema.get(keyword).and_then(Value::as_array);
        members.into_iter().flatten().for_each(|member| in_place(member, names));
    }
}

/// The names of the components that the references in a schema lead to, or into.
fn references(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str().and_then(|text| text.strip_prefix("#/components/schemas/")) {
                    Some(place) if key == "$ref" => names.push(decode(place.split('/').next().unwrap_or_default())),
                    _ => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// A token of a JSON Pointer in a fragment of a URI (RFC 6901, section 6).
fn encode(token: &str) -> String {
    utf8_percent_encode(&token.replace('~', "~0").replace('/', "~1"), NON_ALPHANUMERIC).to_string()
}

fn decode(token: &str) -> String {
    super::instances::percent_decoded(token).replace("~1", "/").replace("~0", "~")
}

/// One schema, with those in it.
fn schema_of(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut translated = Map::new();
    for (key, value) in members {
        let value = match key.as_str() {
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => match value {
                Value::Object(schemas) => {
                    Value::Object(schemas.iter().map(|(name, schema)| (name.clone(), schema_of(schema))).collect())
                }
                other => other.clone(),
            },
            "allOf" | "oneOf" | "anyOf" | "prefixItems" => match value {
                Value::Array(schemas) => Value::Array(schemas.iter().map(schema_of).collect()),
                other => other.clone(),
            },
            "items"
            | "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "additionalProperties" => schema_of(value),
            // What is no condition in JSON Schema, what is one of another form, and the texts that nobody can make up.
            "nullable" | "example" | "examples" | "discriminator" | "xml" | "externalDocs" | "pattern" | "format"
            | "contentEncoding" | "contentMediaType" | "description" | "title" | "default" => continue,
            "required" if value.is_boolean() => continue,
            "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => {
                let bound = if key == "exclusiveMinimum" { "minimum" } else { "maximum" };
                match members.get(bound) {
                    Some(number) if *value == true => number.clone(),
                    _ => continue,
                }
            }
            key if key.starts_with("x-") => continue,
            _ => value.clone(),
        };
        translated.insert(key.clone(), value);
    }
    let translated = Value::Object(translated);
    // OpenAPI 3.0 says it beside the schema, JSON Schema as one of the alternatives.
    if members.get("nullable") == Some(&Value::Bool(true)) {
        return json!({"anyOf": [translated, {"type": "null"}]});
    }
    translated
}
