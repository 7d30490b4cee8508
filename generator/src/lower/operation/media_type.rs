//! Media types: how the values of each become bytes, and which of several say the same.

use openapiv3::{Content, QueryStyle, ReferenceOr};

use crate::api::{Encoding, EventForm, MediaKind, MediaRange, MediaTypeObject, Schema, SchemaKind, Style, Styled};
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

/// Lowers all media types of a body. Those that say what JSON says as well are noted, and not used.
pub(crate) fn lower_content(
    context: &mut Context<'_>,
    at: &Pointer,
    content: &Content,
    direction: Direction,
) -> Vec<MediaTypeObject> {
    let mut lowered: Vec<MediaTypeObject> = Vec::with_capacity(content.len());
    for (key, declared) in content {
        let Some(name) = MediaRange::parse(key) else {
            let message = "this is no media type: no header may say it, and it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &at.push(key), message);
            continue;
        };
        lowered.push(lower_media_type(context, &at.push(key), name, declared, direction));
    }
    let keeps: Vec<bool> = lowered.iter().map(|media| !is_repeated(context, media, &lowered, direction)).collect();
    for (media, _) in lowered.iter().zip(&keeps).filter(|(_, keeps)| !**keeps) {
        let message = format!("`{}` says what JSON says as well, and is not used", media.name.as_str());
        context.note(Code::MEDIA_TYPE_UNUSED, &at.push(media.name.as_str()), message);
    }
    let mut keeps = keeps.into_iter();
    lowered.retain(|_| keeps.next().unwrap_or(true));
    lowered
}

fn lower_media_type(
    context: &mut Context<'_>,
    at: &Pointer,
    name: MediaRange,
    declared: &openapiv3::MediaType,
    direction: Direction,
) -> MediaTypeObject {
    let schema = match &declared.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &at.push("schema"), schema),
        None => schema::any(context, at),
    };
    let kind = kind_of(context, at, &name, &schema, direction);
    let mut encodings = Vec::with_capacity(declared.encoding.len());
    for (property, encoding) in &declared.encoding {
        let content_type = encoding.content_type.as_deref();
        if content_type.is_some_and(|list| MediaRange::parse(list).is_none()) {
            let message = "the `contentType` is no media type: no header may say it, and it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &at.push("encoding").push(property), message);
        }
        let is_styled = context.parsed.styled_encodings.contains(&at.push("encoding").push(property));
        encodings.push(lower_encoding(property, encoding, is_styled));
    }
    MediaTypeObject { at: context.origin(at), name, kind, schema, encodings }
}

fn kind_of(
    context: &mut Context<'_>,
    at: &Pointer,
    name: &MediaRange,
    schema: &Schema,
    direction: Direction,
) -> MediaKind {
    let is_response = direction == Direction::Response;
    match name.essence() {
        _ if name.is_json() => MediaKind::Json,
        "application/x-www-form-urlencoded" if !is_response && may_be_form(context, schema) => MediaKind::Form,
        "multipart/form-data" if !is_response => MediaKind::Multipart,
        "text/event-stream" if is_response => MediaKind::Events(event_form(context, schema)),
        // A document that says any media type and describes an object means JSON: nothing else has objects.
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

/// Whether a schema may describe an object, of which alone a form is made. The text of another one is the caller's.
fn may_be_form(context: &mut Context<'_>, schema: &Schema) -> bool {
    let resolved = schema::component::resolved(context, schema);
    resolved.is_none_or(|schema| matches!(schema.kind, SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Union(_)))
}

fn note_untyped(context: &mut Context<'_>, at: &Pointer, name: &MediaRange, schema: &Schema) {
    if is_structured(context, schema) {
        let name = name.as_str();
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

/// A schema with the members `event` and `data` describes the whole event, and any other one its data.
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

/// Whether a body says by this media type what it says by plain JSON too, so that nobody misses it.
fn is_repeated(context: &Context<'_>, media: &MediaTypeObject, all: &[MediaTypeObject], direction: Direction) -> bool {
    let json = all.iter().find(|other| is_plain_json(&other.name) && other.schema.is_like(&media.schema));
    let Some(json) = json.filter(|json| !std::ptr::eq(*json, media)) else { return false };
    match media.kind {
        // `application/json`, `text/json` and `application/*+json` differ in nothing but the name.
        MediaKind::Json => is_plain_json(&media.name),
        MediaKind::Form | MediaKind::Multipart => true,
        MediaKind::Text => direction == Direction::Request || is_structured(context, &json.schema),
        MediaKind::Events(_) | MediaKind::Bytes => false,
    }
}

fn is_plain_json(name: &MediaRange) -> bool {
    matches!(name.essence(), "application/json" | "text/json" | "application/*+json")
}

/// Lowers an encoding. `is_styled` if it has `style`, `explode` or `allowReserved`.
fn lower_encoding(property: &str, encoding: &openapiv3::Encoding, is_styled: bool) -> Encoding {
    let content_type = encoding.content_type.as_deref().filter(|_| !is_styled);
    Encoding {
        property: property.to_owned(),
        content_types: content_type.map(MediaRange::parse_list).unwrap_or_default(),
        // The header `Content-Type` is what `contentType` says (OpenAPI 3.1.1, section 4.8.15.1.1).
        headers: encoding.headers.keys().filter(|name| !name.eq_ignore_ascii_case("content-type")).cloned().collect(),
        style: is_styled.then(|| Styled {
            style: query_style(encoding.style.as_ref().unwrap_or(&QueryStyle::Form)),
            explode: encoding.explode,
            allow_reserved: encoding.allow_reserved,
        }),
    }
}

pub(crate) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
