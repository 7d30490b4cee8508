//! Operations, and their request bodies (Swagger 2.0, sections "Path Item Object" and "Operation Object").

use serde_json::{Map, Value, json};

use super::conversion::{At, Conversion};
use super::form::{self, Part};
use super::media_types::{self, MediaTypeList, MediaTypes};
use super::{parameter, response, schema, servers};
use crate::diagnostic::Code;
use crate::location::{Origin, Pointer};
use crate::source::count_nodes;

/// The operations of a path.
pub(super) const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A parameter that is the body, or a part of it.
struct BodyParameter {
    parameter: Value,
    from: Pointer,
    /// The origin of one that a reference names.
    origin: Option<Origin>,
    /// The name of one that operations share.
    shared: Option<String>,
}

/// Converts all paths.
pub(super) fn paths(paths: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    for (path, item) in paths.as_object_mut().into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
        path_item(item, &at.push(path), conversion);
    }
}

/// Converts a path, and its operations.
pub(super) fn path_item(item: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    let Value::Object(members) = item else { return };
    let shared = match members.get_mut("parameters") {
        Some(parameters) => take_bodies(parameters, &at.push("parameters"), conversion),
        None => Vec::new(),
    };
    for method in METHODS {
        if let Some(Value::Object(members)) = members.get_mut(method) {
            operation(members, &shared, &at.push(method), conversion);
        }
    }
}

fn operation(members: &mut Map<String, Value>, around: &[BodyParameter], at: &At, conversion: &mut Conversion<'_, '_>) {
    let media_types = MediaTypes::of(members, &at.from, conversion.defaults);
    for key in ["consumes", "produces"] {
        members.shift_remove(key);
    }
    if let Some(schemes) = members.shift_remove("schemes")
        && let Some(root) = conversion.file.value.as_object()
        && let Some(servers) = servers::of_operation(root, &schemes)
    {
        conversion.moved(&At { from: at.from.push("schemes"), to: at.to.push("servers") });
        members.insert("servers".to_owned(), servers);
    }
    let own = match members.get_mut("parameters") {
        Some(parameters) => take_bodies(parameters, &at.push("parameters"), conversion),
        None => Vec::new(),
    };
    if let Some(body) = request_body(&own, around, &media_types.consumes, at, conversion) {
        members.insert("requestBody".to_owned(), body);
    }
    if let Some(responses) = members.get_mut("responses") {
        response::of_operation(responses, &media_types.produces, &at.push("responses"), conversion);
    }
}

/// Takes the parameters that are a body or a part of one out of a list, and converts the others.
fn take_bodies(parameters: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) -> Vec<BodyParameter> {
    let Value::Array(items) = parameters else { return Vec::new() };
    let mut bodies = Vec::new();
    let mut others = Vec::with_capacity(items.len());
    for (index, mut parameter) in std::mem::take(items).into_iter().enumerate() {
        let from = at.from.index(index);
        let target = conversion.follow(&parameter, &from);
        let referred = target.as_ref().and_then(|target| conversion.value(target));
        if matches!(parameter::location(referred.unwrap_or(&parameter)), Some("body" | "formData")) {
            bodies.extend(match target {
                Some(target) => conversion.copy(&target, &from).map(|parameter| {
                    let shared = target.pointer().and_then(shared_name);
                    BodyParameter { parameter, from, origin: Some(target.origin), shared }
                }),
                None => Some(BodyParameter { parameter, from, origin: None, shared: None }),
            });
            continue;
        }
        let at = At { from, to: at.to.index(others.len()) };
        if at.from != at.to {
            conversion.moved(&at);
        }
        parameter::convert(&mut parameter, &at, conversion);
        others.push(parameter);
    }
    *items = others;
    bodies
}

/// Returns the name of a parameter that operations share.
fn shared_name(pointer: &Pointer) -> Option<String> {
    let (owner, name) = pointer.split_last()?;
    (owner.as_str() == "/parameters").then_some(name)
}

