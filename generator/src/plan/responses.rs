//! What an operation's statuses mean: one success type or an enum of them, and an enum of errors.

use super::documentation::words;
use super::markdown::{one_line, to_doc_lines};
use super::names::{Case, Scope};
use super::types::TypePlanner;
use crate::api::{Documentation, Response, Status};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{Arm, Decode, Docs, ErrorType, ErrorVariant, Identifier, Success, Type};
use crate::source::Origin;

/// What becomes of an operation's responses.
pub(super) struct PlannedResponses {
    pub(super) success: Success,
    pub(super) error: ErrorType,
    pub(super) arms: Vec<Arm>,
    pub(super) accept: Option<String>,
}

/// Plans the responses of the operation at `at`, whose marker type is `marker`. `several` and `error` are the names
/// of the two enums.
pub(super) fn plan_responses<'a>(
    planner: &mut TypePlanner<'a>,
    at: &Origin,
    (marker, several, error): (&Identifier, Identifier, Identifier),
    responses: &'a [Response],
) -> PlannedResponses {
    let mut answers: Vec<Answer<'_>> = Vec::with_capacity(responses.len());
    for response in responses {
        let hint =
            format!("{} {}", marker.as_str(), if response.status.is_success() { "response" } else { "error body" });
        let body = response.media_type.as_ref().map(|media| planner.plan_inline(&hint, &media.schema));
        answers.push(Answer { response, body });
    }
    // The more exact status is looked for first.
    answers.sort_by_key(|answer| answer.response.status);
    let mut arms = Vec::new();
    let success = plan_success(planner, at, several, &answers, &mut arms);
    let error = plan_errors(error, &answers, &mut arms);
    arms.sort_by_key(|arm| arm_order(arm.statuses));
    PlannedResponses { success, error, arms, accept: accept(&answers) }
}

struct Answer<'a> {
    response: &'a Response,
    body: Option<Type>,
}

/// One status before a range of them, and a range before all the others.
fn arm_order(statuses: Option<(u16, u16)>) -> (u16, u16) {
    match statuses {
        Some((first, last)) => (last.saturating_sub(first), first),
        None => (u16::MAX, 0),
    }
}

fn plan_success(
    planner: &mut TypePlanner<'_>,
    at: &Origin,
    several: Identifier,
    answers: &[Answer<'_>],
    arms: &mut Vec<Arm>,
) -> Success {
    let successes: Vec<&Answer<'_>> = answers.iter().filter(|answer| answer.response.status.is_success()).collect();
    let Some(first) = successes.first() else {
        // A document that declares no success describes it by `default`, or not at all.
        let default = answers.iter().find(|answer| answer.response.status == Status::Default);
        if default.is_none() {
            let message = "no success is declared: any status from 200 to 299 is one, without a typed body";
            planner.report(Diagnostic::note(Code::SUCCESS_UNDECLARED, at.clone(), message));
        }
        let body = default.and_then(|answer| answer.body.clone());
        arms.push(Arm { statuses: Some((200, 299)), decode: Decode::Success { has_body: body.is_some() } });
        return Success::One(body);
    };
    if successes.iter().all(|answer| answer.body == first.body) {
        for answer in &successes {
            let decode = Decode::Success { has_body: answer.body.is_some() };
            arms.push(Arm { statuses: statuses(answer.response.status), decode });
        }
        return Success::One(first.body.clone());
    }
    let mut names = Scope::default();
    let mut variants = Vec::with_capacity(successes.len());
    for answer in &successes {
        let variant = plan_variant(answer, &mut names);
        let decode = Decode::SuccessVariant { variant: variant.name.clone(), has_body: answer.body.is_some() };
        arms.push(Arm { statuses: statuses(answer.response.status), decode });
        variants.push(variant);
    }
    Success::Several { name: several, variants }
}

fn plan_errors(name: Identifier, answers: &[Answer<'_>], arms: &mut Vec<Arm>) -> ErrorType {
    let mut names = Scope::default();
    let mut variants = Vec::new();
    for answer in answers.iter().filter(|answer| !answer.response.status.is_success()) {
        let variant = plan_variant(answer, &mut names);
        let decode = Decode::Error { variant: variant.name.clone(), has_body: answer.body.is_some() };
        arms.push(Arm { statuses: statuses(answer.response.status), decode });
        variants.push(variant);
    }
    ErrorType { name, variants }
}

fn plan_variant(answer: &Answer<'_>, names: &mut Scope) -> ErrorVariant {
    let status = answer.response.status;
    let label = status_label(status);
    let description = one_line(&answer.response.description);
    let documentation = Documentation { description: Some(description.clone()), ..Documentation::default() };
    let mut lines = words(&documentation, |_| true);
    match lines.first_mut() {
        Some(first) => *first = format!("{label}: {first}"),
        None => lines = to_doc_lines(&label),
    }
    ErrorVariant {
        name: names.allocate(&status_name(status), Case::Type).identifier,
        docs: Docs(lines),
        body: answer.body.clone(),
        text: if description.is_empty() { status_name(status) } else { description },
    }
}

fn statuses(status: Status) -> Option<(u16, u16)> {
    match status {
        Status::Code(code) => Some((code, code)),
        Status::Range(digit) => {
            let first = u16::from(digit).saturating_mul(100);
            Some((first, first.saturating_add(99)))
        }
        Status::Default => None,
    }
}

fn status_label(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(digit) => format!("Status {digit}00 to {digit}99"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// The words that the HTTP Status Code Registry has for a status, or its number.
fn status_name(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(1) => return "informational".to_owned(),
        Status::Range(2) => return "success".to_owned(),
        Status::Range(3) => return "redirection".to_owned(),
        Status::Range(4) => return "client error".to_owned(),
        Status::Range(5) => return "server error".to_owned(),
        Status::Range(digit) => return format!("status {digit}xx"),
        Status::Default => return "other".to_owned(),
    };
    match REGISTERED.iter().find(|(registered, _)| *registered == code) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("status {code}"),
    }
}

/// RFC 9110, section 15, and the later entries of the registry that APIs use.
const REGISTERED: &[(u16, &str)] = &[
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
];

/// The media types that the operation can read, the successes' first.
fn accept(answers: &[Answer<'_>]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for media in answers.iter().filter_map(|answer| answer.response.media_type.as_ref()) {
        if !names.contains(&media.name.as_str()) {
            names.push(&media.name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}
