//! Values that nest too deep for a style: every style but `deepObject` has text for arrays and objects of primitive
//! values alone (OpenAPI 3.1.1, section 4.8.12.6).

use std::collections::BTreeSet;

use crate::api::{AdditionalProperties, Component, Schema, SchemaId, SchemaKind};

/// Whether a schema has values that nest too deep for such a style.
pub(crate) fn nests(components: &[Component], schema: &Schema) -> bool {
    !has_text(components, schema, true, &mut Visited::default())
}

/// The components around a schema, and those whose values have text.
#[derive(Default)]
struct Visited {
    path: BTreeSet<SchemaId>,
    done: BTreeSet<(SchemaId, bool)>,
}

/// Whether every value of a schema has text. `may_nest` says whether it may be an array or an object. The first value without
/// text ends the search, so each component is searched once.
fn has_text(components: &[Component], schema: &Schema, may_nest: bool, above: &mut Visited) -> bool {
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
        SchemaKind::Reference(id) if !above.done.contains(&(*id, may_nest)) && above.path.insert(*id) => {
            let component = components.get(id.0);
            let has_text = component.is_none_or(|component| has_text(components, &component.schema, may_nest, above));
            above.path.remove(id);
            above.done.insert((*id, may_nest));
            has_text
        }
        _ => true,
    }
}
