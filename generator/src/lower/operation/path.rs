//! Path templates. OpenAPI has `{name}` alone (OpenAPI 3.1.1, section 4.8.8), but documents that were converted from other
//! descriptions have operators of RFC 6570 too: `{+name}` for a value with slashes, `{?a,b}` for query parameters.

use crate::api::{Parameter, ParameterLocation, Serialization};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;

/// A path without operators.
pub(crate) struct Template {
    pub(crate) text: String,
    /// The variables whose values may have reserved characters.
    reserved: Vec<String>,
    /// The query parameters that the path names.
    query: Vec<String>,
}

/// Reads the operators of a path.
pub(crate) fn read(path: &str) -> Template {
    let mut template = Template { text: String::with_capacity(path.len()), reserved: Vec::new(), query: Vec::new() };
    let mut rest = path;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((expression, after)) = after.split_once('}') else { break };
        template.text.push_str(literal);
        if let Some(name) = expression.strip_prefix('+') {
            template.text.push_str(&format!("{{{name}}}"));
            template.reserved.push(name.to_owned());
        } else if let Some(names) = expression.strip_prefix(['?', '&']) {
            template.query.extend(names.split(',').map(|name| name.trim_end_matches('*').to_owned()));
        } else {
            template.text.push_str(&format!("{{{expression}}}"));
        }
        rest = after;
    }
    template.text.push_str(rest);
    template
}

/// Applies the operators to the parameters.
pub(crate) fn apply(context: &mut Context<'_>, at: &Pointer, template: &Template, parameters: &mut [Parameter]) {
    for parameter in parameters.iter_mut().filter(|parameter| parameter.location == ParameterLocation::Path) {
        if let (true, Serialization::Styled(styled)) =
            (template.reserved.contains(&parameter.name), &mut parameter.serialization)
        {
            styled.allow_reserved = true;
        }
    }
    for name in &template.query {
        if !parameters.iter().any(|known| known.location == ParameterLocation::Query && known.name == *name) {
            let message =
                format!("the path contains the query parameter `{name}`, which is not declared: it is not used");
            context.warning(Code::PARAMETER_UNDECLARED, at, message);
        }
    }
}
