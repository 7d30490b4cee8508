//! The responses of an operation by status and media type: one type of success or an enum, and the type of an error.

use std::collections::BTreeMap;

use super::accessors::plan_accessors;
use super::errors::plan_errors;
use super::part_positions::plan_part_enum;
use super::partial_content::plan_partial_content;
use super::predicates::plan_streams;
use crate::api;
use crate::api::{
    EventForm, MediaKind, MediaRange, MediaTypeObject, Method, Operation, PartItemContent, PartPositions, Response,
    Schema,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::docs::generated;
use crate::plan::docs::markdown::labelled_paragraph;
use crate::plan::names::media_type::label;
use crate::plan::names::status::{status_label, statuses};
use crate::plan::names::{Case, NAMED, NameRequest, resolve_names};
use crate::plan::types::TypePlanner;
use crate::rust::{
    Derive, Docs, ErrorType, Identifier, MediaTypeArm, Outcome, PartBody, PartVariants, PredicateArm, ResponseBody,
    ResponseEnum, ResponseVariant, StatusArm, Success, Type,
};

/// The planned responses of an operation.
pub(crate) struct PlannedResponses {
    pub(crate) success: Success,
    pub(crate) error: ErrorType,
    pub(crate) arms: Vec<StatusArm>,
    pub(crate) streams: Vec<PredicateArm>,
    /// The enum of the parts of a response that have positions.
    pub(crate) parts: Option<ResponseEnum>,
    /// Whether a request may ask for a range of the bytes of its response.
    pub(crate) has_range: bool,
}

/// Plans the responses of the operation with that method. `response`, `error` and `part` are the names of the three enums.
pub(crate) fn plan_responses<'a>(
    planner: &mut TypePlanner<'a>,
    method: &str,
    (response, error, part): (Identifier, Identifier, Identifier),
    operation: &'a Operation,
    common_error: Option<&'a Schema>,
) -> PlannedResponses {
    let has_events = operation.events.is_some();
    let mut planned: Vec<Planned<'_>> = Vec::with_capacity(operation.responses.len());
    let mut parts = Parts { name: part, method, planned: None };
    for response in &operation.responses {
        planned.push(Planned { response, alternatives: plan_alternatives(planner, response, has_events, &mut parts) });
    }
    // The more specific status comes first.
    planned.sort_by_key(|planned| planned.response.status);
    let mut arms = Vec::new();
    let success = plan_success((response, method), &planned, &mut arms);
    let common = common_error.map(|schema| ResponseBody::Json(planner.plan_inline(schema)));
    let (error, undeclared) = plan_errors((error, method), &planned, common, &mut arms);
    arms.sort_by_key(|arm| arm_order(arm.statuses));
    let has_range = operation.method == Method::Get && plan_partial_content(&mut arms);
    if arms.iter().all(|arm| arm.statuses.is_some()) {
        arms.push(StatusArm { statuses: None, media_types: vec![undeclared] });
    }
    let parts = parts.planned.map(|(parts, _)| parts);
    PlannedResponses { success, error, streams: plan_streams(&arms), parts, arms, has_range }
}

pub(super) struct Planned<'a> {
    pub(super) response: &'a Response,
    /// The types of its body, the fallback last. Empty if it has no body.
    pub(super) alternatives: Vec<Alternative>,
}

/// A body of a response.
pub(super) struct Alternative {
    /// Its name beside the others.
    label: String,
    media_types: Vec<String>,
    pub(super) body: ResponseBody,
}

/// Groups the media types of a response by the type of the body. With `has_events`, event streams are read by a method
/// of their own.
fn plan_alternatives<'a>(
    planner: &mut TypePlanner<'a>,
    response: &'a Response,
    has_events: bool,
    parts: &mut Parts<'_>,
) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    // The alternatives of JSON by their types. There are few others.
    let mut by_type: BTreeMap<Type, usize> = BTreeMap::new();
    let mut fallback = None;
    for (index, media) in response.media_types.iter().enumerate() {
        if has_events && matches!(media.kind, MediaKind::Events(_)) {
            continue;
        }
        let body = plan_body(planner, media, response.outcome.may_be_success(), parts);
        let pattern = pattern(&media.name);
        let known = match &body {
            ResponseBody::Json(value) => by_type.get(value).copied(),
            _ => alternatives.iter().position(|known| known.body == body),
        };
        if let (None, ResponseBody::Json(value)) = (known, &body) {
            by_type.insert(value.clone(), alternatives.len());
        }
        match known.and_then(|known| alternatives.get_mut(known)) {
            Some(known) => {
                known.media_types.push(pattern);
                // A variant for several media types of text is named after the text.
                if known.body == ResponseBody::Text && known.label != label(&media.name) {
                    known.label = "text".to_owned();
                }
            }
            None => alternatives.push(Alternative { label: label(&media.name), media_types: vec![pattern], body }),
        }
        if response.fallback == Some(index) {
            fallback = known.or(alternatives.len().checked_sub(1));
        }
    }
    if let Some(fallback) = fallback {
        let last = alternatives.remove(fallback);
        alternatives.push(last);
    }
    alternatives
}

