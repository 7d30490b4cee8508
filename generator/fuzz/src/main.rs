//! The command line of the tests with mutated documents: `cargo xtask fuzz`.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use generator_fuzz::check::{self, check};
use generator_fuzz::run::{self, Options};
use generator_fuzz::worker::{self, Part};
use generator_fuzz::{corpus, panics};

/// Test the generator on mutated documents.
///
/// Mutates the fixtures, generates a client for each document, and checks the result: the generator does not panic or hang,
/// each diagnostic has a place, and the code is valid Rust. The documents depend on the seed alone. Those that fail are
/// written to a folder.
///
/// `cargo xtask fuzz --targets SECONDS` runs each target of cargo-fuzz instead.
///
/// Exit status: 0 if every document passes, 1 if one fails, 2 on an error.
#[derive(Parser)]
#[command(name = "fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// Check these documents instead of mutated ones.
    documents: Vec<PathBuf>,
    /// The target file for the documents.
    #[arg(long, value_name = "FILE", requires = "documents")]
    target: Option<PathBuf>,
    /// Generate new crates for the documents.
    #[arg(long, requires = "documents")]
    new_crate: bool,
    /// The number of mutated documents.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    count: u64,
    /// The seed of the mutations.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The first document of a seed.
    #[arg(long, value_name = "N", default_value_t = 0)]
    first: u64,
    /// The number of clients to compile.
    #[arg(long, value_name = "N", default_value_t = 0)]
    compile: usize,
    /// The number of processes. Default: the number of processors.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// The folder of the documents that fail. Default: `target/fuzz`.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write the documents that are mutated to this folder, as the first inputs of a fuzzer.
    #[arg(long, value_name = "FOLDER", exclusive = true)]
    seeds: Option<PathBuf>,
    /// Check a part of the documents, for another process.
    #[arg(long, hide = true)]
    worker: bool,
    /// The distance between two documents of the part.
    #[arg(long, hide = true, default_value_t = 1)]
    step: u64,
    /// The end of the part.
    #[arg(long, hide = true, default_value_t = 0)]
    end: u64,
}

fn main() -> ExitCode {
    match fuzz(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn fuzz(arguments: Arguments) -> Result<bool, String> {
    if !arguments.documents.is_empty() {
        return Ok(check_documents(&arguments));
    }
    // The command runs in the folder of the project.
    let root = PathBuf::from(".");
    let originals = corpus::read(&root)?;
    let Arguments { seed, first, step, end, count, compile, .. } = arguments;
    if let Some(folder) = &arguments.seeds {
        return corpus::write(&originals, folder).map(|()| true);
    }
    if arguments.worker {
        return worker::run(&originals, Part { seed, first, step, end }).map(|()| true);
    }
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = arguments.jobs.unwrap_or_else(processors);
    let out = arguments.out.unwrap_or_else(|| root.join("target/fuzz"));
    run::run(&originals, &Options { seed, first, count, jobs, compile, out, root })
}

/// Checks some documents, and prints the result of each.
fn check_documents(arguments: &Arguments) -> bool {
    panics::keep();
    let mut passed = true;
    for spec in &arguments.documents {
        let target = arguments.target.as_deref();
        let checked = check(&check::Options { spec, target, is_new_crate: arguments.new_crate, is_repeated: true });
        let codes: Vec<&str> = checked.codes.iter().copied().collect();
        let result = match (checked.failure, checked.is_generated) {
            (Some(failure), _) => {
                passed = false;
                format!("FAILED: {failure}")
            }
            (None, true) => format!("generated ({})", codes.join(", ")),
            (None, false) => format!("rejected ({})", codes.join(", ")),
        };
        println!("{}: {result}", spec.display());
    }
    passed
}
