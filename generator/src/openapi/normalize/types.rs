//! Normalizes arrays of types, `null` and `const`.

use serde_json::{Map, Value, json};

use super::Normalizer;
use crate::location::Pointer;

pub(super) fn normalize(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    if let Some(value) = members.shift_remove("const")
        && !members.contains_key("enum")
    {
        normalizer.moved(at.push("enum").index(0), &at.push("const"));
        members.insert("enum".to_owned(), Value::Array(vec![value]));
    }
    match members.get("type").cloned() {
        Some(Value::Array(types)) => normalize_types(members, &types, at, normalizer),
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
        take_null(members, keyword, at, normalizer);
    }
}

/// Rewrites an array of types: `null` to `nullable`, and several others to `anyOf`. Each alternative takes the keywords
/// that apply to its type only.
fn normalize_types(members: &mut Map<String, Value>, types: &[Value], at: &Pointer, normalizer: &mut Normalizer<'_>) {
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
            let message = format!("the types `{}` are ignored beside other alternatives", several.join("`, `"));
            normalizer.note(&at.push("type"), message);
        }
        several => {
            let any_of = at.push("anyOf");
            let mut alternatives = Vec::with_capacity(several.len());
            for (index, name) in several.iter().enumerate() {
                let alternative_at = any_of.index(index);
                normalizer.moved(alternative_at.clone(), at);
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

/// The keywords that bound a number.
pub(in crate::openapi) const NUMBER_BOUNDS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

fn keywords_of(name: &str) -> &'static [&'static str] {
    match name {
        "object" => &["properties", "required", "additionalProperties", "patternProperties", "propertyNames"],
        "array" => &["items", "prefixItems", "minItems", "maxItems", "contains"],
        "string" => &["format", "contentEncoding", "contentMediaType", "contentSchema"],
        "number" | "integer" => &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        _ => &[],
    }
}

/// Rewrites a member of `oneOf` or `anyOf` that matches only `null` to `nullable`. A single other member becomes a
/// member of `allOf`.
fn take_null(members: &mut Map<String, Value>, keyword: &str, at: &Pointer, normalizer: &mut Normalizer<'_>) {
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
        normalizer.moved(new_at.index(index), &keyword_at.index(*old));
    }
    members.shift_remove(keyword);
    members.insert(new_keyword.to_owned(), Value::Array(values));
    members.insert("nullable".to_owned(), Value::Bool(true));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::openapi::testing::{assert_normalized, normalized_schema};

    #[test]
    fn an_array_of_types_is_a_type_or_a_union() {
        assert_normalized(&[
            (json!({"type": ["string"]}), json!({"type": "string"})),
            (json!({"type": ["string", "null"]}), json!({"nullable": true, "type": "string"})),
            (json!({"type": ["null"]}), json!({"nullable": true, "enum": [null]})),
            (json!({"type": "null"}), json!({"nullable": true, "enum": [null]})),
            (json!({"type": ["integer", "number"]}), json!({"type": "number"})),
            (
                json!({"type": ["string", "array"], "items": {}, "format": "date", "title": "t"}),
                json!({"title": "t", "anyOf": [{"type": "string", "format": "date"}, {"type": "array", "items": {}}]}),
            ),
        ]);
    }

    #[test]
    fn several_types_beside_alternatives_are_noted() {
        let (schema, lines) = normalized_schema(json!({"type": ["string", "integer"], "oneOf": [{}]}));
        assert_eq!(schema, json!({"oneOf": [{}]}));
        assert_eq!(lines, ["/type: the types `string`, `integer` are ignored beside other alternatives"]);
    }

    #[test]
    fn a_constant_is_an_enum_of_one_value() {
        assert_normalized(&[
            (json!({"const": "a"}), json!({"enum": ["a"]})),
            (json!({"const": "a", "enum": ["a", "b"]}), json!({"enum": ["a", "b"]})),
            (json!({"const": null}), json!({"enum": [null], "nullable": true})),
            (
                json!({"type": "string", "enum": ["a", null]}),
                json!({"type": "string", "enum": ["a", null], "nullable": true}),
            ),
        ]);
    }

    #[test]
    fn a_null_alternative_is_nullable() {
        let reference = json!({"$ref": "#/a"});
        for only_null in
            [json!({"type": "null"}), json!({"type": ["null"]}), json!({"const": null}), json!({"enum": [null]})]
        {
            assert_normalized(&[
                (json!({"anyOf": [reference, only_null]}), json!({"allOf": [reference], "nullable": true})),
                (json!({"oneOf": [only_null, reference, {}]}), json!({"oneOf": [reference, {}], "nullable": true})),
            ]);
        }
        // The only alternative stays one beside `allOf`.
        assert_normalized(&[(
            json!({"allOf": [{}], "oneOf": [reference, {"type": "null"}]}),
            json!({"allOf": [{}], "oneOf": [reference], "nullable": true}),
        )]);
    }

    #[test]
    fn an_alternative_keeps_its_origin() {
        let contains = json!({"contains": {}});
        let (_, lines) = normalized_schema(json!({"oneOf": [{"type": "null"}, contains]}));
        assert_eq!(lines, ["/oneOf/1/contains: `contains` is ignored: the type follows from the other keywords"]);
    }
}
