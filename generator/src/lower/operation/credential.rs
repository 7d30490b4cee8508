//! Parameters that are credentials: API keys that a document declares a second time.

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
    let required: Vec<&SecurityScheme> =
        security.iter().flat_map(|requirement| &requirement.schemes).filter_map(scheme).collect();
    parameters.retain(|parameter| {
        let credential = required.iter().find(|scheme| is_key(&scheme.kind, parameter));
        if let Some(scheme) = credential {
            let message = format!("this parameter is the credential `{}`: it has no argument of its own", scheme.name);
            context.report(Diagnostic::note(Code::PARAMETER_IS_CREDENTIAL, parameter.at.clone(), message));
        }
        credential.is_none()
    });
}

/// Whether a parameter is the API key of a scheme.
fn is_key(kind: &SecuritySchemeKind, parameter: &Parameter) -> bool {
    let SecuritySchemeKind::ApiKey { location, name } = kind else { return false };
    match (location, parameter.location) {
        // Field names are case-insensitive (RFC 9110, section 5.1).
        (ApiKeyLocation::Header, ParameterLocation::Header) => name.eq_ignore_ascii_case(&parameter.name),
        (ApiKeyLocation::Query, ParameterLocation::Query) | (ApiKeyLocation::Cookie, ParameterLocation::Cookie) => {
            *name == parameter.name
        }
        _ => false,
    }
}
