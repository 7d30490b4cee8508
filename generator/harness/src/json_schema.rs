//! Translates OpenAPI schemas to JSON Schema 2020-12, which the validator reads.

use generator::location::Pointer;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::instance::percent_decoded;

/// Returns the component schemas of a document, translated, by name.
pub fn components(document: &Value) -> Map<String, Value> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flatten().map(|(name, schema)| (name.clone(), translate(schema))).collect()
}

/// Returns a schema for one of the components, with only those components that it refers to: a validator compiles all
/// that it gets.
pub fn schema_for(name: &str, components: &Map<String, Value>) -> Value {
    let mut reached = Map::new();
    let mut queue = vec![name.to_owned()];
    while let Some(name) = queue.pop() {
        let Some(schema) = components.get(&name).filter(|_| !reached.contains_key(&name)) else { continue };
        references(schema, &mut queue);
        reached.insert(name, schema.clone());
    }
    json!({"$ref": reference_to(name), "components": {"schemas": reached}})
}

/// Returns `true` if validating a value against a component never ends: a component that it refers to applies itself to
/// the same value.
pub fn is_circular(name: &str, components: &Map<String, Value>) -> bool {
    let root = schema_for(name, components);
    let reached = root.pointer("/components/schemas").and_then(Value::as_object);
    reached.into_iter().flatten().any(|(reached, _)| applied_components(reached, components).contains(reached))
}

/// Returns the names of the components that a component applies to the same value, directly or not.
fn applied_components(name: &str, components: &Map<String, Value>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut queue = vec![name.to_owned()];
    while let Some(next) = queue.pop() {
        let mut found = Vec::new();
        components.get(&next).into_iter().for_each(|schema| in_place(schema, &mut found));
        for name in found.into_iter().filter(|name| !seen.contains(name)).collect::<Vec<_>>() {
            seen.push(name.clone());
            queue.push(name);
        }
    }
    seen
}

/// Collects the names of the components that a schema applies to the same value: by `$ref`, `allOf`, `oneOf`, `anyOf`.
fn in_place(schema: &Value, names: &mut Vec<String>) {
    names.extend(schema.get("$ref").and_then(referenced_component));
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let members = schema.get(keyword).and_then(Value::as_array);
        members.into_iter().flatten().for_each(|member| in_place(member, names));
    }
}

/// Collects the names of the components that a schema refers to at any depth. A reference may point into a component.
fn references(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match referenced_component(value) {
                    Some(name) if key == "$ref" => names.push(name),
                    _ => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// Returns the `$ref` to a component. Its fragment is a percent-encoded JSON Pointer (RFC 6901, section 6).
fn reference_to(name: &str) -> String {
    let pointer = Pointer::root().push("components").push("schemas").push(name);
    let tokens: Vec<String> =
        pointer.as_str().split('/').map(|token| utf8_percent_encode(token, NON_ALPHANUMERIC).to_string()).collect();
    format!("#{}", tokens.join("/"))
}

/// Returns the name of the component that a `$ref` refers to, or that contains its target.
fn referenced_component(reference: &Value) -> Option<String> {
    let fragment = reference.as_str()?.strip_prefix('#')?;
    let pointer = Pointer::parse(&percent_decoded(fragment))?;
    let schemas = Pointer::root().push("components").push("schemas");
    pointer.strip_prefix(&schemas)?.tokens().next()
}

/// Translates a schema and the schemas in it.
fn translate(schema: &Value) -> Value {
    let Value::Object(members) = schema else { return schema.clone() };
    let mut translated = Map::new();
    for (key, value) in members {
        let value = match key.as_str() {
            "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => match value {
                Value::Object(schemas) => {
                    Value::Object(schemas.iter().map(|(name, schema)| (name.clone(), translate(schema))).collect())
                }
                other => other.clone(),
            },
            "allOf" | "oneOf" | "anyOf" | "prefixItems" => match value {
                Value::Array(schemas) => Value::Array(schemas.iter().map(translate).collect()),
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
            | "additionalProperties" => translate(value),
            // Annotations, keywords of OpenAPI alone, and constraints on strings that generated values can't meet.
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
    // OpenAPI 3.0 has a keyword for it; in JSON Schema, `null` is one of the alternatives.
    if members.get("nullable") == Some(&Value::Bool(true)) {
        return json!({"anyOf": [translated, {"type": "null"}]});
    }
    translated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_openapi_become_those_of_json_schema() {
        for (schema, expected) in [
            (json!({"type": "string", "nullable": true}), json!({"anyOf": [{"type": "string"}, {"type": "null"}]})),
            (json!({"minimum": 1, "exclusiveMinimum": true}), json!({"minimum": 1, "exclusiveMinimum": 1})),
            (json!({"maximum": 1, "exclusiveMaximum": false}), json!({"maximum": 1})),
            (json!({"exclusiveMaximum": 2, "format": "int32", "x-a": 1}), json!({"exclusiveMaximum": 2})),
            (json!({"items": {"required": true, "example": 1}}), json!({"items": {}})),
        ] {
            assert_eq!(translate(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn a_schema_brings_only_the_components_it_refers_to() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let schemas =
            json!({"A/B": {"items": reference("C")}, "C": {}, "D": {"allOf": [reference("E")]}, "E": reference("D")});
        let components = components(&json!({"components": {"schemas": schemas}}));
        let schema = schema_for("A/B", &components);
        assert_eq!(schema["$ref"], "#/components/schemas/A%7E1B");
        assert_eq!(schema["components"]["schemas"].as_object().unwrap().len(), 2);
        assert!(is_circular("D", &components) && !is_circular("A/B", &components));
    }
}
