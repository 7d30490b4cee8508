//! `cargo xtask codegen`: the thinnest user of the generator.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::diagnostic::{
    Code, Diagnostic, Diagnostics, Severity, escaped, render_all, to_json_lines, visible, visible_lines,
};
use generator::location::Sources;
use generator::output::{FileSystem, OsFs, check, ensure_owned, missing_requirements, package_name, scaffold, write};
use generator::render::GeneratedFile;
use generator::{Generated, Target, generate};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Generate only the target of this name: `specs/<TARGET>.toml`.
    #[arg(long, value_name = "TARGET", conflicts_with = "spec")]
    target: Option<String>,
    /// Write nothing; say which files are not as they would be generated, and how they differ.
    #[arg(long)]
    check: bool,
    /// Generate a client for this document, in the folder that `--out` names.
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder of the crate that is made for `--spec`: a new or empty one, or one that was made before.
    #[arg(long, value_name = "FOLDER", requires = "spec")]
    out: Option<PathBuf>,
    /// The name of the crate that is made for `--spec`; the folder's name unless something else is said.
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// An OpenAPI Overlay that is applied to `--spec`; may be given several times.
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Show notes too, not only how many there are.
    #[arg(short, long)]
    verbose: bool,
    /// How findings are printed.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs: a JSON object a line.
    Json,
}

/// What became of a target; the largest is the exit status of the whole run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fine = 0,
    Drift = 1,
    Trouble = 2,
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let mut sources = Sources::new();
    let targets = match targets(root, arguments, &mut sources) {
        Ok(targets) => targets,
        Err(diagnostics) => {
            report(&diagnostics, &sources, arguments);
            return ExitCode::from(Outcome::Trouble as u8);
        }
    };
    // All targets are generated before one is written, so that an error in any of them changes nothing.
    let generated: Vec<Generated> = targets.iter().map(generate).collect();
    let mut errors = 0_usize;
    for generated in &generated {
        report(&generated.diagnostics, &generated.sources, arguments);
        errors = errors.saturating_add(generated.diagnostics.count(Severity::Error));
    }
    if errors > 0 {
        let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        say(arguments, &format!("{errors}; nothing was written"));
        return ExitCode::from(Outcome::Trouble as u8);
    }
    let outcomes = targets.iter().zip(&generated).map(|(target, generated)| finish(target, generated, arguments));
    ExitCode::from(outcomes.max().unwrap_or(Outcome::Fine) as u8)
}

/// The targets that the arguments name.
fn targets(root: &Path, arguments: &Arguments, sources: &mut Sources) -> Result<Vec<Target>, Diagnostics> {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let mut target = Target::for_spec(spec, out);
        target.overlays.clone_from(&arguments.overlay);
        if let Some(name) = &arguments.name {
            target.name.clone_from(name);
        }
        return Ok(vec![target]);
    }
    // Paths in messages are the shorter the better.
    let specs = if root == Path::new(".") { PathBuf::from("specs") } else { root.join("specs") };
    let files = match &arguments.target {
        Some(name) => vec![specs.join(format!("{name}.toml"))],
        None => {
            let all = OsFs.list(&specs).unwrap_or_default();
            all.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect()
        }
    };
    let mut targets = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for file in files {
        match Target::read(&file, sources) {
            Ok(target) => targets.push(target),
            Err(error) => diagnostics.push(error),
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(targets) }
}

/// Writes or checks what was generated.
fn finish(target: &Target, generated: &Generated, arguments: &Arguments) -> Outcome {
    let files = generated.files.as_deref().unwrap_or_default();
    let finished = match arguments.check {
        true => check_target(target, files, arguments),
        false => write_target(target, files, arguments),
    };
    finished.unwrap_or_else(|diagnostic| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(*diagnostic);
        report(&diagnostics, &generated.sources, arguments);
        Outcome::Trouble
    })
}

type Finished = Result<Outcome, Box<Diagnostic>>;

fn write_target(target: &Target, files: &[GeneratedFile], arguments: &Arguments) -> Finished {
    if arguments.spec.is_some() {
        ensure_owned(&OsFs, &target.output)?;
    }
    // A crate that is new gets what it needs; one that is there has to have it before anything is written.
    if arguments.spec.is_none() || target.output.join("Cargo.toml").is_file() {
        check_requirements(target)?;
    }
    let folder = target.generated_folder();
    let written = write(&mut OsFs, &folder, files)?;
    if arguments.spec.is_some() {
        scaffold(&mut OsFs, &target.output, &package_name(&target.name))?;
    }
    for path in &written.overwritten {
        say(arguments, &format!("{}: `{path}` had been edited by hand, and is generated again", target.name));
    }
    let (changed, removed) = (written.written.len(), written.removed.len());
    let summary = if changed == 0 && removed == 0 {
        format!("{} files are up to date", files.len())
    } else {
        format!("{changed} of {} files written, {removed} removed", files.len())
    };
    say(arguments, &format!("{}: {summary} in `{}`", target.name, folder.display()));
    Ok(Outcome::Fine)
}

