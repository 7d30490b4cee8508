//! Media types: how the values of each become bytes, and which of several are equivalent.

use openapiv3::{Content, QueryStyle, ReferenceOr};

use super::parameter::styled;
use super::part;
use crate::api::{EventForm, MediaKind, MediaType, Schema, SchemaKind, Style, Styled, essence, is_json};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::schema;

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the service.
    Request,
    /// From the service.
    Response,
}

/// Lowers all media types of a body. One that is equivalent to JSON beside it is not used, with a note.
pub(crate) fn lower_content(
    context: &mut Context<'_>,
    at: &Pointer,
    content: &Content,
    direction: Direction,
) -> Vec<MediaType> {
    let mut lowered: Vec<MediaType> = Vec::with_capacity(content.len());
    let mut encodings: Vec<Vec<Encoding>> = Vec::with_capacity(content.len());
    for (name, declared) in content {
        if !is_header_text(name) {
            let message = "this is not a valid media type, as no header can contain it: it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &at.push(name), message);
            continue;
        }
        lowered.push(lower_media_type(context, &at.push(name), name, declared, direction));
        encodings.push(lower_encodings(context, &at.push(name), declared));
    }
    let keeps: Vec<bool> = lowered.iter().map(|media| !is_repeated(context, media, &lowered, direction)).collect();
    for (media, _) in lowered.iter().zip(&keeps).filter(|(_, keeps)| !**keeps) {
        let message = format!("`{}` is equivalent to the JSON beside it, and is not used", media.name);
        context.note(Code::MEDIA_TYPE_UNUSED, &at.push(&media.name), message);
    }
    let kept = lowered.into_iter().zip(encodings).zip(keeps).filter(|(_, keeps)| *keeps);
    let mut kept: Vec<(MediaType, Vec<Encoding>)> = kept.map(|(media, _)| media).collect();
    let is_only = kept.len() == 1;
    for (media, encodings) in &mut kept {
        match &media.kind {
            MediaKind::Form(_) => media.kind = MediaKind::Form(part::lower_members(context, media, encodings)),
            // A multipart body beside other media types is one value, which the caller makes.
            MediaKind::Multipart(_) if is_only => {
                media.kind = MediaKind::Multipart(part::lower_parts(context, media, encodings));
            }
            _ => {}
        }
    }
    kept.into_iter().map(|(media, _)| media).collect()
}

fn lower_media_type(
    context: &mut Context<'_>,
    at: &Pointer,
    name: &str,
    declared: &openapiv3::MediaType,
    direction: Direction,
) -> MediaType {
    let schema = match &declared.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &at.push("schema"), schema),
        None => schema::any(context, at),
    };
    let kind = kind_of(context, at, name, &schema, direction);
    // With a comma before its parameters it would be two media types.
    let is_list = name.split(';').next().is_some_and(|name| name.contains(','));
    let name = if is_list { essence(name) } else { name.to_owned() };
    let content_type = content_type(&name, &kind);
    MediaType { at: context.origin(at), name, kind, content_type, schema }
}

/// The `Content-Type` of a request body; `None` if the caller chooses it.
fn content_type(name: &str, kind: &MediaKind) -> Option<String> {
    let is_range = name.contains('*');
    match kind {
        MediaKind::Json if is_range => Some("application/json".to_owned()),
        MediaKind::Json | MediaKind::Form(_) | MediaKind::Multipart(_) => Some(name.to_owned()),
        // A multipart body that is not a form has a boundary, which the caller chooses.
        MediaKind::Bytes if name.to_ascii_lowercase().starts_with("multipart/") => None,
        MediaKind::Text | MediaKind::Events(_) | MediaKind::Bytes => (!is_range).then(|| name.to_owned()),
    }
}

/// Whether a name can be the value of a header.
fn is_header_text(name: &str) -> bool {
    !name.trim().is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

fn kind_of(context: &mut Context<'_>, at: &Pointer, name: &str, schema: &Schema, direction: Direction) -> MediaKind {
    let essence = essence(name);
    let is_response = direction == Direction::Response;
    match essence.as_str() {
        _ if is_json(name) => MediaKind::Json,
        "application/x-www-form-urlencoded" if !is_response && may_be_form(context, schema) => {
            MediaKind::Form(Vec::new())
        }
        "multipart/form-data" if !is_response => MediaKind::Multipart(None),
        "text/event-stream" if is_response => MediaKind::Events(event_form(context, schema)),
        // A range with the schema of an object means JSON: no other media type has objects.
        "*/*" | "application/*" if is_response && is_structured(context, schema) => MediaKind::Json,
        "application/x-www-form-urlencoded" | "application/xml" | "application/yaml" | "application/x-yaml" => {
            note_untyped(context, at, name, schema);
            MediaKind::Text
        }
        text if text.starts_with("text/") || text.ends_with("+xml") || text.ends_with("+yaml") => {
            note_untyped(context, at, name, schema);
            MediaKind::Text
        }
        _ => {
            note_untyped(context, at, name, schema);
            MediaKind::Bytes
        }
    }
}

/// Whether a schema may describe an object, which a form is made of. The caller formats any other value.
fn may_be_form(context: &mut Context<'_>, schema: &Schema) -> bool {
    let resolved = schema::component::resolved(context, schema);
    resolved.is_none_or(|schema| matches!(schema.kind, SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Union(_)))
}

fn note_untyped(context: &mut Context<'_>, at: &Pointer, name: &str, schema: &Schema) {
    if is_structured(context, schema) {
        let message = format!("`{name}` has no typed form: its values are text or bytes, and the schema is not used");
        context.note(Code::MEDIA_TYPE_RAW, at, message);
    }
}

/// Whether a schema describes more than text or bytes.
fn is_structured(context: &Context<'_>, schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Any | SchemaKind::Null | SchemaKind::String { .. } => false,
        SchemaKind::Reference(id) => {
            let is_string = |schema: &openapiv3::Schema| {
                matches!(schema.schema_kind, openapiv3::SchemaKind::Type(openapiv3::Type::String(_)))
            };
            match context.schema(*id) {
                Some((_, ReferenceOr::Item(schema))) => !is_string(schema),
                Some((_, ReferenceOr::Reference { .. })) | None => true,
            }
        }
        _ => true,
    }
}

