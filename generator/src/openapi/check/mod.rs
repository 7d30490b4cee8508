//! Compares a document with the objects of OpenAPI, before openapiv3 parses it: unknown keys, values of other forms, and
//! values that contradict others. Each is reported at its own place.
//!
//! A value that stops no client is a warning and is removed, or replaced by what it must mean. An error is a value
//! without which the client would lack something: openapiv3 drops unknown keys silently, and its own errors name the
//! object around a value. Operations that the filter leaves out are not checked.

mod keys;
mod parameters;
mod paths;
mod responses;
mod schemas;
mod security;
mod servers;
mod values;

pub(super) use paths::has_paths;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Version;
use super::filter::selects;
use super::objects::{
    CONTACT, DOCUMENT, EXTERNAL_DOCS, FLOWS, Field, Form, HEADER, INFO, LICENSE, Loss, MEDIA_TYPE, OPERATION,
    ObjectType, PARAMETER, PATH_ITEM, PATHS, REQUEST_BODY, RESPONSES, SCHEMA, SECURITY_SCHEME, SERVER,
};
use crate::config::Filter;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::limits::Limits;
use crate::location::Pointer;
use crate::source::{Document, SourceMap};

/// The state of the check.
struct Check<'a> {
    root: &'a Value,
    source_map: &'a SourceMap,
    version: Version,
    filter: &'a Filter,
    limits: &'a Limits,
    /// The paths and methods of operations by their ids.
    operation_ids: BTreeMap<&'a str, Pointer>,
    found: Vec<Found>,
    changes: Vec<(Pointer, Change)>,
}

/// A diagnostic at a place of the document.
struct Found {
    severity: Severity,
    code: Code,
    at: Pointer,
    message: String,
    help: Option<String>,
}

/// What becomes of a value.
enum Change {
    Remove,
    Replace(Value),
    /// The key of the value becomes another one.
    Rename(String),
    /// The object gets a key, unless it has the key.
    Insert(&'static str, Value),
}

impl Found {
    fn error(code: Code, at: Pointer, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, at, message: message.into(), help: None }
    }

    fn warning(code: Code, at: Pointer, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code, at, message: message.into(), help: None }
    }

    fn note(code: Code, at: Pointer, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, code, at, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Reports what differs from OpenAPI, and leaves a document that the next passes can read unless there is an error.
pub(super) fn check(
    document: &mut Document,
    version: Version,
    filter: &Filter,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let mut check = Check {
        root: &document.value,
        source_map: &document.source_map,
        version,
        filter,
        limits,
        operation_ids: BTreeMap::new(),
        found: Vec::new(),
        changes: Vec::new(),
    };
    check_object(&document.value, &DOCUMENT, &Pointer::root(), &mut check);
    let Check { found, changes, .. } = check;
    for Found { severity, code, at, message, help } in found {
        let origin = document.source_map.origin(&at);
        let diagnostic = match severity {
            Severity::Error => Diagnostic::error(code, origin, message),
            Severity::Warning => Diagnostic::warning(code, origin, message),
            Severity::Note => Diagnostic::note(code, origin, message),
        };
        diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    let mut removed: BTreeSet<Pointer> = BTreeSet::new();
    let (mut renames, others): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|(_, change)| matches!(change, Change::Rename(_)));
    // An inner key before those around it, whose pointers change the pointers of what is in them.
    renames.sort_by_key(|(at, _)| std::cmp::Reverse(at.tokens().count()));
    // The last change first, so that the index of an item is still its own.
    for (at, change) in others.into_iter().rev().chain(renames) {
        // The next item of an array has the index of one that is removed.
        let is_gone = std::iter::successors(at.split_last(), |(around, _)| around.split_last())
            .any(|(around, _)| removed.contains(&around));
        if !is_gone && (!matches!(change, Change::Remove) || removed.insert(at.clone())) {
            apply(document, &at, change);
        }
    }
}

fn apply(document: &mut Document, at: &Pointer, change: Change) {
    let Some((owner_at, key)) = at.split_last() else { return };
    match change {
        Change::Replace(new) => {
            if let Some(value) = document.value.pointer_mut(at.as_str()) {
                *value = new;
            }
        }
        Change::Remove => match document.value.pointer_mut(owner_at.as_str()) {
            Some(Value::Object(members)) => {
                members.shift_remove(&key);
            }
            Some(Value::Array(items)) => {
                if let Some(index) = key.parse::<usize>().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                }
            }
            _ => {}
        },
        Change::Insert(key, new) => {
            if let Some(Value::Object(members)) = document.value.pointer_mut(at.as_str()) {
                members.entry(key).or_insert(new);
            }
        }
        Change::Rename(name) => {
            let origin = document.source_map.origin(at);
            document.source_map.record(owner_at.push(&name), origin);
            if let Some(Value::Object(members)) = document.value.pointer_mut(owner_at.as_str()) {
                let renamed = std::mem::take(members).into_iter();
                *members = renamed.map(|(old, value)| (if old == key { name.clone() } else { old }, value)).collect();
            }
        }
    }
}

