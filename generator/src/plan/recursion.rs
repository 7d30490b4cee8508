//! `Box` where, and only where, a struct would hold itself.
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
            if let Item::Struct(item) = item
                && item.name == owner
            {
                item.fields.iter_mut().for_each(|field| box_direct(&mut field.value, &held, &aliases));
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

/// The structs that each struct holds directly.
type Holds<'a> = BTreeMap<&'a Identifier, Vec<&'a Identifier>>;

fn closing_edges(modules: &[TypeModule], aliases: &Aliases) -> Vec<(Identifier, Identifier)> {
    let mut holds: Holds<'_> = BTreeMap::new();
    let mut order = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        if let Item::Struct(item) = item {
            let held = item.fields.iter().filter_map(|field| direct(&field.value, aliases)).collect();
            order.push(&item.name);
            holds.insert(&item.name, held);
        }
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

/// The named type that a value holds directly, whatever aliases stand between them.
fn direct<'a>(value: &'a Type, aliases: &'a Aliases) -> Option<&'a Identifier> {
    let mut value = value;
    loop {
        match value {
            Type::Option(inner) => value = inner,
            // The types have no alias of itself, so the chain ends.
            Type::Named(name) => match aliases.get(name) {
                Some(target) => value = target,
                None => return Some(name),
            },
            _ => return None,
        }
    }
}

fn box_direct(value: &mut Type, held: &Identifier, aliases: &Aliases) {
    match value {
        Type::Named(_) if direct(value, aliases) == Some(held) => *value = Type::Box(Box::new(value.clone())),
        Type::Option(inner) => box_direct(inner, held, aliases),
        _ => {}
    }
}
