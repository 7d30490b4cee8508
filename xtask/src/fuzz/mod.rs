//! `cargo xtask fuzz`: tests the generator on mutated documents (`generator/fuzz`), or runs the targets of cargo-fuzz. Both are
//! packages of their own, so that `cargo xtask codegen` builds without them.

mod targets;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Run each target of cargo-fuzz for this time, instead of the mutated documents.
    #[arg(long, value_name = "SECONDS")]
    targets: Option<u64>,
    /// The options of the program.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<OsString>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    if let Some(seconds) = arguments.targets {
        return targets::run(root, seconds);
    }
    match program(root).args(&arguments.options).status() {
        Ok(status) => cargo::exit_code(status),
        Err(error) => cargo::failed_to_start(&error),
    }
}

/// Returns the command of the program, without options.
fn program(root: &Path) -> Command {
    let mut cargo = cargo::command();
    // The profile for development has checks for overflow, and builds the generator with optimizations.
    cargo.args(["run", "--quiet", "--locked", "--package", "generator-fuzz", "--"]).current_dir(root);
    cargo
}
