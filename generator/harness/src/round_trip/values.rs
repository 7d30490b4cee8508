//! Chooses the values that are sent through the type of each component schema: the document's examples and generated
//! values, as far as a JSON Schema validator accepts them.

use std::collections::BTreeSet;

use generator::location::Pointer;
use serde_json::{Map, Value};

use super::Instance;
use crate::client::ComponentSchema;
use crate::instance::{InstanceGenerator, Mode, json_text, with_sample_number, without_undeclared};
use crate::json_schema;

/// The most values for one schema.
const MOST_VALUES: usize = 20;

/// How many values are generated at most for one schema. Some are equal to an earlier one, and some are not valid.
const ATTEMPTS: u64 = 80;

/// The values for the component schemas of a document.
#[derive(Default)]
pub(super) struct Values {
    pub(super) instances: Vec<Instance>,
    /// How many schemas have no value.
    pub(super) without_value: usize,
}

/// Returns valid values for the component schemas of a document.
pub(super) fn values(schemas: &[ComponentSchema], document: &Value) -> Values {
    let components = json_schema::components(document);
    let schemas_at = Pointer::root().push("components").push("schemas");
    let mut values = Values::default();
    for (index, component) in schemas.iter().enumerate() {
        let Some(schema) = document.pointer(schemas_at.push(&component.name).as_str()) else { continue };
        let found = values_of(&component.name, schema, document, &components);
        values.without_value = values.without_value.saturating_add(usize::from(found.is_empty()));
        let instances = found.iter().map(|value| Instance { schema: index, text: json_text(value) });
        values.instances.extend(instances);
    }
    values
}

/// Returns valid values of one component schema.
fn values_of(name: &str, schema: &Value, document: &Value, components: &Map<String, Value>) -> Vec<Value> {
    let examples = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
    let examples = examples.chain(schema.get("example")).chain(schema.get("default"));
    if json_schema::is_circular(name, components) {
        // A validator would never return, so only the document's own examples are sent.
        return examples.map(|example| without_undeclared(document, schema, example)).collect();
    }
    let validator = jsonschema::draft202012::new(&json_schema::schema_for(name, components));
    // A string stands for a number that `serde_json` can't hold, so a value has to be valid with a string and with a
    // number in its place.
    let is_valid = |instance: &Value| {
        let is_valid = |instance: &Value| validator.as_ref().is_ok_and(|validator| validator.is_valid(instance));
        is_valid(instance) && is_valid(&with_sample_number(instance))
    };
    let mut values = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |value: Value| {
        if values.len() < MOST_VALUES && seen.insert(value.to_string()) {
            values.push(value);
        }
        values.len() < MOST_VALUES
    };
    for example in examples.filter(|example| is_valid(example)) {
        add(without_undeclared(document, schema, example));
    }
    for attempt in 0..ATTEMPTS {
        let mut generator = InstanceGenerator::new(document, attempt, mode(attempt));
        let Some(value) = generator.generate(schema, 0) else { continue };
        // An unlisted enum value is never valid, so the same value with listed ones is validated in its place.
        let listed = match generator.has_unlisted {
            true => InstanceGenerator::new(document, attempt, Mode::Listed).generate(schema, 0),
            false => None,
        };
        if is_valid(listed.as_ref().unwrap_or(&value)) && !add(value) {
            break;
        }
    }
    values
}

/// The mode of each attempt: the smallest and the largest values first.
fn mode(attempt: u64) -> Mode {
    match attempt {
        0 | 1 => Mode::Required,
        2 | 3 => Mode::Full,
        _ if attempt.is_multiple_of(4) => Mode::Unlisted,
        _ => Mode::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values_for(schema: &Value) -> Vec<Value> {
        let document = json!({"components": {"schemas": {"A": schema}}});
        let component = ComponentSchema {
            name: "A".to_owned(),
            type_name: "A".to_owned(),
            nullable: false,
            untyped: false,
            is_alias: false,
        };
        let instances = values(&[component], &document).instances;
        instances.iter().map(|instance| serde_json::from_str(&instance.text).unwrap()).collect()
    }

    #[test]
    fn a_value_is_an_example_or_generated_and_valid() {
        let schema = json!({"type": "integer", "minimum": 100, "examples": [103, 3], "maximum": 103});
        let found = values_for(&schema);
        assert!(found.contains(&json!(103)) && found.contains(&json!(100)) && !found.contains(&json!(3)), "{found:?}");
    }

    #[test]
    fn optional_properties_are_absent_and_present() {
        let schema = json!({"type": "object", "properties": {"a": {"type": "boolean"}}});
        let found = values_for(&schema);
        assert!(found.contains(&json!({})) && found.contains(&json!({"a": true})), "{found:?}");
    }

    #[test]
    fn an_enum_gets_an_unlisted_value_too() {
        let found = values_for(&json!({"type": "string", "enum": ["cat", "dog"]}));
        assert!(found.contains(&json!("cat")) && found.contains(&json!("an unlisted value")), "{found:?}");
    }

    #[test]
    fn a_circular_schema_gets_its_examples() {
        let schema = json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "string"}], "example": "a"});
        assert_eq!(values_for(&schema), [json!("a")]);
    }

    #[test]
    fn a_schema_that_nothing_matches_has_no_value() {
        let document = json!({"components": {"schemas": {"A": {"not": {}}}}});
        let schemas = [ComponentSchema {
            name: "A".to_owned(),
            type_name: "A".to_owned(),
            nullable: false,
            untyped: true,
            is_alias: true,
        }];
        let found = values(&schemas, &document);
        assert_eq!((found.instances.len(), found.without_value), (0, 1));
    }
}
