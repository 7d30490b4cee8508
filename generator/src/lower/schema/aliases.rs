//! Limits the chains of components that are only other names of one another. An `allOf` that adds nothing to its member is such a
//! name too, which is known once it is lowered.
//!
//! Each component becomes an alias of the next one, and the compiler does not expand more than 128 aliases of aliases.

use crate::api::analysis::{has_own_type, through_aliases};
use crate::api::{Component, SchemaId, SchemaKind};
use crate::graph::longest_paths;
use crate::limits::REFERENCE_CHAIN;
use crate::lower::context::Context;
use crate::openapi::chain_too_long;

/// Lets each component of a chain that is too long refer to the last one. Reports a chain that is too long still, and returns
/// `false` then: the later stages follow a chain from each of its components.
pub(super) fn limit_aliases(context: &mut Context<'_>, components: &mut [Component]) -> bool {
    if too_long(components).is_none() {
        return true;
    }
    shorten(components);
    let Some(component) = too_long(components) else { return true };
    context.report(chain_too_long(component.schema.at.clone()));
    false
}

/// Returns the first component of a chain that is too long.
fn too_long(components: &[Component]) -> Option<&Component> {
    let parts = |component: &Component| match has_own_type(&component.schema) {
        true => Vec::new(),
        false => through_aliases(&component.schema).into_iter().map(|id| id.0).collect(),
    };
    let edges: Vec<Vec<usize>> = components.iter().map(parts).collect();
    let lengths = longest_paths(&edges.iter().map(Vec::as_slice).collect::<Vec<_>>());
    components.iter().zip(lengths).find(|(_, length)| *length > REFERENCE_CHAIN).map(|(component, _)| component)
}

/// Lets each component that is a reference refer to the end of its chain.
fn shorten(components: &mut [Component]) {
    for start in 0..components.len() {
        // A chain is walked once: the components on it are one step from its end then.
        let mut chain = vec![start];
        while let Some(next) = chain.last().and_then(|last| named(components.get(*last)?))
            && chain.len() < components.len()
        {
            chain.push(next.0);
        }
        let Some((end, names)) = chain.split_last() else { continue };
        for name in names {
            if let Some(component) = components.get_mut(*name) {
                component.schema_mut().kind = SchemaKind::Reference(SchemaId(*end));
            }
        }
    }
}

/// Returns the component that another one is a name of. A nullable one is a type of its own: an `Option`.
fn named(component: &Component) -> Option<SchemaId> {
    match component.schema.kind {
        SchemaKind::Reference(id) if !component.schema.nullable => Some(id),
        _ => None,
    }
}
