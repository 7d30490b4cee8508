//! Plans the servers: an enum of the absolute URLs without variables, and a type for each relative URL and URL
//! template.

use crate::api::{Api, Segment, Server, ServerVariable};
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, generated, paragraph};
use crate::plan::names::reserved::{CLIENT_IMPORTS, CLIENT_TYPES, PRELUDE, ROOT_EXPORTS};
use crate::plan::names::{
    Case, DERIVED, NAMED, NameRequest, Reserved, ResolvedName, identifier, resolve_document_names, resolve_names,
};
use crate::rust;
use crate::rust::{
    Argument, ArgumentForm, DefaultServer, Derive, Docs, Function, Identifier, ListedValue, ListedValues, OriginField,
    ServerEnum, ServerTemplate, ServerVariableKind, TemplateConstructor, TemplatePiece, Type, Wrapper,
};

/// The planned servers of the document.
pub(crate) struct PlannedServers {
    pub(crate) default: DefaultServer,
    pub(crate) complete: Option<ServerEnum>,
    pub(crate) templates: Vec<ServerTemplate>,
}

/// The names that no type of a server may have.
const RESERVED: Reserved<'_> = &[CLIENT_IMPORTS, CLIENT_TYPES, ROOT_EXPORTS, PRELUDE];

/// The functions that a server template has already, which a method of the same name would shadow.
const TEMPLATE_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

pub(crate) fn plan_servers(api: &Api) -> PlannedServers {
    let mut planned = PlannedServers { default: DefaultServer::None, complete: None, templates: Vec::new() };
    let is_complete = |server: &&Server| server.variables.is_empty() && !server.is_relative();
    let complete: Vec<&Server> = api.servers.iter().filter(is_complete).collect();
    let templates: Vec<&Server> = api.servers.iter().filter(|server| !is_complete(server)).collect();
    let requests: Vec<NameRequest> = complete.iter().map(|server| request(server, "")).collect();
    let named = complete.iter().zip(resolve_names(&requests, Case::Type, &[]));
    let variant = |(server, resolved): (&&Server, ResolvedName)| rust::Server {
        name: resolved.identifier,
        docs: docs(server),
        url: server.url.to_string(),
    };
    let variants: Vec<rust::Server> = named.map(variant).collect();
    let overrides = operation_templates(api);
    let mut names = template_names(&templates.iter().chain(&overrides).copied().collect::<Vec<_>>()).into_iter();
    planned.templates.extend(templates.into_iter().zip(&mut names).map(|(server, names)| plan_template(server, names)));
    let enum_name = identifier("Server", Case::Type);
    planned.default = match (api.servers.first(), planned.templates.first()) {
        (Some(first), _) if is_complete(&first) => DefaultServer::Type(enum_name.clone()),
        (Some(_), Some(template)) => {
            let has_defaults = !matches!(template.constructor, TemplateConstructor::New(_));
            if has_defaults { DefaultServer::Type(template.name.clone()) } else { DefaultServer::None }
        }
        _ => DefaultServer::None,
    };
    if !variants.is_empty() {
        let mut derives = vec![Derive::Clone, Derive::Copy, Derive::Debug];
        if planned.default == DefaultServer::Type(enum_name.clone()) {
            derives.push(Derive::Default);
        }
        derives.extend([Derive::PartialEq, Derive::Eq, Derive::Hash]);
        planned.complete = Some(ServerEnum {
            name: enum_name,
            docs: generated::servers(),
            url_docs: generated::server_url(),
            derives,
            variants,
        });
    }
    // A client whose operations all use operation-level servers needs no other one.
    if api.servers.is_empty() && !api.operations.is_empty() {
        let own: Option<Vec<&Server>> = api.operations.iter().map(|operation| operation.servers.first()).collect();
        let own = own.filter(|own| !own.iter().any(|server| server.is_relative()));
        if let Some(url) = own.as_ref().and_then(|own| own.first()?.default_url()) {
            planned.default = DefaultServer::Url(url);
        }
    }
    planned
        .templates
        .extend(overrides.into_iter().zip(names).map(|(server, names)| plan_operation_template(server, names)));
    planned
}

/// Returns the URL templates among the operation-level servers, without duplicates.
fn operation_templates(api: &Api) -> Vec<&Server> {
    let mut own: Vec<&Server> = Vec::new();
    for server in api.operations.iter().flat_map(|operation| &operation.servers) {
        if !server.variables.is_empty() && !own.iter().any(|known| known.is_equivalent(server)) {
            own.push(server);
        }
    }
    own
}

fn plan_operation_template(server: &Server, names: TemplateNames) -> ServerTemplate {
    let mut template = plan_template(server, names);
    paragraph(&mut template.docs.0, "Some operations use this operation-level server instead of the client's server.");
    let about = "Override it for one call with [`Request::server`](crate::runtime::Request::server), or for all";
    template.docs.0.extend([about.to_owned(), "calls with [`ClientBuilder::override_server`].".to_owned()]);
    template
}

/// Requests a name for a server: the name that the document gives, or its host and path, then its whole URL.
fn request(server: &Server, role: &str) -> NameRequest {
    let place = server.url.as_str().split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    let name = server.name.as_deref().unwrap_or(place);
    let description = server.description.as_deref().unwrap_or_default();
    let words = [name, server.url.as_str()].map(|words| format!("{words} {role}").trim().to_owned());
    NameRequest::of(words.to_vec(), NAMED, format!("{} {description} {:?}", server.url, server.variables))
}

/// The names of a server's type and of the types of its variables.
struct TemplateNames {
    name: Identifier,
    variables: Vec<Identifier>,
}

