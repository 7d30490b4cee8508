//! The size of a schema: the number of schemas in it, which a copy costs.

use crate::api::{AdditionalProperties, Schema, SchemaKind};

/// Returns the number of schemas in a schema, itself included. A reference is one, whatever its target.
pub(super) fn size(schema: &Schema) -> usize {
    let content = schema.content_schema.as_deref().map_or(0, size);
    let sum = |sizes: &mut dyn Iterator<Item = usize>| sizes.fold(1, usize::saturating_add);
    let own = match &schema.kind {
        SchemaKind::Object(object) => {
            let others = match &object.additional_properties {
                AdditionalProperties::Schema(schema) => size(schema),
                AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => 0,
            };
            let properties = object.properties.iter().map(|property| size(&property.schema));
            sum(&mut properties.chain([others]))
        }
        SchemaKind::Union(union) => sum(&mut union.variants.iter().map(|variant| size(&variant.schema))),
        SchemaKind::Array(items) => size(items).saturating_add(1),
        SchemaKind::Tuple(members) => sum(&mut members.iter().map(size)),
        _ => 1,
    };
    own.saturating_add(content)
}
