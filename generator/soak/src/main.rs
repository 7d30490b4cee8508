//! Sends many calls of the generated client to a server on loopback that misbehaves, and checks each of them: it ends in its
//! own result or in one typed error, and no request that must not be repeated reaches the server twice.
//!
//! `cargo xtask soak` runs it.

mod calls;
mod random;
mod server;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use generated_client::runtime::{BuildError, ReqwestTransport};
use indicatif::ProgressBar;
use tokio::sync::Semaphore;

use calls::{Kind, Outcome, Tally};
use server::Server;

/// The options of the command.
#[derive(Clone, Copy, Debug, Parser)]
#[command(about = "Sends calls of the generated client to a server that misbehaves")]
struct Options {
    /// The number of calls.
    #[arg(long, default_value_t = 20_000)]
    calls: u64,
    /// The number of calls at a time.
    #[arg(long, default_value_t = 1_000)]
    concurrency: usize,
    /// How many of a hundred requests the server treats badly.
    #[arg(long, default_value_t = 30)]
    faults: u64,
    /// The seed of the faults.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let server = match Server::start(options.faults, options.seed).await {
        Ok(server) => server,
        Err(error) => {
            eprintln!("error: the server cannot be started: {error}");
            return ExitCode::from(2);
        }
    };
    let start = Instant::now();
    let tally = match run(options, &server).await {
        Ok(tally) => tally,
        Err(error) => {
            eprintln!("error: the client cannot be built: {error}");
            return ExitCode::from(2);
        }
    };
    let problems = report(options, &server, &tally, start.elapsed());
    for problem in problems.iter().take(20) {
        println!("PROBLEM: {problem}");
    }
    println!("{}", if problems.is_empty() { "every call is accounted for" } else { "calls went wrong" });
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes all calls.
async fn run(options: Options, server: &Server) -> Result<Tally, BuildError> {
    let bar = ProgressBar::new(options.calls);
    let permits = Arc::new(Semaphore::new(options.concurrency));
    let mut tasks = tokio::task::JoinSet::new();
    let mut tally = Tally::default();
    // A client for every thousand calls: their budgets of retries are independent, as those of processes are.
    let transport = ReqwestTransport::new(Duration::from_secs(10)).map_err(BuildError::Transport)?;
    let mut client = calls::client(&server.url, &transport)?;
    for id in 0..options.calls {
        if id > 0 && id % 1000 == 0 {
            client = calls::client(&server.url, &transport)?;
        }
        let permit = Arc::clone(&permits).acquire_owned().await;
        let client = client.clone();
        tasks.spawn(async move {
            let outcome = calls::call(&client, id).await;
            drop(permit);
            (id, outcome)
        });
        while let Some(joined) = tasks.try_join_next() {
            bar.inc(1);
            tally.add(joined);
        }
    }
    while let Some(joined) = tasks.join_next().await {
        bar.inc(1);
        tally.add(joined);
    }
    bar.finish_and_clear();
    Ok(tally)
}

/// Prints the figures, and returns what is wrong.
fn report(options: Options, server: &Server, tally: &Tally, elapsed: Duration) -> Vec<String> {
    let received = server.received();
    println!(
        "{} calls, {} at a time, {} % of requests treated badly, in {:.1} s",
        options.calls,
        options.concurrency,
        options.faults,
        elapsed.as_secs_f64()
    );
    println!("{:<28} {:>8} {:>8} {:>8} {:>9} {:>5}", "request", "calls", "ok", "errors", "received", "most");
    for kind in Kind::ALL {
        let ids = || (0..options.calls).filter(|id| Kind::of(*id) == kind);
        let count = |wanted: fn(&Outcome) -> bool| ids().filter(|id| tally.of(*id).is_some_and(wanted)).count();
        let times = || ids().map(|id| received.get(&id).map_or(0, |received| received.times));
        println!(
            "{:<28} {:>8} {:>8} {:>8} {:>9} {:>5}",
            kind.name(),
            ids().count(),
            count(|outcome| matches!(outcome, Outcome::Own)),
            count(|outcome| matches!(outcome, Outcome::Error(..) | Outcome::Timeout(_))),
            times().sum::<u64>(),
            times().max().unwrap_or_default(),
        );
    }
    for (error, count) in tally.errors() {
        println!("{count:>8} {error}");
    }
    let mut problems: Vec<String> = tally.failures().to_vec();
    for id in 0..options.calls {
        let received = received.get(&id).cloned().unwrap_or_default();
        let times = received.times;
        let most = if Kind::of(id).may_be_repeated() { 3 } else { 1 };
        if times > most {
            problems.push(format!("call {id} ({}) was received {times} times", Kind::of(id).name()));
        }
        match tally.of(id) {
            None => problems.push(format!("call {id} has no outcome")),
            Some(Outcome::Other(text)) => problems.push(format!("call {id} ended in {text}")),
            Some(Outcome::Own) if times == 0 => problems.push(format!("call {id} succeeded and was never received")),
            Some(Outcome::Error(error, attempts)) if received.served.contains(attempts) => {
                problems.push(format!("call {id} was responded to, and ended in an error: {error}"));
            }
            Some(Outcome::Own) if received.served.is_empty() => {
                problems.push(format!("call {id} succeeded after a response that was not whole"));
            }
            Some(Outcome::Own | Outcome::Error(..) | Outcome::Timeout(_)) => {}
        }
    }
    problems
}
