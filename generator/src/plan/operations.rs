//! A module for every operation: a method of the client, the type that stands for it, and its enum of errors.

use super::documentation::{code, paragraph, words};
use super::markdown::to_doc_lines;
use super::names::{Case, Scope};
use super::responses;
use super::types::TypePlanner;
use crate::api::{Api, Body, Location, Operation, Parameter};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{self, Argument, BodyArgument, Docs, Identifier, OptionalArgument, ParameterPlace};

/// The functions that the runtime's client has already.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "request"];

/// The functions that the runtime's request has already.
const REQUEST_METHODS: &[&str] =
    &["header", "header_parameter", "into_future", "json_body", "path", "query", "send", "timeout"];

/// The names of all operations, each in its namespace.
struct Names {
    types: Scope,
    methods: Scope,
    modules: Scope,
}

pub(super) fn plan_operations<'a>(api: &'a Api, planner: &mut TypePlanner<'a>) -> Vec<rust::Operation> {
    let mut names =
        Names { types: Scope::default(), methods: Scope::with_reserved(CLIENT_METHODS), modules: Scope::default() };
    api.operations.iter().map(|operation| plan_operation(api, planner, &mut names, operation)).collect()
}

fn plan_operation<'a>(
    api: &'a Api,
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
    let marker = names.types.allocate(method.as_str(), Case::Type).identifier;
    let output = names.types.allocate(&format!("{} output", marker.as_str()), Case::Type).identifier;
    let error = names.types.allocate(&format!("{} error", marker.as_str()), Case::Type).identifier;
    let responses = responses::plan_responses(planner, &operation.at, (&marker, output, error), &operation.responses);
    let parameters = plan_parameters(planner, &marker, operation);
    rust::Operation {
        at: operation.at.clone(),
        module: names.modules.allocate(method.as_str(), Case::Module).identifier,
        docs: operation_docs(operation, &parameters, &responses.error),
        deprecated: operation.documentation.deprecated,
        about: code(&id),
        id,
        http_method: operation.method.as_str(),
        path: operation.path.clone(),
        accept: responses.accept,
        security: security(api, operation),
        arguments: parameters.arguments,
        body: parameters.body,
        optional: parameters.optional,
        success: responses.success,
        error: responses.error,
        arms: responses.arms,
        marker,
        method,
    }
}

/// A name for an operation that has none: its method and the words of its path.
fn name_of_path(operation: &Operation) -> String {
    let segments = operation.path.split('/').filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.strip_prefix('{') {
        Some(variable) => format!("by {variable}"),
        None => segment.to_owned(),
    });
    let words: Vec<String> = words.collect();
    format!("{} {}", operation.method.as_str().to_lowercase(), words.join(" "))
}

struct Parameters {
    arguments: Vec<Argument>,
    body: Option<BodyArgument>,
    optional: Vec<OptionalArgument>,
}

fn plan_parameters<'a>(planner: &mut TypePlanner<'a>, marker: &Identifier, operation: &'a Operation) -> Parameters {
    let mut argument_names = Scope::default();
    let mut setter_names = Scope::with_reserved(REQUEST_METHODS);
    let mut planned = Parameters { arguments: Vec::new(), body: None, optional: Vec::new() };
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    // Path arguments stand in the order of the path, and before the others.
    parameters.sort_by_key(|parameter| match parameter.location {
        Location::Path => operation.path.find(&format!("{{{}}}", parameter.name)).unwrap_or(usize::MAX),
        Location::Query | Location::Header => usize::MAX,
    });
    for parameter in parameters {
        let names = if parameter.required { &mut argument_names } else { &mut setter_names };
        let argument = Argument {
            name: names.allocate(&parameter.name, Case::Value).identifier,
            wire: parameter.name.clone(),
            place: match parameter.location {
                Location::Path => ParameterPlace::Path,
                Location::Query => ParameterPlace::Query,
                Location::Header => ParameterPlace::Header,
            },
            value: planner.plan_inline(&format!("{} {}", marker.as_str(), parameter.name), &parameter.schema),
            docs: parameter_docs(parameter),
        };
        if parameter.required {
            planned.arguments.push(argument);
        } else {
            let deprecated = parameter.documentation.deprecated;
            planned.optional.push(OptionalArgument::Parameter { argument, deprecated });
        }
    }
    if let Some(body) = &operation.body {
        let names = if body.required { &mut argument_names } else { &mut setter_names };
        let name = names.allocate("body", Case::Value).identifier;
        let argument = plan_body(planner, marker, name, body);
        if body.required {
            planned.body = Some(argument);
        } else {
            planned.optional.push(OptionalArgument::Body(argument));
        }
    }
    planned
}

fn plan_body<'a>(planner: &mut TypePlanner<'a>, marker: &Identifier, name: Identifier, body: &'a Body) -> BodyArgument {
    let mut lines = body.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push("The request body.".to_owned());
    }
    BodyArgument {
        name,
        value: planner.plan_inline(&format!("{} body", marker.as_str()), &body.media_type.schema),
        content_type: body.media_type.name.clone(),
        docs: Docs(lines),
    }
}

fn parameter_docs(parameter: &Parameter) -> Docs {
    let mut lines = words(&parameter.documentation, |_| true);
    if lines.is_empty() {
        lines.push(format!("The parameter {}.", code(&parameter.name)));
    }
    Docs(lines)
}

fn operation_docs(operation: &Operation, parameters: &Parameters, error: &rust::ErrorType) -> Docs {
    let mut lines = words(&operation.documentation, |_| true);
    paragraph(&mut lines, &code(&format!("{} {}", operation.method.as_str(), operation.path)));
    let described = parameters.arguments.iter().map(|argument| (&argument.name, &argument.docs));
    let body = parameters.body.iter().map(|body| (&body.name, &body.docs));
    let described: Vec<(&Identifier, &Docs)> = described.chain(body).collect();
    if !described.is_empty() {
        paragraph(&mut lines, "# Arguments");
        lines.push(String::new());
        for (name, docs) in described {
            let mut words = docs.0.iter();
            let first = words.next().map_or("", String::as_str);
            lines.push(format!("- `{}`: {first}", name.as_str().trim_start_matches("r#")));
            lines.extend(words.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
        }
    }
    if !error.variants.is_empty() {
        paragraph(&mut lines, "# Errors");
        paragraph(&mut lines, &format!("What the service says no with is in [`{}`].", error.name.as_str()));
    }
    Docs(lines)
}

fn security(api: &Api, operation: &Operation) -> Vec<Vec<String>> {
    let names = |requirement: &crate::api::Requirement| {
        let schemes = requirement.schemes.iter().filter_map(|id| api.security_scheme(*id));
        schemes.map(|scheme| scheme.name.clone()).collect()
    };
    operation.security.iter().map(names).collect()
}
