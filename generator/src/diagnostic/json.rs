//! A diagnostic as JSON for a program.

use serde_json::{Value, json};

use super::render::place;
use super::{Diagnostic, Severity};
use crate::source::Sources;

/// The value of a diagnostic. What it has nothing to say about is `null`.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let position = place(diagnostic, sources);
    json!({
        "severity": severity,
        "code": diagnostic.code.name(),
        "message": diagnostic.message,
        "file": diagnostic.origin.as_ref().map(|origin| sources.name(origin.file)),
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "pointer": diagnostic.origin.as_ref().map(|origin| origin.pointer.as_str()),
        "help": diagnostic.help,
    })
}
