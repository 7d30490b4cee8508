//! Selects the nodes of a document by JSONPath (RFC 9535).

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{ActionError, Budget, jsonpath};
use crate::diagnostic::Code;
use crate::limits::raise;
use crate::location::Pointer;
use crate::source::Document;

/// The cost of a selected node, compared with that of a visited one.
const STEPS_OF_A_RESULT: usize = 20;

/// Returns the nodes that a JSONPath selects, each once, in the order of the path. Selecting no node is an error.
/// `budget` counts the estimated steps of all paths.
pub(super) fn select(
    document: &Document,
    path: Option<&Value>,
    at: &Pointer,
    budget: &mut Budget<'_>,
) -> Result<Vec<Pointer>, ActionError> {
    let Some(text) = path.and_then(Value::as_str) else {
        return Err(ActionError::invalid(at, "a JSONPath must be a string"));
    };
    let too_complex = |(message, limit): (String, &str)| ActionError {
        help: Some(format!("write a shorter path, with fewer `..` and filters, or {}", raise(limit))),
        code: Code::JSONPATH_TOO_COMPLEX,
        ..ActionError::invalid(at, message)
    };
    let steps = jsonpath::check(text, &document.value, budget.limits).map_err(too_complex)?;
    budget.steps = budget.steps.saturating_add(steps);
    let limit = budget.limits.overlay_steps;
    if budget.steps > limit {
        let message = format!("the overlay's JSONPaths may take more than {limit} steps on this document");
        return Err(too_complex((message, "overlay-steps")));
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
    budget.steps = budget.steps.saturating_add(selected.len().saturating_mul(STEPS_OF_A_RESULT));
    if selected.is_empty() {
        let message = format!("`{text}` matches nothing: the document may have changed");
        return Err(ActionError { code: Code::OVERLAY_TARGET_UNMATCHED, at: at.clone(), message, help: None });
    }
    Ok(selected)
}
