//! Responses and their headers (Swagger 2.0, section "Response Object").

use serde_json::{Map, Value, json};

use super::conversion::{At, Conversion};
use super::media_types::{self, MediaTypeList, MediaTypes};
use super::value_kind::ValueKind;
use super::{parameter, schema};
use crate::source::count_nodes;

/// Converts the responses that operations share.
pub(super) fn shared(responses: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    let produces = conversion.defaults.produces.clone();
    for (name, response) in responses.as_object_mut().into_iter().flatten() {
        convert(response, &produces, &at.push(name), conversion);
    }
}

/// Converts the responses of an operation.
pub(super) fn of_operation(
    responses: &mut Value,
    produces: &MediaTypeList,
    at: &At,
    conversion: &mut Conversion<'_, '_>,
) {
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        if status.starts_with("x-") {
            continue;
        }
        let at = at.push(status);
        // A shared response has the media types of the document. An operation with others has a copy.
        if produces.names != conversion.defaults.produces.names
            && let Some(target) = conversion.follow(response, &at.from)
            && let Some(from) = target.pointer().cloned()
            && from.parent().is_some_and(|owner| owner.as_str() == "/responses")
            && let Some(copy) = conversion.copy(&target, &at.from)
        {
            *response = copy;
            conversion.source_map.record(at.to.clone(), target.origin);
            convert(response, produces, &At { from, to: at.to }, conversion);
            continue;
        }
        if let Value::Object(members) = response
            && is_file(status, members, produces, conversion.defaults)
        {
            members.insert("schema".to_owned(), json!({"type": "file"}));
        }
        convert(response, produces, &at, conversion);
    }
}

/// Whether a response is a file, though it has no `schema`, which says that it has no content: its operation has `produces` of its own,
/// and these say that there is one, in no media type for values with a structure.
fn is_file(status: &str, response: &Map<String, Value>, produces: &MediaTypeList, defaults: &MediaTypes) -> bool {
    let may_have_content = matches!(status, "200" | "201" | "202" | "203" | "206");
    let is_own = !produces.names.is_empty() && produces.at != defaults.produces.at;
    let is_empty = !response.contains_key("schema") && !response.contains_key("$ref");
    may_have_content && is_own && is_empty && produces.names.iter().all(|name| media_types::is_without_structure(name))
}

/// Converts a response in its place.
pub(super) fn convert(response: &mut Value, produces: &MediaTypeList, at: &At, conversion: &mut Conversion<'_, '_>) {
    let Value::Object(members) = response else { return };
    if members.contains_key("$ref") {
        return;
    }
    for (name, header) in members.get_mut("headers").and_then(Value::as_object_mut).into_iter().flatten() {
        parameter::convert(header, &at.push("headers").push(name), conversion);
    }
    let examples = match members.get("examples") {
        Some(Value::Object(_)) => members.shift_remove("examples"),
        _ => None,
    };
    let Some(mut own) = members.shift_remove("schema") else { return };
    let schema_at = at.from.push("schema");
    let kind = conversion.value_kind(&own, &schema_at);
    schema::convert(&mut own);
    let found = media_types::of_response(&produces.names, kind);
    conversion.count_uses(produces, &found);
    if kind == ValueKind::File {
        // OpenAPI 3 reads a body by the media type of its content, which says nothing about a file.
        conversion.source_map.swagger.add_file(conversion.before.origin(&schema_at));
    }
    let content_at = At { from: at.from.clone(), to: at.to.push("content") };
    conversion.source_map.record(content_at.to.clone(), conversion.before.origin(&at.from));
    let mut content = Map::new();
    let nodes = count_nodes(&own);
    for name in found.used {
        if !content.is_empty() && !conversion.may_copy(nodes, &at.from) {
            break;
        }
        conversion.place_media_type(produces, name, &content_at);
        let media_type_at = content_at.to.push(name);
        conversion.moved(&At { from: schema_at.clone(), to: media_type_at.push("schema") });
        let mut media_type = json!({"schema": own.clone()});
        if let (Some(example), Value::Object(members)) =
            (examples.as_ref().and_then(|examples| examples.get(name)), &mut media_type)
        {
            members.insert("example".to_owned(), example.clone());
        }
        content.insert(name.to_owned(), media_type);
    }
    members.insert("content".to_owned(), Value::Object(content));
}
