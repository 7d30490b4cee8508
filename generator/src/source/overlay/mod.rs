//! Applies overlays to a document (OpenAPI Overlay Specification 1.0 and 1.1).
//!
//! A node that an overlay adds has its origin in the overlay's file. The specification allows a target that matches
//! nothing. Here it is an error, since it shows that the document has changed and the overlay is out of date.

mod check;
mod jsonpath;
mod query;
mod remove;

use serde_json::{Map, Value};

use super::Document;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::{DOCUMENT_DEPTH, Limits, raise};
use crate::location::{FileId, Origin, Pointer};

/// Applies the actions of an overlay in order.
pub(super) fn apply(
    document: &mut Document,
    overlay: &Value,
    file: FileId,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) {
    let checked = check::check(overlay, file, diagnostics);
    let mut budget = Budget { limits, nodes: 0, bytes: 0, steps: 0 };
    for (at, action) in checked.actions {
        let mut target =
            Target { document: &mut *document, file, concatenates: checked.concatenates, budget: &mut budget };
        if let Err(error) = target.apply(action, &at) {
            let place = Origin { file, pointer: error.at };
            let diagnostic = Diagnostic::error(error.code, place, error.message);
            diagnostics.push(match error.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
            // The further actions would cost as much again.
            if matches!(error.code, Code::OVERLAY_TOO_LARGE | Code::JSONPATH_TOO_COMPLEX) {
                return;
            }
        }
    }
}

struct ActionError {
    code: Code,
    at: Pointer,
    message: String,
    help: Option<String>,
}

impl ActionError {
    fn invalid(at: &Pointer, message: impl Into<String>) -> Self {
        Self { code: Code::OVERLAY_INVALID, at: at.clone(), message: message.into(), help: None }
    }
}

/// What the actions of an overlay have added so far.
struct Budget<'l> {
    limits: &'l Limits,
    nodes: usize,
    bytes: usize,
    /// The estimated steps of JSONPaths.
    steps: usize,
}

impl Budget<'_> {
    /// Counts a value that is added to some nodes. Returns `false` if the overlay has added more than the limit.
    fn add(&mut self, added: Extent, times: usize) -> bool {
        self.nodes = self.nodes.saturating_add(added.nodes.saturating_mul(times));
        self.bytes = self.bytes.saturating_add(added.bytes.saturating_mul(times));
        self.nodes <= self.limits.overlay_nodes && self.bytes <= self.limits.overlay_text
    }
}

/// The extent of a value.
#[derive(Clone, Copy)]
struct Extent {
    nodes: usize,
    /// The number of bytes of its texts.
    bytes: usize,
    /// The number of levels.
    depth: usize,
}

impl Extent {
    fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self { nodes: 1, bytes: text.len(), depth: 1 },
            Value::Array(items) => items.iter().map(Self::of).fold(Self::LEAF, Self::around),
            Value::Object(members) => {
                let bytes = members.keys().map(String::len).fold(0, usize::saturating_add);
                members.values().map(Self::of).fold(Self { bytes, ..Self::LEAF }, Self::around)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::LEAF,
        }
    }

    const LEAF: Self = Self { nodes: 1, bytes: 0, depth: 1 };

    /// Adds the extent of a value inside of this one.
    fn around(self, inner: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(inner.nodes),
            bytes: self.bytes.saturating_add(inner.bytes),
            depth: self.depth.max(inner.depth.saturating_add(1)),
        }
    }
}

/// The document that actions change.
struct Target<'d, 'l> {
    document: &'d mut Document,
    /// The file of the overlay.
    file: FileId,
    concatenates: bool,
    budget: &'d mut Budget<'l>,
}

impl Target<'_, '_> {
    fn apply(&mut self, action: &Map<String, Value>, at: &Pointer) -> Result<(), ActionError> {
        let target_at = at.push("target");
        let targets = query::select(self.document, action.get("target"), &target_at, self.budget)?;
        if action.get("remove") == Some(&Value::Bool(true)) {
            remove::remove(self.document, targets);
            return Ok(());
        }
        if action.contains_key("copy") {
            let copy_at = at.push("copy");
            let copied = query::select(self.document, action.get("copy"), &copy_at, self.budget)?;
            let [copied] = copied.as_slice() else {
                return Err(ActionError::invalid(&copy_at, "`copy` must select exactly one node"));
            };
            let value = self.document.value.pointer(copied.as_str()).cloned().unwrap_or_default();
            let from = self.document.source_map.origin(copied);
            self.update(&targets, &value, &from, (&copy_at, &target_at))?;
        }
        if let Some(value) = action.get("update") {
            let update_at = at.push("update");
            let from = Origin { file: self.file, pointer: update_at.clone() };
            self.update(&targets, value, &from, (&update_at, &update_at))?;
        }
        Ok(())
    }

