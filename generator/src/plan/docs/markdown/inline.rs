//! The inline content of a paragraph: text, code, links and emphasis, and its words.
//!
//! Emphasis and links may come from Markdown or from HTML, whose tags may be unbalanced, so they are paired here.

use super::escape;
use super::escape::{Beside, Place};

/// An element of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// Text without white space.
    Text(String),
    /// Trusted Markdown.
    Raw(String),
    Code(String),
    Space,
    /// A hard line break.
    Break,
    Open(Mark),
    /// The start of a link, with its target if it is allowed.
    OpenLink(Option<String>),
    Close(Mark),
}

/// A span of other atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Link,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Emphasis, Self::Strong, Self::Strikethrough, Self::Link];
}

/// A part of a line that is not wrapped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) ends_line: bool,
}

/// Adds an atom. Spaces move out of spans, since emphasis neither starts nor ends with a space.
pub(super) fn push(atoms: &mut Vec<Atom>, atom: Atom) {
    match atom {
        Atom::Space => {
            let is_open = |atom: &&Atom| matches!(atom, Atom::Open(_) | Atom::OpenLink(_));
            let open = atoms.iter().rev().take_while(is_open).count();
            let at = atoms.len().saturating_sub(open);
            let before = at.checked_sub(1).and_then(|before| atoms.get(before));
            if !matches!(before, None | Some(Atom::Space | Atom::Break)) {
                atoms.insert(at, Atom::Space);
            }
        }
        Atom::Close(mark) if atoms.last() == Some(&Atom::Space) => {
            atoms.pop();
            atoms.extend([Atom::Close(mark), Atom::Space]);
        }
        atom => atoms.push(atom),
    }
}

/// Adds text with white space.
pub(super) fn push_text(atoms: &mut Vec<Atom>, text: &str) {
    for character in text.chars() {
        if character.is_whitespace() {
            push(atoms, Atom::Space);
        } else if let Some(character) = escape::visible(character) {
            match atoms.last_mut() {
                Some(Atom::Text(text)) => text.push(character),
                _ => push(atoms, Atom::Text(character.to_string())),
            }
        }
    }
}

