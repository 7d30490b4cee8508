//! Normalizes references, boolean schemas and annotations. The keywords that change a type are in `types` and
//! `keywords`.

use serde_json::{Map, Value, json};

use super::{Normalizer, keywords, types};
use crate::api::MediaType;
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::identifiers::{DEFINITIONS, IDENTIFYING};

/// Rewrites one schema to 3.0. The schemas inside of it are visited afterwards, at their new places.
pub(super) fn normalize(value: &mut Value, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    // A boolean schema matches every value or none (JSON Schema 2020-12 Core, section 4.3.2).
    if let Value::Bool(allows) = value {
        *value = if *allows { json!({}) } else { json!({"not": {}}) };
    }
    let Value::Object(members) = value else { return };
    if normalizer.version >= Version::V3_1 {
        remove_identifiers(members);
    }
    if members.contains_key("$ref") {
        wrap_reference(members, at, normalizer);
    }
    annotations(members, normalizer.version);
    types::normalize(members, at, normalizer);
    keywords::normalize(members, at, normalizer);
}

/// Removes what would make a reference one with other keywords beside it. References are resolved, so that none needs these.
fn remove_identifiers(members: &mut Map<String, Value>) {
    IDENTIFYING.iter().for_each(|keyword| _ = members.shift_remove(*keyword));
    if members.contains_key("$ref") {
        DEFINITIONS.iter().for_each(|keyword| _ = members.shift_remove(*keyword));
    }
}

/// The keywords that may be beside a reference without changing its type.
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

/// Rewrites `$ref` with siblings to `allOf` of the reference, with the annotations beside it. 3.0 ignores siblings
/// (section 4.7.23); documents expect an effect of annotations in spite of that.
fn wrap_reference(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
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
    normalizer.moved(all_of.index(0), at);
    let mut parts = vec![json!({"$ref": reference})];
    if !sides.is_empty() && normalizer.version == Version::V3_0 {
        let names: Vec<&str> = sides.keys().map(String::as_str).collect();
        normalizer
            .note(at, format!("keywords beside `$ref` have no effect before OpenAPI 3.1: `{}`", names.join("`, `")));
    } else if !sides.is_empty() {
        normalizer.moved(all_of.index(1), at);
        parts.push(Value::Object(sides));
    }
    members.insert("allOf".to_owned(), Value::Array(parts));
}

/// Renames annotations of 3.1, and removes those that openapiv3 can't parse.
fn annotations(members: &mut Map<String, Value>, version: Version) {
    if let Some(Value::Array(examples)) = members.shift_remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        members.entry("example").or_insert(first);
    }
    // `xml` and `externalDocs` have no effect on JSON types.
    members.shift_remove("xml");
    members.shift_remove("externalDocs");
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    if version == Version::V3_0 || !holds_json(members, encoding.as_ref(), media_type.as_ref()) {
        members.shift_remove("contentSchema");
    } else if let (true, Some(media_type)) = (members.contains_key("contentSchema"), &media_type) {
        // The schema of an alternative that it moves to is normalized again.
        members.insert("contentMediaType".to_owned(), media_type.clone());
    }
    if let Some(encoding) = encoding.as_ref().filter(|_| version > Version::V3_0) {
        // They say which media type a part of a multipart body has (OpenAPI 3.1.1, section 4.8.15.1.1).
        members.insert("contentEncoding".to_owned(), encoding.clone());
        let media_type = media_type.iter().map(|media_type| ("contentMediaType".to_owned(), media_type.clone()));
        members.extend(media_type);
    }
    match (encoding.as_ref().and_then(Value::as_str), media_type.as_ref().and_then(Value::as_str)) {
        (Some("base64"), _) => {
            members.entry("format").or_insert_with(|| json!("byte"));
        }
        // Data that is neither text nor encoded as text is binary (OpenAPI 3.1.1, section 4.8.24.4).
        (None, Some(media_type)) if !MediaType::parse(media_type).is_some_and(|media_type| media_type.is_text()) => {
            members.entry("type").or_insert_with(|| json!("string"));
            members.entry("format").or_insert_with(|| json!("binary"));
        }
        _ => {}
    }
}

