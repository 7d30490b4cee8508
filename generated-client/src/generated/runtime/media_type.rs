// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Media types as headers have them (RFC 9110, section 8.3.1).

use std::borrow::Cow;

/// Returns the type and the subtype of a media type in lower case, without its parameters. The most common one is not copied.
pub(crate) fn essence(media_type: &str) -> Cow<'static, str> {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "application/json" => Cow::Borrowed("application/json"),
        essence => Cow::Owned(essence.to_ascii_lowercase()),
    }
}

/// Returns whether a media type is JSON (RFC 6839, section 3.1). Its parameters are ignored.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// Returns a parameter of a header value: the `charset` of a media type, or the `name` of a content disposition. Names of
/// parameters are case-insensitive, and a value may be a quoted string (RFC 9110, sections 5.6.4 and 5.6.6).
pub(crate) fn parameter(header_value: &str, name: &str) -> Option<String> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let parameters = header_value.split(|character: char| {
        is_quoted ^= character == '"' && !is_escaped;
        is_escaped = is_quoted && character == '\\' && !is_escaped;
        character == ';' && !is_quoted
    });
    let mut parameters = parameters.skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    let Some(quoted) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return Some(value.to_owned());
    };
    let mut unescaped = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        unescaped.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    Some(unescaped)
}

/// Decodes text as UTF-8, or as Latin-1 if the parameter `charset` of its media type says so. Returns `None` if it is not valid text.
pub(crate) fn decode_text(bytes: &[u8], media_type: Option<&str>) -> Option<String> {
    let charset = media_type.and_then(|media_type| parameter(media_type, "charset"));
    match charset.map(|charset| charset.to_ascii_lowercase()).as_deref() {
        Some("iso-8859-1" | "latin1") => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        None | Some("utf-8" | "utf8" | "us-ascii") => String::from_utf8(bytes.to_vec()).ok(),
        Some(_) => None,
    }
}
