//! Makes an OpenAPI document of cases of the suite: a component for each schema.

use serde_json::{Map, Value, json};

use super::cases::{Case, Remote};

/// Returns a document that has the schema of each case, and the schemas that cases refer to.
pub(super) fn document<'a>(cases: impl IntoIterator<Item = &'a Case>, remotes: &[Remote]) -> Value {
    let mut schemas = Map::new();
    for case in cases {
        // Without an `$id`, pointers and anchors are those of the whole document.
        let id = format!("https://suite.example/{}", case.component);
        schemas.insert(case.component.clone(), with_id(&case.schema, &id));
    }
    for (index, remote) in remotes.iter().enumerate() {
        schemas.insert(format!("remote-{index}"), with_id(&remote.schema, &remote.uri));
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "JSON Schema Test Suite", "version": "1"},
        "components": {"schemas": schemas},
    })
}

/// Returns a schema with this `$id`, unless it has one or is a boolean.
fn with_id(schema: &Value, id: &str) -> Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        members.entry("$id").or_insert_with(|| id.into());
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_schema_is_a_component_with_an_id() {
        let case = |component: &str, schema: Value| Case {
            name: String::new(),
            component: component.to_owned(),
            schema,
            instances: Vec::new(),
        };
        let cases = [
            case("type-0", json!({"type": "string"})),
            case("type-1", json!({"$id": "urn:a"})),
            case("type-2", json!(true)),
        ];
        let remotes = [Remote { uri: "http://localhost:1234/a.json".to_owned(), schema: json!({}) }];
        let document = document(&cases, &remotes);
        let expected = json!({
            "type-0": {"type": "string", "$id": "https://suite.example/type-0"},
            "type-1": {"$id": "urn:a"},
            "type-2": true,
            "remote-0": {"$id": "http://localhost:1234/a.json"},
        });
        assert_eq!(document.pointer("/components/schemas"), Some(&expected));
    }
}
