//! The command line of `cargo xtask semver`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use harness::semver::{Options, run};

/// Compare the Rust verdicts of `cargo xtask changes` with those of cargo-semver-checks.
///
/// For each pair of documents of the table in `generator/tests/changes`, both clients are generated and compared. The
/// verdict of `changes` may be stronger, and not weaker. Needs cargo-semver-checks 0.51.
///
/// Exit status: 0 if no verdict is weaker, 1 if one is, 2 if the comparison can't be made.
#[derive(Parser)]
#[command(name = "semver", bin_name = "cargo xtask semver")]
struct Arguments {
    /// Compare a sample: each case whose number is a multiple of this.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    every: usize,
    /// Print the pairs for which the verdict of `changes` is stronger too.
    #[arg(short, long)]
    verbose: bool,
    /// The folder of the workspace. Default: the current folder.
    #[arg(long, value_name = "FOLDER", default_value = ".", hide = true)]
    workspace: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let options = Options { table: arguments.workspace.join("generator/tests/changes"), every: arguments.every };
    let pairs = match run(&arguments.workspace, &options) {
        Ok(pairs) => pairs,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let mut counts = [0_usize; 3];
    for pair in &pairs {
        let index = match pair.ours.cmp(&pair.theirs) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        if let Some(count) = counts.get_mut(index) {
            *count = count.saturating_add(1);
        }
        if index == 0 || (index == 2 && arguments.verbose) {
            println!("{}: {}, and by cargo-semver-checks {}", pair.name, pair.ours.name(), pair.theirs.name());
        }
        if index == 0 {
            println!("{}", pair.output);
        }
    }
    let [weaker, equal, stronger] = counts;
    println!("{} pairs: {equal} verdicts are equal, {stronger} are stronger, {weaker} are weaker", pairs.len());
    if weaker == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
