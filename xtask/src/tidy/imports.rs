//! Checks the imports of the generator's parts against one table of allowed edges.
//!
//! An edge is a path that begins in another part: `crate::plan::Crate`, `use crate::{api, plan}`, `super::super::plan`,
//! or a crate such as `openapiv3`. The edges are found in the tokens of the code, so comments and strings don't count.
//! Tests and the code inside of `quote!` don't either.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A part of the generator, and the edges that it may have: to other parts, and to crates that only some parts use.
struct Part {
    name: &'static str,
    parts: &'static [&'static str],
    crates: &'static [&'static str],
}

/// The allowed edges. A file outside of these parts is the pipeline itself, and may use all of them.
const PARTS: &[Part] = &[
    Part { name: "location", parts: &[], crates: &["saphyr_parser"] },
    Part { name: "diagnostic", parts: &["location"], crates: &[] },
    Part { name: "limits", parts: &["diagnostic"], crates: &[] },
    Part { name: "source", parts: &["diagnostic", "limits", "location"], crates: &["serde_yaml"] },
    Part { name: "api", parts: &["location"], crates: &[] },
    Part { name: "rust", parts: &["api", "location"], crates: &[] },
    Part { name: "config", parts: &["api", "diagnostic", "limits", "location", "rust", "source"], crates: &["toml"] },
    Part {
        name: "openapi",
        parts: &["api", "config", "diagnostic", "limits", "location", "source"],
        crates: &["openapiv3"],
    },
    Part { name: "lower", parts: &["api", "diagnostic", "limits", "location", "openapi"], crates: &["openapiv3"] },
    Part {
        name: "plan",
        parts: &["api", "config", "diagnostic", "limits", "location", "rust"],
        crates: &["deunicode", "heck"],
    },
    Part { name: "emit", parts: &["rust"], crates: &["quote"] },
    Part { name: "render", parts: &["diagnostic", "emit", "location", "rust"], crates: &["prettyplease", "quote"] },
    Part {
        name: "output",
        parts: &["api", "config", "diagnostic", "location", "render", "rust", "source"],
        crates: &["toml"],
    },
    Part { name: "changes", parts: &["api", "diagnostic", "location", "render", "rust"], crates: &["quote", "toml"] },
];

/// The crates that only the parts listed above use.
const GUARDED: &[&str] =
    &["deunicode", "heck", "openapiv3", "prettyplease", "quote", "saphyr_parser", "serde_yaml", "toml"];

/// Returns a line for each edge of a file that the table doesn't allow.
pub(super) fn violations(path: &str, text: &str) -> Vec<String> {
    let Some(below) = path.strip_prefix("generator/src/") else { return Vec::new() };
    let modules = modules_of(below);
    let Some(part) = modules.first().and_then(|name| PARTS.iter().find(|part| part.name == name)) else {
        return Vec::new();
    };
    let tokens = match text.parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => return vec![format!("{path}: not valid Rust: {error}")],
    };
    let mut found = Vec::new();
    collect(tokens, &modules, &mut found);
    let mut violations = Vec::new();
    for edge in found {
        let name = edge.name.as_str();
        let is_part = edge.is_own && PARTS.iter().any(|part| part.name == name);
        let is_guarded = !edge.is_own && GUARDED.contains(&name);
        let is_allowed = name == part.name || part.parts.contains(&name) || part.crates.contains(&name);
        if (is_part || is_guarded) && !is_allowed {
            violations.push(format!("{path}: `{}` may not use `{name}`", part.name));
        }
    }
    violations
}

/// Returns the modules from the root of the crate to a file: `["plan", "names"]` for `plan/names.rs`.
fn modules_of(below: &str) -> Vec<String> {
    let module = below.trim_end_matches(".rs");
    let module = module.strip_suffix("/mod").unwrap_or(module);
    module.split('/').map(str::to_owned).collect()
}

/// The first name of a path.
struct Edge {
    name: String,
    /// Whether the name is a part of the generator, and not another crate.
    is_own: bool,
}

