//! Responses: which of them stand for success, and how the body of each is read.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};

use super::follow;
use super::media_type::{Direction, lower_content};
use crate::api::{
    Documentation, EventForm, HeaderForm, MediaKind, MediaRange, MediaTypeObject, Method, Outcome, Response,
    ResponseHeader, Schema, SchemaKind, Status,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::{reference, schema};
use crate::openapi::CollectionFormat;

/// Lowers the responses of the operation at `operation_at`, with the media types that the client accepts for each of the declared ones.
pub(crate) fn lower_responses(
    context: &mut Context<'_>,
    operation_at: &Pointer,
    method: &Method,
    responses: &Responses,
) -> (Vec<Response>, Vec<Vec<String>>) {
    let at = operation_at.push("responses");
    let mut declared = Vec::new();
    for (code, response) in &responses.responses {
        let status = match code {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(digit) => match u8::try_from(*digit) {
                Ok(digit) => Status::Range(digit),
                Err(_) => continue,
            },
        };
        declared.push((at.push(&code.to_string()), status, response));
    }
    declared.extend(responses.default.iter().map(|response| (at.push("default"), Status::Default, response)));
    // Beside a redirection alone, such as a 302 to a download, `default` stands for errors too.
    let has_success =
        declared.iter().any(|(_, status, _)| status.is_success() || status.is_neither_success_nor_error());
    let mut lowered = Vec::with_capacity(declared.len());
    let mut accepted = Vec::with_capacity(declared.len());
    for (at, status, response) in declared {
        let outcome = match status {
            _ if status.is_success() => Outcome::Success,
            _ if status.is_neither_success_nor_error() => Outcome::Neither,
            Status::Default if !has_success => Outcome::SuccessOrError,
            _ => Outcome::Error,
        };
        let lowered_response = lower_response(context, &at, (method, status, outcome), response);
        let Some((response, names)) = lowered_response else { continue };
        lowered.push(response);
        accepted.push(names);
    }
    error_of_default(&mut lowered);
    if !lowered.iter().any(|response| response.outcome.may_be_success()) {
        let message = "no success is declared: any status from 200 to 299 is one, and its body has no type";
        context.note(Code::SUCCESS_UNDECLARED, operation_at, message);
        lowered.push(Response {
            at: context.origin(operation_at),
            status: Status::Range(2),
            outcome: Outcome::Success,
            description: String::new(),
            headers: Vec::new(),
            media_types: Vec::new(),
            fallback: None,
        });
    }
    (lowered, accepted)
}

/// Makes a `default` an error if it has the body of an error that is declared beside it. Some documents describe their
/// errors alone.
fn error_of_default(responses: &mut [Response]) {
    let is_equivalent = |first: &Response, second: &Response| {
        let mut pairs = first.media_types.iter().zip(&second.media_types);
        first.media_types.len() == second.media_types.len()
            && pairs.all(|(first, second)| first.name == second.name && first.schema.is_equivalent(&second.schema))
    };
    let errors: Vec<Response> =
        responses.iter().filter(|response| response.outcome == Outcome::Error).cloned().collect();
    let errors = || errors.iter().filter(|error| !error.media_types.is_empty());
    for default in responses.iter_mut().filter(|response| response.outcome == Outcome::SuccessOrError) {
        if errors().any(|error| is_equivalent(error, default)) {
            default.outcome = Outcome::Error;
        }
    }
}

/// The `Accept` header for the media types of all responses: those of successes, then those of errors, each in the
/// document's order. Many services take the first one that they have. An event stream that is an alternative has a request of
/// its own.
pub(crate) fn accept(responses: &[Response], accepted: Vec<Vec<String>>, has_alternative: bool) -> Option<String> {
    let mut accepted: Vec<(&Response, Vec<String>)> = responses.iter().zip(accepted).collect();
    accepted.sort_by_key(|(response, _)| !response.outcome.may_be_success());
    let mut names: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for name in accepted.into_iter().flat_map(|(_, names)| names) {
        let is_alternative = has_alternative && name.starts_with("text/event-stream");
        if !is_alternative && known.insert(name.clone()) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// Lowers a response, and gives the media types that the client accepts for it.
fn lower_response(
    context: &mut Context<'_>,
    at: &Pointer,
    (method, status, outcome): (&Method, Status, Outcome),
    declared: &ReferenceOr<openapiv3::Response>,
) -> Option<(Response, Vec<String>)> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.responses);
    let (at, response) = reference::resolve(context, components, "responses", declared, at)?;
    // A response of these statuses has no content (RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5).
    let is_empty = matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1));
    // The body of a redirection is a note to people with a link (RFC 9110, section 15.4), which the raw body has.
    let is_neither = outcome == Outcome::Neither;
    let content_at = at.push("content");
    let mut media_types = match is_empty || is_neither {
        true => Vec::new(),
        false => lower_content(context, &content_at, &response.content, Direction::Response),
    };
    if (is_empty || is_neither) && !response.content.is_empty() {
        let message = match is_empty {
            true => "a response of this status has no body: the declared content is not used",
            false => "a redirection is neither a success nor an error: the error of the client has its raw body",
        };
        context.note(Code::MEDIA_TYPE_UNUSED, &content_at, message);
    }
    if *method == Method::Head {
        // Nor has a response to HEAD (RFC 9110, section 9.3.2).
        media_types.clear();
    }
    let names = media_types.iter().map(|media| match media.kind {
        MediaKind::Json if media.name.has_wildcard() => "application/json".to_owned(),
        _ => media.name.as_str().to_owned(),
    });
    let names = names.collect();
    if outcome == Outcome::Error {
        // The body of an error is read as a whole.
        let is_stream =
            |media: &&mut MediaTypeObject| matches!(media.kind, MediaKind::Events(_) | MediaKind::JsonSequence);
        for media in media_types.iter_mut().filter(is_stream) {
            media.kind = MediaKind::Text;
        }
        let has_parts =
            |media: &&mut MediaTypeObject| matches!(media.kind, MediaKind::Parts(_) | MediaKind::Positions(_));
        for media in media_types.iter_mut().filter(has_parts) {
            media.kind = MediaKind::Bytes;
        }
    }
    let media_types = merge_by_essence(context, media_types);
    let headers_at = at.push("headers");
    let headers = response.headers.iter();
    let response = Response {
        at: context.origin(&at),
        status,
        outcome,
        description: response.description.clone(),
        headers: headers.filter_map(|(name, header)| lower_header(context, &headers_at, name, header)).collect(),
        fallback: fallback(&media_types),
        media_types,
    };
    Some((response, names))
}