    fn update(
        &mut self,
        targets: &[Pointer],
        value: &Value,
        from: &Origin,
        (at, mistake_at): (&Pointer, &Pointer),
    ) -> Result<(), ActionError> {
        let extent = Extent::of(value);
        let deepest = targets.iter().map(|target| target.tokens().count()).max().unwrap_or_default();
        if deepest.saturating_add(extent.depth) > DOCUMENT_DEPTH {
            let message = format!("the overlay nests the document deeper than {DOCUMENT_DEPTH} levels");
            let help = Some("write the value once and refer to it by `$ref`".to_owned());
            return Err(ActionError { code: Code::DOCUMENT_TOO_DEEP, at: at.clone(), message, help });
        }
        if !self.budget.add(extent, targets.len()) {
            let Limits { overlay_nodes, overlay_text, .. } = self.budget.limits;
            let is_text = self.budget.nodes <= *overlay_nodes;
            let message = format!("the overlay adds more than {overlay_nodes} nodes or {overlay_text} bytes of text");
            let raise = raise(if is_text { "overlay-text" } else { "overlay-nodes" });
            let help = Some(format!("select fewer nodes, write the value once and refer to it by `$ref`, or {raise}"));
            return Err(ActionError { code: Code::OVERLAY_TOO_LARGE, at: at.clone(), message, help });
        }
        for target in targets {
            update(self.document, target, value, self.concatenates, from)
                .map_err(|message| ActionError::invalid(mistake_at, message))?;
        }
        Ok(())
    }
}

/// Merges a value into the node at `target`: the members of an object are merged, and an array is appended to (Overlay
/// 1.0, section 4.4.3).
fn update(
    document: &mut Document,
    target: &Pointer,
    value: &Value,
    concatenates: bool,
    from: &Origin,
) -> Result<(), String> {
    let Document { value: root, source_map } = document;
    let Some(node) = root.pointer_mut(target.as_str()) else { return Ok(()) };
    let mut added = Vec::new();
    match (&mut *node, value) {
        (Value::Object(members), Value::Object(update)) => {
            merge(members, update, target, &from.pointer, &mut added);
        }
        (Value::Array(items), Value::Array(more)) if concatenates => {
            for (index, item) in more.iter().enumerate() {
                added.push((target.index(items.len()), from.pointer.index(index)));
                items.push(item.clone());
            }
        }
        (Value::Array(items), value) => {
            added.push((target.index(items.len()), from.pointer.clone()));
            items.push(value.clone());
        }
        (Value::Object(_), _) => return Err("an object can only be updated with an object".to_owned()),
        _ => return Err("the target is neither an object nor an array".to_owned()),
    }
    for (to, pointer) in added {
        source_map.record(to, Origin { file: from.file, pointer });
    }
    Ok(())
}

fn merge(
    members: &mut Map<String, Value>,
    update: &Map<String, Value>,
    at: &Pointer,
    from: &Pointer,
    added: &mut Vec<(Pointer, Pointer)>,
) {
    for (key, value) in update {
        let (at, from) = (at.push(key), from.push(key));
        match (members.get_mut(key), value) {
            (Some(Value::Object(inner)), Value::Object(update)) => merge(inner, update, &at, &from, added),
            (Some(Value::Array(items)), Value::Array(more)) => {
                for (index, item) in more.iter().enumerate() {
                    added.push((at.index(items.len()), from.index(index)));
                    items.push(item.clone());
                }
            }
            (Some(existing), value) => {
                *existing = value.clone();
                added.push((at, from));
            }
            (None, value) => {
                members.insert(key.clone(), value.clone());
                added.push((at, from));
            }
        }
    }
}

#[cfg(test)]
mod tests;
