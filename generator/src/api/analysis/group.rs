//! The operations by their tags.

use crate::api::{Api, Tag};

/// Operations that share a tag.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    /// The name of the tag, or `None` for the operations without one.
    pub name: Option<&'a str>,
    /// What the document declares for the tag.
    pub tag: Option<&'a Tag>,
    /// The operations, as indices into [`Api::operations`]; never empty.
    pub operations: Vec<usize>,
}

/// The groups of operations: those of declared tags first, in the document's order, then those of other tags, then the
/// operations without a tag. An operation with several tags belongs to the first of them.
pub fn groups(api: &Api) -> Vec<Group<'_>> {
    let of_operation = |index: &usize| api.operations.get(*index).and_then(|operation| operation.tags.first());
    let mut names: Vec<&str> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
    for name in api.operations.iter().filter_map(|operation| operation.tags.first()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let group = |name| Group {
        name,
        tag: api.tags.iter().find(|tag| Some(tag.name.as_str()) == name),
        operations: (0..api.operations.len()).filter(|index| of_operation(index).map(String::as_str) == name).collect(),
    };
    let groups = names.into_iter().map(Some).chain([None]).map(group);
    groups.filter(|group| !group.operations.is_empty()).collect()
}
