//! `cargo xtask corpus`: the generator measured on every document of a folder.

mod build;
mod equal;
mod instances;
mod measure;
mod round_trip;
mod table;
mod translate;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use generator::diagnostic::{visible, visible_lines};
use indicatif::{ProgressBar, ProgressStyle};

use measure::{Measured, Outcome};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder: its documents, and the `spec.yaml` of each folder in it.
    folder: PathBuf,
    /// Only the documents whose name contains this; may be given several times.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Compile what is generated (`cargo check`), and count warnings and errors.
    #[arg(long)]
    compile: bool,
    /// Run `cargo doc` and `cargo clippy` on it too.
    #[arg(long, requires = "compile")]
    lint: bool,
    /// Send made-up values and the document's examples through every type of a component schema, and compare.
    #[arg(long)]
    round_trip: bool,
    /// Print every value that does not come back, and every schema that has no typed form.
    #[arg(short, long)]
    verbose: bool,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let documents = match documents(&arguments.folder) {
        Ok(documents) => documents,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let is_wanted = |name: &String| arguments.only.is_empty() || arguments.only.iter().any(|part| name.contains(part));
    let documents: Vec<(String, PathBuf)> = documents.into_iter().filter(|(name, _)| is_wanted(name)).collect();
    if documents.is_empty() {
        eprintln!("error: `{}` holds no documents", arguments.folder.display());
        return ExitCode::from(2);
    }
    let steps = 1 + usize::from(arguments.compile) + usize::from(arguments.lint);
    let progress = Progress::new(documents.len().saturating_mul(steps));
    // Cargo runs in other folders, so this one is named from the root of the file system.
    let target = match std::path::absolute(root.join("target").join("corpus")) {
        Ok(target) => target,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let mut measured: Vec<Measured> = Vec::with_capacity(documents.len());
    for (name, path) in documents {
        progress.step(&format!("generating {name}"));
        measured.push(measure::measure(name, path, &target));
    }
    if arguments.compile {
        for document in &mut measured {
            progress.step(&format!("compiling {}", document.name));
            document.build = build::check(document, root, &target);
            if arguments.lint {
                progress.step(&format!("linting {}", document.name));
                document.lints = build::lint(document, root, &target);
            }
        }
    }
    progress.finish();
    let mut is_good = measured.iter().all(Measured::is_good);
    print!("{}", table::generated(&measured, arguments.compile, arguments.lint));
    for document in measured.iter().filter(|document| !document.is_good()) {
        println!("\n{}:\n{}", visible(&document.name), visible_lines(&document.trouble()));
    }
    if arguments.round_trip {
        match round_trip::run(&measured, root, &target) {
            Ok(results) => {
                print!("\n{}", table::round_trips(&results));
                for result in &results {
                    let shown = if arguments.verbose { result.failures.len() } else { 3 };
                    for failure in result.failures.iter().take(shown) {
                        println!("{}", visible_lines(&format!("{}: {failure}", result.name)));
                    }
                    for raw in result.raw.iter().filter(|_| arguments.verbose) {
                        println!("{}", visible(&format!("{}: `{raw}` is raw", result.name)));
                    }
                }
                is_good &= results.iter().all(|result| result.failures.is_empty());
            }
            Err(message) => {
                eprintln!("error: {message}");
                is_good = false;
            }
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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

/// A bar on a terminal, plain lines elsewhere.
struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    fn new(length: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar }
    }

    fn step(&self, message: &str) {
        let message = visible(message);
        match &self.bar {
            Some(bar) => {
                bar.set_message(message);
                bar.inc(1);
            }
            None => eprintln!("{message}"),
        }
    }

    fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What is left of a text at its beginning.
fn first_lines(text: &str, count: usize) -> String {
    text.lines().take(count).collect::<Vec<_>>().join("\n")
}

impl Measured {
    /// Whether it was generated, and compiles without a word.
    fn is_good(&self) -> bool {
        let is_silent =
            |build: &Option<build::Build>| build.as_ref().is_none_or(|build| build.errors == 0 && build.warnings == 0);
        self.outcome == Outcome::Generated && is_silent(&self.build) && is_silent(&self.lints)
    }

    /// What is the matter with it.
    fn trouble(&self) -> String {
        let built = [&self.build, &self.lints].into_iter().flatten();
        let output: String = built.map(|build| first_lines(&build.output, 40)).collect::<Vec<_>>().join("\n");
        if self.findings.is_empty() { output } else { format!("{}\n{output}", self.findings) }
    }
}
