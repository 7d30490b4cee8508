//! Where the methods of operations are: in groups by tag, or all in the client.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::api::{Api, Tag};

/// Where the methods of a client's operations are.
///
/// The choice is made when a crate is created, and the target file keeps it. A document that gets its second tag later
/// moves no method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grouping {
    /// All methods are in `Client`.
    #[default]
    Flat,
    /// The methods are in a group for each tag: `client.<tag>().<operation>(…)`. Operations without a tag stay in
    /// `Client`.
    Tags,
}

impl Grouping {
    /// Returns the grouping of a new crate: by tags if the operations have more than one tag.
    #[must_use]
    pub fn of_new_crate(api: &Api) -> Self {
        let is_navigation = |name: &&String| {
            let declared = api.tags.iter().find(|tag| tag.name == **name);
            declared.is_none_or(Tag::is_navigation)
        };
        let tags = api.operations.iter().flat_map(|operation| &operation.tags);
        let tags: BTreeSet<&String> = tags.filter(is_navigation).collect();
        if tags.len() > 1 { Self::Tags } else { Self::Flat }
    }

    /// Returns the value of the key `grouping`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Tags => "tags",
        }
    }
}
