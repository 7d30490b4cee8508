//! Paths and the operations in them (OpenAPI 3.1.1, sections 4.8.8 and 4.8.9).

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::nearest::{closest, distance};
use super::{Change, Check, Found};
use crate::api::{PathTemplate, Segment, is_token};
use crate::config::Filter;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::filter::selects;
use crate::openapi::object_kind::{ADDITIONAL_OPERATIONS, METHODS};
use crate::source::Document;

/// Reports a document without paths. OpenAPI 3.0 requires them, and a later version allows webhooks or components instead.
pub(in crate::openapi) fn has_paths(document: &Document, version: Version, diagnostics: &mut Diagnostics) {
    let Some(members) = document.value.as_object() else { return };
    let has = |key: &str| members.contains_key(key);
    if has("paths") || (has("webhooks") || has("components")) && version > Version::V3_0 || has("webhooks") {
        return;
    }
    let near = members.keys().find(|key| closest(key, ["paths"].into_iter()).is_some());
    let (at, help) = match near {
        Some(key) => (Pointer::root().push(key), "did you mean `paths`?".to_owned()),
        None => (Pointer::root(), "add `paths: {}` if the API has no operations".to_owned()),
    };
    let origin = document.source_map.origin(&at);
    diagnostics.push(Diagnostic::error(Code::KEY_MISSING, origin, "a document needs `paths`").help(help));
}

/// Checks the keys of `paths`.
pub(super) fn check_paths(document: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(Value::Object(paths)) = document.get("paths") else { return };
    let at = at.push("paths");
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (path, item) in paths {
        if !path.starts_with('/') || path.trim() != path.as_str() {
            check_start(path, item, paths, &at, check);
            continue;
        }
        // In braces, `?` is an operator of RFC 6570.
        if template(path).contains('?') {
            let message = format!("the path `{path}` has a query, which each request has as it is written");
            let found = Found::warning(Code::PATH_INVALID, at.push(path), message);
            check.found.push(found.help("declare a parameter with `in: query` for each of its names"));
        }
        if template(path).contains('#') {
            let message = format!("the path `{path}` has a fragment, which no request has: it is not sent");
            let found = Found::warning(Code::PATH_INVALID, at.push(path), message);
            check.found.push(found.help("remove the fragment; requests that differ in it alone are one operation"));
        }
        if !has_balanced_braces(path) {
            let message = format!("the braces of the path `{path}` are not balanced");
            let found = Found::warning(Code::PATH_INVALID, at.push(path), message);
            check.found.push(found.help("a variable is a name in braces, as in `/pets/{id}`"));
        }
        if path.contains("{}") {
            let message = format!("the path `{path}` has a variable without a name");
            let found = Found::warning(Code::PATH_INVALID, at.push(path), message);
            check.found.push(found.help("a variable is a name in braces, as in `/pets/{id}`"));
        }
        if let Some(name) = repeated_variable(path) {
            let message = format!("the path `{path}` has the variable `{name}` twice: both have the same value");
            let found = Found::warning(Code::PATH_INVALID, at.push(path), message);
            check.found.push(found.help("give each variable a name of its own"));
        }
        if let Some(other) = known.insert(decoded(&template(path)), path) {
            let differs = match template(path) == template(other) {
                true => "only in the names of its variables",
                false => "only in its percent-encoding",
            };
            let message = format!("the path `{path}` differs from `{other}` {differs}");
            let found = Found::warning(Code::PATH_REPEATED, at.push(path), message);
            check.found.push(found.help("a request cannot tell which of them it is for: make them one path"));
        }
    }
}

