//! A document between reading and parsing: a JSON value, and where each of its nodes came from.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::location::{FileId, Origin, Pointer};

/// A value, with the places of its nodes. Passes change the value in place and record what they move.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole document.
    pub value: Value,
    /// Where its nodes came from.
    pub source_map: SourceMap,
}

/// Where the nodes of a document came from, kept as the exceptions to one rule: a node stands in the root file
/// at its own pointer, unless it or a node above it was moved.
#[derive(Clone, Debug)]
pub struct SourceMap {
    root: FileId,
    moved: BTreeMap<Pointer, Origin>,
}

impl SourceMap {
    /// No source_map yet: everything stands where it stood in `root`.
    pub fn new(root: FileId) -> Self {
        Self { root, moved: BTreeMap::new() }
    }

    /// The file of the document itself.
    pub fn root(&self) -> FileId {
        self.root
    }

    /// Records that the node which is now at `to`, with all below it, was written at `from`.
    pub fn record(&mut self, to: Pointer, from: Origin) {
        self.moved.insert(to, from);
    }

    /// Records that the item of the array at `array` which was at `removed` is gone, and that those behind it, of
    /// which there are as many that the array has `length` items now, moved up by one.
    pub fn shift_up(&mut self, array: &Pointer, removed: usize, length: usize) {
        for index in removed..length {
            let behind = array.index(index.saturating_add(1));
            let moved: Vec<(Pointer, Origin)> = (self.moved.range(behind.clone()..))
                .take_while(|(pointer, _)| pointer.as_str().starts_with(behind.as_str()))
                .filter_map(|(pointer, origin)| Some((pointer.strip_prefix(&behind)?, origin.clone())))
                .collect();
            let origin = self.origin(&behind);
            let to = array.index(index);
            self.forget(&to);
            self.record(to.clone(), origin);
            for (below, origin) in moved {
                self.record(to.join(&below), origin);
            }
        }
        self.forget(&array.index(length));
    }

    /// Drops what is recorded at and below a place.
    fn forget(&mut self, place: &Pointer) {
        self.moved.retain(|pointer, _| pointer.strip_prefix(place).is_none());
    }

    /// The place where the node at `pointer` was written: the nearest recorded move at or above it decides.
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
    fn the_nearest_move_decides() {
        let overlay = FileId(1);
        let mut source_map = SourceMap::new(FileId(0));
        source_map.record(pointer("/info"), Origin { file: overlay, pointer: pointer("/actions/0/update") });
        source_map.record(pointer("/info/x"), Origin { file: FileId(0), pointer: pointer("/y") });
        assert_eq!(source_map.origin(&pointer("/info/title")).pointer.as_str(), "/actions/0/update/title");
        assert_eq!(source_map.origin(&pointer("/info/x/z")).pointer.as_str(), "/y/z");
        assert_eq!(source_map.origin(&pointer("/infox")), Origin { file: FileId(0), pointer: pointer("/infox") });
    }
}
