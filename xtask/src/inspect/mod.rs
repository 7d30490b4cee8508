//! `cargo xtask inspect`: prints what a stage of the generator makes of a document.

mod stages;

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::diagnostic::{render_all, visible_lines};
use similar::TextDiff;

use stages::stage_text;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The OpenAPI document.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// An OpenAPI Overlay to apply to the document. May be given several times.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The stage whose value is printed.
    #[arg(long, value_enum)]
    stage: Stage,
    /// Print the difference from the stage before instead: `source` from the document without overlays, and `openapi`
    /// from `source`. The other stages have nothing in common with the stage before.
    #[arg(long)]
    diff: bool,
}

/// A stage of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document after overlays, as JSON.
    Source,
    /// The document brought down to OpenAPI 3.0, with its references resolved, as JSON.
    Openapi,
    /// The meaning of the document, as in `api.snap` of a fixture: one line for each fact that a client depends on.
    Api,
    /// The client as planned, as a Rust value.
    Rust,
}

/// The stack of the thread that runs the stages and prints their values. Both recurse as deep as the document nests.
const STACK: usize = 1 << 30;

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let text = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || inspect(arguments));
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(text)) => text,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => Err(format!("error: the thread can't be started: {error}")),
        }
    });
    match text {
        Ok(text) => match std::io::stdout().write_all(visible_lines(&text).as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                eprintln!("error: the output can't be written: {error}");
                ExitCode::from(2)
            }
            // A reader such as `head` may close the pipe before the end.
            _ => ExitCode::SUCCESS,
        },
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Returns the text to print, or the error messages.
fn inspect(arguments: &Arguments) -> Result<String, String> {
    let text = |stage, overlays| {
        let (text, diagnostics, sources) = stage_text(&arguments.spec, overlays, stage);
        text.ok_or_else(|| render_all(diagnostics.iter(), &sources, false).join("\n"))
    };
    let after = text(arguments.stage, &arguments.overlay)?;
    if !arguments.diff {
        return Ok(after);
    }
    let (name, before) = match arguments.stage {
        Stage::Source => ("without overlays", text(Stage::Source, &[])?),
        Stage::Openapi => ("source", text(Stage::Source, &arguments.overlay)?),
        Stage::Api | Stage::Rust => {
            return Err("error: `--diff` needs `--stage source` or `--stage openapi`".to_owned());
        }
    };
    let stage = arguments.stage.to_possible_value().map_or_else(String::new, |stage| stage.get_name().to_owned());
    Ok(TextDiff::from_lines(&before, &after).unified_diff().header(name, &stage).to_string())
}
