//! Adds a `Box` where a type would contain itself.
//!
//! A type contains another one directly as the type of a field or inside an `Option`. Vectors and maps allocate their
//! values on the heap. Types that contain each other in a cycle are boxed: in the variants of unions if that is enough,
//! otherwise in their fields too. The boxed edges depend on the cycle only, and not on the order of the document or on
//! other types that contain the cycle.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Identifier, Item, Type, TypeModule};

/// Boxes each value that belongs to a cycle. Returns the types in an order in which each type follows the types that it
/// contains directly.
pub(crate) fn box_cycles(modules: &mut [TypeModule], aliases: &Aliases) -> Vec<Identifier> {
    box_within(modules, aliases, &|item| matches!(item, Item::Union(_)));
    box_within(modules, aliases, &|_| true);
    direct_components(modules, aliases).into_iter().flatten().collect()
}

/// The target of each alias.
pub(crate) type Aliases = BTreeMap<Identifier, Type>;

pub(crate) fn aliases(modules: &[TypeModule]) -> Aliases {
    let items = modules.iter().flat_map(|module| &module.items);
    let alias = |item: &Item| match item {
        Item::Alias(alias) => Some((alias.name.clone(), alias.target.clone())),
        _ => None,
    };
    items.filter_map(alias).collect()
}

/// Boxes the values of the wanted items that belong to the same cycle.
fn box_within(modules: &mut [TypeModule], aliases: &Aliases, is_wanted: &dyn Fn(&Item) -> bool) {
    let components = direct_components(modules, aliases);
    let mut circles: BTreeMap<&Identifier, usize> = BTreeMap::new();
    for (circle, component) in components.iter().enumerate() {
        circles.extend(component.iter().map(|name| (name, circle)));
    }
    for item in modules.iter_mut().flat_map(|module| &mut module.items).filter(|item| is_wanted(item)) {
        let own = circles.get(item.name()).copied();
        let is_held = |held: &Identifier| own.is_some() && circles.get(held).copied() == own;
        match item {
            Item::Struct(item) => {
                item.fields.iter_mut().for_each(|field| box_direct(&mut field.value, &is_held, aliases));
            }
            Item::Union(item) => {
                item.variants.iter_mut().for_each(|variant| box_direct(&mut variant.value, &is_held, aliases));
            }
            Item::Newtype(item) => box_direct(&mut item.target, &is_held, aliases),
            Item::Alias(_) | Item::Enumeration(_) => {}
        }
    }
}

/// The types that each type contains directly.
pub(crate) type Holds<'a> = BTreeMap<&'a Identifier, Vec<&'a Identifier>>;

/// Returns the strongly connected components of the types, contained types first (Kosaraju's algorithm).
fn direct_components(modules: &[TypeModule], aliases: &Aliases) -> Vec<Vec<Identifier>> {
    let mut holds: Holds<'_> = BTreeMap::new();
    let mut order = Vec::new();
    for item in modules.iter().flat_map(|module| &module.items) {
        let mut held = Vec::new();
        match item {
            Item::Struct(item) => item.fields.iter().for_each(|field| direct(&field.value, aliases, &mut held)),
            Item::Union(item) => item.variants.iter().for_each(|variant| direct(&variant.value, aliases, &mut held)),
            Item::Newtype(item) => direct(&item.target, aliases, &mut held),
            Item::Enumeration(_) => {}
            Item::Alias(_) => continue,
        }
        order.push(item.name());
        holds.insert(item.name(), held);
    }
    components(order, &holds)
}

/// Returns the strongly connected components of a graph, contained types first.
pub(crate) fn components(order: Vec<&Identifier>, holds: &Holds<'_>) -> Vec<Vec<Identifier>> {
    let mut held_by: Holds<'_> = BTreeMap::new();
    for (holder, held) in holds {
        held.iter().for_each(|held| held_by.entry(held).or_default().push(holder));
    }
    let finished: Vec<&Identifier> = trees(order.into_iter(), holds).into_iter().flatten().collect();
    let components = trees(finished.into_iter().rev(), &held_by);
    components.into_iter().rev().map(|component| component.into_iter().cloned().collect()).collect()
}

/// Returns the types that are newly reached from each start, in postorder. It is iterative, since a chain of types may
/// be as long as the document.
fn trees<'a>(starts: impl Iterator<Item = &'a Identifier>, edges: &Holds<'a>) -> Vec<Vec<&'a Identifier>> {
    let from = |name: &Identifier| edges.get(name).cloned().unwrap_or_default().into_iter();
    let mut reached = BTreeSet::new();
    let mut trees = Vec::new();
    for start in starts {
        if !reached.insert(start) {
            continue;
        }
        let (mut tree, mut path) = (Vec::new(), vec![(start, from(start))]);
        while let Some((name, remaining)) = path.last_mut() {
            match remaining.next() {
                Some(next) if reached.insert(next) => path.push((next, from(next))),
                Some(_) => {}
                None => {
                    tree.push(*name);
                    path.pop();
                }
            }
        }
        trees.push(tree);
    }
    trees
}

