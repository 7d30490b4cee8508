//! What the operators of a path template say about parameters.

use std::collections::BTreeSet;

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
    let query = parameters.iter().filter(|known| known.location == ParameterLocation::Query);
    let known: BTreeSet<&str> = query.map(|known| known.name.as_str()).collect();
    for name in template.query_parameters() {
        if !known.contains(name.as_str()) {
            let message = format!("the path names the query parameter `{name}`, which is not declared: it is left out");
            context.warning(Code::PARAMETER_UNDECLARED, at, message);
        }
    }
}
