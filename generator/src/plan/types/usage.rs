//! Computes the usage of each type: in requests, in responses, or both.

use std::collections::{BTreeMap, BTreeSet};

use super::reachable::has_own_type;
use crate::api::{AdditionalProperties, Api, Schema, SchemaId, SchemaKind, Union};
use crate::location::Origin;

/// The usage of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// The type occurs in requests: callers build it.
    pub(crate) input: bool,
    /// The type occurs in responses: callers read it.
    pub(crate) output: bool,
}

impl Usage {
    const INPUT: Self = Self { input: true, output: false };
    const OUTPUT: Self = Self { input: false, output: true };

    fn or(self, other: Self) -> Self {
        Self { input: self.input || other.input, output: self.output || other.output }
    }
}

/// Returns the usage of each schema with a named type, by origin. A schema may have several usages, since components
/// that inherit from another one have its properties.
pub(crate) fn usages(api: &Api) -> BTreeMap<Origin, Usage> {
    let mut usages = BTreeMap::new();
    let mut roots: Vec<(&Schema, Usage)> = Vec::new();
    for operation in &api.operations {
        let bodies = operation.body.iter().flat_map(|body| &body.media_types);
        roots.extend(bodies.map(|media_type| (&media_type.schema, Usage::INPUT)));
        roots.extend(operation.parameters.iter().map(|parameter| (&parameter.schema, Usage::INPUT)));
        let headers = operation.responses.iter().flat_map(|response| &response.headers);
        roots.extend(headers.map(|header| (&header.schema, Usage::OUTPUT)));
        let responses = operation.responses.iter().flat_map(|response| &response.media_types);
        roots.extend(responses.map(|media_type| (&media_type.schema, Usage::OUTPUT)));
    }
    roots.extend(api.webhooks.iter().map(|payload| (&payload.schema, Usage::OUTPUT)));
    let mut of_components: BTreeMap<SchemaId, Usage> = BTreeMap::new();
    for usage in [Usage::INPUT, Usage::OUTPUT] {
        let starts = roots.iter().filter(|(_, of_root)| *of_root == usage).map(|(schema, _)| *schema);
        for id in reached(api, starts) {
            let known = of_components.entry(id).or_default();
            *known = known.or(usage);
        }
    }
    let components = api.schemas.iter().enumerate();
    roots.extend(components.map(|(index, component)| {
        (&component.schema, of_components.get(&SchemaId(index)).copied().unwrap_or_default())
    }));
    for (schema, usage) in roots {
        visit(schema, &mut |inner| {
            if has_own_type(inner) {
                let known: &mut Usage = usages.entry(inner.at.clone()).or_default();
                *known = known.or(usage);
            }
        });
    }
    usages
}

/// Returns the discriminator values of each component, by component and property.
pub(crate) fn discriminator_values<'a>(api: &'a Api) -> BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>> {
    let mut discriminator_values: BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>> = BTreeMap::new();
    let mut note = |schema: &'a Schema| {
        let SchemaKind::Union(Union { discriminator: Some(property), variants }) = &schema.kind else { return };
        for variant in variants {
            if let SchemaKind::Reference(id) = variant.schema.kind {
                let of_component = discriminator_values.entry((id, property.as_str())).or_default();
                of_component.extend(variant.discriminator_values.iter().map(String::as_str));
            }
        }
    };
    api.schemas.iter().for_each(|component| visit(&component.schema, &mut note));
    discriminator_values
}

/// Returns the components that are reachable from some schemas.
fn reached<'a>(api: &'a Api, schemas: impl Iterator<Item = &'a Schema>) -> BTreeSet<SchemaId> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<SchemaId> = schemas.flat_map(references).collect();
    while let Some(id) = waiting.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(component) = api.component(id) {
            waiting.extend(references(&component.schema));
        }
    }
    reached
}

/// Returns the components that a schema refers to, including those that its inline schemas refer to.
fn references(schema: &Schema) -> Vec<SchemaId> {
    let mut found = Vec::new();
    visit(schema, &mut |inner| {
        if let SchemaKind::Reference(id) = inner.kind {
            found.push(id);
        }
    });
    found
}

/// Calls `seen` with a schema and each of its inline schemas.
pub(crate) fn visit<'a>(schema: &'a Schema, seen: &mut dyn FnMut(&'a Schema)) {
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        seen(schema);
        match &schema.kind {
            SchemaKind::Array(inner) => waiting.push(inner),
            SchemaKind::Tuple(members) => waiting.extend(members),
            SchemaKind::Object(object) => {
                waiting.extend(object.properties.iter().map(|property| &property.schema));
                if let AdditionalProperties::Schema(values) = &object.additional_properties {
                    waiting.push(values);
                }
            }
            SchemaKind::Union(union) => waiting.extend(union.variants.iter().map(|variant| &variant.schema)),
            _ => {}
        }
    }
}
