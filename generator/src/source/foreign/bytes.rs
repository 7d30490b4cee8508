//! Recognizes formats by their first bytes, and reads UTF-16.

use super::Foreign;
use crate::diagnostic::Code;

/// Formats and the bytes at their start.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (&[0x1f, 0x8b], "a gzip file", "unpack it first: `gunzip FILE`"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it first, and pass the document that it contains"),
    (b"PK\x05\x06", "an empty ZIP archive", "pass a file that has a document"),
    (b"BZh", "a bzip2 file", "unpack it first: `bunzip2 FILE`"),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "an xz file", "unpack it first: `unxz FILE`"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file", "unpack it first: `unzstd FILE`"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first, and pass the document that it contains"),
    (b"%PDF-", "a PDF", "ask for the OpenAPI document that the PDF describes"),
    (b"\x89PNG", "an image", "pass the OpenAPI document"),
    (&[0xff, 0xd8, 0xff], "an image", "pass the OpenAPI document"),
    (b"GIF8", "an image", "pass the OpenAPI document"),
    (b"\x7fELF", "a program", "pass the OpenAPI document"),
    (b"SQLite format 3\0", "a database", "pass the OpenAPI document"),
];

const UTF_8_HELP: &str = "save it as UTF-8: `iconv -f UTF-16LE -t UTF-8 FILE` does that (or `UTF-16BE`, `UTF-32`)";

/// Returns the format of some bytes, if it is not a text.
pub(in crate::source) fn of_bytes(bytes: &[u8]) -> Option<Foreign> {
    if let Some((_, name, help)) = SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature)) {
        return Some(Foreign { code: Code::FILE_FORMAT, name, help });
    }
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some(Foreign { code: Code::FILE_ENCODING, name: "a UTF-32 text", help: UTF_8_HELP });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return None;
    }
    // The start of any document is ASCII, of which every second byte is zero in UTF-16.
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    if half > 1 && (zeros(0) == 0 && zeros(1) == half || zeros(1) == 0 && zeros(0) >= half) {
        let name = "a UTF-16 text without a byte order mark";
        return Some(Foreign { code: Code::FILE_ENCODING, name, help: UTF_8_HELP });
    }
    let is_binary = start.contains(&0);
    is_binary.then_some(Foreign { code: Code::FILE_FORMAT, name: "a binary file", help: "pass the OpenAPI document" })
}

/// Why bytes are not a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::source) struct BadText {
    /// The text, with replacement characters.
    pub(in crate::source) lossy: String,
    /// The byte offset in `lossy` of the first bytes that are not valid.
    pub(in crate::source) offset: usize,
    pub(in crate::source) encoding: &'static str,
}

/// Decodes UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text (RFC 8259, section 8.1; YAML 1.2.2,
/// section 5.2).
///
/// # Errors
///
/// Returns a [`BadText`] if bytes are not valid in the encoding.
pub(in crate::source) fn decode(bytes: Vec<u8>) -> Result<String, BadText> {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        return decode_utf16(bytes.get(2..).unwrap_or_default(), unit);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(BadText { lossy: String::from_utf8_lossy(error.as_bytes()).into_owned(), offset, encoding: "UTF-8" })
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, BadText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut bad = None;
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        if decoded.is_err() && bad.is_none() {
            bad = Some(text.len());
        }
        text.push(decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !rest.is_empty() && bad.is_none() {
        bad = Some(text.len());
    }
    match bad {
        Some(offset) => Err(BadText { lossy: text, offset, encoding: "UTF-16" }),
        None => Ok(text),
    }
}
