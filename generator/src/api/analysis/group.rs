//! The operations by their tags.

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
    let named: Vec<Option<&str>> = api.operations.iter().map(|operation| navigation_tag(api, operation)).collect();
    let of_name = |name: Option<&str>| -> Vec<usize> {
        named.iter().enumerate().filter(|(_, other)| **other == name).map(|(index, _)| index).collect()
    };
    let mut groups = Vec::new();
    add_below(api, None, 0, &of_name, &mut groups);
    let mut undeclared: Vec<&str> = Vec::new();
    for name in named.iter().copied().flatten() {
        if !undeclared.contains(&name) && !api.tags.iter().any(|tag| tag.name == name) {
            undeclared.push(name);
        }
    }
    let others = undeclared.into_iter().map(Some).chain([None]);
    groups.extend(others.map(|name| Group { name, tag: None, depth: 0, operations: of_name(name) }));
    groups.retain(|group| group.name.is_some() || !group.operations.is_empty());
    groups
}

/// Adds the groups of the tags below `parent`.
fn add_below<'a>(
    api: &'a Api,
    parent: Option<usize>,
    depth: usize,
    of_name: &dyn Fn(Option<&str>) -> Vec<usize>,
    groups: &mut Vec<Group<'a>>,
) {
    for (index, tag) in api.tags.iter().enumerate().filter(|(_, tag)| tag.parent == parent) {
        let name = tag.name.as_str();
        let is_repeated = groups.iter().any(|group| group.name == Some(name));
        let begin = groups.len();
        let operations = if is_repeated { Vec::new() } else { of_name(Some(name)) };
        groups.push(Group { name: Some(name), tag: Some(tag), depth, operations });
        add_below(api, Some(index), depth.saturating_add(1), of_name, groups);
        let added = groups.get(begin..).unwrap_or_default();
        if added.iter().all(|group| group.operations.is_empty()) {
            groups.truncate(begin);
        }
    }
}

/// The first tag of an operation that is for navigation.
fn navigation_tag<'a>(api: &Api, operation: &'a Operation) -> Option<&'a str> {
    let declared = |name: &&String| api.tags.iter().find(|tag| tag.name == **name);
    operation.tags.iter().find(|name| declared(name).is_none_or(Tag::is_navigation)).map(String::as_str)
}
