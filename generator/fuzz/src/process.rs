//! A running worker: its lines, its document, and the bounds of its time and memory.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::worker::Part;

/// The CPU time that a document may take.
const MAX_CPU: Duration = Duration::from_secs(10);

/// The time that a document may take on a machine that does other work too, or that does not report CPU times.
const MAX_TIME: Duration = Duration::from_secs(120);

/// The memory that a document may take, in bytes.
const MAX_MEMORY: u64 = 1 << 30;

/// How many units of CPU time `/proc` has in a second: `USER_HZ` of Linux.
const TICKS: u64 = 100;

/// A line of a worker, or its end.
pub(crate) struct Event {
    /// The index of the worker.
    pub(crate) worker: usize,
    /// How many workers with this index were started before.
    pub(crate) generation: u64,
    /// The line. `None` at the end.
    pub(crate) line: Option<String>,
}

/// A running worker.
pub(crate) struct Process {
    child: Child,
    pub(crate) generation: u64,
    /// The document that it checks, and since when.
    pub(crate) document: Option<(u64, Instant)>,
    /// The CPU time of the process when the document was looked at first.
    cpu: Option<Duration>,
}

impl Process {
    /// Starts a worker that sends its lines to a channel.
    ///
    /// # Errors
    ///
    /// Returns an error if the process can't be started.
    pub(crate) fn start(part: Part, worker: usize, generation: u64, events: Sender<Event>) -> std::io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--worker", "--seed", &part.seed.to_string(), "--first", &part.first.to_string()]);
        command.args(["--step", &part.step.to_string(), "--end", &part.end.to_string()]);
        // The message of a stack overflow is not for the caller, who gets the document.
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let stdout = child.stdout.take();
        std::thread::spawn(move || {
            let lines = stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines());
            for line in lines.map_while(Result::ok) {
                let _ = events.send(Event { worker, generation, line: Some(line) });
            }
            let _ = events.send(Event { worker, generation, line: None });
        });
        Ok(Self { child, generation, document: None, cpu: None })
    }

    /// Records the document that comes next.
    pub(crate) fn begin(&mut self, document: u64) {
        self.document = Some((document, Instant::now()));
        self.cpu = None;
    }

    /// Returns which bound the current document exceeds, if any.
    pub(crate) fn exceeds(&mut self) -> Option<String> {
        let time = self.document?.1.elapsed();
        if time < Duration::from_millis(500) {
            return None;
        }
        let folder = format!("/proc/{}", self.child.id());
        if memory(&folder).is_some_and(|memory| memory > MAX_MEMORY) {
            return Some("more than 1 GiB of memory".to_owned());
        }
        let cpu = cpu(&folder);
        let begin = *self.cpu.get_or_insert(cpu.unwrap_or_default());
        let used = cpu.unwrap_or_default().saturating_sub(begin);
        if used > MAX_CPU {
            return Some(format!("hang: more than {} s of CPU time", MAX_CPU.as_secs()));
        }
        (time > MAX_TIME).then(|| format!("hang: more than {} s", MAX_TIME.as_secs()))
    }

    /// Ends the process.
    pub(crate) fn kill(&mut self) {
        let _ = self.child.kill();
    }

    /// Returns how the process ended.
    pub(crate) fn wait(&mut self) -> String {
        self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string())
    }
}

/// Returns the memory of a process in bytes, on Linux.
fn memory(folder: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("{folder}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes.saturating_mul(1024))
}

/// Returns the CPU time of a process, on Linux.
fn cpu(folder: &str) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("{folder}/stat")).ok()?;
    // The name of the program is in parentheses and may have spaces. The times are the fields 14 and 15.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<u64>().ok();
    let ticks = ticks(11)?.saturating_add(ticks(12)?);
    Some(Duration::from_millis(ticks.saturating_mul(1000 / TICKS)))
}
