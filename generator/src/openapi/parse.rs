//! Parses a value as openapiv3's types, and finds the smallest parts of it that are invalid.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, PathItem};
use serde::Deserialize;
use serde_json::Value;

use super::object_kind::{ObjectKind, walk};
use super::schema_keywords::{Beside, take};
use super::{Parsed, Version, additional_operations, tag_keywords};
use crate::api::HeaderKey;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;
use crate::source::Document;

/// openapiv3 takes far more stack a level than serde_json, whose limit of 128 levels would fit into a thread's usual
/// two megabytes.
const STACK: usize = 256 << 20;

/// An invalid part of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    pub(super) at: Pointer,
    /// The parser's error.
    pub(super) message: String,
}

/// Parses a whole document, and keeps beside it what openapiv3 can't hold.
pub(super) fn parse(
    document: Document,
    version: Version,
    header_keys: Vec<HeaderKey>,
    diagnostics: &mut Diagnostics,
) -> Option<Parsed> {
    let Document { mut value, source_map } = document;
    let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let (summary, license_identifier) = (text("/info/summary"), text("/info/license/identifier"));
    let schemes = value.pointer("/components/securitySchemes").and_then(Value::as_object).into_iter().flatten();
    let is_deprecated = |scheme: &Value| scheme.get("deprecated") == Some(&Value::Bool(true));
    let deprecated = schemes.filter(|(_, scheme)| version >= Version::V3_2 && is_deprecated(scheme));
    let deprecated_schemes = deprecated.map(|(name, _)| name.clone()).collect();
    let parsed = on_large_stack(|| {
        let mut beside = Beside::default();
        let tag_keywords = tag_keywords::read(&value, version, &mut beside.invalid);
        let document_and_webhooks = parse_value(&mut value, version, &mut beside);
        (document_and_webhooks, tag_keywords, beside)
    });
    let Some((document_and_webhooks, tag_keywords, beside)) = parsed else {
        let message = "no thread could be started to parse the document";
        diagnostics.push(Diagnostic::error(Code::INTERNAL, None, message));
        return None;
    };
    for Invalid { at, message } in &beside.invalid {
        let message = in_words(at, message);
        // The check finds nearly all of these, each at its own place. This is the nearest object.
        diagnostics.push(Diagnostic::error(Code::VALUE_INVALID, source_map.origin(at), message));
    }
    let (openapi, webhooks) = document_and_webhooks.filter(|_| beside.invalid.is_empty())?;
    let Beside { schema_keywords, styled_encodings, parameter_keywords, additional_operations, .. } = beside;
    Some(Parsed {
        openapi,
        summary,
        license_identifier,
        webhooks,
        additional_operations,
        tag_keywords,
        schema_keywords,
        parameter_keywords,
        styled_encodings,
        item_schemas: BTreeSet::new(),
        part_encodings: BTreeMap::new(),
        deprecated_schemes,
        header_keys,
        source_map,
    })
}

fn parse_value(
    value: &mut Value,
    version: Version,
    beside: &mut Beside,
) -> Option<(OpenAPI, IndexMap<String, PathItem>)> {
    const WEBHOOKS: ObjectKind = ObjectKind::Map(&ObjectKind::PathItem);
    take(value, ObjectKind::Document, &Pointer::root(), beside);
    if version >= Version::V3_2 {
        additional_operations::take(value, ObjectKind::Document, &Pointer::root(), beside);
    }
    let webhooks = value.as_object_mut().and_then(|root| root.shift_remove("webhooks"));
    let openapi = OpenAPI::deserialize(&*value).map_err(|error| {
        beside.invalid.extend(invalid_in(value, ObjectKind::Document, &Pointer::root(), &error));
    });
    let webhooks = webhooks.map_or_else(
        || Ok(IndexMap::new()),
        |webhooks| {
            IndexMap::deserialize(&webhooks).map_err(|error| {
                beside.invalid.extend(invalid_in(&webhooks, WEBHOOKS, &Pointer::root().push("webhooks"), &error));
            })
        },
    );
    Some((openapi.ok()?, webhooks.ok()?))
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?;
        thread.join().ok()
    })
}

/// Returns the smallest invalid parts of a value, or the value itself with `error` if all parts are valid. The error of
/// an object around an invalid one is less exact.
pub(super) fn invalid_in(value: &Value, kind: ObjectKind, at: &Pointer, error: &serde_json::Error) -> Vec<Invalid> {
    let mut invalid: Vec<Invalid> = Vec::new();
    walk(&mut value.clone(), kind, at, &mut |value, kind, at| {
        if let Err(message) = fits(value, kind) {
            let at = at.pointer();
            // The walk visits an outer object before those in it.
            invalid.retain(|outer| at.strip_prefix(&outer.at).is_none());
            let key = culprit(value, kind, &message);
            invalid.push(Invalid { at: key.map_or_else(|| at.clone(), |key| at.push(&key)), message });
        }
    });
    if invalid.is_empty() {
        invalid.push(Invalid { at: at.clone(), message: error.to_string() });
    }
    invalid
}

