//! Loads a document: reads and parses its files, and applies overlays.

use std::path::{Path, PathBuf};

use super::{Document, SourceMap, overlay, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::{Origin, Pointer, Sources};

/// Loads a document and applies overlays to it in order. Reports every error to `diagnostics` and returns `None` if
/// there is one.
pub fn load(
    sources: &mut Sources,
    spec: &Path,
    overlays: &[PathBuf],
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let root = match super::read::read(sources, spec) {
        Ok(file) => Some(file),
        Err(error) => {
            diagnostics.push(error);
            None
        }
    };
    let mut overlay_values = Vec::with_capacity(overlays.len());
    for path in overlays {
        match super::read::read(sources, path) {
            Ok(file) => overlay_values.extend(parse(sources, file, diagnostics).map(|value| (value, file))),
            Err(error) => diagnostics.push(error),
        }
    }
    let root = root?;
    let value = parse(sources, root, diagnostics)?;
    if !value.is_object() {
        let origin = Origin { file: root, pointer: Pointer::root() };
        let message = "not a valid OpenAPI document: the root must be an object";
        diagnostics.push(Diagnostic::error(Code::NOT_OPENAPI, origin, message));
        return None;
    }
    let mut document = Document { value, source_map: SourceMap::new(root) };
    for (value, file) in &overlay_values {
        overlay::apply(&mut document, value, *file, diagnostics);
    }
    (!diagnostics.has_errors()).then_some(document)
}
