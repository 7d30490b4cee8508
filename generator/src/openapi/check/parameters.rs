//! The rules of parameters and of `content` (OpenAPI 3.1.1, sections 4.8.12 and 4.8.14).

use serde_json::{Map, Value};

use super::{Change, Check, Found};
use crate::diagnostic::Code;
use crate::location::Pointer;

pub(super) fn check(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let content = members.get("content").and_then(Value::as_object);
    match (members.contains_key("schema"), content) {
        (false, None) => {
            let message = "a parameter needs `schema` or `content`: its values are untyped";
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.clone(), message));
        }
        (true, Some(_)) => {
            let message = "a parameter has either `schema` or `content`: `content` is used";
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.push("schema"), message));
        }
        (false, Some(content)) if content.len() != 1 => {
            let message = format!("the `content` of a parameter has one media type, found {}", content.len());
            check.found.push(Found::warning(Code::PARAMETER_CONTENT, at.push("content"), message));
        }
        _ => {}
    }
    let Some(style) = members.get("style").and_then(Value::as_str) else { return };
    let styles = match members.get("in").and_then(Value::as_str) {
        Some("path") => ["matrix", "label", "simple"].as_slice(),
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("header") => &["simple"],
        // OpenAPI 3.2 adds `cookie`, which is not supported.
        Some("cookie") => &["form"],
        _ => return,
    };
    if !styles.contains(&style) {
        let location = members.get("in").and_then(Value::as_str).unwrap_or_default();
        let message = format!("`{style}` is not a style of {location} parameters: the default style is used");
        let found = Found::warning(Code::STYLE_INVALID, at.push("style"), message);
        check.found.push(found.help(format!("write one of `{}`", styles.join("`, `"))));
        check.changes.push((at.push("style"), Change::Remove));
    }
}

/// Checks that each key of a `content` is a media type or a range of them (RFC 9110, section 8.3.1).
pub(super) fn check_media_types(content: &Value, at: &Pointer, check: &mut Check<'_>) {
    for key in content.as_object().into_iter().flatten().map(|(key, _)| key) {
        let essence = key.split(';').next().unwrap_or_default().trim();
        let is_media_type = essence.split_once('/').is_some_and(|(kind, name)| !kind.is_empty() && !name.is_empty());
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
