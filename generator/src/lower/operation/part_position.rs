//! Multipart bodies whose parts have positions, each of which says what the part contains (OpenAPI 3.2, section 4.14.5.2).

use super::media_type::{Direction, note_untyped};
use super::part_item::{has_fixed_boundary, lower_item};
use crate::api::{MediaKind, MediaRange, PartPositions, Schema, SchemaKind};
use crate::location::{Origin, Pointer};
use crate::lower::context::Context;
use crate::openapi;

/// The schemas of the parts of a body, and how they are encoded.
pub(super) struct Members {
    at: Origin,
    schemas: Vec<Schema>,
    positions: openapi::PartPositions,
}

/// Returns the parts of a body by position. `None` if the document does not describe it in this way.
pub(super) fn members_of(context: &Context<'_>, at: &Pointer, schema: &Schema) -> Option<Members> {
    let positions = context.parsed.part_encodings.get(at)?.positions.clone()?;
    let SchemaKind::Object(object) = &schema.kind else { return None };
    // `openapi` has rewritten the schema to an object with a property for each part.
    let schemas: Vec<Schema> = object.properties.iter().map(|property| property.schema.clone()).collect();
    let is_whole = schemas.len() == positions.encodings.len();
    is_whole.then(|| Members { at: schema.at.clone(), schemas, positions })
}

/// Lowers the parts of a body.
pub(super) fn lower_positions(
    context: &mut Context<'_>,
    (at, name): (&Pointer, &MediaRange),
    members: Members,
    direction: Direction,
) -> (MediaKind, Schema) {
    let Members { at: schema_at, schemas, positions } = members;
    let tuple = |schemas| Schema::of_kind(schema_at.clone(), SchemaKind::Tuple(schemas));
    if has_fixed_boundary(name, direction) {
        let schema = tuple(schemas);
        note_untyped(context, at, name, &schema);
        return (MediaKind::Bytes, schema);
    }
    let mut lowered = Vec::with_capacity(schemas.len());
    for (index, (schema, encoding)) in schemas.into_iter().zip(&positions.encodings).enumerate() {
        let encoding_at = at.push("prefixEncoding").index(index);
        let component = match schema.kind {
            SchemaKind::Reference(id) => context.schema(id).map(|(name, _)| name.to_owned()),
            _ => None,
        };
        let (part, mut schema) = lower_item(context, (encoding, &encoding_at), schema, direction);
        // Text and bytes in place of a component are named after it.
        if !matches!(schema.kind, SchemaKind::Reference(_)) {
            schema.documentation.title = schema.documentation.title.or(component);
        }
        lowered.push((part, schema));
    }
    let (parts, schemas) = lowered.into_iter().unzip();
    let openapi::PartPositions { required, has_rest, is_open, .. } = positions;
    (MediaKind::Positions(PartPositions { parts, required, has_rest, is_open }), tuple(schemas))
}
