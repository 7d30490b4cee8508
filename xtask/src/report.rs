//! Prints diagnostics and messages in the format that a command's options select.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use generator::diagnostic::{
    Code, Diagnostic, Diagnostics, SarifLog, Severity, escaped, render_all, to_github, to_json_lines, visible,
};
use generator::location::Sources;

use crate::stdout::print_line;

/// The options of each command that prints diagnostics.
#[derive(Args, Default)]
pub(crate) struct ReportOptions {
    /// Print each note. Default: only the number of notes, or each note with `--format json` and `sarif`.
    #[arg(short, long)]
    verbose: bool,
    /// Make each warning an error.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// The format of diagnostics.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// A format of diagnostics.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people, with an excerpt of the document.
    #[default]
    #[value(alias = "human")]
    Text,
    /// A JSON object in each line.
    Json,
    /// Workflow commands of GitHub Actions, which annotate a pull request.
    Github,
    /// A SARIF 2.1.0 log, for code scanning services.
    Sarif,
}

/// Prints what a command reports.
pub(crate) struct Reporter {
    pub(crate) format: Format,
    is_verbose: bool,
    /// The log of `--format sarif`, which is one JSON value and is printed at the end.
    log: SarifLog,
}

impl Reporter {
    pub(crate) fn new(options: &ReportOptions) -> Self {
        Self { format: options.format, is_verbose: options.verbose, log: SarifLog::new() }
    }

    /// Reports errors and warnings, and either each note or their number.
    pub(crate) fn diagnostics(&mut self, diagnostics: &Diagnostics, sources: &Sources) {
        let has_notes = self.is_verbose || matches!(self.format, Format::Json | Format::Sarif);
        let is_shown = |diagnostic: &&Diagnostic| diagnostic.severity > Severity::Note || has_notes;
        let shown = diagnostics.iter().filter(is_shown);
        match self.format {
            Format::Text => {
                let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
                render_all(shown, sources, color).iter().for_each(|text| eprintln!("{text}"));
            }
            Format::Json => to_json_lines(shown, sources).iter().for_each(|line| print_line(line)),
            Format::Github => to_github(shown, sources).iter().for_each(|line| print_line(line)),
            Format::Sarif => self.log.add(shown, sources),
        }
        if !has_notes {
            summary_of_notes(diagnostics).iter().for_each(|line| self.line(line));
        }
    }

    /// Prints a line for people, in the formats that have such lines.
    pub(crate) fn line(&self, line: &str) {
        if matches!(self.format, Format::Text | Format::Github) {
            print_line(&visible(line));
        }
    }

    /// Prints what is printed at the end.
    pub(crate) fn finish(self) {
        if self.format == Format::Sarif {
            print_line(&escaped(&self.log.into_json()));
        }
    }
}

/// Returns how many notes there are of each code, the most frequent first. `None` if there are no notes.
fn summary_of_notes(diagnostics: &Diagnostics) -> Option<String> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for note in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Note) {
        let count = counts.entry(note.code).or_default();
        *count = count.saturating_add(1);
    }
    let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let codes: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
    (total > 0).then(|| format!("{} ({}): `-v` shows them", counted(total, "note"), codes.join(", ")))
}

/// Returns whether standard output shows colours.
pub(crate) fn has_colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Returns a number with its noun: `1 error`, `2 errors`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
