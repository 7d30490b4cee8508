//! Finds the lines and columns of JSON Pointers in a YAML or JSON text, all in one pass over the text.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser};

use super::{Place, Pointer, Position};

/// Returns the place of each pointer: the place of its key if the node is a member of a mapping. The number beside a
/// pointer is the occurrence of a duplicate key, counted from 0. If a pointer passes through an alias or a merge key,
/// the result is the nearest ancestor that is written out.
pub fn locate_all(text: &str, wanted: &[(&Pointer, usize)]) -> Vec<Option<Place>> {
    let mut search = Search::new(wanted);
    if is_json(text) {
        walk_json(text, &mut search);
    } else {
        walk_yaml(text, &mut search);
    }
    wanted.iter().map(|(pointer, occurrence)| search.place(pointer, *occurrence)).collect()
}

/// Returns `true` if a text is JSON rather than YAML. The content decides, since JSON is valid YAML: a JSON text is an
/// object or an array whose opening bracket is followed by a string, a bracket, a comment as in JavaScript or the end of the
/// text.
pub fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.strip_prefix(['{', '[']).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(['"', '}', ']', '{', '[']) || rest.starts_with("//") || rest.starts_with("/*")
    })
}

/// Returns `true` if a YAML text has at most `limit` nodes. Aliases are not expanded, and an invalid text is read up to
/// its first error. The nodes of a document after the first one may be left out.
pub fn has_fewer_nodes(text: &str, limit: usize) -> bool {
    // An indicator opens at most three nodes: that of `a:` a mapping, its key and an empty value. Counting bytes is much
    // faster than parsing, and most texts are far from the limit.
    let indicators = text.bytes().filter(|byte| matches!(byte, b':' | b'-' | b'?' | b',' | b'[' | b'{')).count();
    if indicators.saturating_mul(3) < limit {
        return true;
    }
    let nodes = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)));
    nodes.take(limit.saturating_add(1)).count() <= limit
}

/// The pointers to find, as a tree of tokens.
struct Search {
    nodes: Vec<Node>,
    /// The number of pointers that are not found yet.
    missing: usize,
}

/// A token of one or more pointers.
#[derive(Default)]
struct Node {
    children: BTreeMap<String, usize>,
    /// The places of the node, one for each duplicate of its key.
    places: Vec<Place>,
    /// The occurrences to find.
    occurrences: Vec<usize>,
}

/// The whole document.
const ROOT: usize = 0;

/// The start of a text.
const START: Place = Place { position: Position { line: 1, column: 1 }, offset: 0 };

impl Search {
    fn new(wanted: &[(&Pointer, usize)]) -> Self {
        let mut search = Self { nodes: vec![Node::default()], missing: wanted.len() };
        for (pointer, occurrence) in wanted {
            let mut at = ROOT;
            for token in pointer.tokens() {
                let next = search.nodes.len();
                let Some(node) = search.nodes.get_mut(at) else { break };
                at = *node.children.entry(token).or_insert(next);
                if at == next {
                    search.nodes.push(Node::default());
                }
            }
            if let Some(node) = search.nodes.get_mut(at) {
                node.occurrences.push(*occurrence);
            }
        }
        search
    }

    /// Returns `true` if the search continues inside the node.
    fn is_parent(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| !node.children.is_empty())
    }

    /// Returns the child of a node for a key or an index, if it is searched for.
    fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(token).copied()
    }

    /// Records the place of a node. Returns `true` for the first occurrence: the search continues inside that one only.
    fn found(&mut self, node: usize, place: Place) -> bool {
        let Some(node) = self.nodes.get_mut(node) else { return false };
        let occurrence = node.places.len();
        node.places.push(place);
        let found = node.occurrences.iter().filter(|wanted| **wanted == occurrence).count();
        self.missing = self.missing.saturating_sub(found);
        occurrence == 0
    }

    fn is_complete(&self) -> bool {
        self.missing == 0
    }

    /// Returns the place of a pointer, or of its nearest ancestor.
    fn place(&self, pointer: &Pointer, occurrence: usize) -> Option<Place> {
        let mut node = self.nodes.get(ROOT)?;
        for token in pointer.tokens() {
            let child = node.children.get(&token).and_then(|child| self.nodes.get(*child));
            match child {
                Some(child) if !child.places.is_empty() => node = child,
                _ => return node.places.first().copied(),
            }
        }
        node.places.get(occurrence).or(node.places.last()).copied()
    }
}

/// A collection on the current path.
struct Level {
    is_mapping: bool,
    /// The number of nodes visited in it.
    count: usize,
    /// The search node of the collection, if anything is searched for inside it.
    node: Option<usize>,
    /// The search node of the value that follows the current key.
    entered: Option<usize>,
}

