//! Plans the client builder: servers and credentials.

mod credentials;
mod headers;
pub(super) mod servers;

use super::PlanOptions;
use super::docs::generated;
use super::imports;
use crate::api::{Api, RateLimit};
use crate::config::Spanned;
use crate::diagnostic::Diagnostics;
use crate::location::Pointer;
use crate::rust;
use crate::rust::{Builder, BuilderRateLimit, DefaultServer, Docs};
use credentials::{plan_credentials, plan_from_env};
use headers::plan_headers;
use servers::plan_servers;

pub(super) fn plan_client(api: &Api, options: PlanOptions<'_>, diagnostics: &mut Diagnostics) -> rust::Client {
    let servers = plan_servers(api);
    let credentials = plan_credentials(api, diagnostics);
    let from_env = plan_from_env(api, &credentials, options.credentials, diagnostics);
    let mut docs = Docs::line(match &servers.default {
        DefaultServer::None if servers.templates.is_empty() => {
            "Returns a builder. The API declares no server: set [`ClientBuilder::server`]."
        }
        DefaultServer::None => {
            "Returns a builder. The API declares no complete server URL: set [`ClientBuilder::server`]."
        }
        DefaultServer::Type(_) => "Returns a builder for the default server.",
        DefaultServer::Url(_) => "Returns a builder. Every operation uses an operation-level server.",
    });
    if !api.security_schemes.is_empty() {
        docs.0.push("Set the credentials with [`ClientBuilder::credentials`].".to_owned());
    }
    let headers = plan_headers(api, options.headers, options.credentials, diagnostics);
    docs.0.extend(generated::default_headers(&headers));
    let pointer = |pointer: &Option<Spanned<Pointer>>| pointer.as_ref().map(|pointer| pointer.value.clone());
    let errors = options.errors;
    let mut client = rust::Client {
        docs: generated::client(),
        imports: Vec::new(),
        builder: Builder {
            docs,
            server: servers.default,
            headers,
            error_message: pointer(&errors.message),
            error_code: pointer(&errors.code),
            rate_limit: plan_rate_limit(options.rate_limit),
        },
        servers: servers.complete,
        templates: servers.templates,
        credentials,
        from_env,
    };
    client.imports = imports::of_client(&client);
    client
}

/// Plans the headers of the rate limit. `None` if the target names none.
fn plan_rate_limit(limit: &RateLimit) -> Option<BuilderRateLimit> {
    if *limit == RateLimit::default() {
        return None;
    }
    let RateLimit { limit: limits, remaining, reset, rejects_before_acting } = limit;
    let is_complete = !limits.is_empty() && !remaining.is_empty() && reset.is_some() && *rejects_before_acting;
    Some(BuilderRateLimit { headers: limit.clone(), is_complete })
}
