//! Writing generated files so that an interruption at any point loses nothing.
//!
//! 1. What is new or different is written into a stage beside the output folder, and the journal last: the list of
//!    what goes where and what goes away. The journal's own rename into place is the moment that decides.
//! 2. Each staged file is renamed into its place, and what the generator made before and makes no longer is removed.
//! 3. The journal is removed, and then the stage.
//!
//! A run that finds a journal completes it first; a stage without a journal is thrown away. So the next run either
//! completes an interrupted one or undoes it, and every file is at all times wholly old or wholly new.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::FileSystem;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::hash;
use crate::render::{GeneratedFile, MANIFEST, Manifest};

/// What writing changed, by path below the folder of generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// FileSystem that were written, new ones included.
    pub written: Vec<String>,
    /// FileSystem that were removed.
    pub removed: Vec<String>,
    /// FileSystem that a person had changed, and that are now what the generator makes.
    pub overwritten: Vec<String>,
}

/// What is still to be done of a decided run.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    /// Staged files that go to their places.
    write: Vec<String>,
    /// FileSystem that go away.
    remove: Vec<String>,
}

/// Where things are while a run is under way.
struct Places {
    output: PathBuf,
    stage: PathBuf,
    journal: PathBuf,
}

impl Places {
    fn new(output: &Path) -> Self {
        let beside = |suffix: &str| {
            let name = output.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            output.with_file_name(format!(".{name}.{suffix}"))
        };
        Self { output: output.to_owned(), stage: beside("stage"), journal: beside("journal") }
    }
}

/// Makes the folder `output` hold exactly `files`. Only what differs is touched.
///
/// # Errors
///
/// If the folder holds a file that the generator did not make, or if the operating system says no. In the first case
/// nothing has changed; in the second, the next run completes this one or undoes it.
pub fn write(disk: &mut impl FileSystem, output: &Path, files: &[GeneratedFile]) -> Result<Written, Diagnostic> {
    let places = Places::new(output);
    let failed = |error: io::Error| {
        let message = format!("`{}` can't be written: {error}", output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    recover(disk, &places).map_err(failed)?;
    let (journal, report) = plan(disk, &places, files)?;
    if journal.write.is_empty() && journal.remove.is_empty() {
        return Ok(report);
    }
    stage(disk, &places, &journal, files).map_err(failed)?;
    complete(disk, &places, &journal).map_err(failed)?;
    Ok(report)
}

/// Finishes a run that was interrupted.
fn recover(disk: &mut impl FileSystem, places: &Places) -> io::Result<()> {
    if let Some(text) = disk.read(&places.journal)? {
        // It was renamed into its place as a whole, so it is a whole journal unless somebody else wrote it.
        let journal: Journal = serde_json::from_slice(&text).map_err(io::Error::other)?;
        complete(disk, places, &journal)?;
    }
    disk.remove_folder(&places.stage)
}

/// Compares what is there with what is wanted.
fn plan(disk: &impl FileSystem, places: &Places, files: &[GeneratedFile]) -> Result<(Journal, Written), Diagnostic> {
    let failed = |error: io::Error| {
        let message = format!("`{}` can't be read: {error}", places.output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    let made = disk.read(&places.output.join(MANIFEST)).map_err(failed)?;
    let manifest = made.as_deref().and_then(Manifest::parse).unwrap_or_default();
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut journal = Journal::default();
    let mut report = Written::default();
    let mut strangers = Vec::new();
    for path in disk.list(&places.output).map_err(failed)? {
        let name = relative(&places.output, &path);
        if wanted.contains(name.as_str()) {
            continue;
        }
        if manifest.files.contains_key(&name) {
            journal.remove.push(name);
        } else {
            strangers.push(name);
        }
    }
    if !strangers.is_empty() {
        let message = format!(
            "`{}` holds what the generator did not make: `{}`",
            places.output.display(),
            strangers.join("`, `")
        );
        let help = "everything in this folder is generated: move the file elsewhere, or delete it";
        return Err(Diagnostic::error(Code::OUTPUT_OCCUPIED, None, message).help(help));
    }
    for file in files {
        let there = disk.read(&places.output.join(&file.path)).map_err(failed)?;
        if there.as_deref() == Some(file.text.as_bytes()) {
            continue;
        }
        let recorded = manifest.files.get(&file.path);
        if let (Some(there), Some(recorded)) = (&there, recorded)
            && hash(there) != *recorded
        {
            report.overwritten.push(file.path.clone());
        }
        journal.write.push(file.path.clone());
    }
    report.written.clone_from(&journal.write);
    report.removed.clone_from(&journal.remove);
    Ok((journal, report))
}

/// Writes everything new beside the output, and the journal last.
fn stage(disk: &mut impl FileSystem, places: &Places, journal: &Journal, files: &[GeneratedFile]) -> io::Result<()> {
    let changed: BTreeSet<&str> = journal.write.iter().map(String::as_str).collect();
    for file in files.iter().filter(|file| changed.contains(file.path.as_str())) {
        disk.create(&places.stage.join(&file.path), file.text.as_bytes())?;
    }
    let text = serde_json::to_vec_pretty(journal).map_err(io::Error::other)?;
    let staged = places.stage.join(".journal");
    disk.create(&staged, &text)?;
    disk.rename(&staged, &places.journal)
}

/// Does what a journal says. A step that was done before is no step.
fn complete(disk: &mut impl FileSystem, places: &Places, journal: &Journal) -> io::Result<()> {
    for name in &journal.write {
        let staged = places.stage.join(name);
        if disk.read(&staged)?.is_some() {
            disk.rename(&staged, &places.output.join(name))?;
        }
    }
    for name in &journal.remove {
        let path = places.output.join(name);
        disk.remove(&path)?;
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != places.output) {
            disk.remove_empty_folder(folder)?;
        }
    }
    disk.remove(&places.journal)?;
    disk.remove_folder(&places.stage)
}

/// A path below a folder, with `/` between its parts.
pub(super) fn relative(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
