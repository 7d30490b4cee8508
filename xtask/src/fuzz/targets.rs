//! Runs the targets of cargo-fuzz: `generator/fuzz/targets`. They need a nightly toolchain and cargo-fuzz.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::cargo;

/// The targets, and whether their first inputs are the documents of the fixtures.
const TARGETS: [(&str, bool); 6] = [
    ("loader", true),
    ("markdown", true),
    ("json", false),
    ("events", false),
    ("multipart", false),
    ("pipeline", false),
];

/// Runs each target for some seconds. Skips them if they can't be built.
pub(super) fn run(root: &Path, seconds: u64) -> ExitCode {
    let version = nightly(root).args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !version.is_ok_and(|status| status.success()) {
        println!("skipped: a nightly toolchain and `cargo-fuzz` are needed (`cargo install cargo-fuzz`)");
        return ExitCode::SUCCESS;
    }
    let mut failed = Vec::new();
    for (name, has_documents) in TARGETS {
        println!("fuzzing `{name}` for {seconds} s");
        match run_target(root, name, has_documents, seconds) {
            Ok(true) => {}
            Ok(false) => failed.push(name),
            Err(error) => return cargo::failed_to_start(&error),
        }
    }
    if failed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("failed: {}; the inputs are in `target/fuzz-artifacts`", failed.join(", "));
    ExitCode::FAILURE
}

/// Runs a target. Returns `true` if it finds no input that fails.
fn run_target(root: &Path, name: &str, has_documents: bool, seconds: u64) -> std::io::Result<bool> {
    let corpus = root.join("target/fuzz-corpus").join(name);
    let artifacts = root.join("target/fuzz-artifacts").join(name);
    std::fs::create_dir_all(&corpus)?;
    std::fs::create_dir_all(&artifacts)?;
    if has_documents && !super::program(root).arg("--seeds").arg(&corpus).status()?.success() {
        return Ok(false);
    }
    let mut command = nightly(root);
    // Without optimizations for a release, since those take longer than a short run. The folders are below `target`, since
    // `cargo xtask tidy` reads all others.
    command.args([
        "fuzz",
        "run",
        "--dev",
        "--fuzz-dir",
        "generator/fuzz/targets",
        "--target-dir",
        "target/fuzz-targets",
    ]);
    command.arg(name).arg(&corpus).arg("--").arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.args([&format!("-max_total_time={seconds}"), "-timeout=10", "-rss_limit_mb=4096", "-verbosity=0"]);
    command.args(["-print_final_stats=1"]);
    Ok(command.status()?.success())
}

/// Returns a command for the cargo of the nightly toolchain.
fn nightly(root: &Path) -> Command {
    let mut command = Command::new("rustup");
    // The variables that this program's own cargo has set name the other toolchain.
    command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
    command.args(["run", "nightly", "cargo"]).current_dir(root);
    command
}
