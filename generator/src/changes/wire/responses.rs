//! Responses: their bodies and their headers; and the media types that bodies may have.

use super::Comparison;
use super::positions;
use super::schemas::{self, Context};
use crate::api::{MediaKind, MediaTypeObject, Operation, Response, Status};
use crate::changes::{Direction, Fact, Subject};
use crate::location::Origin;

pub(super) fn compare<'a>(comparison: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    let has = |responses: &[Response], status: Status| responses.iter().any(|response| response.status == status);
    for response in &new.responses {
        let what = title(response);
        let before = covering(&old.responses, response.status);
        if !has(&old.responses, response.status) {
            let is_unknown = before.is_none_or(|before| !before.outcome.may_be_success());
            let fact = match response.outcome.may_be_success() && is_unknown {
                true => Fact::SuccessAdded,
                false => Fact::Added,
            };
            comparison.add(Subject::Response, fact, &what, (Some(&old.at), Some(&response.at)));
        }
        // The older client reads a status that was not declared by the response that covers it.
        if let Some(before) = before {
            compare_response(comparison, before, response, &what);
        }
    }
    for response in old.responses.iter().filter(|response| !has(&new.responses, response.status)) {
        let after = covering(&new.responses, response.status);
        let is_covered = after.is_some_and(|after| after.outcome.may_be_success());
        let fact = match response.outcome.may_be_success() && !is_covered {
            true => Fact::Removed,
            false => Fact::OptionalRemoved,
        };
        let what = title(response);
        comparison.add(Subject::Response, fact, &what, (Some(&response.at), Some(&new.at)));
        if let Some(after) = after {
            compare_response(comparison, response, after, &what);
        }
    }
}

/// Returns the response for a status: its own, that of its range, or the default one. A success is not covered by a default one
/// beside another success, which is for errors.
fn covering(responses: &[Response], status: Status) -> Option<&Response> {
    let find = |wanted: Status| responses.iter().find(|response| response.status == wanted);
    let range = || match status {
        Status::Code(code) => find(Status::Range(u8::try_from(code.checked_div(100)?).ok()?)),
        Status::Range(_) | Status::Default => None,
    };
    let default = || {
        let default = find(Status::Default)?;
        (!status.is_success() || default.outcome.may_be_success()).then_some(default)
    };
    find(status).or_else(range).or_else(default)
}

fn title(response: &Response) -> String {
    format!("the response `{}`", response.status)
}

fn compare_response<'a>(comparison: &mut Comparison<'a>, old: &'a Response, new: &'a Response, what: &str) {
    let places = (Some(&old.at), Some(&new.at));
    if old.status == new.status {
        comparison.words(Subject::Response, what, (&old.description, &new.description), places);
    }
    let body = format!("the body of {what}");
    match (old.media_types.is_empty(), new.media_types.is_empty()) {
        (true, false) => comparison.add(Subject::ResponseBody, Fact::Added, body, places),
        (false, true) => comparison.add(Subject::ResponseBody, Fact::Removed, body, places),
        _ => {
            let context = Context {
                subject: Subject::ResponseBody,
                direction: Direction::Response,
                what: body,
                is_optional: false,
            };
            let media = (old.media_types.as_slice(), new.media_types.as_slice());
            media_types(comparison, media, (&old.at, &new.at), &context);
        }
    }
    headers(comparison, old, new, what);
}

/// Compares the media types of a body.
pub(super) fn media_types<'a>(
    comparison: &mut Comparison<'a>,
    (old, new): (&'a [MediaTypeObject], &'a [MediaTypeObject]),
    places: (&Origin, &Origin),
    context: &Context,
) {
    // Parameters such as `charset` do not select another body.
    let is_same = |first: &MediaTypeObject, second: &MediaTypeObject| first.name.essence() == second.name.essence();
    let title = |media_type: &MediaTypeObject| format!("`{}` of {}", media_type.name.as_str(), context.what);
    for media_type in new {
        let Some(before) = old.iter().find(|before| is_same(before, media_type)) else {
            let places = (Some(places.0), Some(&media_type.at));
            comparison.add(context.subject, Fact::MediaTypeAdded, title(media_type), places);
            continue;
        };
        if let (MediaKind::Positions(old), MediaKind::Positions(new)) = (&before.kind, &media_type.kind) {
            positions::compare(comparison, (before, old), (media_type, new), context);
            continue;
        }
        if before.kind != media_type.kind {
            let places = (Some(&before.at), Some(&media_type.at));
            comparison.add(context.subject, Fact::Serialization, title(media_type), places);
        }
        // The schema of bytes says nothing.
        if (&before.kind, &media_type.kind) != (&MediaKind::Bytes, &MediaKind::Bytes) {
            schemas::compare(comparison, &before.schema, &media_type.schema, context);
        }
    }
    for media_type in old.iter().filter(|media_type| !new.iter().any(|after| is_same(media_type, after))) {
        let places = (Some(&media_type.at), Some(places.1));
        comparison.add(context.subject, Fact::MediaTypeRemoved, title(media_type), places);
    }
}

fn headers<'a>(comparison: &mut Comparison<'a>, old: &'a Response, new: &'a Response, of: &str) {
    for header in &new.headers {
        let what = format!("the header `{}` of {of}", header.name);
        let Some(before) = old.headers.iter().find(|before| before.name.eq_ignore_ascii_case(&header.name)) else {
            comparison.add(Subject::ResponseHeader, Fact::Added, what, (Some(&old.at), Some(&header.at)));
            continue;
        };
        if before.form != header.form {
            let places = (Some(&before.at), Some(&header.at));
            comparison.add(Subject::ResponseHeader, Fact::Serialization, &what, places);
        }
        if before.required != header.required {
            let fact = if header.required { Fact::Required } else { Fact::Optional };
            comparison.add(Subject::ResponseHeader, fact, &what, (Some(&before.at), Some(&header.at)));
        }
        let documentation = (&before.documentation, &header.documentation);
        comparison.documentation(Subject::ResponseHeader, &what, documentation, (&before.at, &header.at));
        let context =
            Context { subject: Subject::ResponseHeader, direction: Direction::Response, what, is_optional: true };
        schemas::compare(comparison, &before.schema, &header.schema, &context);
    }
    for header in &old.headers {
        if new.headers.iter().all(|after| !after.name.eq_ignore_ascii_case(&header.name)) {
            let what = format!("the header `{}` of {of}", header.name);
            comparison.add(Subject::ResponseHeader, Fact::Removed, what, (Some(&header.at), Some(&new.at)));
        }
    }
}