/// The enum of the parts of an operation's responses that have positions.
struct Parts<'n> {
    name: Identifier,
    method: &'n str,
    planned: Option<(ResponseEnum, PartVariants)>,
}

impl Parts<'_> {
    /// Plans a response by position. An operation has one enum for its parts, so that parts which differ from the first ones are bytes.
    fn plan<'a>(
        &mut self,
        planner: &mut TypePlanner<'a>,
        media: &'a MediaTypeObject,
        positions: &PartPositions,
    ) -> ResponseBody {
        let planned = plan_part_enum(planner, (&self.name, self.method), media, positions);
        let known = self.planned.get_or_insert_with(|| planned.clone());
        if known.1 == planned.1 {
            return ResponseBody::Parts(PartBody::Positions(planned.1));
        }
        let message = "the parts differ from those of another response of the operation: they are bytes";
        planner.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, media.at.clone(), message));
        ResponseBody::Parts(PartBody::Bytes)
    }
}

fn plan_body<'a>(
    planner: &mut TypePlanner<'a>,
    media: &'a MediaTypeObject,
    is_success: bool,
    parts: &mut Parts<'_>,
) -> ResponseBody {
    match &media.kind {
        MediaKind::Json => ResponseBody::Json(planner.plan_inline(&media.schema)),
        MediaKind::Events(EventForm::Text) if is_success => ResponseBody::Events(EventForm::Text, Type::String),
        MediaKind::Events(form) if is_success => ResponseBody::Events(*form, planner.plan_inline(&media.schema)),
        MediaKind::JsonSequence if is_success => ResponseBody::Items(planner.plan_inline(&media.schema)),
        MediaKind::Parts(item) if is_success => ResponseBody::Parts(match item.content {
            PartItemContent::Json => PartBody::Json(planner.plan_inline(&media.schema)),
            PartItemContent::Text => PartBody::Text(planner.plan_inline(&media.schema)),
            PartItemContent::Bytes => PartBody::Bytes,
        }),
        MediaKind::Positions(positions) if is_success => parts.plan(planner, media, positions),
        MediaKind::Text | MediaKind::Events(_) | MediaKind::JsonSequence => ResponseBody::Text,
        // The client parses no forms and no multipart bodies of responses.
        MediaKind::Bytes | MediaKind::Form(_) | MediaKind::Multipart(_) if is_success => ResponseBody::Stream,
        MediaKind::Bytes
        | MediaKind::Form(_)
        | MediaKind::Multipart(_)
        | MediaKind::Parts(_)
        | MediaKind::Positions(_) => ResponseBody::Bytes,
    }
}

/// Returns a media type as responses are matched by it: its essence, or the part of a range before the star.
fn pattern(name: &MediaRange) -> String {
    name.prefix().unwrap_or(name.essence()).to_owned()
}

/// One status before a range of them, and a range before all the others.
fn arm_order(statuses: Option<(u16, u16)>) -> (u16, u16) {
    match statuses {
        Some((first, last)) => (last.saturating_sub(first), first),
        None => (u16::MAX, 0),
    }
}

/// The arms of a response whose outcome does not depend on its media type.
pub(super) fn media_types(planned: &Planned<'_>, outcome: &Outcome) -> Vec<MediaTypeArm> {
    let arm = |alternative: &Alternative| MediaTypeArm {
        media_types: alternative.media_types.clone(),
        outcome: outcome.clone(),
        body: Some(alternative.body.clone()),
    };
    match planned.alternatives.as_slice() {
        [] => vec![MediaTypeArm { media_types: Vec::new(), outcome: outcome.clone(), body: None }],
        several => several.iter().map(arm).collect(),
    }
}

/// The types of the body of a response. `None` stands for an empty body.
fn bodies<'s>(planned: &'s Planned<'_>) -> Vec<Option<&'s ResponseBody>> {
    match planned.alternatives.as_slice() {
        [] => vec![None],
        several => several.iter().map(|alternative| Some(&alternative.body)).collect(),
    }
}

/// Whether two bodies have one type, however they are read.
pub(super) fn have_one_type(first: Option<&ResponseBody>, second: Option<&ResponseBody>) -> bool {
    let is_string = |body: &ResponseBody| matches!(body, ResponseBody::Text | ResponseBody::Json(Type::String));
    match (first, second) {
        (Some(first), Some(second)) => first == second || (is_string(first) && is_string(second)),
        (None, None) => true,
        _ => false,
    }
}

