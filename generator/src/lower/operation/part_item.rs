//! The items of a multipart body whose parts have no names, such as `multipart/mixed`: one of them for each part, in order (OpenAPI
//! 3.2, section 4.14.5.2).

use super::media_type::Direction;
use super::part::{Data, data_of, encoded_type};
use crate::api::{MediaRange, MediaType, PartItem, PartItemContent, Schema, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::schema;
use crate::openapi::ItemEncoding;

/// Returns the schema of the items of a multipart body, if it has a part for each of them. `None` for a media type whose parts have
/// names or positions, and where the schema does not say what the parts are.
pub(super) fn items_of(
    context: &mut Context<'_>,
    at: &Pointer,
    name: &MediaRange,
    schema: &Schema,
    direction: Direction,
) -> Option<Schema> {
    // The parts of a form have names, and `multipart/byteranges` has parts of one content (RFC 9110, section 14.6).
    let subtype = name.essence().strip_prefix("multipart/")?;
    let encodings = context.parsed.part_encodings.get(at);
    let is_positional = encodings.is_some_and(|encodings| encodings.is_positional);
    if matches!(subtype, "form-data" | "byteranges") || is_positional {
        return None;
    }
    if has_fixed_boundary(name, direction) {
        return None;
    }
    if context.parsed.item_schemas.contains(at) {
        return Some(schema.clone());
    }
    match schema::component::resolved(context, schema).map(|resolved| resolved.kind.clone()) {
        Some(SchemaKind::Array(item)) => Some(*item),
        _ => None,
    }
}

/// Whether the document sets the boundary of a request. A content may have it, so the caller writes such a body.
pub(super) fn has_fixed_boundary(name: &MediaRange, direction: Direction) -> bool {
    let mut parameters = name.exact().into_iter().flat_map(MediaType::parameters);
    direction == Direction::Request && parameters.any(|(parameter, _)| parameter == "boundary")
}

/// Reports the encodings of parts that the client does not apply.
pub(super) fn report_unused(context: &mut Context<'_>, at: &Pointer, name: &MediaRange) {
    let Some(subtype) = name.essence().strip_prefix("multipart/") else { return };
    match context.parsed.part_encodings.get(at) {
        // That the caller writes or reads such a body is another note.
        Some(encodings) if encodings.is_positional && subtype != "form-data" => {}
        Some(_) if subtype == "form-data" => {
            let message = "a form has parts with names: the encodings by position are not applied";
            context.note(Code::MEDIA_TYPE_RAW, at, message);
        }
        Some(encodings) if encodings.item.is_some() && subtype != "byteranges" => {
            let message = "there is no `itemSchema`, and the schema is not an array: `itemEncoding` is ignored";
            context.warning(Code::ENCODING_UNUSED, &at.push("itemEncoding"), message);
        }
        _ => {}
    }
}

/// Lowers the item of a multipart body with an encoding at `at`, and gives the schema of what its part contains. The media type of a
/// part depends on the schema if the document does not say it (OpenAPI 3.2, section 4.15.1.1).
pub(super) fn lower_item(
    context: &mut Context<'_>,
    (encoding, at): (&ItemEncoding, &Pointer),
    item: Schema,
    direction: Direction,
) -> (PartItem, Schema) {
    let resolved = schema::component::resolved(context, &item);
    let data = resolved.as_deref().map_or(Data::Anything, data_of);
    let encoded = resolved.as_deref().and_then(encoded_type);
    let mut content_types = encoding.content_type.as_deref().map(MediaRange::parse_list).unwrap_or_default();
    if encoding.content_type.is_some() && content_types.is_empty() {
        let message = "the `contentType` is not a valid media type, as no header can contain it: it is not used";
        context.warning(Code::MEDIA_TYPE_UNUSED, at, message);
    }
    if content_types.is_empty() {
        content_types.extend(MediaRange::parse(encoded.unwrap_or_else(|| usual(data)).as_str()));
    }
    let is_request = direction == Direction::Request;
    // A client sends one media type: the first that is not a range.
    if let Some(sent) = content_types.iter().find(|range| is_request && range.exact().is_some()).cloned() {
        content_types = vec![sent];
    }
    // The caller writes the headers of a part.
    let has_headers = is_request && !encoding.headers.is_empty();
    let content = if has_headers { PartItemContent::Bytes } else { content_of(data, &content_types) };
    let is_structured = matches!(data, Data::Structure | Data::Either);
    if is_structured && content != PartItemContent::Json && !has_headers {
        let names: Vec<&str> = content_types.iter().map(MediaRange::as_str).collect();
        let form = if content == PartItemContent::Text { "text" } else { "bytes" };
        let message = format!("`{}` has no typed form: the parts are {form}", names.join(", "));
        context.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, item.at.clone(), message));
    }
    let string = |format: Option<&str>| {
        let kind = SchemaKind::String { format: format.map(str::to_owned) };
        Schema { documentation: item.documentation.clone(), ..Schema::of_kind(item.at.clone(), kind) }
    };
    let schema = match content {
        PartItemContent::Text if is_structured || data == Data::Anything => string(None),
        PartItemContent::Bytes if data != Data::Bytes => string(Some("binary")),
        PartItemContent::Json | PartItemContent::Text | PartItemContent::Bytes => item,
    };
    let headers = if is_request { encoding.headers.clone() } else { Vec::new() };
    (PartItem { content, content_types, headers }, schema)
}

/// The media type of a part if the document does not say it (OpenAPI 3.2, section 4.15.1.1).
fn usual(data: Data) -> MediaType {
    match data {
        Data::Bytes | Data::Anything => MediaType::octet_stream(),
        Data::Text | Data::Scalar => MediaType::plain_text(),
        Data::Structure | Data::Either => MediaType::json(),
    }
}

/// What the part of an item contains that may be of these media types.
fn content_of(data: Data, content_types: &[MediaRange]) -> PartItemContent {
    match data {
        Data::Bytes => PartItemContent::Bytes,
        _ if content_types.iter().all(MediaRange::is_json) => PartItemContent::Json,
        _ if content_types.iter().all(is_text) => PartItemContent::Text,
        _ => PartItemContent::Bytes,
    }
}

fn is_text(range: &MediaRange) -> bool {
    range.exact().map_or_else(|| range.essence() == "text/*", MediaType::is_text)
}
