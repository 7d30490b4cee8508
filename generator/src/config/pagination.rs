//! Declares that an operation is paginated.

use crate::location::Pointer;

/// The pagination of some operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The operations, each by its `operationId` or by its method and path: `GET /pets`.
    pub operations: Vec<String>,
    /// The pointer to the array of items in the response body.
    pub items: Pointer,
    /// How to request the next page.
    pub next: NextPage,
    /// The pointer to a boolean in the response body that is `true` if there is a next page.
    pub more: Option<Pointer>,
}

/// How to request the next page. Each parameter is a query parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// With a cursor from the response body.
    Cursor {
        /// The parameter for the cursor.
        parameter: String,
        /// The pointer to the cursor in the response body.
        at: Pointer,
    },
    /// With a value from the last item.
    LastItem {
        /// The parameter for the value.
        parameter: String,
        /// The pointer to the value in the item.
        at: Pointer,
    },
    /// With the number of items before the page.
    Offset {
        /// The parameter for the number.
        parameter: String,
    },
    /// With the number of the page.
    Page {
        /// The parameter for the number.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// With the URL of the `Link` header (RFC 8288).
    Link,
}

impl NextPage {
    /// Returns the query parameter. `None` for [`Link`](Self::Link).
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
