//! Servers: those of the document, and operation-level servers.

use std::collections::BTreeSet;

use super::context::Context;
use crate::api::{Operation, Server, ServerUrl, ServerVariable};
use crate::diagnostic::Code;
use crate::location::Pointer;

/// Lowers the servers of the document.
pub(super) fn lower_servers(context: &mut Context<'_>) -> Vec<Server> {
    let parsed = context.parsed;
    let servers_at = Pointer::root().push("servers");
    let mut servers = Vec::new();
    for (index, server) in parsed.openapi.servers.iter().enumerate() {
        // The default of a document without servers (OpenAPI 3.1.1, section 4.8.1.1).
        if matches!(server.url.as_str(), "/" | "") {
            continue;
        }
        let at = servers_at.index(index);
        let lowered = lower_server(context, &at, server);
        if lowered.is_relative() {
            let message = format!("relative server URL `{}`: set the server when the client is built", server.url);
            context.note(Code::SERVER_INCOMPLETE, &at, message);
        }
        servers.push(lowered);
    }
    servers
}

fn lower_server(context: &Context<'_>, at: &Pointer, server: &openapiv3::Server) -> Server {
    let url = ServerUrl::parse(&server.url);
    Server {
        at: context.origin(at),
        variables: variables(server, &url),
        url,
        name: server.extensions.get("x-name").and_then(|name| name.as_str()).map(str::to_owned),
        description: server.description.clone(),
    }
}

/// The variables between braces, in the order of the URL.
fn variables(server: &openapiv3::Server, url: &ServerUrl) -> Vec<ServerVariable> {
    let mut variables: Vec<ServerVariable> = Vec::new();
    let mut known = BTreeSet::new();
    for name in url.variables() {
        if !known.insert(name) {
            continue;
        }
        let declared = server.variables.as_ref().and_then(|variables| variables.get(name));
        let values = declared.map(|variable| variable.enumeration.clone()).unwrap_or_default();
        variables.push(ServerVariable {
            name: name.to_owned(),
            description: declared.and_then(|variable| variable.description.clone()),
            default: declared.map(|variable| variable.default.clone()),
            values,
        });
    }
    variables
}

/// The operation-level servers, which override those of the document. They are ignored if the document's default is one
/// of them: the server of a client is meant for this operation too.
pub(super) fn server_overrides(context: &mut Context<'_>, at: &Pointer, servers: &[openapiv3::Server]) -> Vec<Server> {
    let default = context.parsed.openapi.servers.first();
    if servers.iter().any(|server| Some(server) == default) {
        return Vec::new();
    }
    let mut own = Vec::new();
    for (index, server) in servers.iter().enumerate() {
        let at = at.index(index);
        let lowered = lower_server(context, &at, server);
        if lowered.default_url().is_none_or(|url| url.contains(['{', '}'])) {
            let message = format!("`{}` has variables without a default: the server is not used", server.url);
            context.note(Code::SERVER_INCOMPLETE, &at, message);
            continue;
        }
        own.push(lowered);
    }
    own
}

/// Makes the operation-level server of all operations the server of the document, if that declares none: the server of
/// a client is meant for all of them.
pub(super) fn promote(servers: &mut Vec<Server>, operations: &mut [Operation]) {
    let Some(first) = operations.first().filter(|_| servers.is_empty()) else { return };
    let [server] = first.servers.as_slice() else { return };
    let is_the_one = |own: &[Server]| matches!(own, [only] if only.is_equivalent(server));
    if server.is_relative() || !operations.iter().all(|operation| is_the_one(&operation.servers)) {
        return;
    }
    servers.push(server.clone());
    operations.iter_mut().for_each(|operation| operation.servers.clear());
}
