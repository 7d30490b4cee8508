//! `cargo xtask changes`: what a newer document changes for those who use the client of an older one.

mod changelog;
mod documents;
mod ignore;
mod revision;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use generator::changes::{Change, Level, Report, compare, github, json, junit, markdown, next_version, summary, text};
use generator::diagnostic::visible;

use crate::report::{ReportOptions, Reporter, has_colour};
use crate::stdout::{print, print_line};
pub(crate) use documents::Document;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The old and the new document. Each is an OpenAPI document, a target file, a folder with a `codegen.toml`, the name of a
    /// target in `specs/`, or one of these at a revision of git: `HEAD~1:specs/pets.yaml`.
    #[arg(value_name = "DOCUMENT", num_args = 1..=2, required = true)]
    documents: Vec<String>,
    /// Compare the document at this revision of git with the one that is there now.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// An OpenAPI Overlay to apply to both documents. May be given several times.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The version of the client of the old document. Default: that of the crate of the target, if there is one.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// List the changes of the document's words too. `--format json` and `junit` have them always.
    #[arg(short, long)]
    verbose: bool,
    /// Fail if there is a change of this kind.
    #[arg(long, value_enum, value_name = "KIND")]
    fail_on: Option<FailOn>,
    /// Leave out the changes that this file lists, each with `id`, `place`, `reason` and `expires`.
    #[arg(long, value_name = "FILE")]
    ignore: Option<PathBuf>,
    /// The format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write a section about the changes into this changelog, above its other sections.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "CHANGELOG.md")]
    write_changelog: Option<PathBuf>,
}

/// A format of the report.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people.
    Text,
    /// One JSON value.
    Json,
    /// Workflow commands of GitHub Actions, which annotate a pull request.
    Github,
    /// Markdown, for the comment of a pull request.
    Markdown,
    /// JUnit's XML.
    Junit,
}

/// Which changes fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Those that break requests or responses of the older client.
    WireBreaking,
    /// Those with which code that compiled may not compile any more.
    RustMajor,
    /// All.
    Any,
}

impl FailOn {
    fn fails(self, change: &Change) -> bool {
        match self {
            Self::WireBreaking => change.wire().0.is_breaking(),
            Self::RustMajor => change.level() == Level::Major,
            Self::Any => true,
        }
    }
}

pub(crate) fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    match report(root, arguments) {
        Ok(is_failed) if is_failed => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(message) => {
            if let Some(message) = message {
                eprintln!("error: {}", visible(&message));
            }
            ExitCode::from(2)
        }
    }
}

/// Why there is no report. `None` if diagnostics say it.
pub(crate) type Failed = Option<String>;

/// Prints the report. Returns `true` if a change fails.
fn report(root: &Path, arguments: &Arguments) -> Result<bool, Failed> {
    let (old, new) = match (arguments.documents.as_slice(), &arguments.since) {
        ([old, new], None) => (old.clone(), new.clone()),
        ([document], Some(revision)) => (format!("{revision}:{document}"), document.clone()),
        ([_], None) => {
            return Err(Some("there is only one document: name the old one too, or use `--since`".to_owned()));
        }
        _ => return Err(Some("`--since` compares one document with itself: leave out the other one".to_owned())),
    };
    if let Some(version) = arguments.version.as_deref().filter(|version| next_version(version, Level::Patch).is_none())
    {
        return Err(Some(format!("`{version}` is not a version, such as `1.4.1`")));
    }
    let mut reporter = Reporter::new(&ReportOptions::default());
    let old = Document::read(root, &old, &arguments.overlay, None, &mut reporter)?;
    let new = Document::read(root, &new, &arguments.overlay, Some(&old), &mut reporter)?;
    let changes = compare(&old.side()?, &new.side()?);
    let changes: Vec<&Change> = match &arguments.ignore {
        Some(path) => ignore::apply(&changes, &ignore::read(path).map_err(Some)?, path),
        None => changes.iter().collect(),
    };
    let version = arguments.version.clone().or_else(|| old.version.clone());
    let names = (old.name.clone(), new.name.clone());
    let report = Report::new(names, changes.clone(), (old.sources(), new.sources()), version);
    let is_for_people = !matches!(arguments.format, Format::Json | Format::Junit);
    let report = if is_for_people && !arguments.verbose { report.without_documentation() } else { report };
    print_report(&report, arguments);
    if let Some(path) = &arguments.write_changelog {
        changelog::write(path, &report).map_err(Some)?;
    }
    Ok(arguments.fail_on.is_some_and(|fail_on| changes.iter().any(|change| fail_on.fails(change))))
}

fn print_report(report: &Report<'_>, arguments: &Arguments) {
    match arguments.format {
        Format::Text => {
            text(report, has_colour()).iter().for_each(|text| print_line(text));
            summary(report).iter().for_each(|line| print_line(line));
        }
        Format::Json => print_line(&json(report)),
        Format::Github => github(report).iter().for_each(|line| print_line(line)),
        Format::Markdown => print(&markdown(report)),
        Format::Junit => {
            print(&junit(report, |change| match arguments.fail_on {
                Some(fail_on) => fail_on.fails(change),
                None => change.wire().0.is_breaking() || change.level() == Level::Major,
            }));
        }
    }
}
