//! Diagnostics: the errors, warnings and notes of a run, each with a place in an input file.
//!
//! A stage collects its diagnostics and continues as far as possible. The pipeline stops after a stage that reported an
//! error. Nothing here prints: rendering is a function from diagnostics to text.

mod code;
mod explain;
mod github;
mod json;
pub mod nearest;
mod places;
mod render;
mod sarif;
#[cfg(test)]
mod testing;
mod visible;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use code::{Code, EXPLANATIONS, Explanation, closest_code};
pub use explain::index;
pub use github::{GithubPlace, github_command, to_github};
pub use json::{escaped, to_json_lines};
pub use render::{render, render_all};
pub use sarif::SarifLog;
pub use visible::{visible, visible_lines};

use crate::location::{Origin, Position};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Information about how the generator reads the document.
    Note,
    /// The document is probably wrong, but there is one reasonable interpretation.
    Warning,
    /// The document cannot be used, and no output is produced.
    Error,
}

/// One diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The kind of the diagnostic.
    pub code: Code,
    /// The problem, on one line without a full stop. Names from the document are in backquotes.
    pub message: String,
    /// The node that the diagnostic is about, if any.
    pub origin: Option<Origin>,
    /// The exact position, if a parser reported one and no pointer exists.
    pub position: Option<Position>,
    /// The occurrence of a duplicate key, counted from 0.
    pub occurrence: usize,
    /// The remedy, if there is one.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates an error.
    pub fn error(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, origin.into(), message.into())
    }

    /// Creates a warning.
    pub fn warning(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, origin.into(), message.into())
    }

    /// Creates a note.
    pub fn note(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, origin.into(), message.into())
    }

    fn new(severity: Severity, code: Code, origin: Option<Origin>, message: String) -> Self {
        Self { severity, code, message, origin, position: None, occurrence: 0, help: None }
    }

    /// Sets the exact position.
    #[must_use]
    pub fn at_position(mut self, position: Option<Position>) -> Self {
        self.position = position;
        self
    }

    /// Sets the occurrence of a duplicate key.
    #[must_use]
    pub fn at_occurrence(mut self, occurrence: usize) -> Self {
        self.occurrence = occurrence;
        self
    }

    /// Sets the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The diagnostics of a run, in the order in which they were reported.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The indices of the diagnostics with a given hash, to find duplicates quickly.
    by_hash: BTreeMap<u64, Vec<usize>>,
}

impl Diagnostics {
    /// Creates an empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic, unless an equal one was added before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        diagnostic.hash(&mut hasher);
        let candidates = self.by_hash.entry(hasher.finish()).or_default();
        if !candidates.iter().any(|index| self.list.get(*index) == Some(&diagnostic)) {
            candidates.push(self.list.len());
            self.list.push(diagnostic);
        }
    }

    /// Returns `true` if any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns the number of diagnostics with a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns all diagnostics, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}
