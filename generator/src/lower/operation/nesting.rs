//! Values that nest too deep for a style: every style but `deepObject` has text for arrays and objects of primitive
//! values alone (OpenAPI 3.1.1, section 4.8.12.6).

use crate::api::{AdditionalProperties, Component, Schema, SchemaId, SchemaKind};

/// Whether a schema has values that nest too deep for such a style.
pub(crate) fn nests(components: &[Component], schema: &Schema) -> bool {
    !has_text(components, schema, true, &mut Vec::new())
}

/// Whether every value of a schema has text. `may_nest` says whether it may be an array or an object; `above` are the
/// components around it.
fn has_text(components: &[Component], schema: &Schema, may_nest: bool, above: &mut Vec<SchemaId>) -> bool {
    match &schema.kind {
        SchemaKind::Array(items) => may_nest && has_text(components, items, false, above),
        SchemaKind::Tuple(items) => may_nest && items.iter().all(|item| has_text(components, item, false, above)),
        SchemaKind::Object(object) => {
            let mut members = object.properties.iter().map(|property| &property.schema);
            may_nest
                && members.all(|member| has_text(components, member, false, above))
                && match &object.additional_properties {
                    AdditionalProperties::Schema(values) => has_text(components, values, false, above),
                    AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => true,
                }
        }
        SchemaKind::Union(union) => {
            union.variants.iter().all(|variant| has_text(components, &variant.schema, may_nest, above))
        }
        SchemaKind::Reference(id) if !above.contains(id) => {
            above.push(*id);
            let component = components.get(id.0);
            let has_text = component.is_none_or(|component| has_text(components, &component.schema, may_nest, above));
            above.pop();
            has_text
        }
        _ => true,
    }
}
