// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Path templates (RFC 6570, the part of it that OpenAPI uses).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::RequestError;

/// Everything but RFC 3986's unreserved characters (section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Everything but RFC 3986's unreserved and reserved characters (sections 2.2 and 2.3), without `#`, `&` and `+`.
const RESERVED_PASSES: &AsciiSet = &RESERVED
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

/// A value's text with RFC 3986's reserved characters left as they are, and what is encoded already (RFC 6570, section
/// 3.2.3), but for those that would end the value: a query is no longer the same with a `#`, `&` or `+` that was meant as
/// text.
pub(super) fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (index, piece) in text.split('%').enumerate() {
        let is_encoded = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if index > 0 {
            encoded.push_str(if is_encoded { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(piece, RESERVED_PASSES));
    }
    encoded
}

/// The same in a path, which a `?` would end.
pub(super) fn encode_reserved_path(text: &str) -> String {
    encode_reserved(text).replace('?', "%3F")
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
            && text.split('/').any(is_folded)
        {
            return Err(RequestError::PathSegment { parameter: parameter.to_owned() });
        }
        expanded.push_str(&text);
    }
    let (query, _) = expand_part(query, values)?;
    Ok((expanded, query))
}

/// Whether URL libraries fold a segment away, even if it is encoded.
fn is_folded(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "" | "." | "..")
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
