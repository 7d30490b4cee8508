//! The rules. The words to avoid, the allowed imports and visibility have files of their own.

use generator::location::hash;

use super::imports;
use super::tree::{SHIPPED_SPEC, Tree, code_lines};
use super::visibility::{unreachable_items_are_private, webhook_functions_have_users};
use super::words::words_are_standard;

/// A rule. Returns a line for each violation.
pub(super) type Rule = fn(&Tree) -> Vec<String>;

/// Every rule.
pub(super) const RULES: &[Rule] = &[
    imports_follow_the_table,
    emit_cannot_fail,
    output_order_is_deterministic,
    names_alone_makes_identifiers,
    only_source_and_output_use_files,
    panic_lints_are_on,
    files_are_short,
    files_begin_with_their_purpose,
    lint_exceptions_have_a_reason,
    nothing_is_unfinished,
    the_top_level_is_fixed,
    the_shipped_document_is_unchanged,
    the_manifest_lists_every_file,
    unreachable_items_are_private,
    webhook_functions_have_users,
    words_are_standard,
];

/// Returns a violation for each line of code in `folder`, outside of `allowed`, that has one of `words`.
fn named_outside(tree: &Tree, folder: &str, allowed: &[&str], words: &[&str], why: &str) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.rust_files(folder) {
        if allowed.iter().any(|allowed| path.starts_with(allowed)) {
            continue;
        }
        for (index, line) in code_lines(text).iter().enumerate() {
            for word in words.iter().filter(|word| has_word(line, word)) {
                violations.push(format!("{path}:{}: `{word}` {why}", index.saturating_add(1)));
            }
        }
    }
    violations
}

