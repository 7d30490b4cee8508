//! A whole run: starts a worker for each processor, restarts those that end too early, and writes the documents that fail.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::compile;
use crate::corpus::Original;
use crate::mutate::mutate;
use crate::process::{Event, Process};
use crate::random::Random;
use crate::tally::Tally;
use crate::worker::Part;

/// What a run tests.
#[derive(Clone, Debug)]
pub struct Options {
    /// The seed of the documents.
    pub seed: u64,
    /// The first document.
    pub first: u64,
    /// How many documents are tested.
    pub count: u64,
    /// How many workers run.
    pub jobs: usize,
    /// How many of the clients are compiled.
    pub compile: usize,
    /// The folder of the documents that fail.
    pub out: PathBuf,
    /// The folder of the project.
    pub root: PathBuf,
}

/// Tests the documents, and prints the results. Returns `true` if none fails.
///
/// # Errors
///
/// Returns a message if a worker can't be started, or if a file can't be written.
pub fn run(originals: &[Original], options: &Options) -> Result<bool, String> {
    std::fs::create_dir_all(&options.out).map_err(|error| format!("`{}`: {error}", options.out.display()))?;
    let begin = Instant::now();
    let tally = test(originals, options)?;
    tally.report(begin.elapsed()).iter().for_each(|line| println!("{line}"));
    let mut passed = tally.failures.is_empty();
    if options.compile > 0 {
        passed &= compile::compile(originals, options, &tally.generated)?;
    }
    Ok(passed)
}

/// Runs the workers until each document has a result.
fn test(originals: &[Original], options: &Options) -> Result<Tally, String> {
    let (sender, events) = channel();
    let end = options.first.saturating_add(options.count);
    let step = u64::try_from(options.jobs).unwrap_or(1).max(1);
    let part = |first: u64| Part { seed: options.seed, first, step, end };
    let mut workers = Vec::new();
    for (worker, offset) in (0..step).enumerate() {
        workers.push(start(part(options.first.saturating_add(offset)), worker, 0, &sender)?);
    }
    let mut tally = Tally::default();
    let mut running = workers.len();
    let mut printed = Instant::now();
    while running > 0 {
        match events.recv_timeout(Duration::from_millis(200)) {
            Ok(Event { worker, generation, line }) => {
                let Some(process) = workers.get_mut(worker).filter(|process| process.generation == generation) else {
                    continue;
                };
                match line {
                    Some(line) => record(originals, options, process, &mut tally, &line)?,
                    None => {
                        let ended = process.wait();
                        // The document that a worker did not finish is the one that ended it.
                        let Some((document, _)) = process.document else {
                            running = running.saturating_sub(1);
                            continue;
                        };
                        fail(originals, options, &mut tally, document, &format!("crash: {ended}"))?;
                        *process =
                            start(part(document.saturating_add(step)), worker, generation.saturating_add(1), &sender)?;
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        for (worker, process) in workers.iter_mut().enumerate() {
            let (Some((document, _)), Some(bound)) = (process.document, process.exceeds()) else { continue };
            process.kill();
            process.wait();
            fail(originals, options, &mut tally, document, &bound)?;
            let generation = process.generation.saturating_add(1);
            *process = start(part(document.saturating_add(step)), worker, generation, &sender)?;
        }
        if printed.elapsed() > Duration::from_secs(60) {
            printed = Instant::now();
            println!("{} of {} documents, {} failed", tally.count(), options.count, tally.failures.len());
        }
    }
    tally.generated.sort_unstable();
    Ok(tally)
}

fn start(part: Part, worker: usize, generation: u64, events: &Sender<Event>) -> Result<Process, String> {
    let started = Process::start(part, worker, generation, events.clone());
    started.map_err(|error| format!("a worker can't be started: {error}"))
}

/// Records a line of a worker.
fn record(
    originals: &[Original],
    options: &Options,
    process: &mut Process,
    tally: &mut Tally,
    line: &str,
) -> Result<(), String> {
    if let Some(document) = line.strip_prefix("start ").and_then(|document| document.parse().ok()) {
        process.begin(document);
        return Ok(());
    }
    let failed = line.strip_prefix("failed ").and_then(|rest| rest.split_once(' '));
    match (failed, process.document.take()) {
        (Some((_, message)), Some((document, _))) => fail(originals, options, tally, document, message),
        _ => {
            tally.add(line);
            Ok(())
        }
    }
}

/// Records a document that fails, writes it, and prints how to repeat the failure.
fn fail(
    originals: &[Original],
    options: &Options,
    tally: &mut Tally,
    document: u64,
    message: &str,
) -> Result<(), String> {
    // The first documents of a failure show it, and the others would hide other failures.
    let is_known = tally.failures.iter().filter(|(_, known)| known == message).count() >= 3;
    tally.failures.push((document, message.to_owned()));
    if is_known {
        return Ok(());
    }
    let Some(mutant) = mutate(originals, &mut Random::new(options.seed, document)) else { return Ok(()) };
    let path = options.out.join(format!("{document}.yaml"));
    std::fs::write(&path, &mutant.content).map_err(|error| format!("`{}`: {error}", path.display()))?;
    let original = originals.get(mutant.original);
    let target = original.and_then(|original| original.target.as_deref());
    let name = original.map_or("", |original| &original.name);
    println!("FAILED: {message} (a mutation of `{name}`)");
    println!("    {}", command(&path, target, mutant.is_new_crate));
    Ok(())
}

/// Returns the command that checks a document again.
fn command(path: &Path, target: Option<&Path>, is_new_crate: bool) -> String {
    let target = target.map(|target| format!(" --target {}", target.display())).unwrap_or_default();
    let new_crate = if is_new_crate { " --new-crate" } else { "" };
    format!("cargo xtask fuzz {}{target}{new_crate}", path.display())
}
