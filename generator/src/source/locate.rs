//! JSON Pointer to line and column, for YAML and for JSON, when a diagnostic is printed.

use saphyr_parser::{Event, Parser};

use super::{Pointer, parse};

/// A place in a text, both parts counted from 1 and in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the node at `pointer` begins: at its key, if it is a member of a mapping. `occurrence` tells equal keys
/// apart, and is 0 for the first. Where a pointer leads through an alias or a merge key, the nearest node above it
/// that is written out is named.
pub fn locate(text: &str, pointer: &Pointer, occurrence: usize) -> Option<Position> {
    let tokens: Vec<String> = pointer.tokens().collect();
    if parse::is_json(text) {
        locate_in_json(text, &tokens, occurrence)
    } else {
        locate_in_yaml(text, &tokens, occurrence)
    }
}

/// What the walk through a text looks for: the tokens of a pointer, one after another.
struct Search<'t> {
    tokens: &'t [String],
    /// How many of them are found.
    found: usize,
    /// How many equal keys at the last token are passed over.
    skip: usize,
    position: Option<Position>,
}

impl Search<'_> {
    /// A key or an index at a depth: whether it is the one that is looked for.
    fn visit(&mut self, depth: usize, token: &str, position: Position) -> bool {
        if depth != self.found || self.tokens.get(depth).map(String::as_str) != Some(token) {
            return false;
        }
        self.position = Some(position);
        if depth.saturating_add(1) == self.tokens.len() && self.skip > 0 {
            self.skip = self.skip.saturating_sub(1);
            return false;
        }
        self.found = self.found.saturating_add(1);
        true
    }

    fn is_complete(&self) -> bool {
        self.found == self.tokens.len()
    }
}

/// A collection that is being walked through.
struct Level {
    is_mapping: bool,
    /// How many nodes it has had.
    count: usize,
    /// Whether the search goes on in the node that comes next.
    is_entered: bool,
    /// Whether this collection is on the path that is looked for.
    is_on_path: bool,
}

fn locate_in_yaml(text: &str, tokens: &[String], skip: usize) -> Option<Position> {
    let mut search = Search { tokens, found: 0, skip, position: None };
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let position = Position { line: span.start.line(), column: span.start.col().saturating_add(1) };
        if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            levels.pop();
            // Whatever is not found in the node that was entered is nowhere else.
            continue;
        }
        let is_node =
            matches!(event, Event::Scalar(..) | Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..));
        if !is_node {
            continue;
        }
        if levels.is_empty() && search.position.is_none() {
            search.position = Some(position);
            if search.is_complete() {
                return search.position;
            }
        }
        let is_entered = enter(&mut levels, &event, position, &mut search);
        if search.is_complete() {
            return search.position;
        }
        if let Event::SequenceStart(..) | Event::MappingStart(..) = event {
            let is_mapping = matches!(event, Event::MappingStart(..));
            levels.push(Level { is_mapping, count: 0, is_entered: false, is_on_path: is_entered });
        }
    }
    search.position
}

/// Counts a node in the collection that holds it, and says whether the search goes on inside of it.
fn enter(levels: &mut [Level], event: &Event<'_>, position: Position, search: &mut Search<'_>) -> bool {
    let depth = levels.len().saturating_sub(1);
    let Some(level) = levels.last_mut() else { return true };
    let count = level.count;
    level.count = level.count.saturating_add(1);
    if !level.is_on_path {
        return false;
    }
    if !level.is_mapping {
        return search.visit(depth, &count.to_string(), position);
    }
    if count % 2 == 0 {
        let key = if let Event::Scalar(text, ..) = event { Some(text.as_ref()) } else { None };
        level.is_entered = key.is_some_and(|key| search.visit(depth, key, position));
        return false;
    }
    std::mem::take(&mut level.is_entered)
}

/// A scanner for JSON: YAML's parsers take most of it, but not surrogate pairs in escapes.
fn locate_in_json(text: &str, tokens: &[String], skip: usize) -> Option<Position> {
    let mut search = Search { tokens, found: 0, skip, position: Some(Position { line: 1, column: 1 }) };
    let mut levels: Vec<Level> = Vec::new();
    let mut scanner = Scanner { characters: text.chars().peekable(), line: 1, column: 1 };
    while !search.is_complete() {
        let position = Position { line: scanner.line, column: scanner.column };
        let Some(character) = scanner.next() else { break };
        let event = match character {
            '{' => Event::MappingStart(0, None),
            '[' => Event::SequenceStart(0, None),
            '}' | ']' => {
                levels.pop();
                continue;
            }
            '"' => Event::Scalar(scanner.string().into(), saphyr_parser::ScalarStyle::DoubleQuoted, 0, None),
            ',' | ':' => continue,
            space if space.is_whitespace() => continue,
            _ => {
                scanner.skip_word();
                Event::Scalar("".into(), saphyr_parser::ScalarStyle::Plain, 0, None)
            }
        };
        let is_entered = enter(&mut levels, &event, position, &mut search);
        if let Event::SequenceStart(..) | Event::MappingStart(..) = event {
            let is_mapping = matches!(event, Event::MappingStart(..));
            levels.push(Level { is_mapping, count: 0, is_entered: false, is_on_path: is_entered });
        }
    }
    search.position
}

struct Scanner<'t> {
    characters: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
    column: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let character = self.characters.next()?;
        if character == '\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(character)
    }

    /// The rest of a string, whose opening quote is read. Escapes are decoded by `serde_json`.
    fn string(&mut self) -> String {
        let mut literal = "\"".to_owned();
        while let Some(character) = self.next() {
            literal.push(character);
            match character {
                '"' => break,
                '\\' => literal.extend(self.next()),
                _ => {}
            }
        }
        serde_json::from_str(&literal).unwrap_or(literal)
    }

    fn skip_word(&mut self) {
        let is_end = |character: &char| character.is_whitespace() || ",:[]{}\"".contains(*character);
        while self.characters.peek().is_some_and(|character| !is_end(character)) {
            self.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize) {
        let position = locate(text, &Pointer::parse(pointer).unwrap(), 0).unwrap();
        (position.line, position.column)
    }

    #[test]
    fn yaml_nodes_are_found() {
        let text = "# comment\na:\n  - x: 1\n    y: 2\n  - {z: [3, 4]}\n'b/c': &b\n  200: ok\nd: *b\n";
        assert_eq!(at(text, ""), (2, 1));
        assert_eq!(at(text, "/a"), (2, 1));
        assert_eq!(at(text, "/a/0/y"), (4, 5));
        assert_eq!(at(text, "/a/1/z/1"), (5, 13));
        assert_eq!(at(text, "/b~1c/200"), (7, 3));
        assert_eq!(at(text, "/d/200"), (8, 1), "an alias is named where it stands");
        assert_eq!(at(text, "/a/0/nowhere"), (3, 5), "the nearest node above");
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
    fn no_text_is_too_broken() {
        for text in ["", "[", "{", "\"", "{\"a", "a: [", "\u{0}", "}}}", "- - -", "{\"a\":}", "? a"] {
            locate(text, &Pointer::parse("/a/0").unwrap(), 1);
        }
    }
}
