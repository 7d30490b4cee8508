//! Plans the client builder: servers and credentials.

pub(super) mod servers;

use super::docs::markdown::to_doc_lines;
use super::docs::{code, paragraph};
use super::names::{Case, DERIVED, NameRequest, collision, resolve_names};
use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::diagnostic::Diagnostics;
use crate::rust;
use crate::rust::{CredentialKind, CredentialSetter, Docs, Identifier};
use servers::plan_servers;

pub(super) fn plan_client(api: &Api, diagnostics: &mut Diagnostics) -> rust::Client {
    let servers = plan_servers(api);
    let schemes = &api.security_schemes;
    let mut requests: Vec<NameRequest> = schemes.iter().map(|scheme| NameRequest::named(&scheme.name)).collect();
    for scheme in schemes {
        let provider = format!("{} provider", scheme.name);
        // A derived name yields to a name from the document.
        let derived = [format!("and {}", scheme.name), provider.clone(), format!("and {provider}")];
        requests.extend(
            derived.map(|words| NameRequest::of(vec![words.clone(), format!("{words} token")], DERIVED, words)),
        );
    }
    let mut names = resolve_names(&requests, Case::Value, &[CREDENTIAL_METHODS]);
    let mut derived = names.split_off(schemes.len().min(names.len())).into_iter().map(|resolved| resolved.identifier);
    let mut next = || derived.next().unwrap_or(Identifier(String::new()));
    let mut credentials = Vec::new();
    for (scheme, resolved) in schemes.iter().zip(names) {
        if let Some(rival) = resolved.unavailable.as_ref().and_then(|(_, rival)| schemes.get(*rival)) {
            let what = format!("the security scheme `{}`", scheme.name);
            let warning = collision(&scheme.at, &what, &resolved, (&format!("`{}`", rival.name), &rival.at));
            warning.into_iter().for_each(|warning| diagnostics.push(warning));
        }
        let (adder, provider, provider_adder) = (next(), next(), next());
        credentials.push(CredentialSetter {
            adder,
            constructor: resolved.identifier,
            docs: scheme_docs(scheme),
            scheme: scheme.name.clone(),
            kind: credential_kind(scheme),
        });
        if matches!(scheme.kind, SecuritySchemeKind::Token) {
            credentials.push(provided(scheme, provider, provider_adder));
        }
    }
    rust::Client { default: servers.default, servers: servers.absolute, templates: servers.templates, credentials }
}

/// The existing functions of the runtime's credentials, and trait methods that a new function would shadow.
const CREDENTIAL_METHODS: &[&str] = &[
    "and",
    "apply",
    "check",
    "clone",
    "credentials",
    "default",
    "fmt",
    "get",
    "into",
    "new",
    "none",
    "select",
    "try_into",
    "with",
];

/// Plans the constructor for a token provider. Tokens of OAuth 2 and OpenID Connect expire, so the client requests one
/// for each call.
fn provided(scheme: &SecurityScheme, constructor: Identifier, adder: Identifier) -> CredentialSetter {
    let about = format!(
        "Credentials for the security scheme {}: a token from the provider for each request.",
        code(&scheme.name)
    );
    CredentialSetter {
        constructor,
        adder,
        docs: Docs(vec![about]),
        scheme: scheme.name.clone(),
        kind: CredentialKind::Provided,
    }
}

fn credential_kind(scheme: &SecurityScheme) -> CredentialKind {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location: ApiKeyLocation::Header, name } => CredentialKind::Header(name.clone()),
        SecuritySchemeKind::ApiKey { location: ApiKeyLocation::Query, name } => CredentialKind::Query(name.clone()),
        SecuritySchemeKind::ApiKey { location: ApiKeyLocation::Cookie, name } => CredentialKind::Cookie(name.clone()),
        SecuritySchemeKind::Http(HttpScheme::Basic) => CredentialKind::Basic,
        SecuritySchemeKind::Http(HttpScheme::Bearer) | SecuritySchemeKind::Token => CredentialKind::Bearer,
    }
}

fn scheme_docs(scheme: &SecurityScheme) -> Docs {
    let mut lines = scheme.description.as_deref().map(to_doc_lines).unwrap_or_default();
    let place = match credential_kind(scheme) {
        CredentialKind::Header(name) => format!("the value of the header {}", code(&name)),
        CredentialKind::Query(name) => format!("the query parameter {}", code(&name)),
        CredentialKind::Cookie(name) => format!("the cookie {}", code(&name)),
        CredentialKind::Basic => "a user name and a password (HTTP basic authentication)".to_owned(),
        CredentialKind::Bearer | CredentialKind::Provided => "a bearer token".to_owned(),
    };
    paragraph(&mut lines, &format!("Credentials for the security scheme {}: {place}.", code(&scheme.name)));
    Docs(lines)
}
