//! The command line of the harness: `cargo xtask corpus`.
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
use harness::corpus::{self, Options};

/// Test the generator on every document of a folder.
///
/// Generates a client crate for each document and prints a table: the outcome, the size of the output, the time and the
/// peak memory of each stage. The crates are written to `target/corpus/clients`.
///
/// Exit status: 0 if every document passes, 1 if one fails, 2 if the folder can't be read.
#[derive(Parser)]
#[command(name = "corpus", bin_name = "cargo xtask corpus")]
struct Arguments {
    /// The folder: its documents, and the `spec.yaml` of each folder in it.
    folder: PathBuf,
    /// Test only the documents whose name contains TEXT. May be given several times.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Compile each crate with `cargo check`, and count warnings and errors.
    #[arg(long)]
    compile: bool,
    /// Run `cargo clippy` and `cargo doc` on each crate too.
    #[arg(long, requires = "compile")]
    lint: bool,
    /// Send the document's examples and generated values through the type of each component schema, and compare.
    #[arg(long)]
    round_trip: bool,
    /// Print every value that fails the round trip, and every component schema without a type.
    #[arg(short, long)]
    verbose: bool,
    /// The folder of the workspace. Default: the current folder.
    #[arg(long, value_name = "FOLDER", default_value = ".", hide = true)]
    workspace: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options {
        folder: arguments.folder,
        only: arguments.only,
        compile: arguments.compile,
        lint: arguments.lint,
        round_trip: arguments.round_trip,
        verbose: arguments.verbose,
    };
    match corpus::run(&arguments.workspace, &options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
