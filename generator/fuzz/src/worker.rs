//! A process that checks some of the documents of a run. A stack overflow or an abort ends it alone.
//!
//! It writes a line before and after each document:
//!
//! | line | meaning |
//! |---|---|
//! | `start 7` | the document 7 is next |
//! | `generated 7 1500 code,code` | a client was generated, in 1,500 µs, with these diagnostics |
//! | `rejected 7 1500 code,code` | the document has errors |
//! | `failed 7 message` | the generator has a bug |

use std::io::{Write, stdout};
use std::path::Path;
use std::time::Instant;

use crate::check::{Checked, Options, check};
use crate::corpus::Original;
use crate::mutate::mutate;
use crate::panics;
use crate::random::Random;

/// The documents of a process.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The seed of the run.
    pub seed: u64,
    /// The first document.
    pub first: u64,
    /// The distance between two documents.
    pub step: u64,
    /// The end of the run.
    pub end: u64,
}

/// Every how many documents one is generated twice.
const REPEATED: u64 = 50;

/// Checks the documents of a part.
///
/// # Errors
///
/// Returns a message if a document can't be written, or if the other process ended.
pub fn run(originals: &[Original], part: Part) -> Result<(), String> {
    panics::keep();
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let spec = folder.path().join("spec.yaml");
    let mut document = part.first;
    while document < part.end {
        say(&format!("start {document}"))?;
        let begin = Instant::now();
        let checked = check_document(originals, part.seed, document, &spec)?;
        let time = begin.elapsed().as_micros();
        let codes: Vec<&str> = checked.codes.iter().copied().collect();
        let codes = codes.join(",");
        match (&checked.failure, checked.is_generated) {
            (Some(failure), _) => say(&format!("failed {document} {}", failure.replace(['\n', '\r'], " ")))?,
            (None, true) => say(&format!("generated {document} {time} {codes}"))?,
            (None, false) => say(&format!("rejected {document} {time} {codes}"))?,
        }
        document = document.saturating_add(part.step);
    }
    Ok(())
}

fn check_document(originals: &[Original], seed: u64, document: u64, spec: &Path) -> Result<Checked, String> {
    let mutant = mutate(originals, &mut Random::new(seed, document)).ok_or("there are no documents")?;
    std::fs::write(spec, &mutant.content).map_err(|error| error.to_string())?;
    let target = originals.get(mutant.original).and_then(|original| original.target.as_deref());
    let is_repeated = document.is_multiple_of(REPEATED);
    Ok(check(&Options { spec, target, is_new_crate: mutant.is_new_crate, is_repeated }))
}

fn say(line: &str) -> Result<(), String> {
    let mut stdout = stdout().lock();
    writeln!(stdout, "{line}").and_then(|()| stdout.flush()).map_err(|error| error.to_string())
}
