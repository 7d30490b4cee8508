//! Parameters that are credentials: API keys that a document declares a second time.

use std::collections::BTreeMap;

use crate::api::{
    ApiKeyLocation, Parameter, ParameterLocation, Requirement, SecurityScheme, SecuritySchemeId, SecuritySchemeKind,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::context::Context;

/// Removes the parameters that are API keys which the operation requires. The client sends its credential there, and a
/// second value of the same name would be wrong.
pub(crate) fn remove(
    context: &mut Context<'_>,
    schemes: &[SecurityScheme],
    security: &[Requirement],
    parameters: &mut Vec<Parameter>,
) {
    let scheme = |id: &SecuritySchemeId| schemes.get(id.0);
    if parameters.is_empty() {
        return;
    }
    let mut required: BTreeMap<(ParameterLocation, String), &str> = BTreeMap::new();
    for scheme in security.iter().flat_map(|requirement| &requirement.schemes).filter_map(scheme) {
        if let Some(key) = key(&scheme.kind) {
            required.entry(key).or_insert(&scheme.name);
        }
    }
    parameters.retain(|parameter| {
        let credential = required.get(&(parameter.location, plain(parameter.location, &parameter.name)));
        if let Some(scheme) = credential {
            let message = format!("this parameter is the credential `{scheme}`: it has no argument of its own");
            context.report(Diagnostic::note(Code::PARAMETER_IS_CREDENTIAL, parameter.at.clone(), message));
        }
        credential.is_none()
    });
}

/// Returns the location and the name of the API key of a scheme.
fn key(kind: &SecuritySchemeKind) -> Option<(ParameterLocation, String)> {
    let SecuritySchemeKind::ApiKey { location, name } = kind else { return None };
    let location = match location {
        ApiKeyLocation::Header => ParameterLocation::Header,
        ApiKeyLocation::Query => ParameterLocation::Query,
        ApiKeyLocation::Cookie => ParameterLocation::Cookie,
    };
    Some((location, plain(location, name)))
}

/// Returns a name as it is compared. Field names are case-insensitive (RFC 9110, section 5.1).
fn plain(location: ParameterLocation, name: &str) -> String {
    if location == ParameterLocation::Header { name.to_ascii_lowercase() } else { name.to_owned() }
}
