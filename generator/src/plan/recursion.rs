//! `Box` where, and only where, a struct or an enum would hold itself.
//!
//! A value holds another one directly if it is the type of a field or inside an `Option`; vectors and maps keep
//! their values elsewhere. The graph of what holds what directly is walked depth first in the order of the
//! document, and an edge that leads back to a type which is being walked closes a circle: it gets the `Box`.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Identifier, Item, Type, TypeModule};

/// Puts a `Box` around every value that closes a circle.
pub(super) fn box_cycles(modules: &mut [TypeModule]) {
    let aliases = aliases(modules);
    for (owner, held) in closing_edges(modules, &aliases) {
        for item in modules.iter_mut().flat_map(|module| &mut module.items) {
            match item {
                Item::Struct(item) if item.name == owner => {
                    item.fields.iter_mut().for_each(|field| box_direct(&mut field.value, &held, &aliases));
                }
                Item::Union(item) if item.name == owner => {
                    item.variants.iter_mut().for_each(|variant| box_direct(&mut variant.value, &held, &aliases));
                }
                Item::Newtype(item) if item.name == owner => box_direct(&mut item.target, &held, &aliases),
                _ => {}
            }
        }
    }
}

/// What each alias stands for.
type Aliases = BTreeMap<Identifier, Type>;

fn aliases(modules: &[TypeModule]) -> Aliases {
    let items = modules.iter().flat_map(|module| &module.items);
    let alias = |item: &Item| match item {
        Item::Alias(alias) => Some((alias.name.clone(), alias.target.clone())),
        _ => None,
    };
    items.filter_map(alias).collect()
}

/// The types that each struct and each enum holds directly.
type Holds<'a> = BTreeMap<&'a Identifier, Vec<&'a Identifier>>;

fn closing_edges(modules: &[TypeModule], aliases: &Aliases) -> Vec<(Identifier, Identifier)> {
    let mut holds: Holds<'_> = BTreeMap::new();
    let mut order = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        let mut held = Vec::new();
        match item {
            Item::Struct(item) => item.fields.iter().for_each(|field| direct(&field.value, aliases, &mut held)),
            Item::Union(item) => item.variants.iter().for_each(|variant| direct(&variant.value, aliases, &mut held)),
            Item::Newtype(item) => direct(&item.target, aliases, &mut held),
            Item::Alias(_) | Item::Enumeration(_) => continue,
        }
        order.push(item.name());
        holds.insert(item.name(), held);
    }
    let mut closing = Vec::new();
    let mut done = BTreeSet::new();
    for start in order {
        walk(start, &holds, &mut done, &mut closing);
    }
    closing
}

/// Walks depth first without recursion of its own: a chain of types may be as long as the document.
fn walk<'a>(
    start: &'a Identifier,
    holds: &Holds<'a>,
    done: &mut BTreeSet<&'a Identifier>,
    closing: &mut Vec<(Identifier, Identifier)>,
) {
    if !done.insert(start) {
        return;
    }
    let edges = |name: &Identifier| holds.get(name).cloned().unwrap_or_default().into_iter();
    let mut path = vec![(start, edges(start))];
    while let Some((owner, remaining)) = path.last_mut() {
        let owner = *owner;
        let Some(held) = remaining.next() else {
            path.pop();
            continue;
        };
        if path.iter().any(|(walked, _)| *walked == held) {
            closing.push((owner.clone(), held.clone()));
        } else if done.insert(held) {
            path.push((held, edges(held)));
        }
    }
}

/// The named types that a value holds directly, whatever aliases stand between them.
fn direct<'a>(value: &'a Type, aliases: &'a Aliases, found: &mut Vec<&'a Identifier>) {
    match value {
        Type::Option(inner) => direct(inner, aliases, found),
        Type::Tuple(members) => members.iter().for_each(|member| direct(member, aliases, found)),
        // The types have no alias of itself, so the chain ends.
        Type::Named(name) => match aliases.get(name) {
            Some(target) => direct(target, aliases, found),
            None => found.push(name),
        },
        _ => {}
    }
}

fn box_direct(value: &mut Type, held: &Identifier, aliases: &Aliases) {
    let mut found = Vec::new();
    direct(value, aliases, &mut found);
    if !found.contains(&held) {
        return;
    }
    match value {
        Type::Named(_) => *value = Type::Box(Box::new(value.clone())),
        Type::Option(inner) => box_direct(inner, held, aliases),
        Type::Tuple(members) => members.iter_mut().for_each(|member| box_direct(member, held, aliases)),
        _ => {}
    }
}
