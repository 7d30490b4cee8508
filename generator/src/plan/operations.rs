//! A module for every operation: a method of the client, the type that stands for it, and its enum of errors.

use super::arguments::{Arguments, plan_arguments};
use super::documentation::{code, paragraph, words};
use super::groups::external_docs;
use super::markdown::list_item;
use super::names::{Case, Scope};
use super::types::TypePlanner;
use super::{Choices, examples, pagination, responses};
use crate::api::{Api, Operation, ResponseHeader, SchemaKind, Server};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{self, Docs, HeaderForm, HeaderGetter, HeadersType, Identifier, Type};

/// The functions that the runtime's client has already, and those of every type that would be meant instead.
const CLIENT_METHODS: &[&str] = &["new", "builder", "call", "clone", "into", "try_into"];

/// The types that the modules of operations import.
const TYPES: &[&str] = &[
    "BTreeMap",
    "Body",
    "ByteStream",
    "Bytes",
    "Call",
    "Client",
    "Error",
    "EventForm",
    "EventStream",
    "HeaderError",
    "HeaderMap",
    "Items",
    "Method",
    "Multipart",
    "Next",
    "Operation",
    "Pages",
    "Part",
    "Reply",
    "Request",
    "Response",
    "Style",
];

/// The functions that a type for headers has from its traits, and that a method of the same name would be called
/// instead of.
const HEADERS_FUNCTIONS: &[&str] = &["clone", "from", "into", "new"];

/// The names of all operations, each in its namespace.
struct Names {
    types: Scope,
    methods: Scope,
    modules: Scope,
}

/// Plans all operations.
pub(super) fn plan_operations<'a>(
    api: &'a Api,
    choices: Choices<'_>,
    planner: &mut TypePlanner<'a>,
) -> Vec<rust::Operation> {
    let mut names = Names {
        types: Scope::of_types(TYPES),
        methods: Scope::with_reserved(CLIENT_METHODS),
        // A module that is called as the one around it would be taken for it.
        modules: Scope::with_reserved(&["operations"]),
    };
    pagination::check(choices, planner);
    let plan = |operation| {
        let mut planned = plan_operation(api, choices, planner, &mut names, operation);
        let example = examples::example(choices.crate_name, &planned);
        planned.docs.0.extend(example);
        planned
    };
    api.operations.iter().map(plan).collect()
}

fn plan_operation<'a>(
    api: &'a Api,
    choices: Choices<'_>,
    planner: &mut TypePlanner<'a>,
    names: &mut Names,
    operation: &'a Operation,
) -> rust::Operation {
    let hint = operation.id.clone().unwrap_or_else(|| name_of_path(operation));
    let by_path = || format!("{} {}", operation.method.as_str(), operation.path);
    let id = operation.id.clone().unwrap_or_else(by_path);
    let allocated = names.methods.allocate(&hint, Case::Value);
    if let Some(plain) = allocated.collided_with {
        let message = format!("the name `{plain}` is taken: `{hint}` becomes `{}`", allocated.identifier.as_str());
        planner.report(Diagnostic::note(Code::NAME_COLLISION, operation.at.clone(), message));
    }
    let method = allocated.identifier;
    let plain = Scope::default().allocate(method.word(), Case::Type).identifier;
    let type_hint = match names.types.is_reserved(plain.as_str()) {
        true => format!("{} operation", method.word()),
        false => method.word().to_owned(),
    };
    let marker = names.types.allocate(&type_hint, Case::Type).identifier;
    let mut belonging =
        |role: &str| names.types.allocate(&format!("{} {role}", marker.as_str()), Case::Type).identifier;
    let (output, error, body, headers) =
        (belonging("output"), belonging("error"), belonging("body"), belonging("headers"));
    let responses = responses::plan_responses(planner, &operation.at, (&marker, output, error), &operation.responses);
    let arguments = plan_arguments(planner, &marker, body, operation);
    let headers = plan_headers(planner, &marker, headers, operation);
    let pages = pagination::plan_pages(planner, choices, &marker, operation);
    rust::Operation {
        at: operation.at.clone(),
        module: names.modules.allocate(method.word(), Case::Module).identifier,
        docs: operation_docs(operation, &arguments, &responses.error, headers.as_ref()),
        deprecated: operation.documentation.deprecated,
        about: code(&id),
        id,
        http_method: operation.method.as_str(),
        path: operation.template.clone(),
        accept: responses.accept,
        security: security(api, operation),
        server: operation.servers.first().and_then(Server::default_url),
        arguments: arguments.required,
        optional: arguments.optional,
        body: arguments.body,
        headers,
        pages,
        success: responses.success,
        error: responses.error,
        arms: responses.arms,
        marker,
        method,
    }
}

