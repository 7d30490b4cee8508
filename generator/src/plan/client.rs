//! How a client is built: its servers, and what its credentials are.

use super::documentation::{code, paragraph};
use super::markdown::to_doc_lines;
use super::names::{Case, Scope};
use super::servers::plan_servers;
use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{self, CredentialKind, CredentialSetter, Docs};

pub(super) fn plan_client(api: &Api, diagnostics: &mut Diagnostics) -> rust::Client {
    let servers = plan_servers(api);
    let mut credential_names = Scope::with_reserved(CREDENTIAL_METHODS);
    let mut credentials = Vec::new();
    for scheme in &api.security_schemes {
        let allocated = credential_names.allocate(&scheme.name, Case::Value);
        if let Some(plain) = allocated.collided_with {
            let becomes = allocated.identifier.as_str();
            let message = format!("the name `{plain}` is taken: the scheme `{}` becomes `{becomes}`", scheme.name);
            diagnostics.push(Diagnostic::note(Code::NAME_COLLISION, scheme.at.clone(), message));
        }
        credentials.push(CredentialSetter {
            adder: credential_names.allocate(&format!("and {}", scheme.name), Case::Value).identifier,
            constructor: allocated.identifier,
            docs: scheme_docs(scheme),
            scheme: scheme.name.clone(),
            kind: credential_kind(scheme),
        });
        if matches!(scheme.kind, SecuritySchemeKind::Token) {
            credentials.push(provided(scheme, &mut credential_names));
        }
    }
    rust::Client { default: servers.default, servers: servers.whole, templates: servers.templates, credentials }
}

/// The functions that the runtime's credentials have already, and those of every type that would be meant instead.
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

/// A token that is asked for before every call, as those of OAuth 2 and OpenID Connect have to be: they expire.
fn provided(scheme: &SecurityScheme, names: &mut Scope) -> CredentialSetter {
    let provider = format!("{} provider", scheme.name);
    let about = format!(
        "The credential of the security scheme {}: tokens from somebody who knows how to get them.",
        code(&scheme.name)
    );
    CredentialSetter {
        constructor: names.allocate(&provider, Case::Value).identifier,
        adder: names.allocate(&format!("and {provider}"), Case::Value).identifier,
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
        CredentialKind::Header(name) => format!("the value of the header {}, as it is", code(&name)),
        CredentialKind::Query(name) => format!("the query parameter {}", code(&name)),
        CredentialKind::Cookie(name) => format!("the cookie {}", code(&name)),
        CredentialKind::Basic => "a user name and a password, sent as HTTP basic authentication".to_owned(),
        CredentialKind::Bearer | CredentialKind::Provided => "a token, sent as `Authorization: Bearer …`".to_owned(),
    };
    paragraph(&mut lines, &format!("The credential of the security scheme {}: {place}.", code(&scheme.name)));
    Docs(lines)
}
