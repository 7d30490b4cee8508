//! Keywords with schemas that restrict values in a way that no type expresses, such as `not` and `if`. All conditions of a schema
//! hold together, so that one more is stricter. They are compared as they are written, without their words; a schema that a
//! reference in one refers to is not followed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Comparison;
use super::schemas::Context;
use crate::api::Schema;
use crate::changes::Fact;

/// Compares the conditions of two schemas.
pub(super) fn compare(comparison: &mut Comparison<'_>, old: &Schema, new: &Schema, context: &Context) {
    let (old_conditions, new_conditions) = (conditions(old), conditions(new));
    let keywords: BTreeSet<&str> = old_conditions.keys().chain(new_conditions.keys()).copied().collect();
    let none = BTreeSet::new();
    for keyword in keywords {
        let before = old_conditions.get(keyword).unwrap_or(&none);
        let after = new_conditions.get(keyword).unwrap_or(&none);
        if before == after {
            continue;
        }
        let fact = match (before.is_subset(after), after.is_subset(before)) {
            (true, _) => Fact::BoundTightened,
            (_, true) => Fact::BoundLoosened,
            _ => Fact::BoundChanged,
        };
        let text = |own: &BTreeSet<String>, other: &BTreeSet<String>| {
            let own: Vec<&str> = own.difference(other).map(String::as_str).collect();
            if own.is_empty() { "none".to_owned() } else { own.join(", ") }
        };
        let values = Some((text(before, after), text(after, before)));
        let what = format!("`{keyword}` of {}", context.what);
        comparison.add_values(context.subject, fact, what, (Some(&old.at), Some(&new.at)), values);
    }
}

/// Returns the conditions of each keyword, as JSON. Each property of `dependentRequired` and `dependentSchemas` is a condition of its own.
fn conditions(schema: &Schema) -> BTreeMap<&str, BTreeSet<String>> {
    let mut conditions: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let get = |keyword: &str| {
        schema
            .constraints
            .iter()
            .find(|constraint| constraint.keyword == keyword)
            .and_then(|found| found.value.as_u64())
    };
    for constraint in schema.constraints.iter().filter(|constraint| constraint.is_condition()) {
        let keyword = constraint.keyword.as_str();
        let parts: Vec<Value> = match (keyword, &constraint.value) {
            ("dependentRequired" | "dependentSchemas", Value::Object(members)) => members
                .iter()
                .map(|(name, value)| (name, meaning(value)))
                .filter(|(_, value)| !restricts_nothing(value))
                .map(|(name, value)| Value::Object(Map::from_iter([(name.clone(), value)])))
                .collect(),
            ("if", Value::Object(members)) => {
                let mut parts: Map<String, Value> =
                    members.iter().map(|(name, value)| (name.clone(), meaning(value))).collect();
                parts.retain(|name, value| name == "if" || !restricts_nothing(value));
                if parts.len() > 1 { vec![Value::Object(parts)] } else { Vec::new() }
            }
            // No item is enough (JSON Schema 2020-12 Validation, section 6.4.5).
            ("contains", _) if get("minContains") == Some(0) && get("maxContains").is_none() => Vec::new(),
            ("contains" | "not", value) => vec![meaning(value)],
            (_, value) => Some(meaning(value)).filter(|value| !restricts_nothing(value)).into_iter().collect(),
        };
        conditions.entry(keyword).or_default().extend(parts.iter().map(Value::to_string));
    }
    conditions.retain(|_, parts| !parts.is_empty());
    conditions
}

/// Returns `true` if every value is valid against a schema, or a list of required properties is empty.
fn restricts_nothing(schema: &Value) -> bool {
    match schema {
        Value::Bool(allowed) => *allowed,
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Returns a schema without what restricts no value, and with its lists in order.
fn meaning(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let meaning = members.iter().filter(|(keyword, _)| !is_annotation(keyword)).map(|(keyword, value)| {
                let value = match (keyword.as_str(), value) {
                    ("const", value) => value.clone(),
                    ("enum", Value::Array(values)) => Value::Array(sorted(values.clone())),
                    // The keys are names.
                    ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Value::Object(schemas)) => {
                        Value::Object(schemas.iter().map(|(name, schema)| (name.clone(), meaning(schema))).collect())
                    }
                    ("dependentRequired", Value::Object(lists)) => {
                        Value::Object(lists.iter().map(|(name, list)| (name.clone(), meaning(list))).collect())
                    }
                    ("prefixItems", Value::Array(items)) => Value::Array(items.iter().map(meaning).collect()),
                    (_, value) => meaning(value),
                };
                (keyword.clone(), value)
            });
            let mut meaning: Map<String, Value> = meaning.collect();
            with_numbers_as_bounds(&mut meaning);
            meaning.sort_keys();
            Value::Object(meaning)
        }
        // The order of `required` and of `allOf` says nothing.
        Value::Array(items) => Value::Array(sorted(items.iter().map(meaning).collect())),
        other => other.clone(),
    }
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_cached_key(Value::to_string);
    values
}

/// Writes the exclusive bounds of OpenAPI 3.0, which are a bound and a boolean, as those of 3.1, which are a number.
fn with_numbers_as_bounds(schema: &mut Map<String, Value>) {
    for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive) else { continue };
        let moved = if *is_exclusive { schema.remove(inclusive) } else { None };
        match moved {
            Some(bound) => _ = schema.insert(exclusive.to_owned(), bound),
            None => _ = schema.remove(exclusive),
        }
    }
}

fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "$comment" | "deprecated" | "description" | "example" | "examples" | "externalDocs" | "title" | "xml"
    ) || keyword.starts_with("x-")
}
