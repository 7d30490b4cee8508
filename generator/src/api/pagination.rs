//! How a service splits a list into pages: the vocabulary that the target file, the plan and the generated code share.
//! OpenAPI has no keyword for it.

use crate::location::Pointer;

/// How a request selects the next page of a list. Every parameter is a query parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// By a cursor that the response body contains.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The cursor, as a pointer into the body.
        at: Pointer,
    },
    /// By a value of the last item.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The value, as a pointer into the item.
        at: Pointer,
    },
    /// By the number of items before the page.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// By the number of the page.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By the URL of the next page.
    Link {
        /// The URL, as a pointer into the body. `None` if it is in the header `Link` (RFC 8288).
        at: Option<Pointer>,
    },
}

impl NextPage {
    /// The query parameter that selects the page, if there is one.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Cursor { parameter, .. }
            | Self::LastItem { parameter, .. }
            | Self::Offset { parameter }
            | Self::Page { parameter, .. } => Some(parameter),
            Self::Link { .. } => None,
        }
    }
}
