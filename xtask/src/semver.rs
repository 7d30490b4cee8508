//! `cargo xtask semver`: compares the Rust verdicts of `changes` with those of cargo-semver-checks.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The arguments of the program.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let mut cargo = cargo::command();
    cargo.args(["run", "--quiet", "--package", "harness", "--bin", "semver", "--manifest-path"]);
    cargo.arg(root.join("Cargo.toml")).args(["--", "--workspace"]).arg(root).args(&arguments.arguments);
    cargo.status().map_or_else(|error| cargo::failed_to_start(&error), cargo::exit_code)
}