fn template_names(servers: &[&Server]) -> Vec<TemplateNames> {
    let mut requests: Vec<NameRequest> = servers.iter().map(|server| request(server, "server")).collect();
    let names = resolve_names(&requests, Case::Type, RESERVED);
    for (server, resolved) in servers.iter().zip(&names) {
        requests.extend(server.variables.iter().map(|variable| {
            let words =
                ["", "variable"].map(|role| format!("{} {} {role}", resolved.identifier.as_str(), variable.name));
            NameRequest::of(words.to_vec(), DERIVED, format!("{} {}", resolved.identifier.as_str(), variable.name))
        }));
    }
    let mut all =
        resolve_names(&requests, Case::Type, RESERVED).into_iter().map(|resolved: ResolvedName| resolved.identifier);
    let names: Vec<Identifier> = all.by_ref().take(servers.len()).collect();
    let named = |(name, server): (Identifier, &&Server)| TemplateNames {
        name,
        variables: all.by_ref().take(server.variables.len()).collect(),
    };
    names.into_iter().zip(servers).map(named).collect()
}

fn docs(server: &Server) -> Docs {
    let mut lines = server.description.as_deref().map(to_doc_lines).unwrap_or_default();
    paragraph(&mut lines, &code(server.url.as_str()));
    Docs(lines)
}

fn plan_template(server: &Server, names: TemplateNames) -> ServerTemplate {
    let mut requests: Vec<NameRequest> =
        server.variables.iter().map(|variable| NameRequest::named(&variable.name)).collect();
    let origin = ["origin", "server origin"].map(str::to_owned);
    requests.push(NameRequest::of(origin.to_vec(), DERIVED, ""));
    let mut fields = resolve_names(&requests, Case::Value, &[TEMPLATE_FUNCTIONS]);
    let origin = fields.pop().map(|resolved| resolved.identifier).filter(|_| server.is_relative());
    let named = server.variables.iter().zip(names.variables).zip(fields);
    let variables: Vec<rust::ServerVariable> =
        named.map(|((variable, name), field)| plan_variable(variable, name, field.identifier)).collect();
    let name = names.name;
    let mut pieces = Vec::new();
    for segment in server.url.segments() {
        pieces.push(match segment {
            Segment::Literal(text) => TemplatePiece::Text(text.clone()),
            Segment::Variable(name) => {
                let position = server.variables.iter().position(|known| known.name == *name);
                match position.and_then(|position| variables.get(position)) {
                    Some(planned) => TemplatePiece::Variable(planned.name.clone()),
                    None => continue,
                }
            }
        });
    }
    let constructor = constructor(origin.as_ref(), &variables);
    let mut derives = vec![Derive::Clone, Derive::Debug];
    if constructor == TemplateConstructor::DerivedDefault {
        derives.push(Derive::Default);
    }
    derives.extend([Derive::PartialEq, Derive::Eq, Derive::Hash]);
    let origin = origin.map(|name| OriginField { name, docs: generated::server_origin() });
    ServerTemplate { name, docs: docs(server), derives, constructor, variables, pieces, origin }
}

fn text_argument(name: Identifier) -> Argument {
    Argument { name, form: ArgumentForm::Into(Type::String, Wrapper::None) }
}

/// How callers make a server. `Default` is derived if every default is the one of its type.
fn constructor(origin: Option<&Identifier>, variables: &[rust::ServerVariable]) -> TemplateConstructor {
    let required = variables.iter().filter(|variable| variable.setter.is_none()).map(|variable| &variable.name);
    let arguments: Vec<Argument> = origin.into_iter().chain(required).cloned().map(text_argument).collect();
    if !arguments.is_empty() {
        let name = identifier("new", Case::Value);
        return TemplateConstructor::New(Function { name, docs: generated::server_constructor(), arguments });
    }
    let is_derived = |variable: &rust::ServerVariable| match &variable.kind {
        ServerVariableKind::Text(text) => text.as_ref().is_some_and(String::is_empty),
        ServerVariableKind::Listed(_) => true,
    };
    match variables.iter().all(is_derived) {
        true => TemplateConstructor::DerivedDefault,
        false => TemplateConstructor::Default,
    }
}

/// Plans a server variable. `name` is the name of the enum of its values, if it has an `enum`.
fn plan_variable(variable: &ServerVariable, name: Identifier, field: Identifier) -> rust::ServerVariable {
    let mut lines = variable.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!("The server variable {}.", code(&variable.name)));
    }
    let default = variable.default.as_ref();
    let position = default.and_then(|default| variable.values.iter().position(|value| value == default));
    let kind = match (position, default) {
        (Some(default), _) => {
            let names = resolve_document_names(variable.values.iter().map(String::as_str), Case::Type, &[]);
            let variants = names.into_iter().zip(&variable.values).map(|(resolved, value)| ListedValue {
                name: resolved.identifier,
                docs: Docs(vec![code(value)]),
                value: value.clone(),
            });
            let derives = vec![
                Derive::Clone,
                Derive::Copy,
                Derive::Debug,
                Derive::Default,
                Derive::PartialEq,
                Derive::Eq,
                Derive::Hash,
            ];
            let value_docs = generated::server_value();
            ServerVariableKind::Listed(ListedValues {
                name,
                derives,
                value_docs,
                variants: variants.collect(),
                default,
            })
        }
        // A default that is not in the `enum` is used nevertheless.
        (None, default) => ServerVariableKind::Text(default.cloned()),
    };
    if let Some(default) = default {
        paragraph(&mut lines, &format!("Default: {}.", code(default)));
    }
    let mut planned = rust::ServerVariable { name: field, docs: Docs(lines), kind, setter: None };
    planned.setter = (planned.kind != ServerVariableKind::Text(None)).then(|| Argument {
        name: identifier("value", Case::Value),
        form: ArgumentForm::Into(planned.field_type(), Wrapper::None),
    });
    planned
}
