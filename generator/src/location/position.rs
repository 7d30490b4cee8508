//! Lines and columns.

/// A place in a text, both parts counted from 1 and in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A position, and the byte of the text that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position.
    pub position: Position,
    /// The offset of its first byte.
    pub offset: usize,
}

impl Place {
    /// The place that a parser has named by its position alone.
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
