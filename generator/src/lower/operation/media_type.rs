//! Media types: how the values of each become bytes, and which of several are equivalent.

use openapiv3::{Content, QueryStyle, ReferenceOr};

use super::event_form::event_form;
use super::parameter::{style_of_format, styled};
use super::{part, part_item, part_position};
use crate::api::{MediaKind, MediaRange, MediaType, MediaTypeObject, Schema, SchemaKind, Style, Styled};
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
) -> Vec<MediaTypeObject> {
    let mut lowered: Vec<MediaTypeObject> = Vec::with_capacity(content.len());
    let mut encodings: Vec<Vec<Encoding>> = Vec::with_capacity(content.len());
    for (name, declared) in content {
        let Some(range) = MediaRange::parse(name) else {
            let message = "this is not a valid media type, as no header can contain it: it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &at.push(name), message);
            continue;
        };
        lowered.push(lower_media_type(context, &at.push(name), range, declared, direction));
        encodings.push(lower_encodings(context, &at.push(name), declared));
    }
    let plain_json: Vec<&MediaTypeObject> = lowered.iter().filter(|media| is_plain_json(&media.name)).collect();
    let keeps: Vec<bool> = lowered.iter().map(|media| !is_repeated(context, media, &plain_json, direction)).collect();
    for (media, _) in lowered.iter().zip(&keeps).filter(|(_, keeps)| !**keeps) {
        let message = format!("`{}` is equivalent to the JSON beside it, and is not used", media.name.as_str());
        context.note(Code::MEDIA_TYPE_UNUSED, &at.push(media.name.as_str()), message);
    }
    let kept = lowered.into_iter().zip(encodings).zip(keeps).filter(|(_, keeps)| *keeps);
    let mut kept: Vec<(MediaTypeObject, Vec<Encoding>)> = kept.map(|(media, _)| media).collect();
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
    name: MediaRange,
    declared: &openapiv3::MediaType,
    direction: Direction,
) -> MediaTypeObject {
    let schema = match &declared.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &at.push("schema"), schema),
        None => schema::any(context, at),
    };
    let (kind, schema) = match part_position::members_of(context, at, &schema) {
        Some(members) => part_position::lower_positions(context, (at, &name), members, direction),
        None => match part_item::items_of(context, at, &name, &schema, direction) {
            Some(item) => {
                let encodings = context.parsed.part_encodings.get(at);
                let encoding = encodings.and_then(|encodings| encodings.item.clone()).unwrap_or_default();
                let encoding = (&encoding, &at.push("itemEncoding"));
                let (item, schema) = part_item::lower_item(context, encoding, item, direction);
                (MediaKind::Parts(item), schema)
            }
            None => {
                part_item::report_unused(context, at, &name);
                let is_sequence = name.essence() == "text/event-stream" && direction == Direction::Response;
                let schema = if is_sequence { item_of(context, at, schema) } else { schema };
                match kind_of(context, at, &name, &schema, direction) {
                    MediaKind::JsonSequence => (MediaKind::JsonSequence, item_of(context, at, schema)),
                    kind => (kind, schema),
                }
            }
        },
    };
    let content_type = content_type(&name, &kind);
    MediaTypeObject { at: context.origin(at), name, kind, content_type, schema }
}

/// The `Content-Type` of a request body; `None` if the caller chooses it.
fn content_type(name: &MediaRange, kind: &MediaKind) -> Option<MediaType> {
    let exact = || name.exact().cloned();
    match kind {
        MediaKind::Json => Some(exact().unwrap_or_else(MediaType::json)),
        MediaKind::Form(_) | MediaKind::Multipart(_) => exact(),
        // A multipart body that is not a form has a boundary, which the caller chooses.
        MediaKind::Bytes if name.essence().starts_with("multipart/") => None,
        // What is not known is sent as `multipart/mixed` (RFC 2046, section 5.1.3). The client chooses the boundary.
        MediaKind::Parts(_) | MediaKind::Positions(_) => exact().or_else(|| MediaType::parse("multipart/mixed")),
        MediaKind::Text | MediaKind::Events(_) | MediaKind::JsonSequence | MediaKind::Bytes => exact(),
    }
}

/// Returns the schema of the items of a sequence. `schema` describes the sequence as an array (OpenAPI 3.2, section 4.14.3); documents
/// of earlier versions describe an item too.
fn item_of(context: &mut Context<'_>, at: &Pointer, schema: Schema) -> Schema {
    if context.parsed.item_schemas.contains(at) {
        return schema;
    }
    match schema::component::resolved(context, &schema).map(|resolved| resolved.kind.clone()) {
        Some(SchemaKind::Array(item)) => *item,
        _ => schema,
    }
}

