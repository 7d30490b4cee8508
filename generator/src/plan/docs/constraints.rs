//! The constraints of a schema as a sentence each: what the service checks and no Rust type expresses.

use serde_json::Value;

use super::code;
use crate::api::Schema;

/// The longest pattern that is shown, in characters.
const MAX_PATTERN: usize = 80;

/// Returns the sentences.
pub(super) fn sentences(schema: &Schema) -> Vec<String> {
    let get = |keyword: &str| {
        schema.constraints.iter().find(|constraint| constraint.keyword == keyword).map(|constraint| &constraint.value)
    };
    let mut sentences = Vec::new();
    sentences.extend(numbers(&get));
    for (least, most, one, many) in [
        ("minLength", "maxLength", "character", "characters"),
        ("minItems", "maxItems", "item", "items"),
        ("minProperties", "maxProperties", "property", "properties"),
    ] {
        sentences.extend(counts(get(least), get(most), (one, many)));
    }
    if get("uniqueItems") == Some(&Value::Bool(true)) {
        sentences.push("The items are unique.".to_owned());
    }
    if let Some(factor) = get("multipleOf").filter(|factor| factor.is_number()) {
        sentences.push(format!("A multiple of {factor}."));
    }
    if let Some(Value::String(pattern)) = get("pattern")
        && pattern.chars().count() <= MAX_PATTERN
    {
        sentences.push(format!("Pattern: {}.", code(pattern)));
    }
    sentences
}

/// Returns the sentence about the range of a number. In OpenAPI 3.0, `exclusiveMinimum` is a flag of `minimum`.
fn numbers<'v>(get: &impl Fn(&str) -> Option<&'v Value>) -> Option<String> {
    let bound = |keyword: &str, exclusive: &str| match (get(keyword), get(exclusive)) {
        (Some(bound), Some(Value::Bool(true))) => Some((bound, true)),
        (_, Some(bound)) if !bound.is_boolean() => Some((bound, true)),
        (bound, _) => bound.map(|bound| (bound, false)),
    };
    // A number in quotation marks may have white space around it, even a line break.
    let text = |bound: &Value| bound.as_str().map_or_else(|| bound.to_string(), |text| text.trim().to_owned());
    Some(match (bound("minimum", "exclusiveMinimum"), bound("maximum", "exclusiveMaximum")) {
        (None, None) => return None,
        (Some((least, false)), Some((most, false))) => format!("From {} to {}.", text(least), text(most)),
        (least, most) => {
            let least = least.map(|(bound, is_exclusive)| {
                format!("{} {}", if is_exclusive { "greater than" } else { "at least" }, text(bound))
            });
            let most = most.map(|(bound, is_exclusive)| {
                format!("{} {}", if is_exclusive { "less than" } else { "at most" }, text(bound))
            });
            let both: Vec<String> = least.into_iter().chain(most).collect();
            capitalized(&format!("{}.", both.join(" and ")))
        }
    })
}

/// Returns the sentence about a number of characters, items or properties. Every value has at least none.
fn counts(least: Option<&Value>, most: Option<&Value>, (one, many): (&str, &str)) -> Option<String> {
    let count = |bound: Option<&Value>| bound.and_then(Value::as_f64).filter(|bound| bound.fract() == 0.0);
    let (least, most) = (count(least).filter(|least| *least > 0.0), count(most));
    let unit = |count: f64| if count == 1.0 { one } else { many };
    Some(match (least, most) {
        (None, None) => return None,
        (Some(least), Some(most)) if least == most => format!("Exactly {least} {}.", unit(least)),
        (Some(least), Some(most)) => format!("{least} to {most} {}.", unit(most)),
        (Some(least), None) => format!("At least {least} {}.", unit(least)),
        (None, Some(most)) => format!("At most {most} {}.", unit(most)),
    })
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::sentences;
    use crate::api::testing::string;
    use crate::api::{Constraint, Schema};

    #[test]
    fn a_constraint_is_a_sentence() {
        for (constraints, expected) in [
            (json!({}), ""),
            (json!({"minimum": 1, "maximum": 100}), "From 1 to 100."),
            (json!({"minimum": 0}), "At least 0."),
            (json!({"minimum": "1\n", "maximum": " 2\r"}), "From 1 to 2."),
            (json!({"minimum": 0, "exclusiveMinimum": true, "maximum": 1}), "Greater than 0 and at most 1."),
            (json!({"exclusiveMaximum": 2.5}), "Less than 2.5."),
            (json!({"exclusiveMaximum": false, "maximum": "18446744073709551616"}), "At most 18446744073709551616."),
            (json!({"minLength": 1, "maxLength": 40, "pattern": "^`a`$"}), "1 to 40 characters. Pattern: ``^`a`$``."),
            (json!({"minLength": 0, "maxLength": 1}), "At most 1 character."),
            (json!({"minItems": 2.0, "maxItems": 2, "uniqueItems": true}), "Exactly 2 items. The items are unique."),
            (json!({"minProperties": 1, "multipleOf": 0.5}), "At least 1 property. A multiple of 0.5."),
            (json!({"pattern": "a".repeat(200)}), ""),
        ] {
            let Value::Object(members) = constraints else { continue };
            let constraints = members.into_iter().map(|(keyword, value)| Constraint { keyword, value }).collect();
            assert_eq!(sentences(&Schema { constraints, ..string() }).join(" "), expected);
        }
    }
}
