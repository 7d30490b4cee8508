//! Breaks cycles of unions that are alternatives of one another.
//!
//! A schema that is its own alternative adds no values. Schemas that are alternatives of one another in a cycle all
//! have the same values: those of the alternatives outside the cycle. So the first schema of the cycle by name becomes
//! the union of these alternatives, and the others become references to it. The result does not depend on the order of
//! the document.

use std::collections::{BTreeMap, BTreeSet};

use super::component::resolved;
use crate::api::{Component, Schema, SchemaId, SchemaKind, Union, Variant};
use crate::diagnostic::Code;
use crate::location::{Origin, Pointer};
use crate::lower::context::Context;

const ONLY_ITSELF: &str = "the only alternative of this schema is the schema itself";

/// Returns the alternatives of a union. An alternative in a cycle is replaced by the alternatives that it reaches,
/// without duplicates.
pub(super) fn without_cycles(context: &mut Context<'_>, union: &Union) -> Vec<Variant> {
    let mut reached = BTreeSet::new();
    let mut variants: Vec<Variant> = Vec::with_capacity(union.variants.len());
    for variant in &union.variants {
        match variant.schema.kind {
            SchemaKind::Reference(id) if variant.discriminator_values.is_empty() => {
                if !reached.contains(&id) {
                    variants.extend(expand(context, id, &mut reached).unwrap_or_else(|| vec![variant.clone()]));
                }
            }
            _ => variants.push(variant.clone()),
        }
    }
    if reached.is_empty() {
        return variants;
    }
    let mut distinct: Vec<Variant> = Vec::with_capacity(variants.len());
    for variant in variants {
        if !distinct.iter().any(|known| {
            known.discriminator_values == variant.discriminator_values && known.schema.is_equivalent(&variant.schema)
        }) {
            distinct.push(variant);
        }
    }
    distinct
}

/// Returns the alternatives that a component reaches and that are not unions. Returns `None` if the component is not in
/// a cycle.
fn expand(context: &mut Context<'_>, start: SchemaId, reached: &mut BTreeSet<SchemaId>) -> Option<Vec<Variant>> {
    let mut unions = BTreeSet::new();
    let mut leaves = Vec::new();
    let mut is_cycle = false;
    let mut pending =
        vec![Variant { discriminator_values: Vec::new(), declared_value: None, schema: reference(context, start) }];
    while let Some(variant) = pending.pop() {
        let SchemaKind::Reference(id) = variant.schema.kind else {
            leaves.push(variant);
            continue;
        };
        if unions.contains(&id) || reached.contains(&id) {
            is_cycle |= id == start;
            continue;
        }
        match resolved(context, &variant.schema).map(|schema| schema.kind) {
            Some(SchemaKind::Union(Union { discriminator: None, variants })) => {
                unions.insert(id);
                pending.extend(variants.into_iter().rev());
            }
            _ => leaves.push(variant),
        }
    }
    if !is_cycle {
        return None;
    }
    reached.extend(unions);
    Some(leaves)
}

fn reference(context: &Context<'_>, id: SchemaId) -> Schema {
    Schema::of_kind(context.origin(&Pointer::root()), SchemaKind::Reference(id))
}

/// Returns the kind of a union whose only alternative is the union itself.
pub(super) fn only_itself(context: &mut Context<'_>, at: &Pointer) -> SchemaKind {
    context.warning(Code::SCHEMA_UNTYPED, at, format!("{ONLY_ITSELF}: the values are untyped JSON"));
    SchemaKind::Any
}

/// Breaks the cycles of alternatives among the components. Returns the origins and messages of the untyped schemas.
pub(super) fn break_cycles(components: &mut [Component]) -> Vec<(Origin, String)> {
    let mut notes = Vec::new();
    for cycle in cycles(components, &|variant| variant.discriminator_values.is_empty()) {
        notes.extend(merge(components, &cycle));
    }
    // The remaining cycles select an alternative by a discriminator value. Reading a value that is mapped all the way
    // around a cycle would not terminate.
    for cycle in cycles(components, &|_| true) {
        let mut properties = BTreeSet::new();
        let mut tags = BTreeSet::new();
        for union in cycle.iter().filter_map(|id| union(components, *id)) {
            properties.extend(union.discriminator.clone());
            tags.extend(union.variants.iter().flat_map(|variant| variant.discriminator_values.clone()));
        }
        if properties.len() > 1 {
            notes.extend(cut_cycle(components, &cycle, &|_| true));
            continue;
        }
        for tag in tags {
            for cycle in cycles(components, &|variant| variant.discriminator_values.contains(&tag)) {
                notes.extend(cut_cycle(components, &cycle, &|other| *other == tag));
            }
        }
    }
    notes
}

fn union(components: &[Component], id: SchemaId) -> Option<&Union> {
    match &components.get(id.0)?.schema.kind {
        SchemaKind::Union(union) => Some(union),
        _ => None,
    }
}