impl Level {
    fn new(is_mapping: bool, node: Option<usize>, search: &Search) -> Self {
        Self { is_mapping, count: 0, node: node.filter(|node| search.is_parent(*node)), entered: None }
    }

    /// Returns `true` if the next node is a key that may be searched for.
    fn expects_key(&self) -> bool {
        self.is_mapping && self.count.is_multiple_of(2) && self.node.is_some()
    }

    /// Enters a node of the collection and returns its search node. `key` is the text of the node if it is a scalar.
    fn enter(&mut self, key: Option<&str>, place: impl FnOnce() -> Place, search: &mut Search) -> Option<usize> {
        let count = self.count;
        self.count = self.count.saturating_add(1);
        let node = self.node?;
        let is_key = self.is_mapping && count.is_multiple_of(2);
        if self.is_mapping && !is_key {
            return self.entered.take();
        }
        let child = match is_key {
            true => key.and_then(|key| search.child(node, key)),
            false => search.child(node, &count.to_string()),
        };
        let entered = child.filter(|child| search.found(*child, place()));
        if is_key {
            self.entered = entered;
            return None;
        }
        entered
    }
}

fn walk_yaml(text: &str, search: &mut Search) {
    let mut lines = Lines { text, line: 1, offset: 0 };
    let mut levels: Vec<Level> = Vec::new();
    let mut is_first = true;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            levels.pop();
            continue;
        }
        let is_node =
            matches!(event, Event::Scalar(..) | Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..));
        if !is_node {
            continue;
        }
        let mut place = || lines.place(span.start.line(), span.start.col());
        let key = if let Event::Scalar(text, ..) = &event { Some(text.as_ref()) } else { None };
        let node = match levels.last_mut() {
            Some(level) => level.enter(key, &mut place, search),
            None if std::mem::take(&mut is_first) => {
                search.found(ROOT, place());
                Some(ROOT)
            }
            None => None,
        };
        if search.is_complete() {
            return;
        }
        if let Event::SequenceStart(..) | Event::MappingStart(..) = event {
            levels.push(Level::new(matches!(event, Event::MappingStart(..)), node, search));
        }
    }
    if is_first {
        // A text without a node, such as a comment.
        search.found(ROOT, START);
    }
}

/// Finds the byte offsets of lines, in ascending order. A carriage return is a line break in YAML, with or without a
/// line feed (YAML 1.2.2, section 5.4).
struct Lines<'t> {
    text: &'t str,
    line: usize,
    offset: usize,
}

impl Lines<'_> {
    /// Returns the place of a line, counted from 1, and a column, counted from 0.
    fn place(&mut self, line: usize, column: usize) -> Place {
        if line < self.line {
            (self.line, self.offset) = (1, 0);
        }
        while self.line < line {
            let rest = self.text.get(self.offset..).unwrap_or_default();
            let Some(end) = rest.find(['\n', '\r']) else {
                // The YAML parser reports an empty document at the line after the last one.
                let position = Position { line: self.line, column: rest.chars().count().saturating_add(1) };
                return Place { position, offset: self.text.len() };
            };
            let is_pair = rest.get(end..).is_some_and(|rest| rest.starts_with("\r\n"));
            self.offset = self.offset.saturating_add(end).saturating_add(if is_pair { 2 } else { 1 });
            self.line = self.line.saturating_add(1);
        }
        let before = self.text.get(self.offset..).unwrap_or_default().chars().take(column);
        let offset = self.offset.saturating_add(before.map(char::len_utf8).sum());
        Place { position: Position { line, column: column.saturating_add(1) }, offset }
    }
}

