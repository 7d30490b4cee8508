//! Selects the operations of a client.

use super::Spanned;

/// The operations of a client: the included ones that are not excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The included operations. Default: all.
    pub include: Selection,
    /// The excluded operations.
    pub exclude: Selection,
}

/// A set of operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Selects operations by tag.
    pub tags: Vec<Spanned<String>>,
    /// Selects operations by `operationId`, or by method and path: `GET /pets`.
    pub operations: Vec<Spanned<String>>,
    /// Selects operations by path. A path that ends with `*` matches each path that starts with the text before it.
    pub paths: Vec<Spanned<String>>,
}

impl Selection {
    /// Returns `true` if there are no selectors.
    pub(crate) fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Returns all selectors: the tags, then the operations, then the paths.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.tags.iter().chain(&self.operations).chain(&self.paths)
    }
}
