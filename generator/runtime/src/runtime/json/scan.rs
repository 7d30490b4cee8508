//! Reading JSON text without a tree: words, numbers and strings.
//!
//! The text of each number is kept, which `serde_json` does not.

use std::borrow::Cow;

use super::reader::{Failed, Reader, Reason, VALUE};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Returns the number of bytes before the first quote, backslash or control character: those that a JSON string has as
/// they are (RFC 8259, section 7). Eight bytes are compared at once.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0_usize;
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        let word = u64::from_le_bytes(<[u8; 8]>::try_from(chunk).unwrap_or_default());
        // The high bit of each byte that is less than the subtracted one, or equal to the other one, is set.
        let control = word.wrapping_sub(ONES.wrapping_mul(0x20)) & !word;
        let quote = word ^ ONES.wrapping_mul(0x22);
        let backslash = word ^ ONES.wrapping_mul(0x5c);
        let quote = quote.wrapping_sub(ONES) & !quote;
        let backslash = backslash.wrapping_sub(ONES) & !backslash;
        let found = (control | quote | backslash) & HIGH;
        if found != 0 {
            return length.wrapping_add(usize::try_from(found.trailing_zeros() / 8).unwrap_or_default());
        }
        length = length.wrapping_add(8);
    }
    let is_special = |byte: &u8| matches!(byte, 0..0x20 | b'"' | b'\\');
    length.wrapping_add(rest.iter().position(is_special).unwrap_or(rest.len()))
}

impl<'a> Reader<'a> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes behind the next byte. The offset is within the text, so that it cannot overflow.
    #[inline]
    pub(super) fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    /// Skips white space, and returns the next byte.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.step(),
                byte => return byte,
            }
        }
    }

    /// Returns the text that is not read yet.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Reads `null`, `true` or `false`.
    pub(super) fn word(&mut self, word: &'static str) -> Result<(), Failed> {
        for expected in word.bytes() {
            if self.byte() != Some(expected) {
                return self.syntax(VALUE);
            }
            self.step();
        }
        Ok(())
    }

    /// Reads a boolean.
    pub(super) fn boolean(&mut self) -> Result<bool, Failed> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => self.unexpected("a boolean"),
        }
    }

    fn digits(&mut self) -> Result<(), Failed> {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return self.syntax("expected a digit");
        }
        while let Some(b'0'..=b'9') = self.byte() {
            self.step();
        }
        Ok(())
    }

    /// Reads a number, and returns its text.
    #[inline]
    pub(super) fn number(&mut self, expected: &'static str) -> Result<&'a str, Failed> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => self.number_text(),
            _ => self.unexpected(expected),
        }
    }

    /// Reads a number, whose first byte is next, and returns its text.
    pub(super) fn number_text(&mut self) -> Result<&'a str, Failed> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.step();
        }
        if self.byte() == Some(b'0') {
            self.step();
            if let Some(b'0'..=b'9') = self.byte() {
                return self.syntax("a number must not have leading zeros");
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

    /// Reads a string. It is borrowed if it has no escapes.
    ///
    /// # Errors
    ///
    /// Returns [`Failed`] if the next value is not a string.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>, Failed> {
        if self.peek() != Some(b'"') {
            return self.unexpected("a string");
        }
        self.quoted()
    }

    /// Reads a string, whose opening quote is next.
    #[inline]
    pub(super) fn quoted(&mut self) -> Result<Cow<'a, str>, Failed> {
        self.step();
        let plain = self.plain();
        if self.byte() == Some(b'"') {
            self.step();
            return Ok(Cow::Borrowed(plain));
        }
        self.escaped(plain).map(Cow::Owned)
    }

    /// Reads a string, whose opening quote is next, and ignores it.
    pub(super) fn skip_quoted(&mut self) -> Result<(), Failed> {
        self.quoted().map(drop)
    }

    /// Reads the rest of a string that has an escape.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, plain: &'a str) -> Result<String, Failed> {
        let mut text = plain.to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.step();
                    return Ok(text);
                }
                Some(b'\\') => {
                    text.push(self.escape()?);
                    text.push_str(self.plain());
                }
                Some(_) => return self.syntax("control characters in a string must be escaped"),
                None => return self.syntax("expected the end of a string"),
            }
        }
    }

    /// Returns the part of a string before the next quote, escape or control character.
    #[inline]
    fn plain(&mut self) -> &'a str {
        let start = self.at;
        self.at = start.wrapping_add(plain_length(self.rest()));
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads an escape, whose backslash is next.
    fn escape(&mut self) -> Result<char, Failed> {
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
            _ => return self.syntax("invalid escape"),
        };
        self.step();
        Ok(letter)
    }

    /// Reads the digits of a `\u` escape. A surrogate pair takes two escapes.
    fn unicode(&mut self, start: usize) -> Result<char, Failed> {
        let first = self.hexadecimal()?;
        if let Some(letter) = char::from_u32(first) {
            return Ok(letter);
        }
        let lone = Reason::Syntax("lone surrogate");
        for expected in [b'\\', b'u'] {
            match self.byte() {
                Some(byte) if byte == expected => self.step(),
                Some(_) => return self.fail_at(lone, start),
                None => return self.syntax("expected the end of a string"),
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
        letter.map_or_else(|| self.fail_at(lone, start), Ok)
    }

    fn hexadecimal(&mut self) -> Result<u32, Failed> {
        let mut value = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return self.syntax("expected four hexadecimal digits") };
            value = value << 4 | digit;
            self.step();
        }
        Ok(value)
    }
}
