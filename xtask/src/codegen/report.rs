//! Prints diagnostics and messages.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use generator::diagnostic::{Code, Diagnostics, Severity, render_all, to_json_lines, visible};
use generator::location::Sources;

use super::{Arguments, Format};

/// Prints errors and warnings, and either each note or their number.
pub(super) fn print_diagnostics(diagnostics: &Diagnostics, sources: &Sources, arguments: &Arguments) {
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let is_shown = |severity| severity > Severity::Note || arguments.verbose || arguments.format == Format::Json;
    let shown = diagnostics.iter().filter(|diagnostic| is_shown(diagnostic.severity));
    match arguments.format {
        Format::Human => render_all(shown, sources, color).iter().for_each(|text| eprintln!("{text}")),
        Format::Json => to_json_lines(shown, sources).iter().for_each(|line| println!("{line}")),
    }
    if !arguments.verbose {
        summary_of_notes(diagnostics).iter().for_each(|line| print_line(arguments, line));
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
    let notes = if total == 1 { "1 note".to_owned() } else { format!("{total} notes") };
    (total > 0).then(|| format!("{notes} ({}): `-v` shows them", codes.join(", ")))
}

/// Prints a line for people. With `--format json`, prints nothing.
pub(super) fn print_line(arguments: &Arguments, line: &str) {
    if arguments.format == Format::Human {
        println!("{}", visible(line));
    }
}
