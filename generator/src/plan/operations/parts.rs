//! The parts of a multipart body (OpenAPI 3.1.1, section 4.8.15): an argument for each member of its schema.

use super::arguments::{Given, sendable};
use crate::api::{
    Access, AdditionalProperties, Body, Encoding, EnumerationBase, MediaType, Property, Schema, SchemaKind,
    Serialization, is_in_range, is_json,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::docs::{code, paragraph, words};
use crate::plan::names::{NAMED, Wish};
use crate::plan::types::TypePlanner;
use crate::rust::{Docs, Input, PartContentType};

/// Plans an argument for each member of a multipart body; nothing if its schema does not say which they are.
pub(crate) fn plan_parts<'a>(
    planner: &mut TypePlanner<'a>,
    body: &'a Body,
    media: &'a MediaType,
    given: &mut Vec<Given>,
) -> bool {
    let schema = planner.follow_references(&media.schema);
    let SchemaKind::Object(object) = &schema.kind else { return false };
    if object.properties.is_empty() {
        return false;
    }
    if matches!(object.additional_properties, AdditionalProperties::Schema(_)) {
        let message = "the parts that the document has no name for can't be sent";
        planner.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
    }
    for property in &object.properties {
        // What only the service writes is not for callers (OpenAPI 3.0.3, section 4.7.24.2).
        if property.schema.access == Access::ReadOnly {
            continue;
        }
        let is_required = body.required && object.requires(&property.name);
        let encoding = media.encodings.iter().find(|encoding| encoding.property == property.name);
        let input = plan_part(planner, property, encoding, is_required);
        let mut lines = words(&property.schema.documentation, |_| true);
        if lines.is_empty() {
            lines.push(format!("The part {}.", code(&property.name)));
        }
        if let Some(Encoding { headers, .. }) = encoding.filter(|encoding| !encoding.headers.is_empty()) {
            let headers: Vec<String> = headers.iter().map(|name| code(name)).collect();
            paragraph(&mut lines, &format!("It has headers of its own: {}.", headers.join(", ")));
        }
        if let Some(choice) = encoding.and_then(|encoding| choice_docs(&input, &encoding.content_types)) {
            paragraph(&mut lines, &choice);
        }
        given.push(Given {
            wish: Wish::named(&property.name).or(format!("{} part", property.name)).ranked(NAMED.saturating_add(4)),
            at: property.schema.at.clone(),
            what: Some(format!("the part `{}`", property.name)),
            docs: Docs(lines),
            deprecated: property.schema.documentation.deprecated,
            is_required,
            input,
        });
    }
    true
}

fn plan_part<'a>(
    planner: &mut TypePlanner<'a>,
    property: &'a Property,
    encoding: Option<&Encoding>,
    is_required: bool,
) -> Input {
    let wire = property.name.clone();
    let schema = planner.follow_references(&property.schema);
    // Each item of an array is a part, so that its media type is what the encoding says.
    let items = match &schema.kind {
        SchemaKind::Array(items) => Some(planner.follow_references(items)),
        _ => None,
    };
    let content = content_of(items.unwrap_or(schema));
    let allowed = encoding.map_or(&[] as &[String], |encoding| &encoding.content_types);
    let has_headers = encoding.is_some_and(|encoding| !encoding.headers.is_empty());
    let of_value = if has_headers { None } else { value_content_type(content, allowed) };
    if let Some(content_type) = of_value {
        return Input::Field {
            wire,
            style: encoding.and_then(|encoding| encoding.style).map(Serialization::Styled),
            content_type,
            value: sendable(planner.plan_inline(&property.schema), is_required),
        };
    }
    if matches!(content, Content::Structure | Content::Either) && !allowed.is_empty() && !has_headers {
        let message = format!("`{}` has no typed form: the part is the caller's to write", allowed.join(", "));
        planner.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, property.schema.at.clone(), message));
    }
    let is_file = matches!(content, Content::Bytes | Content::Anything);
    Input::Part { wire, content_type: part_content_type(content, allowed), is_file, is_list: items.is_some() }
}

