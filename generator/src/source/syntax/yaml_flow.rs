//! Reads what may span lines in YAML without indentation: quoted texts, and collections in brackets (YAML 1.2.2,
//! chapter 7).

use super::cursor::is_break;
use super::{Cursor, Mistake};
use crate::limits::{DOCUMENT_DEPTH, OPEN_BRACKETS};

/// Skips a quoted text whose opening quotation mark is at the cursor. `indentation` is that of the key; `None` inside
/// of brackets, where lines may have any.
///
/// # Errors
///
/// Returns the mistake if the text is not closed, or has an escape that YAML does not define.
pub(super) fn skip_quoted(cursor: &mut Cursor<'_>, indentation: Option<usize>) -> Result<(), Mistake> {
    let start = cursor.offset();
    let first_line = cursor.line_start();
    let quote = cursor.next();
    let mut escape = None;
    while let Some(byte) = cursor.peek() {
        let here = cursor.offset();
        cursor.next();
        if Some(byte) == quote {
            if byte == b'\'' && cursor.peek() == Some(b'\'') {
                cursor.next();
                continue;
            }
            // Text after a mark on a later line means that the mark opens another text.
            let is_closed = cursor.line_start() == first_line || may_follow(cursor, indentation.is_none());
            return match escape {
                _ if !is_closed => Err(not_closed(start)),
                Some(at) => Err(bad_escape(at)),
                None => Ok(()),
            };
        }
        if byte == b'\\' && quote == Some(b'"') {
            let is_escape = cursor.peek().is_some_and(|byte| b"0abt\tnvfre \"/\\N_LPxuU\n\r".contains(&byte));
            if !is_escape && escape.is_none() {
                escape = Some(here);
            }
            if cursor.peek().is_some_and(|byte| !is_break(byte)) {
                cursor.next();
            }
        }
        if is_break(byte) && cursor.column() == 0 && ends_text(*cursor, indentation) {
            break;
        }
    }
    Err(not_closed(start))
}

/// Returns `true` if a line can't be part of a quoted text: it begins another document, or is indented no further
/// than the key that the text belongs to.
fn ends_text(mut cursor: Cursor<'_>, indentation: Option<usize>) -> bool {
    if (cursor.starts_with("---") || cursor.starts_with("...")) && cursor.is_space_at(3) {
        return true;
    }
    cursor.skip_while(|byte| byte == b' ');
    let is_blank = cursor.peek().is_none_or(|byte| byte.is_ascii_whitespace());
    let is_closing = cursor.peek().is_some_and(|byte| matches!(byte, b'"' | b'\''));
    indentation.is_some_and(|indentation| !is_blank && !is_closing && cursor.column() <= indentation)
}

/// Returns `true` if what comes next may follow a quoted text.
fn may_follow(cursor: &Cursor<'_>, is_in_brackets: bool) -> bool {
    let mut next = *cursor;
    next.skip_blanks();
    cursor.is_at_line_end() || (is_in_brackets && next.peek().is_some_and(|byte| b",]}:".contains(&byte)))
}

fn not_closed(at: usize) -> Mistake {
    let help = "close the text; write `''` for an apostrophe inside of `'`, and `\\\"` inside of `\"`";
    Mistake::syntax(at, "not valid YAML: the quotation mark is not closed", help)
}

fn bad_escape(at: usize) -> Mistake {
    let help = "write `\\\\` for a backslash, or `'` around the text, in which a backslash is one";
    Mistake::syntax(at, "not valid YAML: the character after `\\` is not an escape", help)
}

/// Skips a collection whose opening bracket is at the cursor.
///
/// # Errors
///
/// Returns the mistake if a bracket or a quotation mark is not closed, or if the collections nest too deeply.
pub(super) fn skip_flow(cursor: &mut Cursor<'_>) -> Result<(), Mistake> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    loop {
        let at = cursor.offset();
        let Some(byte) = cursor.peek() else { break };
        match byte {
            b'[' | b'{' => {
                if open.len() >= DOCUMENT_DEPTH {
                    return Err(Mistake::too_deep(at));
                }
                open.push((byte, at));
                cursor.next();
            }
            b']' | b'}' => {
                cursor.next();
                let Some((opened, from)) = open.pop() else { return Ok(()) };
                if (opened == b'[') != (byte == b']') {
                    return Err(bracket_not_closed(opened, from));
                }
                if open.is_empty() {
                    return Ok(());
                }
            }
            b'"' | b'\'' => skip_quoted(cursor, None)?,
            b'#' if cursor.is_after_blank() => cursor.skip_line(),
            byte if is_break(byte) => {
                cursor.next();
                if (cursor.starts_with("---") || cursor.starts_with("...")) && cursor.is_space_at(3) {
                    break;
                }
            }
            b',' | b':' | b' ' | b'\t' => {
                cursor.next();
            }
            _ => skip_word(cursor),
        }
    }
    // The innermost bracket is the one that lacks its end.
    Err(open.last().map_or_else(|| bracket_not_closed(b'[', 0), |(opened, from)| bracket_not_closed(*opened, *from)))
}

/// Skips a plain text in brackets. A quotation mark inside of it is a character.
fn skip_word(cursor: &mut Cursor<'_>) {
    while let Some(byte) = cursor.peek() {
        let is_end = b",[]{}".contains(&byte)
            || is_break(byte)
            || (byte == b':'
                && cursor.peek_at(1).is_none_or(|next| next.is_ascii_whitespace() || b",[]{}".contains(&next)))
            || (byte == b'#' && cursor.is_after_blank());
        if is_end {
            return;
        }
        cursor.next();
    }
}

fn bracket_not_closed(open: u8, at: usize) -> Mistake {
    let close = if open == b'{' { '}' } else { ']' };
    let message = format!("not valid YAML: `{}` is not closed", char::from(open));
    Mistake::syntax(at, message, format!("add `{close}`, or quotation marks around a text that begins with a bracket"))
}

/// Returns the place after `start` where more brackets are open than any document has, whatever they mean.
pub(super) fn bracket_depth(text: &str, start: usize) -> Option<Mistake> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > OPEN_BRACKETS {
            return Some(Mistake::too_deep(offset));
        }
    }
    None
}
