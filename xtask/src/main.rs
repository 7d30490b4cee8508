//! The project's commands.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod bench;
mod bless;
mod cargo;
mod changes;
mod ci;
mod codegen;
mod explain;
mod fuzz;
mod harness;
mod inspect;
mod json_schema;
mod lint;
mod prism;
mod report;
mod root;
mod soak;
mod stdout;
mod target;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's commands: generate clients, and test the project.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the clients of all targets in `specs/`, or a client crate for any OpenAPI document.
    ///
    /// Without options, generates the client of every target (`specs/*.toml`) and writes the files that changed. With
    /// `--check`, writes nothing and lists the files that differ.
    ///
    /// With `--spec` and `--out`, generates a whole crate for an OpenAPI document (3.0 or 3.1, or Swagger 2.0; YAML or JSON).
    ///
    /// Exit status: 0 on success, 1 if `--check` finds a difference, 2 on an error.
    Codegen(codegen::Arguments),
    /// Report the diagnostics of OpenAPI documents, without a client. Writes nothing.
    ///
    /// Exit status: 0 without errors, 2 with errors. With `--deny-warnings`, warnings are errors.
    Lint(lint::Arguments),
    /// Report what a newer document changes for those who use the client of an older one: on the wire and in Rust.
    ///
    /// Exit status: 0 on success, 1 if a change fails by `--fail-on`, 2 on an error.
    Changes(changes::Arguments),
    /// Explain a diagnostic code, or list all of them.
    ///
    /// Exit status: 0 on success, 2 if there is no such code.
    Explain(explain::Arguments),
    /// Print what a stage of the generator makes of a document.
    ///
    /// Exit status: 0 on success, 2 on an error.
    Inspect(inspect::Arguments),
    /// Test the generator on every document of a folder. Runs the harness; `cargo xtask corpus --help` shows its
    /// options.
    #[command(disable_help_flag = true)]
    Corpus(harness::Arguments),
    /// Send the valid instances of the JSON Schema Test Suite through the types of their schemas. Skipped without Python.
    ///
    /// Exit status: 0 if what happens is as `generator/harness/json-schema.toml` expects, 1 if not, 2 on an error.
    JsonSchema,
    /// Validate the requests of generated clients with Prism. Skipped without Node.
    ///
    /// Exit status: 0 if every request gets the expected result, 1 if one does not, 2 on an error.
    Prism,
    /// Send many calls of the generated client to a server on loopback that misbehaves, and account for each of them.
    /// `cargo xtask soak --help` shows the options.
    #[command(disable_help_flag = true)]
    Soak(soak::Arguments),
    /// Measure what generating a client costs, and what clients cost to build and to run, beside baselines.
    /// `cargo xtask bench --help` shows the options.
    #[command(disable_help_flag = true)]
    Bench(bench::Arguments),
    /// Test the generator on mutated documents, or run the targets of cargo-fuzz. `cargo xtask fuzz --help` shows the
    /// options.
    #[command(disable_help_flag = true)]
    Fuzz(fuzz::Arguments),
    /// Compare the Rust verdicts of `changes` with those of cargo-semver-checks. `cargo xtask semver --help` shows the
    /// options.
    #[command(disable_help_flag = true)]
    Semver(harness::Arguments),
    /// Check the project's own rules: allowed imports, file lengths, words.
    ///
    /// Exit status: 0 on success, 1 if a rule is violated, 2 if the project can't be read.
    Tidy,
    /// Write the snapshots of the generator's fixtures, or of some of them.
    ///
    /// Exit status: 0 if the snapshots are written, 1 if a test fails for another reason, 2 if cargo can't be run.
    Bless(bless::Arguments),
    /// Run the quick part of CI: format, spelling, the project's rules, lints, unit tests.
    ///
    /// Exit status: 0 if every step passes, 1 if one fails.
    Check,
    /// Run all steps of CI.
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
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Changes(arguments) => changes::run(&root, &arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Corpus(arguments) => harness::run(&root, "harness", &arguments),
        Command::JsonSchema => json_schema::run(&root),
        Command::Prism => prism::run(&root),
        Command::Bench(arguments) => bench::run(&root, &arguments),
        Command::Soak(arguments) => soak::run(&root, &arguments),
        Command::Fuzz(arguments) => fuzz::run(&root, &arguments),
        Command::Semver(arguments) => harness::run(&root, "semver", &arguments),
        Command::Tidy => tidy::run(&root),
        Command::Bless(arguments) => bless::run(&root, &arguments),
        Command::Check => ci::check(&root),
        Command::Ci => ci::run(&root),
    }
}
