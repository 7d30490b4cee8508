//! Reads an OpenAPI document as one JSON value in which every `$ref` refers to the document itself.

use std::path::Path;

use generator::diagnostic::Diagnostics;
use generator::limits::Limits;
use generator::location::Sources;
use generator::openapi::resolve;
use generator::source::load;
use serde_json::Value;

/// Reads a document.
///
/// # Errors
///
/// Returns a message if the document can't be read, or if a reference in it can't be resolved.
pub(crate) fn read(spec: &Path) -> Result<Value, String> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let limits = Limits::default();
    let resolved = load(&mut sources, spec, &[], &limits, &mut diagnostics).and_then(|mut document| {
        resolve(&mut document, &limits, &mut sources, &mut diagnostics)?;
        Some(document.value)
    });
    resolved.ok_or_else(|| format!("`{}` can't be read", spec.display()))
}
