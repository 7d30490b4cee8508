//! Makes text from documents safe for a terminal: escapes invisible characters and shortens long names.

use std::fmt::Write;

/// The maximum length of a name in a message, in characters.
const MAX_NAME: usize = 160;

/// The maximum length of a message, in characters.
const MAX_MESSAGE: usize = 2_000;

/// Escapes every invisible character: control characters, line breaks, changes of the text direction and characters
/// without a width become escapes such as `\\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        push(&mut visible, character);
    }
    visible
}

/// Escapes every invisible character except line feeds and tabs.
pub fn visible_lines(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => visible.push(character),
            other => push(&mut visible, other),
        }
    }
    visible
}

fn push(text: &mut String, character: char) {
    if is_invisible(character) {
        let _ = write!(text, "{}", character.escape_default());
    } else {
        text.push(character);
    }
}

/// Returns `true` if a character has no visible form of its own.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns a message on one line, with its long names shortened, and shortens the message itself if it is still long.
pub(super) fn message(text: &str) -> String {
    if text.len() <= MAX_NAME {
        return visible(text);
    }
    let parts: Vec<String> = text.split('`').map(|part| shorten(part, MAX_NAME)).collect();
    visible(&shorten(&parts.join("`"), MAX_MESSAGE))
}

/// Shortens a text to about `max_length` characters: its start and its end.
pub(super) fn shorten(text: &str, max_length: usize) -> String {
    if text.chars().nth(max_length).is_none() {
        return text.to_owned();
    }
    let half = max_length / 2;
    let head: String = text.chars().take(half).collect();
    let mut tail: Vec<char> = text.chars().rev().take(half).collect();
    tail.reverse();
    format!("{head}…{}", tail.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(visible("a\u{1b}]0;b\u{7}\nc"), "a\\u{1b}]0;b\\u{7}\\nc");
        assert_eq!(
            visible("\u{7f}\u{9b}\u{202e}\u{2066}\u{2028}\u{200b}"),
            "\\u{7f}\\u{9b}\\u{202e}\\u{2066}\\u{2028}\\u{200b}"
        );
        assert_eq!(visible("größe 名前 😀"), "größe 名前 😀");
        assert_eq!(visible_lines("a\tb\n\rc\n"), "a\tb\n\\rc\n");
    }

    #[test]
    fn a_long_name_is_shortened_and_the_rest_is_kept() {
        let long = "x".repeat(1 << 20);
        let text = message(&format!("`{long}` is not `a` or `{long}`"));
        assert!(text.chars().count() < 400, "{text}");
        assert!(text.contains("…") && text.contains("` is not `a` or `"), "{text}");
    }
}
