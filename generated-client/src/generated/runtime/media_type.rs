// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Media types as headers have them (RFC 9110, section 8.3.1).

/// Returns the type and the subtype of a media type in lower case, without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns whether a media type is JSON (RFC 6839, section 3.1). Its parameters are ignored.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}
