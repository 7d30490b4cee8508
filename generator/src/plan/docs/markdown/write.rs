//! Blocks as lines: each kind begins in one way, and a blank line stands between what would run together.

use super::escape;
use super::inline;
use super::inline::{Atom, Mark, Word};

/// The widest line of a documentation comment, its indentation and `/// ` not counted.
const WIDEST: usize = 100;

/// The most containers that stand in one another; what is nested deeper stands in the last of them.
const DEEPEST: usize = 16;

/// A block that has others in it.
#[derive(Debug)]
pub(crate) struct Container {
    kind: ContainerKind,
    /// Whether HTML opened it, which may not close it.
    pub(crate) is_html: bool,
}

#[derive(Debug)]
enum ContainerKind {
    Quote,
    List(List),
    /// An item, with its marker until that is written.
    Item {
        marker: Option<String>,
        width: usize,
    },
    /// One that is nested too deep to be told from what it stands in.
    Flat,
}

#[derive(Clone, Debug)]
struct List {
    /// The number of the next item, if they have numbers.
    number: Option<u64>,
    /// What an item begins with, or what follows its number.
    delimiter: char,
    /// Whether blank lines stand between the items.
    is_loose: bool,
    is_begun: bool,
}

/// Blocks that have become lines.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    lines: Vec<String>,
    containers: Vec<Container>,
    /// What was written last in this container, if something was.
    last: Option<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Paragraph,
    /// A list that began with this delimiter.
    List(char),
    Other,
}

impl Writer {
    /// The lines.
    pub(crate) fn finish(mut self) -> Vec<String> {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }

    pub(crate) fn paragraph(&mut self, atoms: &[Atom]) {
        let words = inline::words(atoms, false);
        if words.is_empty() {
            return;
        }
        self.separate();
        let width = WIDEST.saturating_sub(self.prefix_width());
        for line in wrap(&words, width) {
            self.line(&line);
        }
        self.last = Some(Block::Paragraph);
    }

    /// Writes a heading as a paragraph that is important as a whole: sections are the generator's own, and one of a document
    /// that is called `Errors` would pass for one of them.
    pub(crate) fn heading(&mut self, atoms: &[Atom]) {
        let mut important = vec![Atom::Open(Mark::Strong)];
        for atom in atoms {
            match atom {
                // Nothing in it is more important.
                Atom::Open(Mark::Strong | Mark::Emphasis) | Atom::Close(Mark::Strong | Mark::Emphasis) => {}
                Atom::Break => inline::push(&mut important, Atom::Space),
                other => inline::push(&mut important, other.clone()),
            }
        }
        inline::push(&mut important, Atom::Close(Mark::Strong));
        self.paragraph(&important);
    }

    pub(crate) fn code_block(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.separate();
        for line in fenced(text) {
            self.line(&line);
        }
        self.last = Some(Block::Other);
    }

    pub(crate) fn rule(&mut self) {
        self.separate();
        self.line("***");
        self.last = Some(Block::Other);
    }

    /// Writes a table, whose first row is its head.
    pub(crate) fn table(&mut self, delimiters: &[&str], rows: &[Vec<String>]) {
        self.separate();
        let line = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
        for (index, row) in rows.iter().enumerate() {
            self.line(&line(row.iter().map(String::as_str).collect()));
            if index == 0 {
                self.line(&format!("|{}|", delimiters.join("|")));
            }
        }
        self.last = Some(Block::Other);
    }

    pub(crate) fn open_quote(&mut self, is_html: bool) {
        self.separate();
        self.open(ContainerKind::Quote, is_html);
    }

    pub(crate) fn open_list(&mut self, number: Option<u64>, is_html: bool) {
        let usual = if number.is_some() { ['.', ')'] } else { ['-', '*'] };
        let [first, second] = usual;
        let delimiter = if self.last == Some(Block::List(first)) { second } else { first };
        // A list in an item follows its text, if that can't take it for more text.
        let interrupts = self.last == Some(Block::Paragraph) && number.is_none_or(|number| number == 1);
        let is_in_item = matches!(self.containers.last(), Some(Container { kind: ContainerKind::Item { .. }, .. }));
        let is_loose = self.containers.iter().rev().find_map(|container| match &container.kind {
            ContainerKind::List(list) => Some(list.is_loose),
            _ => None,
        });
        if !(interrupts && is_in_item && is_loose == Some(false)) {
            self.separate();
        }
        let list = List { number, delimiter, is_loose: false, is_begun: false };
        self.open(ContainerKind::List(list), is_html);
    }

    /// Opens an item of the list around it; `is_loose` says that a blank line stands before it, if it is not the first.
    pub(crate) fn open_item(&mut self, is_html: bool) {
        let mut marker = "- ".to_owned();
        let mut is_separate = false;
        if let Some(Container { kind: ContainerKind::List(list), .. }) = self.containers.last_mut() {
            marker = match list.number {
                Some(number) => {
                    list.number = Some(number.saturating_add(1));
                    format!("{number}{} ", list.delimiter)
                }
                None => format!("{} ", list.delimiter),
            };
            is_separate = list.is_loose && list.is_begun;
            list.is_begun = true;
        }
        if is_separate {
            self.blank_line();
        }
        let width = marker.len();
        self.open(ContainerKind::Item { marker: Some(marker), width }, is_html);
    }