/// Returns `true` if a line has a word that is not part of a longer one.
pub(super) fn has_word(line: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(word).any(|(index, _)| {
        let before = line.get(..index).and_then(|before| before.chars().next_back());
        let after = line.get(index.saturating_add(word.len())..).and_then(|after| after.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

fn imports_follow_the_table(tree: &Tree) -> Vec<String> {
    tree.rust_files("generator/src/").flat_map(|(path, text)| imports::violations(path, text)).collect()
}

fn emit_cannot_fail(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.rust_files("generator/src/emit/") {
        for (index, line) in code_lines(text).iter().enumerate() {
            let number = index.saturating_add(1);
            let is_function =
                line.trim_start().starts_with("fn ") || line.contains("pub fn ") || line.contains(") fn ");
            let returned = line.split("->").nth(1).unwrap_or_default();
            if is_function && (has_word(returned, "Result")) && !line.contains("fmt::Result") {
                violations.push(format!("{path}:{number}: `emit` can't fail, so no function of it returns a `Result`"));
            }
        }
    }
    // The code inside of `quote!` is generated code, which may return a `Result`.
    violations.retain(|violation| !violation.contains("`emit` can't fail") || !is_quoted(tree, violation));
    violations
}

/// Returns `true` if the line of a violation is indented like code inside of a function.
fn is_quoted(tree: &Tree, violation: &str) -> bool {
    let mut parts = violation.split(':');
    let (path, number) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let line = number
        .parse::<usize>()
        .ok()
        .and_then(|number| tree.files.get(path).and_then(|text| text.lines().nth(number.saturating_sub(1))));
    line.is_some_and(|line| line.starts_with("        "))
}

fn output_order_is_deterministic(tree: &Tree) -> Vec<String> {
    let words = ["HashMap", "HashSet"];
    named_outside(tree, "generator/src/", &[], &words, "has a random order, and the output has a fixed one")
}

fn names_alone_makes_identifiers(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.rust_files("generator/src/") {
        if path.starts_with("generator/src/plan/names/") || path == "generator/src/rust/identifier.rs" {
            continue;
        }
        for (index, line) in code_lines(text).iter().enumerate() {
            if line.contains("Identifier::new") {
                violations.push(format!("{path}:{}: only `plan::names` makes identifiers", index.saturating_add(1)));
            }
        }
    }
    violations
}

fn only_source_and_output_use_files(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    // The file of a test module has no code of the generator.
    for (path, text) in tree.rust_files("generator/src/").filter(|(path, _)| !path.ends_with("/tests.rs")) {
        if path.starts_with("generator/src/source/") || path.starts_with("generator/src/output/") {
            continue;
        }
        for (index, line) in code_lines(text).iter().enumerate() {
            if line.contains("std::fs") || line.contains("std::net") || line.contains("File::") {
                let number = index.saturating_add(1);
                violations.push(format!("{path}:{number}: only `source` reads files, and only `output` writes them"));
            }
        }
    }
    violations
}

fn panic_lints_are_on(tree: &Tree) -> Vec<String> {
    let lints = ["unwrap_used", "expect_used", "panic", "unreachable", "indexing_slicing", "string_slice"];
    let mut violations = Vec::new();
    let roots = [
        "generator/src/lib.rs",
        "generator/fuzz/src/lib.rs",
        "generator/fuzz/src/main.rs",
        "generator/harness/src/lib.rs",
        "generator/harness/src/main.rs",
        "generator/runtime/src/lib.rs",
        "xtask/src/main.rs",
    ];
    for path in roots {
        let code = tree.files.get(path).map_or_else(String::new, |text| code_lines(text).concat());
        for lint in lints.iter().filter(|lint| !code.contains(&format!("clippy::{lint}"))) {
            violations.push(format!("{path}: the lint `clippy::{lint}` is not enabled"));
        }
    }
    violations
}

/// The longest file, in lines.
const LONGEST: usize = 500;

fn files_are_short(tree: &Tree) -> Vec<String> {
    let folders = ["generator/", "xtask/", "generated-client/"];
    let files = folders.iter().flat_map(|folder| tree.rust_files(folder));
    let own = files.filter(|(path, _)| !path.starts_with("generated-client/src/generated/"));
    let long = own.map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > LONGEST);
    long.map(|(path, lines)| format!("{path}: {lines} lines: split files of more than {LONGEST} lines")).collect()
}

fn files_begin_with_their_purpose(tree: &Tree) -> Vec<String> {
    let files = ["generator/", "xtask/", "generated-client/"].iter().flat_map(|folder| tree.rust_files(folder));
    let silent = files.filter(|(_, text)| {
        let first = text.lines().find(|line| !line.starts_with("// ") && !line.is_empty());
        !first.is_some_and(|line| line.starts_with("//!"))
    });
    silent.map(|(path, _)| format!("{path}: a file begins with `//!` and its purpose")).collect()
}

fn lint_exceptions_have_a_reason(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for folder in ["generator/", "xtask/", "generated-client/"] {
        for (path, text) in tree.rust_files(folder) {
            let text = code_lines(text).join("\n");
            for (index, _) in text.match_indices("[allow(").chain(text.match_indices("[expect(")) {
                let begin = text.get(..index).unwrap_or_default();
                let attribute = text.get(index..).unwrap_or_default();
                let attribute = attribute.split_once(")]").map_or(attribute, |(attribute, _)| attribute);
                let is_attribute = begin.ends_with('#') || begin.ends_with("#!");
                if is_attribute && !attribute.contains("reason =") {
                    let number = begin.matches('\n').count().saturating_add(1);
                    violations.push(format!("{path}:{number}: an exception to a lint needs a reason"));
                }
            }
        }
    }
    violations
}

fn nothing_is_unfinished(tree: &Tree) -> Vec<String> {
    let macros = ["todo", "unimplemented"].map(|name| format!("{name}!("));
    let marks =
        ["TO", "FIX", "XX"].into_iter().zip(["DO", "ME", "X"]).map(|(first, second)| format!("{first}{second}"));
    let marks: Vec<String> = marks.collect();
    let mut violations = Vec::new();
    for (path, text) in tree.rust_files("") {
        for (index, line) in text.lines().enumerate() {
            let is_marked =
                marks.iter().any(|mark| has_word(line, mark)) || macros.iter().any(|name| line.contains(name));
            if is_marked {
                violations.push(format!("{path}:{}: unfinished code", index.saturating_add(1)));
            }
        }
    }
    violations
}

/// The files and folders of the top level.
const TOP_LEVEL: [&str; 21] = [
    ".cargo",
    ".ci",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
    "_typos.toml",
    "clippy.toml",
    "deny.toml",
    "generated-client",
    "generator",
    "rustfmt.toml",
    "specs",
    "xtask",
];

fn the_top_level_is_fixed(tree: &Tree) -> Vec<String> {
    let unknown = tree.top_level.iter().filter(|name| !TOP_LEVEL.contains(&name.as_str()));
    let mut violations: Vec<String> = unknown.map(|name| format!("{name}: not in the list of the top level")).collect();
    for name in TOP_LEVEL.iter().filter(|name| !tree.top_level.iter().any(|there| there == *name)) {
        violations.push(format!("{name}: missing from the top level"));
    }
    violations
}

/// The SHA-256 of the document that the vendor publishes.
const SHIPPED_HASH: &str = "b6064a3d96c2de119d0e9a95be77152caadb0056b105192ad6382d44f7caac9b";

fn the_shipped_document_is_unchanged(tree: &Tree) -> Vec<String> {
    match hash(&tree.shipped_spec) == SHIPPED_HASH {
        true => Vec::new(),
        false => vec![format!("{SHIPPED_SPEC}: differs from the vendor's document: put changes into an overlay")],
    }
}

fn the_manifest_lists_every_file(tree: &Tree) -> Vec<String> {
    let path = "generated-client/src/generated/manifest.json";
    let manifest = tree.files.get(path);
    let is_listed = |name: &str| manifest.is_some_and(|manifest| manifest.contains(&format!("\"{name}\":")));
    let generated = tree.rust_files("generated-client/src/generated/");
    let names = generated.filter_map(|(path, _)| path.strip_prefix("generated-client/src/generated/"));
    names
        .filter(|name| !is_listed(name))
        .map(|name| format!("generated-client/src/generated/{name}: missing from the manifest"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn real() -> Tree {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        Tree::read(root).unwrap()
    }

    /// Runs a rule on the project with one more file.
    fn seeded(rule: Rule, path: &str, text: &str) -> Vec<String> {
        let mut tree = real();
        tree.files.insert(path.to_owned(), text.to_owned());
        rule(&tree)
    }

    #[test]
    fn the_project_follows_its_rules() {
        let tree = real();
        let violations: Vec<String> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
        assert!(violations.is_empty(), "{}", violations.join("\n"));
    }

    #[test]
    fn each_rule_finds_a_seeded_violation() {
        let long = format!("//! Long.\n{}", "\n".repeat(501));
        let cases: Vec<(Rule, &str, &str)> = vec![
            (imports_follow_the_table, "generator/src/plan/new.rs", "//! New.\nuse openapiv3::Schema;\n"),
            (imports_follow_the_table, "generator/src/output/new.rs", "//! New.\nuse serde_yaml::Value;\n"),
            (imports_follow_the_table, "generator/src/emit/new.rs", "//! New.\nuse heck::ToSnakeCase;\n"),
            (imports_follow_the_table, "generator/src/emit/new.rs", "//! New.\nuse crate::{api, rust};\n"),
            (imports_follow_the_table, "generator/src/api/new.rs", "//! New.\nuse crate::rust::Crate;\n"),
            (imports_follow_the_table, "generator/src/rust/new.rs", "//! New.\nuse crate::plan::plan;\n"),
            (emit_cannot_fail, "generator/src/emit/new.rs", "//! New.\nfn f() -> Result<(), ()> { Ok(()) }\n"),
            (output_order_is_deterministic, "generator/src/lower/new.rs", "//! New.\nuse std::collections::HashMap;\n"),
            (only_source_and_output_use_files, "generator/src/lower/new.rs", "//! New.\nuse std::fs;\n"),
            (
                names_alone_makes_identifiers,
                "generator/src/plan/types/new.rs",
                "//! New.\nfn f() -> Identifier { Identifier::new(String::new()) }\n",
            ),
            (panic_lints_are_on, "generator/src/lib.rs", "//! New.\n#![warn(clippy::unwrap_used)]\n"),
            (panic_lints_are_on, "xtask/src/main.rs", "//! New.\n// clippy::panic\n"),
            (files_are_short, "generator/src/lower/new.rs", &long),
            (files_begin_with_their_purpose, "xtask/src/new.rs", "use std::fmt;\n"),
            (lint_exceptions_have_a_reason, "xtask/src/new.rs", "//! New.\n#[allow(dead_code)]\nfn f() {}\n"),
            (the_manifest_lists_every_file, "generated-client/src/generated/new.rs", "//! New.\n"),
            (unreachable_items_are_private, "Cargo.toml", "[workspace]\n"),
            (unreachable_items_are_private, "xtask/Cargo.toml", "[package]\n"),
            (unreachable_items_are_private, "xtask/src/new.rs", "//! New.\n#![allow(unreachable_pub)]\n"),
            (webhook_functions_have_users, "generator/src/api/webhook_new.rs", "//! New.\npub fn used_by_none() {}\n"),
        ];
        for (rule, path, text) in cases {
            let violations = seeded(rule, path, text);
            assert!(violations.iter().any(|violation| violation.starts_with(path)), "{path}: {text}");
        }
        for mark in ["TO", "FIX"].into_iter().zip(["DO", "ME"]).map(|(first, second)| format!("// {first}{second}: x"))
        {
            assert_eq!(seeded(nothing_is_unfinished, "xtask/src/new.rs", &mark).len(), 1);
        }
        let unfinished = format!("fn f() {{ {}!() }}", "todo");
        assert_eq!(seeded(nothing_is_unfinished, "xtask/src/new.rs", &unfinished).len(), 1);
    }

    #[test]
    fn the_top_level_and_the_shipped_document_are_checked() {
        let mut tree = real();
        tree.top_level.push("src".to_owned());
        tree.top_level.retain(|name| name != "README.md");
        assert_eq!(the_top_level_is_fixed(&tree).len(), 2);
        tree.shipped_spec.push(b'\n');
        assert_eq!(the_shipped_document_is_unchanged(&tree).len(), 1);
    }
}
