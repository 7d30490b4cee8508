//! Servers: an enum of those whose URLs are whole, and a type for each whose URL has something to be filled in.

use crate::api::{Api, Server, ServerVariable};
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, generated, paragraph};
use crate::plan::names::reserved::PRELUDE;
use crate::plan::names::{Case, DERIVED, NAMED, Settled, Wish, settle, settle_named};
use crate::rust;
use crate::rust::{
    DefaultServer, Derive, Docs, Identifier, ListedValue, ListedValues, OriginField, ServerEnum, ServerTemplate,
    ServerVariableKind, TemplateConstructor, TemplatePiece,
};

/// The planned servers of the document.
pub(crate) struct PlannedServers {
    pub(crate) default: DefaultServer,
    pub(crate) complete: Option<ServerEnum>,
    pub(crate) templates: Vec<ServerTemplate>,
}

/// The types that the module of the client has already.
const TYPES: &[&str] =
    &["Client", "ClientBuilder", "Credential", "Credentials", "SecretString", "Server", "ServerUrl", "TokenProvider"];

/// The functions that a server with variables has anyway, and that a method of the same name would be called instead of.
const TEMPLATE_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

pub(crate) fn plan_servers(api: &Api) -> PlannedServers {
    let mut planned = PlannedServers { default: DefaultServer::None, complete: None, templates: Vec::new() };
    let is_whole = |server: &&Server| server.variables.is_empty() && !server.is_relative();
    let whole: Vec<&Server> = api.servers.iter().filter(is_whole).collect();
    let templates: Vec<&Server> = api.servers.iter().filter(|server| !is_whole(server)).collect();
    let wishes: Vec<Wish> = whole.iter().map(|server| wish(server, "")).collect();
    let named = whole.iter().zip(settle(&wishes, Case::Type, &[]));
    let variant = |(server, settled): (&&Server, Settled)| rust::Server {
        name: settled.identifier,
        docs: docs(server),
        url: server.url.clone(),
    };
    let variants: Vec<rust::Server> = named.map(variant).collect();
    let own = own_templates(api);
    let mut names = template_names(&templates.iter().chain(&own).copied().collect::<Vec<_>>()).into_iter();
    planned.templates.extend(templates.into_iter().zip(&mut names).map(|(server, names)| plan_template(server, names)));
    let enum_name = Identifier("Server".to_owned());
    planned.default = match (api.servers.first(), planned.templates.first()) {
        (Some(first), _) if is_whole(&first) => DefaultServer::Type(enum_name.clone()),
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
    planned.templates.extend(own.into_iter().zip(names).map(|(server, names)| plan_own_template(server, names)));
    planned
}

/// The servers of operations whose URLs have something to be filled in, each once.
fn own_templates(api: &Api) -> Vec<&Server> {
    let mut own: Vec<&Server> = Vec::new();
    for server in api.operations.iter().flat_map(|operation| &operation.servers) {
        if !server.variables.is_empty() && !own.iter().any(|known| known.is_like(server)) {
            own.push(server);
        }
    }
    own
}

fn plan_own_template(server: &Server, names: TemplateNames) -> ServerTemplate {
    let mut template = plan_template(server, names);
    paragraph(&mut template.docs.0, "Some operations are there, and not at the client's server. For one call,");
    let about = "[`Request::server`](crate::runtime::Request::server) takes another one; for all,";
    template.docs.0.extend([about.to_owned(), "[`ClientBuilder::server_in_place_of`] does.".to_owned()]);
    template
}

/// A server is called by the name that the document gives it, or by its host and what follows it; where that is another's
/// too, by its whole URL.
fn wish(server: &Server, role: &str) -> Wish {
    let place = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    let name = server.name.as_deref().unwrap_or(place);
    let description = server.description.as_deref().unwrap_or_default();
    let words = [name, server.url.as_str()].map(|words| format!("{words} {role}").trim().to_owned());
    Wish::of(words.to_vec(), NAMED, format!("{} {description} {:?}", server.url, server.variables))
}

/// The names of the type of a server, and of the types of its variables.
struct TemplateNames {
    name: Identifier,
    variables: Vec<Identifier>,
}

fn template_names(servers: &[&Server]) -> Vec<TemplateNames> {
    let mut wishes: Vec<Wish> = servers.iter().map(|server| wish(server, "server")).collect();
    let names = settle(&wishes, Case::Type, &[TYPES, PRELUDE]);
    for (server, settled) in servers.iter().zip(&names) {
        wishes.extend(server.variables.iter().map(|variable| {
            let words =
                ["", "variable"].map(|role| format!("{} {} {role}", settled.identifier.as_str(), variable.name));
            Wish::of(words.to_vec(), DERIVED, format!("{} {}", settled.identifier.as_str(), variable.name))
        }));
    }
    let mut all = settle(&wishes, Case::Type, &[TYPES, PRELUDE]).into_iter().map(|settled: Settled| settled.identifier);
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
    let mut wishes: Vec<Wish> = server.variables.iter().map(|variable| Wish::named(&variable.name)).collect();
    let origin = ["origin", "server origin"].map(str::to_owned);
    wishes.push(Wish::of(origin.to_vec(), DERIVED, ""));
    let mut fields = settle(&wishes, Case::Value, &[TEMPLATE_FUNCTIONS]);
    let origin = fields.pop().map(|settled| settled.identifier).filter(|_| server.is_relative());
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
    let constructor = constructor(origin.as_ref(), &variables);
    let mut derives = vec![Derive::Clone, Derive::Debug];
    if constructor == TemplateConstructor::DerivedDefault {
        derives.push(Derive::Default);
    }
    derives.extend([Derive::PartialEq, Derive::Eq, Derive::Hash]);
    let origin = origin.map(|name| OriginField { name, docs: generated::server_origin() });
    ServerTemplate { name, docs: docs(server), derives, constructor, variables, pieces, origin }
}

/// How callers make a server. `Default` is derived if every default is the one of its type.
fn constructor(origin: Option<&Identifier>, variables: &[rust::ServerVariable]) -> TemplateConstructor {
    if origin.is_some() || variables.iter().any(rust::ServerVariable::is_required) {
        return TemplateConstructor::New(generated::server_constructor());
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

/// Plans a variable. `name` is the name of the enum of its values, if it lists them.
fn plan_variable(variable: &ServerVariable, name: Identifier, field: Identifier) -> rust::ServerVariable {
    let mut lines = variable.description.as_deref().map(to_doc_lines).unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!("The variable {}.", code(&variable.name)));
    }
    let default = variable.default.as_ref();
    let position = default.and_then(|default| variable.values.iter().position(|value| value == default));
    let kind = match (position, default) {
        (Some(default), _) => {
            let names = settle_named(variable.values.iter().map(String::as_str), Case::Type, &[]);
            let variants = names.into_iter().zip(&variable.values).map(|(settled, value)| ListedValue {
                name: settled.identifier,
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
        // A default that is not one of the values is taken for one all the same.
        (None, default) => ServerVariableKind::Text(default.cloned()),
    };
    if let Some(default) = default {
        paragraph(&mut lines, &format!("Default: {}.", code(default)));
    }
    rust::ServerVariable { name: field, docs: Docs(lines), kind }
}
