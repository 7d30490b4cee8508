//! Diagnostics as text for a person: what is the matter, where, and what to do.

use super::places::Places;
use super::visible::{is_invisible, message, visible};
use super::{Diagnostic, Severity};
use crate::location::{Place, Sources};

/// The longest excerpt of a line, in characters.
const LONGEST: usize = 120;

/// The text of a diagnostic, with a line break at its end. Colour is for terminals. For several diagnostics,
/// [`render_all`] takes less time.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    text(diagnostic, &Places::of(&[diagnostic], sources), 0, sources, colour)
}

/// The texts of some diagnostics. Each file that they are about is walked through once.
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
            let pointer =
                if diagnostic.position.is_some() { String::new() } else { shorten(&visible(origin.pointer.as_str())) };
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

/// The part of a line around a place.
struct Excerpt {
    text: String,
    /// How many characters stand before the place.
    column: usize,
    /// How many characters the word at the place has: at least one.
    width: usize,
}

impl Excerpt {
    /// Looks no further than the excerpt goes: a line may be as long as the whole text.
    fn of(text: &str, offset: usize) -> Self {
        let (head, rest) = text.split_at_checked(offset).unwrap_or((text, ""));
        let mut before: Vec<char> =
            head.chars().rev().take_while(|character| *character != '\n').take(LONGEST.saturating_add(1)).collect();
        let mut after: Vec<char> =
            rest.chars().take_while(|character| *character != '\n').take(LONGEST.saturating_add(1)).collect();
        if after.last() == Some(&'\r') {
            after.pop();
        }
        let is_whole = before.len().saturating_add(after.len()) <= LONGEST;
        let shown = if is_whole { before.len() } else { LONGEST.saturating_sub(after.len()).max(LONGEST / 2) };
        let cycle_broken = before.len() > shown;
        before.truncate(shown);
        before.reverse();
        let room = LONGEST.saturating_sub(before.len());
        let is_cut_behind = after.len() > room;
        after.truncate(room);
        let before: String = before.into_iter().map(shown_as).collect();
        let is_part = |character: &&char| !character.is_whitespace() && !":,[]{}".contains(**character);
        let word: String = after.iter().take_while(is_part).copied().map(shown_as).collect();
        let after: String = after.into_iter().map(shown_as).collect();
        let (dots, more) = (if cycle_broken { "… " } else { "" }, if is_cut_behind { " …" } else { "" });
        Self {
            column: dots.chars().count().saturating_add(before.chars().count()),
            width: word.chars().count().max(1),
            text: format!("{dots}{before}{after}{more}"),
        }
    }
}

/// A character of an excerpt: white space as one space, and what does not show by its number.
fn shown_as(character: char) -> String {
    match character {
        '\t' | '\r' => " ".to_owned(),
        other if is_invisible(other) => other.escape_default().to_string(),
        other => other.to_string(),
    }
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
