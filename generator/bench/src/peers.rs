//! Other generators of Rust clients, if they are on the machine: what they take for a document, beside what `cargo xtask codegen`
//! takes for it in the same run. Both are run as commands, and write their files.

use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::ProgressBar;

use crate::documents;
use crate::process::{Usage, usage_of};
use crate::results::Results;

/// Another generator: its program, and its arguments for a document and the folder of the client.
struct Peer {
    program: &'static str,
    arguments: &'static [&'static str],
}

/// Stands for the path of the document in the arguments of a peer.
const DOCUMENT: &str = "{document}";

/// Stands for the path of the client's folder in the arguments of a peer.
const CLIENT: &str = "{client}";

const PEERS: [Peer; 3] = [
    Peer { program: "oas3-gen", arguments: &["generate", "client-mod", "--input", DOCUMENT, "--output", CLIENT] },
    Peer { program: "ploidy", arguments: &["generate", "rust", DOCUMENT, "--output", CLIENT] },
    Peer {
        program: "cargo-progenitor",
        arguments: &["progenitor", "--input", DOCUMENT, "--output", CLIENT, "--name", "client", "--version", "0.1.0"],
    },
];

/// Measures the peers for each document of a folder.
pub(crate) fn measure(corpus: &Path, runs: usize, results: &mut Results) -> Result<(), String> {
    let peers: Vec<(&Peer, PathBuf)> = PEERS.iter().filter_map(|peer| Some((peer, find(peer.program)?))).collect();
    let documents = documents::of_folder(corpus)?;
    if peers.is_empty() {
        eprintln!("no other generator is on the machine");
        return Ok(());
    }
    let folder = crate::scratch()?.join("peers");
    // Cargo puts it beside this program.
    let ours = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("xtask");
    let progress = ProgressBar::new(u64::try_from(documents.len()).unwrap_or_default());
    for document in &documents {
        let spec = document.path.canonicalize().map_err(|error| error.to_string())?;
        let client = folder.join("ours");
        let arguments = ["codegen", "--spec", DOCUMENT, "--out", CLIENT];
        let baseline = repeat(&ours, &arguments, &spec, &client, runs)?;
        for (peer, program) in &peers {
            progress.println(format!("{} {}", peer.program, document.name));
            let usages = match repeat(program, peer.arguments, &spec, &folder.join(peer.program), runs) {
                Ok(usages) => usages,
                Err(error) => {
                    let reason = error.lines().take(3).collect::<Vec<_>>().join("\n");
                    progress.suspend(|| eprintln!("{}: {reason}", document.name));
                    continue;
                }
            };
            let subject = format!("{} {}", peer.program, document.name);
            results.add_usages("peer", (&subject, document.bytes, false), &usages, ("this generator", &baseline));
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    Ok(())
}

/// Returns the path of a program that is on the machine.
fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Runs a generator several times, each time into a new folder.
fn repeat(
    program: &Path,
    arguments: &[&str],
    document: &Path,
    client: &Path,
    runs: usize,
) -> Result<Vec<Usage>, String> {
    let run = |_| {
        if client.exists() {
            std::fs::remove_dir_all(client).map_err(|error| format!("`{}`: {error}", client.display()))?;
        }
        let mut command = Command::new(program);
        for argument in arguments {
            match *argument {
                DOCUMENT => command.arg(document),
                CLIENT => command.arg(client),
                other => command.arg(other),
            };
        }
        usage_of(command.current_dir(crate::workspace()?))
    };
    (0..runs).map(run).collect()
}
