//! Compares a committed client with the files that the generator produces. Nothing is written.

use std::collections::BTreeSet;
use std::path::Path;

use similar::TextDiff;

use super::FileSystem;
use super::write::relative;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::hash;
use crate::render::{GeneratedFile, MANIFEST, Manifest};

/// A file that differs from the generator's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Its path below the folder of generated files.
    pub path: String,
    /// How it differs.
    pub kind: DriftKind,
    /// A unified diff from the existing file to the generated one. Empty if one of them does not exist.
    pub diff: String,
}

/// How a file differs from the generator's output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DriftKind {
    /// The file is unchanged since it was generated, but the generator produces another text now.
    Stale,
    /// The file does not exist.
    Missing,
    /// The file was generated before, but is no longer produced.
    Orphaned,
    /// The file was not generated.
    Untracked,
    /// The file was changed after it was generated.
    Modified,
}

impl DriftKind {
    /// Returns the name of the kind, and the reason.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Stale => "stale: the document, an overlay or the generator has changed",
            Self::Missing => "missing",
            Self::Orphaned => "orphaned: the generator no longer produces it",
            Self::Untracked => "untracked: it was not generated, and this folder is for generated files only",
            Self::Modified => "modified: it was changed after it was generated",
        }
    }
}

/// Compares a folder with the generated files.
///
/// # Errors
///
/// Returns a diagnostic if the folder can't be read.
pub fn check(fs: &impl FileSystem, output: &Path, files: &[GeneratedFile]) -> Result<Vec<Drift>, Diagnostic> {
    let failed = |error: std::io::Error| {
        let message = format!("`{}` can't be read: {error}", output.display());
        Diagnostic::error(Code::OUTPUT_UNWRITABLE, None, message)
    };
    let manifest = fs.read(&output.join(MANIFEST)).map_err(failed)?;
    let manifest = manifest.as_deref().and_then(Manifest::parse).unwrap_or_default();
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut drifts = Vec::new();
    for file in files {
        let existing = fs.read(&output.join(&file.path)).map_err(failed)?;
        let kind = match &existing {
            None => DriftKind::Missing,
            Some(bytes) if bytes == file.text.as_bytes() => continue,
            Some(bytes) => changed(&manifest, file, bytes),
        };
        let diff = existing.map_or_else(String::new, |bytes| diff(&file.path, &bytes, &file.text));
        drifts.push(Drift { path: file.path.clone(), kind, diff });
    }
    for path in fs.list(output).map_err(failed)? {
        let path = relative(output, &path);
        if !wanted.contains(path.as_str()) {
            let kind = match manifest.files.contains_key(&path) {
                true => DriftKind::Orphaned,
                false => DriftKind::Untracked,
            };
            drifts.push(Drift { path, kind, diff: String::new() });
        }
    }
    Ok(drifts)
}

/// Returns whether a file differs because it was changed or because the generator's output changed.
fn changed(manifest: &Manifest, file: &GeneratedFile, existing: &[u8]) -> DriftKind {
    let is_unmodified = match manifest.files.get(&file.path) {
        Some(recorded) => *recorded == hash(existing),
        None if file.path == MANIFEST => {
            Manifest::parse(existing).is_some_and(|read| read.is_unmodified() && read.to_text().as_bytes() == existing)
        }
        None => false,
    };
    if is_unmodified { DriftKind::Stale } else { DriftKind::Modified }
}

/// The maximum length of a file's diff, in lines.
const MAX_DIFF_LINES: usize = 60;

fn diff(path: &str, existing: &[u8], wanted: &str) -> String {
    let existing = String::from_utf8_lossy(existing);
    let diff = TextDiff::from_lines(existing.as_ref(), wanted);
    let text = diff.unified_diff().header(&format!("{path} (existing)"), &format!("{path} (generated)")).to_string();
    let lines = text.lines().count();
    if lines <= MAX_DIFF_LINES {
        return text;
    }
    let shown: Vec<&str> = text.lines().take(MAX_DIFF_LINES).collect();
    format!("{}\n… and {} more lines\n", shown.join("\n"), lines.saturating_sub(MAX_DIFF_LINES))
}
