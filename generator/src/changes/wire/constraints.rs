//! Keywords that restrict values beside their type, such as `maxLength`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schemas::{self, Context};
use super::{Comparison, conditions};
use crate::api::{Schema, SchemaKind};
use crate::changes::Fact;

/// Which values a bound excludes when its number grows.
enum Bound {
    /// More of them: `minimum`.
    Lower,
    /// Fewer of them: `maximum`.
    Upper,
}

fn bound(keyword: &str) -> Option<Bound> {
    match keyword {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" | "minContains" => {
            Some(Bound::Lower)
        }
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" | "maxContains" => {
            Some(Bound::Upper)
        }
        _ => None,
    }
}

/// Compares the constraints of two schemas.
pub(super) fn compare(comparison: &mut Comparison<'_>, old: &Schema, new: &Schema, context: &Context) {
    conditions::compare(comparison, old, new, context);
    let (mut old_values, mut new_values) = (values(old), values(new));
    let is_integer = |schema: &Schema| matches!(schema.kind, SchemaKind::Integer(_));
    if is_integer(comparison.old.resolve(old)) && is_integer(comparison.new.resolve(new)) {
        for (exclusive, inclusive, step) in INCLUSIVE {
            if old_values.contains_key(exclusive) != new_values.contains_key(exclusive) {
                include_next(&mut old_values, (exclusive, inclusive), step);
                include_next(&mut new_values, (exclusive, inclusive), step);
            }
        }
    }
    let keywords: BTreeSet<&str> = old_values.keys().chain(new_values.keys()).copied().collect();
    for keyword in keywords {
        let (before, after) = (old_values.get(keyword), new_values.get(keyword));
        let is_equal = match (before.and_then(|value| value.as_f64()), after.and_then(|value| value.as_f64())) {
            (Some(before), Some(after)) => before.total_cmp(&after).is_eq(),
            _ => before == after,
        };
        if is_equal {
            continue;
        }
        let fact = match (before, after, bound(keyword)) {
            (None, _, _) => Fact::BoundTightened,
            (_, None, _) => Fact::BoundLoosened,
            (Some(before), Some(after), Some(bound)) => match (before.as_f64(), after.as_f64(), bound) {
                (Some(before), Some(after), Bound::Lower) if after > before => Fact::BoundTightened,
                (Some(before), Some(after), Bound::Upper) if after < before => Fact::BoundTightened,
                (Some(_), Some(_), _) => Fact::BoundLoosened,
                _ => Fact::BoundChanged,
            },
            (Some(before), Some(after), None) if keyword == "multipleOf" => {
                let divides = |one: &Value, other: &Value| {
                    let remainder = one.as_f64().zip(other.as_f64()).map(|(one, other)| one.rem_euclid(other));
                    remainder.is_some_and(|remainder| remainder.total_cmp(&0.0).is_eq())
                };
                match (divides(before, after), divides(after, before)) {
                    (true, _) => Fact::BoundLoosened,
                    (_, true) => Fact::BoundTightened,
                    _ => Fact::BoundChanged,
                }
            }
            _ => Fact::BoundChanged,
        };
        let text =
            |value: Option<&Cow<'_, Value>>| value.map_or_else(|| "none".to_owned(), |value| schemas::text_of(value));
        let what = format!("`{keyword}` of {}", context.what);
        let places = (Some(&old.at), Some(&new.at));
        comparison.add_values(context.subject, fact, what, places, Some((text(before), text(after))));
    }
}

/// The exclusive bounds, the inclusive ones, and how far from an exclusive bound the next integer is.
const INCLUSIVE: [(&str, &str, i64); 2] = [("exclusiveMinimum", "minimum", 1), ("exclusiveMaximum", "maximum", -1)];

/// Returns the value of each constraint without a schema. OpenAPI 3.0 has `exclusiveMinimum: true` beside `minimum`, which is
/// `exclusiveMinimum` of that number in OpenAPI 3.1.
fn values(schema: &Schema) -> BTreeMap<&str, Cow<'_, Value>> {
    let mut values: BTreeMap<&str, Cow<'_, Value>> = BTreeMap::new();
    for constraint in schema.constraints.iter().filter(|constraint| !constraint.is_condition()) {
        values.insert(&constraint.keyword, Cow::Borrowed(&constraint.value));
    }
    for (exclusive, inclusive, _) in INCLUSIVE {
        match values.get(exclusive).and_then(|value| value.as_bool()) {
            Some(true) => match values.remove(inclusive) {
                Some(bound) => values.insert(exclusive, bound),
                None => values.remove(exclusive),
            },
            Some(false) => values.remove(exclusive),
            None => None,
        };
    }
    let has = |keyword: &str| schema.constraints.iter().any(|constraint| constraint.keyword == keyword);
    let (has_items, has_most) = (has("contains"), has("maxContains"));
    // `false` restricts nothing, nothing has a length below 0, and one item is needed for `contains` anyway.
    values.retain(|keyword, value| match *keyword {
        "minContains" => has_items && value.as_u64() != Some(1) && (has_most || value.as_u64() != Some(0)),
        "maxContains" => has_items,
        "minimum" => true,
        keyword => **value != Value::Bool(false) && !(keyword.starts_with("min") && value.as_u64() == Some(0)),
    });
    values
}

/// Replaces an exclusive bound of an integer by the next integer that is valid: no integer is between 0 and 1. If there is an inclusive
/// bound too, the stricter one counts.
fn include_next<'s>(
    values: &mut BTreeMap<&'s str, Cow<'s, Value>>,
    (exclusive, inclusive): (&str, &'s str),
    step: i64,
) {
    let next = values.get(exclusive).and_then(|value| integer(value)).and_then(|bound| bound.checked_add(step));
    let known = values.get(inclusive).map(|value| integer(value));
    let bound = match (next, known) {
        (Some(next), Some(Some(known))) if step > 0 => next.max(known),
        (Some(next), Some(Some(known))) => next.min(known),
        (Some(next), None) => next,
        _ => return,
    };
    values.remove(exclusive);
    values.insert(inclusive, Cow::Owned(bound.into()));
}

/// Returns a number that is an integer, also if it is written as `1.0`.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        format!("{:.0}", value.as_f64().filter(|number| number.fract().total_cmp(&0.0).is_eq())?).parse().ok()
    })
}
