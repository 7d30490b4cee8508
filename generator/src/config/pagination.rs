//! Declares that an operation is paginated.

use crate::api::NextPage;
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
