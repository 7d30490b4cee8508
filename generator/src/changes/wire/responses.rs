//! Responses: their bodies and their headers; and the media types that bodies may have.

use super::Comparison;
use super::schemas::{self, Context};
use crate::api::{MediaTypeObject, Operation, Outcome, Response};
use crate::changes::{Direction, Fact, Subject};
use crate::location::Origin;

pub(super) fn compare<'a>(comparison: &mut Comparison<'a>, old: &'a Operation, new: &'a Operation) {
    for response in &new.responses {
        let what = title(response);
        match old.responses.iter().find(|before| before.status == response.status) {
            Some(before) => compare_response(comparison, before, response, &what),
            None => comparison.add(Subject::Response, Fact::Added, what, (Some(&old.at), Some(&response.at))),
        }
    }
    for response in &old.responses {
        if new.responses.iter().all(|after| after.status != response.status) {
            let is_success = matches!(response.outcome, Outcome::Success | Outcome::SuccessOrError);
            let fact = if is_success { Fact::Removed } else { Fact::OptionalRemoved };
            comparison.add(Subject::Response, fact, title(response), (Some(&response.at), Some(&new.at)));
        }
    }
}

fn title(response: &Response) -> String {
    format!("the response `{}`", response.status)
}

fn compare_response<'a>(comparison: &mut Comparison<'a>, old: &'a Response, new: &'a Response, what: &str) {
    let places = (Some(&old.at), Some(&new.at));
    comparison.words(Subject::Response, what, (&old.description, &new.description), places);
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
    let title = |media_type: &MediaTypeObject| format!("`{}` of {}", media_type.name.as_str(), context.what);
    for media_type in new {
        let Some(before) = old.iter().find(|before| before.name == media_type.name) else {
            let places = (Some(places.0), Some(&media_type.at));
            comparison.add(context.subject, Fact::MediaTypeAdded, title(media_type), places);
            continue;
        };
        if before.kind != media_type.kind {
            let places = (Some(&before.at), Some(&media_type.at));
            comparison.add(context.subject, Fact::Serialization, title(media_type), places);
        }
        schemas::compare(comparison, &before.schema, &media_type.schema, context);
    }
    for media_type in old.iter().filter(|media_type| new.iter().all(|after| after.name != media_type.name)) {
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
