//! Writes changes for people and for programs: text, JSON, Markdown, annotations of GitHub and JUnit.

mod changelog;
mod github;
mod json;
mod junit;
mod markdown;
mod text;
mod version;

use std::collections::BTreeMap;

pub use changelog::changelog;
pub use github::github;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use text::{summary, text};
pub use version::next_version;

use super::{Change, Fact, Level, Subject, Wire};
use crate::location::{FileId, Origin, Pointer, Position, Sources, locate_all};

/// Changes, and what a report about them needs.
#[derive(Debug)]
pub struct Report<'a> {
    /// What is compared, for readers: the names of the old and the new document.
    pub names: (String, String),
    /// The changes that are reported.
    pub changes: Vec<&'a Change>,
    /// The files of the old and the new document.
    sources: (&'a Sources, &'a Sources),
    /// The version of the client of the old document, if it is known.
    pub version: Option<String>,
    /// How many changes of the document's words are left out.
    hidden: usize,
    places: Places,
}

/// The lines and columns of origins in the files of one document.
type Positions = BTreeMap<Origin, Position>;

/// The positions in the old and the new document.
#[derive(Debug)]
struct Places {
    old: Positions,
    new: Positions,
}

impl<'a> Report<'a> {
    /// Prepares a report: finds the lines of the changes.
    pub fn new(
        names: (String, String),
        changes: Vec<&'a Change>,
        sources: (&'a Sources, &'a Sources),
        version: Option<String>,
    ) -> Self {
        let old = positions(changes.iter().filter_map(|change| change.old.as_ref()), sources.0);
        let new = positions(changes.iter().filter_map(|change| change.new.as_ref()), sources.1);
        Self { names, changes, sources, version, hidden: 0, places: Places { old, new } }
    }

    /// Leaves out the changes of the document's words, which are most of the changes of many documents.
    #[must_use]
    pub fn without_documentation(mut self) -> Self {
        let all = self.changes.len();
        self.changes.retain(|change| change.kind.fact != Fact::Documentation || change.level() != Level::Patch);
        self.hidden = all.saturating_sub(self.changes.len());
        self
    }

    /// What the changes mean for the version of the client. `None` if there are none.
    pub fn level(&self) -> Option<Level> {
        let hidden = (self.hidden > 0).then_some(Level::Patch);
        self.changes.iter().map(|change| change.level()).max().or(hidden)
    }

    /// The version of the client of the new document, if that of the old one is known.
    pub fn next_version(&self) -> Option<String> {
        next_version(self.version.as_deref()?, self.level()?)
    }

    /// How many changes have a verdict.
    pub fn count(&self, wire: Wire) -> usize {
        let hidden = if wire == Wire::Compatible { self.hidden } else { 0 };
        self.changes.iter().filter(|change| change.wire().0 == wire).count().saturating_add(hidden)
    }

    /// The changes, those first that force the version or break the older client.
    fn by_weight(&self) -> Vec<&'a Change> {
        let mut changes = self.changes.clone();
        changes
            .sort_by_key(|change| std::cmp::Reverse((change.level() == Level::Major, change.wire().0, change.level())));
        changes
    }

    fn old_place(&self, change: &Change) -> Option<Place<'a>> {
        place(change.old.as_ref()?, self.sources.0, &self.places.old)
    }

    /// The place in the new document, or in the old one for what is gone: what remains is the operation or the document around it.
    fn place(&self, change: &Change) -> Option<Place<'a>> {
        let is_gone = matches!(
            change.kind.fact,
            Fact::Removed
                | Fact::OptionalRemoved
                | Fact::EnumValueRemoved
                | Fact::MemberRemoved
                | Fact::MediaTypeRemoved
        );
        let old = self.old_place(change);
        match self.new_place(change) {
            Some(new) if !is_gone || old.is_none() => Some(new),
            _ => old,
        }
    }

    fn new_place(&self, change: &Change) -> Option<Place<'a>> {
        place(change.new.as_ref()?, self.sources.1, &self.places.new)
    }
}

