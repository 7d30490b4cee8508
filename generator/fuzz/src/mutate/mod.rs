//! Mutated documents: from 1 to 5 changes of a document of the corpus.
//!
//! Most changes keep the structure of a document, so that it gets past the parser: `tree` changes nodes. `text` changes
//! the text, for the parser itself.

mod text;
mod tree;
mod values;

use serde_json::Value;

use crate::corpus::Original;
use crate::random::Random;

/// A mutated document.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The index of the original.
    pub original: usize,
    /// The content of the file. It may be invalid UTF-8.
    pub content: Vec<u8>,
    /// Whether the document is the one of a new crate, whose methods are grouped as the document suggests.
    pub is_new_crate: bool,
}

/// Returns a mutated document. `None` if there are no originals.
pub fn mutate(originals: &[Original], random: &mut Random) -> Option<Mutant> {
    let original = random.below(originals.len());
    let Original { text, value, .. } = originals.get(original)?;
    // From 1 to 5, and mostly few: a document with many mistakes has no client.
    let changes = random.below(5).min(random.below(5)).min(random.below(5)).saturating_add(1);
    let is_new_crate = random.once_in(2);
    let content = match value {
        Some(value) if !random.once_in(5) => {
            let mut value = value.clone();
            for _ in 0..changes {
                tree::change(&mut value, originals, random);
            }
            write(&value, random)
        }
        _ => text::change(text, changes, random),
    };
    Some(Mutant { original, content, is_new_crate })
}

/// Writes a value as JSON or YAML, whose positions are found differently.
fn write(value: &Value, random: &mut Random) -> Vec<u8> {
    let text = match random.below(4) {
        0 => serde_yaml::to_string(value).ok(),
        1 => Some(value.to_string()),
        _ => serde_json::to_string_pretty(value).ok(),
    };
    text.unwrap_or_else(|| value.to_string()).into_bytes()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_document_depends_on_its_seed_alone() {
        let originals = crate::corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        assert!(originals.len() > 100);
        let content = |seed, document| mutate(&originals, &mut Random::new(seed, document)).unwrap().content;
        let mut unchanged = 0;
        for document in 0..300 {
            assert_eq!(content(1, document), content(1, document));
            unchanged += usize::from(content(1, document) == content(2, document));
        }
        assert!(unchanged < 10, "{unchanged}");
        assert!(mutate(&[], &mut Random::new(1, 1)).is_none());
    }
}
