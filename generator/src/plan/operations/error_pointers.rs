//! The places of the message and the code in error responses, as the target file names them.

use crate::api::{AdditionalProperties, Api, MediaKind, Outcome, Schema, SchemaKind};
use crate::config::Spanned;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Pointer;
use crate::plan::PlanOptions;
use crate::plan::types::TypePlanner;

/// Warns of a pointer to a place that none of the described error bodies has.
pub(crate) fn check(options: PlanOptions<'_>, planner: &mut TypePlanner<'_>) {
    let api = planner.api;
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let errors = responses.filter(|response| response.outcome == Outcome::Error);
    let bodies = errors.flat_map(|response| &response.media_types).filter(|media| media.kind == MediaKind::Json);
    let bodies: Vec<&Schema> = bodies.map(|media| &media.schema).collect();
    let pointers = options.errors.message.iter().chain(&options.errors.code);
    let is_unused = |pointer: &&Spanned<Pointer>| !bodies.iter().any(|schema| may_have(api, schema, &pointer.value));
    for pointer in pointers.filter(|_| !bodies.is_empty()).filter(is_unused) {
        let message = format!("no error response that the document describes has a value at `{}`", pointer.value);
        planner.report(pointer.locate(Diagnostic::warning(Code::ERROR_POINTER_UNUSED, api.at.clone(), message)));
    }
}

/// Whether values of a schema may have a value at a pointer.
fn may_have(api: &Api, schema: &Schema, pointer: &Pointer) -> bool {
    let mut schema = api.resolve(schema);
    for name in pointer.tokens() {
        schema = match &schema.kind {
            SchemaKind::Object(object) => match object.properties.iter().find(|property| property.name == name) {
                Some(property) => api.resolve(&property.schema),
                None => return matches!(object.additional_properties, AdditionalProperties::Schema(_)),
            },
            SchemaKind::Array(items) => api.resolve(items),
            // A union or an untyped schema is not looked into.
            SchemaKind::Any | SchemaKind::Union(_) | SchemaKind::Tuple(_) | SchemaKind::Reference(_) => return true,
            _ => return false,
        };
    }
    true
}
