//! The whole run: every document of a folder, and the tables of the results.

use std::path::{Path, PathBuf};

use generator::config::UnknownFields;

use crate::cargo::{self, Folders};
use crate::client::{Client, Outcome, generate_client};
use crate::result::Tested;
use crate::round_trip::{self, RoundTrip};
use crate::table;
use crate::terminal::{Progress, visible, visible_lines};

/// What a run tests.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the documents.
    pub folder: PathBuf,
    /// Parts of the names of the documents to test. Empty: all documents.
    pub only: Vec<String>,
    /// Whether the crates are compiled.
    pub compile: bool,
    /// Whether the crates are linted and documented, after they are compiled.
    pub lint: bool,
    /// Whether values are sent through the generated types.
    pub round_trip: bool,
    /// Whether every failure is printed, and every untyped schema.
    pub verbose: bool,
}

/// Tests the documents of a folder, and prints the results. Returns `true` if every document passes.
///
/// # Errors
///
/// Returns a message if the folder can't be read, or if no document in it is selected.
pub fn run(workspace: &Path, options: &Options) -> Result<bool, String> {
    let documents = selected_documents(options)?;
    // Cargo runs in the folders of the crates, so paths have to be absolute.
    let target = std::path::absolute(workspace.join("target").join("corpus")).map_err(|error| error.to_string())?;
    let folders = Folders { workspace: workspace.to_owned(), target };
    let tested = test(documents, &folders, options);
    let mut passed = tested.iter().all(Tested::passed);
    print!("{}", table::clients(&tested, options.compile, options.lint));
    for document in tested.iter().filter(|document| !document.passed()) {
        println!("\n{}:\n{}", visible(&document.client.name), visible_lines(&document.errors()));
    }
    if options.round_trip {
        passed &= test_round_trips(&tested, &folders, options.verbose);
    }
    Ok(passed)
}

/// Generates the clients, and compiles and lints them if the options say so.
fn test(documents: Vec<(String, PathBuf)>, folders: &Folders, options: &Options) -> Vec<Tested> {
    let steps = 1 + usize::from(options.compile) + usize::from(options.lint);
    let progress = Progress::new(documents.len().saturating_mul(steps));
    let mut tested = Vec::with_capacity(documents.len());
    for (name, spec) in documents {
        progress.step(&format!("generating {name}"));
        let client = generate_client(name, spec, UnknownFields::default(), &folders.target);
        tested.push(Tested { client, check: None, lints: None });
    }
    for document in tested.iter_mut().filter(|_| options.compile) {
        let client = &document.client;
        let is_generated = client.outcome == Outcome::Generated;
        progress.step(&format!("compiling {}", client.name));
        document.check = is_generated.then(|| cargo::check(&client.folder, folders));
        if options.lint {
            progress.step(&format!("linting {}", client.name));
            document.lints = is_generated.then(|| cargo::lint(&client.folder, folders));
        }
    }
    progress.finish();
    tested
}

/// Sends values through the types of all crates that compile, and prints the results. Returns `true` if every value
/// comes back unchanged.
fn test_round_trips(tested: &[Tested], folders: &Folders, verbose: bool) -> bool {
    let is_usable = |document: &&Tested| {
        let compiles = document.check.as_ref().is_none_or(|build| build.errors == 0);
        compiles && document.client.outcome == Outcome::Generated
    };
    let clients: Vec<&Client> = tested.iter().filter(is_usable).map(|document| &document.client).collect();
    let results = match round_trip::run(&clients, folders) {
        Ok(results) => results,
        Err(message) => {
            eprintln!("error: {message}");
            return false;
        }
    };
    print!("\n{}", table::round_trips(&results));
    for result in &results {
        print_failures(result, verbose);
    }
    results.iter().all(|result| result.failures.is_empty())
}

/// Prints the first failures of a document, or all failures and the untyped schemas.
fn print_failures(result: &RoundTrip, verbose: bool) {
    let shown = if verbose { result.failures.len() } else { 3 };
    for failure in result.failures.iter().take(shown) {
        println!("{}", visible_lines(&format!("{}: {failure}", result.name)));
    }
    for name in result.untyped.iter().filter(|_| verbose) {
        println!("{}", visible(&format!("{}: `{name}` is untyped", result.name)));
    }
}

/// The documents that the options select, with their names.
fn selected_documents(options: &Options) -> Result<Vec<(String, PathBuf)>, String> {
    let is_selected = |name: &str| options.only.is_empty() || options.only.iter().any(|part| name.contains(part));
    let mut documents = documents(&options.folder)?;
    documents.retain(|(name, _)| is_selected(name));
    if documents.is_empty() { Err(format!("`{}` has no documents", options.folder.display())) } else { Ok(documents) }
}

/// The documents of a folder with their names, in alphabetical order.
fn documents(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let unreadable = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.display());
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let is_document =
            path.extension().is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|known| extension == *known));
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && path.join("spec.yaml").is_file() {
            documents.push((name, path.join("spec.yaml")));
        } else if is_document {
            documents.push((name, path));
        }
    }
    documents.sort();
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_files_and_folders_with_a_spec() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pets")).unwrap();
        for file in ["b.yaml", "a.json", "c.txt", "pets/spec.yaml"] {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        let names = |only: &[&str]| {
            let only = only.iter().map(|part| (*part).to_owned()).collect();
            let options = Options { folder: folder.path().to_owned(), only, ..Options::default() };
            selected_documents(&options).map(|found| found.into_iter().map(|(name, _)| name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap(), ["a", "b", "pets"]);
        assert_eq!(names(&["et", "b"]).unwrap(), ["b", "pets"]);
        assert!(names(&["z"]).unwrap_err().ends_with("has no documents"));
    }

    #[test]
    fn a_run_passes_if_every_document_is_generated() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { folder: folder.path().to_owned(), ..Options::default() };
        let document = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
        std::fs::write(folder.path().join("pets.yaml"), document).unwrap();
        assert_eq!(run(folder.path(), &options), Ok(true));
        assert!(folder.path().join("target/corpus/clients/pets/src/generated/client.rs").is_file());
        std::fs::write(folder.path().join("invalid.yaml"), "openapi: [").unwrap();
        assert_eq!(run(folder.path(), &options), Ok(false));
        let missing = Options { folder: folder.path().join("missing"), ..Options::default() };
        assert!(run(folder.path(), &missing).is_err());
    }
}
