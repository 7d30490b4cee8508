//! openapiv3 to api: what the document means.
//!
//! Meaning is decided here and names are not: everything keeps its wire name. What has no typed form becomes
//! [`SchemaKind::Any`](crate::api::SchemaKind::Any) with a note, so that nothing is lost; an operation that could
//! not be sent or read rightly is left out with a warning.

mod all_of;
mod body;
mod context;
mod object;
mod operation;
mod parameter;
mod reference;
mod response;
mod schema;
mod security;
mod server;

use context::Context;

use crate::api::{Api, Component};
use crate::diagnostic::Diagnostics;
use crate::openapi::Parsed;
use crate::source::Pointer;

/// Decides what a document means. Reports into `diagnostics` what it had to leave out or assume.
pub fn lower(parsed: &Parsed, diagnostics: &mut Diagnostics) -> Api {
    let mut context = Context::new(parsed, diagnostics);
    let root = Pointer::root();
    let info = &parsed.openapi.info;
    let security_schemes = security::lower_schemes(&mut context);
    let schemas = lower_components(&mut context);
    let default_security = security::default_requirements(&mut context, &security_schemes);
    Api {
        at: context.origin(&root),
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        servers: server::lower_servers(&mut context),
        schemas,
        operations: operation::lower_operations(&mut context, &default_security),
        security_schemes,
    }
}

fn lower_components(context: &mut Context<'_>) -> Vec<Component> {
    let Some(components) = &context.parsed.openapi.components else { return Vec::new() };
    let at = Pointer::root().push("components").push("schemas");
    let lower = |(name, schema): (&String, _)| {
        let schema = schema::lower_schema_or_reference(context, &at.push(name), schema);
        Component { name: name.clone(), schema }
    };
    components.schemas.iter().map(lower).collect()
}
