//! A module for every operation: the method that begins a request, the request type, and the types of bodies and
//! responses.

pub(super) mod accessors;
pub(super) mod argument_struct;
pub(super) mod arguments;
pub(super) mod error_pointers;
pub(super) mod errors;
pub(super) mod events;
pub(super) mod example_values;
pub(super) mod examples;
pub(super) mod groups;
pub(super) mod pagination;
mod part_positions;
mod partial_content;
pub(super) mod parts;
pub(super) mod predicates;
pub(super) mod request_body;
mod response_docs;
pub(super) mod responses;

use std::collections::{BTreeMap, BTreeSet};

use super::PlanOptions;
use super::docs::markdown::{list_item, summary, table_cell};
use super::docs::type_names::linked_argument_type;
use super::docs::{code, doc_lines, generated, paragraph};
use super::imports;
use super::names::operation_names::OperationNames;
use super::names::{Case, collision, identifier, resolve_document_names};
use super::types::TypePlanner;
use crate::api::analysis::common_error;
use crate::api::{Api, HeaderForm, Operation, Schema, Server};
use crate::location::Origin;
use crate::rust;
use crate::rust::{
    Accept, ArgumentForm, ArgumentStruct, BodyKind, Conversion, Derive, Docs, HeaderGetter, HeadersType, Identifier,
    Input, InputTarget, Item, RuntimeType, Type, TypeModule, Wrapper,
};
use argument_struct::{plan_arguments, use_as_fields};
use arguments::{Inputs, name_setting, name_settings, plan_inputs};
use example_values::Types;
use groups::external_docs;

/// The functions that a type for headers has from its traits, and that a method of the same name would be called
/// instead of.
const HEADERS_FUNCTIONS: &[&str] = &["clone", "from", "into", "new"];

/// Plans all operations.
pub(super) fn plan_operations<'a>(
    api: &'a Api,
    options: PlanOptions<'_>,
    names: Vec<OperationNames>,
    planner: &mut TypePlanner<'a>,
) -> Vec<rust::Operation> {
    pagination::check(options, planner);
    error_pointers::check(options, planner);
    let common_error = common_error(api);
    let plan = |(operation, names)| plan_operation(api, options, planner, names, operation, common_error);
    api.operations.iter().zip(names).map(plan).collect()
}

/// Plans what depends on the final types, when each has its `Box`es: borrowed arguments, conversions, imports and
/// examples.
pub(super) fn finish(operations: &mut [rust::Operation], modules: &[TypeModule], crate_name: &str) {
    let items = modules.iter().flat_map(|module| &module.items);
    let structs: BTreeSet<&Identifier> = items.filter(|item| matches!(item, Item::Struct(_))).map(Item::name).collect();
    let types = Types::new(modules);
    for operation in operations {
        for input in operation.required.iter_mut().chain(&mut operation.optional) {
            borrow(input, &structs);
        }
        if let Some(arguments) = &mut operation.arguments {
            arguments.has_lifetime = use_as_fields(&mut operation.required);
        }
        for variant in operation.body.iter_mut().flat_map(|body| &mut body.variants).filter(|variant| variant.has_from)
        {
            let (wrapper, from) = match &variant.kind {
                BodyKind::Json { value, .. } | BodyKind::Form { value, .. } => Wrapper::of(value),
                BodyKind::Items { item, .. } => (Wrapper::None, Type::JsonItems(Box::new(item.clone()))),
                BodyKind::Parts { item, .. } => (Wrapper::None, Type::PartItems(Box::new(item.clone()))),
                BodyKind::Text { .. } => (Wrapper::None, Type::String),
                BodyKind::Multipart => (Wrapper::None, Type::Runtime(RuntimeType::Multipart)),
                BodyKind::Bytes { .. } => (Wrapper::None, Type::Runtime(RuntimeType::Body)),
                BodyKind::Any { .. } | BodyKind::Several(_) => continue,
            };
            variant.conversions = vec![Conversion::Value(from, wrapper)];
        }
        operation.imports = imports::of_operation(operation);
        let example = examples::example(crate_name, operation, &types);
        operation.docs.0.extend(example);
    }
}

/// Borrows a struct that is only written, so that a caller keeps it. Nothing converts into a struct, so that no
/// conversion is lost.
fn borrow(input: &mut Input, structs: &BTreeSet<&Identifier>) {
    let is_written = matches!(input.target, InputTarget::Body(BodyKind::Json { .. } | BodyKind::Form { .. }));
    if let ArgumentForm::Into(Type::Named(name), Wrapper::None) = &input.argument.form
        && is_written
        && structs.contains(name)
    {
        input.argument.form = ArgumentForm::Borrow(Type::Named(name.clone()));
    }
}

