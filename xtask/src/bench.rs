//! `cargo xtask bench`: what generating a client costs, and what clients cost to build and to run. It is a package of its own, so
//! that this program is built without the library that draws the picture.

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
    cargo.args(["run", "--quiet", "--locked", "--release", "--package", "generator-bench", "--"]);
    cargo.args(&arguments.options).current_dir(root);
    match cargo.status() {
        Ok(status) => cargo::exit_code(status),
        Err(error) => cargo::failed_to_start(&error),
    }
}
