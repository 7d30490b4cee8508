//! The inheritance of components by `allOf`, and their alternatives by `oneOf` and `anyOf`.
//!
//! Documents often combine both in a cycle: a base lists its subtypes in `oneOf`, and each subtype lists the base in
//! `allOf`. Taken literally, each would have to be lowered before the other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema};

use super::keywords::Keywords;
use crate::api::SchemaId;
use crate::lower::reference::component_name;

/// The relations between the components.
#[derive(Default)]
pub(crate) struct Inheritance {
    /// The components that inherit from a component directly, in document order.
    children: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// The direct alternatives of a component.
    alternatives: BTreeMap<SchemaId, Vec<SchemaId>>,
    /// The components with a discriminator and without alternatives.
    bases: BTreeSet<SchemaId>,
    /// The component whose descendants were computed last, and those whose alternatives were. Many components inherit from
    /// one, one after the other.
    last_descendants: Last,
    last_alternatives: Last,
}

/// The nodes that were reached from the last start.
type Last = RefCell<Option<(SchemaId, Rc<BTreeSet<SchemaId>>)>>;

impl Inheritance {
    /// Computes the relations of all components. `ids` maps names to ids.
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

    /// Returns the components that inherit from a component, directly or indirectly, in document order.
    pub(crate) fn descendants(&self, id: SchemaId) -> Rc<BTreeSet<SchemaId>> {
        remembered(&self.last_descendants, &self.children, id)
    }

    /// Returns `true` if a component has a discriminator for the components that inherit from it.
    pub(crate) fn has_subtypes(&self, id: SchemaId) -> bool {
        self.bases.contains(&id) && self.children.contains_key(&id)
    }

    /// Returns `true` if `owner`, or a component that inherits from it, is a direct or indirect alternative of `id`.
    pub(crate) fn is_alternative(&self, owner: SchemaId, id: SchemaId) -> bool {
        if self.alternatives.get(&id).is_none_or(Vec::is_empty) {
            return false;
        }
        let alternatives = remembered(&self.last_alternatives, &self.alternatives, id);
        alternatives.contains(&owner)
            || self.descendants(owner).iter().any(|descendant| alternatives.contains(descendant))
    }

    /// Returns `true` if `id` inherits from `ancestor`.
    pub(crate) fn inherits(&self, id: SchemaId, ancestor: SchemaId) -> bool {
        self.descendants(ancestor).contains(&id)
    }
}

/// Returns the nodes that are reachable from `start`, as [`reached`] does, and remembers them.
fn remembered(last: &Last, edges: &BTreeMap<SchemaId, Vec<SchemaId>>, start: SchemaId) -> Rc<BTreeSet<SchemaId>> {
    let mut last = last.borrow_mut();
    match &*last {
        Some((known, found)) if *known == start => Rc::clone(found),
        _ => {
            let found = Rc::new(reached(edges, start));
            *last = Some((start, Rc::clone(&found)));
            found
        }
    }
}

/// Returns the nodes that are reachable from `start` over one or more edges.
pub(crate) fn reached(edges: &BTreeMap<SchemaId, Vec<SchemaId>>, start: SchemaId) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    let mut pending: Vec<SchemaId> = edges.get(&start).cloned().unwrap_or_default();
    while let Some(next) = pending.pop() {
        if found.insert(next) {
            pending.extend(edges.get(&next).into_iter().flatten());
        }
    }
    found
}

/// Adds the names of the components in `allOf`, including nested `allOf`s.
fn all_of_references(schema: &Schema, names: &mut Vec<String>) {
    for member in Keywords::of(schema, None).all_of {
        match member {
            ReferenceOr::Reference { reference } => names.extend(component_name(reference)),
            ReferenceOr::Item(schema) => all_of_references(schema, names),
        }
    }
}