fn request_body(
    own: &[BodyParameter],
    around: &[BodyParameter],
    consumes: &MediaTypeList,
    at: &At,
    conversion: &mut Conversion<'_, '_>,
) -> Option<Value> {
    let to = at.to.push("requestBody");
    let is_body = |found: &&BodyParameter| parameter::location(&found.parameter) == Some("body");
    let name = |found: &BodyParameter| found.parameter.get("name").cloned();
    // A form of the operation replaces a body of the path.
    let nearest = if own.is_empty() { around } else { own };
    if let Some(found) = nearest.iter().find(is_body) {
        for other in nearest.iter().filter(|other| other.from != found.from) {
            let message = "a request has one body: this parameter is left out".to_owned();
            conversion.warning(Code::PARAMETER_REPEATED, &other.from, message);
        }
        let at = At { from: found.from.clone(), to };
        if let Some(shared) = &found.shared
            && consumes.names == conversion.defaults.consumes.names
        {
            conversion.source_map.record(at.to.clone(), conversion.before.origin(&at.from));
            return Some(json!({"$ref": format!("#{}", Pointer::root().push("parameters").push(shared))}));
        }
        if let Some(origin) = &found.origin {
            return Some(referred_body(found.parameter.clone(), origin, &at, consumes, conversion));
        }
        return Some(body(found.parameter.clone(), &at, consumes, conversion));
    }
    let inherited = around.iter().filter(|found| !is_body(found));
    let inherited = inherited.filter(|found| own.iter().all(|known| name(known) != name(found)));
    let parts: Vec<Part> = inherited
        .chain(own)
        .map(|found| Part {
            parameter: found.parameter.clone(),
            from: found.from.clone(),
            origin: found.origin.clone(),
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    let from = if own.is_empty() { at.from.clone() } else { at.from.push("parameters") };
    Some(form::body(parts, &At { from, to }, &consumes.names, conversion))
}

/// Returns the request body that a parameter is.
pub(super) fn body(parameter: Value, at: &At, consumes: &MediaTypeList, conversion: &mut Conversion<'_, '_>) -> Value {
    conversion.moved(at);
    let schema_at = at.from.push("schema");
    let (body, places) = converted(parameter, at, consumes, conversion);
    places.into_iter().for_each(|to| conversion.moved(&At { from: schema_at.clone(), to }));
    body
}

/// Returns the request body that a parameter in another place is.
fn referred_body(
    parameter: Value,
    origin: &Origin,
    at: &At,
    consumes: &MediaTypeList,
    conversion: &mut Conversion<'_, '_>,
) -> Value {
    conversion.source_map.record(at.to.clone(), origin.clone());
    let (body, places) = converted(parameter, at, consumes, conversion);
    for to in places {
        conversion.source_map.record(to, Origin { file: origin.file, pointer: origin.pointer.push("schema") });
    }
    body
}

/// Returns a request body, and the places of its schemas.
fn converted(
    parameter: Value,
    at: &At,
    consumes: &MediaTypeList,
    conversion: &mut Conversion<'_, '_>,
) -> (Value, Vec<Pointer>) {
    let Value::Object(mut members) = parameter else { return (json!({}), Vec::new()) };
    let mut own = members.shift_remove("schema").unwrap_or_else(|| json!({}));
    let kind = conversion.value_kind(&own, &at.from.push("schema"));
    schema::convert(&mut own);
    for key in ["name", "in"] {
        members.shift_remove(key);
    }
    let found = media_types::of_body(&consumes.names, kind);
    conversion.count_uses(consumes, &found);
    let (mut content, mut places) = (Map::new(), Vec::new());
    let nodes = count_nodes(&own);
    let content_at = At { from: at.from.clone(), to: at.to.push("content") };
    conversion.source_map.record(content_at.to.clone(), conversion.before.origin(&at.from));
    for name in found.used {
        if !content.is_empty() && !conversion.may_copy(nodes, &at.from) {
            break;
        }
        conversion.place_media_type(consumes, name, &content_at);
        places.push(at.to.push("content").push(name).push("schema"));
        content.insert(name.to_owned(), json!({"schema": own.clone()}));
    }
    members.insert("content".to_owned(), Value::Object(content));
    (Value::Object(members), places)
}
