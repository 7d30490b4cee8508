// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Reading JSON text without a tree: the structure of values.
//!
//! A reader goes through the text once. Types read themselves from it with [`Json::read`](super::Json::read). A failure
//! keeps its position only. The path of an error is found by a second walk over the text, so that reading a value
//! does not have to know where it is.

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::read::{Problem, ReadError};
use super::{Kind, Others, ParseError, from_slice};

/// The maximum nesting depth of arrays and objects, as in `serde_json`.
const MAX_DEPTH: usize = 127;

/// The maximum nesting depth in a text that a value of this program was written as. Reading it uses the stack, as the value
/// itself does when it is dropped.
const MAX_OWN_DEPTH: usize = 1000;

/// The message for a value of this program that is nested too deeply.
pub(super) const TOO_DEEP: &str = "arrays and objects are nested deeper than 1000 levels";

/// The message for a text that has no value where one is expected.
pub(super) const VALUE: &str = "expected a value";

/// A failure to read a value. The reader has its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed(());

/// The reason for a failure.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// The text is not valid JSON.
    Syntax(&'static str),
    /// The value does not match the type.
    Mismatch(Problem),
}

/// A reader of the values of a JSON text.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// The number of arrays and objects around the next value.
    depth: usize,
    max_depth: usize,
    /// The byte offsets of the numbers that are floats of this program, sorted.
    pub(super) floats: Vec<usize>,
    /// The variants of unions that took more than one attempt, by the byte offset and the type. A value inside of a variant
    /// that does not match is read again for the next one, so that nested unions would take exponential time.
    pub(super) variants: BTreeMap<(usize, TypeId), Option<usize>>,
    /// The last failure, and its byte offset.
    failure: Option<(Reason, usize)>,
}

/// An array of any number of items.
pub(super) trait Items {
    /// Reads an item, and adds it.
    fn read_item(&mut self, from: &mut Reader<'_>) -> Result<(), Failed>;
}

/// A failure to read a text as a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The text is not valid JSON.
    Parse(ParseError),
    /// The text does not match the type.
    Read(ReadError),
}

/// Reads a text as a type.
///
/// # Errors
///
/// Returns [`DecodeError`] if the text is not valid JSON or does not match the type. A text that is neither is not
/// valid JSON.
pub fn decode<T: super::Json>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut from = Reader::of(bytes)?;
    match T::read(&mut from) {
        Ok(value) => from.finish().map(|()| value),
        Err(failed) => Err(from.into_error(failed)),
    }
}

/// Reads a tree as a type.
///
/// # Errors
///
/// Returns [`ReadError`] if the tree does not match the type.
pub fn read_tree<T: super::Json>(tree: &super::Tree<'_>) -> Result<T, ReadError> {
    let text = super::tree_text(tree).map_err(ReadError::malformed)?;
    read_own(&text)
}

/// Reads a text that a value of this program was written as.
pub(super) fn read_own<T: super::Json>(text: &str) -> Result<T, ReadError> {
    let mut from = Reader::of_own(text);
    T::read(&mut from).map_err(|_| from.mismatch_error())
}

impl DecodeError {
    /// Returns the error of a value that does not match, or `None` if the text is not valid JSON.
    pub(crate) fn into_mismatch(self) -> Option<ReadError> {
        match self {
            Self::Read(error) => Some(error),
            Self::Parse(_) => None,
        }
    }
}

