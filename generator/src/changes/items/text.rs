//! The text of types, so that two files that import a type in different ways write it alike.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The names that a file imports, with their paths in the crate.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Adds an import.
    pub(super) fn add(&mut self, name: &str, path: &[String]) {
        let path = path.strip_prefix(&["crate".to_owned()]).unwrap_or(path);
        let path = path.strip_prefix(&[String::new()]).unwrap_or(path);
        self.0.insert(name.to_owned(), path.join("::"));
    }
}

/// Returns the text of a type or a path, with the names that the file imports as paths from the root of the crate.
pub(super) fn type_text(code: &impl ToTokens, names: &Names) -> String {
    let mut text = String::new();
    write(code.to_token_stream(), Some(names), &mut text);
    text.trim().to_owned()
}

/// Returns the text of code as it is.
pub(super) fn text_of(code: &impl ToTokens) -> String {
    let mut text = String::new();
    write(code.to_token_stream(), None, &mut text);
    text.trim().to_owned()
}

fn write(tokens: TokenStream, names: Option<&Names>, text: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == '>' || last == ')') {
                    text.push(' ');
                }
                let word = ident.to_string();
                // `Item` of `Iterator<Item = T>` is not a type.
                let is_binding = matches!(tokens.peek(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
                let path = names.filter(|_| !text.ends_with("::") && !is_binding).and_then(|names| names.0.get(&word));
                match path {
                    Some(path) => text.push_str(path),
                    None if word == "crate" && names.is_some() && !text.ends_with("::") => {
                        // `crate::types::Pet` is `types::Pet`.
                        tokens.next();
                        tokens.next();
                    }
                    None => text.push_str(&word),
                }
            }
            TokenTree::Punct(sign) => match sign.as_char() {
                ',' | ';' => text.extend([sign.as_char(), ' ']),
                '=' | '+' => text.extend([" ", &sign.as_char().to_string(), " "]),
                '-' if matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '>') => {
                    tokens.next();
                    text.push_str(" -> ");
                }
                // A long list of arguments ends with a comma.
                '>' => {
                    text.truncate(text.trim_end_matches([',', ' ']).len());
                    text.push('>');
                }
                other => text.push(other),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), names, text);
                let length = text.trim_end_matches([',', ' ']).len();
                if group.delimiter() != Delimiter::Parenthesis || length > text.len().saturating_sub(3) {
                    text.truncate(length);
                }
                text.push_str(close);
            }
            TokenTree::Literal(literal) => text.push_str(&literal.to_string()),
        }
    }
    for prefix in ["::core::convert::", "::core::fmt::", "::core::default::", "::core::ops::"] {
        if let Some(start) = text.find(prefix) {
            text.replace_range(start..start.saturating_add(prefix.len()), "");
        }
    }
}
