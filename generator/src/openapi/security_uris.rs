//! Security requirements that name their schemes by URI (OpenAPI 3.2.0, section 4.30): the scheme becomes a component, and the
//! requirement has its name.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::object_kind::{ObjectKind, walk};
use crate::location::Pointer;
use crate::source::Document;

/// Rewrites the requirements of a document, whose references are not resolved yet. The name of a component is not read as a URI.
pub(super) fn rewrite(document: &mut Document) {
    let schemes = document.value.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut known: Vec<String> = schemes.into_iter().flat_map(Map::keys).cloned().collect();
    // The names of the schemes by their URIs, with the place of the first requirement of each.
    let mut names: BTreeMap<String, (String, Pointer)> = BTreeMap::new();
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| {
        if !matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
            return;
        }
        let requirements = value.get_mut("security").and_then(Value::as_array_mut);
        for (index, requirement) in requirements.into_iter().flatten().enumerate() {
            let Some(members) = requirement.as_object_mut() else { continue };
            if !members.keys().any(|name| is_uri(name, &known)) {
                continue;
            }
            let renamed = std::mem::take(members).into_iter().map(|(uri, scopes)| {
                if !is_uri(&uri, &known) {
                    return (uri, scopes);
                }
                if let Some((name, _)) = names.get(&uri) {
                    return (name.clone(), scopes);
                }
                let name = name_of(&uri, &known);
                let place = at.pointer().push("security").index(index).push(&uri);
                if !is_local(&uri, &name) {
                    known.push(name.clone());
                }
                names.insert(uri, (name.clone(), place));
                (name, scopes)
            });
            *members = renamed.collect();
        }
    });
    for (uri, (name, place)) in names {
        if is_local(&uri, &name) {
            continue;
        }
        let at = Pointer::root().push("components").push("securitySchemes").push(&name);
        let origin = document.source_map.origin(&place);
        let Some(root) = document.value.as_object_mut() else { return };
        let components = root.entry("components").or_insert_with(|| json!({}));
        let Some(components) = components.as_object_mut() else { return };
        let schemes = components.entry("securitySchemes").or_insert_with(|| json!({}));
        if let Some(schemes) = schemes.as_object_mut() {
            schemes.insert(name, json!({"$ref": uri}));
            document.source_map.record(at, origin);
        }
    }
}

/// Returns whether the name in a requirement is a URI. A name without a separator is more likely that of a component that is
/// missing, which is reported.
fn is_uri(name: &str, known: &[String]) -> bool {
    name.contains(['#', '/']) && !known.iter().any(|known| known == name)
}

/// Returns whether a URI is that of the component with a name.
fn is_local(uri: &str, name: &str) -> bool {
    let at = Pointer::root().push("components").push("securitySchemes").push(name);
    uri.strip_prefix('#') == Some(at.as_str())
}

/// Returns a name for the scheme with a URI: its own one if it is a component, else the last word of the URI that no other
/// scheme has.
fn name_of(uri: &str, known: &[String]) -> String {
    let (file, fragment) = uri.split_once('#').unwrap_or((uri, ""));
    let last = Pointer::parse(fragment).and_then(|pointer| pointer.split_last()).map(|(_, name)| name);
    let name = last.unwrap_or_else(|| {
        let stem = file.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
        stem.split('.').next().unwrap_or_default().to_owned()
    });
    if is_local(uri, &name) || !known.contains(&name) {
        return name;
    }
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    numbered.into_iter().find(|name| !known.contains(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::testing::document;

    #[test]
    fn a_scheme_that_is_named_by_its_uri_is_a_component() {
        let (mut document, _) = document(json!({
            "security": [{"key": []}, {"#/components/securitySchemes/key": []}, {"unknown": []}],
            "paths": {"/a": {"get": {"security": [
                {"auth.yaml#/schemes/key": ["read"], "./oauth.yaml": []},
                {"auth.yaml#/schemes/key": []},
            ]}}},
            "components": {"securitySchemes": {"key": {}}},
        }));
        rewrite(&mut document);
        assert_eq!(document.value["security"], json!([{"key": []}, {"key": []}, {"unknown": []}]));
        let security = &document.value["paths"]["/a"]["get"]["security"];
        assert_eq!(*security, json!([{"key_2": ["read"], "oauth": []}, {"key_2": []}]));
        let schemes =
            json!({"key": {}, "oauth": {"$ref": "./oauth.yaml"}, "key_2": {"$ref": "auth.yaml#/schemes/key"}});
        assert_eq!(document.value["components"]["securitySchemes"], schemes);
    }
}
