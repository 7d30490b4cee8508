//! What the documentation of a method says about its successful responses, beyond their type.

use crate::api::{Operation, Status};
use crate::plan::docs::paragraph;
use crate::rust::{Events, Success};

/// Adds when the output is `None`, and how the events are streamed.
pub(super) fn response_docs(
    lines: &mut Vec<String>,
    operation: &Operation,
    success: &Success,
    events: Option<&Events>,
) {
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
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "200 to 299".to_owned(),
    }
}
