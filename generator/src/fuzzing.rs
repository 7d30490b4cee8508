//! Entries for the targets of cargo-fuzz, with the feature `fuzzing`.

use crate::plan;

/// Returns the lines of a doc comment for a description, and whether they contain no doctest, no HTML and only web links.
pub fn doc_lines(description: &str) -> (Vec<String>, bool) {
    plan::doc_lines_of(description)
}
