//! Text of a document in TOML: strings on one line, in which nothing ends the string or the line.

use crate::diagnostic::visible;

/// Returns a text as a basic string (TOML 1.0, "String"). Invisible characters are escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().saturating_add(2));
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if is_visible(other) => quoted.push(other),
            other => quoted.push_str(&format!("\\U{:08X}", u32::from(other))),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns texts as an array of strings.
pub(super) fn quoted_list(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

/// Returns a text as a key: bare if possible.
pub(super) fn key(text: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !text.is_empty() && text.chars().all(is_bare) { text.to_owned() } else { quoted(text) }
}

/// Returns a text for a comment: on one line, without control characters (TOML 1.0, "Comment").
pub(super) fn comment(text: &str) -> String {
    visible(text)
}

fn is_visible(character: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    visible(text) == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_string_on_one_line() {
        let texts = [
            "plain",
            "",
            "a \"quoted\" \\ text",
            "two\nlines\r\n",
            "\"\n[dependencies]\nevil = \"1\"",
            "'''",
            "\"\"\"\n",
            "\u{0}\u{7f}\u{85}\u{2028}\u{202e}\u{feff}",
            "žluťoučký 🦀",
        ];
        for text in texts {
            let line = quoted(text);
            assert!(!line.contains(['\n', '\r']), "{line}");
            let table: toml::Table = format!("value = {line}\n{} = 1\n", key(&format!("{text}-key"))).parse().unwrap();
            assert_eq!(table["value"].as_str(), Some(text));
            assert!(table.contains_key(&format!("{text}-key")));
            let table: toml::Table = format!("# {}\nvalue = 1\n", comment(text)).parse().unwrap();
            assert_eq!(table.len(), 1, "{text:?}");
        }
        assert_eq!(quoted_list(&["a".to_owned(), "b\"".to_owned()]), "[\"a\", \"b\\\"\"]");
    }
}
