//! What an operation's answers mean, by status and media type: one success type or an enum of them, and an enum of
//! errors.

use super::status::{status_label, status_name, statuses};
use crate::api::{EventForm, MediaKind, MediaType, Response, Status, essence};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Origin;
use crate::plan::docs::markdown::labelled_paragraph;
use crate::plan::names::{Case, NAMED, Wish, settle};
use crate::plan::types::TypePlanner;
use crate::rust::{Docs, ErrorType, ErrorVariant, Identifier, MediaTypeArm, Outcome, ResponseBody, StatusArm, Success};

/// What becomes of an operation's responses.
pub(crate) struct PlannedResponses {
    pub(crate) success: Success,
    pub(crate) error: ErrorType,
    pub(crate) arms: Vec<StatusArm>,
    pub(crate) accept: Option<String>,
}

/// Plans the responses of the operation at `at`. `several` and `error` are the names of the two enums.
pub(crate) fn plan_responses<'a>(
    planner: &mut TypePlanner<'a>,
    at: &Origin,
    (several, error): (Identifier, Identifier),
    responses: &'a [Response],
) -> PlannedResponses {
    let has_success = responses.iter().any(|response| response.status.is_success());
    let mut answers: Vec<Answer<'_>> = Vec::with_capacity(responses.len());
    for response in responses {
        // Where no success is declared, the default describes it.
        let is_success = response.status.is_success() || (!has_success && response.status == Status::Default);
        answers.push(Answer { response, alternatives: plan_alternatives(planner, response, is_success) });
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
    /// What its body may be, the last one if its media type is none of the others'; none if it has no body.
    alternatives: Vec<Alternative>,
}

/// A body of an answer.
struct Alternative {
    /// What it is called beside the others.
    label: String,
    media_types: Vec<String>,
    body: ResponseBody,
}

fn plan_alternatives<'a>(planner: &mut TypePlanner<'a>, response: &'a Response, is_success: bool) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for media in &response.media_types {
        let body = plan_body(planner, media, is_success);
        let pattern = pattern(&media.name);
        if let Some(known) = alternatives.iter_mut().find(|known| known.media_types.contains(&pattern)) {
            if known.body != body {
                let message =
                    "it differs from another one in parameters alone, but not in what it holds: the value is raw";
                planner.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
                known.body = match known.body {
                    ResponseBody::Json(_) => ResponseBody::Json(crate::rust::Type::Value),
                    _ => ResponseBody::Stream,
                };
            }
            continue;
        }
        match alternatives.iter_mut().find(|known| known.body == body) {
            Some(known) => {
                known.media_types.push(pattern);
                // What is read as text alike is named after none of the media types.
                if known.body == ResponseBody::Text && known.label != label(&media.name) {
                    known.label = "text".to_owned();
                }
            }
            None => alternatives.push(Alternative { label: label(&media.name), media_types: vec![pattern], body }),
        }
    }
    // An answer may not say what it is, or say something else than the document: then it is taken for what it most
    // likely is, and reading it fails if it is not.
    let likeliest = |alternative: &Alternative| {
        let is_any = alternative.media_types.iter().any(String::is_empty);
        match alternative.body {
            _ if is_any => 0,
            ResponseBody::Json(_) => 1,
            ResponseBody::Stream | ResponseBody::Bytes => 2,
            ResponseBody::Text => 3,
            ResponseBody::Events(..) => 4,
        }
    };
    if let Some((last, _)) = alternatives.iter().enumerate().min_by_key(|(_, alternative)| likeliest(alternative)) {
        let last = alternatives.remove(last);
        alternatives.push(last);
    }
    alternatives
}

fn plan_body<'a>(planner: &mut TypePlanner<'a>, media: &'a MediaType, is_success: bool) -> ResponseBody {
    match media.kind {
        MediaKind::Json => ResponseBody::Json(planner.plan_inline(&media.schema)),
        MediaKind::Events(EventForm::Text) if is_success => {
            ResponseBody::Events(EventForm::Text, crate::rust::Type::String)
        }
        MediaKind::Events(form) if is_success => ResponseBody::Events(form, planner.plan_inline(&media.schema)),
        MediaKind::Text | MediaKind::Events(_) => ResponseBody::Text,
        // Forms and multipart bodies are not read as such in answers.
        MediaKind::Bytes | MediaKind::Form | MediaKind::Multipart if is_success => ResponseBody::Stream,
        MediaKind::Bytes | MediaKind::Form | MediaKind::Multipart => ResponseBody::Bytes,
    }
}

