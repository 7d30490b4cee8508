//! Whether a committed client is what the generator would make today; nothing is written.

use std::collections::BTreeSet;
use std::path::Path;

use similar::TextDiff;

use super::FileSystem;
use super::write::relative;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::hash;
use crate::render::{GeneratedFile, MANIFEST, Manifest};

/// A file that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Its path below the folder of generated files.
    pub path: String,
    /// What is the matter with it.
    pub kind: DriftKind,
    /// The way from what is there to what should be, as a unified diff; empty where there is nothing to compare.
    pub diff: String,
}

/// What is the matter with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftKind {
    /// It is as it was made, but would be made otherwise today.
    Stale,
    /// It is not there.
    Missing,
    /// The generator made it once, and makes it no longer.
    Orphaned,
    /// The generator did not make it.
    Stranger,
    /// A person has changed it.
    HandEdited,
}

impl DriftKind {
    /// What it is called, and why.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Stale => "stale: the document, an overlay or the generator has changed since it was made",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned: the generator made it once, and makes it no longer",
            Self::Stranger => "not generated: the generator did not make it, and this folder is the generator's",
            Self::HandEdited => "edited by hand: it is not what the generator made",
        }
    }
}

/// Compares a folder with the files that should be in it.
///
/// # Errors
///
/// If the folder can't be read.
pub fn check(disk: &impl FileSystem, output: &Path, files: &[GeneratedFile]) -> Result<Vec<Drift>, Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be read: {error}", output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    let made = disk.read(&output.join(MANIFEST)).map_err(failed)?;
    let manifest = made.as_deref().and_then(Manifest::parse).unwrap_or_default();
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut drifts = Vec::new();
    for file in files {
        let there = disk.read(&output.join(&file.path)).map_err(failed)?;
        let kind = match &there {
            None => DriftKind::Missing,
            Some(bytes) if bytes == file.text.as_bytes() => continue,
            Some(bytes) => changed(&manifest, file, bytes),
        };
        let diff = there.map_or_else(String::new, |bytes| diff(&file.path, &bytes, &file.text));
        drifts.push(Drift { path: file.path.clone(), kind, diff });
    }
    for path in disk.list(output).map_err(failed)? {
        let path = relative(output, &path);
        if !wanted.contains(path.as_str()) {
            let kind = match manifest.files.contains_key(&path) {
                true => DriftKind::Orphaned,
                false => DriftKind::Stranger,
            };
            drifts.push(Drift { path, kind, diff: String::new() });
        }
    }
    Ok(drifts)
}

/// Whether a person or the generator is why a file is not what it should be.
fn changed(manifest: &Manifest, file: &GeneratedFile, there: &[u8]) -> DriftKind {
    let is_as_made = match manifest.files.get(&file.path) {
        Some(recorded) => *recorded == hash(there),
        None if file.path == MANIFEST => {
            Manifest::parse(there).is_some_and(|read| read.is_as_made() && read.to_text().as_bytes() == there)
        }
        None => false,
    };
    if is_as_made { DriftKind::Stale } else { DriftKind::HandEdited }
}

/// The longest diff that is shown of a file, in lines.
const LONGEST: usize = 60;

fn diff(path: &str, there: &[u8], wanted: &str) -> String {
    let there = String::from_utf8_lossy(there);
    let diff = TextDiff::from_lines(there.as_ref(), wanted);
    let text = diff.unified_diff().header(&format!("{path} (there)"), &format!("{path} (generated)")).to_string();
    let lines = text.lines().count();
    if lines <= LONGEST {
        return text;
    }
    let shown: Vec<&str> = text.lines().take(LONGEST).collect();
    format!("{}\n… and {} more lines\n", shown.join("\n"), lines.saturating_sub(LONGEST))
}
