//! Generated code uses no syntax that is newer than the oldest Rust that clients support. Clippy checks the standard
//! library (`incompatible_msrv`), and nothing but an old compiler checks the syntax.

use generator::generate;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::support;

/// Returns the conditions with a `let` chain, which Rust supports since 1.88.
fn let_chains(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => let_chains(group.stream(), found),
            TokenTree::Ident(word) if *word == "if" || *word == "while" => {
                let is_block = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                let condition: Vec<&TokenTree> =
                    tokens[index + 1..].iter().take_while(|token| !is_block(token)).collect();
                let has_let = condition.iter().any(|token| matches!(token, TokenTree::Ident(word) if *word == "let"));
                let is_and = |pair: &[&TokenTree]| {
                    let [TokenTree::Punct(first), TokenTree::Punct(second)] = pair else { return false };
                    (first.as_char(), first.spacing(), second.as_char()) == ('&', Spacing::Joint, '&')
                };
                if has_let && condition.windows(2).any(is_and) {
                    let text: TokenStream = condition.into_iter().cloned().collect();
                    found.push(text.to_string());
                }
            }
            _ => {}
        }
    }
}

#[test]
fn generated_code_has_no_let_chains() {
    let chains = |text: &str| {
        let mut found = Vec::new();
        let_chains(text.parse().unwrap(), &mut found);
        found
    };
    assert_eq!(chains("fn f() { if a && let Some(b) = c { } }").len(), 1);
    assert_eq!(chains("fn f() { while let Some(b) = c && d { } }").len(), 1);
    assert_eq!(chains("fn f() { if let Some(b) = (c && d).then(e) { if f && g { } } }").len(), 0);
    for entry in std::fs::read_dir("tests/fixtures").unwrap() {
        let folder = entry.unwrap().path();
        let files = generate(&support::target(&folder)).files.unwrap_or_else(|| panic!("{}", folder.display()));
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            assert_eq!(chains(&file.text), Vec::<String>::new(), "{}: {}", folder.display(), file.path);
        }
    }
}
