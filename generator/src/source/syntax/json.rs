//! Finds the first mistake in a JSON text (RFC 8259).

use super::{Cursor, Mistake};

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    /// A value, or the end of the array that was just opened.
    FirstItem,
    /// A key, or the end of the object that was just opened.
    FirstKey,
    Key,
    Colon,
    /// A comma, or the end of the collection.
    Comma,
    End,
}

/// Returns the first mistake. `None` if there is none.
pub(super) fn mistake(text: &str) -> Option<Mistake> {
    Scan { cursor: Cursor::new(text), open: Vec::new(), expected: Expected::Value, comma: 0, text: None }.run().err()
}

struct Scan<'t> {
    cursor: Cursor<'t>,
    /// The brackets that are open, with their offsets.
    open: Vec<(u8, usize)>,
    expected: Expected,
    /// The offset of the last comma.
    comma: usize,
    /// The start and the end of the last text.
    text: Option<(usize, usize)>,
}

impl Scan<'_> {
    fn run(&mut self) -> Result<(), Mistake> {
        loop {
            self.cursor.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
            let at = self.cursor.offset();
            let Some(byte) = self.cursor.peek() else { return self.end() };
            if byte == b'#' || self.cursor.starts_with("//") || self.cursor.starts_with("/*") {
                return Err(Mistake::syntax(at, "not valid JSON: JSON has no comments", "remove the comment"));
            }
            match (self.expected, byte) {
                (Expected::End, b'{' | b'[') => {
                    let help = "put each document into a file of its own";
                    return Err(Mistake::syntax(at, "not valid JSON: the file has several documents", help));
                }
                (Expected::End, _) => {
                    let help = "remove what follows the last closing bracket";
                    return Err(Mistake::syntax(at, "not valid JSON: text follows the end of the document", help));
                }
                (Expected::Colon, b':') => {
                    self.cursor.next();
                    self.expected = Expected::Value;
                }
                (Expected::Colon, _) => {
                    return Err(Mistake::syntax(at, "not valid JSON: a key has no colon", "write `\"key\": value`"));
                }
                (Expected::Comma, b',') => {
                    self.comma = at;
                    self.cursor.next();
                    let is_object = self.open.last().is_some_and(|(open, _)| *open == b'{');
                    self.expected = if is_object { Expected::Key } else { Expected::Value };
                }
                (_, b'}' | b']') => self.close(byte, at)?,
                (Expected::Comma, _) => {
                    let in_array = self.open.last().filter(|(open, _)| *open == b'[');
                    if let (Some((open, from)), b':') = (in_array, byte) {
                        // Only an object has keys.
                        return Err(not_closed(*open, *from));
                    }
                    if let Some((start, _)) = self.text.filter(|(_, end)| *end == at) {
                        let help = "close the text, and write `\\\"` for a quotation mark inside of it";
                        return Err(Mistake::syntax(start, "not valid JSON: the quotation mark is not closed", help));
                    }
                    let help = "add a comma before it";
                    return Err(Mistake::syntax(at, "not valid JSON: a comma is missing", help));
                }
                (Expected::FirstKey | Expected::Key, b'"') => {
                    self.string(at)?;
                    self.expected = Expected::Colon;
                }
                (Expected::FirstKey | Expected::Key, _) => return Err(no_key(byte, at)),
                (_, b'"') => {
                    self.string(at)?;
                    self.after_value();
                }
                (_, b'{' | b'[') => {
                    self.open.push((byte, at));
                    self.cursor.next();
                    self.expected = if byte == b'{' { Expected::FirstKey } else { Expected::FirstItem };
                }
                _ => self.word(byte, at)?,
            }
        }
    }

    /// Reports what is missing at the end of the text.
    fn end(&self) -> Result<(), Mistake> {
        match self.open.last() {
            Some((open, at)) => Err(not_closed(*open, *at)),
            None if self.expected == Expected::End => Ok(()),
            None => {
                let help = "pass a file that has a document";
                Err(Mistake::syntax(0, "not valid JSON: the document is empty", help))
            }
        }
    }

    fn close(&mut self, byte: u8, at: usize) -> Result<(), Mistake> {
        let is_object = byte == b'}';
        match self.open.pop() {
            Some((open, from)) if (open == b'{') != is_object => return Err(not_closed(open, from)),
            None => {
                return Err(Mistake::syntax(at, "not valid JSON: the bracket closes nothing", "remove the bracket"));
            }
            Some(_) => {}
        }
        let is_after_comma = match self.expected {
            Expected::Key => true,
            Expected::Value => !is_object,
            _ => false,
        };
        if is_after_comma {
            let message = format!("not valid JSON: a comma before `{}`", char::from(byte));
            return Err(Mistake::syntax(self.comma, message, "remove the comma"));
        }
        if matches!(self.expected, Expected::Value | Expected::Colon) {
            return Err(Mistake::syntax(at, "not valid JSON: a key has no value", "write `\"key\": value`"));
        }
        self.cursor.next();
        self.after_value();
        Ok(())
    }

    fn after_value(&mut self) {
        self.expected = if self.open.is_empty() { Expected::End } else { Expected::Comma };
    }

    fn string(&mut self, at: usize) -> Result<(), Mistake> {
        self.cursor.next();
        while let Some(byte) = self.cursor.peek() {
            let here = self.cursor.offset();
            match byte {
                b'"' => {
                    self.cursor.next();
                    self.text = Some((at, self.cursor.offset()));
                    return Ok(());
                }
                b'\n' | b'\r' => break,
                b'\\' => {
                    self.cursor.next();
                    if !self.cursor.peek().is_some_and(|byte| b"\"\\/bfnrtu".contains(&byte)) {
                        let help = "write `\\\\` for a backslash";
                        let message = "not valid JSON: the character after `\\` is not an escape";
                        return Err(Mistake::syntax(here, message, help));
                    }
                    self.cursor.next();
                }
                byte if byte < 0x20 => {
                    let message = "not valid JSON: a control character must be escaped";
                    return Err(Mistake::syntax(here, message, "write `\\t` for a tab, and `\\u00XX` for others"));
                }
                _ => {
                    self.cursor.next();
                }
            }
        }
        let help = "close the text on its line; write `\\n` for a line break";
        Err(Mistake::syntax(at, "not valid JSON: the quotation mark is not closed", help))
    }

    /// Reads a number, `true`, `false` or `null`.
    fn word(&mut self, byte: u8, at: usize) -> Result<(), Mistake> {
        if byte == b'\'' {
            return Err(Mistake::syntax(
                at,
                "not valid JSON: a text in single quotation marks",
                "write `\"` around it",
            ));
        }
        if byte == b',' {
            return Err(Mistake::syntax(at, "not valid JSON: a comma without a value before it", "remove the comma"));
        }
        if byte == b':' {
            return Err(Mistake::syntax(at, "not valid JSON: a colon without a key", "write `\"key\": value`"));
        }
        self.cursor.skip_while(|byte| !byte.is_ascii_whitespace() && !b",:[]{}\"'/".contains(&byte));
        let word = self.cursor.since(at);
        if matches!(word, "true" | "false" | "null") || is_number(word) {
            self.after_value();
            return Ok(());
        }
        let lower = word.to_ascii_lowercase();
        let is_numeric = word.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
        let (message, help) = match lower.as_str() {
            "true" | "false" | "null" => ("the word must be in lower case", "write `true`, `false` or `null`"),
            "none" | "nil" | "undefined" => ("the value is not JSON", "write `null`"),
            "nan" | "infinity" | "-infinity" => {
                ("JSON has no such number", "write `null`, or a text in quotation marks")
            }
            _ if is_numeric => ("the number is not written as JSON's", "write it as in `12`, `-1.5` or `1e3`"),
            _ => ("a text without quotation marks", "write `\"` around it"),
        };
        Err(Mistake::syntax(at, format!("not valid JSON: {message}"), help))
    }
}

fn not_closed(open: u8, at: usize) -> Mistake {
    let close = if open == b'{' { '}' } else { ']' };
    let message = format!("not valid JSON: `{}` is not closed", char::from(open));
    Mistake::syntax(at, message, format!("add `{close}`"))
}

fn no_key(byte: u8, at: usize) -> Mistake {
    let (message, help) = match byte {
        b',' => ("a comma without a value before it", "remove the comma"),
        b'\'' => ("a key in single quotation marks", "write `\"` around it"),
        b'{' | b'[' | b':' => ("a value without a key", "write `\"key\": value`"),
        _ => ("a key without quotation marks", "write `\"` around it"),
    };
    Mistake::syntax(at, format!("not valid JSON: {message}"), help)
}

/// Returns `true` for a number in JSON's grammar (RFC 8259, section 6).
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match word.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