/// Adds the named types that a value contains directly, with aliases resolved.
fn direct<'a>(value: &'a Type, aliases: &'a Aliases, found: &mut Vec<&'a Identifier>) {
    // Each alias is resolved once: one that is there twice, in each of several tuples, would double them.
    let (mut waiting, mut seen) = (vec![value], BTreeSet::new());
    while let Some(value) = waiting.pop() {
        match value {
            Type::Option(inner) => waiting.push(inner),
            Type::Tuple(members) => waiting.extend(members.iter().rev()),
            Type::Named(name) => match aliases.get(name) {
                Some(target) if seen.insert(name) => waiting.push(target),
                Some(_) => {}
                None => found.push(name),
            },
            _ => {}
        }
    }
}

fn box_direct(value: &mut Type, is_held: &dyn Fn(&Identifier) -> bool, aliases: &Aliases) {
    match value {
        Type::Named(_) => {
            let mut found = Vec::new();
            direct(value, aliases, &mut found);
            if found.into_iter().any(is_held) {
                *value = Type::Box(Box::new(value.clone()));
            }
        }
        Type::Option(inner) => box_direct(inner, is_held, aliases),
        Type::Tuple(members) => members.iter_mut().for_each(|member| box_direct(member, is_held, aliases)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Holds, aliases, box_cycles, components};
    use crate::api::testing::at;
    use crate::plan::names::{Case, identifier};
    use crate::rust::{Alias, DefaultFor, Docs, Identifier, Item, Shape, Type, TypeModule, Union, UnionVariant};

    fn name(word: &str) -> Identifier {
        identifier(word, Case::Type)
    }

    fn named(word: &str) -> Type {
        Type::Named(name(word))
    }

    fn alias(word: &str, target: Type) -> Alias {
        Alias { name: name(word), docs: Docs::default(), deprecated: false, derives: Vec::new(), target }
    }

    fn module(items: Vec<Item>) -> TypeModule {
        TypeModule { name: name("m"), at: at(""), docs: Docs::default(), imports: Vec::new(), items }
    }

    fn targets(modules: &[TypeModule]) -> BTreeMap<String, Type> {
        let items = modules.iter().flat_map(|module| &module.items);
        let target = |item: &Item| match item {
            Item::Newtype(item) => Some((item.name.as_str().to_owned(), item.target.clone())),
            _ => None,
        };
        items.filter_map(target).collect()
    }

    fn boxed(value: Type) -> Type {
        Type::Box(Box::new(value))
    }

    #[test]
    fn a_circle_is_boxed_and_what_leads_into_it_is_not() {
        let newtype = |word: &str, target| Item::Newtype(alias(word, target));
        let optional = Type::Option(Box::new(named("A")));
        let mut modules = [module(vec![
            newtype("Outside", named("A")),
            newtype("A", Type::Tuple(vec![named("B"), Type::Vec(Box::new(named("A")))])),
            newtype("B", optional),
        ])];
        let order = box_cycles(&mut modules, &BTreeMap::new());
        let targets = targets(&modules);
        assert_eq!(targets["Outside"], named("A"));
        assert_eq!(targets["A"], Type::Tuple(vec![boxed(named("B")), Type::Vec(Box::new(named("A")))]));
        assert_eq!(targets["B"], Type::Option(Box::new(boxed(named("A")))));
        let position = |word: &str| order.iter().position(|known| known.as_str() == word).unwrap();
        assert!(position("A") < position("Outside"));
    }

    #[test]
    fn the_variants_of_a_union_are_boxed_first() {
        let variant = UnionVariant {
            name: name("V"),
            docs: Docs::default(),
            value: named("B"),
            sensitive: false,
            discriminator_values: Vec::new(),
            default_for: DefaultFor::Nothing,
            shape: Shape::Any,
            has_from: false,
            conversions: Vec::new(),
            maybe_conversions: Vec::new(),
            accessors: Vec::new(),
            reader: None,
        };
        let union = Union {
            name: name("A"),
            docs: Docs::default(),
            deprecated: false,
            derives: Vec::new(),
            has_secrets: false,
            discriminator: None,
            variants: vec![variant],
            merge: None,
            unknown: Docs::default(),
        };
        let mut modules = [module(vec![Item::Union(union), Item::Newtype(alias("B", named("A")))])];
        box_cycles(&mut modules, &BTreeMap::new());
        let Item::Union(union) = &modules[0].items[0] else { panic!() };
        assert_eq!(union.variants[0].value, boxed(named("B")));
        assert_eq!(targets(&modules)["B"], named("A"));
    }

    #[test]
    fn an_alias_does_not_avoid_a_box() {
        let items = vec![Item::Newtype(alias("A", named("Other"))), Item::Alias(alias("Other", named("A")))];
        let mut modules = [module(items)];
        let aliases = aliases(&modules);
        assert_eq!(aliases, BTreeMap::from([(name("Other"), named("A"))]));
        box_cycles(&mut modules, &aliases);
        assert_eq!(targets(&modules)["A"], boxed(named("Other")));
    }

    #[test]
    fn components_stand_behind_what_they_hold() {
        let names = ["A", "B", "C", "D"].map(name);
        let [a, b, c, d] = &names;
        let holds: Holds<'_> = BTreeMap::from([(a, vec![b]), (b, vec![c]), (c, vec![b, d]), (d, vec![])]);
        let components = components(vec![a, b, c, d], &holds);
        let sizes: Vec<usize> = components.iter().map(Vec::len).collect();
        assert_eq!(sizes, [1, 2, 1]);
        assert_eq!(components[0], std::slice::from_ref(d));
        assert_eq!(components[2], std::slice::from_ref(a));
    }
}
