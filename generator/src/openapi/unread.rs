//! What stands in a document and is not read: keys that OpenAPI does not have, and operations under them.
//!
//! openapiv3 drops what it does not know without a word. So the value is walked through before, with a table of the keys
//! that an object may have (`keys`). Whatever looks like an operation is an error, since its method would be missing from the
//! client; anything else is a warning.

use serde_json::{Map, Value};

use super::Version;
use super::filter::selects;
use super::keys::{KEYS, Keys};
use super::object_kind::{ObjectKind, walk};
use crate::config::Filter;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer};
use crate::source::Document;

/// The members of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// What the check of a document goes by.
struct Check<'a> {
    version: Version,
    filter: &'a Filter,
    findings: Vec<(Pointer, Found)>,
}

/// A finding at a key.
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

/// Reports what is not read. Operations that the filter leaves out are left out with their faults.
pub(super) fn report(document: &mut Document, version: Version, filter: &Filter, diagnostics: &mut Diagnostics) {
    let mut check = Check { version, filter, findings: Vec::new() };
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
    for (at, found) in check.findings {
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

/// Whether the filter leaves an operation in.
fn is_selected(operation: &Value, at: &Pointer, filter: &Filter) -> bool {
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [place, path, method] if place == "paths" => selects(filter, method, Some(path), operation),
        _ => true,
    }
}

/// A path begins with a slash (OpenAPI 3.1.1, section 4.8.8.1), and has no white space around it.
fn check_paths(paths: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with('/') || path.trim() != path.as_str()) {
        let meant = meant_path(path);
        let operations = item.as_object().into_iter().flatten();
        let operations = operations.filter_map(|(key, operation)| Some((method_like(key)?, operation)));
        let operations: Vec<_> = operations.filter(|(_, operation)| operation.is_object()).collect();
        let mut selected = operations.iter();
        let is_selected = selected.any(|(method, operation)| selects(check.filter, method, Some(&meant), operation));
        let found = if path.starts_with('/') {
            let message = format!("the path `{path}` ends with white space, which is sent as a part of it");
            Found { help: Some(format!("write `{meant}`")), ..Found::warning(Code::KEY_UNKNOWN, message) }
        } else if path.starts_with("x-") {
            // By the specification, that is an extension; nobody writes a method into one.
            if !is_selected || !operations.iter().any(|(_, operation)| looks_like_operation(operation)) {
                continue;
            }
            let message =
                format!("`{path}` is an extension, as it begins with `x-`: the operations in it are not read");
            Found { help: Some(format!("write `{meant}`")), ..Found::warning(Code::KEY_UNKNOWN, message) }
        } else if is_selected {
            Found::error(format!("the path `{path}` does not begin with a slash"), format!("write `{meant}`"))
        } else if !operations.is_empty() {
            continue;
        } else {
            let message = format!("`{path}` is no path, as it does not begin with a slash: it is not read");
            Found::warning(Code::KEY_UNKNOWN, message)
        };
        check.findings.push((at.push(path), found));
    }
}

/// The path that was meant: without the white space around it, and without the address of a server.
fn meant_path(path: &str) -> String {
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
                        "`{key}` is a key of OpenAPI 3.2, and this document is of an earlier version: it is not read"
                    );
                    Some(Found::warning(Code::KEY_UNKNOWN, message))
                }
                None => unknown(key, keys),
            }
        };
        check.findings.extend(found.map(|found| (at.push(key), found)));
    }
}

/// A key that the specification does not have, unless it may be there for a reference to lead to.
fn unknown(key: &str, keys: &Keys) -> Option<Found> {
    let names = keys.keys.iter().map(|(known, _)| *known);
    let closest = closest(key, names);
    if keys.may_have_others && closest.is_none() {
        return None;
    }
    let found = Found::warning(Code::KEY_UNKNOWN, format!("`{key}` is no key of {}: it is not read", keys.name));
    Some(Found { help: closest.map(|known| format!("did you mean `{known}`?")), ..found })
}

