//! What the documentation of a method says about its successful responses: their type, and when it is what.

use crate::api::{Method, Operation, Status};
use crate::plan::docs::type_names::linked_response_type;
use crate::plan::docs::{code, paragraph};
use crate::rust::{Events, Success};

/// The type of the body of a successful response, with a link.
pub(super) fn output(success: &Success) -> String {
    match success {
        Success::One(None) => code("()"),
        Success::One(Some(body)) => linked_response_type(body, None),
        Success::Optional(body) => linked_response_type(body, Some("Option")),
        Success::Several(successes) => format!("[{}]", code(successes.name.as_str())),
    }
}

/// Adds what awaiting the request returns, when that is `None`, and how the events are streamed.
pub(super) fn response_docs(
    lines: &mut Vec<String>,
    operation: &Operation,
    success: &Success,
    events: Option<&Events>,
) {
    let output = output(success);
    match success {
        Success::One(None) if may_have_undescribed_body(operation) => {
            paragraph(
                lines,
                &format!("Awaiting the request returns {output}: the API describes no body of the response. After"),
            );
            lines.push("`send`, [`Response::raw_body`] returns the body that the server sends.".to_owned());
        }
        _ => paragraph(lines, &format!("Awaiting the request returns {output}.")),
    }
    if matches!(success, Success::Optional(_)) {
        let responses = operation.responses.iter().filter(|response| response.outcome.may_be_success());
        let empty = responses.filter(|response| response.media_types.is_empty());
        let statuses: Vec<String> = empty.map(|response| status(response.status)).collect();
        paragraph(lines, &format!("Returns `None` for status {}, which has no body.", statuses.join(" or ")));
    }
    if events.is_some() {
        paragraph(
            lines,
            "Returns the whole response at once; `.events()` on the request streams it as events instead.",
        );
    }
}

/// A status as documents write it.
fn status(status: Status) -> String {
    match status {
        Status::Code(_) | Status::Range(_) => status.to_string(),
        Status::Default => "200 to 299".to_owned(),
    }
}

/// Returns whether a response may have a body although the document describes none: not to `HEAD`, and not with a status that
/// excludes a body (RFC 9110, sections 9.3.2, 15.3.5 and 15.3.6).
fn may_have_undescribed_body(operation: &Operation) -> bool {
    let mut successes = operation.responses.iter().filter(|response| response.outcome.may_be_success());
    operation.method != Method::Head && successes.any(|response| !matches!(response.status, Status::Code(204 | 205)))
}
