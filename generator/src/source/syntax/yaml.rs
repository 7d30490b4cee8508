//! Finds the first mistake in a YAML text: reads its lines as mappings, lists and texts (YAML 1.2.2, chapter 8).
//!
//! The scan is linear in the text. It knows less than a parser, so its result is used after a parser failed.

use super::yaml_flow::{skip_flow, skip_quoted};
use super::{Cursor, Mistake};
use crate::source::syntax::cursor::is_break;

/// Returns the first mistake. `None` if there is none that the scan knows.
pub(super) fn mistake(text: &str) -> Option<Mistake> {
    scan(text).err()
}

/// Reads a text, and returns the offset at which the scan gave up, or the end of the text.
///
/// # Errors
///
/// Returns the first mistake.
pub(super) fn scan(text: &str) -> Result<usize, Mistake> {
    let mut scan =
        Scan { cursor: Cursor::new(text), levels: Vec::new(), opens: true, has_content: false, ended: false };
    while scan.cursor.peek().is_some() {
        if !scan.line()? {
            return Ok(scan.cursor.offset());
        }
    }
    Ok(text.len())
}

/// A mapping or a list around the current line.
#[derive(Clone, Copy)]
struct Level {
    column: usize,
    is_list: bool,
}

struct Scan<'t> {
    cursor: Cursor<'t>,
    levels: Vec<Level>,
    /// Whether the next line may begin a mapping or a list inside of the current one.
    opens: bool,
    has_content: bool,
    /// Whether `...` has ended the document.
    ended: bool,
}

