//! Operations whose responses are pages of a list, as the target file configures. Nothing is guessed: a rule that does
//! not fit the document is an error.

use super::predicates::plan_pages;
use crate::api::analysis::{ValueAt, value_at};
use crate::api::{Api, MediaKind, NextPage, Operation, ParameterLocation, Schema, SchemaKind};
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

/// Returns an error at the rule in the target file, or at a value of it. Without a file, it is at the operation.
fn pagination_error<T>(part: &Spanned<T>, at: &Origin, message: String) -> Diagnostic {
    part.locate(Diagnostic::error(Code::PAGINATION_INVALID, at.clone(), message))
}

/// Reports the names without an operation, and the operations that two rules name.
pub(crate) fn check(options: PlanOptions<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    let is_named = |rule: &Pagination, operation| rule.operations.iter().any(|name| is_called(operation, name));
    for operation in &api.operations {
        let rules = options.pagination.iter().filter(|rule| is_named(&rule.value, operation));
        for rule in rules.skip(1) {
            let (method, path) = (operation.method.as_str(), &operation.path);
            let message = format!("another rule describes the pages of `{method} {path}` too");
            planner.report(pagination_error(rule, &operation.at, message));
        }
    }
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
    let spanned =
        options.pagination.iter().find(|rule| rule.value.operations.iter().any(|name| is_called(operation, name)))?;
    let rule = &spanned.value;
    if let Some(parameter) = rule.next.value.parameter()
        && !operation
            .parameters
            .iter()
            .any(|known| known.location == ParameterLocation::Query && known.name == parameter)
    {
        let message = format!("the operation has no query parameter `{parameter}`");
        planner.report(pagination_error(spanned, &operation.at, message));
        return None;
    }
    let bodies: Vec<&Schema> = operation
        .responses
        .iter()
        .filter(|response| response.outcome.may_be_success())
        .flat_map(|response| response.media_types.iter().filter(|media| media.kind == MediaKind::Json))
        .map(|media| &media.schema)
        .collect();
    let Some(items) = bodies.iter().find_map(|body| items_at(planner.api, body, &rule.items.value)) else {
        let message = format!("no success of the operation has an array at `{}`", rule.items.value);
        planner.report(pagination_error(&rule.items, &operation.at, message));
        return None;
    };
    let errors = pointer_errors(planner.api, rule, &bodies, items, &operation.at);
    if !errors.is_empty() {
        errors.into_iter().for_each(|error| planner.report(error));
        return None;
    }
    Some(rust::Pagination {
        docs: generated::items(),
        item: planner.plan_inline(items),
        items: rule.items.value.clone(),
        next: rule.next.value.clone(),
        more: rule.more.as_ref().map(|more| more.value.clone()),
        pages: plan_pages(arms),
    })
}

/// The schema of the items of the array at a pointer.
fn items_at<'a>(api: &'a Api, body: &'a Schema, pointer: &Pointer) -> Option<&'a Schema> {
    match value_at(api, body, pointer) {
        ValueAt::Schema(Schema { kind: SchemaKind::Array(items), .. }) => Some(items),
        _ => None,
    }
}

/// Returns the errors of a rule's pointers to values beside the array of items. A list would end after its first page if
/// there were no value at a pointer, or one of a type that is not read.
fn pointer_errors(api: &Api, rule: &Pagination, bodies: &[&Schema], item: &Schema, at: &Origin) -> Vec<Diagnostic> {
    let next = match &rule.next.value {
        NextPage::Cursor { at, .. } => Some((at, bodies, "page", Expected::Primitive)),
        NextPage::LastItem { at, .. } => Some((at, std::slice::from_ref(&item), "item", Expected::Primitive)),
        NextPage::Link { at: Some(at) } => Some((at, bodies, "page", Expected::String)),
        NextPage::Offset { .. } | NextPage::Page { .. } | NextPage::Link { at: None } => None,
    };
    let next = next.and_then(|(pointer, schemas, owner, expected)| {
        Some(pagination_error(&rule.next, at, pointer_problem(api, schemas, pointer, owner, expected)?))
    });
    let more = rule.more.as_ref().and_then(|more| {
        Some(pagination_error(more, at, pointer_problem(api, bodies, &more.value, "page", Expected::Boolean)?))
    });
    next.into_iter().chain(more).collect()
}

/// The type of a value that pagination reads.
#[derive(Clone, Copy)]
enum Expected {
    /// The value of a parameter.
    Primitive,
    /// A URL.
    String,
    /// Whether there is a next page.
    Boolean,
}

/// Returns why a pointer is not valid, if no schema may have a value of the type there.
fn pointer_problem(
    api: &Api,
    schemas: &[&Schema],
    pointer: &Pointer,
    owner: &str,
    expected: Expected,
) -> Option<String> {
    let found: Vec<ValueAt<'_>> = schemas.iter().map(|schema| value_at(api, schema, pointer)).collect();
    if found.iter().all(|found| *found == ValueAt::Nothing) {
        return Some(format!("no {owner} of the operation has a value at `{pointer}`"));
    }
    let has_type = |found: &ValueAt<'_>| match found {
        ValueAt::Schema(schema) => may_be(&schema.kind, expected),
        ValueAt::Unknown => true,
        ValueAt::Nothing => false,
    };
    let name = match expected {
        Expected::Primitive => "a string or a number",
        Expected::String => "a string",
        Expected::Boolean => "a boolean",
    };
    (!found.iter().any(has_type)).then(|| format!("`{pointer}` is not the place of {name}"))
}

/// Returns whether a value of a schema may have the type. The variants of a union are not looked into.
fn may_be(kind: &SchemaKind, expected: Expected) -> bool {
    match kind {
        SchemaKind::Any | SchemaKind::Union(_) | SchemaKind::Reference(_) | SchemaKind::Enumeration(_) => true,
        SchemaKind::String { .. } => matches!(expected, Expected::Primitive | Expected::String),
        SchemaKind::Integer(_) | SchemaKind::Number(_) => matches!(expected, Expected::Primitive),
        SchemaKind::Boolean => matches!(expected, Expected::Boolean),
        SchemaKind::Null | SchemaKind::Array(_) | SchemaKind::Tuple(_) | SchemaKind::Object(_) => false,
    }
}
