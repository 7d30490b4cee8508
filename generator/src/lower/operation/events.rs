//! Event streams beside other bodies: the same operation responds at once, or with events as they come.

use super::follow;
use crate::api::{
    Body, Component, EnumerationBase, EventAlternative, MediaKind, MediaTypeObject, Response, Schema, SchemaKind,
};

/// The property of a request body by which services choose between the two.
const PROPERTY: &str = "stream";

/// Returns the event stream that is an alternative to the other bodies of the responses.
///
/// There is none if a successful response is nothing but an event stream, or if the event streams of several responses
/// differ.
pub(crate) fn lower_events(
    components: &[Component],
    body: Option<&Body>,
    responses: &[Response],
) -> Option<EventAlternative> {
    let successes = || responses.iter().filter(|response| response.outcome.may_be_success());
    let has_events = |response: &&Response| response.media_types.iter().any(is_events);
    if !successes().filter(has_events).all(|response| response.media_types.iter().any(|media| !is_events(media))) {
        return None;
    }
    let mut found = responses.iter().enumerate().filter(|(_, response)| response.outcome.may_be_success()).flat_map(
        |(index, response)| {
            let events = response.media_types.iter().enumerate().filter(|(_, media)| is_events(media));
            events.map(move |(place, media)| (index, place, media))
        },
    );
    let (response, media_type, first) = found.next()?;
    if !found.all(|(_, _, other)| other.kind == first.kind && other.schema.is_equivalent(&first.schema)) {
        return None;
    }
    let bodies = body.iter().flat_map(|body| &body.media_types);
    let mut schemas = bodies
        .filter(|media| matches!(media.kind, MediaKind::Json | MediaKind::Multipart(_)))
        .map(|media| &media.schema);
    let property = schemas.any(|schema| selects(components, schema)).then(|| PROPERTY.to_owned());
    Some(EventAlternative { response, media_type, property })
}

/// Whether a media type is an event stream.
fn is_events(media: &MediaTypeObject) -> bool {
    matches!(media.kind, MediaKind::Events(_))
}

/// Whether the objects that a schema describes have the property, which is a boolean.
fn selects(components: &[Component], schema: &Schema) -> bool {
    match &follow(components, schema).kind {
        SchemaKind::Object(object) => object
            .properties
            .iter()
            .any(|property| property.name == PROPERTY && is_boolean(&follow(components, &property.schema).kind)),
        SchemaKind::Union(union) => union.variants.iter().any(|variant| {
            let variant = follow(components, &variant.schema);
            matches!(variant.kind, SchemaKind::Object(_)) && selects(components, variant)
        }),
        _ => false,
    }
}

fn is_boolean(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::Boolean => true,
        // Some documents describe the two requests as two schemas, each with a constant.
        SchemaKind::Enumeration(enumeration) => enumeration.base() == EnumerationBase::Boolean,
        _ => false,
    }
}
