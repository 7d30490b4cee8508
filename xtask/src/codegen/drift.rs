//! Explains why the files of a target are stale, and what the difference does to those who use the client.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use generator::changes::{ItemChange, Level, Report, compare, compare_items, github, json, summary, text};
use generator::diagnostic::{GithubPlace, escaped, github_command, visible, visible_lines};
use generator::location::hash;
use generator::output::{Drift, DriftKind, FileSystem, OsFs};
use generator::render::{GeneratedFile, MANIFEST, Manifest};
use generator::{Generated, Target};

use super::Arguments;
use crate::changes::Document;
use crate::report::{Format, Reporter, counted};
use crate::stdout::{print, print_line};

/// The maximum number of commits in which the older document is searched.
const MAX_COMMITS: &str = "100";

/// Prints why the files differ, the changes, and the files.
pub(super) fn print_drifts(
    root: &Path,
    target: &Target,
    generated: &Generated,
    drifts: &[Drift],
    arguments: &Arguments,
    reporter: &mut Reporter,
) {
    let folder = target.generated_folder();
    let existing = OsFs.read(&folder.join(MANIFEST)).ok().flatten();
    let manifest = existing.as_deref().and_then(Manifest::parse);
    let reasons = reasons(target, generated, manifest.as_ref(), drifts);
    match reporter.format {
        Format::Json => print_line(&escaped(&serde_json::json!({"target": target.name, "reasons": reasons}))),
        _ => reasons.iter().for_each(|reason| reporter.line(&format!("{}: {reason}", target.name))),
    }
    // A SARIF log has diagnostics of documents alone.
    if reporter.format != Format::Sarif && drifts.iter().any(|drift| drift.kind != DriftKind::Modified) {
        let old = manifest.as_ref().and_then(|manifest| older_document(root, target, manifest, reporter));
        match old {
            Some(old) => print_changes(root, target, &old, reporter),
            None => print_items(&folder, generated.files.as_deref().unwrap_or_default(), reporter.format),
        }
    }
    drifts.iter().for_each(|drift| print_drift(drift, &folder, reporter.format, arguments.diff));
}

/// Returns what has changed since the files were generated.
fn reasons(target: &Target, generated: &Generated, manifest: Option<&Manifest>, drifts: &[Drift]) -> Vec<String> {
    let mut reasons = Vec::new();
    let count = |kind: DriftKind| drifts.iter().filter(|drift| drift.kind == kind).count();
    match count(DriftKind::Modified) {
        0 => {}
        modified => reasons.push(format!("{} edited by hand", were(modified))),
    }
    match count(DriftKind::Untracked) {
        0 => {}
        untracked => reasons.push(format!("{} not generated, in a folder for generated files", were(untracked))),
    }
    let files = generated.files.as_deref().unwrap_or_default();
    let new = files.iter().find(|file| file.path == MANIFEST);
    let new = new.and_then(|file| Manifest::parse(file.text.as_bytes()));
    let (Some(manifest), Some(new)) = (manifest, new) else {
        reasons.push("there is no manifest: the files were not generated yet, or it was removed".to_owned());
        return reasons;
    };
    let before = reasons.len();
    for (name, hash) in &new.inputs {
        match manifest.inputs.get(name) {
            Some(known) if known == hash => {}
            Some(_) => reasons.push(format!("{} has changed", role(target, name))),
            None => reasons.push(format!("{} is new", role(target, name))),
        }
    }
    for name in manifest.inputs.keys().filter(|name| !new.inputs.contains_key(*name)) {
        reasons.push(format!("`{name}` is not read any more"));
    }
    if manifest.generator() != new.generator() {
        reasons.push(format!("the generator is version {}, before {}", new.generator(), manifest.generator()));
    }
    let is_stale = drifts.iter().any(|drift| matches!(drift.kind, DriftKind::Stale | DriftKind::Orphaned));
    if reasons.len() == before && is_stale {
        reasons.push("the generator or the target file has changed; the documents have not".to_owned());
    }
    reasons
}

/// Returns a number of files with its verb.
fn were(count: usize) -> String {
    let verb = if count == 1 { "was" } else { "were" };
    format!("{} {verb}", counted(count, "file"))
}

/// Returns what an input is, with its name.
fn role(target: &Target, name: &str) -> String {
    let is = |path: &Path| path.file_name().is_some_and(|file| Path::new(name).file_name() == Some(file));
    let role = if is(&target.spec) {
        "the document"
    } else if target.overlays.iter().any(|overlay| is(overlay)) {
        "the overlay"
    } else if target.file.is_some_and(|file| is(Path::new(target.sources.name(file)))) {
        "the target file"
    } else {
        "the file"
    };
    format!("{role} `{name}`")
}