impl Scan<'_> {
    /// Reads a line, and the lines below that belong to its text. Returns `false` if the scan gives up.
    fn line(&mut self) -> Result<bool, Mistake> {
        let start = self.cursor.offset();
        if self.cursor.starts_with("---") && self.cursor.is_space_at(3) {
            if self.has_content {
                return Err(several_documents(start));
            }
            self.cursor.skip(3);
            self.cursor.skip_blanks();
            return if self.end_line_if_blank() { Ok(true) } else { self.value(None) };
        }
        if self.cursor.starts_with("...") && self.cursor.is_space_at(3) {
            self.ended = self.has_content;
            self.cursor.skip_line();
            return Ok(true);
        }
        if ["<<<<<<< ", ">>>>>>> ", "=======\n"].iter().any(|marker| self.cursor.starts_with(marker)) {
            let message = "not valid YAML: the mark of an unresolved merge conflict";
            return Err(Mistake::syntax(start, message, "resolve the conflict"));
        }
        if !self.has_content && self.cursor.peek() == Some(b'%') {
            self.cursor.skip_line();
            return Ok(true);
        }
        self.cursor.skip_while(|byte| byte == b' ');
        let tab = (self.cursor.peek() == Some(b'\t')).then(|| self.cursor.offset());
        self.cursor.skip_blanks();
        if self.end_line_if_blank() {
            return Ok(true);
        }
        if self.ended {
            return Err(several_documents(self.cursor.offset()));
        }
        // Brackets may be indented with tabs, since their lines have no indentation.
        if let Some(tab) = tab.filter(|_| !matches!(self.cursor.peek(), Some(b'{' | b'['))) {
            let help = "indent with spaces";
            return Err(Mistake::syntax(tab, "not valid YAML: a tab is used as indentation", help));
        }
        self.has_content = true;
        self.entry()
    }

    /// Skips the line if nothing but a comment is left of it.
    fn end_line_if_blank(&mut self) -> bool {
        let is_end = self.cursor.is_at_line_end();
        if is_end {
            self.cursor.skip_line();
        }
        is_end
    }

    /// Reads the items and the key at the start of a line.
    fn entry(&mut self) -> Result<bool, Mistake> {
        while self.cursor.peek() == Some(b'-') && self.cursor.is_space_at(1) {
            let (at, column) = (self.cursor.offset(), self.cursor.column());
            self.enter(column, true, at)?;
            self.cursor.next();
            self.opens = true;
            self.cursor.skip_blanks();
            if self.end_line_if_blank() {
                return Ok(true);
            }
        }
        // A key that may be any node is rare, and needs a parser.
        if matches!(self.cursor.peek(), Some(b'?' | b':')) && self.cursor.is_space_at(1) {
            return Ok(false);
        }
        let (at, column) = (self.cursor.offset(), self.cursor.column());
        let before = self.cursor;
        self.skip_properties();
        if self.end_line_if_blank() {
            return Ok(true);
        }
        let first = self.cursor.peek();
        match first {
            Some(b'"' | b'\'') => {
                let outer = self.levels.last().filter(|level| level.column < column).map(|level| level.column);
                skip_quoted(&mut self.cursor, outer.or(Some(column).filter(|_| !self.opens)))?;
            }
            Some(b'{' | b'[') => {
                skip_flow(&mut self.cursor)?;
                self.cursor.skip_blanks();
                if self.cursor.peek() == Some(b':') || !self.cursor.is_at_line_end() {
                    return Err(bracket_text(before.offset(), first));
                }
            }
            Some(b'|' | b'>') => return self.value(self.levels.last().map(|level| level.column)),
            Some(_) => {
                if let Some(mistake) = self.reserved() {
                    return Err(mistake);
                }
                self.skip_plain();
            }
            None => return Ok(true),
        }
        let after = self.cursor;
        self.cursor.skip_blanks();
        let is_key = self.cursor.peek() == Some(b':') && self.cursor.is_space_at(1);
        if is_key {
            self.enter(column, false, at)?;
            self.cursor.next();
            self.cursor.skip_blanks();
            self.opens = self.cursor.is_at_line_end();
            return if self.end_line_if_blank() { Ok(true) } else { self.value(Some(column)) };
        }
        let quoted = matches!(first, Some(b'"' | b'\''));
        if quoted && !after.is_at_line_end() {
            return Err(text_after_quote(&after));
        }
        let is_member = self.levels.iter().rev().find(|level| level.column <= column);
        if !self.opens && is_member.is_some_and(|level| level.column == column && !level.is_list) {
            return Err(no_colon(at, self.cursor.since(at)));
        }
        self.opens = false;
        self.cursor.skip_line();
        self.continuation(self.levels.last().map(|level| level.column))
    }

    /// Enters the mapping or the list that an entry at a column belongs to.
    fn enter(&mut self, column: usize, is_list: bool, at: usize) -> Result<(), Mistake> {
        let mut popped = false;
        while self.levels.last().is_some_and(|level| level.column > column) {
            self.levels.pop();
            popped = true;
        }
        // The items of a list may have the column of the key above (YAML 1.2.2, section 8.2.3).
        let depth = self.levels.len();
        if !is_list && self.levels.last().is_some_and(|level| level.column == column && level.is_list) {
            let outer = depth.checked_sub(2).and_then(|outer| self.levels.get(outer));
            if !outer.is_some_and(|outer| outer.column == column && !outer.is_list) {
                let help = "begin each item with `- `, or correct the indentation";
                return Err(Mistake::syntax(at, "not valid YAML: a key stands between the items of a list", help));
            }
            self.levels.pop();
        }
        let last = self.levels.last().copied();
        match last {
            Some(level) if level.column == column && level.is_list == is_list => Ok(()),
            Some(level) if level.column == column && is_list && self.opens => {
                self.levels.push(Level { column, is_list });
                Ok(())
            }
            Some(level) if level.column == column => {
                let help = "write the list below its key, or write `key: value`";
                Err(Mistake::syntax(at, "not valid YAML: a list item stands between the keys of an object", help))
            }
            _ if popped => {
                let message = "not valid YAML: the line is indented as no line that it can belong to";
                Err(Mistake::syntax(at, message, "indent it as the keys of the same object"))
            }
            _ if self.opens => {
                self.levels.push(Level { column, is_list });
                Ok(())
            }
            _ => Err(too_far(at)),
        }
    }

    /// Reads the value that begins at the cursor. `key` is the column of its key.
    fn value(&mut self, key: Option<usize>) -> Result<bool, Mistake> {
        self.has_content = true;
        self.skip_properties();
        let at = self.cursor.offset();
        let first = self.cursor.peek();
        match first {
            _ if self.cursor.is_at_line_end() => {
                self.opens = true;
                self.cursor.skip_line();
                return Ok(true);
            }
            Some(b'"' | b'\'') => {
                skip_quoted(&mut self.cursor, key)?;
                if key.is_none() {
                    return Ok(self.end_line_if_blank());
                }
                if !self.cursor.is_at_line_end() {
                    return Err(text_after_quote(&self.cursor));
                }
            }
            Some(b'{' | b'[') => {
                skip_flow(&mut self.cursor)?;
                if !self.cursor.is_at_line_end() {
                    return Err(bracket_text(at, first));
                }
            }
            Some(b'|' | b'>') => return self.block(key),
            Some(b'-') if key.is_some() && self.cursor.is_space_at(1) => {
                let help = "begin a list on a line of its own, and put a text that begins with `- ` in quotation marks";
                return Err(Mistake::syntax(at, "not valid YAML: a list item on the line of its key", help));
            }
            Some(_) => {
                if let Some(mistake) = self.reserved() {
                    return Err(mistake);
                }
                self.skip_plain();
                if self.cursor.peek() == Some(b':') && key.is_some() {
                    let help = "add quotation marks around the whole text";
                    let message = "not valid YAML: a colon with a space after it in a text without quotation marks";
                    return Err(Mistake::syntax(self.cursor.offset(), message, help));
                }
                self.opens = false;
                let is_comment = !self.cursor.peek().is_none_or(is_break);
                self.cursor.skip_line();
                return if is_comment { Ok(true) } else { self.continuation(key) };
            }
            None => {}
        }
        self.opens = false;
        self.cursor.skip_line();
        Ok(true)
    }

    /// Skips the further lines of a plain text.
    fn continuation(&mut self, key: Option<usize>) -> Result<bool, Mistake> {
        loop {
            let mut next = self.cursor;
            next.skip_while(|byte| byte == b' ');
            let column = next.column();
            next.skip_blanks();
            let is_blank = next.peek().is_some_and(is_break);
            let is_outside = key.is_some_and(|key| column <= key);
            let is_marker = column == 0 && ["---", "..."].iter().any(|marker| next.starts_with(marker));
            if next.peek().is_none() || next.peek() == Some(b'#') || (!is_blank && (is_outside || is_marker)) {
                return Ok(true);
            }
            if is_blank {
                self.cursor.skip_line();
                continue;
            }
            let at = next.offset();
            self.cursor = next;
            self.skip_plain();
            if self.cursor.peek() == Some(b':') {
                return Err(too_far(at));
            }
            let is_comment = !self.cursor.peek().is_none_or(is_break);
            self.cursor.skip_line();
            if is_comment {
                return Ok(true);
            }
        }
    }

    /// Skips a block text, whose header is at the cursor.
    fn block(&mut self, key: Option<usize>) -> Result<bool, Mistake> {
        self.cursor.next();
        self.cursor.skip_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'));
        if !self.cursor.is_at_line_end() {
            self.cursor.skip_blanks();
            let help = "begin the text on the next line, or put it in quotation marks";
            let message = "not valid YAML: text follows the header of a block";
            return Err(Mistake::syntax(self.cursor.offset(), message, help));
        }
        self.cursor.skip_line();
        self.opens = false;
        while self.cursor.peek().is_some() {
            let mut next = self.cursor;
            next.skip_while(|byte| byte == b' ');
            let is_blank = next.peek().is_some_and(is_break);
            let is_outside = key.is_some_and(|key| next.column() <= key);
            let is_marker = next.column() == 0 && ["---", "..."].iter().any(|marker| next.starts_with(marker));
            if !is_blank && (is_outside || (is_marker && next.is_space_at(3))) {
                break;
            }
            self.cursor.skip_line();
        }
        Ok(true)
    }

    /// Skips the anchor and the tag of a node.
    fn skip_properties(&mut self) {
        while matches!(self.cursor.peek(), Some(b'&' | b'!')) {
            let mut word = self.cursor;
            word.skip_while(|byte| !byte.is_ascii_whitespace());
            if word.offset().saturating_sub(self.cursor.offset()) < 2 {
                return;
            }
            self.cursor = word;
            self.cursor.skip_blanks();
        }
    }

    /// Skips a plain text, up to a colon that ends a key, a comment or the end of the line.
    fn skip_plain(&mut self) {
        while let Some(byte) = self.cursor.peek() {
            let is_colon = byte == b':' && self.cursor.is_space_at(1);
            let is_comment = byte == b'#' && self.cursor.is_after_blank();
            if is_break(byte) || is_colon || is_comment {
                return;
            }
            self.cursor.next();
        }
    }

    /// Returns the mistake of a plain text that begins with a character which YAML reserves.
    fn reserved(&self) -> Option<Mistake> {
        let at = self.cursor.offset();
        let first = self.cursor.peek()?;
        if matches!(first, b'@' | b'`' | b'%' | b'}' | b']' | b',') {
            let message = format!("not valid YAML: a text can't begin with `{}`", char::from(first));
            let message = if first == b'`' { message.replace("```", "a backtick") } else { message };
            return Some(Mistake::syntax(at, message, "add quotation marks around the whole text"));
        }
        if first == b'*' {
            let mut name = self.cursor;
            name.next();
            name.skip_while(|byte| !byte.is_ascii_whitespace() && !b",[]{}*:".contains(&byte));
            let mut rest = name;
            rest.skip_blanks();
            let is_alias = name.offset() > at.saturating_add(1) && (name.is_at_line_end() || rest.peek() == Some(b':'));
            if !is_alias {
                let message = "not valid YAML: `*` begins an alias";
                return Some(Mistake::syntax(at, message, "add quotation marks around the whole text"));
            }
        }
        None
    }
}

