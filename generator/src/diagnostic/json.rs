//! Renders diagnostics as JSON lines, for programs.

use std::fmt::Write;

use serde_json::json;

use super::places::Places;
use super::visible::{is_invisible, shorten};
use super::{Diagnostic, Severity};
use crate::location::Sources;

/// The maximum length of a message, in characters. A message may contain a name of any length.
const MAX_LENGTH: usize = 2_000;

/// Renders each diagnostic as a JSON object on one line. Missing fields are `null`. Each file is scanned once for the
/// positions in it.
pub fn to_json_lines<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) -> Vec<String> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let places = Places::of(&diagnostics, sources);
    let line = |(index, diagnostic): (usize, &&Diagnostic)| {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let position = places.get(index).map(|place| place.position);
        escaped(&json!({
            "severity": severity,
            "code": diagnostic.code.name(),
            "message": shorten(&diagnostic.message, MAX_LENGTH),
            "file": diagnostic.origin.as_ref().map(|origin| sources.name(origin.file)),
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
            "pointer": diagnostic.origin.as_ref().map(|origin| origin.pointer.as_str()),
            "help": diagnostic.help.as_ref().map(|help| shorten(help, MAX_LENGTH)),
        }))
    };
    diagnostics.iter().enumerate().map(line).collect()
}

/// Serializes a value and escapes every invisible character. JSON itself allows most characters that a terminal acts
/// on.
pub fn escaped(value: &serde_json::Value) -> String {
    let text = value.to_string();
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        // Invisible characters occur in strings only, where an escape is valid.
        if is_invisible(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}