fn kind_of(
    context: &mut Context<'_>,
    at: &Pointer,
    name: &MediaRange,
    schema: &Schema,
    direction: Direction,
) -> MediaKind {
    let is_response = direction == Direction::Response;
    let keywords = &context.parsed.source_map.swagger;
    match name.essence() {
        // The body of a file is the file, whatever its media type (Swagger 2.0, section "Response Object").
        _ if keywords.is_file(&context.origin(&at.push("schema"))) => MediaKind::Bytes,
        _ if name.is_json() => MediaKind::Json,
        "application/x-www-form-urlencoded" if !is_response && may_be_form(context, schema) => {
            MediaKind::Form(Vec::new())
        }
        "multipart/form-data" if !is_response => MediaKind::Multipart(None),
        "text/event-stream" if is_response => MediaKind::Events(event_form(context, at, schema)),
        essence if is_json_sequence(essence) && has_items(context, at, name, schema, direction) => {
            MediaKind::JsonSequence
        }
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

/// Whether the bodies of a media type are JSON texts that come one after the other.
fn is_json_sequence(essence: &str) -> bool {
    const LINES: [&str; 9] = [
        "application/jsonl",
        "application/json-lines",
        "application/jsonlines",
        "application/ndjson",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "application/json-seq",
        "text/x-ndjson",
    ];
    LINES.contains(&essence) || essence.ends_with("+json-seq")
}

/// Whether the schema of a sequence of JSON texts describes its items. One that describes text means the whole body, and of a range
/// the caller chooses the media type, and with it what is between the items.
fn has_items(
    context: &mut Context<'_>,
    at: &Pointer,
    name: &MediaRange,
    schema: &Schema,
    direction: Direction,
) -> bool {
    if direction == Direction::Request && name.exact().is_none() {
        return false;
    }
    let resolved = schema::component::resolved(context, schema);
    let is_text = resolved.is_some_and(|schema| matches!(schema.kind, SchemaKind::String { .. }));
    !is_text || context.parsed.item_schemas.contains(at)
}

/// Whether a schema may describe an object, which a form is made of. The caller formats any other value.
fn may_be_form(context: &mut Context<'_>, schema: &Schema) -> bool {
    let resolved = schema::component::resolved(context, schema);
    resolved.is_none_or(|schema| matches!(schema.kind, SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Union(_)))
}

pub(super) fn note_untyped(context: &mut Context<'_>, at: &Pointer, name: &MediaRange, schema: &Schema) {
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

/// Whether a media type is equivalent to plain JSON beside it, so that the client loses nothing without it.
fn is_repeated(
    context: &Context<'_>,
    media: &MediaTypeObject,
    plain_json: &[&MediaTypeObject],
    direction: Direction,
) -> bool {
    let json = plain_json.iter().find(|other| other.schema.is_equivalent(&media.schema));
    let Some(json) = json.filter(|json| !std::ptr::eq(**json, media)) else { return false };
    match &media.kind {
        // `application/json`, `text/json` and `application/*+json` differ in nothing but the name.
        MediaKind::Json => is_plain_json(&media.name),
        MediaKind::Form(_) | MediaKind::Multipart(_) => true,
        MediaKind::Text => direction == Direction::Request || is_structured(context, &json.schema),
        MediaKind::Events(_)
        | MediaKind::JsonSequence
        | MediaKind::Parts(_)
        | MediaKind::Positions(_)
        | MediaKind::Bytes => false,
    }
}

fn is_plain_json(name: &MediaRange) -> bool {
    matches!(name.essence(), "application/json" | "text/json" | "application/*+json")
}

/// An Encoding Object: how a property of a form or of a multipart body is serialized.
pub(crate) struct Encoding {
    pub(crate) property: String,
    /// The media types and ranges that `contentType` lists. Empty if the document has no `contentType`.
    pub(crate) content_types: Vec<MediaRange>,
    /// The names of the headers of its part.
    pub(crate) headers: Vec<String>,
    /// Its style, if it is serialized as a query parameter is.
    pub(crate) style: Option<Styled>,
}

fn lower_encodings(context: &mut Context<'_>, at: &Pointer, declared: &openapiv3::MediaType) -> Vec<Encoding> {
    let mut encodings = Vec::with_capacity(declared.encoding.len());
    for (property, encoding) in &declared.encoding {
        let encoding_at = at.push("encoding").push(property);
        let content_type = encoding.content_type.as_deref();
        if content_type.is_some_and(|name| MediaRange::parse(name).is_none()) {
            let message = "the `contentType` is not a valid media type, as no header can contain it: it is not used";
            context.warning(Code::MEDIA_TYPE_UNUSED, &encoding_at, message);
        }
        let is_styled = context.parsed.styled_encodings.contains(&encoding_at);
        let mut lowered = lower_encoding(property, encoding, is_styled);
        let format = context.parsed.source_map.swagger.collection_format(&context.origin(&encoding_at));
        if let (Some(format), Some(style)) = (format, &mut lowered.style) {
            style.style = style_of_format(format);
        }
        encodings.push(lowered);
    }
    encodings
}

/// Lowers an encoding. `is_styled` is `true` if it has `style`, `explode` or `allowReserved`: then its `contentType` is
/// ignored (OpenAPI 3.1.1, section 4.8.15.1.2).
fn lower_encoding(property: &str, encoding: &openapiv3::Encoding, is_styled: bool) -> Encoding {
    let content_type = encoding.content_type.as_deref().filter(|_| !is_styled);
    Encoding {
        property: property.to_owned(),
        content_types: content_type.map(MediaRange::parse_list).unwrap_or_default(),
        // `contentType` is the header `Content-Type` (OpenAPI 3.1.1, section 4.8.15.1.1).
        headers: encoding.headers.keys().filter(|name| !name.eq_ignore_ascii_case("content-type")).cloned().collect(),
        style: is_styled.then(|| {
            let style = query_style(encoding.style.as_ref().unwrap_or(&QueryStyle::Form));
            styled(style, Some(encoding.explode), encoding.allow_reserved)
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
