//! A part of a multipart response: its headers, and how its content is read.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::runtime::json::{DecodeError, Json, ReadError, decode, to_bytes};
use crate::runtime::media_type::{decode_text, essence, is_json};

/// A part of a multipart response. A [`PartStream`](super::PartStream) returns one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedPart<T> {
    /// The headers of the part, such as `Content-Type`.
    pub headers: HeaderMap,
    /// The content of the part.
    pub content: T,
}

/// A part that cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub struct InvalidPart {
    /// The index of the part in the body. The first one is 0.
    pub index: usize,
    /// The headers of the part. They are empty if they are not valid.
    pub headers: HeaderMap,
    /// The bytes of the content, or of the whole part if its headers are not valid.
    pub content: Bytes,
    /// Why the part cannot be read.
    pub kind: PartErrorKind,
}

/// Why a part cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartErrorKind {
    /// The part does not begin with valid headers and an empty line.
    Headers,
    /// The body has more parts than the API declares, and this is one of those.
    Undeclared,
    /// The `Content-Type` of the part is another one than the API declares.
    ContentType,
    /// The content is encoded, as its `Content-Transfer-Encoding` says. HTTP does not use this header.
    ContentTransferEncoding,
    /// The content is not valid JSON.
    NotJson,
    /// The content is not valid text.
    NotText,
    /// The content does not match its schema.
    SchemaMismatch(ReadError),
}

impl fmt::Display for InvalidPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = |name| self.headers.get(name).map(HeaderValue::as_bytes).unwrap_or_default().escape_ascii();
        write!(formatter, "part at index {}", self.index)?;
        match &self.kind {
            PartErrorKind::Headers => formatter.write_str(" has no valid headers"),
            PartErrorKind::Undeclared => formatter.write_str(" comes after all that the API declares"),
            PartErrorKind::ContentType => {
                write!(formatter, " has the unexpected media type `{}`", header(header::CONTENT_TYPE))
            }
            PartErrorKind::ContentTransferEncoding => {
                write!(formatter, " has content in the unsupported encoding `{}`", header(CONTENT_TRANSFER_ENCODING))
            }
            PartErrorKind::NotJson => formatter.write_str(" is not valid JSON"),
            PartErrorKind::NotText => formatter.write_str(" is not valid text"),
            PartErrorKind::SchemaMismatch(error) => write!(formatter, " does not match its schema: {error}"),
        }
    }
}

impl std::error::Error for InvalidPart {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            PartErrorKind::SchemaMismatch(error) => Some(error),
            _ => None,
        }
    }
}

const CONTENT_TRANSFER_ENCODING: HeaderName = HeaderName::from_static("content-transfer-encoding");

/// A part of a multipart response that is not decoded.
///
/// [`Operation::decode`](crate::runtime::Operation::decode) decodes it with one of the methods here.
#[derive(Clone, Copy, Debug)]
pub struct RawPart<'a> {
    index: usize,
    headers: &'a HeaderMap,
    content: &'a Bytes,
}

