//! `cargo xtask ci` runs all steps of CI, and `cargo xtask check` the quick ones.

mod oldest;
mod steps;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::cargo;
use steps::{Need, QUICK_STEPS, STEPS, Step};

/// Runs all steps of CI.
pub(crate) fn run(root: &Path) -> ExitCode {
    // Each package is built once, so the data of incremental builds would only fill the disk.
    run_steps(root, STEPS, &[("CARGO_INCREMENTAL", "0")])
}

/// Runs the quick steps.
pub(crate) fn check(root: &Path) -> ExitCode {
    run_steps(root, QUICK_STEPS, &[])
}

/// Runs steps one after another. A step that fails does not stop the others.
fn run_steps(root: &Path, steps: &[Step], environment: &[(&str, &str)]) -> ExitCode {
    let (mut failed, mut skipped) = (Vec::new(), Vec::new());
    for (index, step) in steps.iter().enumerate() {
        println!("\n== step {} of {}: {} ({})", index.saturating_add(1), steps.len(), step.name, step.command);
        let mut command = match command(root, step) {
            Ok(command) => command,
            Err(reason) => {
                println!("== skipped: {reason}");
                skipped.push(step.name);
                continue;
            }
        };
        command.current_dir(root).env("CARGO_TERM_COLOR", "never");
        command.envs(environment.iter().chain(step.environment).copied());
        let begin = Instant::now();
        let passed = match command.status() {
            Ok(status) => status.success(),
            Err(error) => {
                eprintln!("error: the step can't be run: {error}");
                false
            }
        };
        let verdict = if passed { "passed" } else { "FAILED" };
        println!("== {verdict} in {:.0} s: {}", begin.elapsed().as_secs_f64(), step.name);
        if !passed {
            failed.push(step.name);
        }
    }
    let passed = steps.len().saturating_sub(failed.len()).saturating_sub(skipped.len());
    println!("\n{passed} of {} steps passed", steps.len());
    for (verdict, names) in [("skipped", &skipped), ("failed", &failed)] {
        if !names.is_empty() {
            println!("{} {verdict}: {}", names.len(), names.join(", "));
        }
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns the command of a step, or why the step is skipped.
fn command(root: &Path, step: &Step) -> Result<Command, String> {
    let mut words = step.command.split_whitespace();
    let program = words.next().unwrap_or_default();
    let mut command = match step.need {
        Some(Need::Folder(folder)) if !root.join(folder).is_dir() => return Err(format!("`{folder}` doesn't exist")),
        Some(Need::Program(name)) if !is_installed(name) => return Err(format!("`{name}` is not installed")),
        Some(Need::Target(name)) if !has_target(name) => return Err(format!("the target `{name}` is not installed")),
        Some(Need::OldestRust(manifest)) => oldest::cargo(&root.join(manifest))?,
        _ if program == "cargo" => cargo::command(),
        _ => Command::new(program),
    };
    command.args(words);
    Ok(command)
}

/// Returns whether the standard library for a target is installed. The compiler prints its folder even if there is none.
fn has_target(name: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", name]).output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}