/// Returns the components of a cycle, sorted by name.
fn by_name(components: &[Component], cycle: &BTreeSet<SchemaId>) -> Vec<SchemaId> {
    let mut sorted: Vec<SchemaId> = cycle.iter().copied().collect();
    sorted.sort_by_key(|id| components.get(id.0).map(|component| component.name.as_str()));
    sorted
}

/// Merges the components of a cycle into one union.
fn merge(components: &mut [Component], cycle: &BTreeSet<SchemaId>) -> Option<(Origin, String)> {
    let is_in_cycle =
        |variant: &Variant| matches!(variant.schema.kind, SchemaKind::Reference(to) if cycle.contains(&to));
    let cycle_by_name = by_name(components, cycle);
    let first = *cycle_by_name.first()?;
    let mut variants: Vec<Variant> = Vec::new();
    let mut nullable = false;
    for id in cycle_by_name {
        let component = components.get_mut(id.0)?;
        nullable |= component.schema.nullable;
        component.schema.nullable = false;
        if let SchemaKind::Union(union) = std::mem::replace(&mut component.schema.kind, SchemaKind::Reference(first)) {
            for variant in union.variants.into_iter().filter(|variant| !is_in_cycle(variant)) {
                if !variants.iter().any(|known| known.schema.is_equivalent(&variant.schema)) {
                    variants.push(variant);
                }
            }
        }
    }
    let merged = &mut components.get_mut(first.0)?.schema;
    merged.nullable = nullable;
    let mut note = None;
    merged.kind = match variants.as_slice() {
        [] if nullable => SchemaKind::Null,
        [] => {
            merged.nullable = false;
            note = Some((merged.at.clone(), format!("{ONLY_ITSELF}: the values are untyped JSON")));
            SchemaKind::Any
        }
        [only] => only.schema.kind.clone(),
        _ => SchemaKind::Union(Union { discriminator: None, variants }),
    };
    note
}

/// Removes the discriminator values of a cycle that are mapped to the same schema or to one with an earlier name. Such
/// values are read as untyped JSON.
fn cut_cycle(
    components: &mut [Component],
    cycle: &BTreeSet<SchemaId>,
    cycle_broken: &dyn Fn(&String) -> bool,
) -> Vec<(Origin, String)> {
    let mut notes = Vec::new();
    let cycle = by_name(components, cycle);
    for (place, id) in cycle.iter().enumerate() {
        let Some(component) = components.get_mut(id.0) else { continue };
        let SchemaKind::Union(union) = &mut component.schema.kind else { continue };
        for variant in &mut union.variants {
            let SchemaKind::Reference(to) = variant.schema.kind else { continue };
            let is_in_cycle = cycle.iter().take(place.saturating_add(1)).any(|before| *before == to);
            if is_in_cycle && variant.discriminator_values.iter().any(cycle_broken) {
                variant.discriminator_values.retain(|tag| !cycle_broken(tag));
                let message = "this alternative refers back to the union that contains it: the values are untyped JSON";
                notes.push((variant.schema.at.clone(), message.to_owned()));
            }
        }
        union.variants.retain(|variant| !variant.discriminator_values.is_empty());
        if union.variants.is_empty() {
            component.schema.kind = SchemaKind::Any;
        }
    }
    notes
}

/// Returns the cycles of components that refer to one another, by references and by alternatives that are `followed`.
fn cycles(components: &[Component], followed: &dyn Fn(&Variant) -> bool) -> Vec<BTreeSet<SchemaId>> {
    let mut edges: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (index, component) in components.iter().enumerate() {
        let targets: Vec<SchemaId> = match &component.schema.kind {
            SchemaKind::Reference(id) => vec![*id],
            SchemaKind::Union(union) => {
                let referring = union.variants.iter().filter(|variant| followed(variant));
                let target = |variant: &Variant| match variant.schema.kind {
                    SchemaKind::Reference(id) => Some(id),
                    _ => None,
                };
                referring.filter_map(target).collect()
            }
            _ => continue,
        };
        edges.insert(SchemaId(index), targets);
    }
    // Components without an edge to a component with edges are not in a cycle. That removes nearly all of them.
    loop {
        let before = edges.len();
        let sources: BTreeSet<SchemaId> = edges.keys().copied().collect();
        edges.retain(|_, targets| targets.iter().any(|target| sources.contains(target)));
        if edges.len() == before {
            break;
        }
    }
    let reached: BTreeMap<SchemaId, BTreeSet<SchemaId>> =
        edges.keys().map(|id| (*id, super::inheritance::reached(&edges, *id))).collect();
    let has_path = |from: SchemaId, to: SchemaId| reached.get(&from).is_some_and(|reached| reached.contains(&to));
    let mut assigned: BTreeSet<SchemaId> = BTreeSet::new();
    let mut cycles = Vec::new();
    for id in edges.keys().copied().filter(|id| has_path(*id, *id)) {
        if !assigned.contains(&id) {
            let cycle: BTreeSet<SchemaId> =
                edges.keys().copied().filter(|other| has_path(id, *other) && has_path(*other, id)).collect();
            assigned.extend(&cycle);
            cycles.push(cycle);
        }
    }
    cycles
}
