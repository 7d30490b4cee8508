//! Unions that lead back to themselves by way of their alternatives alone.
//!
//! That a schema is one of its own alternatives says nothing about its values. Schemas that are alternatives of one
//! another in a cycle all have the same values: those of the alternatives that lead out of the cycle. So the first of
//! them by name becomes the union of these, and the others become references to it: their order in the document does not
//! matter.

use std::collections::{BTreeMap, BTreeSet};

use super::component::resolved;
use super::raw;
use crate::api::{Component, Schema, SchemaId, SchemaKind, Union, Variant};
use crate::location::{Origin, Pointer};
use crate::lower::context::Context;

const SAYS_NOTHING: &str = "its alternatives lead back to the schema itself, and to nothing else";

/// The alternatives of a union. In place of one that leads back to itself stand those that are reached from it, each
/// once.
pub(crate) fn without_cycles(context: &mut Context<'_>, union: &Union) -> Vec<Variant> {
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
            known.discriminator_values == variant.discriminator_values && known.schema.is_like(&variant.schema)
        }) {
            distinct.push(variant);
        }
    }
    distinct
}

/// The alternatives that are reached from a component and are no unions themselves; nothing if no cycle leads through
/// the component.
fn expand(context: &mut Context<'_>, start: SchemaId, reached: &mut BTreeSet<SchemaId>) -> Option<Vec<Variant>> {
    let mut unions = BTreeSet::new();
    let mut leaves = Vec::new();
    let mut is_cycle = false;
    let mut waiting = vec![Variant { discriminator_values: Vec::new(), schema: reference(context, start) }];
    while let Some(variant) = waiting.pop() {
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
                waiting.extend(variants.into_iter().rev());
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

/// What is left of a union whose only alternative was the union itself.
pub(crate) fn only_itself(context: &mut Context<'_>, at: &Pointer) -> SchemaKind {
    raw(context, at, SAYS_NOTHING)
}

/// Settles the components that are in cycles of alternatives, and says where, and what became of them.
pub(crate) fn settle(components: &mut [Component]) -> Vec<(Origin, String)> {
    let mut findings = Vec::new();
    for cycle in cycles(components, &|variant| variant.discriminator_values.is_empty()) {
        findings.extend(merge(components, &cycle));
    }
    // What is left leads on by the value of a discriminator. Reading would follow a value that leads all the way around
    // for ever.
    for cycle in cycles(components, &|_| true) {
        let mut properties = BTreeSet::new();
        let mut tags = BTreeSet::new();
        for union in cycle.iter().filter_map(|id| union(components, *id)) {
            properties.extend(union.discriminator.clone());
            tags.extend(union.variants.iter().flat_map(|variant| variant.discriminator_values.clone()));
        }
        if properties.len() > 1 {
            findings.extend(cut(components, &cycle, &|_| true));
            continue;
        }
        for tag in tags {
            for cycle in cycles(components, &|variant| variant.discriminator_values.contains(&tag)) {
                findings.extend(cut(components, &cycle, &|other| *other == tag));
            }
        }
    }
    findings
}

fn union(components: &[Component], id: SchemaId) -> Option<&Union> {
    match &components.get(id.0)?.schema.kind {
        SchemaKind::Union(union) => Some(union),
        _ => None,
    }
}

/// The components of a cycle, sorted by their names.
fn by_name(components: &[Component], cycle: &BTreeSet<SchemaId>) -> Vec<SchemaId> {
    let mut sorted: Vec<SchemaId> = cycle.iter().copied().collect();
    sorted.sort_by_key(|id| components.get(id.0).map(|component| component.name.as_str()));
    sorted
}

/// Makes one union of the components in a cycle.
fn merge(components: &mut [Component], cycle: &BTreeSet<SchemaId>) -> Option<(Origin, String)> {
    let leads_back =
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
            for variant in union.variants.into_iter().filter(|variant| !leads_back(variant)) {
                if !variants.iter().any(|known| known.schema.is_like(&variant.schema)) {
                    variants.push(variant);
                }
            }
        }
    }
    let merged = &mut components.get_mut(first.0)?.schema;
    merged.nullable = nullable;
    let mut finding = None;
    merged.kind = match variants.as_slice() {
        [] if nullable => SchemaKind::Null,
        [] => {
            merged.nullable = false;
            finding = Some((merged.at.clone(), format!("{SAYS_NOTHING}: values are kept as raw JSON")));
            SchemaKind::Any
        }
        [only] => only.schema.kind.clone(),
        _ => SchemaKind::Union(Union { discriminator: None, variants }),
    };
    finding
}

/// Takes the values that lead back out of the discriminators of a cycle, to the same schema or to one whose name is
/// before its own: what reads them is untyped.
fn cut(
    components: &mut [Component],
    cycle: &BTreeSet<SchemaId>,
    cycle_broken: &dyn Fn(&String) -> bool,
) -> Vec<(Origin, String)> {
    let mut findings = Vec::new();
    let cycle = by_name(components, cycle);
    for (place, id) in cycle.iter().enumerate() {
        let Some(component) = components.get_mut(id.0) else { continue };
        let SchemaKind::Union(union) = &mut component.schema.kind else { continue };
        for variant in &mut union.variants {
            let SchemaKind::Reference(to) = variant.schema.kind else { continue };
            let leads_back = cycle.iter().take(place.saturating_add(1)).any(|before| *before == to);
            if leads_back && variant.discriminator_values.iter().any(cycle_broken) {
                variant.discriminator_values.retain(|tag| !cycle_broken(tag));
                let message =
                    "this alternative leads back to the schema that it is one of: its values are kept as raw JSON";
                findings.push((variant.schema.at.clone(), message.to_owned()));
            }
        }
        union.variants.retain(|variant| !variant.discriminator_values.is_empty());
        if union.variants.is_empty() {
            component.schema.kind = SchemaKind::Any;
        }
    }
    findings
}

/// The cycles of components that lead to one another by references and by alternatives that are `followed`.
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
    // What leads to nothing that leads on is in no cycle, and is nearly everything.
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
    let leads = |from: SchemaId, to: SchemaId| reached.get(&from).is_some_and(|reached| reached.contains(&to));
    let mut settled: BTreeSet<SchemaId> = BTreeSet::new();
    let mut cycles = Vec::new();
    for id in edges.keys().copied().filter(|id| leads(*id, *id)) {
        if !settled.contains(&id) {
            let cycle: BTreeSet<SchemaId> =
                edges.keys().copied().filter(|other| leads(id, *other) && leads(*other, id)).collect();
            settled.extend(&cycle);
            cycles.push(cycle);
        }
    }
    cycles
}
