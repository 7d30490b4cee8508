//! Schemas, which differ little (Swagger 2.0, section "Schema Object").

use serde_json::{Map, Value, json};

/// Converts each schema of a map.
pub(super) fn each_of(schemas: &mut Value) {
    schemas.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(convert);
}

/// Converts a schema, and those in it.
pub(super) fn convert(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if let Some(is_nullable) = members.shift_remove("x-nullable") {
        members.entry("nullable").or_insert(is_nullable);
    }
    if let Some(property @ Value::String(_)) = members.get_mut("discriminator") {
        *property = json!({"propertyName": property});
    }
    if members.get("type").is_some_and(|name| name == "file") {
        members.insert("type".to_owned(), json!("string"));
        members.insert("format".to_owned(), json!("binary"));
    }
    members.shift_remove("collectionFormat");
    for (keyword, value) in members.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "definitions" | "$defs", schemas) => each_of(schemas),
            ("items" | "allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter_mut().for_each(convert),
            ("items" | "additionalProperties" | "not", schema) => convert(schema),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_2_0_are_those_of_3_0() {
        let mut schema = json!({
            "discriminator": "kind",
            "properties": {
                "kind": {"type": "string", "x-nullable": true},
                "x-nullable": {"type": "file"},
                "tags": {"type": "array", "items": {"type": "array", "collectionFormat": "csv", "items": {"x-nullable": false}}},
            },
            "additionalProperties": {"allOf": [{"$ref": "#/definitions/A", "x-nullable": true}]},
            "example": {"x-nullable": true, "type": "file"},
        });
        convert(&mut schema);
        let expected = json!({
            "discriminator": {"propertyName": "kind"},
            "properties": {
                "kind": {"type": "string", "nullable": true},
                "x-nullable": {"type": "string", "format": "binary"},
                "tags": {"type": "array", "items": {"type": "array", "items": {"nullable": false}}},
            },
            "additionalProperties": {"allOf": [{"$ref": "#/definitions/A", "nullable": true}]},
            "example": {"x-nullable": true, "type": "file"},
        });
        assert_eq!(schema, expected);
    }
}
