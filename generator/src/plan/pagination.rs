//! Operations whose answers are pages of a list, by the target's word. Nothing is guessed: what it says has to fit the
//! document, and is an error if it does not.

use super::Choices;
use super::types::TypePlanner;
use crate::api::{Location, MediaKind, Operation, Schema, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{Next, Pages};
use crate::source::{Origin, Pointer, Position};

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
    fn parameter(&self) -> Option<&str> {
        match self {
            Self::Cursor { parameter, .. }
            | Self::LastItem { parameter, .. }
            | Self::Offset { parameter }
            | Self::Page { parameter, .. } => Some(parameter),
            Self::Link => None,
        }
    }
}

/// Whether an operation goes by a name.
fn is_called(operation: &Operation, name: &str) -> bool {
    operation.id.as_deref() == Some(name) || format!("{} {}", operation.method.as_str(), operation.path) == name
}

/// The error of what does not fit: where the rule is written, or else where the operation is.
fn misfit(choices: Choices<'_>, rule: &Pagination, at: &Origin, message: String) -> Diagnostic {
    let origin = choices.written.unwrap_or(at).clone();
    Diagnostic::error(Code::PAGINATION_INVALID, origin, message).at_position(rule.position)
}

/// Reports the names that mean no operation.
pub(super) fn check(choices: Choices<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    for rule in choices.pagination {
        for name in &rule.operations {
            if !api.operations.iter().any(|operation| is_called(operation, name)) {
                planner.report(misfit(choices, rule, &api.at, format!("there is no operation `{name}`")));
            }
        }
    }
}

/// Plans how the pages of an operation are read, if a rule says that it has some.
pub(super) fn plan_pages<'a>(
    planner: &mut TypePlanner<'a>,
    choices: Choices<'_>,
    operation: &'a Operation,
) -> Option<Pages> {
    let names_it = |rule: &&Pagination| rule.operations.iter().any(|name| is_called(operation, name));
    let rule = choices.pagination.iter().find(names_it)?;
    if let Some(parameter) = rule.next.parameter()
        && !operation.parameters.iter().any(|known| known.location == Location::Query && known.name == parameter)
    {
        let message = format!("the operation has no query parameter `{parameter}`");
        planner.report(misfit(choices, rule, &operation.at, message));
        return None;
    }
    let mut bodies = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .flat_map(|response| response.media_types.iter().filter(|media| media.kind == MediaKind::Json));
    let items = bodies.find_map(|media| items_at(planner, &media.schema, &rule.items));
    let Some(items) = items else {
        let message = format!("no success of the operation has an array at `{}`", rule.items);
        planner.report(misfit(choices, rule, &operation.at, message));
        return None;
    };
    let next = match rule.next.clone() {
        NextPage::Cursor { parameter, at } => Next::Cursor { parameter, at: at.to_string() },
        NextPage::LastItem { parameter, at } => Next::LastItem { parameter, at: at.to_string() },
        NextPage::Offset { parameter } => Next::Offset { parameter },
        NextPage::Page { parameter, first } => Next::Page { parameter, first },
        NextPage::Link => Next::Link,
    };
    Some(Pages {
        item: planner.plan_inline(items),
        items: rule.items.to_string(),
        next,
        more: rule.more.as_ref().map(Pointer::to_string),
    })
}

/// The schema of the items of the array that a pointer leads to.
fn items_at<'a>(planner: &TypePlanner<'a>, schema: &'a Schema, pointer: &Pointer) -> Option<&'a Schema> {
    let mut schema = planner.follow_references(schema);
    for name in pointer.tokens() {
        let SchemaKind::Object(object) = &schema.kind else { return None };
        let property = object.properties.iter().find(|property| property.name == name)?;
        schema = planner.follow_references(&property.schema);
    }
    match &schema.kind {
        SchemaKind::Array(items) => Some(items),
        _ => None,
    }
}
