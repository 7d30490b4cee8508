//! Measures the generator, and what its clients cost to build and to run.
//!
//! Every figure is measured beside a baseline in the same run, several times: the minimum and the median are kept. A figure of one
//! machine says little; its ratio to the baseline says more. Processor time and memory are read from `/proc`, so this runs on
//! Linux only. `counts` counts instructions with callgrind, whose results do not depend on the load of the machine.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod builds;
mod chart;
mod counts;
mod documents;
mod generation;
mod ladder;
mod peers;
mod process;
mod programs;
mod results;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures the generator and its clients.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The folder of documents to generate and to build, beside those that are made.
    #[arg(long, default_value = "../shared/corpus")]
    corpus: PathBuf,
    /// How often each figure is measured.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Leave out the builds, which take most of the time.
    #[arg(long)]
    without_builds: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Count the instructions of reading and writing JSON, of a call and of generating clients, and compare them with the
    /// bounds.
    Counts {
        /// Write the counts as the new bounds.
        #[arg(long)]
        bless: bool,
    },
    /// Measure how the time of the generator grows with each construct, and write nothing.
    Ladder,
    /// Measure the other generators that are on the machine, beside this one, and write nothing.
    Peers,
    /// Generate the client of a document several times.
    #[command(hide = true)]
    Repeat {
        /// The document.
        spec: PathBuf,
        /// How often.
        times: usize,
    },
    /// Do one piece of work, and print what it took. The other commands run it.
    #[command(hide = true)]
    Child {
        /// The kind of work.
        work: process::Work,
        /// What it is about.
        argument: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Some(Command::Child { work, argument }) => process::child(*work, argument),
        Some(Command::Repeat { spec, times }) => (0..*times).try_for_each(|_| process::generate(spec)),
        Some(Command::Counts { bless }) => counts::run(*bless),
        Some(Command::Ladder) => print(|results| ladder::measure(arguments.runs, results)),
        Some(Command::Peers) => print(|results| peers::measure(&arguments.corpus, arguments.runs, results)),
        None => run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of this package.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the workspace.
fn workspace() -> Result<PathBuf, String> {
    package().join("../..").canonicalize().map_err(|error| format!("the workspace is not found: {error}"))
}

/// The folder for what is made.
fn scratch() -> Result<PathBuf, String> {
    let folder = workspace()?.join("target/bench");
    std::fs::create_dir_all(&folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    Ok(folder)
}

/// Prints some measurements.
fn print(measure: impl FnOnce(&mut results::Results) -> Result<(), String>) -> Result<(), String> {
    let mut results = results::Results::default();
    measure(&mut results)?;
    println!("{results}");
    Ok(())
}

/// Runs all measurements, and writes the results and the picture.
fn run(arguments: &Arguments) -> Result<(), String> {
    let mut results = results::Results::default();
    generation::measure(&arguments.corpus, arguments.runs, &mut results)?;
    ladder::measure(arguments.runs, &mut results)?;
    peers::measure(&arguments.corpus, arguments.runs, &mut results)?;
    if !arguments.without_builds {
        builds::measure(&arguments.corpus, arguments.runs, &mut results)?;
    }
    counts::measure(&mut results)?;
    let folder = package();
    results.write(&folder.join("results.json"))?;
    chart::draw(&results, &folder.join("results.svg"))?;
    println!("{results}");
    Ok(())
}
