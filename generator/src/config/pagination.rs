//! How the responses of some operations are pages of a list.

use crate::location::{Pointer, Position};

/// How the answers of some operations are pages of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The operations, by their ids; one without an id is named by its method and path: `GET /pets`.
    pub operations: Vec<String>,
    /// The array of items, as a JSON Pointer into the body of an answer.
    pub items: Pointer,
    /// How the next page is asked for.
    pub next: NextPage,
    /// A pointer to a boolean that says whether there is a next page.
    pub more: Option<Pointer>,
    /// Where in the target's file it is written, if there is one.
    pub position: Option<Position>,
}

/// How the next page of a list is asked for. The parameters are those of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// By what the page says.
    Cursor {
        /// The parameter.
        parameter: String,
        /// A pointer into the body.
        at: Pointer,
    },
    /// By what the last item says.
    LastItem {
        /// The parameter.
        parameter: String,
        /// A pointer into the item.
        at: Pointer,
    },
    /// By the number of items that come before it.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// By its number.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By the header `Link` (RFC 8288).
    Link,
}

impl NextPage {
    /// The query parameter that names the next page, if it has one.
    pub(crate) fn parameter(&self) -> Option<&str> {
        match self {
            Self::Cursor { parameter, .. }
            | Self::LastItem { parameter, .. }
            | Self::Offset { parameter }
            | Self::Page { parameter, .. } => Some(parameter),
            Self::Link => None,
        }
    }
}
