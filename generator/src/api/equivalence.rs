//! Finds equal values and equivalent schemas among many.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::{AdditionalProperties, Object, Schema, SchemaKind};

/// Schemas of which no two are [equivalent](Schema::is_equivalent). A schema is compared with those of the same hash only.
#[derive(Debug)]
pub(crate) struct DistinctSchemas<'s, K> {
    by_hash: BTreeMap<(K, u64), Vec<&'s Schema>>,
}

impl<'s, K: Ord> DistinctSchemas<'s, K> {
    pub(crate) fn new() -> Self {
        Self { by_hash: BTreeMap::new() }
    }

    /// Adds a schema. Returns `false` if an equivalent one with the same key was added before.
    pub(crate) fn insert(&mut self, key: K, schema: &'s Schema) -> bool {
        let known = self.by_hash.entry((key, hash_of(schema))).or_default();
        let is_new = !known.iter().any(|known| known.is_equivalent(schema));
        if is_new {
            known.push(schema);
        }
        is_new
    }
}

/// Values of which no two are equal. A value is compared with those of the same hash only.
#[derive(Debug, Default)]
pub(crate) struct DistinctValues<'v> {
    by_hash: BTreeMap<u64, Vec<&'v Value>>,
}

impl<'v> DistinctValues<'v> {
    /// Adds a value. Returns `false` if an equal one was added before.
    pub(crate) fn insert(&mut self, value: &'v Value) -> bool {
        let known = self.by_hash.entry(hash_of_value(value)).or_default();
        let is_new = !known.contains(&value);
        if is_new {
            known.push(value);
        }
        is_new
    }

    /// Returns `true` if an equal value was added.
    pub(crate) fn contains(&self, value: &Value) -> bool {
        self.by_hash.get(&hash_of_value(value)).is_some_and(|known| known.contains(&value))
    }
}

impl<'v> FromIterator<&'v Value> for DistinctValues<'v> {
    fn from_iter<I: IntoIterator<Item = &'v Value>>(values: I) -> Self {
        let mut distinct = Self::default();
        for value in values {
            distinct.insert(value);
        }
        distinct
    }
}

fn hash_of_value(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_value(value, &mut hasher);
    hasher.finish()
}

/// Returns a hash that is the same for equivalent schemas.
fn hash_of(schema: &Schema) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_schema(schema, &mut hasher);
    hasher.finish()
}

fn hash_schema(schema: &Schema, hasher: &mut DefaultHasher) {
    schema.nullable.hash(hasher);
    if let Some(content) = schema.content() {
        hash_schema(content, hasher);
    }
    std::mem::discriminant(&schema.kind).hash(hasher);
    match &schema.kind {
        SchemaKind::Any | SchemaKind::Null | SchemaKind::Boolean => {}
        SchemaKind::Integer(format) => std::mem::discriminant(format).hash(hasher),
        SchemaKind::Number(format) => std::mem::discriminant(format).hash(hasher),
        SchemaKind::String { format } => format.hash(hasher),
        SchemaKind::Enumeration(enumeration) => {
            enumeration.values.iter().for_each(|value| hash_value(value, hasher));
            enumeration.names.hash(hasher);
        }
        SchemaKind::Array(items) => hash_schema(items, hasher),
        SchemaKind::Tuple(members) => members.iter().for_each(|member| hash_schema(member, hasher)),
        SchemaKind::Object(object) => hash_object(object, hasher),
        SchemaKind::Union(union) => {
            union.discriminator.hash(hasher);
            for variant in &union.variants {
                variant.discriminator_values.hash(hasher);
                variant.implicit_value.hash(hasher);
                variant.default_for.hash(hasher);
                hash_schema(&variant.schema, hasher);
            }
        }
        SchemaKind::Reference(id) => id.0.hash(hasher),
    }
}

fn hash_object(object: &Object, hasher: &mut DefaultHasher) {
    for property in &object.properties {
        property.name.hash(hasher);
        hash_schema(&property.schema, hasher);
    }
    object.required_names().hash(hasher);
    std::mem::discriminant(&object.additional_properties).hash(hasher);
    if let AdditionalProperties::Schema(values) = &object.additional_properties {
        hash_schema(values, hasher);
    }
}

/// Adds a value to a hash. Two numbers that are equal may differ in their text, and two objects in the order of their
/// members.
fn hash_value(value: &Value, hasher: &mut DefaultHasher) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        Value::Null => {}
        Value::Bool(value) => value.hash(hasher),
        Value::String(text) => text.hash(hasher),
        Value::Number(number) => (number.as_f64().unwrap_or_default() + 0.0).to_bits().hash(hasher),
        Value::Array(items) => items.iter().for_each(|item| hash_value(item, hasher)),
        Value::Object(members) => {
            for (key, value) in members.iter().collect::<BTreeMap<_, _>>() {
                key.hash(hasher);
                hash_value(value, hasher);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DistinctSchemas, DistinctValues};
    use crate::api::testing::{api, array, nullable, object, reference, schema, string};
    use crate::api::{Enumeration, Schema, SchemaKind};

    #[test]
    fn equivalent_schemas_are_one() {
        let listed = |value: serde_json::Value| schema(SchemaKind::Enumeration(Enumeration::of(vec![value])));
        let twice = |schema: fn() -> Schema| [schema(), schema()];
        let mut schemas: Vec<Schema> = [
            twice(string),
            twice(|| nullable(string())),
            twice(|| array(reference(1))),
            twice(|| object(vec![("a!", string()), ("b", string())])),
        ]
        .concat();
        schemas.extend([listed(0.0.into()), listed((-0.0).into())]);
        schemas.extend([listed(1.into()), listed("1".into())]);
        let mut distinct = DistinctSchemas::new();
        let is_new: Vec<bool> = schemas.iter().map(|schema| distinct.insert((), schema)).collect();
        assert_eq!(is_new, [true, false, true, false, true, false, true, false, true, false, true, true]);
        assert!(distinct.insert((), &api(vec![array(reference(2))]).schemas[0].schema));
    }

    #[test]
    fn equal_values_are_one() {
        let values =
            json!([1, 1.0, 0.0, -0.0, "1", {"a": 1, "b": [2]}, {"b": [2], "a": 1}, {"a": 1}, null, false, "1"]);
        let mut distinct = DistinctValues::default();
        let is_new: Vec<bool> = values.as_array().unwrap().iter().map(|value| distinct.insert(value)).collect();
        assert_eq!(is_new, [true, true, true, false, true, true, false, true, true, true, false]);
        assert!(distinct.contains(&json!("1")) && !distinct.contains(&json!("2")));
    }
}
