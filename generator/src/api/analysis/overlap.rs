//! Whether two schemas have a value in common that does not show which of them it is for.

use serde_json::Value;

use crate::api::{Access, AdditionalProperties, Api, Object, Property, Schema, SchemaKind, Union, Variant};

/// The depth below which nested schemas are not compared.
const DEPTH: usize = 3;

/// Whether two schemas have a value in common of which both declare every property. A property that only one of them
/// declares would show which one a value is for. Empty arrays and objects do not count.
pub(crate) fn overlap(api: &Api, first: &Schema, second: &Schema) -> bool {
    schemas_overlap(api, first, second, DEPTH)
}

fn schemas_overlap(api: &Api, first: &Schema, second: &Schema, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    let (first, second) = (api.resolve(first), api.resolve(second));
    let is_one_of = |union: &Union, other: &Schema| {
        union.variants.iter().any(|variant| schemas_overlap(api, &variant.schema, other, depth))
    };
    match (&first.kind, &second.kind) {
        (SchemaKind::Any | SchemaKind::Reference(_), _) | (_, SchemaKind::Any | SchemaKind::Reference(_)) => true,
        (SchemaKind::Union(first), SchemaKind::Union(second)) if first.discriminator == second.discriminator => {
            let overlaps = |one: &Variant, other: &Variant| {
                have_one_discriminator_value(one, other) && schemas_overlap(api, &one.schema, &other.schema, depth)
            };
            first.variants.iter().any(|one| second.variants.iter().any(|other| overlaps(one, other)))
        }
        (SchemaKind::Union(union), _) => is_one_of(union, second),
        (_, SchemaKind::Union(union)) => is_one_of(union, first),
        (SchemaKind::Object(first), SchemaKind::Object(second)) => objects_overlap(api, first, second, depth),
        (SchemaKind::Array(first), SchemaKind::Array(second)) => schemas_overlap(api, first, second, depth),
        (SchemaKind::Array(_) | SchemaKind::Tuple(_), SchemaKind::Array(_) | SchemaKind::Tuple(_)) => true,
        (SchemaKind::Enumeration(first), SchemaKind::Enumeration(second)) => {
            first.values.iter().any(|value| second.values.contains(value))
        }
        (SchemaKind::Enumeration(enumeration), other) | (other, SchemaKind::Enumeration(enumeration)) => {
            enumeration.values.iter().any(|value| has_value(other, value))
        }
        (SchemaKind::Integer(_) | SchemaKind::Number(_), SchemaKind::Integer(_) | SchemaKind::Number(_))
        | (SchemaKind::String { .. }, SchemaKind::String { .. })
        | (SchemaKind::Boolean, SchemaKind::Boolean)
        | (SchemaKind::Null, SchemaKind::Null) => true,
        _ => false,
    }
}

/// Returns whether one value selects both variants. A variant without values has any.
fn have_one_discriminator_value(first: &Variant, second: &Variant) -> bool {
    let (first, second) = (&first.discriminator_values, &second.discriminator_values);
    first.is_empty() || second.is_empty() || first.iter().any(|value| second.contains(value))
}

/// How an object declares a property.
enum Declared<'s> {
    No,
    /// Without a schema.
    Untyped,
    Typed(&'s Schema),
}

fn objects_overlap(api: &Api, first: &Object, second: &Object, depth: usize) -> bool {
    let is_shared = |property: &Property, other: &Object| match declared(other, &property.name) {
        Declared::No => false,
        Declared::Untyped => true,
        Declared::Typed(schema) => schemas_overlap(api, &property.schema, schema, depth),
    };
    let sides = [(first, second), (second, first)];
    let has_foreign = |(own, other): (&Object, &Object)| {
        own.properties.iter().any(|property| is_required(own, property) && !is_shared(property, other))
    };
    if sides.into_iter().any(has_foreign) {
        return false;
    }
    let are_maps = sides.into_iter().all(|(own, _)| !matches!(declared(own, ""), Declared::No));
    are_maps || sides.into_iter().any(|(own, other)| own.properties.iter().any(|property| is_shared(property, other)))
}

/// Returns whether every response has the property.
fn is_required(object: &Object, property: &Property) -> bool {
    object.requires(&property.name) && property.schema.access == Access::Both
}

