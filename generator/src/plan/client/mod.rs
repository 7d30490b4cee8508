//! Plans the client builder: servers and credentials.

pub(super) mod servers;

use super::docs::markdown::to_doc_lines;
use super::docs::{code, generated, paragraph};
use super::imports;
use super::names::reserved::{COMMON_METHODS, CREDENTIALS_METHODS, CREDENTIALS_NAME};
use super::names::{Case, DERIVED, NameRequest, collision, identifier, resolve_names};
use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::config::{ErrorPointers, Spanned};
use crate::diagnostic::Diagnostics;
use crate::location::Pointer;
use crate::rust;
use crate::rust::{
    Argument, ArgumentForm, Builder, CredentialKind, CredentialSetter, DefaultServer, Docs, Function, Identifier,
    RuntimeType, Type, Wrapper,
};
use servers::plan_servers;

pub(super) fn plan_client(api: &Api, errors: &ErrorPointers, diagnostics: &mut Diagnostics) -> rust::Client {
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
    let pointer = |pointer: &Option<Spanned<Pointer>>| pointer.as_ref().map(|pointer| pointer.value.clone());
    let mut client = rust::Client {
        docs: generated::client(),
        imports: Vec::new(),
        builder: Builder {
            docs,
            server: servers.default,
            takes_credentials: !credentials.is_empty(),
            error_message: pointer(&errors.message),
            error_code: pointer(&errors.code),
        },
        servers: servers.complete,
        templates: servers.templates,
        credentials,
    };
    client.imports = imports::of_client(&client);
    client
}

fn plan_credentials(api: &Api, diagnostics: &mut Diagnostics) -> Vec<CredentialSetter> {
    let schemes = &api.security_schemes;
    let mut requests: Vec<NameRequest> = schemes.iter().map(|scheme| NameRequest::named(&scheme.name)).collect();
    for scheme in schemes {
        let provider = format!("{} provider", scheme.name);
        // A derived name yields to a name from the document.
        let derived = [format!("with {}", scheme.name), provider.clone(), format!("with {provider}")];
        requests.extend(
            derived.map(|words| NameRequest::of(vec![words.clone(), format!("{words} token")], DERIVED, words)),
        );
    }
    let mut names = resolve_names(&requests, Case::Value, &[CREDENTIALS_METHODS, CREDENTIALS_NAME, COMMON_METHODS]);
    let derived = names.split_off(schemes.len().min(names.len()));
    let mut credentials = Vec::new();
    for ((scheme, resolved), derived) in schemes.iter().zip(names).zip(derived.chunks(3)) {
        let [with, provider, with_provider] = derived else { continue };
        if let Some(rival) = resolved.unavailable.as_ref().and_then(|(_, rival)| schemes.get(*rival)) {
            let what = format!("the security scheme `{}`", scheme.name);
            let warning = collision(&scheme.at, &what, &resolved, (&format!("`{}`", rival.name), &rival.at));
            warning.into_iter().for_each(|warning| diagnostics.push(warning));
        }
        let kind = credential_kind(scheme);
        credentials.push(setter(scheme, (resolved.identifier, with.identifier.clone()), scheme_docs(scheme), kind));
        if matches!(scheme.kind, SecuritySchemeKind::Token) {
            // Tokens of OAuth 2 and OpenID Connect expire, so that a provider is asked for one before every request.
            let docs = provider_docs(scheme);
            let names = (provider.identifier.clone(), with_provider.identifier.clone());
            credentials.push(setter(scheme, names, docs, CredentialKind::TokenProvider));
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
    let argument = |name: &str, form| Argument { name: identifier(name, Case::Value), form };
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
        CredentialKind::Basic => "a user name and a password, sent as HTTP basic authentication".to_owned(),
        CredentialKind::Bearer | CredentialKind::TokenProvider => {
            "a token, sent as `Authorization: Bearer …`".to_owned()
        }
    };
    paragraph(&mut lines, &format!("Credentials for the security scheme {}: {place}.", code(&scheme.name)));
    Docs(lines)
}

fn provider_docs(scheme: &SecurityScheme) -> Docs {
    let scheme = code(&scheme.name);
    Docs::line(format!("The credential of the security scheme {scheme}: the bearer tokens of a [`TokenProvider`]."))
}