    /// Notes that the list around the current item has blank lines between its items.
    pub(crate) fn loosen(&mut self) {
        let mut around = self.containers.iter_mut().rev();
        if let (
            Some(Container { kind: ContainerKind::Item { .. }, .. }),
            Some(Container { kind: ContainerKind::List(list), .. }),
        ) = (around.next(), around.next())
        {
            list.is_loose = true;
        }
    }

    pub(crate) fn close(&mut self) {
        if let Some(closed) = self.containers.pop() {
            self.last = match closed.kind {
                // What is empty was never written.
                ContainerKind::Item { marker: Some(_), .. } => None,
                ContainerKind::List(list) => Some(Block::List(list.delimiter)),
                _ => Some(Block::Other),
            };
        }
    }

    /// Closes what HTML opened and did not close.
    pub(crate) fn close_html(&mut self) {
        while self.containers.last().is_some_and(|container| container.is_html) {
            self.close();
        }
    }

    /// How many containers from the innermost one HTML opened a list or an item ago; nothing if there is none.
    pub(crate) fn html_depth_of(&self, what: HtmlContainer) -> Option<usize> {
        let html = self.containers.iter().rev().take_while(|container| container.is_html);
        html.enumerate().find_map(|(depth, container)| {
            let is_meant = match what {
                HtmlContainer::Quote => matches!(container.kind, ContainerKind::Quote),
                HtmlContainer::List => matches!(container.kind, ContainerKind::List(_)),
                HtmlContainer::Item => matches!(container.kind, ContainerKind::Item { .. }),
            };
            is_meant.then_some(depth)
        })
    }

    /// Whether there is room for another container.
    pub(crate) fn has_room(&self) -> bool {
        self.containers.len() < DEEPEST
    }

    fn open(&mut self, kind: ContainerKind, is_html: bool) {
        let kind = if self.has_room() { kind } else { ContainerKind::Flat };
        if !matches!(kind, ContainerKind::Flat) {
            self.last = None;
        }
        self.containers.push(Container { kind, is_html });
    }

    /// Writes the blank line between two blocks.
    fn separate(&mut self) {
        if self.last.is_some() {
            self.blank_line();
        }
    }

    fn blank_line(&mut self) {
        // Markers that are not written yet belong to what follows.
        let is_written = self.lines.last().is_some_and(|line| !line.is_empty());
        if is_written {
            let line = self.prefix(false).trim_end().to_owned();
            self.lines.push(line);
        }
    }

    fn line(&mut self, text: &str) {
        let line = format!("{}{text}", self.prefix(true));
        self.lines.push(line.trim_end().to_owned());
    }

    /// What a line begins with in its containers; markers of items are written once.
    fn prefix(&mut self, writes_markers: bool) -> String {
        let mut prefix = String::new();
        for container in &mut self.containers {
            match &mut container.kind {
                ContainerKind::Quote => prefix.push_str("> "),
                ContainerKind::Item { marker, width } => match marker.take_if(|_| writes_markers) {
                    Some(marker) => prefix.push_str(&marker),
                    None => prefix.push_str(&" ".repeat(*width)),
                },
                ContainerKind::List(_) | ContainerKind::Flat => {}
            }
        }
        prefix
    }

    fn prefix_width(&self) -> usize {
        let widths = self.containers.iter().map(|container| match &container.kind {
            ContainerKind::Quote => 2,
            ContainerKind::Item { width, .. } => *width,
            ContainerKind::List(_) | ContainerKind::Flat => 0,
        });
        widths.sum()
    }
}

/// What HTML opens and closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HtmlContainer {
    Quote,
    List,
    Item,
}

/// Whether a line of a [`Writer`]'s is the first one of another block than a paragraph.
pub(crate) fn begins_block(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered =
        digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    let begins = ["- ", "* ", "> ", "| ", "***", "```"];
    // A code span of as many backticks ends in its line.
    let is_span = line.starts_with("```") && line.trim_start_matches('`').contains('`');
    let is_emphasis = line.starts_with("***") && line.len() > 3;
    is_numbered || (begins.iter().any(|begin| line.starts_with(begin)) && !is_span && !is_emphasis)
}

/// Lines that rustdoc shows as they are.
pub(crate) fn fenced(text: &str) -> Vec<String> {
    let fence = "`".repeat(inline::longest_run(text, '`').saturating_add(1).max(3));
    let mut lines = vec![format!("{fence}text")];
    for line in text.trim_end().lines().skip_while(|line| line.trim().is_empty()) {
        let line: String = line.replace('\t', "    ").chars().filter_map(escape::seen).collect();
        lines.push(line.trim_end().to_owned());
    }
    lines.push(fence);
    lines
}

/// Breaks a paragraph at spaces, and never before what would begin another block.
fn wrap(words: &[Word], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns: usize = 0;
    let mut finish = |line: &mut String, end: &str| {
        lines.push(format!("{}{end}", escape::line_start(line)));
        line.clear();
    };
    for word in words {
        let length = word.text.chars().count();
        let is_full = columns.saturating_add(length) >= width;
        if columns > 0 && is_full && !escape::begins_block(&word.text) {
            finish(&mut line, "");
            columns = 0;
        }
        if columns > 0 {
            line.push(' ');
            columns = columns.saturating_add(1);
        }
        line.push_str(&word.text);
        columns = columns.saturating_add(length);
        if word.ends_line {
            finish(&mut line, "\\");
            columns = 0;
        }
    }
    if !line.is_empty() {
        finish(&mut line, "");
    }
    lines
}
