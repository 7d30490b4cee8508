//! The programs that are measured beside what one would write by hand, and counting what they do.
//!
//! A program does a piece of work once, and several times. The difference is the work without the start of the program.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::builds::client;

/// How often the work is done the first time. A call opens the connection then.
const ONCE: u64 = 1;

/// How often the work is done more the second time.
const REPEATS: u64 = 10;

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Counter {
    Instructions,
    Allocations,
}

/// Returns whether the counters are there.
pub(crate) fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_ok()
}

/// Counts a piece of work that a program does as often as its last argument says.
pub(crate) fn count(counter: Counter, program: &Path, arguments: &[&str]) -> Result<u64, String> {
    let once = count_of(counter, program, arguments, ONCE)?;
    let often = count_of(counter, program, arguments, ONCE + REPEATS)?;
    Ok(often.saturating_sub(once) / REPEATS)
}

fn count_of(counter: Counter, program: &Path, arguments: &[&str], times: u64) -> Result<u64, String> {
    let options = match counter {
        Counter::Instructions => ["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        Counter::Allocations => ["--tool=dhat", "--dhat-out-file=/dev/null"],
    };
    let output = Command::new("valgrind")
        .args(options)
        .arg(program)
        .args(arguments)
        .arg(times.to_string())
        .output()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let counted = text.lines().find_map(|line| match counter {
        Counter::Instructions => line.split_once("Collected : ").map(|(_, count)| count),
        // `Total:     1,234 bytes in 56 blocks`
        Counter::Allocations => line.split_once("Total:").and_then(|(_, line)| {
            let (_, blocks) = line.split_once(" bytes in ")?;
            blocks.strip_suffix(" blocks")
        }),
    });
    let count = counted.and_then(|count| count.trim().replace(',', "").parse().ok());
    count.filter(|_| output.status.success()).ok_or_else(|| format!("`{}` failed: {text}", program.display()))
}

/// Builds a program with a generated client.
pub(crate) fn own(name: &str) -> Result<PathBuf, String> {
    program(name, "ours")
}

/// Builds a program as one would write it by hand.
pub(crate) fn baseline(name: &str) -> Result<PathBuf, String> {
    program(name, "derived")
}

fn program(name: &str, feature: &str) -> Result<PathBuf, String> {
    let scratch = crate::scratch()?;
    let programs = crate::package().join("programs");
    client(&scratch, &format!("{name}-client"), &programs.join(format!("{name}.yaml")))?;
    let folder = scratch.join(name);
    for (source, target) in [("toml", "Cargo.toml"), ("rs", "src/main.rs")] {
        let source = programs.join(format!("{name}.{source}"));
        let text = std::fs::read_to_string(&source).map_err(|error| format!("`{}`: {error}", source.display()))?;
        write(&folder.join(target), &text)?;
    }
    let lock = std::fs::read_to_string(crate::workspace()?.join("Cargo.lock")).map_err(|error| error.to_string())?;
    write(&folder.join("Cargo.lock"), &lock)?;
    build(&folder, &["--features", feature, "--target-dir", feature])?;
    Ok(folder.join(feature).join("release").join(name))
}

fn build(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--release", "--quiet", "--offline"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("`{}`: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}

/// A server in a process of its own, whose work is not counted. It ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts the server of the program for calls.
    pub(crate) fn start(program: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("`{}`: {error}", program.display());
        let process = Command::new(program).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut server = Self { process: process.map_err(failed)?, url: String::new() };
        let mut port = String::new();
        if let Some(output) = server.process.stdout.take() {
            BufReader::new(output).read_line(&mut port).map_err(failed)?;
        }
        let port: u16 = port.trim().parse().map_err(|_| format!("`{}` prints no port", program.display()))?;
        server.url = format!("http://127.0.0.1:{port}");
        Ok(server)
    }

    /// Returns its URL.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