fn plan_operation<'a>(
    api: &'a Api,
    options: PlanOptions<'_>,
    planner: &mut TypePlanner<'a>,
    names: OperationNames,
    operation: &'a Operation,
    common_error: Option<&'a Schema>,
) -> rust::Operation {
    let by_path = || format!("{} {}", operation.method.as_str(), operation.path);
    let id = operation.id.clone().unwrap_or_else(by_path);
    let OperationNames { stem: _, group, method, request, module, response, error, body, headers, arguments, part } =
        names;
    let owner = group.as_ref().map_or("Client", |group| group.view.as_str());
    let path = format!("{owner}::{}", method.word());
    let responses = responses::plan_responses(planner, &path, (response, error, part), operation, common_error);
    let inputs = plan_inputs(planner, &request, (body, &path), operation);
    let headers = plan_headers(planner, (headers, &path), operation);
    let pagination = pagination::plan_pagination(planner, options, operation, &responses.arms);
    let events = events::plan_events(planner, operation);
    let title = groups::title_of(operation);
    let arguments = plan_arguments(arguments, &path, &inputs.required);
    let docs = operation_docs(
        operation,
        (&request, arguments.as_ref()),
        &inputs,
        &responses,
        events.as_ref(),
        headers.as_ref(),
    );
    rust::Operation {
        module,
        module_docs: generated::operation_module(&id),
        imports: Vec::new(),
        group,
        request_docs: generated::request(title.as_deref(), &path, &response_docs::output(&responses.success)),
        request_derives: request_derives(&inputs),
        settings: name_settings(&inputs.optional),
        reconnect: events::plan_reconnect(&responses.success, &inputs.optional),
        range: responses.has_range.then(|| name_setting("range", &inputs.optional)),
        docs,
        deprecated: operation.documentation.deprecated,
        id,
        http_method: operation.method.as_str().to_owned(),
        path: operation.path.without_operators(),
        accept: accept(operation.accept.as_deref()),
        security: security(api, operation),
        idempotency_key: operation.idempotency_key.clone(),
        server: operation.servers.first().and_then(Server::default_url),
        part_positions: part_positions::plan_positions(operation),
        parts: responses.parts,
        required: inputs.required,
        arguments,
        optional: inputs.optional,
        body: inputs.body,
        headers,
        events,
        pagination,
        success: responses.success,
        error: responses.error,
        arms: responses.arms,
        streams: responses.streams,
        request,
        method,
    }
}

/// The `Accept` header, unless it is the runtime's default.
fn accept(declared: Option<&str>) -> Accept {
    match declared {
        Some("application/json") => Accept::Default,
        Some(accept) => Accept::Value(accept.to_owned()),
        None => Accept::None,
    }
}

/// Plans a function for each header of the responses.
fn plan_headers<'a>(
    planner: &mut TypePlanner<'a>,
    (name, method): (Identifier, &str),
    operation: &'a Operation,
) -> Option<HeadersType> {
    let mut getters: Vec<HeaderGetter> = Vec::new();
    let mut indices: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<&str, &Origin> = BTreeMap::new();
    for header in operation.responses.iter().flat_map(|response| &response.headers) {
        let (value, form) = (planner.plan_inline(&header.schema), header.form);
        places.entry(&header.name).or_insert(&header.schema.at);
        let index = *indices.entry(header.name.to_ascii_lowercase()).or_insert(getters.len());
        if let Some(known) = getters.get_mut(index) {
            // Field names are case-insensitive, so that either spelling is right.
            known.wire = known.wire.clone().min(header.name.clone());
            // A header of two types is text.
            if (&value, form) != (&known.value, known.form) {
                known.value = Type::String;
                known.form = if form == HeaderForm::Lines { form } else { HeaderForm::Simple };
            }
            continue;
        }
        let mut lines = doc_lines(&header.documentation, |_| true);
        if form == HeaderForm::Lines {
            paragraph(
                &mut lines,
                "Each item is the value of one field line, which is neither joined with others nor split at commas \
                 (RFC 9110, section 5.3).",
            );
        }
        paragraph(&mut lines, "# Errors");
        paragraph(&mut lines, "Returns [`HeaderError`] if the value is not valid.");
        getters.push(HeaderGetter {
            name: identifier(&header.name, Case::Value),
            wire: header.name.clone(),
            docs: Docs(lines),
            deprecated: header.documentation.deprecated,
            value,
            form,
        });
    }
    let names =
        resolve_document_names(getters.iter().map(|getter| getter.wire.as_str()), Case::Value, &[HEADERS_FUNCTIONS]);
    let header_at = |wire: &str| places.get(wire).copied();
    for (wire, resolved) in getters.iter().map(|getter| &getter.wire).zip(&names) {
        let rival = resolved.unavailable.as_ref().and_then(|(_, rival)| getters.get(*rival)).map(|rival| &rival.wire);
        if let (Some(rival), Some(at)) = (rival, header_at(wire)) {
            let what = format!("the response header `{wire}`");
            let rival_at = header_at(rival).unwrap_or(at);
            let warning = collision(at, &what, resolved, (&format!("`{rival}`"), rival_at));
            warning.into_iter().for_each(|warning| planner.report(warning));
        }
    }
    for (getter, resolved) in getters.iter_mut().zip(names) {
        getter.name = resolved.identifier;
        if getter.form == HeaderForm::Lines {
            getter.value = Type::Vec(Box::new(getter.value.clone()));
        }
    }
    let docs = generated::headers(&name, method);
    let derives = vec![Derive::Clone, Derive::Copy, Derive::Debug];
    (!getters.is_empty()).then_some(HeadersType { name, docs, derives, getters })
}

