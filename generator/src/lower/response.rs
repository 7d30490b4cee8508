//! Responses by status.

use openapiv3::{ReferenceOr, Responses, StatusCode};

use super::context::Context;
use super::operation::LeftOut;
use super::{body, reference};
use crate::api::{Response, Status};
use crate::diagnostic::Code;
use crate::source::Pointer;

pub(super) fn lower_responses(
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
    let content_at = at.push("content");
    let media_type = body::lower_json(context, &content_at, &response.content);
    if media_type.is_none() && !response.content.is_empty() {
        if status.is_success() || status == Status::Default {
            return Err(LeftOut::new(&content_at, "a response that is not JSON has no form yet"));
        }
        let message = "an error that is not JSON has no form yet: its body is kept as bytes";
        context.note(Code::MEDIA_TYPE_UNUSED, &content_at, message);
    }
    Ok(Response { at: context.origin(&at), status, description: response.description.clone(), media_type })
}
