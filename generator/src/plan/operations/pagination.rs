//! Operations whose responses are pages of a list, as the target file configures. Nothing is guessed: a rule that does
//! not fit the document is an error.

use super::predicates::plan_pages;
use crate::api::{MediaKind, Operation, ParameterLocation, Schema, SchemaKind};
use crate::config::{Pagination, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::{Origin, Pointer};
use crate::plan::PlanOptions;
use crate::plan::docs::generated;
use crate::plan::types::TypePlanner;
use crate::rust;
use crate::rust::StatusArm;

/// Whether a name is that of an operation.
fn is_called(operation: &Operation, name: &str) -> bool {
    operation.id.as_deref() == Some(name) || format!("{} {}", operation.method.as_str(), operation.path) == name
}

/// Returns an error at the rule in the target file. Without a file, it is at the operation.
fn pagination_error(rule: &Spanned<Pagination>, at: &Origin, message: String) -> Diagnostic {
    rule.locate(Diagnostic::error(Code::PAGINATION_INVALID, at.clone(), message))
}

/// Reports the names without an operation.
pub(crate) fn check(options: PlanOptions<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    for rule in options.pagination {
        for name in &rule.value.operations {
            if !api.operations.iter().any(|operation| is_called(operation, name)) {
                planner.report(pagination_error(rule, &api.at, format!("there is no operation `{name}`")));
            }
        }
    }
}

/// Plans how the pages of an operation are read, if a rule names it.
pub(crate) fn plan_pagination<'a>(
    planner: &mut TypePlanner<'a>,
    options: PlanOptions<'_>,
    operation: &'a Operation,
    arms: &[StatusArm],
) -> Option<rust::Pagination> {
    let names_it = |rule: &&Spanned<Pagination>| rule.value.operations.iter().any(|name| is_called(operation, name));
    let spanned = options.pagination.iter().find(names_it)?;
    let rule = &spanned.value;
    if let Some(parameter) = rule.next.parameter()
        && !operation
            .parameters
            .iter()
            .any(|known| known.location == ParameterLocation::Query && known.name == parameter)
    {
        let message = format!("the operation has no query parameter `{parameter}`");
        planner.report(pagination_error(spanned, &operation.at, message));
        return None;
    }
    let mut bodies = operation
        .responses
        .iter()
        .filter(|response| response.outcome.may_be_success())
        .flat_map(|response| response.media_types.iter().filter(|media| media.kind == MediaKind::Json));
    let items = bodies.find_map(|media| items_at(planner, &media.schema, &rule.items));
    let Some(items) = items else {
        let message = format!("no success of the operation has an array at `{}`", rule.items);
        planner.report(pagination_error(spanned, &operation.at, message));
        return None;
    };
    Some(rust::Pagination {
        docs: generated::items(),
        item: planner.plan_inline(items),
        items: rule.items.clone(),
        next: rule.next.clone(),
        more: rule.more.clone(),
        pages: plan_pages(arms),
    })
}

/// The schema of the items of the array at a pointer.
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
