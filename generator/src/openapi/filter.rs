//! Removes the operations that a filter leaves out, and the components that are unused without them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::object_kind::{ADDITIONAL_OPERATIONS, METHODS, ObjectKind, walk};
use crate::config::{Filter, Selection, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::source::Document;

/// What a filter selects an operation by.
struct OperationKey {
    tags: Vec<String>,
    /// The `operationId`, and the method with the path.
    ids: Vec<String>,
    /// The path. `None` for a webhook.
    path: Option<String>,
}

impl OperationKey {
    fn of(method: &str, path: Option<&str>, operation: &Value) -> Self {
        let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
        let id = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
        // A method without a key of its own is sent as it is written.
        let is_key = METHODS.contains(&method);
        let sent = if is_key { method.to_ascii_uppercase() } else { method.to_owned() };
        let by_path = path.map(|path| format!("{sent} {path}"));
        Self {
            tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
            ids: id.into_iter().chain(by_path).collect(),
            path: path.map(str::to_owned),
        }
    }
}

/// Removes the operations that the filter leaves out. A selector that matches no operation is an error: the filter is
/// out of date.
pub(super) fn apply(document: &mut Document, filter: &Filter, diagnostics: &mut Diagnostics) {
    if filter.include.is_empty() && filter.exclude.is_empty() {
        return;
    }
    let mut unmatched: Vec<&Spanned<String>> = filter.include.all().chain(filter.exclude.all()).collect();
    for (section, has_paths) in [("paths", true), ("webhooks", false)] {
        let Some(items) = document.value.get_mut(section).and_then(Value::as_object_mut) else { continue };
        items.retain(|key, item| {
            let Some(item) = item.as_object_mut() else { return true };
            retain_operations(item, key, has_paths, filter, &mut unmatched);
            METHODS.iter().any(|method| item.contains_key(*method)) || item.contains_key(ADDITIONAL_OPERATIONS)
        });
    }
    for selector in unmatched {
        let message = format!("`{}` matches no operation of the document", selector.value);
        let origin = document.source_map.origin(&Pointer::root());
        diagnostics.push(selector.locate(Diagnostic::error(Code::FILTER_UNMATCHED, origin, message)));
    }
    prune(&mut document.value);
}

fn retain_operations(
    item: &mut Map<String, Value>,
    key: &str,
    has_paths: bool,
    filter: &Filter,
    unmatched: &mut Vec<&Spanned<String>>,
) {
    let mut is_kept = |method: &str, operation: &Value| {
        let operation = OperationKey::of(method, has_paths.then_some(key), operation);
        let is_included = matches(&filter.include, &operation, unmatched) || filter.include.is_empty();
        let is_excluded = matches(&filter.exclude, &operation, unmatched);
        is_included && !is_excluded
    };
    for method in METHODS {
        if item.get(method).is_some_and(|operation| !is_kept(method, operation)) {
            item.shift_remove(method);
        }
    }
    if let Some(Value::Object(others)) = item.get_mut(ADDITIONAL_OPERATIONS) {
        others.retain(|method, operation| is_kept(method, operation));
        if others.is_empty() {
            item.shift_remove(ADDITIONAL_OPERATIONS);
        }
    }
}

/// Returns `true` if the filter keeps an operation with this method, and this path if it has one.
pub(super) fn selects(filter: &Filter, method: &str, path: Option<&str>, operation: &Value) -> bool {
    let operation = OperationKey::of(method, path, operation);
    let is_included = filter.include.is_empty() || matches(&filter.include, &operation, &mut Vec::new());
    is_included && !matches(&filter.exclude, &operation, &mut Vec::new())
}

/// Returns `true` if a selection has an operation, and removes each selector that matches it from `unmatched`.
fn matches(selection: &Selection, operation: &OperationKey, unmatched: &mut Vec<&Spanned<String>>) -> bool {
    let is_path = |name: &str, path: &str| match name.strip_suffix('*') {
        Some(beginning) => path.starts_with(beginning),
        None => path == name,
    };
    let mut found: Vec<&Spanned<String>> = Vec::new();
    found.extend(selection.tags.iter().filter(|tag| operation.tags.contains(&tag.value)));
    found.extend(selection.operations.iter().filter(|id| operation.ids.contains(&id.value)));
    let paths = selection.paths.iter();
    found.extend(paths.filter(|path| operation.path.as_ref().is_some_and(|known| is_path(&path.value, known))));
    unmatched.retain(|selector| !found.iter().any(|found| std::ptr::eq(*found, *selector)));
    !found.is_empty()
}

/// Removes the components that no path and no webhook refers to.
fn prune(root: &mut Value) {
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut schemes: BTreeSet<String> = BTreeSet::new();
    let mut waiting: Vec<String> = Vec::new();
    for section in ["paths", "webhooks"] {
        if let Some(value) = root.get(section) {
            references(value, &mut waiting);
        }
    }
    required_schemes(root, &mut schemes);
    if let Some(paths) = root.get_mut("paths") {
        walk(paths, ObjectKind::Patterned(&ObjectKind::PathItem), &Pointer::root(), &mut |value, kind, _| {
            if kind == ObjectKind::Operation {
                required_schemes(value, &mut schemes);
            }
        });
    }
    // If no security requirement exists, a single scheme is assumed for all operations.
    let is_unsaid = schemes.is_empty();
    while let Some(reference) = waiting.pop() {
        if !reached.insert(reference.clone()) {
            continue;
        }
        let Some(target) = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer)) else { continue };
        references(target, &mut waiting);
        if target.get("discriminator").is_some() {
            waiting.extend(subtypes(root, &reference));
        }
    }
    let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) else { return };
    for (kind, members) in components.iter_mut() {
        let Some(members) = members.as_object_mut() else { continue };
        members.retain(|name, _| match kind.as_str() {
            "securitySchemes" => is_unsaid || schemes.contains(name),
            kind => reached.contains(&format!("#{}", Pointer::root().push("components").push(kind).push(name))),
        });
    }
}