/// Returns what happened, on one line: "the property `tags` of `Pet` of `GET /pets` and 3 more: another type: `array`, before
/// `string`".
fn sentence(change: &Change) -> String {
    if let (Subject::Item, Some(item)) = (change.kind.subject, change.items.first()) {
        return item.text();
    }
    let mut sentence = format!("{}{}: {}", change.what, users(change), change.kind.fact.words());
    if let Some((old, new)) = &change.values {
        let (old, new) = (cut(old, new), cut(new, old));
        sentence.push_str(&format!(": {}, before {}", value(&new), value(&old)));
    }
    sentence
}

/// The maximum length of a value in a report for people, in characters.
const MAX_VALUE: usize = 80;

/// How much of what a long value has in common with the other one is shown before the first difference, in characters.
const CONTEXT: usize = 20;

/// Returns a value for people. A long one is cut around the first difference from the other one, so that the difference is seen.
fn cut(value: &str, other: &str) -> String {
    if value.chars().count() <= MAX_VALUE {
        return value.to_owned();
    }
    let common = value.chars().zip(other.chars()).take_while(|(own, other)| own == other).count();
    let skipped = common.saturating_sub(CONTEXT);
    let shown: String = value.chars().skip(skipped).take(MAX_VALUE).collect();
    let is_end = value.chars().nth(skipped.saturating_add(MAX_VALUE)).is_none();
    format!("{}{shown}{}", if skipped > 0 { "…" } else { "" }, if is_end { "" } else { "…" })
}

/// Returns a value for a sentence.
fn value(text: &str) -> String {
    if text == "none" { text.to_owned() } else { markdown::code(text) }
}

/// Returns the first operations that a change reaches, after a space: " of `GET /pets` and 3 more". Empty if there are none, or if the
/// change is about the operation itself.
fn users(change: &Change) -> String {
    let Some(first) = change.users.first() else { return String::new() };
    let first = markdown::code(first);
    if change.what.contains(&first) {
        return String::new();
    }
    let more = match change.users.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!(" of {first}{more}")
}

/// A place for readers.
struct Place<'a> {
    file: &'a str,
    position: Option<Position>,
    pointer: String,
}

impl Place<'_> {
    /// The place as compilers write it: `file:line:column`.
    fn text(&self) -> String {
        match self.position {
            Some(position) => format!("{}:{}:{}", self.file, position.line, position.column),
            None => self.file.to_owned(),
        }
    }
}

fn place<'a>(origin: &Origin, sources: &'a Sources, positions: &Positions) -> Option<Place<'a>> {
    let pointer = origin.pointer.as_str().to_owned();
    Some(Place { file: sources.name(origin.file), position: positions.get(origin).copied(), pointer })
}

/// Finds the lines and columns of origins. Each file is scanned once.
fn positions<'o>(origins: impl Iterator<Item = &'o Origin>, sources: &Sources) -> Positions {
    let mut by_file: BTreeMap<FileId, Vec<&Origin>> = BTreeMap::new();
    for origin in origins {
        by_file.entry(origin.file).or_default().push(origin);
    }
    let mut positions = Positions::new();
    for (file, origins) in by_file {
        let wanted: Vec<(&Pointer, usize)> = origins.iter().map(|origin| (&origin.pointer, 0)).collect();
        for (origin, place) in origins.iter().zip(locate_all(sources.text(file), &wanted)) {
            if let Some(place) = place {
                positions.insert((*origin).clone(), place.position);
            }
        }
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_value_is_cut_around_the_difference() {
        let (old, new) = (format!("{}b{}", "a".repeat(100), "c".repeat(100)), "a".repeat(101));
        assert_eq!(cut(&old, &new), format!("…{}b{}…", "a".repeat(20), "c".repeat(59)));
        assert_eq!(cut(&new, &old), format!("…{}", "a".repeat(21)));
        assert_eq!(cut("short", &old), "short");
        assert_eq!(cut(&"é".repeat(81), "none"), format!("{}…", "é".repeat(80)));
    }
}