/// A name for an operation that has none: its method and the words of its path.
fn name_of_path(operation: &Operation) -> String {
    let segments = operation.template.split('/').filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.strip_prefix('{') {
        Some(variable) => format!("by {variable}"),
        None => segment.to_owned(),
    });
    let words: Vec<String> = words.collect();
    format!("{} {}", operation.method.as_str().to_lowercase(), words.join(" "))
}

/// Plans a function for each header of the answers, whichever of them has it.
fn plan_headers<'a>(
    planner: &mut TypePlanner<'a>,
    marker: &Identifier,
    name: Identifier,
    operation: &'a Operation,
) -> Option<HeadersType> {
    let mut getters: Vec<HeaderGetter> = Vec::new();
    let mut names = Scope::with_reserved(HEADERS_FUNCTIONS);
    for header in operation.responses.iter().flat_map(|response| &response.headers) {
        let (value, form) = plan_header_value(planner, marker, header);
        if let Some(known) = getters.iter_mut().find(|known| known.wire.eq_ignore_ascii_case(&header.name)) {
            // One header of two types is whatever it is as text.
            if (&value, form) != (&known.value, known.form) {
                known.value = Type::String;
                known.form = if form == HeaderForm::Lines { form } else { HeaderForm::Simple };
            }
            continue;
        }
        let mut lines = words(&header.documentation, |_| true);
        if lines.is_empty() {
            lines.push(format!("The header {}.", code(&header.name)));
        }
        if form == HeaderForm::Lines {
            paragraph(
                &mut lines,
                "Each item is the value of one header line: lines are not joined, and not split at commas (RFC 9110, \
                 section 5.3).",
            );
        }
        getters.push(HeaderGetter {
            name: names.allocate(&header.name, Case::Value).identifier,
            wire: header.name.clone(),
            docs: Docs(lines),
            deprecated: header.documentation.deprecated,
            value,
            form,
        });
    }
    (!getters.is_empty()).then_some(HeadersType { name, getters })
}

/// The type of a header's value, and how its text is read. Each line of `Set-Cookie` is one value (RFC 9110, section
/// 5.3): the type is that of a line, whether the schema describes a line or the list of them.
fn plan_header_value<'a>(
    planner: &mut TypePlanner<'a>,
    marker: &Identifier,
    header: &'a ResponseHeader,
) -> (Type, HeaderForm) {
    let hint = format!("{} {} header", marker.as_str(), header.name);
    if !header.name.eq_ignore_ascii_case("set-cookie") {
        let form = if header.is_json { HeaderForm::Json } else { HeaderForm::Simple };
        return (planner.plan_inline(&hint, &header.schema), form);
    }
    let line = match &planner.follow_references(&header.schema).kind {
        SchemaKind::Array(line) => planner.plan_inline(&format!("{hint} item"), line),
        _ => planner.plan_inline(&hint, &header.schema),
    };
    (line, HeaderForm::Lines)
}

fn operation_docs(
    operation: &Operation,
    arguments: &Arguments,
    error: &rust::ErrorType,
    headers: Option<&HeadersType>,
) -> Docs {
    let mut lines = words(&operation.documentation, |_| true);
    paragraph(&mut lines, &code(&format!("{} {}", operation.method.as_str(), operation.path)));
    if let Some(docs) = &operation.external_docs {
        external_docs(&mut lines, docs);
    }
    let servers: Vec<String> = operation.servers.iter().filter_map(Server::default_url).collect();
    if let [first, ..] = servers.as_slice() {
        let servers: Vec<String> = servers.iter().map(|server| code(server)).collect();
        let others = match servers.as_slice() {
            [_] => String::new(),
            several => format!(" It has more than one: {}.", several.join(", ")),
        };
        paragraph(&mut lines, &format!("It has a server of its own: {}.{others}", code(first)));
    }
    if !arguments.required.is_empty() {
        paragraph(&mut lines, "# Arguments");
        lines.push(String::new());
        for argument in &arguments.required {
            lines.extend(list_item(&code(argument.name.word()), &argument.docs.0));
        }
    }
    if !error.variants.is_empty() {
        paragraph(&mut lines, "# Errors");
        paragraph(&mut lines, &format!("What the service says no with is in [`{}`].", error.name.as_str()));
    }
    if let Some(headers) = headers {
        paragraph(&mut lines, "# Headers");
        paragraph(&mut lines, &format!("[`{}`] reads the headers of the answer.", headers.name.as_str()));
    }
    paragraph(&mut lines, "# Example");
    Docs(lines)
}

fn security(api: &Api, operation: &Operation) -> Vec<Vec<String>> {
    let names = |requirement: &crate::api::Requirement| {
        let schemes = requirement.schemes.iter().filter_map(|id| api.security_scheme(*id));
        schemes.map(|scheme| scheme.name.clone()).collect()
    };
    operation.security.iter().map(names).collect()
}
