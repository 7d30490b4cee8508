//! Renders diagnostics as text: the problem, an excerpt of the file, and the remedy.

use super::places::Places;
use super::visible::{is_invisible, message, visible};
use super::{Diagnostic, Severity};
use crate::location::{Place, Sources};

/// The maximum length of an excerpt, in characters.
const MAX_EXCERPT: usize = 120;

/// Renders a diagnostic, with a trailing line break. Set `colour` for a terminal. [`render_all`] is faster for several
/// diagnostics.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    text(diagnostic, &Places::of(&[diagnostic], sources), 0, sources, colour)
}

/// Renders several diagnostics. Each file is scanned once for the positions in it.
pub fn render_all<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &Sources,
    colour: bool,
) -> Vec<String> {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let places = Places::of(&diagnostics, sources);
    let texts = diagnostics.iter().enumerate();
    texts.map(|(index, diagnostic)| text(diagnostic, &places, index, sources, colour)).collect()
}

fn text(diagnostic: &Diagnostic, places: &Places, index: usize, sources: &Sources, colour: bool) -> String {
    let paint = |style: &str, text: &str| {
        if colour { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let (label, style) = match diagnostic.severity {
        Severity::Error => ("error", "1;31"),
        Severity::Warning => ("warning", "1;33"),
        Severity::Note => ("note", "1;36"),
    };
    let head = paint(style, &format!("{label}[{}]", diagnostic.code));
    let mut text = format!("{head}: {}\n", paint("1", &message(&diagnostic.message)));
    let bar = |margin: usize| paint("1;34", &format!("{}|", " ".repeat(margin)));
    let mut margin = 1_usize;
    match (&diagnostic.origin, places.get(index)) {
        (Some(origin), Some(Place { position, offset })) => {
            let number = position.line.to_string();
            margin = number.len().saturating_add(1);
            let name = visible(sources.name(origin.file));
            let arrow = paint("1;34", &format!("{}-->", " ".repeat(margin.saturating_sub(1))));
            text.push_str(&format!("{arrow} {name}:{}:{}\n", position.line, position.column));
            let excerpt = Excerpt::of(sources.text(origin.file), offset);
            text.push_str(&format!("{}\n", bar(margin)));
            text.push_str(&format!("{} {}\n", paint("1;34", &format!("{number} |")), excerpt.text));
            let caret = paint(style, &"^".repeat(excerpt.width));
            let pointer = if diagnostic.position.is_some() {
                String::new()
            } else {
                shorten_pointer(&visible(origin.pointer.as_str()))
            };
            let under = format!("{} {}{caret} {pointer}", bar(margin), " ".repeat(excerpt.column));
            text.push_str(under.trim_end());
            text.push('\n');
        }
        (Some(origin), None) => {
            text.push_str(&format!(" {} {}\n", paint("1;34", "-->"), visible(sources.name(origin.file))));
        }
        (None, _) => {}
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("{}= help: {}\n", " ".repeat(margin), message(help)));
    }
    text
}

/// The part of a line around a position.
struct Excerpt {
    text: String,
    /// The number of characters before the position.
    column: usize,
    /// The number of characters of the word at the position, at least one.
    width: usize,
}

impl Excerpt {
    /// Reads no more than the excerpt needs: a line may be as long as the whole text.
    fn of(text: &str, offset: usize) -> Self {
        let (head, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
        let mut before: Vec<char> =
            head.chars().rev().take_while(|character| *character != '\n').take(MAX_EXCERPT.saturating_add(1)).collect();
        let mut after: Vec<char> =
            rest.chars().take_while(|character| *character != '\n').take(MAX_EXCERPT.saturating_add(1)).collect();
        if after.last() == Some(&'\r') {
            after.pop();
        }
        let is_whole = before.len().saturating_add(after.len()) <= MAX_EXCERPT;
        let shown = if is_whole { before.len() } else { MAX_EXCERPT.saturating_sub(after.len()).max(MAX_EXCERPT / 2) };
        let is_cut_before = before.len() > shown;
        before.truncate(shown);
        before.reverse();
        let room = MAX_EXCERPT.saturating_sub(before.len());
        let is_cut_after = after.len() > room;
        after.truncate(room);
        let before: String = before.into_iter().map(printable).collect();
        let is_part = |character: &&char| !character.is_whitespace() && !":,[]{}".contains(**character);
        let word: String = after.iter().take_while(is_part).copied().map(printable).collect();
        let after: String = after.into_iter().map(printable).collect();
        let (dots, more) = (if is_cut_before { "… " } else { "" }, if is_cut_after { " …" } else { "" });
        Self {
            column: dots.chars().count().saturating_add(before.chars().count()),
            width: word.chars().count().max(1),
            text: format!("{dots}{before}{after}{more}"),
        }
    }
}

/// Returns a character as it is printed: white space as one space, and an invisible character as its escape.
fn printable(character: char) -> String {
    match character {
        '\t' | '\r' => " ".to_owned(),
        other if is_invisible(other) => other.escape_default().to_string(),
        other => other.to_string(),
    }
}

/// Shortens a long pointer in the middle.
fn shorten_pointer(pointer: &str) -> String {
    let length = pointer.chars().count();
    if length <= 80 {
        return format!("#{pointer}");
    }
    let head: String = pointer.chars().take(24).collect();
    let tail: String = pointer.chars().skip(length.saturating_sub(52)).collect();
    format!("#{head}…{tail}")
}
