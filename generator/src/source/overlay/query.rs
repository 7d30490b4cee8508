//! Selects the nodes of a document by JSONPath (RFC 9535).

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{ActionError, jsonpath};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::source::Document;
use crate::source::limits::MAX_OVERLAY_STEPS;

/// The cost of a selected node, compared with that of a visited one.
const STEPS_OF_A_RESULT: usize = 20;

/// Returns the nodes that a JSONPath selects, each once, in the order of the path. Selecting no node is an error.
/// `steps` counts the estimated steps of all paths.
pub(super) fn select(
    document: &Document,
    path: Option<&Value>,
    at: &Pointer,
    steps: &mut usize,
) -> Result<Vec<Pointer>, ActionError> {
    let Some(text) = path.and_then(Value::as_str) else {
        return Err(ActionError::invalid(at, "a JSONPath must be a string"));
    };
    let too_complex = |message: String| ActionError {
        help: Some("write a shorter path, with fewer `..` and filters".to_owned()),
        code: Code::JSONPATH_TOO_COMPLEX,
        ..ActionError::invalid(at, message)
    };
    *steps = steps.saturating_add(jsonpath::check(text, &document.value).map_err(too_complex)?);
    if *steps > MAX_OVERLAY_STEPS {
        let message = format!("the overlay's JSONPaths may take more than {MAX_OVERLAY_STEPS} steps on this document");
        return Err(too_complex(message));
    }
    let path = JsonPath::parse(text).map_err(|error| {
        let column = error.position().saturating_add(1);
        let detail = Some(error.message()).filter(|detail| !detail.contains("parser error"));
        let detail = detail.map(|detail| format!(": {detail}")).unwrap_or_default();
        let message = format!("not a valid JSONPath at its character {column}{detail}");
        let help = Some("a JSONPath begins with `$`, as in `$.paths['/pets'].get`".to_owned());
        ActionError { help, ..ActionError::invalid(at, message) }
    })?;
    let located = path.query_located(&document.value);
    let mut seen = BTreeSet::new();
    let mut selected = Vec::new();
    for location in located.locations() {
        let pointer = Pointer::parse(&location.to_json_pointer());
        selected.extend(pointer.filter(|pointer| seen.insert(pointer.clone())));
    }
    *steps = steps.saturating_add(selected.len().saturating_mul(STEPS_OF_A_RESULT));
    if selected.is_empty() {
        let message = format!("`{text}` matches nothing: the document may have changed");
        return Err(ActionError { code: Code::OVERLAY_TARGET_UNMATCHED, at: at.clone(), message, help: None });
    }
    Ok(selected)
}
