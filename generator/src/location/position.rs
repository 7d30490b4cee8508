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
        Self { position, offset: offset.saturating_add(before.map(char::len_utf8).sum()) }
    }
}
