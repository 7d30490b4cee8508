//! Normalizes every object except schemas: adds what documents omit, and removes what openapiv3 can't parse.

use serde_json::{Map, Value, json};

use super::Normalizer;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Pointer, Trail};
use crate::openapi::object_kind::{ObjectKind, walk};
use crate::openapi::part_encodings::PartEncodings;
use crate::source::Document;

/// Adds the objects that 3.1 makes optional and that later passes rely on.
pub(in crate::openapi) fn complete(document: &mut Document, diagnostics: &mut Diagnostics) {
    let Some(root) = document.value.as_object_mut() else { return };
    root.entry("paths").or_insert_with(|| json!({}));
    let components = root.entry("components").or_insert_with(|| json!({}));
    if let Value::Object(components) = components {
        components.entry("schemas").or_insert_with(|| json!({}));
        let transport_schemes = take_transport_schemes(components);
        if !transport_schemes.is_empty() {
            remove_requirements(&mut document.value, &transport_schemes);
        }
        for name in transport_schemes {
            let at = Pointer::root().push("components").push("securitySchemes");
            let message = format!(
                "`{name}` is mutual TLS: the transport provides the credential, and the client has none for it"
            );
            diagnostics.push(Diagnostic::note(Code::KEYWORD_UNUSED, document.source_map.origin(&at), message));
        }
    }
    if let Some(root) = document.value.as_object_mut()
        && let Some(mut webhooks) = root.shift_remove("webhooks")
    {
        if let Some(items) = webhooks.as_object_mut() {
            items.retain(|key, _| !key.starts_with("x-"));
        }
        // They are after the components, so that schemas of paths come before schemas of webhooks.
        root.insert("webhooks".to_owned(), webhooks);
    }
}

/// Removes the schemes of mutual TLS (OpenAPI 3.1, section 4.8.27) from the components, and returns their names.
/// openapiv3 does not know them.
fn take_transport_schemes(components: &mut Map<String, Value>) -> Vec<String> {
    let Some(Value::Object(schemes)) = components.get_mut("securitySchemes") else { return Vec::new() };
    let is_mutual = |scheme: &Value| scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
    let names: Vec<String> =
        schemes.iter().filter(|(_, scheme)| is_mutual(scheme)).map(|(name, _)| name.clone()).collect();
    for name in &names {
        schemes.shift_remove(name);
    }
    names
}

/// Removes security schemes from every requirement.
fn remove_requirements(root: &mut Value, names: &[String]) {
    let remove = |requirements: Option<&mut Value>| {
        for requirement in requirements.and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(requirement) = requirement {
                requirement.retain(|name, _| !names.contains(name));
            }
        }
    };
    walk(root, ObjectKind::Document, &Pointer::root(), &mut |value, kind, _| {
        if matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
            remove(value.get_mut("security"));
        }
    });
}

/// Normalizes an object of a kind other than a schema.
pub(super) fn normalize(value: &mut Value, kind: ObjectKind, at: &Trail<'_>, normalizer: &mut Normalizer<'_>) {
    let Value::Object(members) = value else { return };
    match kind {
        ObjectKind::Server => normalize_server(members),
        ObjectKind::Components => {
            // References to them are resolved or unused.
            for unused in ["examples", "links", "callbacks", "pathItems", "mediaTypes"] {
                members.shift_remove(unused);
            }
        }
        ObjectKind::Operation => {
            members.entry("responses").or_insert_with(|| json!({}));
            if let Some(Value::Object(responses)) = members.get_mut("responses") {
                normalize_statuses(responses, &at.push("responses").pointer(), normalizer);
            }
        }
        ObjectKind::Parameter | ObjectKind::Header if !members.contains_key("$ref") => {
            members.shift_remove("examples");
            members.shift_remove("example");
            if !members.contains_key("schema") && !members.contains_key("content") {
                members.insert("schema".to_owned(), json!({}));
            }
        }
        ObjectKind::Callback => members.retain(|key, _| !key.starts_with("x-")),
        ObjectKind::Encoding => normalize_encoding(members),
        ObjectKind::MediaType => {
            members.shift_remove("examples");
            members.shift_remove("example");
            let Normalizer { positional_schemas, source_map, diagnostics, .. } = normalizer;
            let members_at = (&mut *members, at);
            let version = normalizer.version;
            let encodings = PartEncodings::take(members_at, positional_schemas, version, source_map, diagnostics);
            if encodings != PartEncodings::default() {
                normalizer.part_encodings.insert(at.pointer(), encodings);
            }
            normalize_item_schema(members, &at.pointer(), normalizer);
        }
        ObjectKind::Response if !members.contains_key("$ref") => {
            members.shift_remove("links");
            // The summary is new in OpenAPI 3.2 (section 4.17).
            let summary = members.shift_remove("summary").filter(Value::is_string);
            members.entry("description").or_insert_with(|| summary.unwrap_or_else(|| json!("")));
        }
        _ => {}
    }
}

