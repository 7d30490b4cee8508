//! Selects the nodes of a document by JSONPath (RFC 9535).

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::{ActionError, jsonpath};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::source::Document;

/// Returns the nodes that a JSONPath selects, each once, in the order of the path. Selecting no node is an error.
pub(super) fn select(document: &Document, path: Option<&Value>, at: &Pointer) -> Result<Vec<Pointer>, ActionError> {
    let Some(text) = path.and_then(Value::as_str) else {
        return Err(ActionError::invalid(at, "a JSONPath must be a string"));
    };
    if let Err(message) = jsonpath::check(text, &document.value) {
        let help = Some("write a shorter path, with fewer `..` and filters".to_owned());
        return Err(ActionError { code: Code::JSONPATH_TOO_COMPLEX, at: at.clone(), message, help });
    }
    let path = JsonPath::parse(text).map_err(|error| {
        let column = error.position().saturating_add(1);
        let message = format!("not a valid JSONPath at its character {column}: {}", error.message());
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
    if selected.is_empty() {
        let message = format!("`{text}` matches nothing: the document may have changed");
        return Err(ActionError { code: Code::OVERLAY_TARGET_UNMATCHED, at: at.clone(), message, help: None });
    }
    Ok(selected)
}
