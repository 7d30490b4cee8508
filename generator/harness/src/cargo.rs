//! Runs cargo in the folder of a generated crate, and counts its errors and warnings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The folders that every build uses.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The workspace, whose `Cargo.lock` each crate gets.
    pub workspace: PathBuf,
    /// The absolute folder that crates and build products are written to.
    pub target: PathBuf,
}

/// The result of some cargo commands.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// How many errors were printed.
    pub errors: usize,
    /// How many warnings were printed.
    pub warnings: usize,
    /// The time that all commands took.
    pub time: Duration,
    /// Everything that was printed.
    pub output: String,
}

impl Build {
    /// Returns `true` if there are neither errors nor warnings.
    pub fn is_clean(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }
}

/// Runs `cargo check`.
pub fn check(krate: &Path, folders: &Folders) -> Build {
    build(krate, folders, &[&["check"]])
}

/// Runs `cargo clippy`, and `cargo doc` with warnings as errors.
pub fn lint(krate: &Path, folders: &Folders) -> Build {
    build(krate, folders, &[&["clippy"], &["doc", "--no-deps"]])
}

fn build(krate: &Path, folders: &Folders, commands: &[&[&str]]) -> Build {
    let begin = Instant::now();
    let mut built = Build::default();
    // The workspace's lock file selects versions that are already downloaded.
    if let Err(error) = std::fs::copy(folders.workspace.join("Cargo.lock"), krate.join("Cargo.lock")) {
        built.errors = 1;
        built.output = format!("`Cargo.lock` can't be copied: {error}");
        return built;
    }
    for arguments in commands {
        match cargo(krate, folders, arguments) {
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

/// Runs cargo in the folder of a crate. All crates share one build folder.
///
/// # Errors
///
/// Returns an error if cargo can't be started.
pub fn cargo(krate: &Path, folders: &Folders, arguments: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // The workspace has every dependency of a client too, so all of them are already downloaded.
    command.args(arguments).args(["--quiet", "--offline", "--color", "never"]).current_dir(krate);
    // Each crate is built once, and the data of incremental builds takes gigabytes for a large corpus.
    command.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.env("CARGO_TARGET_DIR", build_folder(folders)).env("RUSTDOCFLAGS", "-D warnings").env_remove("RUSTFLAGS");
    command.output()
}

/// The folder of build products that all crates share.
pub fn build_folder(folders: &Folders) -> PathBuf {
    folders.target.join("build")
}

fn count(built: &mut Build, output: &Output) {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines_with = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    let errors = match lines_with("error") {
        0 => usize::from(!output.status.success()),
        errors => errors,
    };
    built.errors = built.errors.saturating_add(errors);
    built.warnings = built.warnings.saturating_add(lines_with("warning"));
    built.output.push_str(&text);
}