/// Makes `itemSchema` (OpenAPI 3.2, section 4.14.3) the schema: it says more than a schema of the whole sequence.
fn normalize_item_schema(members: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    let Some(schema) = members.shift_remove("itemSchema") else { return };
    normalizer.moved(at.push("schema"), &at.push("itemSchema"));
    members.insert("schema".to_owned(), schema);
    normalizer.item_schemas.insert(at.clone());
}

fn normalize_server(members: &mut Map<String, Value>) {
    if let Some(name) = members.shift_remove("name") {
        members.entry("x-name").or_insert(name);
    }
}

/// Adds the default of `explode`, which openapiv3 takes for `false` (OpenAPI 3.1.1, section 4.8.15.1.2).
fn normalize_encoding(members: &mut Map<String, Value>) {
    let is_styled = ["style", "explode", "allowReserved"].iter().any(|key| members.contains_key(*key));
    if is_styled {
        let is_form = members.get("style").is_none_or(|style| style == "form");
        members.entry("explode").or_insert(Value::Bool(is_form));
    }
}

/// Rewrites ranges to capitals, and reports the keys that are not a status: openapiv3 drops those silently.
fn normalize_statuses(responses: &mut Map<String, Value>, at: &Pointer, normalizer: &mut Normalizer<'_>) {
    let keys: Vec<String> = responses.keys().cloned().collect();
    for key in keys {
        let upper = key.to_ascii_uppercase();
        let is_code = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
        let is_range = upper.len() == 3
            && upper.ends_with("XX")
            && upper.bytes().next().is_some_and(|byte| (b'1'..=b'5').contains(&byte));
        // The check has removed keys that are not statuses.
        if !is_range || is_code {
            continue;
        }
        let Some(response) = responses.shift_remove(&key) else { continue };
        if key != upper {
            normalizer.moved(at.push(&upper), &at.push(&key));
        }
        responses.insert(upper, response);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::complete;
    use crate::diagnostic::Diagnostics;
    use crate::openapi::testing::{document, lines, normalized};

    fn completed(value: Value) -> (Value, Vec<String>) {
        let (mut document, _) = document(value);
        let mut diagnostics = Diagnostics::new();
        complete(&mut document, &mut diagnostics);
        (document.value, lines(&diagnostics))
    }

    #[test]
    fn optional_objects_are_added() {
        let (value, _) = completed(json!({}));
        assert_eq!(value, json!({"paths": {}, "components": {"schemas": {}}}));
        let (value, _) = completed(json!({"webhooks": {"a": {}, "x-b": {}}, "x-c": 1}));
        assert_eq!(value, json!({"x-c": 1, "paths": {}, "components": {"schemas": {}}, "webhooks": {"a": {}}}));
    }

    #[test]
    fn mutual_tls_needs_no_credential() {
        let (value, lines) = completed(json!({
            "security": [{"tls": [], "key": []}],
            "paths": {"/a": {"get": {"security": [{"tls": []}]}}},
            "components": {"securitySchemes": {"tls": {"type": "mutualTLS"}, "key": {"type": "apiKey"}}},
        }));
        assert_eq!(value["security"], json!([{"key": []}]));
        assert_eq!(value["paths"]["/a"]["get"]["security"], json!([{}]));
        assert_eq!(value["components"]["securitySchemes"], json!({"key": {"type": "apiKey"}}));
        assert_eq!(lines.len(), 1, "{lines:?}");
    }

    #[test]
    fn statuses_are_codes_and_ranges() {
        let responses = json!({"200": {"description": "a"}, "4xx": {}, "default": {}, "x-a": 1});
        let (value, lines) = normalized(json!({"paths": {"/a": {"get": {"responses": responses}}}}));
        let described = json!({"description": ""});
        let expected = json!({"200": {"description": "a"}, "default": described, "x-a": 1, "4XX": described});
        assert_eq!(value["paths"]["/a"]["get"]["responses"], expected);
        assert_eq!(lines, [""; 0]);
    }

    #[test]
    fn objects_have_what_openapiv3_needs() {
        let (value, _) = normalized(json!({
            "servers": [{"url": "/", "name": "a"}],
            "paths": {"/a": {"get": {"parameters": [
                {"name": "a", "in": "query", "examples": {}},
                {"$ref": "#/components/parameters/b"},
            ]}}},
            "components": {"examples": {}, "links": {}, "pathItems": {}, "requestBodies": {"c": {"content": {"a/b": {
                "example": 1,
                "encoding": {"d": {"style": "form"}, "e": {"allowReserved": true, "style": "deepObject"}, "f": {}},
            }}}}},
        }));
        assert_eq!(value["servers"], json!([{"url": "/", "x-name": "a"}]));
        let parameters = json!([{"name": "a", "in": "query", "schema": {}}, {"$ref": "#/components/parameters/b"}]);
        assert_eq!(value["paths"]["/a"]["get"], json!({"parameters": parameters, "responses": {}}));
        let encoding = json!({
            "d": {"style": "form", "explode": true},
            "e": {"allowReserved": true, "style": "deepObject", "explode": false},
            "f": {},
        });
        let body = json!({"content": {"a/b": {"encoding": encoding}}});
        assert_eq!(value["components"], json!({"requestBodies": {"c": body}}));
    }
}
