//! Formats tokens with prettyplease, and adds the blank lines that it omits.

use proc_macro2::TokenStream;

use super::table::invocation;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::client::common::LINE_BREAK;

/// The first line of every generated file.
pub(crate) const PREAMBLE: &str =
    "// Generated from an OpenAPI document. The next run of the generator overwrites any change.\n";

/// Returns the text of a file with `items`. `subject` names the file's subject in the error message.
///
/// # Errors
///
/// Returns a diagnostic if an item is not valid Rust, which is a bug of the generator.
pub(crate) fn format_file(subject: &str, items: Vec<TokenStream>) -> Result<String, Diagnostic> {
    let mut text = PREAMBLE.to_owned();
    let mut previous: Option<Layout> = None;
    for tokens in items {
        if let Some(invocation) = invocation(&tokens) {
            text.push('\n');
            text.push_str(&invocation);
            previous = Some(Layout::Other);
            continue;
        }
        let item = syn::parse2::<syn::File>(tokens).map_err(|error| {
            let message = format!("the code generated for {subject} is not valid Rust: {error}");
            Diagnostic::error(Code::INTERNAL, None, message).help("this is a bug of the generator: please report it")
        })?;
        let layout = layout_of(&item);
        if !previous.is_some_and(|previous| previous.is_adjacent_to(layout)) {
            text.push('\n');
        }
        text.push_str(&separate_members(&prettyplease::unparse(&item)));
        previous = Some(layout);
    }
    Ok(text)
}

/// The kind of an item, which decides whether a blank line separates it from the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Import { is_local: bool },
    Reexport,
    Module { is_public: bool },
    Other,
}

impl Layout {
    fn is_adjacent_to(self, next: Self) -> bool {
        self == next && self != Self::Other
    }
}

fn layout_of(file: &syn::File) -> Layout {
    match file.items.as_slice() {
        [syn::Item::Use(item)] if matches!(item.vis, syn::Visibility::Public(_)) => Layout::Reexport,
        [syn::Item::Use(item)] => Layout::Import { is_local: is_local(&item.tree) },
        [syn::Item::Mod(item)] => Layout::Module { is_public: matches!(item.vis, syn::Visibility::Public(_)) },
        _ => Layout::Other,
    }
}

fn is_local(tree: &syn::UseTree) -> bool {
    matches!(tree, syn::UseTree::Path(path) if path.ident == "crate")
}

/// Adds a blank line after each member of an `impl` that ends with a brace, and before a function that follows
/// constants. prettyplease indents members by four spaces and escapes line breaks in literals, so a line with four
/// spaces before a brace is the end of a member.
fn separate_members(text: &str) -> String {
    let mut separated = String::with_capacity(text.len());
    let mut is_in_impl = false;
    let mut needs_blank: Option<Member> = None;
    for line in text.lines() {
        let is_top_level = line.starts_with(|character: char| !character.is_whitespace());
        if is_top_level {
            is_in_impl = line.starts_with("impl") && line.ends_with('{');
            needs_blank = None;
        } else if is_in_impl && is_member_line(line) {
            let member = member_of(line);
            let is_needed = match (needs_blank, member) {
                (Some(Member::Constant), Some(Member::Constant)) | (None, _) | (_, None) => false,
                (Some(Member::Type), Some(Member::Type)) => false,
                (Some(_), Some(_)) => true,
            };
            if is_needed {
                separated.push('\n');
            }
            if member.is_some() {
                needs_blank = None;
            }
            if matches!(line, "    }" | "    };" | "    ];") || (line.ends_with("{}") && !is_comment(line)) {
                needs_blank = Some(Member::Function);
            } else if line.ends_with(';') && !is_comment(line) {
                needs_blank = member;
            }
        }
        push_lines(line, &mut separated);
    }
    separated
}

/// Adds a line. A documentation comment becomes a line for each of its lines.
fn push_lines(line: &str, text: &mut String) {
    let comment = line.trim_start();
    let is_comment = ["///", "//!"].iter().any(|marker| comment.starts_with(marker));
    if !is_comment || !line.contains(LINE_BREAK) {
        text.push_str(line);
        text.push('\n');
        return;
    }
    let indentation = line.len().saturating_sub(comment.len());
    let marker = line.get(..indentation.saturating_add("///".len())).unwrap_or_default();
    for (index, part) in line.split(LINE_BREAK).enumerate() {
        if index > 0 {
            text.push_str(marker);
        }
        text.push_str(part.trim_end());
        text.push('\n');
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Constant,
    Type,
    Function,
}

/// Returns `true` if a line has the indentation of a member.
fn is_member_line(line: &str) -> bool {
    line.strip_prefix("    ").is_some_and(|rest| !rest.starts_with(' '))
}

/// Returns `true` if a line is a comment.
fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// Returns the kind of the member that starts at a line, including its documentation and attributes.
fn member_of(line: &str) -> Option<Member> {
    let text = line.trim_start();
    if text.starts_with("const ") {
        Some(Member::Constant)
    } else if text.starts_with("type ") {
        Some(Member::Type)
    } else if text.starts_with(['}', ']', ')']) {
        None
    } else {
        Some(Member::Function)
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::emit::client::common::{docs, inner_docs};
    use crate::rust::Docs;

    #[test]
    fn members_and_items_are_separated() {
        let items = vec![
            quote!(
                use std::fmt;
            ),
            quote!(
                use crate::a;
            ),
            quote!(
                use crate::b;
            ),
            quote! {
                impl A for B {
                    type C = u8;
                    const D: u8 = 1;
                    const E: u8 = 2;
                    /// F;
                    /// and more.
                    #[must_use]
                    fn f() {}
                    fn g() { if x { y } }
                }
            },
        ];
        let expected = "
use std::fmt;

use crate::a;
use crate::b;

impl A for B {
    type C = u8;

    const D: u8 = 1;
    const E: u8 = 2;

    /// F;
    /// and more.
    #[must_use]
    fn f() {}

    fn g() {
        if x {
            y
        }
    }
}
";
        assert_eq!(format_file("a test", items).unwrap(), format!("{PREAMBLE}{expected}"));
    }

    #[test]
    fn a_documentation_comment_has_a_line_for_each_of_its_lines() {
        let lines = |lines: &[&str]| Docs(lines.iter().map(|line| (*line).to_owned()).collect());
        let inner = inner_docs(&lines(&["A file.", "", "Of a client."]));
        let outer = docs(&lines(&["", "See <https://a.example/b> and `/* c */`.", "", "  d // e", "f\ng"]));
        let items = vec![quote!(#inner), quote!(#outer struct A { #outer b: u8 }), quote!(impl A { #outer fn c() {} })];
        let expected = "
//! A file.
//!
//! Of a client.

///
/// See <https://a.example/b> and `/* c */`.
///
///   d // e
/// f g
struct A {
    ///
    /// See <https://a.example/b> and `/* c */`.
    ///
    ///   d // e
    /// f g
    b: u8,
}

impl A {
    ///
    /// See <https://a.example/b> and `/* c */`.
    ///
    ///   d // e
    /// f g
    fn c() {}
}
";
        assert_eq!(format_file("a test", items).unwrap(), format!("{PREAMBLE}{expected}"));
    }

    #[test]
    fn the_error_for_invalid_rust_names_its_subject() {
        let error = format_file("the type `A`", vec![quote!(struct)]).unwrap_err();
        assert!(error.message.contains("the type `A`"), "{}", error.message);
    }
}
