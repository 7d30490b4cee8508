//! A document before it is parsed: a JSON value and the origin of each of its nodes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::swagger::SwaggerKeywords;
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
    /// Where nodes are that references name by another pointer: those of a document that was converted.
    targets: BTreeMap<Pointer, Pointer>,
    /// What a document of Swagger 2.0 says and OpenAPI 3.0 has no keyword for, by origin.
    pub(crate) swagger: SwaggerKeywords,
}

impl SourceMap {
    /// Creates a map in which every node has its origin at its own pointer in `root`.
    pub fn new(root: FileId) -> Self {
        Self { root, moved: BTreeMap::new(), targets: BTreeMap::new(), swagger: SwaggerKeywords::default() }
    }

    /// Returns the root file.
    pub fn root(&self) -> FileId {
        self.root
    }

    /// Records that the node at `to`, with its descendants, has the origin `from`.
    pub fn record(&mut self, to: Pointer, from: Origin) {
        self.moved.insert(to, from);
    }

    /// Records that references name the node at `to`, with its descendants, by the pointer `from`. The last record of a
    /// pointer applies: a node may be copied to several places.
    pub fn record_target(&mut self, from: Pointer, to: Pointer) {
        self.targets.insert(from, to);
    }

    /// Returns the node that a reference names: the nearest record at or above the pointer applies.
    pub fn target(&self, pointer: &Pointer) -> Pointer {
        let recorded = |above| self.targets.get_key_value::<str>(above);
        match pointer.ancestors().find_map(recorded) {
            Some((above, to)) => to.join(&pointer.strip_prefix(above).unwrap_or_default()),
            None => pointer.clone(),
        }
    }

    /// Returns the records below a node, relative to it.
    pub fn records_below(&self, pointer: &Pointer) -> Vec<(Pointer, Origin)> {
        let prefix = format!("{pointer}/");
        let Some(start) = Pointer::parse(&prefix) else { return Vec::new() };
        let below = self.moved.range(start..).take_while(|(below, _)| below.as_str().starts_with(&prefix));
        below.filter_map(|(below, origin)| Some((below.strip_prefix(pointer)?, origin.clone()))).collect()
    }

    /// Records that items of the array at `array` were removed, and that the others moved up. `length` is the length of
    /// the array before.
    pub fn remove_items(&mut self, array: &Pointer, removed: &BTreeSet<usize>, length: usize) {
        let Some(first) = removed.first() else { return };
        let prefix = format!("{array}/");
        let below: Vec<Pointer> = (self.moved.range(array.clone()..))
            .map(|(pointer, _)| pointer)
            .take_while(|pointer| pointer.as_str().starts_with(array.as_str()))
            .filter(|pointer| pointer.as_str().starts_with(&prefix))
            .cloned()
            .collect();
        // The records of the items, taken out by index.
        let mut records: BTreeMap<usize, Vec<(Pointer, Origin)>> = BTreeMap::new();
        for pointer in below {
            let token = pointer.strip_prefix(array).and_then(|rest| rest.tokens().next());
            let Some(index) = token.and_then(|token| token.parse::<usize>().ok()) else { continue };
            let rest = pointer.strip_prefix(&array.index(index));
            if let (Some(rest), Some(origin)) = (rest, self.moved.remove(&pointer)) {
                records.entry(index).or_default().push((rest, origin));
            }
        }
        let whole = self.origin(array);
        let mut to = 0_usize;
        for index in (0..length).filter(|index| !removed.contains(index)) {
            let place = array.index(to);
            let mut has_origin = false;
            for (rest, origin) in records.remove(&index).unwrap_or_default() {
                has_origin |= rest == Pointer::root();
                self.moved.insert(place.join(&rest), origin);
            }
            if !has_origin && index > *first {
                self.moved.insert(place, Origin { file: whole.file, pointer: whole.pointer.index(index) });
            }
            to = to.saturating_add(1);
        }
    }

    /// Returns the origin of the node at `pointer`: the nearest record at or above it applies.
    pub fn origin(&self, pointer: &Pointer) -> Origin {
        let recorded = |above| self.moved.get_key_value::<str>(above);
        match pointer.ancestors().find_map(recorded) {
            Some((above, from)) => {
                let rest = pointer.strip_prefix(above).unwrap_or_default();
                Origin { file: from.file, pointer: from.pointer.join(&rest) }
            }
            None => Origin { file: self.root, pointer: pointer.clone() },
        }
    }
}

/// Returns the number of nodes of a value.
pub(crate) fn count_nodes(value: &Value) -> usize {
    let sum = |sizes: &mut dyn Iterator<Item = usize>| sizes.fold(1, usize::saturating_add);
    match value {
        Value::Array(items) => sum(&mut items.iter().map(count_nodes)),
        Value::Object(members) => sum(&mut members.values().map(count_nodes)),
        _ => 1,
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