/// Collects the edges in some code of a module.
fn collect(tokens: TokenStream, modules: &[String], found: &mut Vec<Edge>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0_usize;
    while let Some(token) = tokens.get(index) {
        let after = index.saturating_add(1);
        let is_colon = |back: usize| {
            index.checked_sub(back).and_then(|before| tokens.get(before)).is_some_and(|token| is(token, ':'))
        };
        let continues_path = is_colon(1) && is_colon(2);
        match token {
            TokenTree::Ident(ident) if is_test_attribute(&tokens, index) && *ident == "mod" => return,
            TokenTree::Ident(ident) if *ident == "quote" && tokens.get(after).is_some_and(|token| is(token, '!')) => {
                // After the name come the exclamation mark and the generated code.
                index = index.saturating_add(3);
                continue;
            }
            TokenTree::Ident(ident) if !continues_path && (*ident == "crate" || *ident == "super") => {
                index = climb(&tokens, index, modules, found);
                continue;
            }
            TokenTree::Ident(ident) if !continues_path => {
                let is_path = tokens.get(after).is_some_and(|token| is(token, ':'))
                    && tokens.get(after.saturating_add(1)).is_some_and(|token| is(token, ':'));
                let is_use =
                    index.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| named(token, "use"));
                if is_path || is_use {
                    found.push(Edge { name: ident.to_string(), is_own: false });
                }
            }
            TokenTree::Group(group) => collect(group.stream(), modules, found),
            _ => {}
        }
        index = after;
    }
}

/// Resolves `crate::…` or `super::super::…`, collects the names after it, and returns the index after the path.
fn climb(tokens: &[TokenTree], begin: usize, modules: &[String], found: &mut Vec<Edge>) -> usize {
    let mut index = begin;
    let mut depth = modules.len();
    while let Some(TokenTree::Ident(ident)) = tokens.get(index) {
        match ident.to_string().as_str() {
            "crate" => depth = 0,
            "super" => depth = depth.saturating_sub(1),
            _ => break,
        }
        index = index.saturating_add(1);
        let is_path = tokens.get(index).is_some_and(|token| is(token, ':'));
        if !is_path {
            return index;
        }
        index = index.saturating_add(2);
    }
    // A path that ends below the root of the crate stays in the part.
    if depth > 0 {
        return index;
    }
    match tokens.get(index) {
        Some(TokenTree::Ident(ident)) => {
            found.push(Edge { name: ident.to_string(), is_own: true });
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut is_first = true;
            for token in group.stream() {
                match &token {
                    TokenTree::Ident(ident) if is_first => {
                        found.push(Edge { name: ident.to_string(), is_own: true });
                    }
                    _ => {}
                }
                is_first = is(&token, ',');
            }
        }
        _ => {}
    }
    index.saturating_add(1)
}

/// Returns `true` if a token is this punctuation.
fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punctuation) if punctuation.as_char() == character)
}

/// Returns `true` if a token is this word.
fn named(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if *ident == word)
}

/// Returns `true` if `#[cfg(test)]` stands before the token at an index.
fn is_test_attribute(tokens: &[TokenTree], index: usize) -> bool {
    let attribute = index.checked_sub(1).and_then(|before| tokens.get(before));
    matches!(attribute, Some(TokenTree::Group(group)) if group.stream().to_string().replace(' ', "") == "cfg(test)")
}

#[cfg(test)]
mod tests {
    use super::violations;

    #[test]
    fn each_form_of_an_edge_is_found() {
        for text in [
            "use crate::plan;",
            "use crate::{api, plan};",
            "use crate::{\n    rust::Crate,\n    plan::{self, Pagination},\n};",
            "fn f() -> crate::plan::Pagination { g() }",
            "fn f() { super::super::plan::plan() }",
            "use super::super::{plan};",
            "mod inner { fn f() { let x = [crate::plan::plan]; } }",
        ] {
            assert_eq!(
                violations("generator/src/emit/new.rs", text).len(),
                if text.contains("api") { 2 } else { 1 },
                "{text}"
            );
        }
        assert_eq!(violations("generator/src/plan/new.rs", "use serde_yaml::Value;").len(), 1);
        assert_eq!(violations("generator/src/plan/new.rs", "use openapiv3 as o;").len(), 1);
        assert_eq!(violations("generator/src/api/new.rs", "fn f(x: openapiv3::Schema) {}").len(), 1);
    }

    #[test]
    fn other_code_has_no_edge() {
        for text in [
            "//! See [`crate::plan`].\n// crate::plan\nconst A: &str = \"crate::plan\";",
            "fn f() { quote!(use crate::plan; openapiv3::x) }",
            "#[cfg(test)]\nmod tests { use crate::plan; }",
            "use crate::rust::plan;",
            "use super::plan;",
            "fn f() { rust::plan::g() }",
        ] {
            assert!(violations("generator/src/emit/new.rs", text).is_empty(), "{text}");
        }
        assert!(violations("generator/src/lib.rs", "use crate::plan;").is_empty());
    }
}
