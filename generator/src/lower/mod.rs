//! Lowers `openapiv3` types to the API model.
//!
//! This stage decides the meaning of the document. Names remain the document's. A schema without a typed form becomes
//! [`SchemaKind::Any`](crate::api::SchemaKind::Any) with a note, so that no data is lost. An operation that is not
//! supported is omitted with a warning.

mod context;
mod operation;
mod reference;
mod schema;
mod security;
mod server;
mod tag;
#[cfg(test)]
mod testing;
mod webhook;

use context::Context;

use crate::api::{Api, License};
use crate::diagnostic::Diagnostics;
use crate::limits::Limits;
use crate::location::Pointer;
use crate::openapi::Parsed;

/// Lowers a document. Reports omissions and assumptions to `diagnostics`. Returns `None` if the document has more schemas
/// than the limit.
pub(crate) fn lower(parsed: &Parsed, limits: &Limits, diagnostics: &mut Diagnostics) -> Option<Api> {
    let mut context = Context::new(parsed, limits, diagnostics);
    let root = Pointer::root();
    let info = &parsed.openapi.info;
    let security = security::lower_security(&mut context);
    let schemas = schema::component::lower_components(&mut context)?;
    context.lowered = schemas.as_slice().into();
    let mut servers = server::lower_servers(&mut context);
    let mut operations = operation::lower_operations(&mut context, &security);
    let tags = tag::lower_tags(&mut context);
    server::promote(&mut servers, &mut operations);
    let webhooks = webhook::lower_webhooks(&mut context);
    if !context.is_within_limit() {
        return None;
    }
    let mut api = Api {
        at: context.origin(&root),
        title: info.title.clone(),
        version: info.version.clone(),
        summary: parsed.summary.clone(),
        description: info.description.clone(),
        license: info
            .license
            .as_ref()
            .map(|license| License { name: license.name.clone(), identifier: parsed.license_identifier.clone() }),
        servers,
        schemas,
        operations,
        tags,
        webhooks,
        security_schemes: security.schemes,
        header_keys: parsed.header_keys.clone(),
    };
    schema::separate::separate_variants(&mut api);
    schema::subtypes::add_subtype_unions(&mut context, &mut api);
    if !context.is_within_limit() {
        return None;
    }
    Some(api)
}
