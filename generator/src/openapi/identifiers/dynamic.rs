//! Binds dynamic references (JSON Schema 2020-12 Core, section 8.2.3.2; 2019-09 Core, section 8.2.4.2) to what they find: they become
//! a plain `$ref`.
//!
//! A dynamic reference finds the outermost schema with its anchor, among those that a value is validated with.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Identifiers, Resource, Scope, base_uri};
use crate::location::{Origin, Pointer};
use crate::openapi::object_kind::{ObjectKind, walk};
use crate::source::{Bundle, RefTarget, SourceMap};

/// What a dynamic reference finds.
pub(in crate::openapi) enum DynamicReference {
    /// What `$ref` would find.
    Plain,
    /// The outermost schema with an anchor. `first` is the one that `$ref` would find.
    Anchor { name: String, first: RefTarget },
}

impl Identifiers {
    /// Makes each dynamic reference in a part of the document a plain one. Returns the targets of those that find an anchor, by the place
    /// of the reference. `scope` is that in which the part is copied.
    pub(in crate::openapi) fn bind(
        &mut self,
        (value, kind, at): (&mut Value, ObjectKind, &Pointer),
        source_map: &mut SourceMap,
        bundle: &Bundle<'_>,
        scope: Option<&Scope>,
    ) -> BTreeMap<Pointer, RefTarget> {
        let mut bound = BTreeMap::new();
        if !self.has_dynamic_references {
            return bound;
        }
        walk(value, kind, at, &mut |value, kind, at| {
            let (Value::Object(members), ObjectKind::Schema | ObjectKind::SchemaOrBool) = (value, kind) else { return };
            for keyword in ["$dynamicRef", "$recursiveRef"] {
                let Some(text) = members.get(keyword).and_then(Value::as_str).map(str::to_owned) else { continue };
                let mut at = at.pointer();
                let place = source_map.origin(&at.push(keyword));
                let Some(reference) = self.dynamic_reference(bundle, &place, keyword, &text) else { continue };
                if members.contains_key("$ref") {
                    members.shift_remove(keyword);
                    if let Value::Array(all) = members.entry("allOf").or_insert_with(|| json!([])) {
                        at = at.push("allOf").index(all.len());
                        source_map.record(at.clone(), place.clone());
                        all.push(json!({ "$ref": text }));
                    }
                } else {
                    rename(members, keyword);
                }
                if let DynamicReference::Anchor { name, first } = reference {
                    let mut scope = scope.cloned().unwrap_or_default();
                    self.enter(bundle, &place, &mut scope);
                    bound.insert(at, scope.remove(&name).unwrap_or(first));
                }
            }
        });
        bound
    }

