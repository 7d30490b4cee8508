//! Servers: an enum of those whose URLs are whole, and a type for each whose URL has something to be filled in.

use super::documentation::{code, paragraph};
use super::markdown::to_doc_lines;
use super::names::{Case, Scope};
use crate::api::{Api, Server, ServerVariable};
use crate::rust::{self, DefaultServer, Docs, ListedValue, ServerTemplate, ServerVariableKind, TemplatePiece};

/// What becomes of the document's servers.
pub(super) struct PlannedServers {
    pub(super) default: DefaultServer,
    pub(super) whole: Vec<rust::Server>,
    pub(super) templates: Vec<ServerTemplate>,
}

/// The types that the module of the client has already.
const TYPES: &[&str] =
    &["Client", "ClientBuilder", "Credential", "Credentials", "SecretString", "Server", "ServerUrl", "TokenProvider"];

/// The functions that a server with variables has anyway, and that a method of the same name would be called instead of.
const TEMPLATE_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

pub(super) fn plan_servers(api: &Api) -> PlannedServers {
    let mut variants = Scope::default();
    let mut types = Scope::of_types(TYPES);
    let mut planned = PlannedServers { default: DefaultServer::None, whole: Vec::new(), templates: Vec::new() };
    for (index, server) in api.servers.iter().enumerate() {
        let is_first = index == 0;
        if server.variables.is_empty() && !server.is_relative() {
            planned.whole.push(plan_whole(server, &mut variants));
            if is_first {
                planned.default = DefaultServer::First;
            }
        } else {
            let template = plan_template(server, &mut types);
            let has_defaults = template.origin.is_none()
                && template.variables.iter().all(|variable| variable.kind != ServerVariableKind::Text(None));
            if is_first && has_defaults {
                planned.default = DefaultServer::Template(template.name.clone());
            }
            planned.templates.push(template);
        }
    }
    // A client none of whose operations is at its own server needs none.
    if api.servers.is_empty() && !api.operations.is_empty() {
        let own: Option<Vec<&Server>> = api.operations.iter().map(|operation| operation.servers.first()).collect();
        let own = own.filter(|own| !own.iter().any(|server| server.is_relative()));
        if let Some(url) = own.as_ref().and_then(|own| own.first()?.default_url()) {
            planned.default = DefaultServer::Url(url);
        }
    }
    planned.templates.extend(plan_own_templates(api, &mut types));
    planned
}

/// The servers of operations whose URLs have something to be filled in, each once.
fn plan_own_templates(api: &Api, types: &mut Scope) -> Vec<ServerTemplate> {
    let mut own: Vec<&Server> = Vec::new();
    for server in api.operations.iter().flat_map(|operation| &operation.servers) {
        if !server.variables.is_empty() && !own.iter().any(|known| known.is_like(server)) {
            own.push(server);
        }
    }
    let plan = |server: &&Server| {
        let mut template = plan_template(server, types);
        paragraph(&mut template.docs.0, "Some operations are there, and not at the client's server. For one call,");
        let about = "[`Request::server`](crate::runtime::Request::server) takes another one; for all,";
        template.docs.0.extend([about.to_owned(), "[`ClientBuilder::server_in_place_of`] does.".to_owned()]);
        template
    };
    own.iter().map(plan).collect()
}

fn plan_whole(server: &Server, names: &mut Scope) -> rust::Server {
    let name = names.allocate(&hint(server), Case::Type).identifier;
    rust::Server { name, docs: docs(server), url: server.url.clone() }
}

/// The name of a server: the one that the document gives it, or its host and what follows it.
fn hint(server: &Server) -> String {
    let place = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    server.name.clone().unwrap_or_else(|| place.to_owned())
}

fn docs(server: &Server) -> Docs {
    let mut lines = server.description.as_deref().map(to_doc_lines).unwrap_or_default();
    paragraph(&mut lines, &code(&server.url));
    Docs(lines)
}

fn plan_template(server: &Server, types: &mut Scope) -> ServerTemplate {
    let name = types.allocate(&format!("{} server", hint(server)), Case::Type).identifier;
    let mut fields = Scope::with_reserved(TEMPLATE_FUNCTIONS);
    let origin = server.is_relative().then(|| fields.allocate("origin", Case::Value).identifier);
    let variables: Vec<rust::ServerVariable> =
        server.variables.iter().map(|variable| plan_variable(variable, name.as_str(), types, &mut fields)).collect();
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

fn plan_variable(
    variable: &ServerVariable,
    owner: &str,
    types: &mut Scope,
    fields: &mut Scope,
) -> rust::ServerVariable {
    let mut lines = variable.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!("The variable {}.", code(&variable.name)));
    }
    let default = variable.default.as_ref();
    let position = default.and_then(|default| variable.values.iter().position(|value| value == default));
    let kind = match (position, default) {
        (Some(default), _) => {
            let mut names = Scope::default();
            let variants = variable.values.iter().map(|value| ListedValue {
                name: names.allocate(value, Case::Type).identifier,
                docs: Docs(vec![code(value)]),
                value: value.clone(),
            });
            ServerVariableKind::Listed {
                name: types.allocate(&format!("{owner} {}", variable.name), Case::Type).identifier,
                variants: variants.collect(),
                default,
            }
        }
        // A default that is not one of the values is taken for one all the same.
        (None, default) => ServerVariableKind::Text(default.cloned()),
    };
    if let Some(default) = default {
        paragraph(&mut lines, &format!("It is {} unless something else is said.", code(default)));
    }
    rust::ServerVariable { name: fields.allocate(&variable.name, Case::Value).identifier, docs: Docs(lines), kind }
}
