//! A schema's references, booleans and annotations; the keywords that change its type are in `types` and `keywords`.

use serde_json::{Map, Value, json};

use super::{Rules, keywords, types};
use crate::location::Pointer;
use crate::openapi::Version;

/// Brings one schema down to 3.0. Those inside of it are visited after it, at their new places.
pub(super) fn normalize(value: &mut Value, at: &Pointer, rules: &mut Rules<'_>) {
    // A boolean schema (JSON Schema 2020-12 Core, section 4.3.2) allows everything or nothing.
    if let Value::Bool(allows) = value {
        *value = if *allows { json!({}) } else { json!({"not": {}}) };
    }
    let Value::Object(members) = value else { return };
    if members.contains_key("$ref") {
        wrap_reference(members, at, rules);
    }
    annotations(members);
    types::normalize(members, at, rules);
    keywords::normalize(members, at, rules);
}

/// What may stand beside a reference without changing its type.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "example",
    "examples",
    "externalDocs",
];

/// `$ref` with siblings becomes `allOf` of the reference, with the annotations beside it, which is how 3.0 says the
/// same. 3.0 ignores siblings (section 4.7.23), but documents mean their annotations all the same.
fn wrap_reference(members: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    if members.len() == 1 {
        return;
    }
    let is_annotation = |key: &str| ANNOTATIONS.contains(&key) || key.starts_with("x-");
    let all = std::mem::take(members);
    let mut sides = Map::new();
    for (key, value) in all {
        if is_annotation(&key) {
            members.insert(key, value);
        } else {
            sides.insert(key, value);
        }
    }
    let reference = sides.shift_remove("$ref").unwrap_or_default();
    let all_of = at.push("allOf");
    rules.moved(all_of.index(0), at);
    let mut parts = vec![json!({"$ref": reference})];
    if !sides.is_empty() && rules.version == Version::V3_0 {
        let names: Vec<&str> = sides.keys().map(String::as_str).collect();
        rules.note(at, format!("OpenAPI 3.0 ignores what stands beside `$ref`: `{}`", names.join("`, `")));
    } else if !sides.is_empty() {
        rules.moved(all_of.index(1), at);
        parts.push(Value::Object(sides));
    }
    members.insert("allOf".to_owned(), Value::Array(parts));
}

/// Annotations that have another name in 3.1, or that openapiv3 would trip over.
fn annotations(members: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = members.shift_remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        members.entry("example").or_insert(first);
    }
    // `xml` and `externalDocs` have no meaning for JSON types.
    members.shift_remove("xml");
    members.shift_remove("externalDocs");
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    match (encoding.as_ref().and_then(Value::as_str), media_type.as_ref().and_then(Value::as_str)) {
        (Some("base64"), _) => {
            members.entry("format").or_insert_with(|| json!("byte"));
        }
        // What is neither text nor encoded as text is bytes (OpenAPI 3.1.1, section 4.8.24.4).
        (None, Some(media_type)) if !is_text(media_type) => {
            members.entry("type").or_insert_with(|| json!("string"));
            members.entry("format").or_insert_with(|| json!("binary"));
        }
        _ => {}
    }
}

/// Whether the values of a media type are text.
fn is_text(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    ["text/", "application/json", "application/xml", "application/yaml"]
        .iter()
        .any(|known| media_type.starts_with(known))
        || ["+json", "+xml", "+yaml"].iter().any(|suffix| media_type.ends_with(suffix))
}
