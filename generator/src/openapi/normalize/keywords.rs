//! Keywords of 3.1 that 3.0 does not have and that no type expresses: each is noted, and none may make a type that
//! misreads data.

use serde_json::{Map, Value, json};

use super::Rules;
use crate::location::Pointer;

/// Keywords that say which values are right, beyond what a type says.
const CONDITIONS: [&str; 7] =
    ["$id", "contains", "propertyNames", "dependentRequired", "unevaluatedItems", "$dynamicRef", "$recursiveRef"];

pub(super) fn normalize(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    for keyword in CONDITIONS {
        if members.shift_remove(keyword).is_some() {
            rules.note(&at.push(keyword), format!("`{keyword}` is not used: the type is what the other keywords say"));
        }
    }
    normalize_conditions(members, at, rules);
    normalize_tuple(members, at, rules);
    normalize_patterns(members, at, rules);
    if let Some(rest) = members.shift_remove("unevaluatedProperties") {
        // Without `allOf` and its like, unevaluated properties are additional ones.
        let is_composed = ["allOf", "oneOf", "anyOf"].iter().any(|keyword| members.contains_key(*keyword));
        let written_at = at.push("unevaluatedProperties");
        match is_composed {
            // Additional properties are evaluated, all of them.
            _ if members.contains_key("additionalProperties") => {}
            true => {
                members.insert("unevaluatedProperties".to_owned(), rest);
            }
            false => {
                rules.moved(at.push("additionalProperties"), &written_at);
                members.insert("additionalProperties".to_owned(), rest);
            }
        }
    }
    // An object is no object with items, and an array is no array with properties: such keywords mean nothing there
    // (JSON Schema 2020-12 Core, section 7.6.1), but openapiv3 gives up the type over them.
    let foreign: &[&str] = match members.get("type").and_then(Value::as_str) {
        Some("object") => &["items", "format"],
        Some("array") => &["properties", "required", "additionalProperties", "format"],
        Some("string" | "number" | "integer") => &["items", "properties", "required", "additionalProperties"],
        Some("boolean") => &["items", "properties", "required", "additionalProperties", "format"],
        _ => &[],
    };
    for keyword in foreign {
        members.shift_remove(*keyword);
    }
}

/// The schemas that hold under a condition (JSON Schema 2020-12 Core, section 10.2.2): that of `if`, or that a property is
/// there. Which of them holds is not checked, but what they describe is.
fn normalize_conditions(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    let mut conditional = Vec::new();
    let condition = members.shift_remove("if");
    for keyword in ["then", "else"] {
        let Some(schema) = members.shift_remove(keyword) else { continue };
        if condition.is_none() {
            let message = format!("`{keyword}` says nothing without `if`: what it describes is optional");
            rules.note(&at.push(keyword), message);
        }
        conditional.push((keyword, schema));
    }
    // `dependencies` is what earlier drafts call `dependentSchemas` and `dependentRequired`.
    for keyword in ["dependentSchemas", "dependencies"] {
        let Some(Value::Object(mut schemas)) = members.shift_remove(keyword) else { continue };
        schemas.retain(|_, schema| schema.is_object() || schema.is_boolean());
        conditional.push((keyword, Value::Object(schemas)));
        let message = format!("`{keyword}` is not checked: what it alone describes is optional");
        rules.note(&at.push(keyword), message);
    }
    if let Some(condition) = condition {
        rules.note(&at.push("if"), "whether `if` holds is not checked: what depends on it is optional");
        members.insert("if".to_owned(), condition);
    }
    members.extend(conditional.into_iter().map(|(keyword, schema)| (keyword.to_owned(), schema)));
}

/// The most members that a tuple has.
const LONGEST_TUPLE: usize = 6;

/// `prefixItems` (JSON Schema 2020-12 Core, section 10.3.1.1). An array that has exactly as many items is a tuple; any
/// other is an array whose items are one of the members, as each of them may be absent.
fn normalize_tuple(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    let bound = |name: &str| members.get(name).and_then(Value::as_f64);
    let (least, most) = (bound("minItems"), bound("maxItems"));
    let Some(Value::Array(prefix)) = members.shift_remove("prefixItems") else { return };
    let written_at = at.push("prefixItems");
    let rest = members.get("items").cloned();
    let length = prefix.len();
    let is_length = |bound: Option<f64>| bound == serde_json::Number::from(length).as_f64();
    let is_closed = is_length(most) || rest.as_ref().is_some_and(|rest| *rest == Value::Bool(false));
    if is_length(least) && is_closed && (1..=LONGEST_TUPLE).contains(&prefix.len()) {
        members.shift_remove("items");
        members.insert("prefixItems".to_owned(), Value::Array(prefix));
        return;
    }
    let mut alternatives = prefix;
    let count = alternatives.len();
    // Where nothing is said of the items behind them, a union keeps those that are none of the members.
    if let Some(rest) = rest.filter(|rest| !rest.is_boolean()) {
        alternatives.push(rest);
    }
    let any_of = at.push("items").push("anyOf");
    rules.moved(any_of.index(count), &at.push("items"));
    rules.moved(any_of, &written_at);
    members.insert("items".to_owned(), json!({"anyOf": alternatives}));
}

/// `patternProperties`: keys that the schema does not name, with values of one of the schemas.
fn normalize_patterns(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    let Some(Value::Object(patterns)) = members.shift_remove("patternProperties") else { return };
    let written_at = at.push("patternProperties");
    let rest_at = at.push("additionalProperties");
    let any_of = rest_at.push("anyOf");
    let mut alternatives = Vec::with_capacity(patterns.len());
    for (index, (pattern, schema)) in patterns.into_iter().enumerate() {
        rules.moved(any_of.index(index), &written_at.push(&pattern));
        alternatives.push(schema);
    }
    match members.shift_remove("additionalProperties") {
        // The pattern is what the document says about its keys; which others there are it does not say.
        None | Some(Value::Bool(false)) => {}
        Some(rest) => {
            rules.moved(any_of.index(alternatives.len()), &rest_at);
            alternatives.push(rest);
        }
    }
    rules.note(
        &written_at,
        "which keys match the patterns is not checked: the values of all unnamed keys are of one type",
    );
    members.insert("additionalProperties".to_owned(), json!({"anyOf": alternatives}));
}
