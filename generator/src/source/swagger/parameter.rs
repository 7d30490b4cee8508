//! Parameters that are neither a body nor a part of a form (Swagger 2.0, section "Parameter Object"), and headers.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::conversion::{At, Conversion};
use super::keywords::CollectionFormat;
use super::{operation, schema};
use crate::diagnostic::Code;
use crate::location::Pointer;

/// The keys that belong to the schema.
const SCHEMA_KEYS: [&str; 22] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "title",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-names",
    "x-ms-enum",
];

/// Returns the names of shared parameters that are only references to a body or to a part of a form.
pub(super) fn other_names_of_bodies(conversion: &mut Conversion<'_, '_>) -> BTreeSet<String> {
    let file = conversion.file;
    let at = Pointer::root().push("parameters");
    let is_body = |conversion: &mut Conversion<'_, '_>, name: &str, parameter: &Value| {
        let target = conversion.follow(parameter, &at.push(name))?;
        Some(matches!(location(conversion.value(&target)?), Some("body" | "formData")))
    };
    let parameters = file.value.get("parameters").and_then(Value::as_object).into_iter().flatten();
    let names = parameters.filter(|(name, parameter)| is_body(conversion, name, parameter) == Some(true));
    names.map(|(name, _)| name.clone()).collect()
}

/// Converts the parameters that operations share. Returns the request bodies among them.
pub(super) fn shared(
    parameters: &mut Value,
    other_names: &BTreeSet<String>,
    at: &At,
    conversion: &mut Conversion<'_, '_>,
) -> Option<Value> {
    let Value::Object(parameters) = parameters else { return None };
    let mut bodies = Map::new();
    for (name, mut parameter) in std::mem::take(parameters) {
        let own = at.push(&name);
        match location(&parameter) {
            // An operation that refers to it has what it names.
            None if other_names.contains(&name) => {}
            Some("body") => {
                let to = at.to.parent().unwrap_or_default().push("requestBodies").push(&name);
                let own = At { from: own.from, to };
                let media_types = conversion.defaults.clone();
                bodies.insert(name, operation::body(parameter, &own, &media_types.consumes, conversion));
            }
            // An operation has it as a part of its form.
            Some("formData") => {}
            _ => {
                convert(&mut parameter, &own, conversion);
                parameters.insert(name, parameter);
            }
        }
    }
    (!bodies.is_empty()).then_some(Value::Object(bodies))
}

/// Returns where a parameter is sent.
pub(super) fn location(parameter: &Value) -> Option<&str> {
    parameter.get("in").and_then(Value::as_str)
}

/// Converts a parameter or a header in its place.
pub(super) fn convert(parameter: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    let Value::Object(members) = parameter else { return };
    if members.contains_key("$ref") || members.contains_key("schema") {
        if let Some(own) = members.get_mut("schema") {
            schema::convert(own);
        }
        return;
    }
    let place = members.get("in").and_then(Value::as_str).unwrap_or("header").to_owned();
    let format = members.shift_remove("collectionFormat");
    let written = take_schema(members);
    for key in written.keys() {
        conversion.moved(&At { from: at.from.push(key), to: at.to.push("schema").push(key) });
    }
    let mut own = Value::Object(written);
    schema::convert(&mut own);
    if own.get("type").is_some_and(|name| name == "array") {
        let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
        let (style, explode) = match (format, place.as_str()) {
            ("multi", "query") => ("form", true),
            ("csv", "query") => ("form", false),
            ("ssv", "query") => ("spaceDelimited", false),
            ("pipes", "query") => ("pipeDelimited", false),
            ("csv", _) => ("simple", false),
            (_, place) => {
                let from = at.from.clone();
                match CollectionFormat::parse(format) {
                    Some(format) => {
                        let origin = conversion.before.origin(&from);
                        conversion.source_map.swagger.add_collection_format(origin, format);
                    }
                    None => {
                        let message =
                            format!("a {place} has no `collectionFormat` `{format}`: commas separate the values");
                        conversion.warning(Code::STYLE_INVALID, &from.push("collectionFormat"), message);
                    }
                }
                (if place == "query" { "form" } else { "simple" }, false)
            }
        };
        members.insert("style".to_owned(), json!(style));
        members.insert("explode".to_owned(), json!(explode));
    }
    members.insert("schema".to_owned(), own);
}

/// Takes the keys of the schema out of a parameter.
pub(super) fn take_schema(members: &mut Map<String, Value>) -> Map<String, Value> {
    let is_own = |key: &str| SCHEMA_KEYS.contains(&key);
    let (own, others) = std::mem::take(members).into_iter().partition(|(key, _)| is_own(key));
    *members = others;
    own
}