/// A media type as answers are compared with it: in lower case, without parameters; of a range, what comes before the
/// star.
fn pattern(name: &str) -> String {
    let essence = essence(name);
    match essence.strip_suffix('*') {
        Some("*/") => String::new(),
        Some(range) => range.to_owned(),
        None => essence,
    }
}

/// What a body of a media type is called beside those of other ones.
pub(crate) fn label(name: &str) -> String {
    let essence = essence(name);
    let label = match essence.as_str() {
        "application/json" | "application/*+json" => "json",
        "text/plain" => "text",
        "text/event-stream" => "events",
        "application/octet-stream" => "bytes",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "*/*" => "other",
        other => match other.split_once('/') {
            Some((kind, "*")) => kind,
            Some((_, subtype)) => subtype.strip_suffix("+json").unwrap_or(subtype),
            None => other,
        },
    };
    label.to_owned()
}

/// One status before a range of them, and a range before all the others.
fn arm_order(statuses: Option<(u16, u16)>) -> (u16, u16) {
    match statuses {
        Some((first, last)) => (last.saturating_sub(first), first),
        None => (u16::MAX, 0),
    }
}

/// The media_types of an answer whose outcome does not depend on its media type.
fn media_types(answer: &Answer<'_>, outcome: &Outcome) -> Vec<MediaTypeArm> {
    let choice = |alternative: &Alternative| MediaTypeArm {
        media_types: alternative.media_types.clone(),
        outcome: outcome.clone(),
        body: Some(alternative.body.clone()),
    };
    match answer.alternatives.as_slice() {
        [] => vec![MediaTypeArm { media_types: Vec::new(), outcome: outcome.clone(), body: None }],
        several => several.iter().map(choice).collect(),
    }
}

/// The types that an answer may have; `None` is no body.
fn bodies<'s>(answer: &'s Answer<'_>) -> Vec<Option<&'s ResponseBody>> {
    match answer.alternatives.as_slice() {
        [] => vec![None],
        several => several.iter().map(|alternative| Some(&alternative.body)).collect(),
    }
}

/// Whether two bodies are of one type, however they are read.
fn have_one_type(first: Option<&ResponseBody>, second: Option<&ResponseBody>) -> bool {
    let is_string =
        |body: &ResponseBody| matches!(body, ResponseBody::Text | ResponseBody::Json(crate::rust::Type::String));
    match (first, second) {
        (Some(first), Some(second)) => first == second || (is_string(first) && is_string(second)),
        (None, None) => true,
        _ => false,
    }
}

