//! Compares the Rust verdicts of `changes` with those of cargo-semver-checks, which knows nothing of OpenAPI.
//!
//! The pairs of documents are those of the table in `generator/tests/changes`, and documents of a folder with a random edit each.
//! Both clients are generated and rustdoc describes their items. The verdict of `changes` may not be weaker. Where it is stronger,
//! the compiler judges: a snippet of code for each change of an item compiles with one of the clients and not with the other.

mod client;
mod pairs;
mod snippets;

use std::path::{Path, PathBuf};
use std::process::Command;

use generator::changes::{Change, Level, compare};

use crate::cargo::Folders;
use client::Clients;
use pairs::Documents;

/// What is compared.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the table.
    pub table: PathBuf,
    /// A folder of documents, each of which is edited once.
    pub documents: Option<PathBuf>,
    /// Compare each pair of the table whose number is a multiple of this.
    pub every: usize,
    /// Let the compiler judge all pairs, not only those with a stronger verdict.
    pub all_snippets: bool,
}

/// A pair of documents, and the verdicts about it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Its name: the file, the case, and the direction; or the document and the edit.
    pub name: String,
    /// The verdict of `changes`.
    pub ours: Level,
    /// The verdict of cargo-semver-checks.
    pub theirs: Level,
    /// What cargo-semver-checks printed.
    pub output: String,
    /// The verdict of the compiler. `None` if it was not needed.
    pub compiled: Option<Compiled>,
}

/// What the compiler says about the changes of items that decide a verdict.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The changes whose code compiles with one of the clients and not with the other.
    pub shown: Vec<String>,
    /// The changes that no code shows, such as arguments of the same type in another order.
    pub without_code: Vec<String>,
    /// The changes whose code compiles with both clients or with none, and the code.
    pub wrong: Vec<String>,
}

/// Compares the pairs.
///
/// # Errors
///
/// Returns a message if a document can't be read or a program can't be run.
pub fn run(workspace: &Path, options: &Options) -> Result<Vec<Pair>, String> {
    let target = workspace.join("target/semver");
    let target = std::path::absolute(&target).map_err(|error| format!("`{}`: {error}", target.display()))?;
    let folders = Folders { workspace: workspace.to_owned(), target };
    let mut clients = Clients::default();
    let mut pairs = Vec::new();
    let table = pairs::of_table(&options.table)?.into_iter().enumerate();
    let mut documents: Vec<Documents> = table
        .filter(|(number, _)| number.checked_rem(options.every.max(1)) == Some(0))
        .map(|(_, documents)| documents)
        .collect();
    if let Some(folder) = &options.documents {
        documents.extend(pairs::of_edits(folder)?);
    }
    for Documents { name, old, new, is_one_way } in documents {
        let (old, new) = (clients.describe(&name, &old, &folders)?, clients.describe(&name, &new, &folders)?);
        let directions = [("forward", old, new), ("back", new, old)];
        for (direction, before, after) in directions.into_iter().take(if is_one_way { 1 } else { 2 }) {
            let (Some(before), Some(after)) = (clients.get(before), clients.get(after)) else { continue };
            let name = if is_one_way { name.clone() } else { format!("{name} {direction}") };
            let (Some(before_side), Some(after_side)) = (before.side(), after.side()) else { continue };
            let changes = compare(&before_side, &after_side);
            let ours = changes.iter().map(Change::level).max().unwrap_or(Level::Patch);
            let (theirs, output) = judge(&before.items, &after.items)?;
            let compiled = match ours > theirs || options.all_snippets {
                true => Some(snippets::judge(&changes, before, after, &folders)?),
                false => None,
            };
            pairs.push(Pair { name, ours, theirs, output, compiled });
        }
        clients.forget_if_many();
    }
    Ok(pairs)
}

/// Returns the verdict of cargo-semver-checks: what the version has to be, and what it printed.
fn judge(old: &Path, new: &Path) -> Result<(Level, String), String> {
    let mut command = Command::new("cargo-semver-checks");
    command.args(["semver-checks", "check-release", "--color", "never", "--release-type", "patch"]);
    command.arg("--baseline-rustdoc").arg(old).arg("--current-rustdoc").arg(new);
    let output = command.output().map_err(|error| format!("cargo-semver-checks can't be run: {error}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    if text.contains("semver requires new major version") {
        Ok((Level::Major, text))
    } else if text.contains("semver requires new minor version") {
        Ok((Level::Minor, text))
    } else if text.contains("no semver update required") {
        Ok((Level::Patch, text))
    } else {
        Err(format!("cargo-semver-checks has no verdict: {text}"))
    }
}
