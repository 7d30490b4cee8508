//! How a client is built: its servers, and what its credentials are.

pub(super) mod servers;

use super::docs::markdown::to_doc_lines;
use super::docs::{code, generated, paragraph};
use super::imports;
use super::names::{Case, DERIVED, Wish, collision, settle};
use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::diagnostic::Diagnostics;
use crate::rust;
use crate::rust::{
    Argument, ArgumentForm, Builder, CredentialKind, CredentialSetter, DefaultServer, Docs, Function, Identifier,
    RuntimeType, Type, Wrapper,
};
use servers::plan_servers;

pub(super) fn plan_client(api: &Api, diagnostics: &mut Diagnostics) -> rust::Client {
    let servers = plan_servers(api);
    let credentials = plan_credentials(api, diagnostics);
    let docs = Docs::line(match &servers.default {
        DefaultServer::None if servers.templates.is_empty() => {
            "Returns a builder. The API declares no server: set [`ClientBuilder::server`]."
        }
        DefaultServer::None => {
            "Returns a builder. The API declares no complete server URL: set [`ClientBuilder::server`]."
        }
        DefaultServer::Type(_) => "Returns a builder for the default server.",
        DefaultServer::Url(_) => "Returns a builder. Every operation uses an operation-level server.",
    });
    let mut client = rust::Client {
        docs: generated::client(),
        imports: Vec::new(),
        builder: Builder { docs, server: servers.default, takes_credentials: !credentials.is_empty() },
        servers: servers.complete,
        templates: servers.templates,
        credentials,
    };
    client.imports = imports::of_client(&client);
    client
}

fn plan_credentials(api: &Api, diagnostics: &mut Diagnostics) -> Vec<CredentialSetter> {
    let schemes = &api.security_schemes;
    let mut wishes: Vec<Wish> = schemes.iter().map(|scheme| Wish::named(&scheme.name)).collect();
    for scheme in schemes {
        let provider = format!("{} provider", scheme.name);
        // A derived name gives way to a declared one.
        let derived = [format!("with {}", scheme.name), provider.clone(), format!("with {provider}")];
        wishes.extend(derived.map(|words| Wish::of(vec![words.clone(), format!("{words} token")], DERIVED, words)));
    }
    let mut names = settle(&wishes, Case::Value, &[CREDENTIAL_METHODS]);
    let mut derived = names.split_off(schemes.len().min(names.len())).into_iter().map(|settled| settled.identifier);
    let mut next = || derived.next().unwrap_or(Identifier(String::new()));
    let mut credentials = Vec::new();
    for (scheme, settled) in schemes.iter().zip(names) {
        if let Some(rival) = settled.unavailable.as_ref().and_then(|(_, rival)| schemes.get(*rival)) {
            let what = format!("the security scheme `{}`", scheme.name);
            let found = collision(&scheme.at, &what, &settled, (&format!("`{}`", rival.name), &rival.at));
            found.into_iter().for_each(|found| diagnostics.push(found));
        }
        let (with, provider, with_provider) = (next(), next(), next());
        let kind = credential_kind(scheme);
        credentials.push(setter(scheme, (settled.identifier, with), scheme_docs(scheme), kind));
        if matches!(scheme.kind, SecuritySchemeKind::Token) {
            // Tokens of OAuth 2 and OpenID Connect expire, so that a provider is asked for one before every request.
            let docs = provider_docs(scheme);
            credentials.push(setter(scheme, (provider, with_provider), docs, CredentialKind::TokenProvider));
        }
    }
    if let [only] = credentials.as_mut_slice() {
        // There is no other credential to add it to.
        only.with = None;
    }
    credentials
}

fn setter(
    scheme: &SecurityScheme,
    (constructor, with): (Identifier, Identifier),
    docs: Docs,
    kind: CredentialKind,
) -> CredentialSetter {
    let argument = |name: &str, form| Argument { name: Identifier(name.to_owned()), form };
    let into = |value| ArgumentForm::Into(value, Wrapper::None);
    let secret = |name| argument(name, into(Type::Runtime(RuntimeType::SecretString)));
    let arguments = match &kind {
        CredentialKind::Basic => vec![argument("user", into(Type::String)), secret("password")],
        CredentialKind::TokenProvider => {
            vec![argument("provider", ArgumentForm::Implements(RuntimeType::TokenProvider))]
        }
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) | CredentialKind::Bearer => {
            vec![secret("value")]
        }
    };
    CredentialSetter {
        constructor: Function { name: constructor, docs, arguments: arguments.clone() },
        with: Some(Function { name: with, docs: generated::with_credential(&scheme.name), arguments }),
        scheme: scheme.name.clone(),
        kind,
    }
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
        CredentialKind::Bearer | CredentialKind::TokenProvider => {
            "a token, sent as `Authorization: Bearer …`".to_owned()
        }
    };
    paragraph(&mut lines, &format!("The credential of the security scheme {}: {place}.", code(&scheme.name)));
    Docs(lines)
}

fn provider_docs(scheme: &SecurityScheme) -> Docs {
    let scheme = code(&scheme.name);
    Docs::line(format!("The credential of the security scheme {scheme}: the bearer tokens of a [`TokenProvider`]."))
}
