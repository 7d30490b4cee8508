// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Writing a tree as JSON text.

use super::Tree;

/// The error of a number that JSON cannot represent.
pub(super) const NOT_FINITE: &str = "a number that is not finite cannot be written as JSON";

/// Returns the tree as compact JSON text. Numbers keep their text.
///
/// # Errors
///
/// Returns an error message if a number is not finite.
pub fn to_text(tree: &Tree<'_>) -> Result<String, &'static str> {
    let mut text = String::new();
    print(tree, &mut text)?;
    Ok(text)
}

fn print(tree: &Tree<'_>, text: &mut String) -> Result<(), &'static str> {
    match tree {
        Tree::Null => text.push_str("null"),
        Tree::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Tree::Number(number) if number.is_finite() => text.push_str(&number.text()),
        Tree::Number(_) => return Err(NOT_FINITE),
        Tree::String(value) => quote(value, text),
        Tree::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                print(item, text)?;
            }
            text.push(']');
        }
        Tree::Object(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                quote(key, text);
                text.push(':');
                print(value, text)?;
            }
            text.push('}');
        }
    }
    Ok(())
}

/// Writes a quoted string. Only the characters that must be escaped (RFC 8259, section 7) are escaped.
fn quote(value: &str, text: &mut String) {
    text.push('"');
    for part in value.split_inclusive(|letter: char| matches!(letter, '"' | '\\' | '\0'..='\u{1f}')) {
        let mut letters = part.chars();
        let escaped = match letters.next_back() {
            Some('"') => "\\\"",
            Some('\\') => "\\\\",
            Some('\n') => "\\n",
            Some('\r') => "\\r",
            Some('\t') => "\\t",
            Some('\u{8}') => "\\b",
            Some('\u{c}') => "\\f",
            Some(control @ '\0'..='\u{1f}') => {
                text.push_str(letters.as_str());
                text.push_str(&format!("\\u{:04x}", u32::from(control)));
                continue;
            }
            _ => {
                text.push_str(part);
                continue;
            }
        };
        text.push_str(letters.as_str());
        text.push_str(escaped);
    }
    text.push('"');
}