/// Scans JSON. The YAML parser would accept most of it, but not escaped surrogate pairs.
fn walk_json(text: &str, search: &mut Search) {
    let mut scanner = Scanner { text, offset: 0, line: 1, column: 1, counted: 0 };
    search.found(ROOT, START);
    let mut levels: Vec<Level> = Vec::new();
    while !search.is_complete() {
        let start = scanner.offset;
        let Some(byte) = scanner.next() else { break };
        let mut key = None;
        match byte {
            b'}' | b']' => {
                levels.pop();
                continue;
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'{' | b'[' => {}
            b'"' => {
                scanner.skip_string();
                if levels.last().is_some_and(Level::expects_key) {
                    let literal = text.get(start..scanner.offset).unwrap_or_default();
                    key = Some(serde_json::from_str::<String>(literal).unwrap_or_else(|_| literal.to_owned()));
                }
            }
            _ => scanner.skip_word(),
        }
        let node = match levels.last_mut() {
            Some(level) => level.enter(key.as_deref(), || scanner.place(start), search),
            None => Some(ROOT),
        };
        if matches!(byte, b'{' | b'[') {
            levels.push(Level::new(byte == b'{', node, search));
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    /// The line and the column at the byte offset `counted`.
    line: usize,
    column: usize,
    counted: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.offset = self.offset.saturating_add(1);
        Some(byte)
    }

    /// Skips a string whose opening quote was read.
    fn skip_string(&mut self) {
        while let Some(byte) = self.next() {
            match byte {
                b'"' => break,
                b'\\' => drop(self.next()),
                _ => {}
            }
        }
    }

    fn skip_word(&mut self) {
        while self.peek().is_some_and(|byte| !b" \t\r\n,:[]{}\"".contains(&byte)) {
            self.offset = self.offset.saturating_add(1);
        }
    }

    /// Returns the place of a byte offset. Offsets must be requested in ascending order.
    fn place(&mut self, offset: usize) -> Place {
        for character in self.text.get(self.counted..offset).unwrap_or_default().chars() {
            if character == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        self.counted = offset;
        Place { position: Position { line: self.line, column: self.column }, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize) {
        let pointer = Pointer::parse(pointer).unwrap();
        let place = locate_all(text, &[(&pointer, 0)]).remove(0).unwrap();
        assert_eq!(Place::of(text, place.position), place, "{text}");
        (place.position.line, place.position.column)
    }

    #[test]
    fn nodes_are_counted_up_to_a_limit() {
        let text = "a: &a [1, {b: 2}]\nc: *a\n";
        assert!(has_fewer_nodes(text, 8) && !has_fewer_nodes(text, 7));
        assert!(has_fewer_nodes("[", 8));
        for (text, nodes) in [("a", 1), ("a:", 3), ("- a", 2), ("? a", 3), ("[a: b]", 4), ("{a}", 3), ("[{a, b}, ]", 6)]
        {
            assert!(has_fewer_nodes(text, nodes) && !has_fewer_nodes(text, nodes - 1), "{text}");
        }
    }

    #[test]
    fn yaml_nodes_are_found() {
        let text = "# comment\na:\n  - x: 1\n    y: 2\n  - {z: [3, 4]}\n'b/c': &b\n  200: ok\nd: *b\n";
        assert_eq!(at(text, ""), (2, 1));
        assert_eq!(at(text, "/a"), (2, 1));
        assert_eq!(at(text, "/a/0/y"), (4, 5));
        assert_eq!(at(text, "/a/1/z/1"), (5, 13));
        assert_eq!(at(text, "/b~1c/200"), (7, 3));
        assert_eq!(at(text, "/d/200"), (8, 1), "an alias has the place of its own node");
        assert_eq!(at(text, "/a/0/nowhere"), (3, 5), "the nearest ancestor");
    }

    #[test]
    fn json_nodes_are_found() {
        let text = "{\n \"a\": [1, {\"\\ud83d\\ude00\": true, \"x\\\"y\": null}],\n \"b\": \"a\"}";
        assert_eq!(at(text, ""), (1, 1));
        assert_eq!(at(text, "/a/0"), (2, 8));
        assert_eq!(at(text, "/a/1/😀"), (2, 12));
        assert_eq!(at(text, "/a/1/x\"y"), (2, 34));
        assert_eq!(at(text, "/b"), (3, 2));
    }

    #[test]
    fn an_invalid_text_has_a_place_too() {
        for text in ["", "[", "{", "\"", "{\"a", "a: [", "\u{0}", "}}}", "- - -", "{\"a\":}", "? a"] {
            let pointer = Pointer::parse("/a/0").unwrap();
            assert_eq!(locate_all(text, &[(&pointer, 0), (&pointer, 1)]).len(), 2);
        }
    }

    #[test]
    fn a_text_without_a_node_has_the_place_of_its_start() {
        for text in ["", "# comment", "\u{0}"] {
            assert_eq!(at(text, ""), (1, 1), "{text:?}");
        }
        assert_eq!(at("---", ""), (1, 4));
    }

    #[test]
    fn one_pass_finds_all_pointers() {
        let pointers = ["/b/y", "/b/y", "/a", "/b/x/0", "/b/y/nowhere", ""].map(|text| Pointer::parse(text).unwrap());
        let occurrences = [0, 1, 0, 0, 0, 0];
        let wanted: Vec<(&Pointer, usize)> = pointers.iter().zip(occurrences).collect();
        let expected = [Some((3, 3)), Some((4, 3)), Some((1, 2)), Some((2, 11)), Some((3, 3)), Some((1, 1))];
        for text in [
            "{\"a\": 1, \"b\": {\n    \"x\": [1],\n  \"y\": 2,\n  \"y\": 3}}",
            "{a: 1, b: {\n    'x': [1],\n  'y': 2,\n  'y': 3}}",
        ] {
            let places = locate_all(text, &wanted);
            let found: Vec<_> =
                places.iter().map(|place| place.map(|at| (at.position.line, at.position.column))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
