//! Reports the keys that OpenAPI does not have, and operations at such keys.
//!
//! openapiv3 drops unknown keys silently. So the value is checked before, with a table of the keys of each object
//! (`keys`). An unknown key with an operation is an error, since the client would lack the operation. Any other one is
//! a warning.

use serde_json::{Map, Value};

use super::Version;
use super::filter::selects;
use super::keys::{KEYS, Keys};
use super::object_kind::{METHODS, ObjectKind, walk};
use crate::config::Filter;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer};
use crate::source::Document;

/// The state of the check.
struct Check<'a> {
    version: Version,
    filter: &'a Filter,
    found: Vec<(Pointer, Found)>,
}

/// A diagnostic at a key.
struct Found {
    is_error: bool,
    code: Code,
    message: String,
    help: Option<String>,
}

impl Found {
    fn error(message: String, help: impl Into<String>) -> Self {
        Self { is_error: true, code: Code::OPERATION_INVALID, message, help: Some(help.into()) }
    }

    fn warning(code: Code, message: String) -> Self {
        Self { is_error: false, code, message, help: None }
    }
}

/// Reports the keys that are not read. Operations that the filter leaves out are not checked.
pub(super) fn report(document: &mut Document, version: Version, filter: &Filter, diagnostics: &mut Diagnostics) {
    let mut check = Check { version, filter, found: Vec::new() };
    let paths = Pointer::root().push("paths");
    let mut left_out: Option<String> = None;
    walk(&mut document.value, ObjectKind::Document, &Pointer::root(), &mut |value, kind, at| {
        if kind == ObjectKind::Operation && !is_selected(value, at, filter) {
            left_out = Some(format!("{}/", at.as_str()));
            return;
        }
        if left_out.as_deref().is_some_and(|left_out| at.as_str().starts_with(left_out)) {
            return;
        }
        let Value::Object(members) = value else { return };
        if *at == paths {
            check_paths(members, at, &mut check);
        }
        for keys in KEYS.iter().filter(|keys| keys.kind == kind) {
            check_keys(members, keys, at, &mut check);
        }
    });
    for (at, found) in check.found {
        let origin: Origin = document.source_map.origin(&at);
        let diagnostic = match found.is_error {
            true => Diagnostic::error(found.code, origin, found.message),
            false => Diagnostic::warning(found.code, origin, found.message),
        };
        diagnostics.push(match found.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// Returns `true` if the filter keeps an operation.
fn is_selected(operation: &Value, at: &Pointer, filter: &Filter) -> bool {
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [place, path, method] if place == "paths" => selects(filter, method, Some(path), operation),
        _ => true,
    }
}

/// Checks that each path starts with a slash (OpenAPI 3.1.1, section 4.8.8.1) and has no white space around it.
fn check_paths(paths: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with('/') || path.trim() != path.as_str()) {
        let intended = intended_path(path);
        let operations = item.as_object().into_iter().flatten();
        let operations = operations.filter_map(|(key, operation)| Some((method_like(key)?, operation)));
        let operations: Vec<_> = operations.filter(|(_, operation)| operation.is_object()).collect();
        let mut selected = operations.iter();
        let is_selected = selected.any(|(method, operation)| selects(check.filter, method, Some(&intended), operation));
        let found = if path.starts_with('/') {
            let message = format!("the path `{path}` ends with white space, which is sent as part of the path");
            Found { help: Some(format!("write `{intended}`")), ..Found::warning(Code::KEY_UNKNOWN, message) }
        } else if path.starts_with("x-") {
            // The key is an extension by the specification, but extensions don't contain operations.
            if !is_selected || !operations.iter().any(|(_, operation)| looks_like_operation(operation)) {
                continue;
            }
            let message =
                format!("`{path}` is an extension, since it starts with `x-`: the operations in it are ignored");
            Found { help: Some(format!("write `{intended}`")), ..Found::warning(Code::KEY_UNKNOWN, message) }
        } else if is_selected {
            Found::error(format!("the path `{path}` does not start with a slash"), format!("write `{intended}`"))
        } else if !operations.is_empty() {
            continue;
        } else {
            let message = format!("`{path}` is not a valid path, since it does not start with a slash: it is ignored");
            Found::warning(Code::KEY_UNKNOWN, message)
        };
        check.found.push((at.push(path), found));
    }
}

/// Returns the intended path: without white space around it, and without the address of a server.
fn intended_path(path: &str) -> String {
    let path = path.trim();
    let behind_server = path.split_once("://").map(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    match behind_server {
        Some(path) => path.unwrap_or("/").to_owned(),
        None if path.starts_with('/') => path.to_owned(),
        None => format!("/{path}"),
    }
}

fn check_keys(members: &Map<String, Value>, keys: &Keys, at: &Pointer, check: &mut Check<'_>) {
    for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let since = keys.keys.iter().find(|(known, _)| known == key).map(|(_, since)| *since);
        let found = if keys.kind == ObjectKind::PathItem
            && let Some(found) = check_operation(key, value, since, at, check)
        {
            found
        } else {
            match since {
                Some(since) if since <= check.version => None,
                Some(_) => {
                    let message = format!(
                        "`{key}` is a key of OpenAPI 3.2, and the document has an earlier version: it is ignored"
                    );
                    Some(Found::warning(Code::KEY_UNKNOWN, message))
                }
                None => unknown(key, keys),
            }
        };
        check.found.extend(found.map(|found| (at.push(key), found)));
    }
}

/// Returns a warning for an unknown key, unless it may be the target of a reference.
fn unknown(key: &str, keys: &Keys) -> Option<Found> {
    let names = keys.keys.iter().map(|(known, _)| *known);
    let closest = closest(key, names);
    if keys.may_have_others && closest.is_none() {
        return None;
    }
    let found = Found::warning(Code::KEY_UNKNOWN, format!("`{key}` is not a key of {}: it is ignored", keys.name));
    Some(Found { help: closest.map(|known| format!("did you mean `{known}`?")), ..found })
}

/// Checks a key of a path item that is an operation, or probably intended to be one. The inner value is `None` if the
/// operation is valid, the outer one if the key is another one.
fn check_operation(
    key: &str,
    value: &Value,
    since: Option<Version>,
    at: &Pointer,
    check: &Check<'_>,
) -> Option<Option<Found>> {
    let method = method_like(key);
    let selected = |method: &str| selects(check.filter, method, path_of(at).as_deref(), value);
    if since.is_some_and(|since| since > check.version) {
        let is_empty_map = key != "query" && value.as_object().is_some_and(Map::is_empty);
        let is_operation = value.is_null() || value.is_object() && !is_empty_map;
        let message = format!("`{key}` is a key of OpenAPI 3.2, and the document has an earlier version");
        let help = "write `openapi: 3.2.0`; the operation is not supported yet in that version either";
        return (is_operation && selected(key)).then(|| Some(Found::error(message, help)));
    }
    if key == "query" || key == "additionalOperations" {
        let message = format!("`{key}` is new in OpenAPI 3.2 and not supported yet: the client has no method for it");
        return Some(selected(key).then(|| Found::warning(Code::OPERATION_LEFT_OUT, message)));
    }
    if METHODS.contains(&key) {
        if value.is_object() || !selected(key) {
            return Some(None);
        }
        let (is, help) = match value {
            Value::Null => ("null", format!("write `{key}: {{}}` if the operation exists, or remove the key")),
            _ => ("not an object", "an operation is an object with `responses`".to_owned()),
        };
        return Some(Some(Found::error(format!("the operation `{key}` is {is}"), help)));
    }
    let is_operation = looks_like_operation(value);
    match method {
        Some(method)
            if is_operation || (value.is_null() || value.is_object()) && method.eq_ignore_ascii_case(key.trim()) =>
        {
            let message = format!("`{key}` is not a method of OpenAPI: its operation would be lost");
            Some(selected(method).then(|| Found::error(message, format!("write `{method}`"))))
        }
        None if is_operation => {
            let message = format!("`{key}` is not a method of OpenAPI: its operation would be lost");
            let help =
                format!("OpenAPI 3 has {}; use a key that starts with `x-` for anything else", METHODS.join(", "));
            Some(selected(key).then(|| Found::error(message, help)))
        }
        _ => None,
    }
}

/// Returns `true` if an object has a key that only operations have.
fn looks_like_operation(value: &Value) -> bool {
    let has = |key: &str, test: fn(&Value) -> bool| value.get(key).is_some_and(test);
    has("responses", Value::is_object) || has("operationId", Value::is_string) || has("requestBody", Value::is_object)
}

/// Returns the path of a path item. `None` if it is that of a webhook, a callback or a component.
fn path_of(at: &Pointer) -> Option<String> {
    let mut tokens = at.tokens();
    match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
        (Some("paths"), Some(path), None) => Some(path),
        _ => None,
    }
}

