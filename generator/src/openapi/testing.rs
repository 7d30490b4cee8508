//! Helpers for the unit tests of the passes and of the stage after them.

use serde_json::{Value, json};

use super::normalize::normalize;
use super::{Parsed, Version};
use crate::config::Filter;
use crate::diagnostic::Diagnostics;
use crate::limits::Limits;
use crate::location::Sources;
use crate::source::{Document, SourceMap};

/// Returns a document with this value.
pub(super) fn document(value: Value) -> (Document, Sources) {
    let mut sources = Sources::new();
    let file = sources.add("test.json", value.to_string());
    (Document { value, source_map: SourceMap::new(file) }, sources)
}

/// Parses a whole document without diagnostics.
pub(crate) fn parsed(value: Value) -> Parsed {
    let (document, mut sources) = document(value);
    let mut diagnostics = Diagnostics::new();
    let parsed = super::parse(document, &Filter::default(), &Limits::default(), &mut sources, &mut diagnostics);
    assert_eq!(lines(&diagnostics), [""; 0]);
    parsed.unwrap()
}

/// Returns each diagnostic as its pointer and its message.
pub(crate) fn lines(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |found: &crate::diagnostic::Diagnostic| {
        let pointer = found.origin.as_ref().map(|origin| origin.pointer.to_string()).unwrap_or_default();
        format!("{pointer}: {}", found.message)
    };
    diagnostics.iter().map(line).collect()
}

/// Normalizes a whole document of OpenAPI 3.1, and returns its value and the diagnostics.
pub(super) fn normalized(value: Value) -> (Value, Vec<String>) {
    let (mut document, _) = document(value);
    let mut diagnostics = Diagnostics::new();
    normalize(&mut document, Version::V3_1, &Limits::default(), &mut diagnostics);
    (document.value, lines(&diagnostics))
}

/// Normalizes a schema of OpenAPI 3.1, and returns its value and the diagnostics. Their pointers are relative to the
/// schema.
#[expect(clippy::needless_pass_by_value, reason = "a test passes a literal")]
pub(super) fn normalized_schema(schema: Value) -> (Value, Vec<String>) {
    let (mut value, lines) = normalized(json!({"components": {"schemas": {"S": schema}}}));
    let schema = value.pointer_mut("/components/schemas/S").map(Value::take).unwrap_or_default();
    (schema, lines.iter().map(|line| line.replace("/components/schemas/S", "")).collect())
}

/// Asserts what becomes of schemas.
pub(super) fn assert_normalized(cases: &[(Value, Value)]) {
    for (schema, expected) in cases {
        assert_eq!(normalized_schema(schema.clone()).0, *expected, "{schema}");
    }
}