fn plan_success((response, method): (Identifier, &str), planned: &[Planned<'_>], arms: &mut Vec<StatusArm>) -> Success {
    let successes: Vec<(&Planned<'_>, Option<(u16, u16)>)> = planned
        .iter()
        .filter(|planned| planned.response.outcome.may_be_success())
        .map(|planned| match planned.response.outcome {
            api::Outcome::SuccessOrError => (planned, Some((200, 299))),
            _ => (planned, statuses(planned.response.status)),
        })
        .collect();
    let all: Vec<Option<&ResponseBody>> = successes.iter().flat_map(|(planned, _)| bodies(planned)).collect();
    if let Some(first) = all.first()
        && all.iter().all(|body| have_one_type(*body, *first))
    {
        for (planned, statuses) in &successes {
            arms.push(StatusArm { statuses: *statuses, media_types: media_types(planned, &Outcome::Success) });
        }
        return Success::One(first.cloned());
    }
    let mut some = all.iter().copied().flatten();
    if let Some(first) = some.next()
        && some.all(|body| have_one_type(Some(body), Some(first)))
    {
        for (planned, statuses) in &successes {
            arms.push(StatusArm { statuses: *statuses, media_types: media_types(planned, &Outcome::OptionalSuccess) });
        }
        return Success::Optional(first.clone());
    }
    let is_only_status = successes.len() == 1;
    let mut names = name_variants(successes.iter().map(|(planned, _)| *planned), is_only_status).into_iter();
    let mut variants = Vec::new();
    for (planned, statuses) in &successes {
        arms.push(StatusArm {
            statuses: *statuses,
            media_types: plan_variants(planned, &mut names, &mut variants, |name| {
                Outcome::SuccessVariant(response.clone(), name)
            }),
        });
    }
    plan_accessors(&mut variants);
    Success::Several(response_enum(response, generated::successes(method), variants))
}

pub(super) fn response_enum(name: Identifier, docs: Docs, variants: Vec<ResponseVariant>) -> ResponseEnum {
    let is_streamed = |variant: &ResponseVariant| variant.body.as_ref().is_some_and(ResponseBody::is_streamed);
    let derives = match variants.iter().any(is_streamed) {
        true => vec![Derive::Debug],
        false => vec![Derive::Clone, Derive::Debug, Derive::PartialEq],
    };
    ResponseEnum { name, docs, derives, variants }
}

/// The names of the variants for all bodies of some responses: by the status, and by the media type beside others.
pub(super) fn name_variants<'s>(
    responses: impl Iterator<Item = &'s Planned<'s>>,
    is_only_status: bool,
) -> Vec<Identifier> {
    let mut requests = Vec::new();
    for planned in responses {
        let status = planned.response.status.name();
        let several = planned.alternatives.as_slice();
        if several.is_empty() {
            requests.push(NameRequest::of(vec![status.clone()], NAMED, status.clone()));
        }
        for alternative in several {
            let first = match (several.len(), is_only_status) {
                (1, _) => status.clone(),
                (_, true) => alternative.label.clone(),
                (_, false) => format!("{status} {}", alternative.label),
            };
            let media_types = alternative.media_types.join(" ");
            let words = vec![first, format!("{status} {}", alternative.label), format!("{status} {media_types}")];
            requests.push(NameRequest::of(words, NAMED, format!("{status} {media_types}")));
        }
    }
    resolve_names(&requests, Case::Type, &[]).into_iter().map(|resolved| resolved.identifier).collect()
}

/// Plans a variant and an arm for each body of a response. `names` has the names of the remaining variants.
pub(super) fn plan_variants(
    planned: &Planned<'_>,
    names: &mut impl Iterator<Item = Identifier>,
    variants: &mut Vec<ResponseVariant>,
    outcome: impl Fn(Identifier) -> Outcome,
) -> Vec<MediaTypeArm> {
    let mut arms = Vec::with_capacity(planned.alternatives.len().max(1));
    let bodies =
        planned.alternatives.iter().map(|alternative| (alternative.media_types.clone(), Some(&alternative.body)));
    let none = planned.alternatives.is_empty().then(|| (Vec::new(), None));
    for ((media_types, body), name) in bodies.chain(none).zip(names) {
        arms.push(MediaTypeArm { media_types, outcome: outcome(name.clone()), body: body.cloned() });
        variants.push(plan_variant(planned.response, name, body));
    }
    arms
}

fn plan_variant(response: &Response, name: Identifier, body: Option<&ResponseBody>) -> ResponseVariant {
    let label = status_label(response.status);
    let lines = match response.description.trim() {
        "" => vec![label],
        description => labelled_paragraph(&format!("{label}:"), description),
    };
    ResponseVariant { name, docs: Docs(lines), body: body.cloned(), accessors: None }
}