/// A schema with the properties `event` and `data` describes the whole event; any other schema describes its data.
fn event_form(context: &mut Context<'_>, schema: &Schema) -> EventForm {
    let Some(resolved) = schema::component::resolved(context, schema) else { return EventForm::Json };
    match &resolved.kind {
        SchemaKind::Any | SchemaKind::String { .. } => EventForm::Text,
        SchemaKind::Object(object) => {
            let has = |name: &str| object.properties.iter().any(|property| property.name == name);
            if has("data") && has("event") { EventForm::Whole } else { EventForm::Json }
        }
        SchemaKind::Union(union) => {
            let schemas: Vec<Schema> = union.variants.iter().map(|variant| variant.schema.clone()).collect();
            let are_whole = schemas.iter().all(|schema| event_form(context, schema) == EventForm::Whole);
            if are_whole && !schemas.is_empty() { EventForm::Whole } else { EventForm::Json }
        }
        _ => EventForm::Json,
    }
}

/// Whether a media type is equivalent to plain JSON beside it, so that the client loses nothing without it.
fn is_repeated(context: &Context<'_>, media: &MediaType, all: &[MediaType], direction: Direction) -> bool {
    let json = all.iter().find(|other| is_plain_json(&other.name) && other.schema.is_like(&media.schema));
    let Some(json) = json.filter(|json| !std::ptr::eq(*json, media)) else { return false };
    match &media.kind {
        // `application/json`, `text/json` and `application/*+json` differ in nothing but the name.
        MediaKind::Json => is_plain_json(&media.name),
        MediaKind::Form(_) | MediaKind::Multipart(_) => true,
        MediaKind::Text => direction == Direction::Request || is_structured(context, &json.schema),
        MediaKind::Events(_) | MediaKind::Bytes => false,
    }
}

fn is_plain_json(name: &str) -> bool {
    matches!(essence(name).as_str(), "application/json" | "text/json" | "application/*+json")
}

/// How a document describes the encoding of a member of a form or of a multipart body.
pub(crate) struct Encoding {
    pub(crate) property: String,
    /// The media types and ranges that it allows. Empty if the document does not say.
    pub(crate) content_types: Vec<String>,
    /// The names of the headers that a part of it has.
    pub(crate) headers: Vec<String>,
    /// Its style, if it becomes text as a query parameter does.
    pub(crate) style: Option<Styled>,
}

fn lower_encodings(context: &mut Context<'_>, at: &Pointer, declared: &openapiv3::MediaType) -> Vec<Encoding> {
    let mut encodings = Vec::with_capacity(declared.encoding.len());
    for (property, encoding) in &declared.encoding {
        let content_type = encoding.content_type.as_deref();
        if content_type.is_some_and(|name| !is_header_text(name)) {
            let message = "the `contentType` is not a valid media type, as no header can contain it: it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &at.push("encoding").push(property), message);
        }
        encodings.push(lower_encoding(property, encoding));
    }
    encodings
}

fn lower_encoding(property: &str, encoding: &openapiv3::Encoding) -> Encoding {
    let is_styled = encoding.extensions.contains_key(crate::openapi::STYLED);
    let content_type = encoding.content_type.as_deref().filter(|name| !is_styled && is_header_text(name));
    Encoding {
        property: property.to_owned(),
        content_types: content_type.map(content_types).unwrap_or_default(),
        // `contentType` is the header `Content-Type` (OpenAPI 3.1.1, section 4.8.15.1.1).
        headers: encoding.headers.keys().filter(|name| !name.eq_ignore_ascii_case("content-type")).cloned().collect(),
        style: is_styled.then(|| {
            let style = query_style(encoding.style.as_ref().unwrap_or(&QueryStyle::Form));
            styled(style, Some(encoding.explode), encoding.allow_reserved)
        }),
    }
}

/// The members of a list of media types and ranges, each once. A comma in a quoted string is not a delimiter.
fn content_types(list: &str) -> Vec<String> {
    let mut is_quoted = false;
    let members = list.split(|character: char| {
        is_quoted ^= character == '"';
        character == ',' && !is_quoted
    });
    let mut found: Vec<String> = Vec::new();
    for member in members.map(str::trim).filter(|member| !member.is_empty()) {
        if !found.iter().any(|known| known.eq_ignore_ascii_case(member)) {
            found.push(member.to_owned());
        }
    }
    found
}

pub(crate) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
