//! Where the methods of operations are: in groups by tag, or all in the client.

use serde::Deserialize;

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
    /// The methods are in a group for each tag: `client.<tag>().<operation>(…)`. Operations without a tag stay in `Client`.
    Tags,
}