    /// Returns what a dynamic reference finds. `None` if that is not known: it may be in a file that is not loaded.
    pub(in crate::openapi) fn dynamic_reference(
        &self,
        bundle: &Bundle<'_>,
        place: &Origin,
        keyword: &str,
        text: &str,
    ) -> Option<DynamicReference> {
        let (base, _) = self.base_of(bundle, place, text)?;
        let (reference, fragment) = text.split_once('#').unwrap_or((text, ""));
        let resource = self.resources.get(base)?;
        // A URI that no schema has is a file, which is not loaded yet.
        let initial = match reference {
            "" => base,
            reference => base_uri::resolve(reference, &resource.uri).and_then(|uri| self.by_uri.get(&uri)).copied()?,
        };
        let name = match keyword {
            "$dynamicRef" => fragment,
            _ => "",
        };
        let is_root_of_document = |resource: &Resource| resource.at.file.is_none() && resource.id.is_empty();
        let first = match (keyword, self.anchors.get(&(fragment.to_owned(), initial))) {
            // A pointer is one of `$ref` (section 8.2.3.2).
            ("$dynamicRef", None) => {
                let is_pointer = fragment.is_empty() || fragment.starts_with('/');
                return is_pointer.then_some(DynamicReference::Plain);
            }
            ("$dynamicRef", Some(target)) => target.clone(),
            // The document as a whole is not a schema.
            _ => self.resources.get(initial).filter(|resource| !is_root_of_document(resource))?.at.clone(),
        };
        let is_dynamic = self.dynamic_anchors.get(name).is_some_and(|anchored| anchored.contains(&first));
        // Without a dynamic anchor, the reference is one of `$ref`.
        Some(match is_dynamic {
            true => DynamicReference::Anchor { name: name.to_owned(), first },
            false => DynamicReference::Plain,
        })
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
    fn a_dynamic_reference_finds_its_own_schema_in_the_original() {
        let node = reference("#/components/schemas/A");
        let (value, lines) = schemas(&json!({
            "A": {"$id": "a", "$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
            "B": {"$id": "b", "$dynamicAnchor": "node"},
        }));
        assert_eq!((&value["A"]["items"], lines), (&node, vec![]));
        let (value, lines) = schemas(&json!({
            "A": {"$id": "a", "$recursiveAnchor": true, "items": {"$recursiveRef": "#"}},
            "B": {"$id": "b", "$recursiveAnchor": true, "$ref": "a", "title": "b"},
        }));
        assert_eq!((&value["A"]["items"], lines), (&node, vec![]));
        let copy =
            json!({"$id": "b", "$recursiveAnchor": true, "items": reference("#/components/schemas/B"), "title": "b"});
        assert_eq!(value["B"], copy);
    }

    #[test]
    fn the_outermost_anchor_is_found_through_other_schemas() {
        let page = json!({"$id": "page", "items": {"$dynamicRef": "#item"}, "not": {"$ref": "#"}, "$defs": {"d": {"$dynamicAnchor": "item"}}});
        let (value, lines) = schemas(&json!({
            "Page": page,
            "Envelope": {"$id": "envelope", "items": {"$ref": "page"}},
            "Users": {"$id": "users", "$ref": "envelope", "$defs": {"u": {"$dynamicAnchor": "item", "$ref": "user"}}},
            "Numbers": {"$id": "numbers", "$ref": "page", "minItems": 1, "$defs": {"n": {"$dynamicAnchor": "item", "type": "number"}}},
            "User": {"$id": "user", "type": "object"},
        }));
        assert_eq!(lines, [""; 0]);
        // The copy of the page is a component of its own, since the page of users has an envelope around it.
        assert_eq!(value["Users"]["items"], reference("#/components/schemas/Users_Page"));
        let users = json!({"items": reference("#/components/schemas/User"), "not": reference("#/components/schemas/Users_Page")});
        assert_eq!(value["Users_Page"], users);
        assert_eq!(value["Numbers"]["allOf"][0]["items"], json!({"type": "number"}));
        assert_eq!(value["Envelope"]["items"], reference("#/components/schemas/Page"));
    }

    #[test]
    fn a_reference_enters_no_resource_around_a_definition() {
        let any = json!({"$dynamicAnchor": "item", "minItems": 1});
        let page = json!({"$id": "page", "items": {"$dynamicRef": "#item"}, "$defs": {"any": any}});
        let user = json!({"$dynamicAnchor": "item", "minProperties": 1});
        let (value, lines) = schemas(&json!({
            // Both schemas have the page in them. A value of the first one is validated with its own anchor too.
            "Users": {"$id": "users", "$ref": "users-page", "$defs": {"user": user, "page": with_id(&page, "users-page")}},
            "Other": {"items": {"$ref": "list-page"}},
            "List": {"$id": "list", "$defs": {"user": user, "page": with_id(&page, "list-page")}},
        }));
        assert_eq!(lines, [""; 0]);
        assert_eq!(value["Users"]["items"], reference("#/components/schemas/Users_user"));
        assert_eq!(value["Other"]["items"], reference("#/components/schemas/List_page"));
        assert_eq!(value["List_page"]["items"], reference("#/components/schemas/List_page_any"));
    }

    fn with_id(schema: &Value, id: &str) -> Value {
        let mut schema = schema.clone();
        schema["$id"] = json!(id);
        schema
    }
}