/// A function that reads the content of a part.
pub(super) type ReadContent<T> = fn(RawPart<'_>) -> Result<T, PartErrorKind>;

/// Reads the part at an index.
pub(super) fn read_part<T>(
    bytes: Bytes,
    index: usize,
    read: ReadContent<T>,
) -> Result<ReceivedPart<T>, Box<InvalidPart>> {
    let Some((headers, content)) = split(&bytes) else {
        let (headers, kind) = (HeaderMap::new(), PartErrorKind::Headers);
        return Err(Box::new(InvalidPart { index, headers, content: bytes, kind }));
    };
    match read(RawPart { index, headers: &headers, content: &content }) {
        Ok(content) => Ok(ReceivedPart { headers, content }),
        Err(kind) => Err(Box::new(InvalidPart { index, headers, content, kind })),
    }
}

/// Splits a part into its headers and its content, between which is an empty line. A part may have no headers, and one without an
/// empty line has no content (RFC 2046, section 5.1.1). Returns `None` if the headers are not valid.
fn split(part: &Bytes) -> Option<(HeaderMap, Bytes)> {
    let mut headers = HeaderMap::new();
    let mut rest: &[u8] = part;
    let mut field: Vec<u8> = Vec::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let (line, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
        // A line that begins with white space continues the one before it (RFC 5322, section 2.2.3).
        if matches!(line, [b' ' | b'\t', ..]) && !field.is_empty() {
            field.push(b' ');
            field.extend_from_slice(line.trim_ascii());
            continue;
        }
        if !field.is_empty() {
            let colon = field.iter().position(|byte| *byte == b':')?;
            let (name, value) = field.split_at_checked(colon)?;
            let name = HeaderName::from_bytes(name.trim_ascii_end()).ok()?;
            let value = HeaderValue::from_bytes(value.strip_prefix(b":")?.trim_ascii()).ok()?;
            headers.try_append(name, value).ok()?;
        }
        if line.is_empty() {
            return Some((headers, part.slice_ref(rest)));
        }
        field = line.to_vec();
    }
}

#[allow(dead_code, reason = "an API may have no response with parts")]
impl RawPart<'_> {
    /// Returns the index of the part in the body. The first one is 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// Returns the bytes of the part.
    ///
    /// # Errors
    ///
    /// Returns none: it is one of the functions that read content.
    pub fn bytes(self) -> Result<Bytes, PartErrorKind> {
        Ok(self.content.clone())
    }

    /// Reads a part that the API declares as JSON.
    ///
    /// # Errors
    ///
    /// Returns [`PartErrorKind`] if the part is of another media type, is not valid JSON, or does not match `T`.
    pub fn json<T: Json>(self) -> Result<T, PartErrorKind> {
        check_transfer_encoding(self.headers)?;
        match content_type(self.headers).as_deref() {
            // Many services send JSON under the media type of text or of bytes.
            None => {}
            Some(media_type) if is_json(media_type) => {}
            Some(media_type) if matches!(&*essence(media_type), "text/plain" | "application/octet-stream") => {}
            Some(_) => return Err(PartErrorKind::ContentType),
        }
        decode(self.content).map_err(of_decode)
    }

    /// Reads a part that the API declares as text. The text of a number or of a boolean is that of JSON.
    ///
    /// # Errors
    ///
    /// Returns [`PartErrorKind`] if the part is of another media type, is not valid text, or does not match `T`.
    pub fn text<T: Json>(self) -> Result<T, PartErrorKind> {
        check_transfer_encoding(self.headers)?;
        let content_type = content_type(self.headers);
        match content_type.as_deref() {
            None => {}
            Some(media_type) if is_json(media_type) => return decode(self.content).map_err(of_decode),
            Some(media_type) if is_text(&essence(media_type)) => {}
            Some(_) => return Err(PartErrorKind::ContentType),
        }
        let text = decode_text(self.content, content_type.as_deref()).ok_or(PartErrorKind::NotText)?;
        let string = to_bytes(&text).map_err(|_| PartErrorKind::NotText)?;
        match decode(&string) {
            Err(error) => decode(text.trim().as_bytes()).map_err(|_| of_decode(error)),
            Ok(value) => Ok(value),
        }
    }

    /// Returns the error of a part after all that the API declares.
    ///
    /// # Errors
    ///
    /// Returns [`PartErrorKind::Undeclared`].
    pub fn undeclared<T>(self) -> Result<T, PartErrorKind> {
        Err(PartErrorKind::Undeclared)
    }
}

// A method of a type with a lifetime is not a function for all lifetimes.

/// Returns the bytes of a part.
pub(super) fn read_bytes(part: RawPart<'_>) -> Result<Bytes, PartErrorKind> {
    part.bytes()
}

/// Reads a part as JSON.
pub(super) fn read_json<T: Json>(part: RawPart<'_>) -> Result<T, PartErrorKind> {
    part.json()
}

/// Reads a part as text.
pub(super) fn read_text<T: Json>(part: RawPart<'_>) -> Result<T, PartErrorKind> {
    part.text()
}

/// Whether the content of a media type, in lower case, may be text.
fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || matches!(media_type, "application/xml" | "application/yaml" | "application/octet-stream")
        || media_type.ends_with("+xml")
        || media_type.ends_with("+yaml")
}

fn content_type(headers: &HeaderMap) -> Option<String> {
    let content_type = headers.get(header::CONTENT_TYPE)?;
    Some(String::from_utf8_lossy(content_type.as_bytes()).into_owned())
}

/// Returns an error if the content is not what its bytes are (RFC 2045, section 6.2).
fn check_transfer_encoding(headers: &HeaderMap) -> Result<(), PartErrorKind> {
    let encoding = headers.get(CONTENT_TRANSFER_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase());
    match encoding.as_deref() {
        None | Some(b"7bit" | b"8bit" | b"binary") => Ok(()),
        Some(_) => Err(PartErrorKind::ContentTransferEncoding),
    }
}

fn of_decode(error: DecodeError) -> PartErrorKind {
    error.into_mismatch().map_or(PartErrorKind::NotJson, PartErrorKind::SchemaMismatch)
}
