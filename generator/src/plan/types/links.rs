//! `Link` where types hold each other in a circle so long that the compiler would lose its way.
//!
//! rustc finds out whether a type is `Send` by way of everything that it holds, one step for each type and for each type
//! of the standard library between them, and gives up after 128 steps: in the client, and in each crate that keeps a
//! value over an `.await`. A circle through which the way is longer than [`STEPS`] is held together by the runtime's
//! `Link`, at which the search ends. What becomes of a circle depends on its own types alone.

use std::collections::{BTreeMap, BTreeSet};

use super::recursion::{Aliases, Holds, components};
use crate::rust::{Identifier, Item, Type, TypeModule};

/// How many steps a circle may take. The others are left to what holds it, in the client and in its users' crates.
const STEPS: usize = 96;

/// Puts a `Link` around every value that is part of a circle that is too long.
pub(crate) fn link_long_circles(modules: &mut [TypeModule], aliases: &Aliases) {
    let long: Vec<BTreeSet<Identifier>> = {
        let mut holds: Holds<'_> = BTreeMap::new();
        let mut steps: BTreeMap<(&Identifier, &Identifier), usize> = BTreeMap::new();
        for item in modules.iter().flat_map(|module| &module.items) {
            let mut held = Vec::new();
            item.visit_types(&mut |value| reach(value, aliases, 1, &mut held));
            for (name, count) in &held {
                let known = steps.entry((item.name(), name)).or_default();
                *known = (*known).max(*count);
            }
            if !matches!(item, Item::Alias(_)) {
                holds.insert(item.name(), held.into_iter().map(|(name, _)| name).collect());
            }
        }
        let circles = components(holds.keys().copied().collect(), &holds).into_iter();
        let circles = circles.map(|circle| circle.into_iter().collect::<BTreeSet<_>>());
        circles.filter(|circle| circle.iter().any(|start| way(start, circle, &holds, &steps) > STEPS)).collect()
    };
    for circle in &long {
        let is_own = |name: &Identifier| circle.contains(name);
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

/// The types that a value holds at any place, and the steps that lead to each.
fn reach<'a>(value: &'a Type, aliases: &'a Aliases, steps: usize, found: &mut Vec<(&'a Identifier, usize)>) {
    let within = |more: usize| steps.saturating_add(more);
    match value {
        Type::Option(inner) => reach(inner, aliases, within(1), found),
        Type::Box(inner) => reach(inner, aliases, within(2), found),
        Type::Vec(inner) => reach(inner, aliases, within(3), found),
        Type::Map(inner) => reach(inner, aliases, within(5), found),
        Type::Tuple(members) => members.iter().for_each(|member| reach(member, aliases, within(1), found)),
        Type::Named(name) => match aliases.get(name) {
            Some(target) => reach(target, aliases, steps, found),
            None => found.push((name, steps)),
        },
        _ => {}
    }
}

/// The most steps that the compiler is away from a type while it looks through a circle: it goes into each type once, in
/// the order of the fields.
fn way<'a>(
    start: &'a Identifier,
    circle: &BTreeSet<Identifier>,
    holds: &Holds<'a>,
    steps: &BTreeMap<(&'a Identifier, &'a Identifier), usize>,
) -> usize {
    let held = |name: &Identifier| holds.get(name).cloned().unwrap_or_default().into_iter();
    let (mut seen, mut longest) = (BTreeSet::from([start]), 0);
    let mut path = vec![(start, 0_usize, held(start))];
    while let Some((name, depth, remaining)) = path.last_mut() {
        let (name, depth) = (*name, *depth);
        match remaining.next() {
            Some(next) if circle.contains(next) && seen.insert(next) => {
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

/// Links what a value holds of its own circle on the heap.
fn link(value: &mut Type, is_own: &dyn Fn(&Identifier) -> bool, aliases: &Aliases) {
    let leads_back = |value: &Type| {
        let mut found = Vec::new();
        reach(value, aliases, 0, &mut found);
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
