//! Renders diagnostics as workflow commands of GitHub Actions, which shows them at the lines of a pull request.

use std::fmt::Write;

use super::places::Places;
use super::visible::{is_invisible, message};
use super::{Diagnostic, Severity};
use crate::location::{Position, Sources};

/// Renders each diagnostic as a workflow command on one line: `::error file=…,line=…,col=…,title=CODE::message`. Each
/// file is scanned once for the positions in it.
pub fn to_github<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) -> Vec<String> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let places = Places::of(&diagnostics, sources);
    let line = |(index, diagnostic): (usize, &&Diagnostic)| {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = diagnostic.origin.as_ref().map(|origin| {
            let position = places.get(index).map(|place| place.position);
            GithubPlace { file: sources.name(origin.file), position }
        });
        let mut text = message(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            let _ = write!(text, "\nhelp: {}", message(help));
        }
        github_command(command, place, diagnostic.code.name(), &text)
    };
    diagnostics.iter().enumerate().map(line).collect()
}

/// A place that a workflow command is about.
#[derive(Clone, Copy, Debug)]
pub struct GithubPlace<'a> {
    /// The file.
    pub file: &'a str,
    /// The line and the column. `None` for the whole file.
    pub position: Option<Position>,
}

/// Returns a workflow command: `error`, `warning` or `notice`. The text may have several lines.
pub fn github_command(command: &str, place: Option<GithubPlace<'_>>, title: &str, text: &str) -> String {
    let mut properties = String::new();
    if let Some(GithubPlace { file, position }) = place {
        let _ = write!(properties, "file={},", property(&file.replace('\\', "/")));
        if let Some(Position { line, column }) = position {
            let _ = write!(properties, "line={line},col={column},");
        }
    }
    format!("::{command} {properties}title={}::{}", property(title), data(text))
}

/// Escapes the message of a command. A line break would end the command, so that the next line could be another one.
fn data(text: &str) -> String {
    escape(text, &['%', '\r', '\n'])
}

/// Escapes a property of a command. `:` ends the properties, and `,` ends one.
fn property(text: &str) -> String {
    escape(text, &['%', '\r', '\n', ':', ','])
}

fn escape(text: &str, reserved: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if reserved.contains(&character) {
            let _ = write!(escaped, "%{:02X}", u32::from(character));
        } else if is_invisible(character) {
            // The log of a workflow is a terminal too.
            let _ = write!(escaped, "{}", character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::testing::diagnostics;
    use super::*;

    #[test]
    fn a_diagnostic_is_a_workflow_command() {
        let (diagnostics, sources) = diagnostics();
        insta::assert_snapshot!(to_github(diagnostics.iter(), &sources).join("\n"));
    }

    #[test]
    fn reserved_characters_are_escaped() {
        assert_eq!(data("100 %\r\n::error::a,b"), "100 %25%0D%0A::error::a,b");
        assert_eq!(property("C:\\a,b\n"), "C%3A\\a%2Cb%0A");
        assert_eq!(data("\u{1b}[2J"), "\\u{1b}[2J");
    }
}
