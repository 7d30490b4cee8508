//! Bodies that a document declares for every operation, whether the operation has a body or not.

use super::follow;
use crate::api::{AdditionalProperties, Body, MediaKind, MediaTypeObject, Method, SchemaKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::context::Context;

/// Removes an optional body without properties from a GET, HEAD or DELETE, with a note. The content of such a request has
/// no defined semantics (RFC 9110, section 9.3), and an object without properties says nothing about it.
pub(crate) fn remove(context: &mut Context<'_>, method: &Method, body: Body) -> Option<Body> {
    let has_content = ![Method::Get, Method::Head, Method::Delete].contains(method);
    if has_content || body.required || !body.media_types.iter().all(|media| is_empty(context, media)) {
        return Some(body);
    }
    let message = "this body is optional and has no properties, and such a request usually has no body: it is not used";
    context.report(Diagnostic::note(Code::BODY_UNUSED, body.at, message));
    None
}

/// Whether a body is an object that has no described properties.
fn is_empty(context: &Context<'_>, media: &MediaTypeObject) -> bool {
    let is_object = matches!(media.kind, MediaKind::Json | MediaKind::Form(_) | MediaKind::Multipart(_));
    match &follow(&context.lowered, &media.schema).kind {
        SchemaKind::Object(object) if is_object => {
            let has_others = matches!(object.additional_properties, AdditionalProperties::Schema(_));
            object.properties.is_empty() && object.required.is_empty() && !has_others
        }
        _ => false,
    }
}
