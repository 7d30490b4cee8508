//! Request bodies, and what a media type means.

use openapiv3::{Content, ReferenceOr, RequestBody};

use super::context::Context;
use super::operation::LeftOut;
use super::{reference, schema};
use crate::api::{Body, MediaKind, MediaType};
use crate::diagnostic::Code;
use crate::source::Pointer;

pub(super) fn lower_body(
    context: &mut Context<'_>,
    at: &Pointer,
    declared: &ReferenceOr<RequestBody>,
) -> Result<Body, LeftOut> {
    let components = context.parsed.openapi.components.as_ref().map(|components| &components.request_bodies);
    let Some((at, body)) = reference::resolve(components, "requestBodies", declared, at) else {
        return Err(LeftOut::new(at, "the reference to a request body leads nowhere"));
    };
    let content_at = at.push("content");
    let Some(media_type) = lower_json(context, &content_at, &body.content) else {
        return Err(LeftOut::new(
            &content_at,
            "no media type of the request body is JSON, and others have no form yet",
        ));
    };
    Ok(Body { at: context.origin(&at), description: body.description.clone(), required: body.required, media_type })
}

/// The first JSON media type of a body, if it has one. The others are noted.
pub(super) fn lower_json(context: &mut Context<'_>, at: &Pointer, content: &Content) -> Option<MediaType> {
    let (name, media_type) = content.iter().find(|(name, _)| is_json(name))?;
    for other in content.keys().filter(|other| *other != name) {
        let message = format!("`{other}` beside `{name}` has no form yet: the body is always `{name}`");
        context.note(Code::MEDIA_TYPE_UNUSED, &at.push(other), message);
    }
    let at = at.push(name);
    let schema_at = at.push("schema");
    let schema = match &media_type.schema {
        Some(schema) => schema::lower_schema_or_reference(context, &schema_at, schema),
        None => schema::any(context, &at),
    };
    Some(MediaType { at: context.origin(&at), name: name.clone(), kind: MediaKind::Json, schema })
}

/// `application/json` and every type with the suffix `+json` (RFC 6839, section 3.1), whatever its parameters.
fn is_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_has_many_names() {
        for name in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"] {
            assert!(is_json(name), "{name}");
        }
        for name in ["text/json-seq", "application/xml", "*/*", ""] {
            assert!(!is_json(name), "{name}");
        }
    }
}
