//! Lines, columns and byte offsets.

/// A line and a column of a text, both counted from 1 in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// Returns the position of a byte offset in a text.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
        let column = before.get(line_start..).unwrap_or_default().chars().count().saturating_add(1);
        Self { line, column }
    }
}

/// A position together with its byte offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position.
    pub position: Position,
    /// The byte offset of the position.
    pub offset: usize,
}

impl Place {
    /// Returns the place of a position in a text.
    pub fn of(text: &str, position: Position) -> Self {
        let mut offset = 0_usize;
        for line in text.split_inclusive('\n').take(position.line.saturating_sub(1)) {
            offset = offset.saturating_add(line.len());
        }
        let characters = text.get(offset..).unwrap_or_default().chars();
        let before = characters.take_while(|character| *character != '\n').take(position.column.saturating_sub(1));
        let offset = offset.saturating_add(before.map(char::len_utf8).sum());
        // A parser that reaches the end may report a line after the last one. A carriage return may be a line break for it.
        let is_beyond = offset == text.len() && !text.contains('\r');
        Self { position: if is_beyond { Position::of(text, offset) } else { position }, offset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_not_beyond_the_end() {
        let place = |text: &str, line, column| {
            let place = Place::of(text, Position { line, column });
            (place.position.line, place.position.column, place.offset)
        };
        assert_eq!(place("a\nbc", 2, 2), (2, 2, 3));
        assert_eq!(place("a\nbc", 2, 9), (2, 3, 4));
        assert_eq!(place("a\nbc", 3, 1), (2, 3, 4));
        assert_eq!(place("a\nbc\n", 9, 1), (3, 1, 5));
        assert_eq!(place("a\rbc", 2, 3), (2, 3, 4));
    }
}