fn declared<'s>(object: &'s Object, name: &str) -> Declared<'s> {
    match (object.property(name), &object.additional_properties) {
        (Some(property), _) => Declared::Typed(&property.schema),
        (None, AdditionalProperties::Schema(values)) => Declared::Typed(values),
        (None, AdditionalProperties::Unspecified) if object.properties.is_empty() => Declared::Untyped,
        (None, _) if object.requires(name) => Declared::Untyped,
        (None, _) => Declared::No,
    }
}

fn has_value(kind: &SchemaKind, value: &Value) -> bool {
    match (kind, value) {
        (SchemaKind::Integer(_), Value::Number(number)) => !number.is_f64(),
        (SchemaKind::Number(_), Value::Number(_))
        | (SchemaKind::String { .. }, Value::String(_))
        | (SchemaKind::Boolean, Value::Bool(_))
        | (SchemaKind::Null, Value::Null) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{api, array, object, reference, schema, string};
    use crate::api::{DefaultFor, Enumeration, IntegerFormat, NumberFormat};

    fn integer() -> Schema {
        schema(SchemaKind::Integer(IntegerFormat::Int64))
    }

    fn listed(values: &[&str]) -> Schema {
        let values = values.iter().map(|value| Value::from(*value)).collect();
        schema(SchemaKind::Enumeration(Enumeration::of(values)))
    }

    fn union(discriminator: Option<&str>, variants: Vec<(&str, Schema)>) -> Schema {
        let variants = variants.into_iter().map(|(value, schema)| Variant {
            discriminator_values: discriminator.iter().map(|_| value.to_owned()).collect(),
            implicit_value: None,
            declared_value: None,
            default_for: DefaultFor::Nothing,
            schema,
        });
        let discriminator = discriminator.map(str::to_owned);
        schema(SchemaKind::Union(Union { discriminator, variants: variants.collect() }))
    }

    #[test]
    fn schemas_overlap_if_a_value_shows_neither() {
        let any = || schema(SchemaKind::Any);
        let number = schema(SchemaKind::Number(NumberFormat::Double));
        let map = |values| {
            let additional_properties = AdditionalProperties::Schema(Box::new(values));
            schema(SchemaKind::Object(Object { properties: Vec::new(), required: Vec::new(), additional_properties }))
        };
        for (first, second, expected) in [
            (string(), string(), true),
            (string(), integer(), false),
            (integer(), number, true),
            (string(), any(), true),
            (listed(&["a"]), listed(&["b"]), false),
            (listed(&["a", "b"]), listed(&["b"]), true),
            (listed(&["a"]), string(), true),
            (listed(&["a"]), integer(), false),
            (array(string()), array(integer()), false),
            (array(string()), object(vec![]), false),
            (array(listed(&["a"])), array(string()), true),
            // A required property that the other one does not declare shows the schema.
            (object(vec![("a!", string())]), object(vec![("b!", string())]), false),
            (object(vec![("a!", string())]), object(vec![("a!", string()), ("b!", string())]), false),
            (object(vec![("a!", string())]), object(vec![("a!", string()), ("b", string())]), true),
            (object(vec![("a!", string()), ("b", string())]), object(vec![("a", string()), ("b!", string())]), true),
            (object(vec![("a!", string())]), object(vec![("a!", integer())]), false),
            (object(vec![("a!", listed(&["x"]))]), object(vec![("a!", listed(&["y"]))]), false),
            // Only the empty object is one of both.
            (object(vec![("a", string())]), object(vec![("b", string())]), false),
            (object(vec![("a", string())]), object(vec![("a", string())]), true),
            (object(vec![("a!", string())]), object(vec![]), true),
            (object(vec![("a!", string())]), map(string()), true),
            (object(vec![("a!", string())]), map(integer()), false),
            (map(string()), map(string()), true),
            (reference(0), object(vec![("a!", string())]), true),
            (reference(1), string(), true),
            (union(None, vec![("", string()), ("", integer())]), string(), true),
            (string(), union(None, vec![("", integer())]), false),
            (
                union(Some("type"), vec![("a", object(vec![("type!", string())]))]),
                union(Some("type"), vec![("b", object(vec![("type!", string())]))]),
                false,
            ),
        ] {
            let api = api(vec![object(vec![("a!", string())]), reference(1)]);
            assert_eq!(overlap(&api, &first, &second), expected, "{first:?} {second:?}");
            assert_eq!(overlap(&api, &second, &first), expected, "{second:?} {first:?}");
        }
    }
}
