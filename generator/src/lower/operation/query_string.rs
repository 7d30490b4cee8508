//! The content of a parameter that is the whole query string: `in: querystring` (OpenAPI 3.2.0, section 4.12.1).

use openapiv3::Content;

use super::media_type::{Direction, lower_content};
use crate::api::{MediaKind, Schema, SchemaKind, Serialization};
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::schema;

/// Lowers the media type of the parameter at a pointer, of which there is exactly one. A form is the query as servers usually
/// read it; JSON and text are percent-encoded as a whole. The caller formats the text of any other media type.
pub(crate) fn lower_content_of(context: &mut Context<'_>, at: &Pointer, content: &Content) -> (Serialization, Schema) {
    let media = lower_content(context, &at.push("content"), content, Direction::Request).into_iter().next();
    match media {
        Some(media) => match media.kind {
            MediaKind::Json => (Serialization::Json, media.schema),
            MediaKind::Form(members) => (Serialization::Form(members), media.schema),
            MediaKind::Text => (Serialization::Text, media.schema),
            _ => (Serialization::Text, Schema { kind: SchemaKind::String { format: None }, ..media.schema }),
        },
        None => (Serialization::Text, Schema { kind: SchemaKind::String { format: None }, ..schema::any(context, at) }),
    }
}
