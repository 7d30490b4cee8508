//! `cargo xtask fuzz`: tests the generator on mutated documents (`generator/fuzz`). It is a package of its own, so that `cargo
//! xtask codegen` builds without it.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The options of the program.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<OsString>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let mut cargo = cargo::command();
    // The profile for development has checks for overflow, and builds the generator with optimizations.
    cargo.args(["run", "--quiet", "--package", "generator-fuzz", "--"]).args(&arguments.options).current_dir(root);
    match cargo.status() {
        Ok(status) => cargo::exit_code(status),
        Err(error) => cargo::failed_to_start(&error),
    }
}
