//! The content of a body, as it is compared and recorded: JSON, pairs, parts, text or bytes.

use bytes::Bytes;
use url::form_urlencoded;

use crate::runtime::json::Value;
use crate::runtime::media_type::{essence, is_json, parameter};

/// The content of a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Empty,
    Json(Value),
    Form(Vec<(String, String)>),
    Parts(Vec<ContentPart>),
    Text(String),
    Bytes(Bytes),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ContentPart {
    /// The names, in lower case, and the values of the headers.
    pub(super) headers: Vec<(String, String)>,
    pub(super) content: Content,
}

impl ContentPart {
    /// Returns the name of the part, for messages.
    pub(super) fn name(&self) -> Option<String> {
        let (_, disposition) = self.headers.iter().find(|(name, _)| name == "content-disposition")?;
        parameter(disposition, "name")
    }
}

impl Content {
    /// Reads a body of a media type. A body that does not match its media type is text or bytes.
    pub(super) fn parse(content_type: &str, body: &Bytes) -> Self {
        if body.is_empty() {
            return Self::Empty;
        }
        let text = std::str::from_utf8(body).ok();
        let media_type = essence(content_type);
        let parsed = match &*media_type {
            _ if is_json(&media_type) => text.and_then(|text| text.parse().ok()).map(Self::Json),
            "application/x-www-form-urlencoded" => Some(Self::Form(pairs(body))),
            _ if media_type.starts_with("multipart/") => {
                parameter(content_type, "boundary").and_then(|boundary| parts(body, &boundary)).map(Self::Parts)
            }
            _ => None,
        };
        let plain = || text.map_or_else(|| Self::Bytes(body.clone()), |text| Self::Text(text.to_owned()));
        parsed.unwrap_or_else(plain)
    }
}

/// Returns the decoded pairs of a query or of a form.
pub(super) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Splits a multipart body (RFC 2046, section 5.1.1). Returns `None` if it is not one of the boundary.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<ContentPart>> {
    let delimiter = format!("\r\n--{boundary}");
    let (_, mut rest) = split(body, format!("--{boundary}").as_bytes())?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (part, following) = split(rest.strip_prefix(b"\r\n")?, delimiter.as_bytes())?;
        rest = following;
        // A part without headers starts with the empty line.
        let (head, content) = match part.strip_prefix(b"\r\n") {
            Some(content) => (&b""[..], content),
            None => split(part, b"\r\n\r\n")?,
        };
        let head = String::from_utf8_lossy(head);
        let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let headers: Vec<(String, String)> =
            lines.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect();
        let content_type = headers.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value);
        let content = Content::parse(content_type, &Bytes::copy_from_slice(content));
        parts.push(ContentPart { headers, content });
    }
    Some(parts)
}

/// Splits bytes before and after the first occurrence of a separator.
fn split<'b>(bytes: &'b [u8], separator: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let index = bytes.windows(separator.len().max(1)).position(|window| window == separator)?;
    let (before, after) = bytes.split_at_checked(index)?;
    Some((before, after.strip_prefix(separator)?))
}
