//! Other files of a document: whole documents of Swagger 2.0, and files with one object or several.

use serde_json::Value;

use super::conversion::{At, Conversion};
use super::media_types::MediaTypes;
use super::{operation, parameter, response, schema};
use crate::diagnostic::Diagnostics;
use crate::location::Pointer;
use crate::source::Document;

/// Converts another file. Its nodes stay where they are, since references name them there; so a body that operations share stays a
/// parameter, which the operations that refer to it convert.
pub(in crate::source) fn convert_file(
    document: &mut Document,
    defaults: &MediaTypes,
    max_copied: usize,
    diagnostics: &mut Diagnostics,
) {
    let defaults = match document.value.as_object() {
        Some(members) if members.contains_key("openapi") => return,
        Some(members) => MediaTypes::of(members, &Pointer::root(), defaults),
        None => return,
    };
    let mut value = document.value.take();
    let before = document.source_map.clone();
    let mut source_map = before.clone();
    let mut conversion = Conversion::of(document, (&before, &mut source_map), &defaults, max_copied, diagnostics);
    let at = At::same(Pointer::root());
    let is_document = ["swagger", "paths", "definitions", "parameters", "responses"]
        .iter()
        .any(|key| value.get(key).is_some_and(Value::is_object) || (*key == "swagger" && value.get(key).is_some()));
    if is_document {
        for (key, member) in value.as_object_mut().into_iter().flatten() {
            let at = at.push(key);
            match key.as_str() {
                "paths" => operation::paths(member, &at, &mut conversion),
                "definitions" => schema::each_of(member),
                "parameters" | "responses" => each(member, &at, &mut conversion),
                _ => {}
            }
        }
    } else {
        object(&mut value, &at, 0, &mut conversion);
    }
    conversion.note_unused();
    document.value = value;
    document.source_map = source_map;
}

fn each(members: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    for (key, member) in members.as_object_mut().into_iter().flatten() {
        object(member, &at.push(key), 1, conversion);
    }
}

/// Converts an object, which its keys tell, or the objects of a map.
fn object(value: &mut Value, at: &At, depth: usize, conversion: &mut Conversion<'_, '_>) {
    let Value::Object(members) = value else { return };
    let has = |key: &str| members.contains_key(key);
    let is_schema = ["type", "properties", "allOf", "items", "enum"].iter().any(|key| has(key));
    if has("$ref") {
    } else if has("in") && has("name") {
        if !matches!(parameter::location(value), Some("body" | "formData")) {
            parameter::convert(value, at, conversion);
        }
    } else if operation::METHODS
        .iter()
        .any(|method| members.get(*method).is_some_and(|member| member.get("responses").is_some()))
    {
        operation::path_item(value, at, conversion);
    } else if has("description") && !is_schema && (has("schema") || has("headers") || has("examples")) {
        let produces = conversion.defaults.produces.clone();
        response::convert(value, &produces, at, conversion);
    } else if is_schema || depth > 0 {
        schema::convert(value);
    } else {
        each(value, at, conversion);
    }
}
