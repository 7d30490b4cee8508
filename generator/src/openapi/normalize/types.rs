//! `type` arrays, `null`, and `const`.

use serde_json::{Map, Value, json};

use super::Rules;
use crate::location::Pointer;

pub(super) fn normalize(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    if let Some(value) = members.shift_remove("const")
        && !members.contains_key("enum")
    {
        rules.moved(at.push("enum").index(0), &at.push("const"));
        members.insert("enum".to_owned(), Value::Array(vec![value]));
    }
    match members.get("type").cloned() {
        Some(Value::Array(types)) => normalize_types(members, &types, at, rules),
        Some(Value::String(only)) if only == "null" => {
            members.shift_remove("type");
            members.insert("enum".to_owned(), json!([null]));
        }
        _ => {}
    }
    if members.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null)) {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    for keyword in ["oneOf", "anyOf"] {
        take_null(members, keyword, at, rules);
    }
}

/// A list of types: `null` becomes `nullable`, and several others `anyOf` them, each with the keywords that are for
/// its values alone.
fn normalize_types(members: &mut Map<String, Value>, types: &[Value], at: &Pointer, rules: &mut Rules<'_>) {
    let mut names: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
    if names.contains(&"null") {
        members.insert("nullable".to_owned(), Value::Bool(true));
        names.retain(|name| *name != "null");
    }
    // Every integer is a number.
    if names.contains(&"number") {
        names.retain(|name| *name != "integer");
    }
    members.shift_remove("type");
    match names.as_slice() {
        [] => {
            members.insert("enum".to_owned(), json!([null]));
        }
        [only] => {
            members.insert("type".to_owned(), json!(only));
        }
        several if members.contains_key("anyOf") || members.contains_key("oneOf") || members.contains_key("enum") => {
            let message = format!("the types `{}` beside other alternatives are not used", several.join("`, `"));
            rules.note(&at.push("type"), message);
        }
        several => {
            let any_of = at.push("anyOf");
            let mut alternatives = Vec::with_capacity(several.len());
            for (index, name) in several.iter().enumerate() {
                let alternative_at = any_of.index(index);
                rules.moved(alternative_at.clone(), at);
                let mut alternative = Map::new();
                alternative.insert("type".to_owned(), json!(name));
                for keyword in keywords_of(name) {
                    if let Some(value) = members.shift_remove(*keyword) {
                        alternative.insert((*keyword).to_owned(), value);
                    }
                }
                alternatives.push(Value::Object(alternative));
            }
            members.insert("anyOf".to_owned(), Value::Array(alternatives));
        }
    }
}

/// The keywords that say how small and how large a number may be.
pub(in crate::openapi) const NUMBER_BOUNDS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

fn keywords_of(name: &str) -> &'static [&'static str] {
    match name {
        "object" => &["properties", "required", "additionalProperties", "patternProperties", "propertyNames"],
        "array" => &["items", "prefixItems", "minItems", "maxItems", "contains"],
        "string" => &["format"],
        "number" | "integer" => &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        _ => &[],
    }
}

/// A member of `oneOf` or `anyOf` that allows `null` alone becomes `nullable`. If one other member is left, it is
/// what the schema is: `allOf` of it.
fn take_null(members: &mut Map<String, Value>, keyword: &str, at: &Pointer, rules: &mut Rules<'_>) {
    let Some(Value::Array(alternatives)) = members.get(keyword) else { return };
    let is_null = |schema: &Value| {
        schema.get("type").is_some_and(|name| name == "null" || *name == json!(["null"]))
            || schema.get("const").is_some_and(Value::is_null)
            || schema.get("enum").is_some_and(|values| *values == json!([null]))
    };
    let kept: Vec<usize> =
        alternatives.iter().enumerate().filter(|(_, schema)| !is_null(schema)).map(|(index, _)| index).collect();
    if kept.len() == alternatives.len() || kept.is_empty() {
        return;
    }
    let keyword_at = at.push(keyword);
    let values: Vec<Value> = kept.iter().filter_map(|index| alternatives.get(*index).cloned()).collect();
    let is_single = values.len() == 1 && !members.contains_key("allOf");
    let new_keyword = if is_single { "allOf" } else { keyword };
    let new_at = at.push(new_keyword);
    for (index, old) in kept.iter().enumerate() {
        rules.moved(new_at.index(index), &keyword_at.index(*old));
    }
    members.shift_remove(keyword);
    members.insert(new_keyword.to_owned(), Value::Array(values));
    members.insert("nullable".to_owned(), Value::Bool(true));
}
