//! `cargo xtask bless`: writes the snapshots of the generator's fixtures and of the public API. Read them before you commit them.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cargo;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Write only the snapshots of fixtures whose name contains this text.
    fixture: Option<String>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let mut cargo = cargo::command();
    cargo.args(["test", "--quiet", "--no-fail-fast", "--package", "generator", "--test", "it", "--"]);
    cargo.args(["fixtures::", "errors::", "public_api::"]);
    cargo.current_dir(root).env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1");
    if let Some(fixture) = &arguments.fixture {
        cargo.env("GENERATOR_FIXTURE", fixture);
    }
    match cargo.status() {
        Ok(status) if status.success() => {
            println!("the snapshots are written; `git diff generator/tests` shows the changes");
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => cargo::failed_to_start(&error),
    }
}
