//! The command line of the harness for the JSON Schema Test Suite, which `cargo xtask json-schema` runs.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use harness::suite::{Options, run};

/// Send the valid instances of the JSON Schema Test Suite through the types of their schemas.
///
/// Exit status: 0 if what happens is as `json-schema.toml` of the harness expects, 1 if not, 2 on an error.
#[derive(Parser)]
#[command(name = "json-schema", bin_name = "cargo xtask json-schema")]
struct Arguments {
    /// The folder of the suite, which has the folders `tests` and `remotes`.
    suite: PathBuf,
    /// The folder of the workspace. Default: the current folder.
    #[arg(long, value_name = "FOLDER", default_value = ".", hide = true)]
    workspace: PathBuf,
}

fn main() -> ExitCode {
    let Arguments { suite, workspace } = Arguments::parse();
    let expected = workspace.join("generator/harness/json-schema.toml");
    match run(&workspace, &Options { suite, expected }) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
