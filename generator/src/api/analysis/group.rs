//! The operations by their tags.

use std::collections::BTreeMap;

use crate::api::{Api, Operation, Tag};

/// Operations that share a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    /// The name of the tag, or `None` for the operations without one.
    pub name: Option<&'a str>,
    /// What the document declares for the tag.
    pub tag: Option<&'a Tag>,
    /// The number of tags above the tag.
    pub depth: usize,
    /// The operations, as indices into [`Api::operations`]. Empty if only tags below this one have operations.
    pub operations: Vec<usize>,
}

/// The groups of operations: those of declared tags first, in the document's order and each one before those below it,
/// then those of other tags, then the operations without a tag. An operation belongs to the first of its tags that is
/// for navigation.
pub fn groups(api: &Api) -> Vec<Group<'_>> {
    groups_and_parents(api).into_iter().filter(|group| !group.operations.is_empty()).collect()
}

/// The [`groups`] and, before those below them, the tags without operations of their own.
pub fn groups_and_parents(api: &Api) -> Vec<Group<'_>> {
    let mut declared: BTreeMap<&str, &Tag> = BTreeMap::new();
    let mut below: BTreeMap<Option<usize>, Vec<(usize, &Tag)>> = BTreeMap::new();
    for (index, tag) in api.tags.iter().enumerate() {
        declared.entry(&tag.name).or_insert(tag);
        below.entry(tag.parent).or_default().push((index, tag));
    }
    // The operations of each name, and the names in the order of the operations.
    let mut of_name: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    let mut undeclared: Vec<&str> = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let name = navigation_tag(&declared, operation);
        let operations = of_name.entry(name).or_default();
        undeclared.extend(name.filter(|name| operations.is_empty() && !declared.contains_key(name)));
        operations.push(index);
    }
    let mut groups = Vec::new();
    add_below((None, 0), &below, &mut of_name, &mut groups);
    let others = undeclared.into_iter().map(Some).chain([None]);
    for name in others {
        groups.push(Group { name, tag: None, depth: 0, operations: of_name.remove(&name).unwrap_or_default() });
    }
    groups.retain(|group| group.name.is_some() || !group.operations.is_empty());
    groups
}

/// Adds the groups of the tags below a parent, which have that depth. A name that is repeated has no operations the second
/// time. Returns `true` if one of them has operations.
fn add_below<'a>(
    (parent, depth): (Option<usize>, usize),
    below: &BTreeMap<Option<usize>, Vec<(usize, &'a Tag)>>,
    of_name: &mut BTreeMap<Option<&'a str>, Vec<usize>>,
    groups: &mut Vec<Group<'a>>,
) -> bool {
    let mut has_any = false;
    for (index, tag) in below.get(&parent).into_iter().flatten() {
        let name = Some(tag.name.as_str());
        let begin = groups.len();
        let operations = of_name.remove(&name).unwrap_or_default();
        let has_own = !operations.is_empty();
        groups.push(Group { name, tag: Some(tag), depth, operations });
        let has_operations = add_below((Some(*index), depth.saturating_add(1)), below, of_name, groups) || has_own;
        if !has_operations {
            groups.truncate(begin);
        }
        has_any |= has_operations;
    }
    has_any
}

/// The first tag of an operation that is for navigation.
fn navigation_tag<'a>(declared: &BTreeMap<&str, &Tag>, operation: &'a Operation) -> Option<&'a str> {
    let is_navigation = |name: &&String| declared.get(name.as_str()).is_none_or(|tag| tag.is_navigation());
    operation.tags.iter().find(is_navigation).map(String::as_str)
}
