//! An operation: one method of one path.

mod credential;
mod event_form;
mod events;
pub(super) mod media_type;
mod nesting;
pub(super) mod parameter;
mod part;
mod part_item;
mod part_position;
pub(super) mod path;
mod query_string;
pub(super) mod request_body;
pub(super) mod response;
mod unused_body;

use openapiv3::{PathItem, ReferenceOr};

use super::context::Context;
use super::security::Security;
use super::{security, server};
use crate::api::{Component, Documentation, ExternalDocs, Method, Operation, PathTemplate, Schema, SchemaKind};
use crate::location::Pointer;
use crate::openapi::Parsed;

/// Lowers every operation.
pub(super) fn lower_operations(context: &mut Context<'_>, declared: &Security) -> Vec<Operation> {
    let parsed = context.parsed;
    let paths_at = Pointer::root().push("paths");
    let mut operations = Vec::new();
    for (path, item) in &parsed.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        let item_at = paths_at.push(path);
        for (method, operation) in operations_of(parsed, item, &item_at) {
            let at = method.place_in(&item_at);
            operations.push(lower_operation(context, &at, &item_at, (method, path), (item, operation), declared));
        }
    }
    operations
}

/// Returns the operations of the path item at a pointer, with their methods.
pub(super) fn operations_of<'p>(
    parsed: &'p Parsed,
    item: &'p PathItem,
    at: &Pointer,
) -> impl Iterator<Item = (Method, &'p openapiv3::Operation)> {
    let methods = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    let known = methods.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)));
    let additional = parsed.additional_operations.get(at).into_iter().flatten();
    known.chain(additional.map(|(method, operation)| (method.clone(), operation)))
}

fn lower_operation(
    context: &mut Context<'_>,
    at: &Pointer,
    item_at: &Pointer,
    (method, path): (Method, &str),
    (item, operation): (&PathItem, &openapiv3::Operation),
    declared: &Security,
) -> Operation {
    let servers = match operation.servers.as_slice() {
        [] => server::server_overrides(context, &item_at.push("servers"), &item.servers),
        own => server::server_overrides(context, &at.push("servers"), own),
    };
    let own = (&at.push("parameters"), operation.parameters.as_slice());
    let inherited = (&item_at.push("parameters"), item.parameters.as_slice());
    let path = PathTemplate::parse(path);
    let mut parameters = parameter::lower_parameters(context, at, &path, inherited, own);
    path::apply(context, at, &path, &mut parameters);
    let request_body = operation.request_body.as_ref();
    let body = request_body.and_then(|body| request_body::lower_body(context, &at.push("requestBody"), body));
    let body = body.and_then(|body| unused_body::remove(context, &method, body));
    let security = match &operation.security {
        Some(requirements) => security::lower_requirements(context, &at.push("security"), requirements),
        None => declared.default.clone(),
    };
    credential::remove(context, &declared.schemes, &security, &mut parameters);
    let (responses, accepted) = response::lower_responses(context, at, &method, &operation.responses);
    let events = events::lower_events(&context.lowered, body.as_ref(), &responses);
    Operation {
        at: context.origin(at),
        id: operation.operation_id.clone(),
        method,
        path,
        tags: operation.tags.clone(),
        external_docs: operation.external_docs.as_ref().map(lower_external_docs),
        servers,
        documentation: Documentation {
            title: operation.summary.clone().or_else(|| item.summary.clone()),
            description: operation.description.clone().or_else(|| item.description.clone()),
            deprecated: operation.deprecated,
        },
        parameters,
        body,
        accept: response::accept(&responses, accepted, events.is_some()),
        responses,
        events,
        idempotency_key: None,
        security,
    }
}

/// The schema at the end of a chain of references.
fn follow<'s>(components: &'s [Component], schema: &'s Schema) -> &'s Schema {
    let mut schema = schema;
    for _ in components {
        let SchemaKind::Reference(id) = schema.kind else { break };
        let Some(component) = components.get(id.0) else { break };
        schema = &component.schema;
    }
    schema
}

pub(super) fn lower_external_docs(declared: &openapiv3::ExternalDocumentation) -> ExternalDocs {
    ExternalDocs { description: declared.description.clone(), url: declared.url.clone() }
}
