//! How a client is built: its servers, and what its credentials are.

pub(super) mod servers;

use super::docs::markdown::to_doc_lines;
use super::docs::{code, paragraph};
use super::names::reserved::{COMMON_METHODS, CREDENTIALS_METHODS, CREDENTIALS_NAME};
use super::names::{Case, DERIVED, Wish, collision, settle};
use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::diagnostic::Diagnostics;
use crate::rust;
use crate::rust::{CredentialKind, CredentialSetter, Docs, Identifier};
use servers::plan_servers;

pub(super) fn plan_client(api: &Api, diagnostics: &mut Diagnostics) -> rust::Client {
    let servers = plan_servers(api);
    let schemes = &api.security_schemes;
    let mut wishes: Vec<Wish> = schemes.iter().map(|scheme| Wish::named(&scheme.name)).collect();
    for scheme in schemes {
        let provider = format!("{} provider", scheme.name);
        // What is made of a name gives way to a name.
        let derived = [format!("with {}", scheme.name), provider.clone(), format!("with {provider}")];
        wishes.extend(derived.map(|words| Wish::of(vec![words.clone(), format!("{words} token")], DERIVED, words)));
    }
    let mut names = settle(&wishes, Case::Value, &[CREDENTIALS_METHODS, CREDENTIALS_NAME, COMMON_METHODS]);
    let mut derived = names.split_off(schemes.len().min(names.len())).into_iter().map(|settled| settled.identifier);
    let mut next = || derived.next().unwrap_or(Identifier(String::new()));
    let mut credentials = Vec::new();
    for (scheme, settled) in schemes.iter().zip(names) {
        if let Some(rival) = settled.unavailable.as_ref().and_then(|(_, rival)| schemes.get(*rival)) {
            let what = format!("the security scheme `{}`", scheme.name);
            let found = collision(&scheme.at, &what, &settled, (&format!("`{}`", rival.name), &rival.at));
            found.into_iter().for_each(|found| diagnostics.push(found));
        }
        let (adder, provider, provider_adder) = (next(), next(), next());
        credentials.push(CredentialSetter {
            adder,
            constructor: settled.identifier,
            docs: scheme_docs(scheme),
            scheme: scheme.name.clone(),
            kind: credential_kind(scheme),
        });
        if matches!(scheme.kind, SecuritySchemeKind::Token) {
            credentials.push(provided(scheme, provider, provider_adder));
        }
    }
    rust::Client { default: servers.default, servers: servers.whole, templates: servers.templates, credentials }
}

/// A token that is asked for before every call, as those of OAuth 2 and OpenID Connect have to be: they expire.
fn provided(scheme: &SecurityScheme, constructor: Identifier, adder: Identifier) -> CredentialSetter {
    let about = format!(
        "The credential of the security scheme {}: tokens from somebody who knows how to get them.",
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
        CredentialKind::Header(name) => format!("the value of the header {}, as it is", code(&name)),
        CredentialKind::Query(name) => format!("the query parameter {}", code(&name)),
        CredentialKind::Cookie(name) => format!("the cookie {}", code(&name)),
        CredentialKind::Basic => "a user name and a password, sent as HTTP basic authentication".to_owned(),
        CredentialKind::Bearer | CredentialKind::Provided => "a token, sent as `Authorization: Bearer …`".to_owned(),
    };
    paragraph(&mut lines, &format!("The credential of the security scheme {}: {place}.", code(&scheme.name)));
    Docs(lines)
}
