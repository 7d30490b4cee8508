//! Loads a document: reads and parses its files, and applies overlays.

use std::path::{Path, PathBuf};

use super::foreign::of_value;
use super::read::read_within;
use super::{Document, SourceMap, overlay, parse_within};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::Limits;
use crate::location::{FileId, Origin, Pointer, Sources};

/// Loads a document and applies overlays to it in order. Reports every error to `diagnostics` and returns `None` if
/// there is one.
pub fn load(
    sources: &mut Sources,
    spec: &Path,
    overlays: &[PathBuf],
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let root = match read_within(sources, spec, limits) {
        Ok(file) => Some(file),
        Err(error) => {
            diagnostics.push(error);
            None
        }
    };
    let mut overlay_values = Vec::with_capacity(overlays.len());
    for path in overlays {
        match read_within(sources, path, limits) {
            Ok(file) => {
                overlay_values.extend(parse_within(sources, file, limits, diagnostics).map(|value| (value, file)));
            }
            Err(error) => diagnostics.push(error),
        }
    }
    let root = root?;
    let value = parse_within(sources, root, limits, diagnostics)?;
    let error = match of_value(&value) {
        Some(foreign) => Some(foreign.diagnostic(root, "an OpenAPI 3 document")),
        None if value.is_object() => None,
        None => Some(not_an_object(root, "not a valid OpenAPI document: the root must be an object")),
    };
    if let Some(error) = error {
        diagnostics.push(error);
        return None;
    }
    let mut document = Document { value, source_map: SourceMap::new(root) };
    for (value, file) in &overlay_values {
        overlay::apply(&mut document, value, *file, limits, diagnostics);
    }
    (!diagnostics.has_errors()).then_some(document)
}

fn not_an_object(file: FileId, message: &str) -> Diagnostic {
    let origin = Origin { file, pointer: Pointer::root() };
    Diagnostic::error(Code::NOT_OPENAPI, origin, message).help("pass a file that begins with `openapi: 3…`")
}
