//! Path templates (RFC 6570, the part of it that OpenAPI uses).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::RequestError;

/// Everything but RFC 3986's unreserved characters (section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Everything but RFC 3986's unreserved and reserved characters (sections 2.2 and 2.3), without `#`, `&` and `+`.
pub(super) const RESERVED_PASSES: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What may not stand in a path as it is (RFC 3986, section 3.3), `%` aside: the template may be encoded already.
const NOT_IN_PATH: &AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// A value's text, with everything encoded that could mean something in a URL.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A value's text with RFC 3986's reserved characters left as they are (RFC 6570, section 3.2.3), but for those that
/// would end the value: a query is no longer the same with a `#`, `&` or `+` that was meant as text.
pub(super) fn encode_reserved(text: &str) -> String {
    utf8_percent_encode(text, RESERVED_PASSES).to_string()
}

/// A template's path and query with encoded values in the place of its variables. The fragment, which is never sent,
/// is dropped.
pub(super) fn expand(template: &str, values: &[(&str, String)]) -> Result<(String, String), RequestError> {
    let template = template.split('#').next().unwrap_or_default();
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let mut expanded = String::with_capacity(template.len());
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            expanded.push('/');
        }
        let (text, variable) = expand_part(segment, values)?;
        if let Some(parameter) = variable
            && matches!(text.as_str(), "" | "." | "..")
        {
            return Err(RequestError::PathSegment { parameter: parameter.to_owned() });
        }
        expanded.push_str(&text);
    }
    let (query, _) = expand_part(query, values)?;
    Ok((expanded, query))
}

/// A part of a template with its values, and the first variable in it.
fn expand_part<'t>(part: &'t str, values: &[(&str, String)]) -> Result<(String, Option<&'t str>), RequestError> {
    let mut expanded = String::new();
    let mut first = None;
    let mut rest = part;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        expanded.extend(utf8_percent_encode(literal, NOT_IN_PATH));
        let value = values.iter().find(|(known, _)| *known == name);
        let Some((_, value)) = value else {
            return Err(RequestError::MissingParameter { parameter: name.to_owned() });
        };
        expanded.push_str(value);
        first = first.or(Some(name));
        rest = after;
    }
    expanded.extend(utf8_percent_encode(rest, NOT_IN_PATH));
    Ok((expanded, first))
}