/// Finds the documents of which the files were generated, in the history of git.
fn older_document(root: &Path, target: &Target, manifest: &Manifest, reporter: &mut Reporter) -> Option<Document> {
    let file = target.sources.name(target.file?);
    let folder = target.spec.parent().unwrap_or_else(|| Path::new(""));
    let inputs: Vec<(PathBuf, &String)> =
        manifest.inputs.iter().map(|(name, hash)| (folder.join(name), hash)).collect();
    let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
    let git = |arguments: &[&str]| output(Command::new("git").arg("-C").arg(root).args(arguments));
    let paths: Vec<String> = inputs.iter().map(|(path, _)| below(path)).collect();
    let mut log = vec!["log", "--format=%h", "--max-count", MAX_COMMITS, "--"];
    log.extend(paths.iter().map(String::as_str));
    let commits = git(&log)?;
    let commits = String::from_utf8(commits).ok()?;
    let commit = commits.lines().find(|commit| {
        inputs.iter().zip(&paths).all(|((_, known), path)| {
            git(&["show", &format!("{commit}:./{path}")]).is_some_and(|bytes| hash(&bytes) == **known)
        })
    })?;
    Document::read(root, &format!("{commit}:{file}"), &[], None, reporter).ok()
}

/// Returns the output of a command, or `None` if it fails: a project need not be a repository.
fn output(command: &mut Command) -> Option<Vec<u8>> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Prints the changes since an older document.
fn print_changes(root: &Path, target: &Target, old: &Document, reporter: &mut Reporter) {
    let Some(file) = target.file else { return };
    let name = target.sources.name(file);
    let Ok(new) = Document::read(root, name, &[], Some(old), reporter) else { return };
    let (Ok(before), Ok(after)) = (old.side(), new.side()) else { return };
    let changes = compare(&before, &after);
    let names = (old.name.clone(), name.to_owned());
    let report = Report::new(names, changes.iter().collect(), (old.sources(), new.sources()), old.version.clone());
    let report = report.without_documentation();
    match reporter.format {
        Format::Text => {
            text(&report, crate::report::has_colour()).iter().for_each(|text| print_line(text));
            summary(&report).iter().for_each(|line| print_line(line));
        }
        Format::Json => print_line(&json(&report)),
        Format::Github => github(&report).iter().for_each(|line| print_line(line)),
        Format::Sarif => {}
    }
}

/// Prints how the items of the existing files differ from those of the generated ones.
fn print_items(folder: &Path, files: &[GeneratedFile], format: Format) {
    let existing = |file: &GeneratedFile| {
        let bytes = OsFs.read(&folder.join(&file.path)).ok()??;
        Some(GeneratedFile { path: file.path.clone(), text: String::from_utf8(bytes).ok()? })
    };
    let paths = OsFs.list(folder).unwrap_or_default();
    let relative = |path: &PathBuf| Some(path.strip_prefix(folder).ok()?.display().to_string().replace('\\', "/"));
    let named = paths.iter().filter_map(relative).map(|path| GeneratedFile { path, text: String::new() });
    let old: Vec<GeneratedFile> = named.filter_map(|file| existing(&file)).collect();
    let mut items = compare_items(&old, files);
    items.sort_by_key(|item| std::cmp::Reverse(item.level));
    let level = items.iter().map(|item| item.level).max().unwrap_or(Level::Patch);
    match format {
        Format::Text => {
            let shown = |item: &ItemChange| print_line(&format!("{}: {}", item.level.name(), visible(&item.text())));
            items.iter().for_each(shown);
            print_line(&format!("next version: {}", level.name()));
        }
        Format::Json => {
            let item = |item: &ItemChange| serde_json::json!({"level": item.level.name(), "kind": item.noun, "path": item.path, "text": item.text()});
            let items: Vec<serde_json::Value> = items.iter().map(item).collect();
            print_line(&escaped(&serde_json::json!({"items": items, "level": level.name()})));
        }
        Format::Github => {
            let line = |item: &ItemChange| github_command("notice", None, item.level.name(), &item.text());
            items.iter().for_each(|item| print_line(&line(item)));
        }
        Format::Sarif => {}
    }
}

/// Prints a file that differs, and how. A SARIF log has diagnostics of documents alone, so the text goes beside it.
fn print_drift(drift: &Drift, folder: &Path, format: Format, has_diff: bool) {
    let path = folder.join(&drift.path).display().to_string();
    let explanation = drift.kind.explanation();
    match format {
        Format::Text => {
            print_line(&format!("{}: {explanation}", visible(&path)));
            if has_diff {
                print(&visible_lines(&drift.diff));
            }
        }
        Format::Json => {
            let diff = has_diff.then_some(&drift.diff);
            print_line(&escaped(&serde_json::json!({"drift": explanation, "file": path, "diff": diff})));
        }
        // A line of a diff could be a workflow command.
        Format::Github => {
            let place = GithubPlace { file: &path, position: None };
            print_line(&github_command("error", Some(place), "drift", explanation));
        }
        Format::Sarif => eprintln!("{}: {explanation}", visible(&path)),
    }
}