/// The method and the path of an operation.
fn request_line(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// The traits that a request type derives. A stream can't be cloned, so a request whose body may be one is not `Clone`.
fn request_derives(inputs: &Inputs) -> Vec<Derive> {
    let is_cloneable = |kind: &BodyKind| match kind {
        BodyKind::Json { .. } | BodyKind::Form { .. } | BodyKind::Text { .. } => true,
        BodyKind::Items { .. }
        | BodyKind::Parts { .. }
        | BodyKind::Bytes { .. }
        | BodyKind::Any { .. }
        | BodyKind::Multipart
        | BodyKind::Several(_) => false,
    };
    let has_stream = inputs.required.iter().chain(&inputs.optional).any(|input| match &input.target {
        InputTarget::Body(BodyKind::Several(_)) => {
            let variants = inputs.body.iter().flat_map(|body| &body.variants);
            variants.into_iter().any(|variant| !is_cloneable(&variant.kind))
        }
        InputTarget::Body(kind) => !is_cloneable(kind),
        InputTarget::FormField { .. } | InputTarget::Part { .. } | InputTarget::PartAt { .. } => true,
        InputTarget::Parameter { .. } | InputTarget::QueryString { .. } => false,
    });
    if has_stream { vec![Derive::Debug] } else { vec![Derive::Clone, Derive::Debug] }
}

fn operation_docs(
    operation: &Operation,
    (request, arguments): (&Identifier, Option<&ArgumentStruct>),
    inputs: &Inputs,
    responses: &responses::PlannedResponses,
    events: Option<&rust::Events>,
    headers: Option<&HeadersType>,
) -> Docs {
    let mut lines = doc_lines(&operation.documentation, |_| true);
    paragraph(&mut lines, &code(&request_line(operation)));
    if let Some(docs) = &operation.external_docs {
        external_docs(&mut lines, docs);
    }
    let servers = operation.servers.iter().filter_map(Server::default_url);
    let servers: Vec<String> = servers.map(|server| code(&server)).collect();
    if let [first, others @ ..] = servers.as_slice() {
        let others = match others {
            [] => String::new(),
            others => format!(" Alternatives: {}.", others.join(", ")),
        };
        paragraph(&mut lines, &format!("Uses the operation-level server {first}.{others}"));
    }
    response_docs::response_docs(&mut lines, operation, &responses.success, events);
    let described: Vec<&Input> = inputs.required.iter().filter(|input| !input.docs.0.is_empty()).collect();
    if let Some(arguments) = arguments {
        paragraph(&mut lines, "# Arguments");
        paragraph(&mut lines, &format!("The fields of [`{}`].", arguments.name.as_str()));
    } else if !described.is_empty() {
        paragraph(&mut lines, "# Arguments");
        lines.push(String::new());
        for input in described {
            lines.extend(list_item(&code(input.name.word()), &input.docs.0));
        }
    }
    if !inputs.optional.is_empty() {
        paragraph(&mut lines, "# Optional parameters");
        lines.push(String::new());
        lines.extend(optional_parameters(request, &inputs.optional));
    }
    errors::error_docs(&mut lines, operation, &responses.error);
    if let Some(headers) = headers {
        paragraph(&mut lines, "# Headers");
        paragraph(&mut lines, &format!("[`{}`] reads the response headers.", headers.name.as_str()));
    }
    paragraph(&mut lines, "# Example");
    Docs(lines)
}

/// The table of the methods that set optional parameters.
fn optional_parameters(request: &Identifier, optional: &[Input]) -> Vec<String> {
    let has_defaults = optional.iter().any(|input| input.default.is_some());
    let (head, line) = if has_defaults { ("default | meaning", "---|---") } else { ("meaning", "---") };
    let mut lines = vec![format!("| method | type | {head} |"), format!("|---|---|{line}|")];
    for input in optional {
        let (name, request) = (input.name.word(), request.as_str());
        let link = format!("[`{name}`]({request}::{name})");
        let value = linked_argument_type(&input.argument.form);
        let default = has_defaults.then(|| input.default.as_deref().map(code).unwrap_or_default());
        let cells = [Some(link), Some(value), default, Some(summary(&input.docs.0))];
        let cells: Vec<String> = cells.into_iter().flatten().map(|cell| table_cell(&cell)).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines
}

fn security(api: &Api, operation: &Operation) -> Vec<Vec<String>> {
    let names = |requirement: &crate::api::Requirement| {
        let schemes = requirement.schemes.iter().filter_map(|id| api.security_scheme(*id));
        schemes.map(|scheme| scheme.name.clone()).collect()
    };
    operation.security.iter().map(names).collect()
}