/// Finds the references in a value, including those of discriminators.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_str() {
                    // A mapping may have the name of a schema instead of a reference (OpenAPI 3.1.1, section 4.8.25.3).
                    Some(text) if text.starts_with("#/components/") => found.push(text.to_owned()),
                    _ if key == "mapping" => {
                        let names = member.as_object().into_iter().flatten().filter_map(|(_, name)| name.as_str());
                        found.extend(names.map(|name| match name.starts_with('#') {
                            true => name.to_owned(),
                            false => format!("#/components/schemas/{name}"),
                        }));
                    }
                    Some(name) if key == "defaultMapping" => found.push(format!("#/components/schemas/{name}")),
                    _ => references(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Returns references to the schemas that inherit from a schema by `allOf`.
fn subtypes(root: &Value, parent: &str) -> Vec<String> {
    let schemas = root.pointer("/components/schemas").and_then(Value::as_object);
    let inherits = |schema: &Value| {
        let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        parts.filter_map(|part| part.get("$ref")).any(|reference| reference == parent)
    };
    let found = schemas.into_iter().flatten().filter(|(_, schema)| inherits(schema));
    found.map(|(name, _)| format!("#{}", Pointer::root().push("components").push("schemas").push(name))).collect()
}

/// Finds the security schemes that the document or an operation requires.
fn required_schemes(part: &Value, found: &mut BTreeSet<String>) {
    let security = part.get("security").and_then(Value::as_array).into_iter().flatten();
    found.extend(security.filter_map(Value::as_object).flat_map(Map::keys).cloned());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::openapi::testing::{document, lines};

    fn selection(tags: &[&str], operations: &[&str], paths: &[&str]) -> Selection {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned().into()).collect();
        Selection { tags: names(tags), operations: names(operations), paths: names(paths) }
    }

    /// The operations that a filter keeps, as their ids, and the diagnostics.
    fn kept(filter: &Filter) -> (Vec<String>, Vec<String>) {
        let (mut document, _) = document(json!({
            "paths": {
                "/pets": {"get": {"operationId": "list", "tags": ["pets", "read"]}, "post": {"operationId": "add", "tags": ["pets"]}},
                "/pets/{id}": {"get": {"operationId": "get", "tags": ["read"]}},
                "/admin": {
                    "put": {"operationId": "reset"},
                    "additionalOperations": {"Lock": {"operationId": "lock"}, "COPY": {"operationId": "copy"}},
                },
            },
            "webhooks": {"added": {"post": {"operationId": "added", "tags": ["pets"]}}},
        }));
        let mut diagnostics = Diagnostics::new();
        apply(&mut document, filter, &mut diagnostics);
        let sections = ["paths", "webhooks"].map(|section| document.value[section].as_object().unwrap().clone());
        let items = sections.iter().flat_map(|section| section.values());
        let operations =
            items.flat_map(|item| item.as_object().unwrap()).flat_map(|(key, operation)| match key.as_str() {
                ADDITIONAL_OPERATIONS => operation.as_object().unwrap().values().collect(),
                _ => vec![operation],
            });
        let ids = operations.map(|operation| operation["operationId"].as_str().unwrap().to_owned());
        (ids.collect(), lines(&diagnostics))
    }

    #[test]
    fn a_filter_keeps_the_included_operations_that_are_not_excluded() {
        let none = Selection::default;
        for (include, exclude, expected) in [
            (none(), none(), vec!["list", "add", "get", "reset", "lock", "copy", "added"]),
            (selection(&[], &["Lock /admin"], &[]), none(), vec!["lock"]),
            (selection(&[], &[], &["/admin"]), selection(&[], &["reset", "lock"], &[]), vec!["copy"]),
            (selection(&["pets"], &[], &[]), none(), vec!["list", "add", "added"]),
            (selection(&[], &["GET /pets", "reset"], &[]), none(), vec!["list", "reset"]),
            (selection(&[], &[], &["/pets*"]), none(), vec!["list", "add", "get"]),
            (selection(&[], &[], &["/pets"]), none(), vec!["list", "add"]),
            (selection(&["read"], &[], &[]), selection(&[], &[], &["/pets/*"]), vec!["list"]),
            (none(), selection(&["pets"], &[], &[]), vec!["get", "reset", "lock", "copy"]),
        ] {
            let filter = Filter { include, exclude };
            assert_eq!(kept(&filter), (expected.iter().map(ToString::to_string).collect(), vec![]), "{filter:?}");
        }
    }

    #[test]
    fn a_selector_that_matches_no_operation_is_an_error() {
        let filter = Filter {
            include: selection(&["pets", "cats"], &["GET /cats"], &[]),
            exclude: selection(&[], &[], &["/cats/*"]),
        };
        let expected =
            ["cats", "GET /cats", "/cats/*"].map(|name| format!(": `{name}` matches no operation of the document"));
        assert_eq!(kept(&filter).1, expected);
    }

    #[test]
    fn components_without_a_user_are_removed() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let schemas = json!({
            "Used": {"properties": {"a": reference("Inner")}},
            "Inner": {"discriminator": {"propertyName": "kind", "mapping": {"m": "Mapped"}}},
            "Mapped": {},
            "Child": {"allOf": [reference("Inner")]},
            "Unused": {"properties": {"a": reference("AlsoUnused")}},
            "AlsoUnused": {},
        });
        let response =
            |name: &str| json!({"responses": {"200": {"content": {"application/json": {"schema": reference(name)}}}}});
        let mut used = response("Used");
        used["security"] = json!([{"key": []}]);
        let (mut document, _) = document(json!({
            "paths": {"/a": {"get": used}, "/b": {"get": response("Unused")}},
            "components": {"schemas": schemas, "securitySchemes": {"key": {}, "other": {}}},
        }));
        let filter = Filter { include: selection(&[], &[], &["/a"]), exclude: Selection::default() };
        apply(&mut document, &filter, &mut Diagnostics::new());
        let names =
            |kind: &str| document.value["components"][kind].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names("schemas"), ["Used", "Inner", "Mapped", "Child"]);
        assert_eq!(names("securitySchemes"), ["key"]);
    }
}
