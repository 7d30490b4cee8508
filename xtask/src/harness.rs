//! `cargo xtask corpus`, `json-schema` and `semver`: run the programs of the harness (`generator/harness`) with the same arguments.
//!
//! The harness is a package of its own, so that `cargo xtask codegen` builds without its dependencies.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The arguments of the program.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) arguments: Vec<OsString>,
}

/// Runs a program of the harness.
pub(crate) fn run(root: &Path, program: &str, arguments: &Arguments) -> ExitCode {
    let mut cargo = cargo::command();
    cargo
        .args(["run", "--quiet", "--package", "harness", "--bin", program, "--manifest-path"])
        .arg(root.join("Cargo.toml"));
    cargo.args(["--", "--workspace"]).arg(root).args(&arguments.arguments);
    cargo.status().map_or_else(|error| cargo::failed_to_start(&error), cargo::exit_code)
}
