//! Which operations of a document become calls. What nothing leads to any more is left out with the others.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::config::{Filter, Selection, Selector};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer};
use crate::source::Document;

/// An operation, as filters see it.
struct OperationKey {
    tags: Vec<String>,
    ids: Vec<String>,
    /// The path; a webhook has none.
    path: Option<String>,
}

impl OperationKey {
    fn of(method: &str, path: Option<&str>, operation: &Value) -> Self {
        let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
        let id = operation.get("operationId").and_then(Value::as_str).map(str::to_owned);
        let by_path = path.map(|path| format!("{} {path}", method.to_ascii_uppercase()));
        Self {
            tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
            ids: id.into_iter().chain(by_path).collect(),
            path: path.map(str::to_owned),
        }
    }
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Takes out of the document what the filter leaves out. A name in it that nothing has is an error: that is how a
/// filter goes stale. `written` is the file of the target.
pub(super) fn apply(
    document: &mut Document,
    (filter, written): (&Filter, Option<&Origin>),
    diagnostics: &mut Diagnostics,
) {
    if filter.include.is_empty() && filter.exclude.is_empty() {
        return;
    }
    let mut unmatched: Vec<&Selector> = filter.include.all().chain(filter.exclude.all()).collect();
    for (section, has_paths) in [("paths", true), ("webhooks", false)] {
        let Some(items) = document.value.get_mut(section).and_then(Value::as_object_mut) else { continue };
        items.retain(|key, item| {
            let Some(item) = item.as_object_mut() else { return true };
            retain_operations(item, key, has_paths, filter, &mut unmatched);
            METHODS.iter().any(|method| item.contains_key(*method))
        });
    }
    for chosen in unmatched {
        let message = format!("no operation of the document is meant by `{}`", chosen.name);
        let origin = written.cloned().unwrap_or_else(|| document.source_map.origin(&Pointer::root()));
        diagnostics.push(Diagnostic::error(Code::FILTER_UNMATCHED, origin, message).at_position(chosen.position));
    }
    prune(&mut document.value);
}

fn retain_operations(
    item: &mut Map<String, Value>,
    key: &str,
    has_paths: bool,
    filter: &Filter,
    unmatched: &mut Vec<&Selector>,
) {
    for method in METHODS {
        let Some(operation) = item.get(method) else { continue };
        let described = OperationKey::of(method, has_paths.then_some(key), operation);
        let is_included = matches(&filter.include, &described, unmatched) || filter.include.is_empty();
        let is_excluded = matches(&filter.exclude, &described, unmatched);
        if !is_included || is_excluded {
            item.shift_remove(method);
        }
    }
}

/// Whether the filter leaves an operation in that would have this method, and this path if it has one.
pub(super) fn selects(filter: &Filter, method: &str, path: Option<&str>, operation: &Value) -> bool {
    let described = OperationKey::of(method, path, operation);
    let is_included = filter.include.is_empty() || matches(&filter.include, &described, &mut Vec::new());
    is_included && !matches(&filter.exclude, &described, &mut Vec::new())
}

/// Whether an operation is one of a selection. Every name that means it is matched.
fn matches(selection: &Selection, operation: &OperationKey, unmatched: &mut Vec<&Selector>) -> bool {
    let is_path = |name: &str, path: &str| match name.strip_suffix('*') {
        Some(beginning) => path.starts_with(beginning),
        None => path == name,
    };
    let mut found: Vec<&Selector> = Vec::new();
    found.extend(selection.tags.iter().filter(|chosen| operation.tags.contains(&chosen.name)));
    found.extend(selection.operations.iter().filter(|chosen| operation.ids.contains(&chosen.name)));
    found.extend(
        selection.paths.iter().filter(|chosen| operation.path.as_ref().is_some_and(|path| is_path(&chosen.name, path))),
    );
    unmatched.retain(|chosen| !found.iter().any(|found| std::ptr::eq(*found, *chosen)));
    !found.is_empty()
}

/// Takes out the components that nothing leads to.
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
    let items = root.get("paths").and_then(Value::as_object).into_iter().flatten();
    for (_, operation) in items.filter_map(|(_, item)| item.as_object()).flatten() {
        required_schemes(operation, &mut schemes);
    }
    // A scheme that nothing requires is what all operations are taken to mean, if it is the only one.
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

/// The references in a value, those of discriminators included.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member.as_str() {
                    // A mapping may name a schema in place of referring to it (OpenAPI 3.1.1, section 4.8.25.3).
                    Some(text) if text.starts_with("#/components/") => found.push(text.to_owned()),
                    _ if key == "mapping" => {
                        let names = member.as_object().into_iter().flatten().filter_map(|(_, name)| name.as_str());
                        found.extend(names.map(|name| match name.starts_with('#') {
                            true => name.to_owned(),
                            false => format!("#/components/schemas/{name}"),
                        }));
                    }
                    _ => references(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// The schemas that inherit from one.
fn subtypes(root: &Value, parent: &str) -> Vec<String> {
    let schemas = root.pointer("/components/schemas").and_then(Value::as_object);
    let inherits = |schema: &Value| {
        let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
        parts.filter_map(|part| part.get("$ref")).any(|reference| reference == parent)
    };
    let found = schemas.into_iter().flatten().filter(|(_, schema)| inherits(schema));
    found.map(|(name, _)| format!("#{}", Pointer::root().push("components").push("schemas").push(name))).collect()
}

/// The security schemes that a part of the document requires.
fn required_schemes(part: &Value, found: &mut BTreeSet<String>) {
    let security = part.get("security").and_then(Value::as_array).into_iter().flatten();
    found.extend(security.filter_map(Value::as_object).flat_map(Map::keys).cloned());
}
