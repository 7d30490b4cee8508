//! Binds dynamic references (JSON Schema 2020-12 Core, section 8.2.3.2; 2019-09 Core, section 8.2.4.2) that have one target
//! whatever refers to them: they become a plain `$ref`.
//!
//! A dynamic reference finds the outermost schema with its anchor, among those that a value is validated with. If one schema
//! alone has the anchor, it is the outermost one.

use serde_json::{Map, Value, json};

use super::{Identifiers, base_uri};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Origin, Pointer};
use crate::openapi::object_kind::{ObjectKind, walk};
use crate::source::{Bundle, SourceMap};

impl Identifiers {
    /// Makes each dynamic reference in a part of the document a plain one, if its target does not depend on what refers to it.
    pub(in crate::openapi) fn bind(
        &mut self,
        (value, kind, at): (&mut Value, ObjectKind, &Pointer),
        source_map: &mut SourceMap,
        bundle: &Bundle<'_>,
    ) {
        if !self.has_dynamic_references {
            return;
        }
        walk(value, kind, at, &mut |value, kind, at| {
            let (Value::Object(members), ObjectKind::Schema | ObjectKind::SchemaOrBool) = (value, kind) else { return };
            for keyword in ["$dynamicRef", "$recursiveRef"] {
                let Some(text) = members.get(keyword).and_then(Value::as_str).map(str::to_owned) else { continue };
                let at = at.pointer();
                let place = source_map.origin(&at.push(keyword));
                if !self.is_bound(bundle, &place, keyword, &text) {
                    continue;
                }
                if members.contains_key("$ref") {
                    members.shift_remove(keyword);
                    if let Value::Array(all) = members.entry("allOf").or_insert_with(|| json!([])) {
                        source_map.record(at.push("allOf").index(all.len()), place);
                        all.push(json!({ "$ref": text }));
                    }
                } else {
                    rename(members, keyword);
                }
            }
        });
    }

    /// Returns `true` if a dynamic reference has one target, whatever refers to it.
    fn is_bound(&mut self, bundle: &Bundle<'_>, place: &Origin, keyword: &str, text: &str) -> bool {
        let Some((base, _)) = self.base_of(bundle, place, text) else { return false };
        let (reference, fragment) = text.split_once('#').unwrap_or((text, ""));
        let Some(resource) = self.resources.get(base) else { return false };
        // A URI that no schema has is a file, which is not loaded yet.
        let initial = match reference {
            "" => Some(base),
            reference => base_uri::resolve(reference, &resource.uri).and_then(|uri| self.by_uri.get(&uri)).copied(),
        };
        let Some(initial) = initial else { return false };
        let name = match keyword {
            "$dynamicRef" => fragment,
            _ => "",
        };
        let is_root_of_document = |resource: &super::Resource| resource.at.file.is_none() && resource.id.is_empty();
        let first = match (keyword, self.anchors.get(&(fragment.to_owned(), initial))) {
            // A pointer is one of `$ref` (section 8.2.3.2).
            ("$dynamicRef", None) => return fragment.is_empty() || fragment.starts_with('/'),
            ("$dynamicRef", Some(target)) => target.clone(),
            // The document as a whole is not a schema.
            _ => match self.resources.get(initial) {
                Some(resource) if !is_root_of_document(resource) => resource.at.clone(),
                _ => return false,
            },
        };
        let anchored = self.dynamic_anchors.get(name).map_or(&[][..], Vec::as_slice);
        if !anchored.contains(&first) {
            // Without a dynamic anchor, the reference is one of `$ref`.
            return true;
        }
        if anchored.len() > 1 {
            return false;
        }
        self.bound.entry(name.to_owned()).or_insert_with(|| (keyword.to_owned(), place.clone()));
        true
    }

    /// Reports each dynamic reference whose anchor another file has too, which was loaded after it was bound.
    pub(super) fn check_bound(&mut self) {
        for (name, (keyword, place)) in &self.bound {
            if self.dynamic_anchors.get(name).is_some_and(|anchored| anchored.len() > 1) {
                let message =
                    format!("`{keyword}` finds the schema of its own file: other schemas with its anchor are ignored");
                self.diagnostics.push(Diagnostic::warning(Code::KEYWORD_UNUSED, place.clone(), message));
            }
        }
    }
}

/// Renames a keyword to `$ref`, at its place.
fn rename(members: &mut Map<String, Value>, keyword: &str) {
    let renamed = std::mem::take(members).into_iter().map(|(key, value)| match key == keyword {
        true => ("$ref".to_owned(), value),
        false => (key, value),
    });
    *members = renamed.collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::limits::Limits;
    use crate::openapi::Version;
    use crate::openapi::resolve::resolve;
    use crate::openapi::testing::{document, lines};

    /// Returns schemas with resolved references.
    fn schemas(schemas: &Value) -> (Value, Vec<String>) {
        let (mut document, mut sources) = document(json!({"components": {"schemas": schemas}}));
        let mut diagnostics = Diagnostics::new();
        let limits = Limits::default();
        let mut bundle = Bundle::new(&document, &mut sources, &limits);
        resolve(&mut document, &mut bundle, Version::V3_1, &mut diagnostics);
        (document.value["components"]["schemas"].take(), lines(&diagnostics))
    }

    fn reference(target: &str) -> Value {
        json!({ "$ref": target })
    }

    #[test]
    fn a_dynamic_reference_with_one_target_is_a_reference() {
        let node = json!({"$dynamicRef": "#node"});
        let (value, lines) = schemas(&json!({
            "Tree": {"$dynamicAnchor": "node", "items": node, "not": {"$ref": "#/components/schemas/Leaf", "$dynamicRef": "#node"}},
            "Leaf": {"$anchor": "leaf"},
            "Plain": {"items": {"$dynamicRef": "#leaf"}, "not": {"$dynamicRef": "#/components/schemas/Leaf"}},
            "Old": {"$id": "old", "$recursiveAnchor": true, "items": {"$recursiveRef": "#"}},
            "Root": {"items": {"$recursiveRef": "#"}, "not": {"$dynamicRef": "#no"}},
        }));
        let (tree, leaf) = (reference("#/components/schemas/Tree"), reference("#/components/schemas/Leaf"));
        let both = json!({"$ref": "#/components/schemas/Leaf", "allOf": [tree]});
        assert_eq!(value["Tree"], json!({"$dynamicAnchor": "node", "items": tree, "not": both}));
        assert_eq!(value["Plain"], json!({"items": leaf, "not": leaf}));
        assert_eq!(value["Old"]["items"], reference("#/components/schemas/Old"));
        assert_eq!(value["Root"], json!({"items": {"$recursiveRef": "#"}, "not": {"$dynamicRef": "#no"}}));
        assert_eq!(lines, [""; 0]);
    }

    #[test]
    fn a_dynamic_reference_with_several_targets_stays() {
        for (first, anchor, last) in [
            (
                json!({"$id": "a", "$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}),
                "$dynamicAnchor",
                json!("node"),
            ),
            (
                json!({"$id": "a", "$recursiveAnchor": true, "items": {"$recursiveRef": "#"}}),
                "$recursiveAnchor",
                json!(true),
            ),
        ] {
            let (value, lines) = schemas(&json!({"A": first, "B": {"$id": "b", anchor: last}}));
            assert_eq!((&value["A"], lines), (&first, vec![]));
        }
    }
}
