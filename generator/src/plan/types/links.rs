//! Adds a `Link` to long cycles of types, which would exceed the compiler's recursion limit.
//!
//! rustc checks whether a type is `Send` recursively, one step for each contained type, including those of the standard
//! library. It stops at 128 steps, in the client and in each crate that holds a value across an `.await`. A cycle with
//! a path longer than [`MAX_STEPS`] gets the runtime's `Link`, at which the check ends. The result depends only on the
//! types of the cycle.

use std::collections::{BTreeMap, BTreeSet};

use super::recursion::{Aliases, Holds, components};
use crate::rust::{Identifier, Item, Type, TypeModule};

/// The maximum number of steps in a cycle. The remaining ones are for the types that contain the cycle.
const MAX_STEPS: usize = 96;

/// The maximum number of types in a cycle whose paths are measured: a larger one counts as long. The time is proportional to
/// the square of the number. The paths of such cycles in public documents are all longer than [`MAX_STEPS`].
const MAX_CYCLE: usize = 1_000;

/// Wraps each value that belongs to a long cycle in a `Link`.
pub(crate) fn link_long_cycles(modules: &mut [TypeModule], aliases: &Aliases) {
    let long: Vec<BTreeSet<Identifier>> = {
        let mut holds: Holds<'_> = BTreeMap::new();
        let mut known = Reached::new();
        let mut steps: BTreeMap<(&Identifier, &Identifier), usize> = BTreeMap::new();
        for item in modules.iter().flat_map(|module| &module.items) {
            let mut held = Vec::new();
            item.visit_types(&mut |value| reach(value, aliases, 1, &mut held, &mut known));
            for (name, count) in &held {
                let known = steps.entry((item.name(), name)).or_default();
                *known = (*known).max(*count);
            }
            if !matches!(item, Item::Alias(_)) {
                holds.insert(item.name(), held.into_iter().map(|(name, _)| name).collect());
            }
        }
        let cycles = components(holds.keys().copied().collect(), &holds).into_iter();
        let cycles = cycles.map(|cycle| cycle.into_iter().collect::<BTreeSet<_>>());
        let is_long = |cycle: &BTreeSet<Identifier>| {
            cycle.len() > MAX_CYCLE || cycle.iter().any(|start| way(start, cycle, &holds, &steps) > MAX_STEPS)
        };
        cycles.filter(is_long).collect()
    };
    for cycle in &long {
        let is_own = |name: &Identifier| cycle.contains(name);
        for item in modules.iter_mut().flat_map(|module| &mut module.items).filter(|item| is_own(item.name())) {
            match item {
                Item::Struct(item) => {
                    item.fields.iter_mut().for_each(|field| link(&mut field.value, &is_own, aliases));
                    item.additional_properties.iter_mut().for_each(|rest| link(&mut rest.value, &is_own, aliases));
                }
                Item::Union(item) => {
                    item.variants.iter_mut().for_each(|variant| link(&mut variant.value, &is_own, aliases));
                }
                Item::Newtype(item) => link(&mut item.target, &is_own, aliases),
                Item::Alias(_) | Item::Enumeration(_) => {}
            }
        }
    }
}

/// The types that each alias contains, and the maximum number of steps to each.
type Reached<'a> = BTreeMap<&'a Identifier, Vec<(&'a Identifier, usize)>>;

/// Adds the types that a value contains, and the number of steps to each. `known` has the aliases that were resolved before:
/// one that is there twice, in each of several tuples, would double the types.
fn reach<'a>(
    value: &'a Type,
    aliases: &'a Aliases,
    steps: usize,
    found: &mut Vec<(&'a Identifier, usize)>,
    known: &mut Reached<'a>,
) {
    let within = |more: usize| steps.saturating_add(more);
    match value {
        Type::Option(inner) => reach(inner, aliases, within(1), found, known),
        Type::Box(inner) => reach(inner, aliases, within(2), found, known),
        Type::Vec(inner) => reach(inner, aliases, within(3), found, known),
        Type::Map(inner) => reach(inner, aliases, within(5), found, known),
        Type::Tuple(members) => members.iter().for_each(|member| reach(member, aliases, within(1), found, known)),
        Type::Named(name) => match aliases.get(name) {
            Some(target) => {
                if !known.contains_key(name) {
                    let mut inside = Vec::new();
                    reach(target, aliases, 0, &mut inside, known);
                    known.insert(name, longest(inside));
                }
                let inside = known.get(name).into_iter().flatten();
                found.extend(inside.map(|(name, more)| (*name, within(*more))));
            }
            None => found.push((name, steps)),
        },
        _ => {}
    }
}

/// Returns each type once, where it is first, with its maximum number of steps.
fn longest(found: Vec<(&Identifier, usize)>) -> Vec<(&Identifier, usize)> {
    let mut indices: BTreeMap<&Identifier, usize> = BTreeMap::new();
    let mut longest: Vec<(&Identifier, usize)> = Vec::new();
    for (name, steps) in found {
        let index = *indices.entry(name).or_insert(longest.len());
        match longest.get_mut(index) {
            Some((_, known)) => *known = steps.max(*known),
            None => longest.push((name, steps)),
        }
    }
    longest
}

/// Returns the maximum depth of the compiler's check in a cycle: it visits each type once, in field order.
fn way<'a>(
    start: &'a Identifier,
    cycle: &BTreeSet<Identifier>,
    holds: &Holds<'a>,
    steps: &BTreeMap<(&'a Identifier, &'a Identifier), usize>,
) -> usize {
    let held = |name: &Identifier| holds.get(name).cloned().unwrap_or_default().into_iter();
    let (mut seen, mut longest) = (BTreeSet::from([start]), 0);
    let mut path = vec![(start, 0_usize, held(start))];
    while let Some((name, depth, remaining)) = path.last_mut() {
        let (name, depth) = (*name, *depth);
        match remaining.next() {
            Some(next) if cycle.contains(next) && seen.insert(next) => {
                let depth = depth.saturating_add(steps.get(&(name, next)).copied().unwrap_or_default());
                longest = longest.max(depth);
                path.push((next, depth, held(next)));
            }
            Some(_) => {}
            None => {
                path.pop();
            }
        }
    }
    longest
}

/// Replaces the heap-allocated values of the same cycle by links.
fn link(value: &mut Type, is_own: &dyn Fn(&Identifier) -> bool, aliases: &Aliases) {
    let leads_back = |value: &Type| {
        let mut found = Vec::new();
        reach(value, aliases, 0, &mut found, &mut Reached::new());
        found.into_iter().any(|(name, _)| is_own(name))
    };
    match value {
        Type::Box(inner) if leads_back(inner) => *value = Type::Link(inner.clone()),
        Type::Vec(inner) | Type::Map(inner) if matches!(**inner, Type::Named(_)) && leads_back(inner) => {
            **inner = Type::Link(inner.clone());
        }
        Type::Option(inner) | Type::Vec(inner) | Type::Map(inner) => link(inner, is_own, aliases),
        Type::Tuple(members) => members.iter_mut().for_each(|member| link(member, is_own, aliases)),
        _ => {}
    }
}
