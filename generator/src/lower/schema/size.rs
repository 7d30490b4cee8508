//! The size of a schema: the number of schemas in it, which a copy costs.

use crate::api::{AdditionalProperties, SchemaKind};

/// Returns the number of schemas in a schema of some kind, itself included. A reference is one, whatever its target.
pub(super) fn size(kind: &SchemaKind) -> usize {
    let sum = |sizes: &mut dyn Iterator<Item = usize>| sizes.fold(1, usize::saturating_add);
    match kind {
        SchemaKind::Object(object) => {
            let others = match &object.additional_properties {
                AdditionalProperties::Schema(schema) => size(&schema.kind),
                AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => 0,
            };
            let properties = object.properties.iter().map(|property| size(&property.schema.kind));
            sum(&mut properties.chain([others]))
        }
        SchemaKind::Union(union) => sum(&mut union.variants.iter().map(|variant| size(&variant.schema.kind))),
        SchemaKind::Array(items) => size(&items.kind).saturating_add(1),
        SchemaKind::Tuple(members) => sum(&mut members.iter().map(|member| size(&member.kind))),
        _ => 1,
    }
}
