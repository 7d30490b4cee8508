//! Texts of documents, made safe for a terminal: what would change how others look is shown by its number, and what is
//! long has its middle left out.

use std::fmt::Write;

/// The longest name in a message, the longest message, and how much of the end of each is kept, in characters.
const LONGEST_NAME: usize = 160;
const LONGEST_MESSAGE: usize = 2_000;

/// A text in one line in which every character shows: control characters, what changes the direction of a text or
/// breaks a line, and what has no width are written as their numbers, such as `\\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        push(&mut visible, character);
    }
    visible
}

/// The same for a text of several lines.
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

/// Whether a character does something else than to show.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A message in one line, in which long names have their middle left out, and the message itself if it is long.
pub(super) fn message(text: &str) -> String {
    if text.len() <= LONGEST_NAME {
        return visible(text);
    }
    let parts: Vec<String> = text.split('`').map(|part| shortened(part, LONGEST_NAME)).collect();
    visible(&shortened(&parts.join("`"), LONGEST_MESSAGE))
}

/// A text of no more than so many characters; of a longer one, the beginning and the end.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().nth(longest).is_none() {
        return text.to_owned();
    }
    let half = longest / 2;
    let head: String = text.chars().take(half).collect();
    let mut tail: Vec<char> = text.chars().rev().take(half).collect();
    tail.reverse();
    format!("{head}…{}", tail.into_iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_passes_that_does_not_show() {
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
        let text = message(&format!("`{long}` is none of `a` and `{long}`"));
        assert!(text.chars().count() < 400, "{text}");
        assert!(text.contains("…") && text.contains("` is none of `a` and `"), "{text}");
    }
}
