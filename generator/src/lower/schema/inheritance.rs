//! Which component inherits from which by `allOf`, and which is an alternative of which by `oneOf` and `anyOf`.
//!
//! Documents use the two together in circles: a base lists its subtypes by `oneOf`, and each of them lists the base by
//! `allOf`. Read literally, each would need the other first.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema};

use super::keywords::Keywords;
use crate::api::SchemaId;
use crate::lower::reference::component_name;

/// How the components hang together.
#[derive(Default)]
pub(crate) struct Inheritance {
    /// The components that name one in their `allOf`, in the document's order.
    children: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// The components that one names in its `oneOf` and `anyOf`.
    alternatives: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// The components that have a discriminator, and no alternatives for it to tell apart.
    bases: BTreeSet<SchemaId>,
}

impl Inheritance {
    /// Looks through all components; `ids` has the id of each by its name.
    pub(crate) fn of(openapi: &OpenAPI, ids: &IndexMap<&str, SchemaId>) -> Self {
        let id_of = |name: String| ids.get(name.as_str()).copied();
        let mut inheritance = Self::default();
        let schemas = openapi.components.iter().flat_map(|components| &components.schemas);
        for (index, (_, schema)) in schemas.enumerate() {
            let id = SchemaId(index);
            let ReferenceOr::Item(schema) = schema else { continue };
            // Nothing that stands beside the document inherits, or is an alternative.
            let keywords = Keywords::of(schema, None);
            let mut parents = Vec::new();
            all_of_references(schema, &mut parents);
            for parent in parents.into_iter().filter_map(id_of) {
                inheritance.children.entry(parent).or_default().push(id);
            }
            let members = keywords.one_of.iter().chain(keywords.any_of);
            let references = members.filter_map(|member| match member {
                ReferenceOr::Reference { reference } => component_name(reference),
                ReferenceOr::Item(_) => None,
            });
            let alternatives: Vec<SchemaId> = references.filter_map(id_of).collect();
            if keywords.data.discriminator.is_some() && keywords.one_of.is_empty() && keywords.any_of.is_empty() {
                inheritance.bases.insert(id);
            }
            inheritance.alternatives.insert(id, alternatives);
        }
        inheritance
    }

    /// The components that inherit from one, at any depth, in the document's order.
    pub(crate) fn descendants(&self, id: SchemaId) -> BTreeSet<SchemaId> {
        reached(&self.children, id)
    }

    /// Whether a component has a discriminator that tells apart those that inherit from it.
    pub(crate) fn has_subtypes(&self, id: SchemaId) -> bool {
        self.bases.contains(&id) && self.children.contains_key(&id)
    }

    /// Whether `owner`, or what inherits from it, is one of the alternatives that `id` lists at any depth.
    pub(crate) fn is_alternative(&self, owner: SchemaId, id: SchemaId) -> bool {
        let alternatives = reached(&self.alternatives, id);
        if alternatives.is_empty() {
            return false;
        }
        alternatives.contains(&owner)
            || self.descendants(owner).iter().any(|descendant| alternatives.contains(descendant))
    }

    /// Whether `id` inherits from `ancestor`.
    pub(crate) fn inherits(&self, id: SchemaId, ancestor: SchemaId) -> bool {
        self.descendants(ancestor).contains(&id)
    }
}

/// What can be reached from `start` over one or more edges.
pub(crate) fn reached(edges: &BTreeMap<SchemaId, Vec<SchemaId>>, start: SchemaId) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<SchemaId> = edges.get(&start).cloned().unwrap_or_default();
    while let Some(next) = waiting.pop() {
        if found.insert(next) {
            waiting.extend(edges.get(&next).into_iter().flatten());
        }
    }
    found
}

/// The names of the components in `allOf`, those in schemas written inside of it included.
fn all_of_references(schema: &Schema, names: &mut Vec<String>) {
    for member in Keywords::of(schema, None).all_of {
        match member {
            ReferenceOr::Reference { reference } => names.extend(component_name(reference)),
            ReferenceOr::Item(schema) => all_of_references(schema, names),
        }
    }
}