fn check_target(target: &Target, files: &[GeneratedFile], arguments: &Arguments) -> Finished {
    let folder = target.generated_folder();
    let drifts = check(&OsFs, &folder, files)?;
    for drift in &drifts {
        if arguments.format == Format::Human {
            let path = folder.join(&drift.path).display().to_string();
            println!("{}: {}", visible(&path), drift.kind.explanation());
            print!("{}", visible_lines(&drift.diff));
        } else {
            let path = folder.join(&drift.path).display().to_string();
            let drift = serde_json::json!({"drift": drift.kind.explanation(), "file": path, "diff": drift.diff});
            println!("{}", escaped(&drift));
        }
    }
    check_requirements(target)?;
    if drifts.is_empty() {
        say(arguments, &format!("{}: {} files are up to date", target.name, files.len()));
        return Ok(Outcome::Fine);
    }
    let count = if drifts.len() == 1 { "1 file is".to_owned() } else { format!("{} files are", drifts.len()) };
    say(
        arguments,
        &format!("{}: {count} not as generated; to mend that, run: {}", target.name, mend(target, arguments)),
    );
    Ok(Outcome::Drift)
}

/// The command that makes the files what they should be.
fn mend(target: &Target, arguments: &Arguments) -> String {
    match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => {
            let overlays: Vec<String> =
                arguments.overlay.iter().map(|overlay| format!(" --overlay {}", overlay.display())).collect();
            format!("cargo xtask codegen --spec {} --out {}{}", spec.display(), out.display(), overlays.concat())
        }
        _ if arguments.target.is_some() => format!("cargo xtask codegen --target {}", target.name),
        _ => "cargo xtask codegen".to_owned(),
    }
}

/// Whether the crate's own manifest has what generated code needs.
fn check_requirements(target: &Target) -> Result<(), Box<Diagnostic>> {
    let path = target.output.join("Cargo.toml");
    let text = match OsFs.read(&path) {
        Ok(Some(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(None) => String::new(),
        Err(error) => return trouble(&path, &error.to_string()),
    };
    match missing_requirements(&text) {
        Ok(missing) if missing.is_empty() => Ok(()),
        Ok(missing) => trouble(&path, &format!("generated code needs, and it lacks: {}", missing.join("; "))),
        Err(message) => trouble(&path, &message),
    }
}

fn trouble(path: &Path, message: &str) -> Result<(), Box<Diagnostic>> {
    let message = format!("`{}`: {message}", path.display());
    Err(Box::new(Diagnostic::error(Code::DEPENDENCY_MISSING, None, message)))
}

/// Prints findings: errors and warnings, and notes if they are asked for.
fn report(diagnostics: &Diagnostics, sources: &Sources, arguments: &Arguments) {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let shown = |severity| severity > Severity::Note || arguments.verbose || arguments.format == Format::Json;
    let shown = diagnostics.iter().filter(|diagnostic| shown(diagnostic.severity));
    match arguments.format {
        Format::Human => render_all(shown, sources, colour).iter().for_each(|text| eprintln!("{text}")),
        Format::Json => to_json_lines(shown, sources).iter().for_each(|line| println!("{line}")),
    }
    if !arguments.verbose {
        let summary = summary_of_notes(diagnostics);
        summary.iter().for_each(|line| say(arguments, line));
    }
}

/// How many notes there are of each kind, the most frequent first.
fn summary_of_notes(diagnostics: &Diagnostics) -> Option<String> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for note in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Note) {
        let count = counts.entry(note.code).or_default();
        *count = count.saturating_add(1);
    }
    let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let kinds: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let notes = if total == 1 { "1 note".to_owned() } else { format!("{total} notes") };
    (total > 0).then(|| format!("{notes} ({}): `-v` shows them", kinds.join(", ")))
}

/// A line for people.
fn say(arguments: &Arguments, line: &str) {
    if arguments.format == Format::Human {
        println!("{}", visible(line));
    }
}
