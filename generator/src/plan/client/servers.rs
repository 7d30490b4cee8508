//! Plans the servers: an enum of the absolute URLs without variables, and a type for each relative URL and URL
//! template.

use crate::api::{Api, Server, ServerVariable};
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, paragraph};
use crate::plan::names::reserved::PRELUDE;
use crate::plan::names::{Case, DERIVED, NAMED, NameRequest, ResolvedName, resolve_document_names, resolve_names};
use crate::rust;
use crate::rust::{DefaultServer, Docs, Identifier, ListedValue, ServerTemplate, ServerVariableKind, TemplatePiece};

/// The planned servers of a document.
pub(crate) struct PlannedServers {
    pub(crate) default: DefaultServer,
    pub(crate) absolute: Vec<rust::Server>,
    pub(crate) templates: Vec<ServerTemplate>,
}

/// The types that the client's module has already.
const TYPES: &[&str] =
    &["Client", "ClientBuilder", "Credential", "Credentials", "SecretString", "Server", "ServerUrl", "TokenProvider"];

/// The functions that a server template has already, which a method of the same name would shadow.
const TEMPLATE_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

pub(crate) fn plan_servers(api: &Api) -> PlannedServers {
    let mut planned = PlannedServers { default: DefaultServer::None, absolute: Vec::new(), templates: Vec::new() };
    let is_complete = |server: &&Server| server.variables.is_empty() && !server.is_relative();
    let absolute: Vec<&Server> = api.servers.iter().filter(is_complete).collect();
    let templates: Vec<&Server> = api.servers.iter().filter(|server| !is_complete(server)).collect();
    let requests: Vec<NameRequest> = absolute.iter().map(|server| request(server, "")).collect();
    for (server, resolved) in absolute.iter().zip(resolve_names(&requests, Case::Type, &[])) {
        planned.absolute.push(rust::Server { name: resolved.identifier, docs: docs(server), url: server.url.clone() });
    }
    let overrides = operation_templates(api);
    let mut names = template_names(&templates.iter().chain(&overrides).copied().collect::<Vec<_>>()).into_iter();
    planned.templates.extend(templates.into_iter().zip(&mut names).map(|(server, names)| plan_template(server, names)));
    planned.default = match (api.servers.first(), planned.templates.first()) {
        (Some(first), _) if is_complete(&first) => DefaultServer::First,
        (Some(_), Some(template)) => {
            let is_filled = |variable: &rust::ServerVariable| variable.kind != ServerVariableKind::Text(None);
            let has_defaults = template.origin.is_none() && template.variables.iter().all(is_filled);
            if has_defaults { DefaultServer::Template(template.name.clone()) } else { DefaultServer::None }
        }
        _ => DefaultServer::None,
    };
    // If every operation has its own server, the client needs none.
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
        if !server.variables.is_empty() && !own.iter().any(|known| known.is_like(server)) {
            own.push(server);
        }
    }
    own
}

fn plan_operation_template(server: &Server, names: TemplateNames) -> ServerTemplate {
    let mut template = plan_template(server, names);
    paragraph(&mut template.docs.0, "Some operations use this operation-level server instead of the client's server.");
    let about = "Override it for one call with [`Request::server`](crate::runtime::Request::server), or for all";
    template.docs.0.extend([about.to_owned(), "calls with [`ClientBuilder::server_in_place_of`].".to_owned()]);
    template
}

/// Requests a name for a server: the name that the document gives, or its host and path, then its whole URL.
fn request(server: &Server, role: &str) -> NameRequest {
    let place = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
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
    let names = resolve_names(&requests, Case::Type, &[TYPES, PRELUDE]);
    for (server, resolved) in servers.iter().zip(&names) {
        requests.extend(server.variables.iter().map(|variable| {
            let words =
                ["", "variable"].map(|role| format!("{} {} {role}", resolved.identifier.as_str(), variable.name));
            NameRequest::of(words.to_vec(), DERIVED, format!("{} {}", resolved.identifier.as_str(), variable.name))
        }));
    }
    let mut all = resolve_names(&requests, Case::Type, &[TYPES, PRELUDE])
        .into_iter()
        .map(|resolved: ResolvedName| resolved.identifier);
    let names: Vec<Identifier> = all.by_ref().take(servers.len()).collect();
    let named = |(name, server): (Identifier, &&Server)| TemplateNames {
        name,
        variables: all.by_ref().take(server.variables.len()).collect(),
    };
    names.into_iter().zip(servers).map(named).collect()
}

fn docs(server: &Server) -> Docs {
    let mut lines = server.description.as_deref().map(to_doc_lines).unwrap_or_default();
    paragraph(&mut lines, &code(&server.url));
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
    let mut rest = server.url.as_str();
    while let Some((text, after)) = rest.split_once('{') {
        let Some((variable, after)) = after.split_once('}') else { break };
        let position = server.variables.iter().position(|known| known.name == variable);
        let Some(planned) = position.and_then(|position| variables.get(position)) else { break };
        if !text.is_empty() {
            pieces.push(TemplatePiece::Text(text.to_owned()));
        }
        pieces.push(TemplatePiece::Variable(planned.name.clone()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(TemplatePiece::Text(rest.to_owned()));
    }
    ServerTemplate { name, docs: docs(server), variables, pieces, origin }
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
            ServerVariableKind::Listed { name, variants: variants.collect(), default }
        }
        // A default that is not in the `enum` is used nevertheless.
        (None, default) => ServerVariableKind::Text(default.cloned()),
    };
    if let Some(default) = default {
        paragraph(&mut lines, &format!("Default: {}.", code(default)));
    }
    rust::ServerVariable { name: field, docs: Docs(lines), kind }
}
