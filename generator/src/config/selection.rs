//! Which operations of a document a client has.

use crate::location::Position;

/// Which operations become calls: those that are included, and of them those that are not excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is included; everything, if nothing is named.
    pub include: Selection,
    /// What is excluded.
    pub exclude: Selection,
}

/// Some operations of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Those with one of these tags.
    pub tags: Vec<Selector>,
    /// Those with one of these ids; one without an id is named by its method and path: `GET /pets`.
    pub operations: Vec<Selector>,
    /// Those with one of these paths. A path that ends with a star stands for all that begin with what comes before it.
    pub paths: Vec<Selector>,
}

/// A name in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The name.
    pub name: String,
    /// Where in the target's file it is written, if there is one.
    pub position: Option<Position>,
}

impl Selection {
    /// Whether it names no operation.
    pub(crate) fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// Every selector, by tag, by operation, by path.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Selector> {
        self.tags.iter().chain(&self.operations).chain(&self.paths)
    }
}