/// Checks an object of a kind, and what is in it.
fn check_object<'a>(value: &'a Value, kind: &'static ObjectType, at: &Pointer, check: &mut Check<'a>) {
    let Value::Object(members) = value else { return };
    let is = |other: &'static ObjectType| std::ptr::eq(kind, other);
    if is(&OPERATION) && !is_selected(value, at, check.filter) {
        return;
    }
    // The target of a reference is checked at its own place.
    if members.get("$ref").is_some_and(Value::is_string) && !is(&SCHEMA) && !is(&PATH_ITEM) {
        if kind.others.is_none() && !kind.fields.iter().any(|field| field.key == "$ref") {
            not_referable(kind, at, check);
        }
        return;
    }
    for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
        let field = kind.fields.iter().find(|field| field.key == key);
        if is(&PATH_ITEM)
            && let Some(found) = paths::check_operation(key, value, field.map(|field| field.since), at, check)
        {
            let is_valid = found.is_none();
            check.found.extend(found);
            if !is_valid || field.is_none() {
                continue;
            }
        }
        match field {
            Some(field) if field.since > check.version => keys::too_new(key, kind, &at.push(key), check),
            Some(field) => check_field(value, field, kind, at, check),
            None => match kind.others {
                // The check of paths reports a key that is none.
                Some(_) if is(&PATHS) && !key.starts_with('/') && !value.is_object() => {}
                Some(form) if values::is_of_form(value, form) => {}
                Some(form) => values::check(value, form, kind, &at.push(key), check),
                None => keys::unknown(key, value, kind, at, check),
            },
        }
    }
    for field in kind.fields.iter().filter(|field| field.is_required) {
        if members.get(field.key).is_none_or(Value::is_null) {
            missing(field.key, kind, at, check);
        }
    }
    if is(&DOCUMENT) {
        paths::check_paths(members, at, check);
    } else if is(&PATH_ITEM) {
        paths::check_additional_operations(members, at, check);
    } else if is(&OPERATION) {
        paths::check_operation_id(members, at, check);
        parameters::check_query(members, at, check);
    } else if is(&RESPONSES) {
        responses::check(members, at, check);
    } else if is(&SERVER) {
        servers::check(members, at, check);
    } else if is(&INFO) {
        servers::check_url(members, "termsOfService", at, check);
    } else if is(&CONTACT) || is(&LICENSE) || is(&EXTERNAL_DOCS) {
        servers::check_url(members, "url", at, check);
    } else if is(&PARAMETER) || is(&HEADER) {
        parameters::check(members, kind, at, check);
    } else if is(&REQUEST_BODY) {
        let content = members.get("content").and_then(Value::as_object);
        if content.is_some_and(Map::is_empty) {
            let message = "`content` is empty: the client sends no body";
            let found = Found::warning(Code::SCHEMA_EMPTY_LIST, at.push("content"), message);
            check.found.push(found.help("add a media type, or remove the request body"));
        }
    } else if is(&MEDIA_TYPE) {
        parameters::check_encodings(members, at, check);
        parameters::check_part_encodings(members, at, check);
    } else if is(&SECURITY_SCHEME) {
        security::check_scheme(members, at, check);
    } else if is(&FLOWS) {
        security::check_flows(members, at, check);
    } else if is(&SCHEMA) {
        schemas::check(members, at, check);
    }
}

