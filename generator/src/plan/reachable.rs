//! Which schemas lead to which others, and what callers do with them.

use std::collections::BTreeSet;

use crate::api::{Api, EnumerationBase, Rest, Schema, SchemaId, SchemaKind};

/// The components that a request body or a parameter can hold, at any depth: callers build them.
pub(super) fn from_requests(api: &Api) -> BTreeSet<SchemaId> {
    let operations = api.operations.iter();
    let schemas = operations.flat_map(|operation| {
        let bodies = operation.body.iter().map(|body| &body.media_type.schema);
        bodies.chain(operation.parameters.iter().map(|parameter| &parameter.schema))
    });
    reached(api, schemas)
}

/// The components that a response can hold, at any depth: callers read them.
pub(super) fn from_responses(api: &Api) -> BTreeSet<SchemaId> {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    reached(api, responses.filter_map(|response| response.media_type.as_ref()).map(|media_type| &media_type.schema))
}

fn reached<'a>(api: &'a Api, schemas: impl Iterator<Item = &'a Schema>) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<SchemaId> = schemas.flat_map(direct_references).collect();
    while let Some(id) = waiting.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(component) = api.component(id) {
            waiting.extend(direct_references(&component.schema));
        }
    }
    reached
}

/// The components that a schema names itself, those in schemas written inside of it included.
fn direct_references(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        match &schema.kind {
            SchemaKind::Reference(id) => found.push(*id),
            SchemaKind::Array(inner) => waiting.push(inner),
            SchemaKind::Tuple(members) => waiting.extend(members),
            SchemaKind::Object(object) => {
                waiting.extend(object.properties.iter().map(|property| &property.schema));
                if let Rest::Kept(values) = &object.rest {
                    waiting.push(values);
                }
            }
            SchemaKind::Union(union) => waiting.extend(union.variants.iter().map(|variant| &variant.schema)),
            _ => {}
        }
    }
    found
}

/// Whether a schema becomes a struct or an enum, and no combination of types that are there already.
pub(super) fn has_own_type(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Object(object) => !object.properties.is_empty(),
        SchemaKind::Enumeration(enumeration) => enumeration.base() != EnumerationBase::Boolean,
        SchemaKind::Union(_) => true,
        _ => false,
    }
}

/// Whether a component that is an alias leads back to itself through aliases alone.
pub(super) fn leads_back(api: &Api, id: SchemaId) -> bool {
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

/// The components that an alias names without a struct or an enum between.
fn through_aliases(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        match &schema.kind {
            SchemaKind::Reference(id) => found.push(*id),
            SchemaKind::Array(inner) => waiting.push(inner),
            SchemaKind::Tuple(members) => waiting.extend(members),
            SchemaKind::Object(object) if object.properties.is_empty() => {
                if let Rest::Kept(values) = &object.rest {
                    waiting.push(values);
                }
            }
            _ => {}
        }
    }
    found
}