/// Returns the method that a key is, or is probably intended to be.
fn method_like(key: &str) -> Option<&'static str> {
    let lower = key.trim().to_ascii_lowercase();
    let mut methods = METHODS.into_iter().chain((lower == "query").then_some("query"));
    methods.clone().find(|method| *method == lower).or_else(|| {
        // The other keys of a path item, such as `parameters`, are not close to any method.
        let is_near = |method: &&'static str| distance(&lower, method) <= if method.len() > 4 { 2 } else { 1 };
        methods.find(is_near)
    })
}

/// Returns the closest name to a key, if one is close.
fn closest(key: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let lower = key.trim().to_ascii_lowercase();
    let scored = names.map(|name| (distance(&lower, &name.to_ascii_lowercase()), name));
    scored
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Returns how many letters differ: added, removed, changed, or swapped with the next one. A word much longer than a
/// key of OpenAPI is close to none.
fn distance(one: &str, other: &str) -> usize {
    if one.chars().count() > 32 {
        return usize::MAX;
    }
    let other: Vec<char> = other.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, character) in one.chars().enumerate() {
        let mut current = vec![row.saturating_add(1)];
        for (column, wanted) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column).saturating_add(usize::from(character != *wanted));
            let added = at(&current, column).saturating_add(1);
            let removed = at(&last, column.saturating_add(1)).saturating_add(1);
            let mut least = changed.min(added).min(removed);
            let neighbour = column.checked_sub(1).and_then(|column| other.get(column));
            if previous == Some(*wanted) && neighbour == Some(&character) {
                least = least.min(at(&before_last, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
        previous = Some(character);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_intended_path_starts_with_a_slash() {
        for (path, intended) in [
            ("pets", "/pets"),
            (" /pets ", "/pets"),
            ("https://a.example/v1/pets", "/v1/pets"),
            ("http://a", "/"),
            ("", "/"),
        ] {
            assert_eq!(intended_path(path), intended, "{path}");
        }
    }

    #[test]
    fn a_method_may_be_misspelt() {
        for (key, method) in [
            ("GET", "get"),
            ("Get", "get"),
            ("gett", "get"),
            ("gte", "get"),
            (" post", "post"),
            ("delte", "delete"),
            ("patchs", "patch"),
            ("Query", "query"),
            ("optoins", "options"),
            ("del", "get"),
        ] {
            let expected = (key != "del").then_some(method);
            assert_eq!(method_like(key), expected, "{key}");
        }
        for key in ["parameters", "servers", "summary", "description", "$ref", "purge", "", "connect"] {
            assert_eq!(method_like(key), None, "{key}");
        }
    }
}
