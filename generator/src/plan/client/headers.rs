//! Plans the headers that a client sends by default.

use crate::api::{Api, ApiKeyLocation, SecuritySchemeKind};
use crate::config::{DefaultHeader, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::BuilderHeader;

/// Plans the headers. One that holds the credential of a security scheme is an error: the credential replaces it, or it is
/// sent in place of a credential that is not set.
pub(super) fn plan_headers(
    api: &Api,
    headers: &[Spanned<DefaultHeader>],
    diagnostics: &mut Diagnostics,
) -> Vec<BuilderHeader> {
    let mut planned = Vec::with_capacity(headers.len());
    for spanned in headers {
        let DefaultHeader { name, value } = &spanned.value;
        let is_its_key = |kind: &SecuritySchemeKind| matches!(kind, SecuritySchemeKind::ApiKey { location: ApiKeyLocation::Header, name: key } if key.eq_ignore_ascii_case(name));
        match api.security_schemes.iter().find(|scheme| is_its_key(&scheme.kind)) {
            Some(scheme) => {
                let message = format!("`{name}` holds the credential of the security scheme `{}`", scheme.name);
                diagnostics.push(spanned.locate(Diagnostic::error(Code::TARGET_INVALID, api.at.clone(), message)));
            }
            None => planned.push(BuilderHeader { name: name.clone(), value: value.clone() }),
        }
    }
    planned
}