/// What is the matter with a key of a path item that is an operation, or was meant to be one: nothing inside if it is
/// well, nothing at all if it is another key.
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
        let message = format!("`{key}` is a key of OpenAPI 3.2, and this document is of an earlier version");
        let help = "write `openapi: 3.2.0`; the operation has no method even then";
        return (is_operation && selected(key)).then(|| Some(Found::error(message, help)));
    }
    if key == "query" || key == "additionalOperations" {
        let message = format!("`{key}` is new in OpenAPI 3.2, and not supported yet: what it holds has no method");
        return Some(selected(key).then(|| Found::warning(Code::OPERATION_LEFT_OUT, message)));
    }
    if METHODS.contains(&key) {
        if value.is_object() || !selected(key) {
            return Some(None);
        }
        let (is, help) = match value {
            Value::Null => {
                ("null", format!("write `{key}: {{}}` if the operation is there, and leave it out if it is not"))
            }
            _ => ("no object", "an operation is an object, with `responses` at least".to_owned()),
        };
        return Some(Some(Found::error(format!("the operation `{key}` is {is}"), help)));
    }
    let is_operation = looks_like_operation(value);
    match method {
        Some(method)
            if is_operation || (value.is_null() || value.is_object()) && method.eq_ignore_ascii_case(key.trim()) =>
        {
            let message = format!("`{key}` is no method of OpenAPI: its operation would be lost");
            Some(selected(method).then(|| Found::error(message, format!("write `{method}`"))))
        }
        None if is_operation => {
            let message = format!("`{key}` is no method of OpenAPI: its operation would be lost");
            let help = format!(
                "OpenAPI 3 has {}; put what is no operation under a key that begins with `x-`",
                METHODS.get(..8).unwrap_or_default().join(", ")
            );
            Some(selected(key).then(|| Found::error(message, help)))
        }
        _ => None,
    }
}

/// Whether an object has what only operations have.
fn looks_like_operation(value: &Value) -> bool {
    let has = |key: &str, test: fn(&Value) -> bool| value.get(key).is_some_and(test);
    has("responses", Value::is_object) || has("operationId", Value::is_string) || has("requestBody", Value::is_object)
}

/// The path that a path item stands at; nothing if it is that of a webhook, a callback or a component.
fn path_of(at: &Pointer) -> Option<String> {
    let mut tokens = at.tokens();
    match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
        (Some("paths"), Some(path), None) => Some(path),
        _ => None,
    }
}

/// The method that a key is, or was meant to be.
fn method_like(key: &str) -> Option<&'static str> {
    let lower = key.trim().to_ascii_lowercase();
    let methods = METHODS.into_iter().filter(|method| *method != "query" || lower == "query");
    let mut methods = methods.collect::<Vec<_>>().into_iter();
    methods.clone().find(|method| *method == lower).or_else(|| {
        // A word that is one of OpenAPI's keys itself, like `parameters`, is not close to any method.
        let is_near = |method: &&'static str| distance(&lower, method) <= if method.len() > 4 { 2 } else { 1 };
        methods.find(is_near)
    })
}

/// The name that a key was meant to be, if one is close.
fn closest(key: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let lower = key.trim().to_ascii_lowercase();
    let scored = names.map(|name| (distance(&lower, &name.to_ascii_lowercase()), name));
    scored
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, taken out, changed or swapped with their neighbour to make one word of the other.
/// Words much longer than a key of OpenAPI are close to none.
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
    fn the_path_that_was_meant_begins_with_a_slash() {
        for (path, meant) in [
            ("pets", "/pets"),
            (" /pets ", "/pets"),
            ("https://a.example/v1/pets", "/v1/pets"),
            ("http://a", "/"),
            ("", "/"),
        ] {
            assert_eq!(meant_path(path), meant, "{path}");
        }
    }

    #[test]
    fn a_method_is_told_by_what_is_close_to_it() {
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
