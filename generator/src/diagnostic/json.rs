//! Diagnostics as JSON for a program.

use std::fmt::Write;

use serde_json::json;

use super::places::Places;
use super::visible::{is_invisible, shortened};
use super::{Diagnostic, Severity};
use crate::location::Sources;

/// The longest message, in characters: a name in it may be as long as a document.
const LONGEST: usize = 2_000;

/// Each diagnostic as a JSON object in one line. What it has nothing to say about is `null`. Each file that they are about
/// is walked through once.
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
            "message": shortened(&diagnostic.message, LONGEST),
            "file": diagnostic.origin.as_ref().map(|origin| sources.name(origin.file)),
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
            "pointer": diagnostic.origin.as_ref().map(|origin| origin.pointer.as_str()),
            "help": diagnostic.help.as_ref().map(|help| shortened(help, LONGEST)),
        }))
    };
    diagnostics.iter().enumerate().map(line).collect()
}

/// The text of a value in which every character shows: JSON itself lets most of those pass that a terminal acts on.
pub fn escaped(value: &serde_json::Value) -> String {
    let text = value.to_string();
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        // Outside of strings there is none of them.
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
