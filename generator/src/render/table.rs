//! Formats invocations of the runtime's macros. A row of a table has a line, where prettyplease writes the table in one.
//!
//! Such items are most of the items of a client, and this is faster than parsing them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The maximum length of an item in one line, with the line break: prettyplease breaks longer ones.
const MAX_LINE: usize = 90;

/// Returns the text of an item that is an invocation of a macro with braces, or one of names in parentheses, or `None` for
/// any other item.
pub(super) fn invocation(item: &TokenStream) -> Option<String> {
    let mut tokens = item.clone().into_iter();
    let mut text = String::new();
    loop {
        match tokens.next()? {
            TokenTree::Ident(name) => text.push_str(&name.to_string()),
            TokenTree::Punct(mark) if mark.as_char() == ':' => text.push(':'),
            TokenTree::Punct(mark) if mark.as_char() == '!' => break,
            _ => return None,
        }
    }
    let TokenTree::Group(arguments) = tokens.next()? else { return None };
    match (arguments.delimiter(), tokens.next(), tokens.next()) {
        (Delimiter::Brace, None, None) => {
            text.push_str("! {\n");
            write_lines(arguments.stream(), 1, &mut text);
            text.push_str("}\n");
        }
        (Delimiter::Parenthesis, Some(TokenTree::Punct(end)), None) if end.as_char() == ';' => {
            let mut names = Line::default();
            for token in arguments.stream() {
                let is_comma = matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
                if !is_comma && !matches!(token, TokenTree::Ident(_)) {
                    return None;
                }
                names.push(&token);
            }
            text.push_str(&format!("!({});\n", names.text));
            if text.len() > MAX_LINE {
                return None;
            }
        }
        _ => return None,
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

    use super::invocation;

    #[test]
    fn each_row_of_a_table_has_a_line() {
        let text = invocation(&quote! {
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
        let text = invocation(&quote!(json::union! { Pet by "kind" { Cat: "cat" | "kitten", Dog: , } }));
        let expected = "\
json::union! {
    Pet by \"kind\" {
        Cat: \"cat\" | \"kitten\",
        Dog:,
    }
}
";
        assert_eq!(text.unwrap(), expected);
        assert_eq!(invocation(&quote!(json::object! { Empty {} })).unwrap(), "json::object! {\n    Empty {}\n}\n");
    }

    #[test]
    fn names_are_in_one_line() {
        let text = invocation(&quote!(
            json::number_enum!(Kind, i64);
        ));
        assert_eq!(text.unwrap(), "json::number_enum!(Kind, i64);\n");
    }

    #[test]
    fn a_long_line_is_left_to_prettyplease() {
        let name = proc_macro2::Ident::new(&"a".repeat(100), proc_macro2::Span::call_site());
        assert_eq!(
            invocation(&quote!(
                m!(#name);
            )),
            None
        );
    }

    #[test]
    fn other_items_are_not_invocations() {
        for item in [
            quote!(
                struct A;
            ),
            quote!(m!(a + b);),
            quote!(m![a];),
            quote!(m! {} struct A;),
            quote!(),
        ] {
            assert_eq!(invocation(&item), None);
        }
    }
}
