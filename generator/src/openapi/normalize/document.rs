//! Everything but schemas: what documents leave out, what is not used, and what openapiv3 would trip over.

use serde_json::{Map, Value, json};

use super::Rules;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::openapi::object_kind::ObjectKind;
use crate::source::Document;

/// Adds what 3.1 allows to be left out, and what later passes rely on.
pub(in crate::openapi) fn complete(document: &mut Document, diagnostics: &mut Diagnostics) {
    let Some(root) = document.value.as_object_mut() else { return };
    root.entry("paths").or_insert_with(|| json!({}));
    let components = root.entry("components").or_insert_with(|| json!({}));
    if let Value::Object(components) = components {
        components.entry("schemas").or_insert_with(|| json!({}));
        let transport_schemes = take_transport_schemes(components);
        if !transport_schemes.is_empty() {
            forget_schemes(&mut document.value, &transport_schemes);
        }
        for name in transport_schemes {
            let at = Pointer::root().push("components").push("securitySchemes");
            let message =
                format!("`{name}` (mutual TLS) is the transport's to prove: the client asks for no credential");
            diagnostics.push(Diagnostic::note(Code::KEYWORD_UNUSED, document.source_map.origin(&at), message));
        }
    }
    if let Some(root) = document.value.as_object_mut()
        && let Some(mut webhooks) = root.shift_remove("webhooks")
    {
        if let Some(items) = webhooks.as_object_mut() {
            items.retain(|key, _| !key.starts_with("x-"));
        }
        // Behind the components, so that what paths refer to comes before what webhooks refer to.
        root.insert("webhooks".to_owned(), webhooks);
    }
}

/// Takes schemes of mutual TLS (OpenAPI 3.1, section 4.8.27) out of the components: openapiv3 does not know them.
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

/// Takes names out of every security requirement.
fn forget_schemes(root: &mut Value, names: &[String]) {
    let forget = |requirements: Option<&mut Value>| {
        for requirement in requirements.and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(requirement) = requirement {
                requirement.retain(|name, _| !names.contains(name));
            }
        }
    };
    forget(root.get_mut("security"));
    let paths = root.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    for item in paths.filter_map(|(_, item)| item.as_object_mut()) {
        for (_, operation) in item.iter_mut() {
            if operation.is_object() {
                forget(operation.get_mut("security"));
            }
        }
    }
}

/// Brings an object that is no schema into the form that openapiv3 takes.
pub(super) fn normalize(value: &mut Value, kind: ObjectKind, at: &Pointer, rules: &mut Rules<'_>) {
    let Value::Object(members) = value else { return };
    match kind {
        ObjectKind::Server => normalize_server(members),
        ObjectKind::Components => {
            // Their only use is by reference, and the references to them are resolved or not used.
            for unused in ["examples", "links", "callbacks", "pathItems"] {
                members.shift_remove(unused);
            }
        }
        ObjectKind::Operation => {
            members.entry("responses").or_insert_with(|| json!({}));
            if let Some(Value::Object(responses)) = members.get_mut("responses") {
                normalize_statuses(responses, &at.push("responses"), rules);
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
        }
        ObjectKind::Response if !members.contains_key("$ref") => {
            members.shift_remove("links");
            members.entry("description").or_insert_with(|| json!(""));
        }
        _ => {}
    }
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

/// openapiv3 drops keys that it does not take for a status without a word.
fn normalize_statuses(responses: &mut Map<String, Value>, at: &Pointer, rules: &mut Rules<'_>) {
    let keys: Vec<String> = responses.keys().cloned().collect();
    for key in keys {
        let upper = key.to_ascii_uppercase();
        let is_code = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
        let is_range = upper.len() == 3
            && upper.ends_with("XX")
            && upper.bytes().next().is_some_and(|byte| (b'1'..=b'5').contains(&byte));
        if is_code || key == "default" || key.starts_with("x-") {
            continue;
        }
        let Some(response) = responses.shift_remove(&key) else { continue };
        if is_range {
            if key != upper {
                rules.moved(at.push(&upper), &at.push(&key));
            }
            responses.insert(upper, response);
        } else {
            rules.warn(&at.push(&key), format!("`{key}` is no status: the response is left out"));
        }
    }
}