fn several_documents(at: usize) -> Mistake {
    let help = "put each document into a file of its own";
    Mistake::syntax(at, "not valid YAML: the file has several documents, and the second one begins here", help)
}

fn too_far(at: usize) -> Mistake {
    let message = "not valid YAML: the line is indented further than the key above, which has a value already";
    Mistake::syntax(at, message, "indent it as the keys of the same object")
}

fn bracket_text(at: usize, first: Option<u8>) -> Mistake {
    let (bracket, kind) = if first == Some(b'[') { ('[', "a list") } else { ('{', "an object") };
    let message = format!("not valid YAML: `{bracket}` at the start of a text begins {kind}");
    Mistake::syntax(at, message, "add quotation marks around the whole text")
}

fn text_after_quote(cursor: &Cursor<'_>) -> Mistake {
    let mut next = *cursor;
    next.skip_blanks();
    // Without a space, the quotation mark is the mistake: `'It's here'`.
    let is_apart = next.offset() > cursor.offset();
    let at = if is_apart { next.offset() } else { cursor.offset().saturating_sub(1) };
    let help = "write `''` for an apostrophe inside of `'`, and `\\\"` inside of `\"`";
    Mistake::syntax(at, "not valid YAML: text follows the quotation mark that closes the value", help)
}

fn no_colon(at: usize, line: &str) -> Mistake {
    match line.find(':') {
        Some(colon) if !line.contains(' ') => {
            let message = "not valid YAML: a space is missing after the colon";
            Mistake::syntax(at.saturating_add(colon), message, "write `key: value`")
        }
        _ => Mistake::syntax(at, "not valid YAML: the line has no colon", "write `key: value`"),
    }
}
