// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Parsing JSON text into a tree.
//!
//! The parser keeps the text of each number, which `serde_json` does not. It is a loop instead of a recursion, so that
//! deep nesting takes no stack.

use std::borrow::Cow;
use std::fmt;

use super::{Tree, TreeNumber};

/// The maximum nesting depth of arrays and objects, as in `serde_json`.
const MAX_DEPTH: usize = 127;

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

/// Parses JSON text.
///
/// # Errors
///
/// Returns [`ParseError`] if the text is empty, truncated, or not valid JSON.
pub fn from_slice(bytes: &[u8]) -> Result<Tree<'_>, ParseError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ParseError::Empty);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return parse(text).map_err(|error| error.parse_error(text)),
        Err(error) => error,
    };
    // A syntax error before the invalid bytes is reported first.
    let before = bytes.get(..invalid.valid_up_to()).and_then(|before| std::str::from_utf8(before).ok());
    let before = before.unwrap_or_default();
    let invalid_utf8 = || SyntaxError::new("invalid UTF-8", bytes, before.len());
    Err(match parse(before).map_err(|error| error.parse_error(before)) {
        Err(ParseError::NotJson(error)) => ParseError::NotJson(error),
        Err(ParseError::Truncated(_)) if invalid.error_len().is_none() => ParseError::Truncated(invalid_utf8()),
        _ => ParseError::NotJson(invalid_utf8()),
    })
}

/// Returns whether the whole text is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let mut parser = Parser { text, at: 0 };
    matches!(text.bytes().next(), Some(b'-' | b'0'..=b'9')) && parser.number().is_ok() && parser.at == text.len()
}

/// An error message, and its byte offset.
struct Failure {
    message: &'static str,
    offset: usize,
}

impl Failure {
    fn parse_error(self, text: &str) -> ParseError {
        let error = SyntaxError::new(self.message, text.as_bytes(), self.offset);
        if self.offset >= text.len() { ParseError::Truncated(error) } else { ParseError::NotJson(error) }
    }
}

type Parsed<T> = Result<T, Failure>;

type Entries<'a> = Vec<(Cow<'a, str>, Tree<'a>)>;

/// An array or an object that is being parsed.
enum Open<'a> {
    Array(Vec<Tree<'a>>),
    /// The properties so far, and the key of the next one.
    Object(Entries<'a>, Cow<'a, str>),
}

const VALUE: &str = "expected a value";

