//! Removes nodes of a document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::location::Pointer;
use crate::source::Document;

/// Removes some nodes. The items after a removed array item move up, and so do their origins.
pub(super) fn remove(document: &mut Document, targets: Vec<Pointer>) {
    let mut by_parent: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
    for target in targets {
        if let Some((parent, token)) = target.split_last() {
            by_parent.entry(parent).or_default().push(token);
        }
    }
    // A node inside of another one sorts after it, and is removed before it: its pointer is valid until then.
    for (parent, tokens) in by_parent.into_iter().rev() {
        match document.value.pointer_mut(parent.as_str()) {
            Some(Value::Object(members)) => {
                let removed: BTreeSet<String> = tokens.into_iter().collect();
                members.retain(|key, _| !removed.contains(key));
            }
            Some(Value::Array(items)) => {
                let removed: BTreeSet<usize> = tokens.iter().filter_map(|token| token.parse().ok()).collect();
                let length = items.len();
                let mut index = 0_usize;
                items.retain(|_| {
                    let is_kept = !removed.contains(&index);
                    index = index.saturating_add(1);
                    is_kept
                });
                document.source_map.remove_items(&parent, &removed, length);
            }
            _ => {}
        }
    }
}