fn check_field<'a>(value: &'a Value, field: &Field, kind: &'static ObjectType, at: &Pointer, check: &mut Check<'a>) {
    if values::is_of_form(value, field.form) {
        return;
    }
    let at = at.push(field.key);
    if value.is_null() {
        check_null(field, &at, check);
        return;
    }
    if field.key == "headers"
        && let Form::Map(Form::Object(inner)) = field.form
        && std::ptr::eq(*inner, &HEADER)
    {
        parameters::check_header_names(value, &at, check);
    }
    if field.key == "content"
        && let Form::Map(Form::Object(inner)) = field.form
        && std::ptr::eq(*inner, &MEDIA_TYPE)
    {
        parameters::check_media_types(value, &at, check);
    }
    values::check(value, field.form, kind, &at, check);
}

/// Removes a key without a value, which YAML writes as `key:`. Reports it unless it is a text or a number, whose absence means
/// the same to a client.
fn check_null(field: &Field, at: &Pointer, check: &mut Check<'_>) {
    let is_map = matches!(field.form, Form::Object(kind) if kind.others.is_some()) || field.key == "scopes";
    let change = if is_map { Change::Replace(json!({})) } else { Change::Remove };
    check.changes.push((at.clone(), change));
    let is_reported = !matches!(field.form, Form::Text | Form::Number | Form::BooleanOrNumber);
    // A required key is reported as missing.
    if is_reported && !field.is_required {
        let message = format!("`{}` must be {}, found null: it is ignored", field.key, field.form.words());
        check.found.push(Found::warning(Code::VALUE_INVALID, at.clone(), message));
    }
}

/// Reports a reference in the place of an object that can't be one (OpenAPI 3.1.1, section 4.8.23).
fn not_referable(kind: &ObjectType, at: &Pointer, check: &mut Check<'_>) {
    let message = format!("a `$ref` can't stand for {}", kind.name);
    let found = match kind.loss {
        Loss::Essential => Found::error(Code::REF_INVALID, at.push("$ref"), message),
        Loss::Documentation => {
            check.changes.push((at.clone(), Change::Remove));
            Found::warning(Code::REF_INVALID, at.push("$ref"), format!("{message}: it is ignored"))
        }
    };
    check.found.push(found.help("write the object itself"));
}

/// Reports that an object lacks a key that every one has.
fn missing(key: &str, kind: &ObjectType, at: &Pointer, check: &mut Check<'_>) {
    let message = format!("{} needs `{key}`", kind.name);
    match kind.loss {
        Loss::Essential => check.found.push(Found::error(Code::KEY_MISSING, at.clone(), message)),
        Loss::Documentation => {
            check.found.push(Found::warning(Code::KEY_MISSING, at.clone(), format!("{message}: it is ignored")));
            check.changes.push((at.clone(), Change::Remove));
        }
    }
}

/// Returns `true` if the filter keeps an operation.
fn is_selected(operation: &Value, at: &Pointer, filter: &Filter) -> bool {
    let tokens: Vec<_> = at.tokens().collect();
    match tokens.as_slice() {
        [place, path, method] | [place, path, _, method] if place == "paths" => {
            selects(filter, method, Some(path), operation)
        }
        _ => true,
    }
}

/// Returns the schema that a schema refers to, through any number of references.
fn resolved<'v>(root: &'v Value, schema: &'v Value) -> Option<&'v Map<String, Value>> {
    let mut schema = schema;
    for _ in 0..32 {
        let members = schema.as_object()?;
        let Some(target) = members.get("$ref").and_then(Value::as_str) else { return Some(members) };
        schema = root.pointer(target.strip_prefix('#')?)?;
    }
    None
}