/// Reports the members of a form that are JSON where the document has another media type for them.
pub(crate) fn note_unwritten(planner: &mut TypePlanner<'_>, media: &MediaType) {
    let SchemaKind::Object(object) = &planner.follow_references(&media.schema).kind else { return };
    let mut found = Vec::new();
    for encoding in &media.encodings {
        let allowed = &encoding.content_types;
        let property = object.properties.iter().find(|property| property.name == encoding.property);
        let Some(schema) = property.map(|property| planner.follow_references(&property.schema)) else { continue };
        let content = match &schema.kind {
            SchemaKind::Array(items) => content_of(planner.follow_references(items)),
            _ => content_of(schema),
        };
        if content == Content::Structure && value_content_type(content, allowed).is_none() {
            let message = format!("`{}` is not written as `{}` but as JSON", encoding.property, allowed.join(", "));
            found.push(Diagnostic::warning(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
        }
    }
    found.into_iter().for_each(|warning| planner.report(warning));
}

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Bytes.
    Bytes,
    /// Whatever the caller means: the schema does not say.
    Anything,
    /// A text, of any kind.
    Text,
    /// A value that is written as text: a number, a boolean, one of a list.
    Scalar,
    /// An object or an array.
    Structure,
    /// One or the other, by the value.
    Either,
}

fn content_of(schema: &Schema) -> Content {
    match &schema.kind {
        SchemaKind::String { format: Some(format) } if format == "binary" => Content::Bytes,
        SchemaKind::String { .. } => Content::Text,
        SchemaKind::Any => Content::Anything,
        SchemaKind::Enumeration(enumeration) if enumeration.base() == EnumerationBase::Mixed => Content::Either,
        SchemaKind::Null
        | SchemaKind::Boolean
        | SchemaKind::Integer(_)
        | SchemaKind::Number(_)
        | SchemaKind::Enumeration(_) => Content::Scalar,
        SchemaKind::Array(_) | SchemaKind::Tuple(_) | SchemaKind::Object(_) => Content::Structure,
        SchemaKind::Union(_) | SchemaKind::Reference(_) => Content::Either,
    }
}

/// The media type of a part that is made of a typed value; nothing if the value has no text of any allowed type, or if
/// the type depends on what the text is, which only the caller knows.
fn value_content_type(content: Content, allowed: &[String]) -> Option<Option<String>> {
    let text = || among(allowed, |name| is_in_range(name, "text/plain"), "text/plain");
    let json = || among(allowed, is_json, "application/json");
    let only = match allowed {
        [only] if !only.contains('*') => Some(only),
        _ => None,
    };
    match (content, allowed, only) {
        (Content::Bytes, ..) | (Content::Anything, [], _) => None,
        (Content::Anything, _, Some(only)) => is_json(only).then(|| Some(only.clone())),
        (_, [], _) => Some(None),
        (Content::Text | Content::Scalar, _, Some(only)) => Some(Some(only.clone())),
        (Content::Anything | Content::Text, ..) => None,
        (Content::Scalar, ..) => text().or_else(json).map(Some),
        (Content::Structure | Content::Either, _, Some(_)) => json().or_else(text).map(Some),
        (Content::Structure | Content::Either, ..) => json().map(Some),
    }
}

/// The media type of a part that the caller makes.
fn part_content_type(content: Content, allowed: &[String]) -> PartContentType {
    let usual = match content {
        Content::Bytes | Content::Anything => Some("application/octet-stream"),
        Content::Text | Content::Scalar => Some("text/plain"),
        Content::Structure => Some("application/json"),
        Content::Either => None,
    };
    let is_usual = |name: &str| match content {
        Content::Structure => is_json(name),
        _ => usual.is_some_and(|usual| is_in_range(name, usual)),
    };
    match allowed {
        [] if content == Content::Structure => PartContentType::Default("application/json".to_owned()),
        [] => PartContentType::Usual,
        [only] if !only.contains('*') => PartContentType::Default(only.clone()),
        several => match usual.and_then(|usual| among(several, is_usual, usual)) {
            Some(usual) => PartContentType::Default(usual),
            None => PartContentType::Selector(several.to_vec()),
        },
    }
}

/// The first allowed media type that is meant, as it is written; or `usual`, if that is in an allowed range.
fn among(allowed: &[String], is_meant: impl Fn(&str) -> bool, usual: &str) -> Option<String> {
    let written = allowed.iter().find(|name| !name.contains('*') && is_meant(name)).cloned();
    // `application/*+json` is no range of HTTP, but documents mean it for one.
    let is_allowed = |range: &String| is_in_range(usual, range) || is_meant(range);
    written.or_else(|| allowed.iter().any(is_allowed).then(|| usual.to_owned()))
}

/// What a caller has to know of a part that may be of several media types.
fn choice_docs(input: &Input, allowed: &[String]) -> Option<String> {
    if matches!(allowed, [] | [_]) && !allowed.iter().any(|name| name.contains('*')) {
        return None;
    }
    let names: Vec<String> = allowed.iter().map(|name| code(name)).collect();
    let allowed = format!("Allowed media types: {}.", names.join(", "));
    Some(match input {
        Input::Field { content_type: Some(content_type), .. } => format!("{allowed} Sent as {}.", code(content_type)),
        Input::Part { content_type: PartContentType::Selector(_), .. } => format!(
            "{allowed} Choose one with [`Part::content_type`]: a part without one is an error before anything is sent."
        ),
        Input::Part { content_type: PartContentType::Default(usual), .. } => {
            format!("{allowed} Defaults to {}; choose another one with [`Part::content_type`].", code(usual))
        }
        _ => return None,
    })
}
