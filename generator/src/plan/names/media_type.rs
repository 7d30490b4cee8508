//! Names of media types, for the variants and types of bodies.

use crate::api::MediaRange;

/// Returns the name of a body of a media type beside those of others.
pub(crate) fn label(name: &MediaRange) -> String {
    let label = match name.essence() {
        "application/json" | "application/*+json" => "json",
        "text/plain" => "text",
        "text/event-stream" => "events",
        "application/octet-stream" => "bytes",
        "application/x-www-form-urlencoded" => "form",
        "multipart/form-data" => "multipart",
        "*/*" => "other",
        other => match other.split_once('/') {
            Some((kind, "*")) => kind,
            Some((_, subtype)) => subtype.strip_suffix("+json").unwrap_or(subtype),
            None => other,
        },
    };
    label.to_owned()
}
