//! Keywords that restrict values beside their type, such as `maxLength`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Comparison;
use super::schemas::{self, Context};
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
    let (old_values, new_values) = (values(old), values(new));
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

/// Returns the value of each constraint. OpenAPI 3.0 has `exclusiveMinimum: true` beside `minimum`, which is
/// `exclusiveMinimum` of that number in OpenAPI 3.1. No integer is between 0 and 1, so that an exclusive bound of an integer is
/// the next inclusive one.
fn values(schema: &Schema) -> BTreeMap<&str, Cow<'_, Value>> {
    let mut values: BTreeMap<&str, Cow<'_, Value>> = BTreeMap::new();
    for constraint in &schema.constraints {
        values.insert(&constraint.keyword, Cow::Borrowed(&constraint.value));
    }
    for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match values.get(exclusive).and_then(|value| value.as_bool()) {
            Some(true) => match values.remove(inclusive) {
                Some(bound) => values.insert(exclusive, bound),
                None => values.remove(exclusive),
            },
            Some(false) => values.remove(exclusive),
            None => None,
        };
    }
    if matches!(schema.kind, SchemaKind::Integer(_)) {
        include_next(&mut values, ("exclusiveMinimum", "minimum"), 1, i64::max);
        include_next(&mut values, ("exclusiveMaximum", "maximum"), -1, i64::min);
    }
    // `false` restricts nothing, and nothing has a length below 0.
    values.retain(|keyword, value| {
        **value != Value::Bool(false)
            && !(keyword.starts_with("min") && *keyword != "minimum" && value.as_u64() == Some(0))
    });
    values
}

/// Replaces an exclusive bound by the next integer that is valid. If there is an inclusive bound too, the stricter one counts.
fn include_next<'s>(
    values: &mut BTreeMap<&'s str, Cow<'s, Value>>,
    (exclusive, inclusive): (&str, &'s str),
    step: i64,
    stricter: fn(i64, i64) -> i64,
) {
    let next = values.get(exclusive).and_then(|value| value.as_i64()).and_then(|bound| bound.checked_add(step));
    let known = values.get(inclusive).map(|value| value.as_i64());
    let bound = match (next, known) {
        (Some(next), Some(Some(known))) => stricter(next, known),
        (Some(next), None) => next,
        _ => return,
    };
    values.remove(exclusive);
    values.insert(inclusive, Cow::Owned(bound.into()));
}
