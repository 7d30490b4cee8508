//! Decides which structs have a blank value: one with empty fields, into which the struct is read.
//!
//! A required field holds a blank value of its own type. So a struct whose required fields lead back to it has none, and
//! neither has one with the type of another crate. A blank value that contains many others would cost more than what is
//! read into it. The fields of the other structs are read into variables.

use std::collections::BTreeMap;

use crate::rust::{Field, Identifier, Item, Presence, Type, TypeModule};

/// The maximum number of structs in a blank value.
const MAX_STRUCTS: usize = 32;

/// Decides for each struct whether it has a blank value.
pub(crate) fn decide_blanks(modules: &mut [TypeModule]) {
    let counts = counts(modules);
    for item in modules.iter_mut().flat_map(|module| &mut module.items) {
        if let Item::Struct(item) = item {
            item.is_blank = counts.contains_key(&item.name);
        }
    }
}

/// A type whose blank value consists of others.
struct Node {
    name: Identifier,
    /// The types of its parts, each one as often as it occurs.
    parts: Vec<Identifier>,
    /// The number of parts that are not counted yet.
    missing: usize,
}

/// Returns the number of structs in the blank value of each type that has one. A type is counted after its parts, so
/// that a cycle is never counted.
fn counts(modules: &[TypeModule]) -> BTreeMap<Identifier, usize> {
    let mut counts: BTreeMap<Identifier, usize> = BTreeMap::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut add = |name: &Identifier, values: &mut dyn Iterator<Item = &Type>| {
        let mut parts = Vec::new();
        for value in values {
            if !collect_parts(value, &mut parts) {
                return;
            }
        }
        let missing = parts.len();
        nodes.push(Node { name: name.clone(), parts, missing });
    };
    for item in modules.iter().flat_map(|module| &module.items) {
        match item {
            Item::Struct(item) => {
                let is_required = |field: &&Field| field.presence == Presence::Required;
                let mut required = item.fields.iter().filter(is_required).map(|field| &field.value);
                add(&item.name, &mut required);
            }
            Item::Union(_) | Item::Enumeration(_) => add(item.name(), &mut std::iter::empty()),
            Item::Alias(item) => add(&item.name, &mut std::iter::once(&item.target)),
            Item::Newtype(_) => {}
        }
    }
    let mut part_of: BTreeMap<Identifier, Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        node.parts.iter().for_each(|part| part_of.entry(part.clone()).or_default().push(index));
    }
    let is_ready = |(index, node): (usize, &Node)| (node.missing == 0).then_some(index);
    let mut ready: Vec<usize> = nodes.iter().enumerate().filter_map(is_ready).collect();
    while let Some(node) = ready.pop().and_then(|index| nodes.get(index)) {
        let inner = node.parts.iter().filter_map(|part| counts.get(part)).copied();
        let count = inner.fold(1, usize::saturating_add);
        if count > MAX_STRUCTS {
            continue;
        }
        let name = node.name.clone();
        for outer in part_of.get(&name).into_iter().flatten() {
            let Some(node) = nodes.get_mut(*outer) else { continue };
            node.missing = node.missing.saturating_sub(1);
            if node.missing == 0 {
                ready.push(*outer);
            }
        }
        counts.insert(name, count);
    }
    counts
}

/// Adds the types that a blank value of a type contains. Returns `false` if there is no such value.
fn collect_parts(value: &Type, parts: &mut Vec<Identifier>) -> bool {
    match value {
        Type::Named(name) => {
            parts.push(name.clone());
            true
        }
        Type::Box(inner) | Type::Link(inner) => collect_parts(inner, parts),
        Type::Tuple(members) => members.iter().all(|member| collect_parts(member, parts)),
        Type::Configured(_) | Type::Local(_) | Type::Runtime(_) | Type::JsonItems(_) | Type::PartItems(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::counts;
    use crate::api::testing::at;
    use crate::plan::names::{Case, identifier};
    use crate::rust::{Alias, Docs, Identifier, Item, Type, TypeModule};

    fn name(word: &str) -> Identifier {
        identifier(word, Case::Type)
    }

    fn alias(word: &str, parts: &[&str]) -> Alias {
        let target = Type::Tuple(parts.iter().map(|part| Type::Named(name(part))).collect());
        Alias { name: name(word), docs: Docs::default(), deprecated: false, derives: Vec::new(), target }
    }

    /// Returns the number of values in the blank value of each of some types.
    fn counted(items: Vec<Item>, names: &[&str]) -> Vec<Option<usize>> {
        let module = TypeModule { name: name("m"), at: at(""), docs: Docs::default(), imports: Vec::new(), items };
        let counts = counts(&[module]);
        names.iter().map(|word| counts.get(&name(word)).copied()).collect()
    }

    #[test]
    fn a_circle_has_no_blank_value() {
        let items = [("A", &["B", "C"][..]), ("B", &["A"]), ("C", &[]), ("D", &["B"]), ("E", &["C", "C"])];
        let items = items.map(|(name, parts)| Item::Alias(alias(name, parts)));
        assert_eq!(counted(items.to_vec(), &["A", "B", "C", "D", "E"]), [None, None, Some(1), None, Some(3)]);
    }

    #[test]
    fn a_type_around_another_one_has_no_blank_value() {
        let items = vec![Item::Newtype(alias("A", &[])), Item::Alias(alias("B", &["A"]))];
        assert_eq!(counted(items, &["A", "B"]), [None, None]);
    }

    #[test]
    fn a_blank_value_is_not_large() {
        let mut items = vec![Item::Alias(alias("T0", &[]))];
        for level in 1..64 {
            let inner = format!("T{}", level - 1);
            items.push(Item::Alias(alias(&format!("T{level}"), &[&inner, &inner])));
        }
        assert_eq!(counted(items, &["T4", "T5", "T63"]), [Some(31), None, None]);
    }
}
