//! Plans the functions that make credentials: those of the document's security schemes, those for every operation, and
//! `from_env`.

use crate::api::{Api, ApiKeyLocation, HttpScheme, SecurityScheme, SecuritySchemeKind};
use crate::config::{CredentialVariables, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::docs::markdown::to_doc_lines;
use crate::plan::docs::{code, generated, paragraph};
use crate::plan::names::reserved::{
    COMMON_METHODS, CREDENTIALS_METHODS, CREDENTIALS_NAME, GENERATED_CREDENTIALS_METHODS,
};
use crate::plan::names::{Case, DERIVED, NameRequest, collision, identifier, resolve_names};
use crate::rust::{
    Argument, ArgumentForm, CredentialKind, CredentialSetter, CredentialSource, Docs, FromEnv, Function, Identifier,
    RuntimeType, SecretSource, Type, Wrapper,
};

/// The constructors of credentials for every operation. A security scheme of the same name takes precedence, so that
/// its constructor keeps its name and meaning.
const GENERAL: [(&str, CredentialKind); 4] = [
    ("bearer", CredentialKind::Bearer),
    ("basic", CredentialKind::Basic),
    ("api_key_header", CredentialKind::NamedHeader),
    ("api_key_query", CredentialKind::NamedQuery),
];

/// Plans the functions of `Credentials`.
pub(super) fn plan_credentials(api: &Api, diagnostics: &mut Diagnostics) -> Vec<CredentialSetter> {
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
    let reserved = [CREDENTIALS_METHODS, GENERATED_CREDENTIALS_METHODS, CREDENTIALS_NAME, COMMON_METHODS];
    let mut names = resolve_names(&requests, Case::Value, &reserved);
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
    credentials.extend(general(&credentials));
    credentials
}

/// Plans the constructors of credentials for every operation whose names are free.
fn general(credentials: &[CredentialSetter]) -> Vec<CredentialSetter> {
    let is_taken = |name: &Identifier| {
        let functions = credentials.iter().flat_map(|setter| std::iter::once(&setter.constructor).chain(&setter.with));
        functions.into_iter().any(|function| function.name == *name)
    };
    let named = GENERAL.into_iter().map(|(name, kind)| (identifier(name, Case::Value), kind));
    let free = named.filter(|(name, _)| !is_taken(name));
    let setter = |(name, kind): (Identifier, CredentialKind)| CredentialSetter {
        constructor: Function { name, docs: generated::general_credential(&kind), arguments: arguments(&kind) },
        with: None,
        scheme: None,
        deprecated: false,
        kind,
    };
    free.map(setter).collect()
}

fn setter(
    scheme: &SecurityScheme,
    (constructor, with): (Identifier, Identifier),
    docs: Docs,
    kind: CredentialKind,
) -> CredentialSetter {
    let arguments = arguments(&kind);
    CredentialSetter {
        constructor: Function { name: constructor, docs, arguments: arguments.clone() },
        with: Some(Function { name: with, docs: generated::with_credential(&scheme.name), arguments }),
        scheme: Some(scheme.name.clone()),
        deprecated: scheme.deprecated,
        kind,
    }
}

fn arguments(kind: &CredentialKind) -> Vec<Argument> {
    let argument = |name: &str, form| Argument { name: identifier(name, Case::Value), form };
    let into = |value| ArgumentForm::Into(value, Wrapper::None);
    let text = |name| argument(name, into(Type::String));
    let secret = |name| argument(name, into(Type::Runtime(RuntimeType::SecretString)));
    match kind {
        CredentialKind::Basic => vec![text("user"), secret("password")],
        CredentialKind::NamedHeader | CredentialKind::NamedQuery => vec![text("name"), secret("value")],
        CredentialKind::TokenProvider => {
            vec![argument("provider", ArgumentForm::Implements(RuntimeType::TokenProvider))]
        }
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) | CredentialKind::Bearer => {
            vec![secret("value")]
        }
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
        CredentialKind::NamedHeader | CredentialKind::NamedQuery => "an API key".to_owned(),
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

/// Plans `Credentials::from_env`. `None` if the target names no variables.
pub(super) fn plan_from_env(
    api: &Api,
    credentials: &[CredentialSetter],
    variables: &[Spanned<CredentialVariables>],
    diagnostics: &mut Diagnostics,
) -> Option<FromEnv> {
    let mut sources = Vec::new();
    for spanned in variables {
        match source(credentials, &spanned.value) {
            Ok(source) => sources.push(source),
            Err(message) => {
                let error = Diagnostic::error(Code::TARGET_INVALID, api.at.clone(), message);
                diagnostics.push(spanned.locate(error));
            }
        }
    }
    let named = variables.iter().flat_map(|spanned| spanned.value.user.iter().chain([&spanned.value.secret]));
    let docs = generated::from_env(&named.map(String::as_str).collect::<Vec<_>>());
    (!sources.is_empty()).then_some(FromEnv { docs, sources })
}

fn source(credentials: &[CredentialSetter], variables: &CredentialVariables) -> Result<CredentialSource, String> {
    let CredentialVariables { scheme, user, name, secret } = variables;
    let of_scheme = credentials.iter().find(|setter| setter.scheme.as_ref() == Some(scheme));
    let general = || {
        let mut general = credentials.iter().filter(|setter| setter.scheme.is_none());
        general.find(|setter| setter.constructor.name.word() == scheme)
    };
    let setter = of_scheme.or_else(general);
    let setter = setter.ok_or_else(|| format!("the document has no security scheme `{scheme}`"))?;
    let secret = match (&setter.kind, user, name) {
        (CredentialKind::Basic, Some(user), None) => {
            SecretSource::Basic { user: user.clone(), password: secret.clone() }
        }
        (CredentialKind::NamedHeader | CredentialKind::NamedQuery, None, Some(name)) => {
            SecretSource::Named { name: name.clone(), variable: secret.clone() }
        }
        (CredentialKind::Basic, ..) => return Err(format!("`{scheme}` needs the keys `user` and `password`")),
        (CredentialKind::NamedHeader | CredentialKind::NamedQuery, ..) => {
            return Err(format!("`{scheme}` needs the keys `name` and `value`"));
        }
        (_, None, None) => SecretSource::Variable(secret.clone()),
        _ => return Err(format!("`{scheme}` needs the name of one environment variable")),
    };
    Ok(CredentialSource { scheme: setter.scheme.clone(), kind: setter.kind.clone(), secret })
}