fn plan_success(
    planner: &mut TypePlanner<'_>,
    at: &Origin,
    several: Identifier,
    answers: &[Answer<'_>],
    arms: &mut Vec<StatusArm>,
) -> Success {
    let mut successes: Vec<(&Answer<'_>, Option<(u16, u16)>)> = Vec::new();
    let declared = answers.iter().filter(|answer| answer.response.status.is_success());
    successes.extend(declared.map(|answer| (answer, statuses(answer.response.status))));
    if successes.is_empty() {
        // A document that declares no success describes it by `default`, or not at all.
        let default = answers.iter().find(|answer| answer.response.status == Status::Default);
        let Some(default) = default else {
            let message = "no success is declared: any status from 200 to 299 is one, without a typed body";
            planner.report(Diagnostic::note(Code::SUCCESS_UNDECLARED, at.clone(), message));
            let media_types = vec![MediaTypeArm { media_types: Vec::new(), outcome: Outcome::Success, body: None }];
            arms.push(StatusArm { statuses: Some((200, 299)), media_types });
            return Success::One(None);
        };
        successes.push((default, Some((200, 299))));
    }
    let all: Vec<Option<&ResponseBody>> = successes.iter().flat_map(|(answer, _)| bodies(answer)).collect();
    if let Some(first) = all.first()
        && all.iter().all(|body| have_one_type(*body, *first))
    {
        for (answer, statuses) in &successes {
            arms.push(StatusArm { statuses: *statuses, media_types: media_types(answer, &Outcome::Success) });
        }
        return Success::One(first.cloned());
    }
    let is_only_status = successes.len() == 1;
    let mut names = name_variants(successes.iter().map(|(answer, _)| *answer), is_only_status).into_iter();
    let mut variants = Vec::new();
    for (answer, statuses) in &successes {
        arms.push(StatusArm {
            statuses: *statuses,
            media_types: plan_variants(answer, &mut names, &mut variants, Outcome::SuccessVariant),
        });
    }
    Success::Several { name: several, variants }
}

fn plan_errors(name: Identifier, answers: &[Answer<'_>], arms: &mut Vec<StatusArm>) -> ErrorType {
    let errors = || answers.iter().filter(|answer| !answer.response.status.is_success());
    let mut names = name_variants(errors(), false).into_iter();
    let mut variants = Vec::new();
    for answer in errors() {
        let mut errors = Vec::new();
        let media_types = plan_variants(answer, &mut names, &mut errors, Outcome::Error);
        // The default that stands for success is an error beyond 299, and its body is all there then.
        variants.extend(errors);
        arms.push(StatusArm { statuses: statuses(answer.response.status), media_types });
    }
    for choice in arms.iter_mut().flat_map(|arm| &mut arm.media_types) {
        if matches!(choice.outcome, Outcome::Error(_)) {
            choice.body = choice.body.take().map(held);
        }
    }
    for variant in &mut variants {
        variant.body = variant.body.take().map(held);
    }
    ErrorType { name, variants }
}

/// The body of a refusal: nothing of it comes later.
fn held(body: ResponseBody) -> ResponseBody {
    match body {
        ResponseBody::Stream => ResponseBody::Bytes,
        ResponseBody::Events(..) => ResponseBody::Text,
        other => other,
    }
}

/// The names of the variants for all bodies that some answers may have: their status, and what their media type is called
/// beside others.
fn name_variants<'s>(answers: impl Iterator<Item = &'s Answer<'s>>, is_only_status: bool) -> Vec<Identifier> {
    let mut wishes = Vec::new();
    for answer in answers {
        let status = status_name(answer.response.status);
        let several = answer.alternatives.as_slice();
        if several.is_empty() {
            wishes.push(Wish::of(vec![status.clone()], NAMED, status.clone()));
        }
        for alternative in several {
            let first = match (several.len(), is_only_status) {
                (1, _) => status.clone(),
                (_, true) => alternative.label.clone(),
                (_, false) => format!("{status} {}", alternative.label),
            };
            let media_types = alternative.media_types.join(" ");
            let words = vec![first, format!("{status} {}", alternative.label), format!("{status} {media_types}")];
            wishes.push(Wish::of(words, NAMED, format!("{status} {media_types}")));
        }
    }
    settle(&wishes, Case::Type, &[]).into_iter().map(|settled| settled.identifier).collect()
}

/// Plans a variant for each body that an answer may have, and how it is told. `names` has the names of those that are
/// left.
fn plan_variants(
    answer: &Answer<'_>,
    names: &mut impl Iterator<Item = Identifier>,
    variants: &mut Vec<ErrorVariant>,
    outcome: fn(Identifier) -> Outcome,
) -> Vec<MediaTypeArm> {
    let mut arms = Vec::with_capacity(answer.alternatives.len().max(1));
    let bodies =
        answer.alternatives.iter().map(|alternative| (alternative.media_types.clone(), Some(&alternative.body)));
    let none = answer.alternatives.is_empty().then(|| (Vec::new(), None));
    for ((media_types, body), name) in bodies.chain(none).zip(names) {
        arms.push(MediaTypeArm { media_types, outcome: outcome(name.clone()), body: body.cloned() });
        variants.push(plan_variant(answer.response, name, body));
    }
    arms
}

fn plan_variant(response: &Response, name: Identifier, body: Option<&ResponseBody>) -> ErrorVariant {
    let label = status_label(response.status);
    let lines = match response.description.trim() {
        "" => vec![label],
        description => labelled_paragraph(&format!("{label}:"), description),
    };
    ErrorVariant { name, docs: Docs(lines), body: body.cloned() }
}

/// The media types that the operation can read, the successes' first.
fn accept(answers: &[Answer<'_>]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for media in answers.iter().flat_map(|answer| &answer.response.media_types) {
        let name = match media.kind {
            MediaKind::Json if media.name.contains('*') => "application/json",
            _ => media.name.as_str(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}
