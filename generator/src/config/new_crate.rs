//! What the manifest of a new crate says that is not in its document.

/// The settings of a crate that does not exist yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCrate {
    /// The licence: an SPDX expression. Default: that of the document.
    pub license: Option<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
}
