//! OpenAPI's schemas as JSON Schema 2020-12, which the validator reads.

use serde_json::{Map, Value, json};

/// The component schemas of a document, translated, below `/components/schemas`.
pub(super) fn components(document: &Value) -> Value {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let translated = schemas.into_iter().flatten().map(|(name, schema)| (name.clone(), schema_of(schema)));
    json!({"components": {"schemas": translated.collect::<Map<_, _>>()}})
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
            "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "unevaluatedItems"
            | "unevaluatedProperties" | "additionalProperties" => schema_of(value),
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
