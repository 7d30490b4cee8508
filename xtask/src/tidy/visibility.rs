//! What is public: an item that other packages can't reach or don't use is not `pub`.

use super::rules::has_word;
use super::tree::{Tree, code_lines};

/// The packages whose items are checked by the lint `unreachable_pub` of rustc.
const PACKAGES: &[&str] = &["generated-client", "generator", "generator/runtime", "xtask"];

/// The lint is on, and no code outside of tests turns it off.
pub(super) fn unreachable_items_are_private(tree: &Tree) -> Vec<String> {
    let lacks = |path: &str, line: &str| !tree.files.get(path).is_some_and(|text| text.contains(line));
    let mut violations = Vec::new();
    if lacks("Cargo.toml", "\nunreachable_pub = \"warn\"\n") {
        violations.push("Cargo.toml: the lint `unreachable_pub` is not enabled".to_owned());
    }
    for manifest in PACKAGES.iter().map(|package| format!("{package}/Cargo.toml")) {
        if lacks(&manifest, "\n[lints]\nworkspace = true\n") {
            violations.push(format!("{manifest}: the package lacks the lints of the workspace"));
        }
    }
    for (path, text) in tree.rust_files("").filter(|(path, _)| !path.contains("/tests/")) {
        for (index, line) in code_lines(text).iter().enumerate() {
            if has_word(line, "unreachable_pub") {
                let number = index.saturating_add(1);
                violations.push(format!("{path}:{number}: `unreachable_pub` is on: make the item `pub(crate)`"));
            }
        }
    }
    violations
}

/// The folders of the packages whose functions for webhooks are checked.
const FOLDERS: &[&str] = &["generator/src/", "generator/runtime/src/"];

/// A public function or constant for webhooks has a user in another package. A type may be part of another type instead,
/// which the compiler checks.
pub(super) fn webhook_functions_have_users(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for folder in FOLDERS {
        for (path, text) in tree.rust_files(folder).filter(|(path, _)| path.contains("webhook")) {
            for (index, line) in code_lines(text).iter().enumerate() {
                let Some(name) = public_name(line) else { continue };
                let mut others = tree.files.iter().filter(|(other, _)| {
                    other.ends_with(".rs") && !other.starts_with(folder) && !other.starts_with("generated-client/")
                });
                let uses = |text: &str| text.contains(name) && code_lines(text).iter().any(|line| has_word(line, name));
                if !others.any(|(_, text)| uses(text)) {
                    let number = index.saturating_add(1);
                    violations.push(format!("{path}:{number}: no other package uses `{name}`: make it `pub(crate)`"));
                }
            }
        }
    }
    violations
}

/// Returns the name of the public function or constant that a line declares. Code inside of `quote!` is indented deeper.
fn public_name(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let is_item = line.len().saturating_sub(code.len()) <= 4;
    let rest = code.strip_prefix("pub fn ").or_else(|| code.strip_prefix("pub const fn "));
    let rest = rest.or_else(|| code.strip_prefix("pub const ")).filter(|_| is_item)?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
}
