//! Parsing JSON text into a tree, and the errors of texts that are not valid JSON.

use std::fmt;

use super::reader::{Failed, Reader, Reason, VALUE};
use super::{Tree, TreeNumber};

/// A failure to parse JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// The text is empty or only white space.
    Empty,
    /// The text ends in the middle of a value.
    Truncated(SyntaxError),
    /// The text is not valid JSON.
    NotJson(SyntaxError),
}

impl ParseError {
    /// Returns the syntax error.
    pub(crate) fn into_syntax_error(self) -> SyntaxError {
        match self {
            Self::Empty => SyntaxError::new(VALUE, b"", 0),
            Self::Truncated(error) | Self::NotJson(error) => error,
        }
    }
}

/// A syntax error of JSON text, with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    message: &'static str,
    offset: usize,
    line: usize,
    column: usize,
}

impl SyntaxError {
    pub(super) fn new(message: &'static str, text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
        // Continuation bytes of a character do not count.
        let is_first = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let column = before.iter().skip(line_start).filter(is_first).count().saturating_add(1);
        Self { message, offset, line, column }
    }

    /// Returns the byte offset in the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the line, starting at 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns the column in characters, starting at 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at line {} column {}", self.message, self.line, self.column)
    }
}

impl std::error::Error for SyntaxError {}

/// Parses JSON text into a tree.
///
/// # Errors
///
/// Returns [`ParseError`] if the text is empty, truncated, or not valid JSON.
pub fn from_slice(bytes: &[u8]) -> Result<Tree<'_>, ParseError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ParseError::Empty);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return parse(text),
        Err(error) => error,
    };
    // A syntax error before the invalid bytes is reported first.
    let before = bytes.get(..invalid.valid_up_to()).and_then(|before| std::str::from_utf8(before).ok());
    let before = before.unwrap_or_default();
    let invalid_utf8 = || SyntaxError::new("invalid UTF-8", bytes, before.len());
    Err(match parse(before) {
        Err(ParseError::NotJson(error)) => ParseError::NotJson(error),
        Err(ParseError::Truncated(_)) if invalid.error_len().is_none() => ParseError::Truncated(invalid_utf8()),
        _ => ParseError::NotJson(invalid_utf8()),
    })
}

/// Returns whether the whole text is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let mut from = Reader::new(text);
    matches!(text.bytes().next(), Some(b'-' | b'0'..=b'9')) && from.number_text().is_ok() && from.rest().is_empty()
}

fn parse(text: &str) -> Result<Tree<'_>, ParseError> {
    let mut from = Reader::new(text);
    if let Ok(tree) = from.tree().and_then(|tree| from.end().map(|()| tree)) {
        return Ok(tree);
    }
    let (message, offset) = match from.failure() {
        Some((Reason::Syntax(message), offset)) => (*message, *offset),
        _ => (VALUE, 0),
    };
    let error = SyntaxError::new(message, text.as_bytes(), offset);
    Err(if offset >= text.len() { ParseError::Truncated(error) } else { ParseError::NotJson(error) })
}

impl<'a> Reader<'a> {
    fn tree_number(&mut self) -> Result<TreeNumber<'a>, Failed> {
        let start = self.at;
        let text = self.number_text()?;
        if self.floats.binary_search(&start).is_ok() {
            return Ok(TreeNumber::from(text.parse::<f64>().unwrap_or(f64::NAN)));
        }
        Ok(TreeNumber::from_text(text))
    }

    /// Reads a value as a tree, in which the arrays and objects that are properties of an object are empty arrays.
    pub(super) fn outline(&mut self) -> Result<Tree<'a>, Failed> {
        let mut is_first = true;
        match self.peek() {
            Some(b'[') => {
                self.open_array()?;
                let mut items = Vec::new();
                while self.next_item(&mut is_first)? {
                    items.push(self.outline()?);
                }
                Ok(Tree::Array(items))
            }
            Some(b'{') => {
                self.open_object()?;
                let mut entries = Vec::new();
                while let Some(key) = self.next_key(&mut is_first)? {
                    let value = match self.peek() {
                        Some(b'[' | b'{') => self.skip().map(|()| Tree::Array(Vec::new()))?,
                        _ => self.tree()?,
                    };
                    entries.push((key, value));
                }
                Ok(Tree::Object(without_duplicates(entries)))
            }
            _ => self.tree(),
        }
    }

    /// Reads a value of any kind as a tree.
    pub(crate) fn tree(&mut self) -> Result<Tree<'a>, Failed> {
        let mut is_first = true;
        Ok(match self.peek() {
            Some(b'"') => Tree::String(self.quoted()?),
            Some(b'-' | b'0'..=b'9') => Tree::Number(self.tree_number()?),
            Some(b'n') => self.word("null").map(|()| Tree::Null)?,
            Some(b't') => self.word("true").map(|()| Tree::Bool(true))?,
            Some(b'f') => self.word("false").map(|()| Tree::Bool(false))?,
            Some(b'[') => {
                self.open_array()?;
                let mut items = Vec::new();
                while self.next_item(&mut is_first)? {
                    items.push(self.tree()?);
                }
                Tree::Array(items)
            }
            Some(b'{') => {
                self.open_object()?;
                let mut entries = Vec::new();
                while let Some(key) = self.next_key(&mut is_first)? {
                    entries.push((key, self.tree()?));
                }
                Tree::Object(without_duplicates(entries))
            }
            _ => return self.syntax(VALUE),
        })
    }
}

/// Removes duplicate keys. The last value is kept, at the position of the first one, as `serde_json` and most other
/// parsers do; RFC 8259, section 4, leaves it open.
pub(super) fn without_duplicates<K: AsRef<str>, V>(entries: Vec<(K, V)>) -> Vec<(K, V)> {
    /// Up to this number of keys, comparing all pairs is faster than sorting.
    const FEW: usize = 8;
    let key = |index: &usize| entries.get(*index).map(|(key, _)| key.as_ref());
    let mut order: Vec<usize> = Vec::new();
    if entries.len() <= FEW {
        let keys = || entries.iter().map(|(key, _)| key.as_ref()).enumerate();
        if keys().all(|(index, key)| keys().skip(index.saturating_add(1)).all(|(_, other)| key != other)) {
            return entries;
        }
    }
    order.extend(0..entries.len());
    // The sort is stable: equal keys stay in the order of the text.
    order.sort_by(|first, second| key(first).cmp(&key(second)));
    if order.is_sorted_by(|first, second| key(first) != key(second)) {
        return entries;
    }
    // The position of each value: that of the first one with its key.
    let mut places: Vec<usize> = (0..entries.len()).collect();
    for same in order.chunk_by(|first, second| key(first) == key(second)) {
        for index in same {
            if let (Some(place), Some(first)) = (places.get_mut(*index), same.first()) {
                *place = *first;
            }
        }
    }
    let mut kept: Vec<Option<(K, V)>> = Vec::with_capacity(entries.len());
    for (entry, place) in entries.into_iter().zip(places) {
        kept.push(None);
        if let Some(slot) = kept.get_mut(place) {
            *slot = Some(entry);
        }
    }
    kept.into_iter().flatten().collect()
}
