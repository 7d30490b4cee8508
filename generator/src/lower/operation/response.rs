//! Responses by status.

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};

use super::LeftOut;
use super::media_type::{Direction, lower_content};
use crate::api::{Documentation, MediaRange, Response, ResponseHeader, Schema, SchemaKind, Status};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::{reference, schema};

pub(crate) fn lower_responses(
    context: &mut Context<'_>,
    at: &Pointer,
    responses: &Responses,
) -> Result<Vec<Response>, LeftOut> {
    let mut lowered = Vec::new();
    for (code, response) in &responses.responses {
        let response_at = at.push(&code.to_string());
        let status = match code {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(digit) => match u8::try_from(*digit) {
                Ok(digit) => Status::Range(digit),
                Err(_) => continue,
            },
        };
        lowered.push(lower_response(context, &response_at, status, response)?);
    }
    if let Some(response) = &responses.default {
        lowered.push(lower_response(context, &at.push("default"), Status::Default, response)?);
    }
    Ok(lowered)
}

fn lower_response(
    context: &mut Context<'_>,
    at: &Pointer,
    status: Status,
    declared: &ReferenceOr<openapiv3::Response>,
) -> Result<Response, LeftOut> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.responses);
    let Some((at, response)) = reference::resolve(components, "responses", declared, at) else {
        return Err(LeftOut::new(at, "the reference to a response leads nowhere"));
    };
    // An answer of these has no content (RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5).
    let is_empty = matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1));
    let content_at = at.push("content");
    let media_types = match is_empty {
        true => Vec::new(),
        false => lower_content(context, &content_at, &response.content, Direction::Response),
    };
    if is_empty && !response.content.is_empty() {
        context.note(
            Code::MEDIA_TYPE_UNUSED,
            &content_at,
            "an answer of this status has no body, whatever is declared",
        );
    }
    let headers_at = at.push("headers");
    let headers = response.headers.iter();
    Ok(Response {
        at: context.origin(&at),
        status,
        description: response.description.clone(),
        headers: headers.filter_map(|(name, header)| lower_header(context, &headers_at, name, header)).collect(),
        media_types,
    })
}

/// Lowers a header. `Content-Type` "SHALL be ignored" (OpenAPI 3.1.1, section 4.8.17.1): the body's media type says it.
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
    let (at, header) = reference::resolve(components, "headers", declared, &headers_at.push(name))?;
    let (schema, is_json) = match &header.format {
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
            // What is no JSON is text that the caller reads.
            _ => {
                let kind = SchemaKind::String { format: None };
                (Schema { kind, ..schema::any(context, &at) }, false)
            }
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
        schema,
        is_json,
    })
}
