//! The rules of parameters, headers, encodings and `content` (OpenAPI 3.1.1, sections 4.8.12, 4.8.14, 4.8.15 and 4.8.21).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::nearest::distance;
use super::{Change, Check, Found, resolved, schemas};
use crate::api::is_token;
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::openapi::Version;
use crate::openapi::objects::{ObjectType, PARAMETER};

pub(super) fn check(members: &Map<String, Value>, kind: &ObjectType, at: &Pointer, check: &mut Check<'_>) {
    let is_set = |key: &str| members.get(key).is_some_and(|value| !value.is_null());
    let name = kind.name;
    let content = members.get("content").and_then(Value::as_object);
    match (is_set("schema"), content) {
        (false, None) if std::ptr::eq(kind, &PARAMETER) => {
            let message = format!("{name} needs `schema` or `content`: its values are untyped");
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.clone(), message));
        }
        (true, Some(_)) => {
            let message = format!("{name} has either `schema` or `content`: `content` is used");
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.push("schema"), message));
        }
        (false, Some(content)) if content.len() != 1 => {
            let message = format!("the `content` of {name} has one media type, found {}", content.len());
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.push("content"), message));
        }
        _ => {}
    }
    if content.is_some()
        && let Some(key) = ["style", "explode"].into_iter().find(|key| is_set(key))
    {
        let message = format!("`{key}` has no effect beside `content`, whose media type serializes the value");
        let found = Found::warning(Code::STYLE_INVALID, at.push(key), message);
        check.found.push(found.help("write `schema` to use a style, or remove it"));
    }
    let is_parameter = std::ptr::eq(kind, &PARAMETER);
    let location = match is_parameter {
        true => members.get("in").and_then(Value::as_str).unwrap_or_default(),
        false => "header",
    };
    // OpenAPI 3.2 allows it in each location.
    if matches!(location, "path" | "cookie")
        && check.version < Version::V3_2
        && members.get("allowReserved") == Some(&Value::Bool(true))
    {
        let message =
            format!("`allowReserved` has no effect on a {location} parameter, whose value is percent-encoded");
        check.found.push(Found::warning(Code::STYLE_INVALID, at.push("allowReserved"), message));
        check.changes.push((at.push("allowReserved"), Change::Remove));
    }
    if is_parameter {
        check_name(members, location, at, check);
        check_query_string(members, location, at, check);
    }
    if location == "path" && members.get("required") == Some(&Value::Bool(false)) {
        let message = "a path parameter is always required: the path would be another one without it";
        let found = Found::note(Code::PARAMETER_INVALID, at.push("required"), message);
        check
            .found
            .push(found.help("write `required: true`, and describe the path without the parameter as another one"));
    }
    let styles = match location {
        "path" => ["matrix", "label", "simple"].as_slice(),
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" if check.version >= Version::V3_2 => &["form", "cookie"],
        "cookie" => &["form"],
        _ => return,
    };
    let place = if is_parameter { format!("{location} parameters") } else { "headers".to_owned() };
    check_style(members, (styles, &place), at, check);
}

/// Checks that a request can contain the name of a parameter: it is not empty, and that of a header is a token (RFC 9110,
/// section 5.1).
fn check_name(members: &Map<String, Value>, location: &str, at: &Pointer, check: &mut Check<'_>) {
    let Some(name) = members.get("name").and_then(Value::as_str) else { return };
    let message = match location {
        "header" if !is_token(name) => format!("`{name}` is not a valid header name: the parameter is not used"),
        "path" if name.contains(['{', '}']) || name.is_empty() => {
            format!("`{name}` is not a valid name of a path parameter: no path has such a variable")
        }
        "query" | "cookie" if name.trim().is_empty() => format!("the name of a {location} parameter is empty"),
        _ => return,
    };
    check.found.push(Found::warning(Code::PARAMETER_INVALID, at.push("name"), message));
}

/// Checks that a parameter that is the whole query string has a version that knows it, and `content` (OpenAPI 3.2.0, section
/// 4.12.2).
fn check_query_string(members: &Map<String, Value>, location: &str, at: &Pointer, check: &mut Check<'_>) {
    if location != "querystring" {
        return;
    }
    if check.version < Version::V3_2 {
        let message = "`querystring` is a location of OpenAPI 3.2, and the document has an earlier version";
        let found = Found::error(Code::VALUE_INVALID, at.push("in"), message);
        check.found.push(found.help("write `openapi: 3.2.0`, or a parameter with `in: query` for each name"));
    } else if members.contains_key("schema") {
        let message =
            "a parameter in `querystring` has `content`, and no `schema`: how its value is written is unknown";
        let found = Found::error(Code::PARAMETER_CONTENT, at.push("schema"), message);
        check.found.push(found.help("write `content: {application/x-www-form-urlencoded: {schema: …}}`"));
    }
}

/// Checks that an operation with a parameter for the whole query string has no other one for the query (OpenAPI 3.2.0,
/// section 4.12.1): each is written without the other.
pub(super) fn check_query(operation: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let item = at.tokens().nth(1).and_then(|path| check.root.get("paths")?.get(path));
    let inherited = item.and_then(|item| item.get("parameters")).and_then(Value::as_array).into_iter().flatten();
    let own = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let location = |parameter| resolved(check.root, parameter)?.get("in")?.as_str();
    let locations: Vec<&str> = inherited.chain(own).filter_map(location).collect();
    let count = |place: &str| locations.iter().filter(|location| **location == place).count();
    let message = match (count("querystring"), count("query")) {
        (0, _) | (1, 0) => return,
        (1, _) => "an operation has parameters in `query` or one in `querystring`, and this one has both: all are sent",
        _ => "an operation has one parameter in `querystring`, and this one has more: all are sent",
    };
    check.found.push(Found::warning(Code::PARAMETER_INVALID, at.push("parameters"), message));
}

