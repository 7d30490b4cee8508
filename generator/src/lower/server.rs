//! The servers of the document.

use super::context::Context;
use crate::api::Server;
use crate::diagnostic::Code;
use crate::source::Pointer;

/// Lowers those servers whose URL is whole. For the others the caller has to give the URL.
pub(super) fn lower_servers(context: &mut Context<'_>) -> Vec<Server> {
    let parsed = context.parsed;
    let servers_at = Pointer::root().push("servers");
    let mut servers = Vec::new();
    for (index, server) in parsed.openapi.servers.iter().enumerate() {
        let at = servers_at.index(index);
        let Some(url) = whole_url(server) else {
            let message = format!("`{}` is no whole URL: the caller gives it when the client is built", server.url);
            context.note(Code::SERVER_INCOMPLETE, &at, message);
            continue;
        };
        let name = server.extensions.get("x-name").and_then(|name| name.as_str()).map(str::to_owned);
        servers.push(Server { at: context.origin(&at), url, name, description: server.description.clone() });
    }
    servers
}

/// The URL with its variables' defaults, if it is a whole one then.
fn whole_url(server: &openapiv3::Server) -> Option<String> {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let is_whole = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(['{', '}']);
    is_whole.then_some(url)
}