impl<'a> Reader<'a> {
    /// Creates a reader of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let (floats, variants) = (Vec::new(), BTreeMap::new());
        Self { text, at: 0, depth: 0, max_depth: MAX_DEPTH, floats, variants, failure: None }
    }

    /// Creates a reader of a text that a value of this program was written as.
    pub(super) fn of_own(text: &'a str) -> Self {
        Self { max_depth: MAX_OWN_DEPTH, ..Self::new(text) }
    }

    /// Creates a reader of bytes.
    ///
    /// # Errors
    ///
    /// Returns [`DecodeError`] if the bytes are not valid UTF-8.
    #[inline(never)]
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(text)),
            // A syntax error before the invalid bytes is reported first.
            Err(_) => Err(match from_slice(bytes) {
                Err(error) => DecodeError::Parse(error),
                Ok(_) => DecodeError::Read(ReadError::malformed("valid UTF-8")),
            }),
        }
    }

    /// Reads the end of the text.
    #[inline(never)]
    fn finish(mut self) -> Result<(), DecodeError> {
        self.end().map_err(|_| self.error())
    }

    #[cold]
    #[inline(never)]
    fn into_error(self, _: Failed) -> DecodeError {
        self.error()
    }

    #[cold]
    #[inline(never)]
    pub(super) fn fail_at<T>(&mut self, reason: Reason, offset: usize) -> Result<T, Failed> {
        self.failure = Some((reason, offset));
        Err(Failed(()))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn syntax<T>(&mut self, message: &'static str) -> Result<T, Failed> {
        self.fail_at(Reason::Syntax(message), self.at)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn mismatch<T>(&mut self, problem: Problem, offset: usize) -> Result<T, Failed> {
        self.fail_at(Reason::Mismatch(problem), offset)
    }

    /// Fails because the next value is of another kind than the expected one.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] always.
    #[cold]
    #[inline(never)]
    pub fn unexpected<T>(&mut self, expected: &'static str) -> Result<T, Failed> {
        match self.kind() {
            Some(found) => self.mismatch(Problem::Unexpected { expected, found }, self.at),
            None => self.syntax(VALUE),
        }
    }

    /// Fails because the value that began at `start` has the right kind and the wrong form.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] always.
    #[cold]
    #[inline(never)]
    pub fn malformed<T>(&mut self, expected: &'static str, start: Mark) -> Result<T, Failed> {
        self.mismatch(Problem::Malformed { expected }, start.at)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn fail_with<T>(&mut self, problem: Problem, start: Mark) -> Result<T, Failed> {
        self.mismatch(problem, start.at)
    }

    /// Fails because a required property is absent from the object that began at `start`.
    #[cold]
    #[inline(never)]
    pub(super) fn missing<T>(&mut self, key: &str, start: Mark) -> Result<T, Failed> {
        self.mismatch(Problem::Missing { key: key.to_owned() }, start.at)
    }

    /// Returns the error of the last failure.
    #[cold]
    #[inline(never)]
    pub(super) fn error(&self) -> DecodeError {
        match from_slice(self.text.as_bytes()) {
            Err(error) => DecodeError::Parse(error),
            Ok(_) => DecodeError::Read(self.mismatch_error()),
        }
    }

    /// Returns the error of the last failure in a text that is valid JSON.
    fn mismatch_error(&self) -> ReadError {
        let (reason, offset) = self.failure.clone().unwrap_or((Reason::Syntax(VALUE), self.at));
        let problem = match reason {
            Reason::Mismatch(problem) => problem,
            Reason::Syntax(expected) => Problem::Malformed { expected },
        };
        let mut from = Reader { max_depth: self.max_depth, ..Reader::new(self.text) };
        ReadError::at(problem, from.path_to(offset))
    }

    pub(super) fn failure(&self) -> Option<&(Reason, usize)> {
        self.failure.as_ref()
    }

    /// Returns the kind of the next value, or `None` if there is none.
    pub(super) fn kind(&mut self) -> Option<Kind> {
        Some(match self.peek()? {
            b'n' => Kind::Null,
            b't' | b'f' => Kind::Bool,
            b'"' => Kind::String,
            b'-' | b'0'..=b'9' => Kind::Number,
            b'[' => Kind::Array,
            b'{' => Kind::Object,
            _ => return None,
        })
    }

    /// Returns the position of the next value, to which [`return_to`](Self::return_to) returns.
    pub fn mark(&mut self) -> Mark {
        self.peek();
        Mark { at: self.at, depth: self.depth }
    }

    /// Returns to a value, and forgets the last failure.
    pub fn return_to(&mut self, mark: Mark) {
        (self.at, self.depth) = (mark.at, mark.depth);
        self.failure = None;
    }

    /// Reads the end of the text.
    pub(super) fn end(&mut self) -> Result<(), Failed> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.syntax("expected the end of the text"),
        }
    }

    /// Reads `null` if it is the next value, and returns whether it is.
    #[inline]
    pub(super) fn null(&mut self) -> Result<bool, Failed> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// Reads the bracket that opens an array or an object.
    #[inline]
    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), Failed> {
        if self.peek() != Some(bracket) {
            return self.unexpected(expected);
        }
        if self.depth >= self.max_depth {
            return self.too_deep();
        }
        self.depth = self.depth.wrapping_add(1);
        self.step();
        Ok(())
    }

    #[cold]
    fn too_deep(&mut self) -> Result<(), Failed> {
        self.syntax(match self.max_depth {
            MAX_DEPTH => "arrays and objects are nested deeper than 127 levels",
            _ => TOO_DEEP,
        })
    }

    #[inline]
    fn close(&mut self) {
        self.depth = self.depth.wrapping_sub(1);
        self.step();
    }

    /// Reads the start of an array.
    #[inline]
    pub(super) fn open_array(&mut self) -> Result<(), Failed> {
        self.open(b'[', "an array")
    }

    /// Reads the start of an object.
    #[inline]
    pub(super) fn open_object(&mut self) -> Result<(), Failed> {
        self.open(b'{', "an object")
    }

    /// Returns whether the array has a further item. `is_first` is true before the first one.
    #[inline]
    pub(super) fn next_item(&mut self, is_first: &mut bool) -> Result<bool, Failed> {
        match self.peek() {
            Some(b']') if *is_first => {
                self.close();
                return Ok(false);
            }
            _ if *is_first => *is_first = false,
            Some(b',') => self.step(),
            Some(b']') => {
                self.close();
                return Ok(false);
            }
            _ => return self.syntax("expected `,` or `]`"),
        }
        Ok(true)
    }

    /// Returns whether the object has a further property. Its key is next. `is_first` is true before the first one.
    #[inline]
    pub(super) fn next_property(&mut self, is_first: &mut bool) -> Result<bool, Failed> {
        match self.peek() {
            Some(b'}') if *is_first => {
                self.close();
                return Ok(false);
            }
            _ if *is_first => *is_first = false,
            Some(b',') => {
                self.step();
                self.peek();
            }
            Some(b'}') => {
                self.close();
                return Ok(false);
            }
            _ => return self.syntax("expected `,` or `}`"),
        }
        Ok(true)
    }

    /// Reads the key of a property, and the colon.
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>, Failed> {
        if self.peek() != Some(b'"') {
            return self.syntax("expected a key");
        }
        let key = self.quoted()?;
        if self.peek() != Some(b':') {
            return self.syntax("expected `:`");
        }
        self.step();
        Ok(key)
    }

    /// Reads the next key of an object, or `None` at its end.
    pub(super) fn next_key(&mut self, is_first: &mut bool) -> Result<Option<Cow<'a, str>>, Failed> {
        if self.next_property(is_first)? { self.key().map(Some) } else { Ok(None) }
    }

    /// Reads an array of any number of items.
    pub(super) fn array(&mut self, items: &mut dyn Items) -> Result<(), Failed> {
        let mut is_first = true;
        self.open_array()?;
        while self.next_item(&mut is_first)? {
            items.read_item(self)?;
        }
        Ok(())
    }

    /// Reads an object of any properties.
    pub(super) fn properties(&mut self, properties: &mut dyn Others) -> Result<(), Failed> {
        let mut is_first = true;
        self.open_object()?;
        while let Some(key) = self.next_key(&mut is_first)? {
            properties.read_property(key, self)?;
        }
        Ok(())
    }

    /// Reads a value of any kind, and ignores it. All of its syntax is checked.
    pub(super) fn skip(&mut self) -> Result<(), Failed> {
        let mut is_first = true;
        match self.peek() {
            Some(b'"') => self.skip_quoted(),
            Some(b'-' | b'0'..=b'9') => self.number_text().map(drop),
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'[') => {
                self.open_array()?;
                while self.next_item(&mut is_first)? {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'{') => {
                self.open_object()?;
                while self.next_key(&mut is_first)?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.syntax(VALUE),
        }
    }

    /// Returns the keys and indices on the path to the value at an offset, the last one first.
    fn path_to(&mut self, offset: usize) -> Vec<String> {
        let mut path = Vec::new();
        while let Some(token) = self.step_towards(offset) {
            path.push(token);
        }
        path.reverse();
        path
    }

    /// Enters the array or object around an offset, and goes to the item or property that has it. Returns its key or
    /// index, or `None` if the offset is not inside an item or a property.
    fn step_towards(&mut self, offset: usize) -> Option<String> {
        let kind = self.kind().filter(|_| self.at < offset)?;
        let (mut is_first, mut index) = (true, 0_usize);
        match kind {
            Kind::Array => self.open_array().ok()?,
            Kind::Object => self.open_object().ok()?,
            _ => return None,
        }
        loop {
            let token = match kind {
                Kind::Array => self.next_item(&mut is_first).ok()?.then(|| index.to_string())?,
                _ => self.next_key(&mut is_first).ok()??.into_owned(),
            };
            let start = self.mark();
            self.skip().ok()?;
            if self.at > offset {
                self.return_to(start);
                return Some(token);
            }
            index = index.saturating_add(1);
        }
    }
}

/// A position of a reader.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    at: usize,
    depth: usize,
}
