//! `cargo xtask bless`: writes the snapshots of the generator's fixtures. They are read before they are committed.

use std::path::Path;
use std::process::{Command, ExitCode};

use clap::Args;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Only the fixtures whose name contains this.
    fixture: Option<String>,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "test",
        "--quiet",
        "--no-fail-fast",
        "--package",
        "generator",
        "--test",
        "fixtures",
        "--test",
        "errors",
    ]);
    cargo.current_dir(root).env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1");
    if let Some(fixture) = &arguments.fixture {
        cargo.env("GENERATOR_FIXTURE", fixture);
    }
    match cargo.status() {
        Ok(status) if status.success() => {
            println!("the snapshots are written; `git diff generator/tests` shows what changed");
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: cargo can't be run: {error}");
            ExitCode::from(2)
        }
    }
}
