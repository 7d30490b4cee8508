//! Plans the headers that a client sends by default.

use crate::api::{Api, DefaultHeader};
use crate::config::{CredentialVariables, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Plans the headers. One that holds a credential is an error: the credential replaces it, or it is sent in place of a
/// credential that is not set. The security schemes that a filter removes count too, since the service has them.
pub(super) fn plan_headers(
    api: &Api,
    headers: &[Spanned<DefaultHeader>],
    credentials: &[Spanned<CredentialVariables>],
    diagnostics: &mut Diagnostics,
) -> Vec<DefaultHeader> {
    let mut planned = Vec::with_capacity(headers.len());
    for spanned in headers {
        let header = &spanned.value;
        let is_header = |name: &str| name.eq_ignore_ascii_case(&header.name);
        let credential = match api.header_keys.iter().find(|key| is_header(&key.header)) {
            Some(key) => Some(format!("the credential of the security scheme `{}`", key.scheme)),
            None => general_key(credentials)
                .find(|name| is_header(name))
                .map(|_| "the credential `api_key_header` of this target".to_owned()),
        };
        match credential {
            Some(credential) => {
                let message = format!("`{}` holds {credential}", header.name);
                diagnostics.push(spanned.locate(Diagnostic::error(Code::TARGET_INVALID, api.at.clone(), message)));
            }
            None => planned.push(header.clone()),
        }
    }
    planned
}

/// Returns the names of the headers with API keys that the target describes and no security scheme.
fn general_key(credentials: &[Spanned<CredentialVariables>]) -> impl Iterator<Item = &str> {
    let keys = credentials.iter().filter(|spanned| spanned.value.scheme == "api_key_header");
    keys.filter_map(|spanned| spanned.value.name.as_deref())
}