/// Returns the key of the member that an error is about: the error changes without it. Returns `None` if the error is
/// about a missing member.
fn culprit(value: &Value, kind: ObjectKind, message: &str) -> Option<String> {
    let without = |key: &String| {
        let mut value = value.clone();
        value.as_object_mut()?.shift_remove(key);
        Some(fits(&value, kind).err().unwrap_or_default())
    };
    let is_missing = |key: &String, message: &str| message.contains(&format!("missing field `{key}`"));
    let keys = value.as_object()?.keys().filter(|_| !message.starts_with("missing field"));
    let changes: Vec<(&String, String)> = keys.filter_map(|key| Some((key, without(key)?))).collect();
    let mut changes = changes.iter().filter(|(_, after)| after != message);
    let is_optional = |(key, after): &&&(&String, String)| !is_missing(key, after);
    let optional = changes.clone().find(|change| is_optional(&change));
    optional.or_else(|| changes.next()).map(|(key, _)| (*key).clone())
}

fn fits(value: &Value, kind: ObjectKind) -> Result<(), String> {
    match kind {
        ObjectKind::Info => parses::<openapiv3::Info>(value),
        ObjectKind::Server => parses::<openapiv3::Server>(value),
        ObjectKind::SecurityScheme => parses::<openapiv3::SecurityScheme>(value),
        ObjectKind::PathItem => parses::<PathItem>(value),
        ObjectKind::Operation => parses::<openapiv3::Operation>(value),
        ObjectKind::Parameter => parses::<openapiv3::Parameter>(value),
        ObjectKind::Header => parses::<openapiv3::Header>(value),
        ObjectKind::RequestBody => parses::<openapiv3::RequestBody>(value),
        ObjectKind::Response => parses::<openapiv3::Response>(value),
        ObjectKind::MediaType => parses::<openapiv3::MediaType>(value),
        ObjectKind::Schema => parses::<openapiv3::Schema>(value),
        _ => Ok(()),
    }
}

/// A reference is valid everywhere. The errors of `ReferenceOr` do not name the cause.
fn parses<'v, T: Deserialize<'v>>(value: &'v Value) -> Result<(), String> {
    if value.get("$ref").is_some() {
        return Ok(());
    }
    T::deserialize(value).map(drop).map_err(|error| error.to_string())
}

/// Returns a parser's error in JSON's terms, without the names of Rust types.
fn in_words(at: &Pointer, message: &str) -> String {
    let name = at.split_last().map_or_else(|| "the document".to_owned(), |(_, name)| format!("`{name}`"));
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{name} has no {field}, which OpenAPI requires");
    }
    let invalid = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = invalid.and_then(|rest| rest.split_once(", expected ")) {
        return format!("{name} must be {}, found {}", expected_in_words(expected), found_in_words(found));
    }
    if let Some((found, expected)) =
        message.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("{name} must be {expected}, found {found}");
    }
    format!("{name} is not what OpenAPI defines: {message}")
}

fn expected_in_words(expected: &str) -> &str {
    match expected {
        "a sequence" => "an array",
        "a map" => "an object",
        "a string" | "a boolean" | "null" => expected,
        "unit" => "null",
        _ if expected.starts_with("struct ") || expected.starts_with("internally tagged enum") => "an object",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" => "an integer",
        "f32" | "f64" => "a number",
        _ => expected,
    }
}

fn found_in_words(found: &str) -> String {
    match found {
        "sequence" => "an array".to_owned(),
        "map" => "an object".to_owned(),
        "unit value" | "Option value" => "null".to_owned(),
        _ if found.starts_with("boolean ") || found.starts_with("string ") || found.starts_with("integer ") => {
            format!("the {found}")
        }
        _ => match found.strip_prefix("floating point ") {
            Some(number) => format!("the number {number}"),
            None => found.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn invalid(value: &Value, kind: ObjectKind) -> Vec<(String, String)> {
        let error = serde_json::from_str::<Value>("").unwrap_err();
        let found = invalid_in(value, kind, &Pointer::root(), &error);
        found.iter().map(|found| (found.at.to_string(), in_words(&found.at, &found.message))).collect()
    }

    #[test]
    fn what_is_invalid_is_named_with_its_key() {
        for (value, kind, at, message) in [
            (
                json!({"info": "Pets"}),
                ObjectKind::Document,
                "/info",
                "`info` must be an object, found the string \"Pets\"",
            ),
            (
                json!({"info": {"title": [], "version": "1"}}),
                ObjectKind::Document,
                "/info/title",
                "`title` must be a string, found an array",
            ),
            (
                json!({"info": {"title": "Pets"}}),
                ObjectKind::Document,
                "/info",
                "`info` has no `version`, which OpenAPI requires",
            ),
            (
                json!({"type": "object", "required": "name"}),
                ObjectKind::Schema,
                "/required",
                "`required` must be an array, found the string \"name\"",
            ),
            (
                json!({"properties": {"a": {"type": "string", "deprecated": 1}}}),
                ObjectKind::Schema,
                "/properties/a/deprecated",
                "`deprecated` must be a boolean, found the integer `1`",
            ),
            (
                json!({"name": "page", "in": "body", "schema": {}}),
                ObjectKind::Parameter,
                "/in",
                "`in` must be one of `query`, `header`, `path`, `cookie`, found `body`",
            ),
        ] {
            assert_eq!(invalid(&value, kind), [(at.to_owned(), message.to_owned())], "{value}");
        }
    }

    #[test]
    fn every_part_that_does_not_fit_is_named() {
        let value = json!({"properties": {"a": {"title": []}, "b": {"properties": {"c": {"nullable": 2}}}}});
        let places: Vec<String> = invalid(&value, ObjectKind::Schema).into_iter().map(|(at, _)| at).collect();
        assert_eq!(places, ["/properties/a/title", "/properties/b/properties/c/nullable"]);
    }
}