/// Checks that the keys of `headers` are names of headers, which ignore case.
pub(super) fn check_header_names(headers: &Value, at: &Pointer, check: &mut Check<'_>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for name in headers.as_object().into_iter().flatten().map(|(name, _)| name) {
        if let Some(other) = known.insert(name.to_ascii_lowercase(), name) {
            let message = format!("`{name}` and `{other}` are the same header");
            check.found.push(Found::warning(Code::PARAMETER_REPEATED, at.push(name), message));
        }
    }
    for name in headers.as_object().into_iter().flatten().map(|(name, _)| name).filter(|name| !is_token(name)) {
        let message = format!("`{}` is not a valid header name: no message has such a header", name.escape_debug());
        check.found.push(Found::warning(Code::PARAMETER_INVALID, at.push(name), message));
    }
}

/// Checks an encoding: its style, and that the schema of the body has the property (OpenAPI 3.1.1, section 4.8.15).
pub(super) fn check_encodings(media_type: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let Some(encodings) = media_type.get("encoding").and_then(Value::as_object) else { return };
    let at = at.push("encoding");
    for (name, encoding) in encodings {
        let place = at.push(name);
        if let Some(members) = encoding.as_object() {
            let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"].as_slice();
            check_style(members, (styles, "the parts of a form"), &place, check);
        }
        let schema = media_type.get("schema");
        if schema.is_some_and(|schema| schemas::lacks_property(check.root, schema, name)) {
            let message = format!("the schema of the body has no property `{name}`: its encoding is ignored");
            let found = Found::warning(Code::ENCODING_UNUSED, place, message);
            let names = schema.and_then(|schema| resolved(check.root, schema)?.get("properties")?.as_object());
            // Of more names, the comparison takes too long.
            let names = names.filter(|names| names.len() <= 200);
            let near = names.and_then(|names| names.keys().find(|known| distance(known, name) <= known.len() / 3));
            check.found.push(match near {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found,
            });
        }
    }
}

/// Checks that encodings by position are those of parts, and that no others are beside them (OpenAPI 3.2, section 4.14.5).
pub(super) fn check_part_encodings(media_type: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    // `itemEncoding` is read in each version. In an earlier one than 3.2, `prefixEncoding` is an unknown key.
    let known = match check.version >= Version::V3_2 {
        true => ["prefixEncoding", "itemEncoding"].as_slice(),
        false => ["itemEncoding"].as_slice(),
    };
    let keys = known.iter().copied().filter(|key| media_type.contains_key(*key));
    let Some(first) = keys.clone().next() else { return };
    // Elsewhere, the last token is the name of a component.
    let Some((around, name)) = at.split_last() else { return };
    let is_content = around.split_last().is_some_and(|(_, key)| key == "content");
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if is_content && !essence.starts_with("multipart/") {
        for key in keys {
            let message =
                format!("`{key}` describes the parts of a multipart body, and `{name}` is another one: it is ignored");
            check.found.push(Found::warning(Code::ENCODING_UNUSED, at.push(key), message));
        }
    } else if media_type.contains_key("encoding") {
        let unused = if essence == "multipart/form-data" { first } else { "encoding" };
        let message =
            format!("a media type may have `encoding` or `{first}`, and this one has both: `{unused}` is ignored");
        check.found.push(Found::warning(Code::ENCODING_UNUSED, at.push(unused), message));
    }
}

/// Checks that `style` is one of those of a place.
fn check_style(members: &Map<String, Value>, (styles, place): (&[&str], &str), at: &Pointer, check: &mut Check<'_>) {
    let Some(style) = members.get("style").and_then(Value::as_str).filter(|style| !styles.contains(style)) else {
        return;
    };
    let message = match style {
        "cookie" if check.version < Version::V3_2 => {
            "`cookie` is a style of OpenAPI 3.2, and the document has an earlier version: the default style is used"
                .to_owned()
        }
        _ => format!("`{style}` is not a style of {place}: the default style is used"),
    };
    let found = Found::warning(Code::STYLE_INVALID, at.push("style"), message);
    let help = match styles {
        [only] => format!("write `{only}`"),
        styles => format!("write one of `{}`", styles.join("`, `")),
    };
    check.found.push(found.help(help));
    check.changes.push((at.push("style"), Change::Remove));
}

/// Checks that each key of a `content` is a media type or a range of them (RFC 9110, section 8.3.1).
pub(super) fn check_media_types(content: &Value, at: &Pointer, check: &mut Check<'_>) {
    for key in content.as_object().into_iter().flatten().map(|(key, _)| key) {
        // Some documents separate the parameters by a comma.
        let essence = key.split([';', ',']).next().unwrap_or_default().trim();
        let is_media_type = essence.split_once('/').is_some_and(|(kind, name)| is_token(kind) && is_token(name));
        if !is_media_type && !key.starts_with("x-") {
            let help = match essence.to_ascii_lowercase().as_str() {
                "json" => "write `application/json`",
                "xml" => "write `application/xml`",
                "text" => "write `text/plain`",
                _ => "a media type has a type and a subtype, as in `application/json`",
            };
            let found = Found::warning(Code::MEDIA_TYPE_INVALID, at.push(key), format!("`{key}` is not a media type"));
            check.found.push(found.help(help));
        }
    }
}