/// Checks that no other operation has the id (OpenAPI 3.1.1, section 4.8.10.1).
pub(super) fn check_operation_id<'a>(operation: &'a Map<String, Value>, at: &Pointer, check: &mut Check<'a>) {
    let Some(id) = operation.get("operationId").and_then(Value::as_str) else { return };
    let Some(other) = check.operation_ids.get(id) else {
        check.operation_ids.insert(id, at.clone());
        return;
    };
    let place = |at: &Pointer| check.source_map.origin(&at.push("operationId"));
    // A path item that several paths refer to is written once.
    if place(other) == place(at) {
        return;
    }
    let tokens: Vec<String> = other.tokens().collect();
    let other = match tokens.as_slice() {
        [paths, path, method] if paths == "paths" => format!("{} {path}", method.to_ascii_uppercase()),
        [paths, path, _, method] if paths == "paths" => format!("{method} {path}"),
        tokens => tokens.join(" "),
    };
    let message = format!("the operation `{other}` has the id `{id}` too");
    let found = Found::warning(Code::OPERATION_ID_REPEATED, at.push("operationId"), message);
    check.found.push(found.help("give each operation an id of its own, which its method is named after"));
}

/// Returns a path without the names of its variables.
fn template(path: &str) -> String {
    let segments = PathTemplate::parse(path);
    let segment = |segment: &Segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Variable(_) => "{}".to_owned(),
    };
    segments.segments().iter().map(segment).collect()
}

/// Returns a path with its percent-encoded letters as themselves, which is an equivalent path (RFC 3986, section 6.2.2.2).
fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// Returns the first variable that is in a path more than once.
fn repeated_variable(path: &str) -> Option<String> {
    let template = PathTemplate::parse(path);
    let mut names = template.segments().iter().filter_map(|segment| match segment {
        Segment::Variable(name) => Some(name.clone()),
        Segment::Literal(_) => None,
    });
    let mut known = BTreeSet::new();
    names.find(|name| !known.insert(name.clone()))
}

/// Returns whether each variable of a template is closed.
pub(super) fn has_balanced_braces(path: &str) -> bool {
    let mut is_open = false;
    path.chars().all(|letter| match letter {
        '{' => !std::mem::replace(&mut is_open, true),
        '}' => std::mem::replace(&mut is_open, false),
        _ => true,
    }) && !is_open
}

