//! The processor time and the memory of generating a client, by the size of the document. The baseline is parsing it.

use std::path::Path;

use indicatif::ProgressBar;

use crate::documents::{self, Document, SIZES};
use crate::process::{Work, measure as run};
use crate::results::Results;

/// Measures the made documents, and those of a folder.
pub(crate) fn measure(corpus: &Path, runs: usize, results: &mut Results) -> Result<(), String> {
    let made = documents::made(&crate::scratch()?, &SIZES)?.into_iter().map(|(_, document)| (document, true));
    let others = documents::of_folder(corpus)?.into_iter().map(|document| (document, false));
    let documents: Vec<(Document, bool)> = made.chain(others).collect();
    let progress = ProgressBar::new(u64::try_from(documents.len()).unwrap_or_default());
    for (document, is_made) in &documents {
        progress.println(format!("generate {}", document.name));
        let generated = run(Work::Generate, &document.path, runs)?;
        let parsed = run(Work::Parse, &document.path, runs)?;
        let subject = (document.name.as_str(), document.bytes, *is_made);
        results.add_usages("generate", subject, &generated, ("parsing", &parsed));
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}
