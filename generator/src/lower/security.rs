//! Security schemes and security requirements.

use std::collections::BTreeSet;

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement};

use super::context::Context;
use super::reference;
use crate::api::{ApiKeyLocation, HttpScheme, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind};
use crate::diagnostic::Code;
use crate::location::Pointer;

/// The security schemes of a document, and the requirements of an operation that declares none.
pub(super) struct Security {
    pub(super) schemes: Vec<SecurityScheme>,
    pub(super) default: Vec<Requirement>,
}

/// Lowers the schemes and the requirements of the document.
pub(super) fn lower_security(context: &mut Context<'_>) -> Security {
    let schemes = lower_schemes(context);
    let default = default_requirements(context, &schemes);
    Security { schemes, default }
}

/// Lowers every scheme, each at the index that it has in the document.
fn lower_schemes(context: &mut Context<'_>) -> Vec<SecurityScheme> {
    let parsed = context.parsed;
    let Some(components) = &parsed.openapi.components else { return Vec::new() };
    let schemes_at = Pointer::root().push("components").push("securitySchemes");
    let mut schemes = Vec::new();
    for (name, scheme) in &components.security_schemes {
        let at = schemes_at.push(name);
        let resolved = reference::resolve(context, Some(&components.security_schemes), "securitySchemes", scheme, &at);
        let (kind, description) = match resolved {
            Some((_, scheme)) => lower_scheme(context, &at, name, scheme),
            None => (SecuritySchemeKind::Token, None),
        };
        let deprecated = parsed.deprecated_schemes.contains(name);
        schemes.push(SecurityScheme { at: context.origin(&at), name: name.clone(), description, deprecated, kind });
    }
    schemes
}

fn lower_scheme(
    context: &mut Context<'_>,
    at: &Pointer,
    scheme_name: &str,
    scheme: &openapiv3::SecurityScheme,
) -> (SecuritySchemeKind, Option<String>) {
    match scheme {
        openapiv3::SecurityScheme::APIKey { location, name, description, .. } => {
            let location = match location {
                APIKeyLocation::Header => ApiKeyLocation::Header,
                APIKeyLocation::Query => ApiKeyLocation::Query,
                APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
            };
            (SecuritySchemeKind::ApiKey { location, name: name.clone() }, description.clone())
        }
        openapiv3::SecurityScheme::HTTP { scheme, description, .. } => {
            // Names of authentication schemes are case-insensitive (RFC 9110, section 11.1).
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecuritySchemeKind::Http(HttpScheme::Basic),
                "bearer" => SecuritySchemeKind::Http(HttpScheme::Bearer),
                _ => {
                    let message = format!(
                        "the HTTP scheme `{scheme}` of `{scheme_name}` is unknown: the caller passes the whole value \
                         of the `Authorization` header"
                    );
                    context.note(Code::SECURITY_SCHEME_UNKNOWN, at, message);
                    let name = "Authorization".to_owned();
                    SecuritySchemeKind::ApiKey { location: ApiKeyLocation::Header, name }
                }
            };
            (kind, description.clone())
        }
        openapiv3::SecurityScheme::OAuth2 { description, .. }
        | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
            (SecuritySchemeKind::Token, description.clone())
        }
    }
}

/// The requirements of an operation that declares none.
///
/// A document that declares one scheme and has no `security` at all means that one: a scheme without a use would not be
/// declared.
fn default_requirements(context: &mut Context<'_>, schemes: &[SecurityScheme]) -> Vec<Requirement> {
    let parsed = context.parsed;
    if let Some(requirements) = &parsed.openapi.security {
        return lower_requirements(context, &Pointer::root().push("security"), requirements);
    }
    let path_items = parsed.openapi.paths.paths.values().filter_map(ReferenceOr::as_item);
    let is_required_somewhere =
        path_items.flat_map(openapiv3::PathItem::iter).any(|(_, operation)| operation.security.is_some());
    match schemes {
        [only] if !is_required_somewhere => {
            let at = Pointer::root().push("components").push("securitySchemes").push(&only.name);
            let message = format!(
                "`{}` is the only security scheme, and the document has no `security`: every operation requires it",
                only.name
            );
            context.note(Code::SECURITY_ASSUMED, &at, message);
            vec![Requirement { schemes: vec![SecuritySchemeId(0)], ..Requirement::default() }]
        }
        _ => Vec::new(),
    }
}

/// Lowers the alternatives at `at`. One with an undeclared scheme can't be met, and is not used; if there is no other
/// one, its declared schemes are used.
pub(super) fn lower_requirements(
    context: &mut Context<'_>,
    at: &Pointer,
    requirements: &[SecurityRequirement],
) -> Vec<Requirement> {
    let mut alternatives = Vec::new();
    let mut parts = Vec::new();
    for (index, requirement) in requirements.iter().enumerate() {
        let mut schemes = Vec::with_capacity(requirement.len());
        let mut scopes = BTreeSet::new();
        for (name, of_scheme) in requirement {
            match context.security_scheme_index(name) {
                Some(scheme) => {
                    schemes.push(SecuritySchemeId(scheme));
                    scopes.extend(of_scheme.iter().map(|scope| (SecuritySchemeId(scheme), scope.clone())));
                }
                None => {
                    let message = format!("the security scheme `{name}` is not declared");
                    context.warning(Code::SECURITY_SCHEME_UNDECLARED, &at.index(index).push(name), message);
                }
            }
        }
        match schemes.len() == requirement.len() {
            true => alternatives.push(Requirement { schemes, scopes }),
            false if schemes.is_empty() => {}
            false => parts.push(Requirement { schemes, scopes }),
        }
    }
    if alternatives.is_empty() { parts } else { alternatives }
}
