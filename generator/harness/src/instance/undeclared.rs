//! Removes the members of a value that its schema doesn't declare.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// Decodes the percent-encoding of a JSON Pointer in a URI fragment (RFC 6901, section 6).
pub(crate) fn percent_decoded(fragment: &str) -> String {
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

/// Returns a value without the members that no schema declares. Generated types drop them when they read a value.
pub fn without_undeclared(document: &Value, schema: &Value, value: &Value) -> Value {
    prune(document, &applied(document, vec![schema]), value)
}

fn prune(document: &Value, schemas: &[&Value], value: &Value) -> Value {
    let all = |keyword: &'static str| schemas.iter().filter_map(move |view| view.get(keyword));
    match value {
        Value::Object(members) => {
            let has_properties = all("properties").next().is_some();
            let is_open =
                all("additionalProperties").any(|rest| *rest != false) || all("patternProperties").next().is_some();
            let mut kept = Map::new();
            for (key, value) in members {
                let declared: Vec<&Value> = all("properties").filter_map(|properties| properties.get(key)).collect();
                if has_properties && !is_open && declared.is_empty() {
                    continue;
                }
                let inner = if declared.is_empty() { all("additionalProperties").collect() } else { declared };
                kept.insert(key.clone(), prune(document, &applied(document, inner), value));
            }
            Value::Object(kept)
        }
        Value::Array(items) => {
            let inner = applied(document, all("items").collect());
            Value::Array(items.iter().map(|item| prune(document, &inner, item)).collect())
        }
        scalar => scalar.clone(),
    }
}

/// Returns some schemas with those that they refer to, and with the members of their `allOf`, `oneOf` and `anyOf`.
pub(super) fn applied<'a>(document: &'a Value, schemas: Vec<&'a Value>) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = Vec::new();
    let mut queue = schemas;
    while let Some(schema) = queue.pop() {
        if found.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        found.push(schema);
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        queue.extend(reference.and_then(|reference| document.pointer(&percent_decoded(reference))));
        for keyword in ["allOf", "oneOf", "anyOf"] {
            queue.extend(schema.get(keyword).and_then(Value::as_array).into_iter().flatten());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without_undeclared;

    #[test]
    fn undeclared_members_are_removed_unless_the_schema_is_open() {
        let document = json!({"components": {"schemas": {
            "Closed": {"properties": {"a": {"allOf": [{"$ref": "#/components/schemas/Open"}]}}},
            "Open": {"properties": {"b": {}}, "additionalProperties": {"properties": {"c": {}}}},
        }}});
        let closed = &document["components"]["schemas"]["Closed"];
        let value = json!({"a": {"b": 1, "other": {"c": 2, "d": 3}}, "e": 4});
        assert_eq!(without_undeclared(&document, closed, &value), json!({"a": {"b": 1, "other": {"c": 2}}}));
    }
}
