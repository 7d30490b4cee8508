//! What the operators of a path template say about parameters.

use crate::api::{Parameter, ParameterLocation, PathTemplate, Serialization};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;

/// Lets the values of variables be what the operators say.
pub(crate) fn apply(context: &mut Context<'_>, at: &Pointer, template: &PathTemplate, parameters: &mut [Parameter]) {
    for parameter in parameters.iter_mut().filter(|parameter| parameter.location == ParameterLocation::Path) {
        if let (true, Serialization::Styled(styled)) =
            (template.allows_reserved(&parameter.name), &mut parameter.serialization)
        {
            styled.allow_reserved = true;
        }
    }
    for name in template.query_parameters() {
        if !parameters.iter().any(|known| known.location == ParameterLocation::Query && known.name == *name) {
            let message = format!("the path names the query parameter `{name}`, which is not declared: it is left out");
            context.warning(Code::PARAMETER_UNDECLARED, at, message);
        }
    }
}
