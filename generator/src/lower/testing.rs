//! Helpers for the unit tests of the lowering: they lower component schemas and compare their outlines.

use serde_json::{Value, json};

use super::lower;
use crate::api::outline;
use crate::diagnostic::Diagnostics;
use crate::limits::Limits;
use crate::openapi::testing::{lines, parsed};

/// Lowers component schemas of OpenAPI 3.1. Returns the outline of the component `name` on one line, and the
/// diagnostics. Their pointers are relative to the component schemas.
pub(super) fn lowered(schemas: &Value, name: &str) -> (String, Vec<String>) {
    let info = json!({"title": "Test", "version": "1"});
    let document = json!({"openapi": "3.1.0", "info": info, "paths": {}, "components": {"schemas": schemas}});
    let mut diagnostics = Diagnostics::new();
    let outline = outline(&lower(&parsed(document), &Limits::default(), &mut diagnostics).unwrap());
    let prefix = format!("{name} = ");
    let component = outline.split("\n\n").find_map(|component| component.strip_prefix(&prefix)).unwrap();
    let lines = lines(&diagnostics).into_iter().map(|line| line.replace("/components/schemas", ""));
    (on_one_line(component), lines.collect())
}

/// Joins the lines of a component: `{ a: string; b?: int64 }`.
fn on_one_line(component: &str) -> String {
    let mut text = String::new();
    for line in component.lines().map(str::trim_start) {
        if text.ends_with('{') || line.starts_with('}') {
            text.push(' ');
        } else if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(line);
    }
    text
}

/// Asserts the outline of the component `S`, which is lowered without diagnostics.
pub(super) fn assert_lowered(cases: &[(Value, &str)]) {
    for (schemas, expected) in cases {
        assert_eq!(lowered(schemas, "S"), ((*expected).to_owned(), Vec::new()), "{schemas}");
    }
}

/// Asserts the outline of the component `S` and the only diagnostic.
pub(super) fn assert_noted(cases: &[(Value, &str, &str)]) {
    for (schemas, expected, note) in cases {
        assert_eq!(lowered(schemas, "S"), ((*expected).to_owned(), vec![(*note).to_owned()]), "{schemas}");
    }
}
