//! Request bodies.

use openapiv3::{ReferenceOr, RequestBody};

use super::media_type::{Direction, lower_content};
use crate::api::Body;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::reference;

/// Lowers a request body; `None` if it has no content.
pub(crate) fn lower_body(context: &mut Context<'_>, at: &Pointer, declared: &ReferenceOr<RequestBody>) -> Option<Body> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.request_bodies);
    let (at, body) = reference::resolve(context, components, "requestBodies", declared, at)?;
    let media_types = lower_content(context, &at.push("content"), &body.content, Direction::Request);
    if media_types.is_empty() {
        return None;
    }
    let description = body.description.clone();
    Some(Body { at: context.origin(&at), description, required: body.required, media_types })
}
