//! Compares the Rust verdicts of `changes` with those of cargo-semver-checks, which knows nothing of OpenAPI.
//!
//! For each pair of documents of the table in `generator/tests/changes`, both clients are generated and rustdoc describes their
//! items. The verdict of `changes` may not be weaker.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::changes::{Change, Level, Side, compare};
use generator::output::{OsFs, scaffold, write};
use generator::{Session, Target};
use serde_json::Value;

use crate::cargo::{Folders, build_folder};

/// What is compared.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the table.
    pub table: PathBuf,
    /// Compare each pair whose number is a multiple of this.
    pub every: usize,
}

/// A pair of documents, and the verdicts about it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Its name: the file, the case, and the direction.
    pub name: String,
    /// The verdict of `changes`.
    pub ours: Level,
    /// The verdict of cargo-semver-checks.
    pub theirs: Level,
    /// What cargo-semver-checks printed.
    pub output: String,
}

/// A client, and where rustdoc has described it.
struct Client {
    session: Session,
    items: PathBuf,
}

/// Compares the pairs of a table. Prints a line for each that differs.
///
/// # Errors
///
/// Returns a message if the table can't be read or a program can't be run.
pub fn run(workspace: &Path, options: &Options) -> Result<Vec<Pair>, String> {
    let target = workspace.join("target/semver");
    let target = std::path::absolute(&target).map_err(|error| format!("`{}`: {error}", target.display()))?;
    let folders = Folders { workspace: workspace.to_owned(), target };
    let mut clients: BTreeMap<String, Client> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (number, (name, old, new)) in table(&options.table)?.into_iter().enumerate() {
        if number.checked_rem(options.every.max(1)) != Some(0) {
            continue;
        }
        for document in [&old, &new] {
            if !clients.contains_key(document) {
                let client = describe(document, clients.len(), &folders).map_err(|error| format!("{name}: {error}"))?;
                clients.insert(document.clone(), client);
            }
        }
        let (Some(old), Some(new)) = (clients.get(&old), clients.get(&new)) else { continue };
        for (direction, before, after) in [("forward", old, new), ("back", new, old)] {
            let name = format!("{name} {direction}");
            let ours = changes(before, after).iter().map(Change::level).max().unwrap_or(Level::Patch);
            let (theirs, output) = judge(&before.items, &after.items)?;
            pairs.push(Pair { name, ours, theirs, output });
        }
    }
    Ok(pairs)
}

/// Returns the documents of each case of a table, as JSON.
fn table(folder: &Path) -> Result<Vec<(String, String, String)>, String> {
    let failed = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.display());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(failed)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(failed)?;
        let table: Value = serde_yaml::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let base = table.get("base").cloned().unwrap_or_default();
        for case in table.get("cases").and_then(Value::as_array).into_iter().flatten() {
            let side = |key: &str| {
                let mut document = base.clone();
                if let Some(patch) = case.get(key) {
                    json_patch::merge(&mut document, patch);
                }
                document.to_string()
            };
            let name = case.get("name").and_then(Value::as_str).unwrap_or_default();
            documents.push((format!("{stem}: {name}"), side("old"), side("new")));
        }
    }
    Ok(documents)
}

/// Generates the client of a document, and has rustdoc describe its items.
fn describe(document: &str, number: usize, folders: &Folders) -> Result<Client, String> {
    let folder = folders.target.join("clients").join(number.to_string());
    let items = folder.join("items.json");
    let written = |error: std::io::Error| format!("`{}` can't be written: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(written)?;
    }
    std::fs::create_dir_all(&folder).map_err(written)?;
    let spec = folder.join("document.json");
    std::fs::write(&spec, document).map_err(written)?;
    // Groups would depend on the document.
    let target = Target { package: Some("client".to_owned()), ..Target::for_spec(&spec, folder.join("client")) };
    let session = Session::run(&target);
    let (Some(files), Some(package)) = (&session.files, &session.package) else {
        return Err("the document has an error".to_owned());
    };
    let krate = folder.join("client");
    let message = |error: generator::diagnostic::Diagnostic| error.message;
    write(&mut OsFs, &krate.join("src/generated"), files).map_err(message)?;
    scaffold(&mut OsFs, &krate, package, None).map_err(message)?;
    std::fs::copy(folders.workspace.join("Cargo.lock"), krate.join("Cargo.lock")).map_err(written)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["rustdoc", "--quiet", "--offline", "--lib", "--no-default-features", "--"]);
    cargo.args(["-Zunstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    // The description as JSON is not stable, and cargo-semver-checks needs that of the version it was built for.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", build_folder(folders)).current_dir(&krate);
    let output = cargo.output().map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("rustdoc failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    std::fs::copy(build_folder(folders).join("doc/client.json"), &items).map_err(written)?;
    Ok(Client { session, items })
}

fn changes(old: &Client, new: &Client) -> Vec<Change> {
    side(old).zip(side(new)).map(|(old, new)| compare(&old, &new)).unwrap_or_default()
}

fn side(client: &Client) -> Option<Side<'_>> {
    let Session { api, rust, files, .. } = &client.session;
    Some(Side { api: api.as_ref()?, planned: rust.as_ref()?, files: files.as_deref()? })
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