fn parse(text: &str) -> Parsed<Tree<'_>> {
    let mut parser = Parser { text, at: 0 };
    let tree = parser.value()?;
    match parser.peek() {
        None => Ok(tree),
        Some(_) => parser.fail("expected the end of the text"),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn fail<T>(&self, message: &'static str) -> Parsed<T> {
        Err(Failure { message, offset: self.at })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// Skips white space, and returns the next byte.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.step();
        }
        self.byte()
    }

    /// Parses a value. `open` has the arrays and objects around the next value, the innermost one last.
    fn value(&mut self) -> Parsed<Tree<'a>> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            let Some(mut value) = self.begin(&mut open)? else { continue };
            // If the value is the last one of an array or an object, that becomes the value.
            loop {
                value = match open.pop() {
                    None => return Ok(value),
                    Some(Open::Array(mut items)) => {
                        items.push(value);
                        match self.peek() {
                            Some(b',') => {
                                self.step();
                                open.push(Open::Array(items));
                                break;
                            }
                            Some(b']') => {
                                self.step();
                                Tree::Array(items)
                            }
                            _ => return self.fail("expected `,` or `]`"),
                        }
                    }
                    Some(Open::Object(mut entries, key)) => {
                        entries.push((key, value));
                        match self.peek() {
                            Some(b',') => {
                                self.step();
                                let key = self.key()?;
                                open.push(Open::Object(entries, key));
                                break;
                            }
                            Some(b'}') => {
                                self.step();
                                Tree::Object(without_duplicates(entries))
                            }
                            _ => return self.fail("expected `,` or `}`"),
                        }
                    }
                };
            }
        }
    }

    /// Parses the next value. Returns `None` if it is a non-empty array or object, which is added to `open`.
    fn begin(&mut self, open: &mut Vec<Open<'a>>) -> Parsed<Option<Tree<'a>>> {
        Ok(Some(match self.peek() {
            Some(b'"') => Tree::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Tree::Number(TreeNumber::from_text(self.number()?)),
            Some(b'n') => self.word("null", Tree::Null)?,
            Some(b't') => self.word("true", Tree::Bool(true))?,
            Some(b'f') => self.word("false", Tree::Bool(false))?,
            Some(b'[' | b'{') if open.len() >= MAX_DEPTH => {
                return self.fail("arrays and objects are nested deeper than 127 levels");
            }
            Some(b'[') => {
                self.step();
                if self.peek() != Some(b']') {
                    open.push(Open::Array(Vec::new()));
                    return Ok(None);
                }
                self.step();
                Tree::Array(Vec::new())
            }
            Some(b'{') => {
                self.step();
                if self.peek() != Some(b'}') {
                    let key = self.key()?;
                    open.push(Open::Object(Vec::new(), key));
                    return Ok(None);
                }
                self.step();
                Tree::Object(Vec::new())
            }
            _ => return self.fail(VALUE),
        }))
    }

    fn word(&mut self, word: &'static str, tree: Tree<'a>) -> Parsed<Tree<'a>> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return self.fail(VALUE);
            }
            self.step();
        }
        Ok(tree)
    }

    /// Parses the key of a property, and the colon.
    fn key(&mut self) -> Parsed<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.fail("expected a key");
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return self.fail("expected `:`");
        }
        self.step();
        Ok(key)
    }

    fn digits(&mut self) -> Parsed<()> {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return self.fail("expected a digit");
        }
        while let Some(b'0'..=b'9') = self.byte() {
            self.step();
        }
        Ok(())
    }

    /// Parses a number, and returns its text.
    fn number(&mut self) -> Parsed<&'a str> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.step();
        }
        if self.byte() == Some(b'0') {
            self.step();
            if let Some(b'0'..=b'9') = self.byte() {
                return self.fail("a number must not have leading zeros");
            }
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.step();
            if let Some(b'+' | b'-') = self.byte() {
                self.step();
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Parses a string, whose opening quote is next. It is borrowed if it has no escapes.
    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        self.step();
        let mut text = Cow::Borrowed(self.plain());
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.step();
                    return Ok(text);
                }
                Some(b'\\') => {
                    let letter = self.escape()?;
                    let plain = self.plain();
                    let text = text.to_mut();
                    text.push(letter);
                    text.push_str(plain);
                }
                Some(_) => return self.fail("control characters in a string must be escaped"),
                None => return self.fail("expected the end of a string"),
            }
        }
    }

    /// Returns the part of a string before the next quote, escape or control character.
    fn plain(&mut self) -> &'a str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')).unwrap_or(rest.len());
        self.at = start.saturating_add(length);
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Parses an escape, whose backslash is next.
    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        self.step();
        let letter = match self.byte() {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.step();
                return self.unicode(start);
            }
            _ => return self.fail("invalid escape"),
        };
        self.step();
        Ok(letter)
    }

    /// Parses the digits of a `\u` escape. A surrogate pair takes two escapes.
    fn unicode(&mut self, start: usize) -> Parsed<char> {
        let first = self.hexadecimal()?;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let lone = Failure { message: "lone surrogate", offset: start };
        for expected in [b'\\', b'u'] {
            match self.byte() {
                Some(byte) if byte == expected => self.step(),
                Some(_) => return Err(lone),
                None => return self.fail("expected the end of a string"),
            }
        }
        let second = self.hexadecimal()?;
        let letter = match (first, second) {
            (0xd800..=0xdbff, 0xdc00..=0xdfff) => {
                let high = first.saturating_sub(0xd800) << 10;
                char::from_u32((high | second.saturating_sub(0xdc00)).saturating_add(0x1_0000))
            }
            _ => None,
        };
        letter.ok_or(lone)
    }

    fn hexadecimal(&mut self) -> Parsed<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return self.fail("expected four hexadecimal digits") };
            value = value << 4 | digit;
            self.step();
        }
        Ok(value)
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