/// Merges the media types that differ in parameters alone: responses are matched by the essence. If their values
/// differ, the merged one is untyped.
fn merge_by_essence(context: &mut Context<'_>, media_types: Vec<MediaTypeObject>) -> Vec<MediaTypeObject> {
    let mut merged: Vec<MediaTypeObject> = Vec::with_capacity(media_types.len());
    // Some documents write `*` for any media type.
    let key = |media: &MediaTypeObject| match media.name.essence() {
        "*" => "*/*".to_owned(),
        essence => essence.to_owned(),
    };
    let mut indices: BTreeMap<String, usize> = BTreeMap::new();
    for media in media_types {
        let index = *indices.entry(key(&media)).or_insert(merged.len());
        let Some(known) = merged.get_mut(index) else {
            merged.push(media);
            continue;
        };
        let is_typed = matches!(
            media.kind,
            MediaKind::Json
                | MediaKind::JsonSequence
                | MediaKind::Parts(_)
                | MediaKind::Positions(_)
                | MediaKind::Events(
                    EventForm::Json | EventForm::Whole | EventForm::WholeText | EventForm::WholeJsonText
                )
        );
        if known.kind != media.kind || (is_typed && !known.schema.is_equivalent(&media.schema)) {
            let message =
                "it differs from another media type here in its parameters and in its schema: the values are untyped";
            context.report(Diagnostic::note(Code::MEDIA_TYPE_RAW, media.at, message));
            match known.kind {
                MediaKind::Json => known.schema = Schema::any(known.schema.at.clone()),
                _ => known.kind = MediaKind::Bytes,
            }
        }
    }
    merged
}