/// Whether a string holds JSON as it is. `contentSchema` has no effect without a media type (JSON Schema 2020-12 Validation, section
/// 8.5).
fn holds_json(members: &Map<String, Value>, encoding: Option<&Value>, media_type: Option<&Value>) -> bool {
    let media_type = media_type.and_then(Value::as_str).and_then(MediaType::parse);
    let is_encoded = encoding.is_some_and(|encoding| *encoding != "8bit" && *encoding != "7bit")
        || members.get("format").is_some_and(|format| *format == "byte" || *format == "binary");
    media_type.is_some_and(|media_type| media_type.is_json()) && !is_encoded
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::openapi::testing::{assert_normalized, document, lines, normalized_schema};

    #[test]
    fn a_reference_with_siblings_is_a_member_of_all_of() {
        assert_normalized(&[
            (json!({"$ref": "#/a"}), json!({"$ref": "#/a"})),
            (
                json!({"$ref": "#/a", "description": "b", "x-c": 1}),
                json!({"description": "b", "x-c": 1, "allOf": [{"$ref": "#/a"}]}),
            ),
            (
                json!({"$ref": "#/a", "title": "b", "required": ["c"]}),
                json!({"title": "b", "allOf": [{"$ref": "#/a"}, {"required": ["c"]}]}),
            ),
        ]);
    }

    #[test]
    fn version_3_0_ignores_siblings_of_a_reference() {
        let schemas = json!({"S": {"$ref": "#/a", "description": "b", "required": ["c"]}});
        let (mut document, _) = document(json!({"components": {"schemas": schemas}}));
        let mut diagnostics = crate::diagnostic::Diagnostics::new();
        super::super::normalize(
            &mut document,
            crate::openapi::Version::V3_0,
            &crate::limits::Limits::default(),
            &mut diagnostics,
        );
        let expected = json!({"description": "b", "allOf": [{"$ref": "#/a"}]});
        assert_eq!(document.value["components"]["schemas"]["S"], expected);
        assert_eq!(
            lines(&diagnostics),
            ["/components/schemas/S: keywords beside `$ref` have no effect before OpenAPI 3.1: `required`"]
        );
    }

    #[test]
    fn boolean_schemas_are_objects() {
        assert_normalized(&[
            (json!(true), json!({})),
            (json!(false), json!({"not": {}})),
            (
                json!({"items": false, "additionalProperties": false}),
                json!({"items": {"not": {}}, "additionalProperties": false}),
            ),
        ]);
    }

    #[test]
    fn annotations_of_3_1_are_those_of_3_0() {
        assert_normalized(&[
            (json!({"examples": [1, 2], "xml": {}, "externalDocs": {}}), json!({"example": 1})),
            (json!({"example": 3, "examples": [1]}), json!({"example": 3})),
            (
                json!({"type": "string", "contentEncoding": "base64"}),
                json!({"type": "string", "contentEncoding": "base64", "format": "byte"}),
            ),
            (json!({"contentMediaType": "image/png"}), json!({"type": "string", "format": "binary"})),
            (json!({"type": "string", "contentMediaType": "application/json"}), json!({"type": "string"})),
            (json!({"type": "string", "contentMediaType": "a/b+json"}), json!({"type": "string"})),
            (
                json!({"type": "string", "contentMediaType": "application/x+json; charset=utf-8"}),
                json!({"type": "string"}),
            ),
            (
                json!({"type": "string", "contentMediaType": "application/a+json", "contentSchema": true}),
                json!({"type": "string", "contentSchema": {}, "contentMediaType": "application/a+json"}),
            ),
            (
                json!({"contentMediaType": "application/json", "contentEncoding": "base64", "contentSchema": {}}),
                json!({"contentEncoding": "base64", "contentMediaType": "application/json", "format": "byte"}),
            ),
            (json!({"contentSchema": {}}), json!({})),
            (json!({"contentMediaType": "text/csv", "contentSchema": {}}), json!({})),
            (json!({"contentMediaType": "application/jsonish"}), json!({"type": "string", "format": "binary"})),
        ]);
    }

    #[test]
    fn a_schema_inside_of_a_wrapped_reference_keeps_its_origin() {
        let (_, lines) = normalized_schema(json!({"$ref": "#/a", "properties": {"p": {"contains": {}}}}));
        assert_eq!(lines, ["/properties/p/contains: `contains` is ignored: the type follows from the other keywords"]);
    }
}
