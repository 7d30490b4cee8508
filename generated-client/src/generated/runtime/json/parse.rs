// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Text to tree.
//!
//! A parser of our own, since a number has to keep its text: any other reader of JSON makes a `f64` of most. It is a loop
//! and not a recursion, so that deep nesting takes no stack.

use std::borrow::Cow;
use std::fmt;

use super::{Tree, TreeNumber};

/// How many arrays and objects may be nested, as in `serde_json`.
const DEEPEST: usize = 127;

/// Why bytes are not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseProblem {
    /// There is nothing but white space.
    Empty,
    /// The text ends in the middle of a value.
    Truncated(SyntaxError),
    /// It is something else.
    NotJson(SyntaxError),
}

impl ParseProblem {
    /// The error, with its place in the text.
    pub(super) fn into_error(self) -> SyntaxError {
        match self {
            Self::Empty => SyntaxError::new(VALUE, b"", 0),
            Self::Truncated(error) | Self::NotJson(error) => error,
        }
    }
}

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    what: &'static str,
    offset: usize,
    line: usize,
    column: usize,
}

impl SyntaxError {
    pub(super) fn new(what: &'static str, text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
        // Every character but its first byte is a continuation.
        let is_first = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let column = before.iter().skip(line_start).filter(is_first).count().saturating_add(1);
        Self { what, offset, line, column }
    }

    /// The place in the text, in bytes from its start.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at line {} column {}", self.what, self.line, self.column)
    }
}

impl std::error::Error for SyntaxError {}

/// Parses a whole JSON text.
///
/// # Errors
///
/// [`ParseProblem`] says whether there is nothing, too little, or something else.
pub fn from_slice(bytes: &[u8]) -> Result<Tree<'_>, ParseProblem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ParseProblem::Empty);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return parse(text).map_err(|fault| fault.problem(text)),
        Err(error) => error,
    };
    // What is wrong before the bytes that are no character counts first.
    let before = bytes.get(..invalid.valid_up_to()).and_then(|before| std::str::from_utf8(before).ok());
    let before = before.unwrap_or_default();
    let error = || SyntaxError::new("invalid UTF-8", bytes, before.len());
    Err(match parse(before).map_err(|fault| fault.problem(before)) {
        Err(ParseProblem::NotJson(fault)) => ParseProblem::NotJson(fault),
        Err(ParseProblem::Truncated(_)) if invalid.error_len().is_none() => ParseProblem::Truncated(error()),
        _ => ParseProblem::NotJson(error()),
    })
}

/// Whether a text is a JSON number and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    let mut parser = Parser { text, at: 0 };
    matches!(text.bytes().next(), Some(b'-' | b'0'..=b'9')) && parser.number().is_ok() && parser.at == text.len()
}

/// What is wrong, and where in the text.
struct Fault {
    what: &'static str,
    offset: usize,
}

impl Fault {
    fn problem(self, text: &str) -> ParseProblem {
        let error = SyntaxError::new(self.what, text.as_bytes(), self.offset);
        if self.offset >= text.len() { ParseProblem::Truncated(error) } else { ParseProblem::NotJson(error) }
    }
}

type Parsed<T> = Result<T, Fault>;

type Entries<'a> = Vec<(Cow<'a, str>, Tree<'a>)>;

/// An array or an object that is not at its end yet.
enum Open<'a> {
    Array(Vec<Tree<'a>>),
    /// The members so far, and the key of the one that is being read.
    Object(Entries<'a>, Cow<'a, str>),
}

const VALUE: &str = "expected a value";

