//! Marks the schemas that a target names as secret, so that no `Debug` output has their values.

use std::collections::BTreeSet;

use super::Spanned;
use crate::api::{Api, Component, Schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Pointer;

/// Marks the schemas that the document has at some pointers. A pointer without a schema is an error.
pub(crate) fn mark(api: &mut Api, secrets: &[Spanned<Pointer>], diagnostics: &mut Diagnostics) {
    if secrets.is_empty() {
        return;
    }
    let at = api.at.clone();
    let wanted: BTreeSet<&Pointer> = secrets.iter().map(|secret| &secret.value).collect();
    let mut found: BTreeSet<Pointer> = BTreeSet::new();
    for root in roots(api) {
        root.visit_mut(&mut |schema| {
            if schema.at.file == at.file && wanted.contains(&schema.at.pointer) {
                schema.sensitive = true;
                found.insert(schema.at.pointer.clone());
            }
        });
    }
    for secret in secrets.iter().filter(|secret| !found.contains(&secret.value)) {
        let message = format!("the document has no schema at `#{}`", secret.value.as_str());
        diagnostics.push(secret.locate(Diagnostic::error(Code::SECRET_UNMATCHED, at.clone(), message)));
    }
}

/// Returns the schemas that are not inside of another schema.
fn roots(api: &mut Api) -> impl Iterator<Item = &mut Schema> {
    let of_operations = api.operations.iter_mut().flat_map(|operation| {
        let bodies = operation.body.iter_mut().flat_map(|body| &mut body.media_types);
        let responses = operation.responses.iter_mut().flat_map(|response| &mut response.media_types);
        let media_types = bodies.chain(responses).map(|media_type| &mut media_type.schema);
        media_types.chain(operation.parameters.iter_mut().map(|parameter| &mut parameter.schema))
    });
    let components = api.schemas.iter_mut().map(Component::schema_mut);
    components.chain(of_operations).chain(api.webhooks.iter_mut().map(|webhook| &mut webhook.schema))
}