/// The media type by which a body is read that names none, or an undeclared one: the most likely one. A body that is
/// not of that media type is an error when it is read.
fn fallback(media_types: &[MediaTypeObject]) -> Option<usize> {
    let likeliest = |media: &MediaTypeObject| match media.kind {
        _ if matches!(media.name.essence(), "*/*" | "*") => 0,
        MediaKind::Json => 1,
        MediaKind::Bytes | MediaKind::Form(_) | MediaKind::Multipart(_) => 2,
        MediaKind::Text => 3,
        MediaKind::Events(_) | MediaKind::JsonSequence | MediaKind::Parts(_) | MediaKind::Positions(_) => 4,
    };
    media_types.iter().enumerate().min_by_key(|(_, media)| likeliest(media)).map(|(index, _)| index)
}

/// Lowers a header. `Content-Type` "SHALL be ignored" (OpenAPI 3.1.1, section 4.8.17.1): the body has a media type.
fn lower_header(
    context: &mut Context<'_>,
    headers_at: &Pointer,
    name: &str,
    declared: &ReferenceOr<openapiv3::Header>,
) -> Option<ResponseHeader> {
    if name.eq_ignore_ascii_case("content-type") {
        return None;
    }
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.headers);
    let (at, header) = reference::resolve(context, components, "headers", declared, &headers_at.push(name))?;
    let (mut schema, is_json) = match &header.format {
        ParameterSchemaOrContent::Schema(declared) => {
            (schema::lower_schema_or_reference(context, &at.push("schema"), declared), false)
        }
        ParameterSchemaOrContent::Content(content) => match content.iter().next() {
            Some((name, media)) if MediaRange::parse(name).is_some_and(|name| name.is_json()) => {
                let at = at.push("content").push(name);
                let schema = media.schema.as_ref();
                let schema =
                    schema.map(|schema| schema::lower_schema_or_reference(context, &at.push("schema"), schema));
                (schema.unwrap_or_else(|| schema::any(context, &at)), true)
            }
            // The caller parses the text of any other media type.
            _ => {
                let kind = SchemaKind::String { format: None };
                (Schema { kind, ..schema::any(context, &at) }, false)
            }
        },
    };
    let form = match is_json {
        _ if name.eq_ignore_ascii_case("set-cookie") => {
            schema = line_of(context, schema);
            HeaderForm::Lines
        }
        true => HeaderForm::Json,
        false => match context.parsed.source_map.swagger.collection_format(&context.origin(&at)) {
            Some(CollectionFormat::Ssv) => HeaderForm::Delimited(' '),
            Some(CollectionFormat::Tsv) => HeaderForm::Delimited('\t'),
            Some(CollectionFormat::Pipes) => HeaderForm::Delimited('|'),
            None => HeaderForm::Simple,
        },
    };
    Some(ResponseHeader {
        at: context.origin(&at),
        name: name.to_owned(),
        documentation: Documentation {
            title: None,
            description: header.description.clone().or_else(|| schema.documentation.description.clone()),
            deprecated: header.deprecated.unwrap_or(false),
        },
        required: header.required,
        schema,
        form,
    })
}

/// The schema of a line of `Set-Cookie`, whether the declared schema describes a line or the list of them.
fn line_of(context: &mut Context<'_>, declared: Schema) -> Schema {
    let components = Rc::clone(&context.lowered);
    let line = match &follow(&components, &declared).kind {
        SchemaKind::Array(line) => (**line).clone(),
        _ => declared,
    };
    // A line is a name, a value and attributes (RFC 6265, section 4.1), which only strings have the text of.
    let is_text = match &follow(&components, &line).kind {
        SchemaKind::Null | SchemaKind::Boolean | SchemaKind::Integer(_) | SchemaKind::Number(_) => false,
        SchemaKind::Array(_) | SchemaKind::Tuple(_) | SchemaKind::Object(_) => false,
        SchemaKind::Any | SchemaKind::String { .. } | SchemaKind::Enumeration(_) => true,
        SchemaKind::Union(_) | SchemaKind::Reference(_) => true,
    };
    if is_text {
        return line;
    }
    let message = "a line of `Set-Cookie` is text: its schema is not used, and the line is a string";
    context.report(Diagnostic::note(Code::SCHEMA_UNTYPED, line.at.clone(), message));
    Schema::of_kind(line.at, SchemaKind::String { format: None })
}
