//! Keywords of 3.1 that 3.0 does not have. Those that change no type are removed with a note; the others are rewritten,
//! or kept for `schema_keywords`.

use serde_json::{Map, Value, json};

use super::Normalizer;
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::schema_keywords::UNTYPED_CONDITIONS;

/// Keywords that restrict values in a way that no type expresses, and that nothing reads.
const UNREAD: [&str; 3] = ["$id", "$dynamicRef", "$recursiveRef"];

pub(super) fn normalize(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    for keyword in UNREAD.into_iter().chain(UNTYPED_CONDITIONS) {
        if members.contains_key(keyword) {
            normalizer
                .note(&at.push(keyword), format!("`{keyword}` is ignored: the type follows from the other keywords"));
        }
    }
    UNREAD.iter().for_each(|keyword| _ = members.shift_remove(*keyword));
    normalize_conditions(members, at, normalizer);
    normalize_tuple(members, at, normalizer);
    normalize_patterns(members, at, normalizer);
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
                normalizer.moved(at.push("additionalProperties"), &written_at);
                members.insert("additionalProperties".to_owned(), rest);
            }
        }
    }
    // A keyword for another type has no effect (JSON Schema 2020-12 Core, section 7.6.1), but openapiv3 loses the type
    // of a schema that has one.
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

/// Notes conditional schemas (JSON Schema 2020-12 Core, section 10.2.2), and moves them behind the other keywords. The
/// condition is `if`, or that a property exists.
fn normalize_conditions(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    let mut conditional = Vec::new();
    let condition = members.shift_remove("if");
    for keyword in ["then", "else"] {
        let Some(schema) = members.shift_remove(keyword) else { continue };
        if condition.is_none() {
            let message =
                format!("`{keyword}` has no effect without `if`: the properties that it describes are optional");
            normalizer.note(&at.push(keyword), message);
        }
        conditional.push((keyword, schema));
    }
    // Earlier drafts have `dependencies` for `dependentSchemas` and `dependentRequired`.
    for keyword in ["dependentSchemas", "dependencies"] {
        let Some(Value::Object(mut schemas)) = members.shift_remove(keyword) else { continue };
        let lists: Map<String, Value> = schemas
            .iter()
            .filter(|(_, list)| list.is_array())
            .map(|(name, list)| (name.clone(), list.clone()))
            .collect();
        if !lists.is_empty()
            && let Value::Object(required) = members.entry("dependentRequired").or_insert_with(|| json!({}))
        {
            required.extend(lists);
        }
        schemas.retain(|_, schema| schema.is_object() || schema.is_boolean());
        conditional.push((keyword, Value::Object(schemas)));
        let message = format!("`{keyword}` is not checked: the properties that only it describes are optional");
        normalizer.note(&at.push(keyword), message);
    }
    if let Some(condition) = condition {
        normalizer.note(&at.push("if"), "`if` is not checked: the properties that depend on it are optional");
        members.insert("if".to_owned(), condition);
    }
    members.extend(conditional.into_iter().map(|(keyword, schema)| (keyword.to_owned(), schema)));
}

/// The largest number of members of a tuple.
const MAX_TUPLE: usize = 6;

/// Normalizes `prefixItems` (JSON Schema 2020-12 Core, section 10.3.1.1). An array with exactly as many items is a
/// tuple, and keeps it. In any other array each member may be absent, so its items are a union of the members. `prefixItems`
/// is `true` then if the items after the members may have any type.
fn normalize_tuple(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    let bound = |name: &str| members.get(name).and_then(Value::as_f64);
    let (least, most) = (bound("minItems"), bound("maxItems"));
    let Some(Value::Array(prefix)) = members.shift_remove("prefixItems") else { return };
    let written_at = at.push("prefixItems");
    let rest = members.get("items").cloned();
    let length = prefix.len();
    let is_length = |bound: Option<f64>| bound == serde_json::Number::from(length).as_f64();
    let is_closed = is_length(most) || rest.as_ref().is_some_and(|rest| *rest == Value::Bool(false));
    if is_length(least) && is_closed && (1..=MAX_TUPLE).contains(&prefix.len()) {
        members.shift_remove("items");
        members.insert("prefixItems".to_owned(), Value::Array(prefix));
        return;
    }
    // `items: true` evaluates the items after the prefix, so `unevaluatedItems` has no effect beside it.
    let is_open = match &rest {
        Some(rest) => *rest == Value::Bool(true),
        None => members.get("unevaluatedItems") != Some(&Value::Bool(false)) || may_evaluate_items(members),
    };
    // Before, it was `items` with an array, by which some documents mean an array of one type.
    if normalizer.version >= Version::V3_1
        && is_open
        && most.is_none_or(|most| serde_json::Number::from(length).as_f64().is_some_and(|length| most > length))
    {
        members.insert("prefixItems".to_owned(), Value::Bool(true));
    }
    let mut alternatives = prefix;
    let count = alternatives.len();
    // Without a schema for the items after them, the union preserves items that match no member.
    if let Some(rest) = rest.filter(|rest| !rest.is_boolean()) {
        alternatives.push(rest);
    }
    let any_of = at.push("items").push("anyOf");
    normalizer.moved(any_of.index(count), &at.push("items"));
    normalizer.moved(any_of, &written_at);
    members.insert("items".to_owned(), json!({"anyOf": alternatives}));
}

