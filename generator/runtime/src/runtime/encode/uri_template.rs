//! Path templates: the part of RFC 6570 that OpenAPI uses.

use super::percent::encode_literal;
use crate::runtime::RequestErrorKind;

/// Expands a template with encoded values, and returns the path and the query. The fragment is dropped, since it is never
/// sent.
pub(crate) fn expand(template: &str, values: &[(&str, String)]) -> Result<(String, String), RequestErrorKind> {
    let template = template.split('#').next().unwrap_or_default();
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let mut expanded = String::with_capacity(template.len());
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            expanded.push('/');
        }
        let start = expanded.len();
        let variable = expand_part(segment, values, &mut expanded)?;
        let text = expanded.get(start..).unwrap_or_default();
        if let Some(parameter) = variable.filter(|_| text.split('/').any(is_dot_segment)) {
            return Err(RequestErrorKind::PathSegment { parameter: parameter.to_owned() });
        }
    }
    let mut expanded_query = String::new();
    expand_part(query, values, &mut expanded_query)?;
    Ok((expanded, expanded_query))
}

/// Returns whether URL libraries remove a segment, even if it is percent-encoded.
fn is_dot_segment(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | "..")
}

/// Appends a part of a template with its values, and returns the first variable in it.
fn expand_part<'t>(
    part: &'t str,
    values: &[(&str, String)],
    expanded: &mut String,
) -> Result<Option<&'t str>, RequestErrorKind> {
    let mut first = None;
    let mut rest = part;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        expanded.push_str(&encode_literal(literal));
        let value = values.iter().find(|(known, _)| *known == name);
        let Some((_, value)) = value else {
            return Err(RequestErrorKind::MissingParameter { parameter: name.to_owned() });
        };
        expanded.push_str(value);
        first = first.or(Some(name));
        rest = after;
    }
    expanded.push_str(&encode_literal(rest));
    Ok(first)
}
