//! Operations whose answers are pages of a list, by the target's word. Nothing is guessed: what it says has to fit the
//! document, and is an error if it does not.

use crate::api::{Location, MediaKind, Operation, Schema, SchemaKind};
use crate::config::{NextPage, Pagination, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Origin, Pointer};
use crate::plan::PlanOptions;
use crate::plan::types::TypePlanner;
use crate::rust::{Next, Pages};

/// Whether an operation goes by a name.
fn is_called(operation: &Operation, name: &str) -> bool {
    operation.id.as_deref() == Some(name) || format!("{} {}", operation.method.as_str(), operation.path) == name
}

/// Returns an error at the rule in the target file. Without a file, it is at the operation.
fn misfit(rule: &Spanned<Pagination>, at: &Origin, message: String) -> Diagnostic {
    rule.locate(Diagnostic::error(Code::PAGINATION_INVALID, at.clone(), message))
}

/// Reports the names that mean no operation.
pub(crate) fn check(options: PlanOptions<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    for rule in options.pagination {
        for name in &rule.value.operations {
            if !api.operations.iter().any(|operation| is_called(operation, name)) {
                planner.report(misfit(rule, &api.at, format!("there is no operation `{name}`")));
            }
        }
    }
}

/// Plans how the pages of an operation are read, if a rule says that it has some.
pub(crate) fn plan_pages<'a>(
    planner: &mut TypePlanner<'a>,
    options: PlanOptions<'_>,
    operation: &'a Operation,
) -> Option<Pages> {
    let names_it = |rule: &&Spanned<Pagination>| rule.value.operations.iter().any(|name| is_called(operation, name));
    let spanned = options.pagination.iter().find(names_it)?;
    let rule = &spanned.value;
    if let Some(parameter) = rule.next.parameter()
        && !operation.parameters.iter().any(|known| known.location == Location::Query && known.name == parameter)
    {
        let message = format!("the operation has no query parameter `{parameter}`");
        planner.report(misfit(spanned, &operation.at, message));
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
        planner.report(misfit(spanned, &operation.at, message));
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
    let mut schema = planner.api.resolve(schema);
    for name in pointer.tokens() {
        let SchemaKind::Object(object) = &schema.kind else { return None };
        let property = object.properties.iter().find(|property| property.name == name)?;
        schema = planner.api.resolve(&property.schema);
    }
    match &schema.kind {
        SchemaKind::Array(items) => Some(items),
        _ => None,
    }
}
