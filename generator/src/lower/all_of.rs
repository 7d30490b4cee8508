//! `allOf` around a single schema, which is how a document gives a reference its own description.

use openapiv3::ReferenceOr;

use super::context::Context;
use super::schema::{any, lower_schema_or_reference, raw};
use crate::api::Schema;
use crate::source::Pointer;

/// The one schema that `allOf` holds, or a schema of raw values.
///
/// `nullable` beside `allOf` cannot allow what a member forbids (OpenAPI 3.0.3, proposal "Clarify Nullable"), but
/// documents mean it so: it is enough that one of them says it.
pub(super) fn lower_all_of(
    context: &mut Context<'_>,
    at: &Pointer,
    members: &[ReferenceOr<openapiv3::Schema>],
) -> Schema {
    match members {
        [member] => lower_schema_or_reference(context, &at.push("allOf").index(0), member),
        _ => {
            let kind = raw(context, at, "`allOf` of several schemas has no typed form yet");
            Schema { kind, ..any(context, at) }
        }
    }
}
