//! Which schemas callers build: those that a request can hold.

use std::collections::BTreeSet;

use crate::api::{Api, Rest, Schema, SchemaId, SchemaKind};

/// The components that a request body or a parameter can hold, at any depth.
pub(super) fn from_requests(api: &Api) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut waiting = Vec::new();
    for operation in &api.operations {
        let bodies = operation.body.iter().map(|body| &body.media_type.schema);
        let parameters = operation.parameters.iter().map(|parameter| &parameter.schema);
        for schema in bodies.chain(parameters) {
            waiting.extend(direct_references(schema));
        }
    }
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
pub(super) fn direct_references(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        match &schema.kind {
            SchemaKind::Reference(id) => found.push(*id),
            SchemaKind::Array(inner) | SchemaKind::Map(inner) => waiting.push(inner),
            SchemaKind::Object(object) => {
                waiting.extend(object.properties.iter().map(|property| &property.schema));
                if let Rest::Kept(values) = &object.rest {
                    waiting.push(values);
                }
            }
            _ => {}
        }
    }
    found
}
