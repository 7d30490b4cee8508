//! Writes the generated files so that an interruption at any point loses nothing.
//!
//! 1. New and changed files are written to a staging folder beside the output folder. The journal is written last: it
//!    lists the files to rename and the files to remove. Renaming the journal to its final path commits the run.
//! 2. Each staged file is renamed to its final path, and each file that the generator no longer produces is removed. If there
//!    is no output yet, the staging folder is renamed as a whole.
//! 3. The journal is removed, and then the staging folder.
//!
//! A run that finds a journal completes it first. A staging folder without a journal is removed. So the next run either
//! completes an interrupted one or undoes it, and each file is either entirely old or entirely new at any time.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::FileSystem;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::hash;
use crate::render::{GeneratedFile, MANIFEST, Manifest};

/// The files that a run changed, by path below the folder of generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were written, including new ones.
    pub written: Vec<String>,
    /// Files that were removed.
    pub removed: Vec<String>,
    /// Files that were modified by hand and are overwritten.
    pub overwritten: Vec<String>,
}

/// The steps of a committed run that remain.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    /// Staged files to rename.
    write: Vec<String>,
    /// Files to remove.
    remove: Vec<String>,
    /// `true` if there is no output yet.
    #[serde(default)]
    is_new: bool,
}

/// The paths that a run uses.
struct Paths {
    output: PathBuf,
    stage: PathBuf,
    journal: PathBuf,
}

impl Paths {
    fn new(output: &Path) -> Self {
        let beside = |suffix: &str| {
            let name = output.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            output.with_file_name(format!(".{name}.{suffix}"))
        };
        Self { output: output.to_owned(), stage: beside("stage"), journal: beside("journal") }
    }
}

/// Makes the folder `output` contain exactly `files`. Only files that differ are written.
///
/// # Errors
///
/// Returns a diagnostic if the folder contains a file that the generator did not write: then nothing has changed.
/// Returns a diagnostic if a file operation fails: then the next run completes this one or undoes it.
pub fn write(fs: &mut impl FileSystem, output: &Path, files: &[GeneratedFile]) -> Result<Written, Diagnostic> {
    let paths = Paths::new(output);
    let failed = |error: io::Error| {
        let message = format!("`{}` can't be written: {error}", output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    recover(fs, &paths).map_err(failed)?;
    let (journal, report) = plan(fs, &paths, files)?;
    if journal.write.is_empty() && journal.remove.is_empty() {
        return Ok(report);
    }
    stage(fs, &paths, &journal, files).map_err(failed)?;
    complete(fs, &paths, &journal).map_err(failed)?;
    Ok(report)
}

/// Completes or undoes an interrupted run.
fn recover(fs: &mut impl FileSystem, paths: &Paths) -> io::Result<()> {
    if let Some(text) = fs.read(&paths.journal)? {
        // The journal was renamed into place, so it is complete unless another program wrote it.
        let journal: Journal = serde_json::from_slice(&text).map_err(io::Error::other)?;
        complete(fs, paths, &journal)?;
    }
    fs.remove_folder(&paths.stage)
}

/// Compares the existing files with the generated ones.
fn plan(fs: &impl FileSystem, paths: &Paths, files: &[GeneratedFile]) -> Result<(Journal, Written), Diagnostic> {
    let failed = |error: io::Error| {
        let message = format!("`{}` can't be read: {error}", paths.output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    let manifest = fs.read(&paths.output.join(MANIFEST)).map_err(failed)?;
    let manifest = manifest.as_deref().and_then(Manifest::parse).unwrap_or_default();
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut journal = Journal::default();
    let mut report = Written::default();
    let mut untracked = Vec::new();
    let existing: BTreeSet<String> =
        fs.list(&paths.output).map_err(failed)?.iter().map(|path| relative(&paths.output, path)).collect();
    journal.is_new = !fs.exists(&paths.output).map_err(failed)?;
    for name in &existing {
        if wanted.contains(name.as_str()) {
            continue;
        }
        if manifest.files.contains_key(name) {
            journal.remove.push(name.clone());
        } else {
            untracked.push(name.clone());
        }
    }
    if !untracked.is_empty() {
        let message = format!(
            "`{}` contains files that the generator did not write: `{}`",
            paths.output.display(),
            untracked.join("`, `")
        );
        let help = "this folder is for generated files only: move or delete the files";
        return Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help));
    }
    for file in files {
        let existing = match existing.contains(&file.path) {
            true => fs.read(&paths.output.join(&file.path)).map_err(failed)?,
            false => None,
        };
        if existing.as_deref() == Some(file.text.as_bytes()) {
            continue;
        }
        let recorded = manifest.files.get(&file.path);
        if let (Some(existing), Some(recorded)) = (&existing, recorded)
            && hash(existing) != *recorded
        {
            report.overwritten.push(file.path.clone());
        }
        journal.write.push(file.path.clone());
    }
    report.written.clone_from(&journal.write);
    report.removed.clone_from(&journal.remove);
    Ok((journal, report))
}

/// Writes the new and changed files to the staging folder, and the journal last.
fn stage(fs: &mut impl FileSystem, paths: &Paths, journal: &Journal, files: &[GeneratedFile]) -> io::Result<()> {
    let changed: BTreeSet<&str> = journal.write.iter().map(String::as_str).collect();
    for file in files.iter().filter(|file| changed.contains(file.path.as_str())) {
        fs.create(&paths.stage.join(&file.path), file.text.as_bytes())?;
    }
    let text = serde_json::to_vec_pretty(journal).map_err(io::Error::other)?;
    let staged = paths.stage.join(".journal");
    fs.create(&staged, &text)?;
    fs.rename(&staged, &paths.journal)
}

/// Executes the steps of a journal. Steps that were done before are skipped.
fn complete(fs: &mut impl FileSystem, paths: &Paths, journal: &Journal) -> io::Result<()> {
    if journal.is_new && fs.exists(&paths.stage)? {
        fs.rename(&paths.stage, &paths.output)?;
        return fs.remove(&paths.journal);
    }
    for name in &journal.write {
        let staged = paths.stage.join(name);
        if fs.exists(&staged)? {
            fs.rename(&staged, &paths.output.join(name))?;
        }
    }
    for name in &journal.remove {
        let path = paths.output.join(name);
        fs.remove(&path)?;
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != paths.output) {
            fs.remove_empty_folder(folder)?;
        }
    }
    fs.remove(&paths.journal)?;
    fs.remove_folder(&paths.stage)
}

/// Returns a path relative to a folder, with `/` as the separator.
pub(super) fn relative(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
