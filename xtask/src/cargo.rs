//! Runs cargo.

use std::process::{Command, ExitCode, ExitStatus};

/// Returns a command for the cargo that runs this program.
pub(crate) fn command() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Prints the error of a cargo that can't be started, and returns the exit status for it.
pub(crate) fn failed_to_start(error: &std::io::Error) -> ExitCode {
    eprintln!("error: cargo can't be run: {error}");
    ExitCode::from(2)
}

/// Returns the exit status of a program that cargo ran.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    // Cargo's own errors have the status 101, and a program that was killed has none: both are errors here.
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) if code < 101 => ExitCode::from(code),
        _ => ExitCode::from(2),
    }
}
