//! Breaks cycles of unions that are alternatives of one another.
//!
//! A schema that is its own alternative adds no values. Schemas that are alternatives of one another in a cycle all
//! have the same values: those of the alternatives outside the cycle. So the first schema of the cycle by name becomes
//! the union of these alternatives, and the others become references to it. The result does not depend on the order of
//! the document.

use std::collections::BTreeSet;

use super::component::resolved;
use crate::api::{Component, DefaultFor, DistinctSchemas, Schema, SchemaId, SchemaKind, Union, Variant};
use crate::diagnostic::Code;
use crate::graph::strongly_connected;
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
    let mut known = DistinctSchemas::new();
    let is_new: Vec<bool> =
        variants.iter().map(|variant| known.insert(&variant.discriminator_values, &variant.schema)).collect();
    variants.into_iter().zip(is_new).filter(|(_, is_new)| *is_new).map(|(variant, _)| variant).collect()
}

/// Returns the alternatives that a component reaches and that are not unions. Returns `None` if the component is not in
/// a cycle.
fn expand(context: &mut Context<'_>, start: SchemaId, reached: &mut BTreeSet<SchemaId>) -> Option<Vec<Variant>> {
    let mut unions = BTreeSet::new();
    let mut leaves = Vec::new();
    let mut is_cycle = false;
    let mut pending = vec![Variant {
        discriminator_values: Vec::new(),
        implicit_value: None,
        declared_value: None,
        default_for: DefaultFor::Nothing,
        schema: reference(context, start),
    }];
    while let Some(variant) = pending.pop() {
        let SchemaKind::Reference(id) = variant.schema.kind else {
            leaves.push(variant);
            continue;
        };
        if unions.contains(&id) || reached.contains(&id) {
            is_cycle |= id == start;
            continue;
        }
        let target = resolved(context, &variant.schema);
        match target.as_ref().map(|schema| &schema.kind) {
            Some(SchemaKind::Union(Union { discriminator: None, variants })) => {
                unions.insert(id);
                pending.extend(variants.iter().rev().cloned());
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
    let component = components.get(id.0)?;
    match &component.schema.kind {
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
        let schema = components.get_mut(id.0)?.schema_mut();
        nullable |= schema.nullable;
        schema.nullable = false;
        if let SchemaKind::Union(union) = std::mem::replace(&mut schema.kind, SchemaKind::Reference(first)) {
            variants.extend(union.variants.into_iter().filter(|variant| !is_in_cycle(variant)));
        }
    }
    let mut known = DistinctSchemas::new();
    let is_new: Vec<bool> = variants.iter().map(|variant| known.insert((), &variant.schema)).collect();
    let variants = variants.into_iter().zip(is_new).filter(|(_, is_new)| *is_new);
    let variants: Vec<Variant> = variants.map(|(variant, _)| variant).collect();
    let merged = components.get_mut(first.0)?.schema_mut();
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
    let mut before = BTreeSet::new();
    for id in &cycle {
        before.insert(*id);
        let Some(schema) = components.get_mut(id.0).map(Component::schema_mut) else { continue };
        let SchemaKind::Union(union) = &mut schema.kind else { continue };
        for variant in &mut union.variants {
            let SchemaKind::Reference(to) = variant.schema.kind else { continue };
            let is_in_cycle = before.contains(&to);
            if is_in_cycle && variant.discriminator_values.iter().any(cycle_broken) {
                variant.discriminator_values.retain(|tag| !cycle_broken(tag));
                let message = "this alternative refers back to the union that contains it: the values are untyped JSON";
                notes.push((variant.schema.at.clone(), message.to_owned()));
            }
        }
        union.variants.retain(|variant| !variant.discriminator_values.is_empty());
        if union.variants.is_empty() {
            schema.kind = SchemaKind::Any;
        }
    }
    notes
}

/// Returns the cycles of components that refer to one another, by references and by alternatives that are `followed`.
fn cycles(components: &[Component], followed: &dyn Fn(&Variant) -> bool) -> Vec<BTreeSet<SchemaId>> {
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(components.len());
    for component in components {
        let target = |schema: &Schema| match schema.kind {
            SchemaKind::Reference(id) => Some(id.0),
            _ => None,
        };
        edges.push(match &component.schema.kind {
            SchemaKind::Reference(id) => vec![id.0],
            SchemaKind::Union(union) => {
                let referring = union.variants.iter().filter(|variant| followed(variant));
                referring.filter_map(|variant| target(&variant.schema)).collect()
            }
            _ => Vec::new(),
        });
    }
    let targets: Vec<&[usize]> = edges.iter().map(Vec::as_slice).collect();
    let is_cycle = |circle: &Vec<usize>| match circle.as_slice() {
        [only] => targets.get(*only).is_some_and(|targets| targets.contains(only)),
        _ => true,
    };
    let circles = strongly_connected(&targets).into_iter().filter(is_cycle);
    let mut cycles: Vec<BTreeSet<SchemaId>> =
        circles.map(|circle| circle.into_iter().map(SchemaId).collect()).collect();
    cycles.sort();
    cycles
}
