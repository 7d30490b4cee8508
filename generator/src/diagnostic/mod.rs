//! What the generator has to say about a document: errors, warnings and notes, each with a place.
//!
//! A stage collects all it finds and goes on as long as that makes sense; the pipeline stops between two stages
//! when there is an error. Nothing here prints: rendering is a function from diagnostics to text.

mod code;
mod json;
mod places;
mod render;
mod visible;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use code::Code;
pub use json::{escaped, to_json_lines};
pub use render::{render, render_all};
pub use visible::{visible, visible_lines};

use crate::location::{Origin, Position};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The generator did something that the author of the document may like to know.
    Note,
    /// The document is probably wrong, but there is one reasonable reading of it.
    Warning,
    /// There is no output.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Which kind of finding it is.
    pub code: Code,
    /// What is the matter, in one line without a full stop; names of the document stand in backquotes.
    pub message: String,
    /// The place that it is about, if it is about a place in a document.
    pub origin: Option<Origin>,
    /// The exact place, where a parser knows it and there is no pointer to it.
    pub position: Option<Position>,
    /// Which of several equal keys it is about, counted from 0.
    pub occurrence: usize,
    /// What to do about it, if there is something to say.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, origin.into(), message.into())
    }

    /// A warning.
    pub fn warning(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, origin.into(), message.into())
    }

    /// A note.
    pub fn note(code: Code, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, origin.into(), message.into())
    }

    fn new(severity: Severity, code: Code, origin: Option<Origin>, message: String) -> Self {
        Self { severity, code, message, origin, position: None, occurrence: 0, help: None }
    }

    /// The same diagnostic at a place that only the parser knows.
    #[must_use]
    pub fn at_position(mut self, position: Option<Position>) -> Self {
        self.position = position;
        self
    }

    /// The same diagnostic about one of several equal keys.
    #[must_use]
    pub fn at_occurrence(mut self, occurrence: usize) -> Self {
        self.occurrence = occurrence;
        self
    }

    /// The same diagnostic with a line of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where in the list those stand that have a hash, so that equal ones are found at once.
    by_hash: BTreeMap<u64, Vec<usize>>,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding, unless the very same one is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        diagnostic.hash(&mut hasher);
        let alike = self.by_hash.entry(hasher.finish()).or_default();
        if !alike.iter().any(|index| self.list.get(*index) == Some(&diagnostic)) {
            alike.push(self.list.len());
            self.list.push(diagnostic);
        }
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of one weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}