/// Checks a path that does not start with a slash, or has white space around it.
fn check_start(path: &str, item: &Value, paths: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let intended = intended_path(path);
    let operations = item.as_object().into_iter().flatten();
    let operations = operations.filter_map(|(key, operation)| Some((method_like(key)?, operation)));
    let operations: Vec<_> = operations.filter(|(_, operation)| operation.is_object()).collect();
    let filter: &Filter = check.filter;
    let is_selected = operations.iter().any(|(method, operation)| selects(filter, method, Some(&intended), operation));
    let place = at.push(path);
    let write = format!("write `{intended}`");
    if path.starts_with('/') {
        let message = format!("the path `{path}` ends with white space, which is sent as part of the path");
        check.found.push(Found::warning(Code::PATH_INVALID, place, message).help(write));
    } else if path.starts_with("x-") {
        // The key is an extension by the specification, but extensions don't contain operations.
        if is_selected && operations.iter().any(|(_, operation)| looks_like_operation(operation)) {
            let message =
                format!("`{path}` is an extension, since it starts with `x-`: the operations in it are ignored");
            check.found.push(Found::warning(Code::PATH_INVALID, place, message).help(write));
        }
    } else if is_selected && path.trim() == path && !path.contains("://") && !paths.contains_key(&intended) {
        let message = format!("the path `{path}` does not start with a slash: it is read as `{intended}`");
        check.found.push(Found::warning(Code::PATH_INVALID, place.clone(), message).help(write));
        check.changes.push((place, Change::Rename(intended)));
    } else if is_selected {
        let message = format!("the path `{path}` does not start with a slash");
        check.found.push(Found::error(Code::OPERATION_INVALID, place, message).help(write));
    } else if operations.is_empty() {
        let message = format!("`{path}` is not a valid path, since it does not start with a slash: it is ignored");
        check.found.push(Found::warning(Code::PATH_INVALID, place, message));
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

/// Checks a key of a path item that is an operation, or probably intended to be one. The inner value is `None` if the
/// operation is valid, the outer one if the key is another one.
pub(super) fn check_operation(
    key: &str,
    value: &Value,
    since: Option<Version>,
    at: &Pointer,
    check: &Check<'_>,
) -> Option<Option<Found>> {
    let error = |message: String, help: String| Found::error(Code::OPERATION_INVALID, at.push(key), message).help(help);
    let method = method_like(key);
    let selected = |method: &str| selects(check.filter, method, path_of(at).as_deref(), value);
    if since.is_some_and(|since| since > check.version) {
        let is_empty_map = key == ADDITIONAL_OPERATIONS && value.as_object().is_some_and(Map::is_empty);
        let is_operation = value.is_null() || value.is_object() && !is_empty_map;
        let message = format!("`{key}` is a key of OpenAPI 3.2, and the document has an earlier version");
        return (is_operation && selected(key)).then(|| Some(error(message, "write `openapi: 3.2.0`".to_owned())));
    }
    if METHODS.contains(&key) {
        if value.is_object() || !selected(key) {
            return Some(None);
        }
        let (is, help) = match value {
            Value::Null => ("null", format!("write `{key}: {{}}` if the operation exists, or remove the key")),
            _ => ("not an object", "an operation is an object with `responses`".to_owned()),
        };
        return Some(Some(error(format!("the operation `{key}` is {is}"), help)));
    }
    let is_operation = looks_like_operation(value);
    match method {
        Some(method)
            if is_operation || (value.is_null() || value.is_object()) && method.eq_ignore_ascii_case(key.trim()) =>
        {
            let message = format!("`{key}` is not a method of OpenAPI: its operation would be lost");
            Some(selected(method).then(|| error(message, format!("write `{method}`"))))
        }
        None if is_operation => {
            let message = format!("`{key}` is not a method of OpenAPI: its operation would be lost");
            let help = match check.version >= Version::V3_2 && is_token(key) {
                true => {
                    format!("write it as `{ADDITIONAL_OPERATIONS}: {{{key}: …}}`, with the letters as they are sent")
                }
                false => {
                    let methods =
                        METHODS.into_iter().filter(|method| *method != "query" || check.version >= Version::V3_2);
                    let methods = methods.collect::<Vec<_>>().join(", ");
                    format!("OpenAPI 3 has {methods}; use a key that starts with `x-` for anything else")
                }
            };
            Some(selected(key).then(|| error(message, help)))
        }
        _ => None,
    }
}

/// Checks the methods of the operations without a key of their own: each is a token (RFC 9110, section 9.1), and none has a
/// key of its own (OpenAPI 3.2.0, section 4.9.1).
pub(super) fn check_additional_operations(item: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(Value::Object(operations)) = item.get(ADDITIONAL_OPERATIONS) else { return };
    let path = path_of(at);
    let place = at.push(ADDITIONAL_OPERATIONS);
    for (method, operation) in operations {
        if !selects(check.filter, method, path.as_deref(), operation) {
            continue;
        }
        let own = METHODS.into_iter().find(|own| own.to_ascii_uppercase() == *method);
        let error = |message: String| Found::error(Code::OPERATION_INVALID, place.push(method), message);
        let found = match own {
            _ if !is_token(method) => error(format!("`{method}` is not a method of HTTP, which is a token"))
                .help("write the method with letters, digits and hyphens, as in `COPY`"),
            Some(own) if item.contains_key(own) => {
                error(format!("the path has the operation `{own}` twice: as a key, and in `{ADDITIONAL_OPERATIONS}`"))
                    .help("remove one of them")
            }
            Some(own) => {
                let message = format!("`{method}` has a key of its own in a path: it is read all the same");
                Found::warning(Code::OPERATION_INVALID, place.push(method), message)
                    .help(format!("write it as `{own}`"))
            }
            None => continue,
        };
        check.found.push(found);
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
    // A near word of `query` is more likely another key than a misspelt method.
    let mut methods = METHODS.into_iter().filter(|method| *method != "query" || lower == "query");
    methods.clone().find(|method| *method == lower).or_else(|| {
        // The other keys of a path item, such as `parameters`, are not close to any method.
        let is_near = |method: &&'static str| distance(&lower, method) <= if method.len() > 4 { 2 } else { 1 };
        methods.find(is_near)
    })
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
