//! What a client costs to build: `cargo check` and `cargo build --release` of the crate alone, without its dependencies. The baseline
//! is the client of the smallest document, which is little more than the runtime.

use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::ProgressBar;

use crate::documents;
use crate::process::{Work, measure as run};
use crate::results::{Results, Row};

/// The numbers of operations of the made documents whose clients are built.
const SIZES: [usize; 4] = [1, 16, 64, 256];

/// Documents of a folder that are larger are not built: the largest would take an hour.
const MAX_BYTES: usize = 4_000_000;

/// Builds the clients of the made documents, and of those of a folder.
pub(crate) fn measure(corpus: &Path, runs: usize, results: &mut Results) -> Result<(), String> {
    let scratch = crate::scratch()?;
    let made = documents::made(&scratch, &SIZES)?;
    let mut clients = Vec::new();
    for (operations, document) in made {
        clients.push((document.name.clone(), operations, client(&scratch, &document.name, &document.path)?));
    }
    for document in documents::of_folder(corpus)?.into_iter().filter(|document| document.bytes <= MAX_BYTES) {
        clients.push((document.name.clone(), 0, client(&scratch, &document.name, &document.path)?));
    }
    let progress = ProgressBar::new(u64::try_from(clients.len().saturating_mul(2)).unwrap_or_default());
    for (work, name) in [(Work::Check, "check"), (Work::Release, "release")] {
        let mut baseline: Option<Vec<f64>> = None;
        for (subject, operations, folder) in &clients {
            progress.println(format!("{name} {subject}"));
            // The first run builds the dependencies.
            run(work, folder, 1)?;
            let cpu: Vec<f64> = run(work, folder, runs)?.iter().map(|usage| usage.cpu).collect();
            let smallest = baseline.get_or_insert_with(|| cpu.clone());
            let row =
                Row::new((name, "cpu s"), (subject, *operations, *operations > 0), &cpu, ("1 operation", smallest));
            results.rows.push(row);
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    Ok(())
}

/// Generates the crate of a client, and returns its folder.
pub(crate) fn client(scratch: &Path, name: &str, spec: &Path) -> Result<PathBuf, String> {
    let workspace = crate::workspace()?;
    let folder = scratch.join(name.replace(' ', "-"));
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--package", "xtask", "--", "codegen", "--spec"])
        .arg(spec.canonicalize().map_err(|error| format!("`{}`: {error}", spec.display()))?)
        .arg("--out")
        .arg(&folder)
        .current_dir(&workspace)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    // The workspace's lock file has versions that are available offline.
    let copied = std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"));
    copied.map(|_| folder).map_err(|error| error.to_string())
}
