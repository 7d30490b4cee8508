//! The places of the message and the code in error responses, as the target file names them.

use crate::api::analysis::{ValueAt, value_at};
use crate::api::{MediaKind, Outcome, Schema};
use crate::config::Spanned;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::plan::PlanOptions;
use crate::plan::types::TypePlanner;

/// Warns of a pointer to a place that none of the described error bodies has.
pub(crate) fn check(options: PlanOptions<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let errors = responses.filter(|response| response.outcome == Outcome::Error);
    let bodies = errors.flat_map(|response| &response.media_types).filter(|media| media.kind == MediaKind::Json);
    let bodies: Vec<&Schema> = bodies.map(|media| &media.schema).collect();
    let pointers = options.errors.message.iter().chain(&options.errors.code);
    let is_unused = |pointer: &&Spanned<Pointer>| {
        bodies.iter().all(|schema| value_at(api, schema, &pointer.value) == ValueAt::Nothing)
    };
    for pointer in pointers.filter(|_| !bodies.is_empty()).filter(is_unused) {
        let message = format!("no error response that the document describes has a value at `{}`", pointer.value);
        planner.report(pointer.locate(Diagnostic::warning(Code::ERROR_POINTER_UNUSED, api.at.clone(), message)));
    }
}
