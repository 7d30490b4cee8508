//! `allOf` around a single schema, which is how a document gives a reference its own description.

use openapiv3::ReferenceOr;

use super::context::Context;
use super::schema::{lower_schema_or_reference, raw};
use crate::api::SchemaKind;
use crate::source::Pointer;

pub(super) fn lower_all_of(
    context: &mut Context<'_>,
    at: &Pointer,
    members: &[ReferenceOr<openapiv3::Schema>],
) -> SchemaKind {
    let members_at = at.push("allOf");
    match members {
        [member] => {
            let member = lower_schema_or_reference(context, &members_at.index(0), member);
            // `nullable` beside `allOf` cannot allow what a member forbids (OpenAPI 3.0.3, proposal "Clarify
            // Nullable"), but documents mean it so: the flag of the schema around it decides, and the member's
            // own is dropped only where the member is written in place.
            member.kind
        }
        _ => raw(context, at, "`allOf` of several schemas has no typed form yet"),
    }
}
