//! Formats the tables of the runtime's macros, which prettyplease writes in one line: a row has a line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Returns the text of a file that consists of invocations of macros with braces, or `None` for any other file.
pub(super) fn tables(file: &syn::File) -> Option<String> {
    if file.items.is_empty() || !file.attrs.is_empty() {
        return None;
    }
    let mut text = String::new();
    for item in &file.items {
        let syn::Item::Macro(item) = item else { return None };
        let syn::MacroDelimiter::Brace(_) = item.mac.delimiter else { return None };
        let path = item.mac.path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>();
        text.push_str(&path.join("::"));
        text.push_str("! {\n");
        write_lines(item.mac.tokens.clone(), 1, &mut text);
        text.push_str("}\n");
    }
    Some(text)
}

/// Writes the tokens of a macro or of a group. A line ends after a row, which ends with a comma, and after a group. What
/// follows a group is a line for each clause: a name, and what belongs to it.
fn write_lines(tokens: TokenStream, depth: usize, text: &mut String) {
    let indentation = "    ".repeat(depth);
    let is_in_group = depth > 1;
    let mut line = Line::default();
    let mut is_after_group = false;
    let mut words = 0_usize;
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = std::mem::take(&mut line).text;
                text.push_str(&indentation);
                text.push_str(&head);
                if group.stream().is_empty() {
                    text.push_str(" {}\n");
                } else {
                    text.push_str(" {\n");
                    write_lines(group.stream(), depth.saturating_add(1), text);
                    text.push_str(&indentation);
                    text.push_str("}\n");
                }
                (is_after_group, words) = (true, 0);
            }
            token => {
                // A clause has two words, such as `others additional_properties`. The last one may be longer.
                let is_word = matches!(token, TokenTree::Ident(_));
                let is_list = line.text.contains(':');
                if is_after_group && is_word && words == 2 && !is_list {
                    line.end(&indentation, text);
                    words = 0;
                }
                words = words.saturating_add(usize::from(is_word));
                let is_row_end = is_in_group && matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
                line.push(&token);
                if is_row_end {
                    line.end(&indentation, text);
                    words = 0;
                }
            }
        }
    }
    if !line.text.is_empty() {
        line.end(&indentation, text);
    }
}

/// A line that is being written.
#[derive(Default)]
struct Line {
    text: String,
}

impl Line {
    /// Adds a token. A space is before each one but for a colon and a comma.
    fn push(&mut self, token: &TokenTree) {
        let is_attached = matches!(token, TokenTree::Punct(mark) if matches!(mark.as_char(), ':' | ','));
        if !self.text.is_empty() && !is_attached {
            self.text.push(' ');
        }
        self.text.push_str(&token.to_string());
    }

    fn end(&mut self, indentation: &str, text: &mut String) {
        text.push_str(indentation);
        text.push_str(&std::mem::take(&mut self.text));
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::tables;

    fn formatted(tokens: proc_macro2::TokenStream) -> Option<String> {
        tables(&syn::parse2(tokens).unwrap())
    }

    #[test]
    fn each_row_of_a_table_has_a_line() {
        let text = formatted(quote! {
            json::object! {
                Pet { id: required "id", others: optional "a\"b", }
                others others
                nulls nulls
                then more: PetMore, PetRest
            }
        });
        let expected = "\
json::object! {
    Pet {
        id: required \"id\",
        others: optional \"a\\\"b\",
    }
    others others
    nulls nulls
    then more: PetMore, PetRest
}
";
        assert_eq!(text.unwrap(), expected);
        let text = formatted(quote!(json::union! { Pet by "kind" { Cat: "cat" | "kitten", Dog: , } }));
        let expected = "\
json::union! {
    Pet by \"kind\" {
        Cat: \"cat\" | \"kitten\",
        Dog:,
    }
}
";
        assert_eq!(text.unwrap(), expected);
        assert_eq!(formatted(quote!(json::object! { Empty {} })).unwrap(), "json::object! {\n    Empty {}\n}\n");
    }

    #[test]
    fn other_items_are_not_tables() {
        assert_eq!(formatted(quote!(json::string_enum!(Kind);)), None);
        assert_eq!(
            formatted(quote!(
                struct A;
            )),
            None
        );
    }
}