/// Returns `true` if a schema beside `unevaluatedItems` may evaluate items (JSON Schema 2020-12 Core, section 11.2).
fn may_evaluate_items(members: &Map<String, Value>) -> bool {
    let keywords = ["$ref", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "contains"];
    keywords.iter().any(|keyword| members.contains_key(*keyword))
}

/// The patterns that match every key, or every one that is not empty.
const ANY_KEY: [&str; 8] = ["", ".", ".*", "^.*", "^.*$", ".+", "^.+", "^.+$"];

/// Rewrites `patternProperties` to `additionalProperties`: a union of the schemas for all patterns. `patternProperties` is `true` then if the
/// values of keys that match no pattern may have any type (JSON Schema 2020-12 Core, section 10.3.2.3).
fn normalize_patterns(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    let Some(Value::Object(patterns)) = members.shift_remove("patternProperties") else { return };
    let written_at = at.push("patternProperties");
    let rest_at = at.push("additionalProperties");
    let any_of = rest_at.push("anyOf");
    let has_any_key = patterns.keys().any(|pattern| ANY_KEY.contains(&pattern.as_str()));
    let mut alternatives = Vec::with_capacity(patterns.len());
    for (index, (pattern, schema)) in patterns.into_iter().enumerate() {
        normalizer.moved(any_of.index(index), &written_at.push(&pattern));
        alternatives.push(schema);
    }
    let forbids_others = members.get("unevaluatedProperties") == Some(&Value::Bool(false));
    match members.shift_remove("additionalProperties") {
        // The patterns describe all other keys.
        Some(Value::Bool(false)) => {}
        None | Some(Value::Bool(true)) if has_any_key => {}
        None if forbids_others => {}
        None | Some(Value::Bool(true)) => {
            members.insert("patternProperties".to_owned(), Value::Bool(true));
        }
        Some(rest) => {
            normalizer.moved(any_of.index(alternatives.len()), &rest_at);
            alternatives.push(rest);
        }
    }
    normalizer.note(
        &written_at,
        "the patterns are not checked: one type is for the values of all keys that are not in `properties`",
    );
    members.insert("additionalProperties".to_owned(), json!({"anyOf": alternatives}));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::openapi::testing::{assert_normalized, normalized_schema};

    #[test]
    fn a_tuple_has_as_many_items_as_members() {
        let members = json!([{"type": "string"}, {"type": "integer"}]);
        for closed in [json!({"items": false}), json!({"maxItems": 2})] {
            let mut schema = json!({"type": "array", "prefixItems": members, "minItems": 2});
            schema.as_object_mut().unwrap().extend(closed.as_object().unwrap().clone());
            let (normalized, _) = normalized_schema(schema.clone());
            assert_eq!(normalized["prefixItems"], members, "{schema}");
            assert!(normalized.get("items").is_none(), "{schema}");
        }
    }

    #[test]
    fn any_other_array_with_members_has_a_union_of_items() {
        for (schema, items, is_open) in [
            (json!({"prefixItems": [{"title": "a"}]}), json!({"anyOf": [{"title": "a"}]}), true),
            (json!({"prefixItems": [{"title": "a"}], "maxItems": 2}), json!({"anyOf": [{"title": "a"}]}), true),
            (json!({"prefixItems": [{"title": "a"}], "maxItems": 1}), json!({"anyOf": [{"title": "a"}]}), false),
            (json!({"prefixItems": [{"title": "a"}], "items": false}), json!({"anyOf": [{"title": "a"}]}), false),
            (
                json!({"prefixItems": [{"title": "a"}], "minItems": 1, "items": {"title": "b"}}),
                json!({"anyOf": [{"title": "a"}, {"title": "b"}]}),
                false,
            ),
            (json!({"prefixItems": [], "minItems": 0, "maxItems": 0}), json!({"anyOf": []}), false),
            (
                json!({"prefixItems": [{"title": "a"}], "unevaluatedItems": false}),
                json!({"anyOf": [{"title": "a"}]}),
                false,
            ),
            (
                json!({"prefixItems": [{"title": "a"}], "contains": {}, "unevaluatedItems": false}),
                json!({"anyOf": [{"title": "a"}]}),
                true,
            ),
        ] {
            let (normalized, _) = normalized_schema(schema.clone());
            assert_eq!(normalized["items"], items, "{schema}");
            assert_eq!(normalized.get("prefixItems").is_some(), is_open, "{schema}");
        }
        let seven = vec![json!({}); 7];
        let (normalized, _) = normalized_schema(json!({"prefixItems": seven, "minItems": 7, "maxItems": 7}));
        assert_eq!(normalized["items"]["anyOf"].as_array().map(Vec::len), Some(7));
    }

    #[test]
    fn patterns_are_additional_properties() {
        assert_normalized(&[
            (
                json!({"patternProperties": {"^a": {"title": "a"}}}),
                json!({"patternProperties": true, "additionalProperties": {"anyOf": [{"title": "a"}]}}),
            ),
            (
                json!({"patternProperties": {"^a": {"title": "a"}}, "additionalProperties": true}),
                json!({"patternProperties": true, "additionalProperties": {"anyOf": [{"title": "a"}]}}),
            ),
            (
                json!({"patternProperties": {"^a": {"title": "a"}}, "unevaluatedProperties": false}),
                json!({"additionalProperties": {"anyOf": [{"title": "a"}]}}),
            ),
            (
                json!({"patternProperties": {"^.*$": {"title": "a"}}}),
                json!({"additionalProperties": {"anyOf": [{"title": "a"}]}}),
            ),
            (
                json!({"patternProperties": {"^a": {"title": "a"}}, "additionalProperties": {"title": "b"}}),
                json!({"additionalProperties": {"anyOf": [{"title": "a"}, {"title": "b"}]}}),
            ),
            (
                json!({"patternProperties": {"^a": {"title": "a"}}, "additionalProperties": false}),
                json!({"additionalProperties": {"anyOf": [{"title": "a"}]}}),
            ),
        ]);
    }

    #[test]
    fn unevaluated_properties_are_additional_ones_where_nothing_is_composed() {
        assert_normalized(&[
            (json!({"unevaluatedProperties": false}), json!({"additionalProperties": false})),
            (
                json!({"unevaluatedProperties": false, "additionalProperties": true}),
                json!({"additionalProperties": true}),
            ),
            (
                json!({"unevaluatedProperties": false, "allOf": [{}]}),
                json!({"allOf": [{}], "unevaluatedProperties": false}),
            ),
        ]);
    }

    #[test]
    fn conditions_stay_and_are_noted() {
        let (schema, lines) = normalized_schema(json!({
            "then": true,
            "dependencies": {"a": ["b"], "c": {"title": "c"}, "d": "e"},
        }));
        let dependencies = json!({"c": {"title": "c"}});
        assert_eq!(schema, json!({"then": {}, "dependentRequired": {"a": ["b"]}, "dependencies": dependencies}));
        assert_eq!(
            lines,
            [
                "/then: `then` has no effect without `if`: the properties that it describes are optional",
                "/dependencies: `dependencies` is not checked: the properties that only it describes are optional",
            ]
        );
        let (schema, lines) = normalized_schema(json!({"if": {"const": 1}, "else": {"type": ["string"]}}));
        assert_eq!(schema, json!({"if": {"enum": [1]}, "else": {"type": "string"}}));
        assert_eq!(lines, ["/if: `if` is not checked: the properties that depend on it are optional"]);
    }

    #[test]
    fn a_keyword_for_another_type_is_removed() {
        assert_normalized(&[
            (json!({"type": "object", "items": {}, "format": "a"}), json!({"type": "object"})),
            (json!({"type": "array", "properties": {}, "required": ["a"]}), json!({"type": "array"})),
            (json!({"type": "string", "items": {}, "format": "date"}), json!({"type": "string", "format": "date"})),
            (json!({"type": "boolean", "additionalProperties": true, "format": "a"}), json!({"type": "boolean"})),
            (json!({"items": {}, "properties": {}}), json!({"items": {}, "properties": {}})),
        ]);
    }
}
