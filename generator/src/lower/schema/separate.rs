//! Gives a type of its own to each alternative of a discriminator that adds nothing to another one.
//!
//! A component with an `allOf` of one reference, and nothing else, is another name of that component. If both are alternatives
//! of one discriminator, then their values differ in its property, which each type has a value of its own for: a single type
//! would be sent with the value of the wrong one.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::analysis::written_schemas;
use crate::api::{Api, Component, Schema, SchemaId, SchemaKind, Union};

/// The values of the alternatives that are names of one object, by the name of the discriminator's property.
type Names = BTreeMap<(SchemaId, String), BTreeMap<SchemaId, BTreeSet<String>>>;

/// Copies the object to each of its names that a discriminator has other values for.
pub(in crate::lower) fn separate_variants(api: &mut Api) {
    let mut names = Names::new();
    for schema in written_schemas(api) {
        schema.visit(&mut |schema| collect(&api.schemas, schema, &mut names));
    }
    let mut copies: Vec<(SchemaId, SchemaId)> = Vec::new();
    for ((object, _), values) in names {
        let distinct: BTreeSet<&BTreeSet<String>> = values.values().collect();
        if distinct.len() > 1 {
            copies.extend(values.into_keys().filter(|name| *name != object).map(|name| (name, object)));
        }
    }
    for (name, object) in copies {
        let Some(schema) = api.schemas.get(object.0).map(|component| component.schema.clone()) else { continue };
        if let Some(component) = api.schemas.get_mut(name.0) {
            let named = component.schema_mut();
            named.kind = schema.kind.clone();
            named.sensitive |= schema.sensitive;
        }
    }
}

/// Adds the alternatives of a union with a discriminator that are objects, or other names of them.
fn collect(components: &[Component], schema: &Schema, names: &mut Names) {
    let SchemaKind::Union(Union { discriminator: Some(property), variants }) = &schema.kind else { return };
    for variant in variants {
        if let SchemaKind::Reference(id) = variant.schema.kind
            && let Some(object) = object_of(components, id)
        {
            let values = names.entry((object, property.clone())).or_default().entry(id).or_default();
            values.extend(variant.discriminator_values.iter().cloned());
        }
    }
}

/// Returns the component with the object that a component is, or is a name of. A nullable name is a type of its own.
fn object_of(components: &[Component], mut id: SchemaId) -> Option<SchemaId> {
    // A circle of names has no end.
    for _ in components {
        let schema = &components.get(id.0)?.schema;
        match &schema.kind {
            SchemaKind::Reference(next) if !schema.nullable => id = *next,
            SchemaKind::Object(_) => return Some(id),
            _ => return None,
        }
    }
    None
}