/// Returns text as a code span, delimited by more backticks than the text contains (CommonMark 0.31, section 6.1).
pub(super) fn code_span(text: &str) -> String {
    let longest = longest_run(text, '`');
    let fence = "`".repeat(if longest == 0 { 1 } else { longest.saturating_add(1) });
    // A parser strips one space on both sides.
    let is_padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let space = if is_padded { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Returns the length of the longest run of a character.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0_usize);
    for character in text.chars() {
        run = if character == mark { run.saturating_add(1) } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Returns the words of a paragraph or of a table cell.
pub(super) fn words(atoms: &[Atom], in_table: bool) -> Vec<Word> {
    let atoms = &paired(atoms);
    let tildes = atoms.iter().map(|atom| match atom {
        Atom::Text(text) => text.matches('~').count(),
        Atom::Open(Mark::Strikethrough) => 2,
        _ => 0,
    });
    let lone_tilde = tildes.sum::<usize>() == 1;
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut link: Option<(&str, usize)> = None;
    for (index, atom) in atoms.iter().enumerate() {
        match atom {
            Atom::Text(text) => {
                let beside = |other: Option<&Atom>| match other {
                    None | Some(Atom::Space | Atom::Break) => Beside::Blank,
                    Some(_) => Beside::Markup,
                };
                let place = Place {
                    before: beside(index.checked_sub(1).and_then(|before| atoms.get(before))),
                    after: beside(atoms.get(index.saturating_add(1))),
                    in_table,
                    in_link: link.is_some(),
                    lone_tilde,
                };
                word.text.push_str(&escape::word(text, place));
            }
            Atom::Raw(text) => word.text.push_str(text),
            Atom::Code(text) => {
                let text: String = text.replace('\t', " ").chars().filter_map(escape::visible).collect();
                let text = if in_table { text.replace('|', "\\|") } else { text };
                if !text.trim().is_empty() {
                    word.text.push_str(&code_span(&text));
                }
            }
            Atom::Space | Atom::Break => {
                word.ends_line = *atom == Atom::Break && link.is_none() && !in_table;
                if !word.text.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            Atom::OpenLink(target) => {
                let target = target.as_deref().unwrap_or_default();
                link = Some((target, index));
                word.text.push('[');
            }
            Atom::Close(Mark::Link) => {
                if let Some((target, begin)) = link.take() {
                    close_link(&mut word, target, atoms.get(begin.saturating_add(1)..index).unwrap_or_default());
                }
            }
            Atom::Open(mark) | Atom::Close(mark) => word.text.push_str(match mark {
                Mark::Emphasis => "*",
                Mark::Strong => "**",
                Mark::Strikethrough => "~~",
                Mark::Link => "",
            }),
        }
    }
    if !word.text.is_empty() {
        words.push(word);
    }
    // A break after the last line has no effect.
    if let Some(last) = words.last_mut() {
        last.ends_line = false;
    }
    words
}

/// Ends a link. A link whose text is its target becomes an autolink.
fn close_link(word: &mut Word, target: &str, inside: &[Atom]) {
    let escaped = escape::link_target(target);
    let is_autolink = match inside {
        [] => true,
        [Atom::Text(text)] => text == target,
        _ => false,
    };
    if is_autolink && escape::is_plain_url(target) {
        // The text since the bracket is the text of the link.
        let begin = word.text.rfind('[').unwrap_or_default();
        word.text.truncate(begin);
        word.text.push_str(&format!("<{target}>"));
    } else if inside.is_empty() {
        word.text.push_str(&format!("link]({escaped})"));
    } else {
        word.text.push_str(&format!("]({escaped})"));
    }
}

/// Removes unpaired atoms and joins the text around them.
fn paired(atoms: &[Atom]) -> Vec<Atom> {
    let kept = kept_marks(atoms);
    let mut paired: Vec<Atom> = Vec::with_capacity(atoms.len());
    for (atom, is_kept) in atoms.iter().zip(kept) {
        match (atom, paired.last_mut()) {
            (Atom::Open(_) | Atom::OpenLink(_) | Atom::Close(_), _) if !is_kept => {}
            (Atom::Text(text), Some(Atom::Text(before))) => before.push_str(text),
            (Atom::Space, Some(Atom::Space | Atom::Break)) => {}
            (Atom::Space | Atom::Break, Some(Atom::OpenLink(_))) => {}
            (Atom::Close(Mark::Link), Some(last @ (Atom::Space | Atom::Break))) => *last = atom.clone(),
            _ => paired.push(atom.clone()),
        }
    }
    paired
}

/// Returns which of the opening and closing atoms have a partner and can be parsed as such.
fn kept_marks(atoms: &[Atom]) -> Vec<bool> {
    let mut kept = vec![false; atoms.len()];
    let mut keep = |index: usize| {
        if let Some(kept) = kept.get_mut(index) {
            *kept = true;
        }
    };
    let edges = Edges::of(atoms);
    // The open spans, and the number of each kind, which avoids searching for a kind that is not open.
    let mut open: Vec<(Mark, usize)> = Vec::new();
    let mut counts = [0_usize; Mark::ALL.len()];
    let mut nested = |mark: Mark, by: isize| {
        let slot = Mark::ALL.iter().position(|known| *known == mark).and_then(|slot| counts.get_mut(slot));
        slot.map_or(0, |count| {
            *count = count.saturating_add_signed(by);
            *count
        })
    };
    for (index, atom) in atoms.iter().enumerate() {
        let mark = match atom {
            Atom::Open(mark) => *mark,
            Atom::OpenLink(_) => Mark::Link,
            Atom::Close(mark) => {
                if nested(*mark, 0) == 0 {
                    continue;
                }
                while let Some((last, begin)) = open.pop() {
                    let depth = nested(last, -1);
                    if last != *mark {
                        continue;
                    }
                    let is_readable = match mark {
                        Mark::Link => matches!(atoms.get(begin), Some(Atom::OpenLink(Some(_)))),
                        _ => edges.can_open(begin) && edges.can_close(index),
                    };
                    // A span cannot contain another one of its kind.
                    if depth == 0 && is_readable {
                        keep(begin);
                        keep(index);
                    }
                    break;
                }
                continue;
            }
            _ => continue,
        };
        nested(mark, 1);
        open.push((mark, index));
    }
    kept
}

/// The class of a character beside a delimiter (CommonMark 0.31, section 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Blank,
    Letter,
    Symbol,
    /// Another delimiter, which is parsed together with this one.
    Delimiter,
}

/// The characters beside each atom: before and after runs of opening atoms, and of closing atoms.
struct Edges {
    before_open: Vec<Edge>,
    after_open: Vec<Edge>,
    before_close: Vec<Edge>,
    after_close: Vec<Edge>,
}

impl Edges {
    fn of(atoms: &[Atom]) -> Self {
        let is_open = |atom: &Atom| matches!(atom, Atom::Open(_));
        let is_close = |atom: &Atom| matches!(atom, Atom::Close(mark) if *mark != Mark::Link);
        let reversed = |mut edges: Vec<Edge>| {
            edges.reverse();
            edges
        };
        Self {
            before_open: walk(atoms.iter(), is_open, str::chars, DoubleEndedIterator::next_back),
            before_close: walk(atoms.iter(), is_close, str::chars, DoubleEndedIterator::next_back),
            after_open: reversed(walk(atoms.iter().rev(), is_open, str::chars, Iterator::next)),
            after_close: reversed(walk(atoms.iter().rev(), is_close, str::chars, Iterator::next)),
        }
    }

    fn can_open(&self, index: usize) -> bool {
        match (self.before_open.get(index), self.after_open.get(index)) {
            (Some(Edge::Delimiter), _) | (_, Some(Edge::Delimiter | Edge::Blank)) => false,
            (Some(before), Some(after)) => *after == Edge::Letter || *before != Edge::Letter,
            _ => false,
        }
    }

    fn can_close(&self, index: usize) -> bool {
        match (self.before_close.get(index), self.after_close.get(index)) {
            (Some(Edge::Delimiter | Edge::Blank), _) => false,
            (Some(before), Some(after)) => *before == Edge::Letter || *after != Edge::Letter,
            _ => false,
        }
    }
}

/// Returns the character class before each atom, ignoring skipped atoms.
fn walk<'a>(
    atoms: impl Iterator<Item = &'a Atom>,
    is_skipped: impl Fn(&Atom) -> bool,
    characters: impl Fn(&'a str) -> std::str::Chars<'a>,
    nearest: impl Fn(&mut std::str::Chars<'a>) -> Option<char>,
) -> Vec<Edge> {
    let mut last = Edge::Blank;
    atoms
        .map(|atom| {
            let before = last;
            last = match atom {
                skipped if is_skipped(skipped) => before,
                Atom::Text(text) => match nearest(&mut characters(text)) {
                    Some(letter) if letter.is_alphanumeric() => Edge::Letter,
                    _ => Edge::Symbol,
                },
                Atom::Space | Atom::Break => Edge::Blank,
                Atom::Code(_) | Atom::Raw(_) | Atom::OpenLink(_) | Atom::Close(Mark::Link) => Edge::Symbol,
                Atom::Open(_) | Atom::Close(_) => Edge::Delimiter,
            };
            before
        })
        .collect()
}
