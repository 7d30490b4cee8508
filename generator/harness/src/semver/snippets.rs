//! The compiler's verdict: code for each change of an item, compiled with both clients.

use std::collections::BTreeSet;
use std::path::Path;

use generator::changes::{Change, CompilesWith, Level, Snippet, snippets};

use super::Compiled;
use super::client::Client;
use crate::cargo::{Folders, cargo};

/// Compiles code for the changes of items that decide the verdict: those of its level.
pub(super) fn judge(changes: &[Change], old: &Client, new: &Client, folders: &Folders) -> Result<Compiled, String> {
    let mut compiled = Compiled::default();
    let (Some(old_side), Some(new_side)) = (old.side(), new.side()) else { return Ok(compiled) };
    let level = changes.iter().map(Change::level).max().unwrap_or(Level::Patch);
    let (mut names, mut codes): (Vec<String>, Vec<Snippet>) = (Vec::new(), Vec::new());
    for (item, snippet) in snippets(changes, &old_side, &new_side) {
        match snippet {
            _ if item.level != level => {}
            Some(snippet) => {
                names.push(item.text());
                codes.push(snippet);
            }
            None => compiled.without_code.push(item.text()),
        }
    }
    let fails_with_old = failing(&codes, &old.folder, folders)?;
    let fails_with_new = failing(&codes, &new.folder, folders)?;
    for (number, (name, snippet)) in names.into_iter().zip(&codes).enumerate() {
        let fails = (fails_with_old.contains(&number), fails_with_new.contains(&number));
        match (snippet.compiles_with, fails) {
            (CompilesWith::Older, (false, true)) | (CompilesWith::Newer, (true, false)) => compiled.shown.push(name),
            (_, (with_old, with_new)) => {
                let says = |fails: bool| if fails { "does not compile" } else { "compiles" };
                let code = &snippet.code;
                let (with_old, with_new) = (says(with_old), says(with_new));
                let text = format!(
                    "{name}: this {with_old} with the older client, and {with_new} with the newer one:\n{code}"
                );
                compiled.wrong.push(text);
            }
        }
    }
    Ok(compiled)
}

/// Returns the numbers of the snippets that do not compile with a client.
///
/// The compiler does not check types while a name is missing, so that the others are compiled again without those that failed.
fn failing(snippets: &[Snippet], client: &Path, folders: &Folders) -> Result<BTreeSet<usize>, String> {
    let krate = folders.target.join("snippets");
    let written = |error: std::io::Error| format!("`{}` can't be written: {error}", krate.display());
    let source = krate.join("src");
    if source.exists() {
        std::fs::remove_dir_all(&source).map_err(written)?;
    }
    std::fs::create_dir_all(&source).map_err(written)?;
    std::fs::copy(folders.workspace.join("Cargo.lock"), krate.join("Cargo.lock")).map_err(written)?;
    let features: BTreeSet<&str> = snippets.iter().flat_map(|snippet| &snippet.features).map(String::as_str).collect();
    let features: Vec<&str> = features.into_iter().collect();
    let manifest = format!(
        "[package]\nname = \"snippets\"\nedition = \"2021\"\n\n[workspace]\n\n[dependencies]\n\
         client = {{ path = {client:?}, default-features = false, features = {features:?} }}\n"
    );
    std::fs::write(krate.join("Cargo.toml"), manifest).map_err(written)?;
    for (number, snippet) in snippets.iter().enumerate() {
        std::fs::write(source.join(format!("snippet_{number}.rs")), &snippet.code).map_err(written)?;
    }
    let mut failed = BTreeSet::new();
    loop {
        let left = (0..snippets.len()).filter(|number| !failed.contains(number));
        let modules: String = left.map(|number| format!("mod snippet_{number};\n")).collect();
        if modules.is_empty() {
            return Ok(failed);
        }
        std::fs::write(source.join("lib.rs"), format!("#![allow(unused)]\n\n{modules}")).map_err(written)?;
        let output = cargo(&krate, folders, &["check", "--message-format", "short"])
            .map_err(|error| format!("cargo can't be run: {error}"))?;
        if output.status.success() {
            return Ok(failed);
        }
        let text = String::from_utf8_lossy(&output.stderr);
        let numbers = text.lines().filter(|line| line.contains(": error")).filter_map(|line| {
            line.strip_prefix("src/snippet_")?.split_once(".rs").and_then(|(number, _)| number.parse::<usize>().ok())
        });
        let before = failed.len();
        failed.extend(numbers);
        if failed.len() == before {
            return Err(format!("the snippets can't be compiled: {text}"));
        }
    }
}
