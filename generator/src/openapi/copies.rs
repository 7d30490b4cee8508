//! What references copy: how much of it there may be, and what is not copied because no stage reads it.

use super::object_kind::ObjectKind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::{Limits, raise};
use crate::location::Pointer;
use crate::source::{Bundle, Document, RefTarget, SourceMap, count_nodes};

/// The number of nodes that references have copied so far.
#[derive(Default)]
pub(super) struct Copies {
    nodes: usize,
}

impl Copies {
    /// Counts a copy of a target. Returns `false` if it exceeds the limit, which is an error at the reference.
    pub(super) fn add(
        &mut self,
        document: &Document,
        bundle: &Bundle<'_>,
        (at, target): (&Pointer, &RefTarget),
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let nodes = bundle.value(document, target).map_or(0, count_nodes);
        self.add_nodes(nodes, bundle.limits(), (&document.source_map, at), diagnostics)
    }

    /// Counts a copy of some nodes for the reference at `at`.
    pub(super) fn add_nodes(
        &mut self,
        nodes: usize,
        limits: &Limits,
        (source_map, at): (&SourceMap, &Pointer),
        diagnostics: &mut Diagnostics,
    ) -> bool {
        self.nodes = self.nodes.saturating_add(nodes);
        let limit = limits.copied_nodes;
        if self.nodes <= limit {
            return true;
        }
        let place = source_map.origin(&at.push("$ref"));
        let message = format!("with this reference, the document copies more than {limit} nodes");
        let help = format!("refer to components, which are not copied, or {}", raise("copied-nodes"));
        diagnostics.push(Diagnostic::error(Code::REF_TOO_LARGE, place, message).help(help));
        false
    }
}

/// Returns `true` for a path item or a callback that no stage reads at this place.
///
/// A client has types for the requests of an operation's callbacks, and not for those of callbacks in callbacks. A path
/// item in the components is read at the places that refer to it. So a reference in one of these places is left as it
/// is: path items that refer to each other in callbacks would be copied twice as often on each level.
pub(super) fn is_unread(kind: ObjectKind, at: &Pointer) -> bool {
    if !matches!(kind, ObjectKind::PathItem | ObjectKind::Callback) {
        return false;
    }
    // The number of tokens of the innermost place that is read:
    let read = match at.tokens().next().as_deref() {
        // `/paths/<path>/<method>/callbacks/<name>/<expression>`,
        Some("paths") => 6,
        // `/webhooks/<name>`,
        Some("webhooks") => 2,
        // `/components/pathItems/<name>`.
        _ => 3,
    };
    at.tokens().count() > read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_in_callbacks_are_unread() {
        let callback = "/paths/~1a/get/callbacks/b/c";
        for (at, kind, expected) in [
            (callback, ObjectKind::PathItem, false),
            ("/paths/~1a/get/callbacks/b", ObjectKind::Callback, false),
            ("/paths/~1a/get/callbacks/b/c/post/callbacks/d", ObjectKind::Callback, true),
            ("/paths/~1a/get/callbacks/b/c/post/callbacks/d/e", ObjectKind::PathItem, true),
            ("/paths/~1a/get/callbacks/b/c/post/requestBody", ObjectKind::RequestBody, false),
            ("/webhooks/a", ObjectKind::PathItem, false),
            ("/webhooks/a/post/callbacks/b", ObjectKind::Callback, true),
            ("/components/pathItems/a", ObjectKind::PathItem, false),
            ("/components/pathItems/a/get/callbacks/b/c", ObjectKind::PathItem, true),
            ("/components/callbacks/a/b", ObjectKind::PathItem, true),
        ] {
            assert_eq!(is_unread(kind, &Pointer::parse(at).unwrap()), expected, "{at}");
        }
    }
}
