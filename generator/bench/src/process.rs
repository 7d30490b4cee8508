//! A piece of work in a process of its own, and the processor time and the memory that it took.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Work {
    /// Generate a client for a document, in memory.
    Generate,
    /// Generate a client for a document, in memory, or end in the errors of the document.
    Attempt,
    /// Parse a document with `serde_json` or `serde_yaml`: the floor.
    Parse,
    /// Run `cargo check` for a crate.
    Check,
    /// Run `cargo build --release` for a crate.
    Release,
}

/// What a piece of work took.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// The time that passed, in seconds.
    pub(crate) wall: f64,
    /// The time of all processors, of the process and its children, in seconds.
    pub(crate) cpu: f64,
    /// The most memory that the process had, in megabytes. It does not count its children.
    pub(crate) peak: f64,
}

/// How long quick work is repeated.
const LEAST: Duration = Duration::from_millis(500);

/// Runs a piece of work several times, each time in a process of its own.
pub(crate) fn measure(work: Work, argument: &Path, runs: usize) -> Result<Vec<Usage>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let name = work.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let run = |_| {
        let output = Command::new(&program).args(["child", &name]).arg(argument).output();
        let output = output.map_err(|error| format!("`{}` does not start: {error}", program.display()))?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{name} `{}`: {}", argument.display(), reason.trim()));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("{name}: {error}"))
    };
    (0..runs).map(run).collect()
}

/// Does a piece of work, and prints its usage.
pub(crate) fn child(work: Work, argument: &Path) -> Result<(), String> {
    let begin = Instant::now();
    let mut times = 0.0;
    // The processor time has a resolution of a hundredth of a second, so that quick work is done several times.
    while times == 0.0 || (begin.elapsed() < LEAST && matches!(work, Work::Generate | Work::Attempt | Work::Parse)) {
        match work {
            Work::Generate => generate(argument)?,
            Work::Attempt => drop(generator::generate(&generator::Target::for_spec(argument, "client"))),
            Work::Parse => parse(argument)?,
            Work::Check => cargo(argument, &["check"])?,
            Work::Release => cargo(argument, &["build", "--release"])?,
        }
        times += 1.0;
    }
    let usage = Usage {
        wall: begin.elapsed().as_secs_f64() / times,
        cpu: cpu()? / times,
        peak: peak(Path::new("/proc/self/status"))?,
    };
    println!("{}", serde_json::to_string(&usage).map_err(|error| error.to_string())?);
    Ok(())
}

/// Runs a command, and returns what it took.
pub(crate) fn usage_of(command: &mut Command) -> Result<Usage, String> {
    /// How often the memory of the process is read while it runs.
    const INTERVAL: Duration = Duration::from_millis(2);
    let name = command.get_program().to_string_lossy().into_owned();
    let (begin, before) = (Instant::now(), cpu_of_children()?);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("`{name}` does not start: {error}"))?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let errors = child.stderr.take();
    let reading = std::thread::spawn(move || {
        let mut text = Vec::new();
        match errors.map(|mut errors| errors.read_to_end(&mut text)) {
            Some(Err(error)) => error.to_string(),
            _ => String::from_utf8_lossy(&text).into_owned(),
        }
    });
    let mut highest = 0.0;
    let ended = loop {
        // A process that has ended has no memory.
        highest = peak(&status).unwrap_or(highest);
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(ended) => break ended,
            None => std::thread::sleep(INTERVAL),
        }
    };
    let wall = begin.elapsed().as_secs_f64();
    let errors = reading.join().unwrap_or_default();
    if !ended.success() {
        return Err(format!("`{name}`: {ended}: {}", errors.trim()));
    }
    if highest == 0.0 {
        return Err(format!("`{name}` ended before its memory could be read"));
    }
    Ok(Usage { wall, cpu: cpu_of_children()? - before, peak: highest })
}

/// Returns the processor time of this process and of its children that have ended.
fn cpu() -> Result<f64, String> {
    seconds(0, 4)
}

/// Returns the processor time of the children of this process that have ended.
fn cpu_of_children() -> Result<f64, String> {
    seconds(2, 2)
}

/// Returns the sum of some of the times of this process: its own ones, of user and system, and those of its children
/// (proc_pid_stat(5)).
fn seconds(first: usize, count: usize) -> Result<f64, String> {
    /// The unit of the times. It is the same on every architecture that Rust has Linux for.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").map_err(|error| format!("/proc/self/stat: {error}"))?;
    // The name of the program, the second field, is in parentheses and may contain spaces.
    let fields = stat.rsplit_once(')').map(|(_, fields)| fields).unwrap_or_default();
    let times = fields.split_whitespace().skip(first.saturating_add(11)).take(count);
    let ticks: f64 = times.filter_map(|time| time.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS_PER_SECOND)
}

/// Returns the most memory that a process had, in megabytes, from its status file (proc_pid_status(5)).
fn peak(status: &Path) -> Result<f64, String> {
    let status = std::fs::read_to_string(status).map_err(|error| format!("`{}`: {error}", status.display()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map(|kilobytes| kilobytes / 1024.0).ok_or_else(|| "the status has no `VmHWM`".to_owned())
}

/// Generates a client in memory.
pub(crate) fn generate(spec: &Path) -> Result<(), String> {
    let generated = generator::generate(&generator::Target::for_spec(spec, "client"));
    match generated.files {
        Some(_) => Ok(()),
        None => {
            let messages = generated.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str());
            Err(messages.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn parse(document: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(document).map_err(|error| error.to_string())?;
    if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
        return Ok(());
    }
    // serde_yaml has no value for integers of more than 64 bits.
    serde_yaml::from_str::<serde::de::IgnoredAny>(&text).map(drop).map_err(|error| error.to_string())
}

fn cargo(folder: &Path, command: &[&str]) -> Result<(), String> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // The dependencies are built before, once for all clients. Only the crate itself is built here.
    let target = folder.parent().unwrap_or(folder).join("target");
    touch(&folder.join("src/lib.rs"))?;
    let output = Command::new(program)
        .args(command)
        .args(["--offline", "--no-default-features"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Makes a file newer than what was built from it.
fn touch(file: &Path) -> Result<(), String> {
    let text = std::fs::read(file).map_err(|error| format!("`{}`: {error}", file.display()))?;
    std::fs::write(file, text).map_err(|error| format!("`{}`: {error}", file.display()))
}
