//! A document before it is parsed: a JSON value and the origin of each of its nodes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::location::{FileId, Origin, Pointer};

/// A JSON value and the origins of its nodes. Passes change the value in place and record the nodes that they move.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole document.
    pub value: Value,
    /// The origins of its nodes.
    pub source_map: SourceMap,
}

/// Maps the nodes of a document to their origins. Only moved nodes are stored: the origin of any other node is its own
/// pointer in the root file.
#[derive(Clone, Debug)]
pub struct SourceMap {
    root: FileId,
    moved: BTreeMap<Pointer, Origin>,
}

impl SourceMap {
    /// Creates a map in which every node has its origin at its own pointer in `root`.
    pub fn new(root: FileId) -> Self {
        Self { root, moved: BTreeMap::new() }
    }

    /// Returns the root file.
    pub fn root(&self) -> FileId {
        self.root
    }

    /// Records that the node at `to`, with its descendants, has the origin `from`.
    pub fn record(&mut self, to: Pointer, from: Origin) {
        self.moved.insert(to, from);
    }

    /// Records that the item at the index `removed` of the array at `array` was removed, and that the items after it
    /// moved up by one. `length` is the length of the array afterwards.
    pub fn shift_up(&mut self, array: &Pointer, removed: usize, length: usize) {
        for index in removed..length {
            let next = array.index(index.saturating_add(1));
            let moved: Vec<(Pointer, Origin)> = (self.moved.range(next.clone()..))
                .take_while(|(pointer, _)| pointer.as_str().starts_with(next.as_str()))
                .filter_map(|(pointer, origin)| Some((pointer.strip_prefix(&next)?, origin.clone())))
                .collect();
            let origin = self.origin(&next);
            let to = array.index(index);
            self.forget(&to);
            self.record(to.clone(), origin);
            for (below, origin) in moved {
                self.record(to.join(&below), origin);
            }
        }
        self.forget(&array.index(length));
    }

    /// Removes the records at and below a pointer.
    fn forget(&mut self, place: &Pointer) {
        self.moved.retain(|pointer, _| pointer.strip_prefix(place).is_none());
    }

    /// Returns the origin of the node at `pointer`: the nearest record at or above it applies.
    pub fn origin(&self, pointer: &Pointer) -> Origin {
        let mut above = pointer.clone();
        loop {
            if let Some(from) = self.moved.get(&above) {
                let rest = pointer.strip_prefix(&above).unwrap_or_default();
                return Origin { file: from.file, pointer: from.pointer.join(&rest) };
            }
            match above.split_last() {
                Some((parent, _)) => above = parent,
                None => return Origin { file: self.root, pointer: pointer.clone() },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[test]
    fn the_nearest_record_applies() {
        let overlay = FileId(1);
        let mut source_map = SourceMap::new(FileId(0));
        source_map.record(pointer("/info"), Origin { file: overlay, pointer: pointer("/actions/0/update") });
        source_map.record(pointer("/info/x"), Origin { file: FileId(0), pointer: pointer("/y") });
        assert_eq!(source_map.origin(&pointer("/info/title")).pointer.as_str(), "/actions/0/update/title");
        assert_eq!(source_map.origin(&pointer("/info/x/z")).pointer.as_str(), "/y/z");
        assert_eq!(source_map.origin(&pointer("/infox")), Origin { file: FileId(0), pointer: pointer("/infox") });
    }
}
