//! The project's commands.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod bless;
mod ci;
mod codegen;
mod corpus;
mod prism;
mod root;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's commands: generating clients, and checking that everything is in order.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the clients of all targets in `specs/`, or a client for any other document.
    ///
    /// Without options, every target (`specs/*.toml`) is generated; only files that change are written. With `--check`
    /// nothing is written, and what is not as it would be generated is listed.
    ///
    /// With `--spec` and `--out`, a whole crate for any OpenAPI document (3.0 or 3.1, YAML or JSON) is made.
    ///
    /// Exit status: 0 if all is well, 1 if `--check` finds a difference, 2 if there is an error.
    Codegen(codegen::Arguments),
    /// Measure the generator on every document of a folder: what is generated, what it takes, whether it compiles, and
    /// whether values go through its types unchanged.
    ///
    /// Exit status: 0 if all is well, 1 if something is not, 2 if the folder can't be read.
    Corpus(corpus::Arguments),
    /// Have Prism judge the requests that generated clients send. It is skipped where there is no Node.
    ///
    /// Exit status: 0 if every request is judged as it should be, 1 if one is not, 2 if there is an error.
    Prism,
    /// Check the project's own rules: who may use what, how long files may be.
    ///
    /// Exit status: 0 if all is well, 1 if a rule is broken, 2 if the project can't be read.
    Tidy,
    /// Write the snapshots of the generator's fixtures, or of one of them.
    ///
    /// Exit status: 0 if they are written, 1 if a test fails for another reason, 2 if Cargo can't be run.
    Bless(bless::Arguments),
    /// Run the quick part of what CI runs: format, the project's rules, lints, unit tests.
    ///
    /// Exit status: 0 if every step passes, 1 if one fails.
    Check,
    /// Run everything that CI runs, one step after another.
    ///
    /// Exit status: 0 if every step passes, 1 if one fails.
    Ci,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = match root::find() {
        Ok(root) => root,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::from(2);
        }
    };
    match arguments.command {
        Command::Codegen(arguments) => codegen::run(&root, &arguments),
        Command::Corpus(arguments) => corpus::run(&root, &arguments),
        Command::Prism => prism::run(&root),
        Command::Tidy => tidy::run(&root),
        Command::Bless(arguments) => bless::run(&root, &arguments),
        Command::Check => ci::check(&root),
        Command::Ci => ci::run(&root),
    }
}
