//! The command line of `cargo xtask semver`.

use std::cmp::Ordering;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use harness::semver::{Options, run};

/// Compare the Rust verdicts of `cargo xtask changes` with those of cargo-semver-checks.
///
/// For each pair of documents of the table in `generator/tests/changes`, both clients are generated and compared. The
/// verdict of `changes` may not be weaker. Where it is stronger, code that depends on the client shows why: it compiles with
/// one of the clients and not with the other. Needs cargo-semver-checks 0.51.
///
/// Exit status: 0 if no verdict is weaker and the compiler confirms the stronger ones, 1 otherwise, 2 if the comparison can't
/// be made.
#[derive(Parser)]
#[command(name = "semver", bin_name = "cargo xtask semver")]
struct Arguments {
    /// Compare a sample of the table: each case whose number is a multiple of this.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    every: usize,
    /// Compare each document of a folder with itself after a random edit too.
    #[arg(long, value_name = "FOLDER")]
    documents: Option<PathBuf>,
    /// Compile code for all pairs, not only for those with a stronger verdict.
    #[arg(long)]
    all_snippets: bool,
    /// Print the pairs for which the verdict of `changes` is stronger too.
    #[arg(short, long)]
    verbose: bool,
    /// The folder of the workspace. Default: the current folder.
    #[arg(long, value_name = "FOLDER", default_value = ".", hide = true)]
    workspace: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Arguments { every, documents, all_snippets, verbose, workspace } = arguments;
    let options = Options { table: workspace.join("generator/tests/changes"), documents, every, all_snippets };
    let pairs = match run(&workspace, &options) {
        Ok(pairs) => pairs,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    let mut counts = [0_usize; 3];
    let mut wrong = 0_usize;
    let (mut shown, mut without_code, mut unconfirmed) = (0_usize, 0_usize, Vec::new());
    for pair in &pairs {
        let order = pair.ours.cmp(&pair.theirs);
        let index = match order {
            Ordering::Less => 0,
            Ordering::Equal => 1,
            Ordering::Greater => 2,
        };
        if let Some(count) = counts.get_mut(index) {
            *count = count.saturating_add(1);
        }
        if order == Ordering::Less || (order == Ordering::Greater && verbose) {
            println!("{}: {}, and by cargo-semver-checks {}", pair.name, pair.ours.name(), pair.theirs.name());
        }
        if order == Ordering::Less {
            println!("{}", pair.output);
        }
        let Some(compiled) = &pair.compiled else { continue };
        shown = shown.saturating_add(compiled.shown.len());
        without_code = without_code.saturating_add(compiled.without_code.len());
        wrong = wrong.saturating_add(compiled.wrong.len());
        for text in &compiled.wrong {
            println!("{}: {text}", pair.name);
        }
        if verbose {
            compiled.shown.iter().for_each(|text| println!("  shown by code: {text}"));
            compiled.without_code.iter().for_each(|text| println!("  without code: {text}"));
        }
        if order == Ordering::Greater && compiled.shown.is_empty() {
            unconfirmed.push(pair.name.as_str());
        }
    }
    let [weaker, equal, stronger] = counts;
    println!("{} pairs: {equal} verdicts are equal, {stronger} are stronger, {weaker} are weaker", pairs.len());
    println!("{shown} changes of items are shown by code, {wrong} are not, and {without_code} have none");
    if !unconfirmed.is_empty() {
        println!(
            "stronger without code, since the code compiles and means something else:\n  {}",
            unconfirmed.join("\n  ")
        );
    }
    if weaker == 0 && wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
