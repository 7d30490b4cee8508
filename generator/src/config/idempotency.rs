//! Marks the operations that have an idempotency key, which the client makes for each call.

use super::Spanned;
use crate::api::{Api, ParameterLocation, SchemaKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The header for a key, in lower case, if the target names no other (draft-ietf-httpapi-idempotency-key-header).
const COMMON: &str = "idempotency-key";

/// Marks the operations with a header parameter of that name whose value may be any text. The caller need not set it.
///
/// `header` is the name that the target gives, in lower case. A header that no operation has is a warning.
pub(crate) fn mark(api: &mut Api, header: Option<&Spanned<String>>, diagnostics: &mut Diagnostics) {
    let name = header.map_or(COMMON, |header| header.value.as_str());
    let mut is_used = false;
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get(index) else { continue };
        let position = operation.parameters.iter().position(|parameter| {
            parameter.location == ParameterLocation::Header
                && parameter.name.eq_ignore_ascii_case(name)
                && matches!(api.resolve(&parameter.schema).kind, SchemaKind::String { .. })
        });
        let (Some(position), Some(operation)) = (position, api.operations.get_mut(index)) else { continue };
        operation.idempotency_key = Some(name.to_owned());
        is_used = true;
        if let Some(parameter) = operation.parameters.get_mut(position) {
            parameter.required = false;
        }
    }
    if let Some(header) = header.filter(|_| !is_used) {
        let message = format!("no operation has a header parameter `{name}` that is a string");
        let warning = Diagnostic::warning(Code::IDEMPOTENCY_KEY_UNUSED, api.at.clone(), message);
        diagnostics.push(header.locate(warning));
    }
}
