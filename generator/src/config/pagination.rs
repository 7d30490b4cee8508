//! How the responses of some operations are pages of a list.

use crate::api::NextPage;
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
