//! A diagnostic as text for a person: what is the matter, where, and what to do.

use super::{Diagnostic, Severity};
use crate::source::{Position, Sources, locate};

/// The longest excerpt of a line, in characters.
const LONGEST: usize = 120;

/// The text of a diagnostic, with a line break at its end. Colour is for terminals.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let paint = |style: &str, text: &str| {
        if colour { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let (label, style) = match diagnostic.severity {
        Severity::Error => ("error", "1;31"),
        Severity::Warning => ("warning", "1;33"),
        Severity::Note => ("note", "1;36"),
    };
    let head = paint(style, &format!("{label}[{}]", diagnostic.code));
    let mut text = format!("{head}: {}\n", paint("1", &diagnostic.message));
    let bar = |margin: usize| paint("1;34", &format!("{}|", " ".repeat(margin)));
    let mut margin = 1_usize;
    if let (Some(origin), Some(position)) = (&diagnostic.origin, place(diagnostic, sources)) {
        let number = position.line.to_string();
        margin = number.len().saturating_add(1);
        let name = sources.name(origin.file);
        let arrow = paint("1;34", &format!("{}-->", " ".repeat(margin.saturating_sub(1))));
        text.push_str(&format!("{arrow} {name}:{}:{}\n", position.line, position.column));
        let (excerpt, column) = excerpt(sources.line(origin.file, position), position.column);
        text.push_str(&format!("{}\n", bar(margin)));
        text.push_str(&format!("{} {excerpt}\n", paint("1;34", &format!("{number} |"))));
        let caret = paint(style, &"^".repeat(width(&excerpt, column)));
        let pointer = if diagnostic.position.is_some() { String::new() } else { shorten(origin.pointer.as_str()) };
        let under = format!("{} {}{caret} {pointer}", bar(margin), " ".repeat(column));
        text.push_str(under.trim_end());
        text.push('\n');
    }
    if let (Some(origin), None) = (&diagnostic.origin, place(diagnostic, sources)) {
        text.push_str(&format!(" {} {}\n", paint("1;34", "-->"), sources.name(origin.file)));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("{}= help: {help}\n", " ".repeat(margin)));
    }
    text
}

/// Where a diagnostic points to.
pub(super) fn place(diagnostic: &Diagnostic, sources: &Sources) -> Option<Position> {
    let origin = diagnostic.origin.as_ref()?;
    let found = || locate(sources.text(origin.file), &origin.pointer, diagnostic.occurrence);
    diagnostic.position.or_else(found)
}

/// A line without tabs and not too long, and the column of the place in it, counted from 0.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let line = line.replace(['\t', '\r'], " ");
    let column = column.saturating_sub(1);
    let length = line.chars().count();
    if length <= LONGEST {
        return (line, column.min(length));
    }
    let from = column.saturating_sub(LONGEST / 2).min(length.saturating_sub(LONGEST));
    let cut: String = line.chars().skip(from).take(LONGEST).collect();
    let before = if from > 0 { "… " } else { "" };
    let after = if from.saturating_add(LONGEST) < length { " …" } else { "" };
    let shift = before.chars().count();
    (format!("{before}{cut}{after}"), column.saturating_sub(from).saturating_add(shift))
}

/// How many characters the word at a column has: at least one.
fn width(excerpt: &str, column: usize) -> usize {
    let is_part = |character: &char| !character.is_whitespace() && !":,[]{}".contains(*character);
    excerpt.chars().skip(column).take_while(is_part).count().max(1)
}

/// A long pointer with its middle left out.
fn shorten(pointer: &str) -> String {
    let length = pointer.chars().count();
    if length <= 80 {
        return format!("#{pointer}");
    }
    let head: String = pointer.chars().take(24).collect();
    let tail: String = pointer.chars().skip(length.saturating_sub(52)).collect();
    format!("#{head}…{tail}")
}