fn parse(text: &str) -> Parsed<Tree<'_>> {
    let mut parser = Parser { text, at: 0 };
    let tree = parser.value()?;
    match parser.peek() {
        None => Ok(tree),
        Some(_) => parser.fault("expected the end of the text"),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn fault<T>(&self, what: &'static str) -> Parsed<T> {
        Err(Fault { what, offset: self.at })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.step();
        }
        self.byte()
    }

    /// A value. Arrays and objects around the next one stand in a list, the innermost one last.
    fn value(&mut self) -> Parsed<Tree<'a>> {
        let mut open: Vec<Open<'a>> = Vec::new();
        loop {
            let Some(mut value) = self.begin(&mut open)? else { continue };
            // The value may be the last one of what is around it, which is then a value itself.
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
                            _ => return self.fault("expected `,` or `]`"),
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
                            _ => return self.fault("expected `,` or `}`"),
                        }
                    }
                };
            }
        }
    }

    /// The value that begins here; nothing if it is an array or an object, which is open then.
    fn begin(&mut self, open: &mut Vec<Open<'a>>) -> Parsed<Option<Tree<'a>>> {
        Ok(Some(match self.peek() {
            Some(b'"') => Tree::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Tree::Number(TreeNumber::of_text(self.number()?)),
            Some(b'n') => self.word("null", Tree::Null)?,
            Some(b't') => self.word("true", Tree::Bool(true))?,
            Some(b'f') => self.word("false", Tree::Bool(false))?,
            Some(b'[' | b'{') if open.len() >= DEEPEST => {
                return self.fault("arrays and objects are nested deeper than 127 levels");
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
            _ => return self.fault(VALUE),
        }))
    }

    fn word(&mut self, word: &'static str, tree: Tree<'a>) -> Parsed<Tree<'a>> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return self.fault(VALUE);
            }
            self.step();
        }
        Ok(tree)
    }

    /// The key of a member, and its colon.
    fn key(&mut self) -> Parsed<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.fault("expected a key");
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return self.fault("expected `:`");
        }
        self.step();
        Ok(key)
    }

    fn digits(&mut self) -> Parsed<()> {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return self.fault("expected a digit");
        }
        while let Some(b'0'..=b'9') = self.byte() {
            self.step();
        }
        Ok(())
    }

    /// The text of a number.
    fn number(&mut self) -> Parsed<&'a str> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.step();
        }
        if self.byte() == Some(b'0') {
            self.step();
            if let Some(b'0'..=b'9') = self.byte() {
                return self.fault("a number begins with more than one zero");
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

    /// A string, whose opening quote is next. It is borrowed if it has no escapes.
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
                Some(_) => return self.fault("a control character in a string has to be escaped"),
                None => return self.fault("expected the end of a string"),
            }
        }
    }

    /// What of a string comes before a quote, an escape or a control character.
    fn plain(&mut self) -> &'a str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')).unwrap_or(rest.len());
        self.at = start.saturating_add(length);
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// An escape, whose backslash is next.
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
            _ => return self.fault("an escape that JSON does not have"),
        };
        self.step();
        Ok(letter)
    }

    /// The character of an escape by number, behind its `u`; two escapes make one beyond 16 bits.
    fn unicode(&mut self, start: usize) -> Parsed<char> {
        let first = self.hexadecimal()?;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let lone = Fault { what: "half of a surrogate pair", offset: start };
        for expected in [b'\\', b'u'] {
            match self.byte() {
                Some(byte) if byte == expected => self.step(),
                Some(_) => return Err(lone),
                None => return self.fault("expected the end of a string"),
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
            let Some(digit) = digit else { return self.fault("expected four hexadecimal digits") };
            value = value << 4 | digit;
            self.step();
        }
        Ok(value)
    }
}

/// Keeps the last of several equal keys, as `serde_json`'s own maps and most readers of JSON do (RFC 8259,
/// section 4, leaves it open). It stands where the first one stood.
pub(super) fn without_duplicates<K: AsRef<str>, V>(entries: Vec<(K, V)>) -> Vec<(K, V)> {
    /// Up to here, comparing each with each is quicker than sorting.
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
    // Equal keys stay in the order of the text.
    order.sort_by(|first, second| key(first).cmp(&key(second)));
    if order.is_sorted_by(|first, second| key(first) != key(second)) {
        return entries;
    }
    // Where each value goes: to the first of its key, over the one that was there before.
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
