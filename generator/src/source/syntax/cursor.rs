//! A position in a text that moves forward, byte by byte.

/// A position in a text, which knows the start of its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    offset: usize,
    line_start: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line_start: 0 }
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Returns the number of bytes between the start of the line and the position.
    pub(super) fn column(&self) -> usize {
        self.offset.saturating_sub(self.line_start)
    }

    pub(super) fn line_start(&self) -> usize {
        self.line_start
    }

    /// Returns the byte at the position.
    pub(super) fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    /// Returns the byte that is `distance` bytes after the position.
    pub(super) fn peek_at(&self, distance: usize) -> Option<u8> {
        self.text.as_bytes().get(self.offset.saturating_add(distance)).copied()
    }

    /// Returns and skips the byte at the position.
    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.offset = self.offset.saturating_add(1);
        let is_break = byte == b'\n' || (byte == b'\r' && self.peek() != Some(b'\n'));
        if is_break {
            self.line_start = self.offset;
        }
        Some(byte)
    }

    pub(super) fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    pub(super) fn skip_while(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.next();
        }
    }

    /// Skips spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t'));
    }

    /// Skips the rest of the line and the line break.
    pub(super) fn skip_line(&mut self) {
        self.skip_while(|byte| !is_break(byte));
        if self.peek() == Some(b'\r') && self.peek_at(1) == Some(b'\n') {
            self.next();
        }
        self.next();
    }

    /// Returns `true` if the text continues with `start`.
    pub(super) fn starts_with(&self, start: &str) -> bool {
        self.text.as_bytes().get(self.offset..).is_some_and(|rest| rest.starts_with(start.as_bytes()))
    }

    /// Returns `true` if nothing but white space or a comment follows in the line.
    pub(super) fn is_at_line_end(&self) -> bool {
        let mut rest = *self;
        rest.skip_blanks();
        let is_comment = rest.peek() == Some(b'#') && (rest.offset != self.offset || self.is_after_blank());
        is_comment || rest.peek().is_none_or(is_break)
    }

    /// Returns `true` at the start of a line, and after a space or a tab.
    pub(super) fn is_after_blank(&self) -> bool {
        let before = self.offset.checked_sub(1).and_then(|at| self.text.as_bytes().get(at));
        before.is_none_or(u8::is_ascii_whitespace)
    }

    /// Returns the text between a byte offset and the position.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.offset).unwrap_or_default()
    }

    /// Returns `true` if the byte at a distance ends a word: white space, or the end of the text.
    pub(super) fn is_space_at(&self, distance: usize) -> bool {
        self.peek_at(distance).is_none_or(|byte| byte.is_ascii_whitespace())
    }
}

/// Returns `true` for the bytes that end a line.
pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}
