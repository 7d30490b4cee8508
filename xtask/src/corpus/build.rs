//! What is generated, built as its user would build it.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::measure::{Measured, Outcome};

/// What cargo said.
pub(super) struct Build {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) time: Duration,
    pub(super) output: String,
}

/// `cargo check`.
pub(super) fn check(document: &Measured, root: &Path, target: &Path) -> Option<Build> {
    if document.outcome != Outcome::Generated {
        return None;
    }
    Some(build(document, root, target, &[&["check"]]))
}

/// `cargo clippy` and `cargo doc`, with warnings as errors.
pub(super) fn lint(document: &Measured, root: &Path, target: &Path) -> Option<Build> {
    if document.outcome != Outcome::Generated {
        return None;
    }
    Some(build(document, root, target, &[&["clippy"], &["doc", "--no-deps"]]))
}

fn build(document: &Measured, root: &Path, target: &Path, commands: &[&[&str]]) -> Build {
    let begin = Instant::now();
    let mut built = Build { errors: 0, warnings: 0, time: Duration::ZERO, output: String::new() };
    // The workspace's own lock names versions that are there already.
    if let Err(error) = std::fs::copy(root.join("Cargo.lock"), document.folder.join("Cargo.lock")) {
        built.errors = 1;
        built.output = format!("`Cargo.lock` can't be copied: {error}");
        return built;
    }
    for arguments in commands {
        match cargo(&document.folder, target, arguments) {
            Ok(output) => count(&mut built, &output),
            Err(error) => {
                built.errors = built.errors.saturating_add(1);
                built.output.push_str(&format!("cargo can't be run: {error}"));
            }
        }
    }
    built.time = begin.elapsed();
    built
}

/// Runs cargo in a folder, with a build folder that all documents share.
pub(super) fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Everything that a client depends on, the project depends on too, so it is there already.
    command.args(arguments).args(["--quiet", "--offline", "--color", "never"]).current_dir(folder);
    // What is generated is built once: what would speed up a second build takes gigabytes for a whole corpus.
    command.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.env("CARGO_TARGET_DIR", target.join("build")).env("RUSTDOCFLAGS", "-D warnings").env_remove("RUSTFLAGS");
    command.output()
}

fn count(built: &mut Build, output: &Output) {
    let text = String::from_utf8_lossy(&output.stderr);
    let begins = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    let errors = begins("error");
    built.errors =
        built.errors.saturating_add(errors).saturating_add(usize::from(errors == 0 && !output.status.success()));
    built.warnings = built.warnings.saturating_add(begins("warning"));
    built.output.push_str(&text);
}
