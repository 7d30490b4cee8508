//! Classifies schemas: which become a struct or an enum, and which are recursive aliases.

use std::collections::BTreeSet;

use crate::api::{AdditionalProperties, Api, EnumerationBase, Schema, SchemaId, SchemaKind};

/// Returns `true` if a schema becomes a struct or an enum.
pub(crate) fn has_own_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => !object.properties.is_empty(),
        SchemaKind::Enumeration(enumeration) => enumeration.base() != EnumerationBase::Boolean,
        SchemaKind::Union(_) => true,
        _ => false,
    }
}

/// Returns `true` if an alias refers to itself through aliases only.
pub(crate) fn leads_back(api: &Api, id: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(next) = waiting.pop() {
        let Some(component) = api.component(next) else { continue };
        if has_own_type(&component.schema) {
            continue;
        }
        for reached in through_aliases(&component.schema) {
            if reached == id {
                return true;
            }
            if seen.insert(reached) {
                waiting.push(reached);
            }
        }
    }
    false
}

/// Returns the components that an alias refers to without a struct or an enum in between.
fn through_aliases(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        match &schema.kind {
            SchemaKind::Reference(id) => found.push(*id),
            SchemaKind::Array(inner) => waiting.push(inner),
            SchemaKind::Tuple(members) => waiting.extend(members),
            SchemaKind::Object(object) if object.properties.is_empty() => {
                if let AdditionalProperties::Schema(values) = &object.additional_properties {
                    waiting.push(values);
                }
            }
            _ => {}
        }
    }
    found
}
