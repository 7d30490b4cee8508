//! Writing values as JSON text.

use std::fmt::Write as _;

use super::reader::{Reader, TOO_DEEP};
use super::scan::plain_length;
use super::{Json, Object, Tree, TreeNumber, Value};

/// The error of a number that JSON cannot represent.
pub(super) const NOT_FINITE: &str = "a number that is not finite cannot be written as JSON";

/// A writer of JSON text. Types write themselves to it with [`Json::write`].
#[derive(Debug, Default)]
pub struct Writer {
    text: Vec<u8>,
    /// Whether a number was not finite.
    has_failed: bool,
    /// The byte offsets of floats, if they are wanted.
    floats: Option<Vec<usize>>,
}

/// Returns a value as compact JSON text. Numbers keep their text.
///
/// # Errors
///
/// Returns an error message if a number is not finite.
pub fn to_text<T: Json + ?Sized>(value: &T) -> Result<String, &'static str> {
    to_bytes(value).map(|bytes| String::from_utf8(bytes).unwrap_or_default())
}

/// Returns a value as the bytes of its JSON text.
///
/// # Errors
///
/// Returns an error message if a number is not finite.
pub(crate) fn to_bytes<T: Json + ?Sized>(value: &T) -> Result<Vec<u8>, &'static str> {
    let mut to = Writer::default();
    value.write(&mut to);
    to.finish()
}

/// Returns a value as a tree for a parameter.
///
/// # Errors
///
/// Returns an error message if a number is not finite, or if the value is nested too deeply.
pub(crate) fn to_tree<T: Json + ?Sized>(value: &T) -> Result<Tree<'_>, &'static str> {
    if let Some(text) = value.as_text() {
        return Ok(Tree::from(text));
    }
    let mut to = Writer { floats: Some(Vec::new()), ..Writer::default() };
    value.write(&mut to);
    let floats = to.floats.take().unwrap_or_default();
    let text = to.finish().map(|bytes| String::from_utf8(bytes).unwrap_or_default())?;
    let mut from = Reader::of_own(&text);
    from.floats = floats;
    from.tree().map(Tree::into_owned).map_err(|_| TOO_DEEP)
}

impl Writer {
    fn finish(self) -> Result<Vec<u8>, &'static str> {
        if self.has_failed { Err(NOT_FINITE) } else { Ok(self.text) }
    }

    /// Writes text as it is.
    #[inline]
    pub(super) fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        self.text.push(byte);
    }

    /// Writes the comma before an item or a property, unless it is the first one.
    #[inline]
    pub(super) fn separate(&mut self, is_first: &mut bool) {
        if !std::mem::replace(is_first, false) {
            self.text.push(b',');
        }
    }

    /// Writes the key of a property, and the colon.
    pub(super) fn key(&mut self, key: &str) {
        self.string(key);
        self.text.push(b':');
    }

    /// Writes a quoted string. Only the characters that must be escaped (RFC 8259, section 7) are escaped.
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.text.push(b'"');
        let bytes = text.as_bytes();
        let plain = plain_length(bytes);
        if plain == bytes.len() {
            self.text.extend_from_slice(bytes);
        } else {
            self.escaped(bytes, plain);
        }
        self.text.push(b'"');
    }

    #[cold]
    #[inline(never)]
    fn escaped(&mut self, mut rest: &[u8], mut plain: usize) {
        loop {
            let (part, behind) = rest.split_at(plain.min(rest.len()));
            self.text.extend_from_slice(part);
            let Some((byte, behind)) = behind.split_first() else { return };
            match byte {
                b'"' => self.raw("\\\""),
                b'\\' => self.raw("\\\\"),
                b'\n' => self.raw("\\n"),
                b'\r' => self.raw("\\r"),
                b'\t' => self.raw("\\t"),
                8 => self.raw("\\b"),
                12 => self.raw("\\f"),
                control => self.raw(&format!("\\u{control:04x}")),
            }
            rest = behind;
            plain = plain_length(rest);
        }
    }

    /// Writes text that `Display` returns as a string.
    pub fn display(&mut self, value: &dyn std::fmt::Display) {
        let mut text = String::new();
        let _ = write!(text, "{value}");
        self.string(&text);
    }

    pub(super) fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// Writes an integer with the digits of `serde_json`.
    pub(super) fn signed(&mut self, value: i64) {
        self.has_failed |= serde_json::to_writer(&mut self.text, &value).is_err();
    }

    /// Writes an integer with the digits of `serde_json`.
    pub(super) fn unsigned(&mut self, value: u64) {
        self.has_failed |= serde_json::to_writer(&mut self.text, &value).is_err();
    }

    pub(super) fn float(&mut self, value: f64) {
        let start = self.text.len();
        self.floats.iter_mut().for_each(|floats| floats.push(start));
        self.has_failed |= !value.is_finite() || serde_json::to_writer(&mut self.text, &value).is_err();
    }

    pub(super) fn number(&mut self, number: &TreeNumber<'_>) {
        match number.scalar() {
            super::number::Scalar::Signed(value) => self.signed(value),
            super::number::Scalar::Unsigned(value) => self.unsigned(value),
            super::number::Scalar::Float(value) => self.float(value),
            super::number::Scalar::Text(text) => self.raw(text),
        }
    }

    /// Writes an item of an array.
    pub(super) fn item(&mut self, item: &dyn Json, is_first: &mut bool) {
        self.separate(is_first);
        item.write(self);
    }

    /// Writes a property of an object.
    pub(super) fn property(&mut self, key: &str, value: &dyn Json, is_first: &mut bool) {
        self.separate(is_first);
        self.key(key);
        value.write(self);
    }

    /// Writes an object of any properties.
    pub(super) fn properties(&mut self, object: &Object) {
        let mut is_first = true;
        self.byte(b'{');
        for (key, value) in object.iter() {
            self.property(key, value, &mut is_first);
        }
        self.byte(b'}');
    }

    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.raw("null"),
            Value::Bool(value) => self.boolean(*value),
            Value::Number(number) => self.number(&number.0),
            Value::String(text) => self.string(text),
            Value::Array(items) => items.write(self),
            Value::Object(object) => self.properties(object),
        }
    }

    pub(super) fn tree(&mut self, tree: &Tree<'_>) {
        let mut is_first = true;
        match tree {
            Tree::Null => self.raw("null"),
            Tree::Bool(value) => self.boolean(*value),
            Tree::Number(number) => self.number(number),
            Tree::String(text) => self.string(text),
            Tree::Array(items) => {
                self.byte(b'[');
                for item in items {
                    self.separate(&mut is_first);
                    self.tree(item);
                }
                self.byte(b']');
            }
            Tree::Object(entries) => {
                self.byte(b'{');
                for (key, value) in entries {
                    self.separate(&mut is_first);
                    self.key(key);
                    self.tree(value);
                }
                self.byte(b'}');
            }
        }
    }
}

/// Returns a tree as compact JSON text. Numbers keep their text.
///
/// # Errors
///
/// Returns an error message if a number is not finite.
pub fn tree_text(tree: &Tree<'_>) -> Result<String, &'static str> {
    let mut to = Writer::default();
    to.tree(tree);
    to.finish().map(|bytes| String::from_utf8(bytes).unwrap_or_default())
}
