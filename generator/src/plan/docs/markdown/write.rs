//! Writes blocks as lines. Each kind of block has one form, and a blank line separates blocks that would merge.

use super::escape;
use super::inline;
use super::inline::{Atom, Mark, Word};

/// The maximum width of a line, without indentation and `/// `.
const MAX_WIDTH: usize = 100;

/// The maximum number of nested containers. A deeper block stays in the last one.
const MAX_DEPTH: usize = 16;

/// A block that contains others.
#[derive(Debug)]
pub(super) struct Container {
    kind: ContainerKind,
    /// `true` if HTML opened it. HTML may omit its end tag.
    pub(super) is_html: bool,
}

#[derive(Debug)]
enum ContainerKind {
    Quote,
    List(List),
    /// An item, with its marker until it is written.
    Item {
        marker: Option<String>,
        width: usize,
    },
    /// A container that is nested too deep and has no markup.
    Flat,
}

#[derive(Clone, Debug)]
struct List {
    /// The number of the next item, if the list is ordered.
    number: Option<u64>,
    /// The bullet of an item, or the delimiter after its number.
    delimiter: char,
    /// `true` if blank lines separate the items.
    is_loose: bool,
    has_items: bool,
}

/// Converts blocks to lines.
#[derive(Debug, Default)]
pub(super) struct Writer {
    lines: Vec<String>,
    containers: Vec<Container>,
    /// The last block of the current container.
    last: Option<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Paragraph,
    /// A list with this delimiter.
    List(char),
    Other,
}

impl Writer {
    /// Returns the lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }

    pub(super) fn paragraph(&mut self, atoms: &[Atom]) {
        let words = inline::words(atoms, false);
        if words.is_empty() {
            return;
        }
        self.separate();
        let width = MAX_WIDTH.saturating_sub(self.prefix_width());
        for line in wrap(&words, width) {
            self.line(&line);
        }
        self.last = Some(Block::Paragraph);
    }

    /// Writes a heading as a bold paragraph. A section of a description must not look like a section of the generator,
    /// such as `Errors`.
    pub(super) fn heading(&mut self, atoms: &[Atom]) {
        let mut strong = vec![Atom::Open(Mark::Strong)];
        for atom in atoms {
            match atom {
                // Nested emphasis has no effect.
                Atom::Open(Mark::Strong | Mark::Emphasis) | Atom::Close(Mark::Strong | Mark::Emphasis) => {}
                Atom::Break => inline::push(&mut strong, Atom::Space),
                other => inline::push(&mut strong, other.clone()),
            }
        }
        inline::push(&mut strong, Atom::Close(Mark::Strong));
        self.paragraph(&strong);
    }

    pub(super) fn code_block(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.separate();
        for line in fenced(text) {
            self.line(&line);
        }
        self.last = Some(Block::Other);
    }

    pub(super) fn rule(&mut self) {
        self.separate();
        self.line("***");
        self.last = Some(Block::Other);
    }

    /// Writes a table, whose first row is the header.
    pub(super) fn table(&mut self, delimiters: &[&str], rows: &[Vec<String>]) {
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

    pub(super) fn open_quote(&mut self, is_html: bool) {
        self.separate();
        self.open(ContainerKind::Quote, is_html);
    }

    pub(super) fn open_list(&mut self, number: Option<u64>, is_html: bool) {
        let usual = if number.is_some() { ['.', ')'] } else { ['-', '*'] };
        let [first, second] = usual;
        let delimiter = if self.last == Some(Block::List(first)) { second } else { first };
        // A list in an item follows the item's text directly, if it can interrupt a paragraph.
        let interrupts = self.last == Some(Block::Paragraph) && number.is_none_or(|number| number == 1);
        let is_in_item = matches!(self.containers.last(), Some(Container { kind: ContainerKind::Item { .. }, .. }));
        let is_loose = self.containers.iter().rev().find_map(|container| match &container.kind {
            ContainerKind::List(list) => Some(list.is_loose),
            _ => None,
        });
        if !(interrupts && is_in_item && is_loose == Some(false)) {
            self.separate();
        }
        let list = List { number, delimiter, is_loose: false, has_items: false };
        self.open(ContainerKind::List(list), is_html);
    }

    /// Opens an item of the enclosing list.
    pub(super) fn open_item(&mut self, is_html: bool) {
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
            is_separate = list.is_loose && list.has_items;
            list.has_items = true;
        }
        if is_separate {
            self.blank_line();
        }
        let width = marker.len();
        self.open(ContainerKind::Item { marker: Some(marker), width }, is_html);
    }

    /// Marks the list of the current item as loose.
    pub(super) fn loosen(&mut self) {
        let mut around = self.containers.iter_mut().rev();
        if let (
            Some(Container { kind: ContainerKind::Item { .. }, .. }),
            Some(Container { kind: ContainerKind::List(list), .. }),
        ) = (around.next(), around.next())
        {
            list.is_loose = true;
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(closed) = self.containers.pop() {
            self.last = match closed.kind {
                // An empty container was never written.
                ContainerKind::Item { marker: Some(_), .. } => None,
                ContainerKind::List(list) => Some(Block::List(list.delimiter)),
                _ => Some(Block::Other),
            };
        }
    }

    /// Closes the containers that HTML opened and did not close.
    pub(super) fn close_html(&mut self) {
        while self.containers.last().is_some_and(|container| container.is_html) {
            self.close();
        }
    }

    /// Returns the number of containers inside the innermost HTML container of a kind, or `None` if there is none.
    pub(super) fn html_depth_of(&self, what: HtmlContainer) -> Option<usize> {
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

    /// Returns `true` if another container can be opened.
    pub(super) fn has_room(&self) -> bool {
        self.containers.len() < MAX_DEPTH
    }

    fn open(&mut self, kind: ContainerKind, is_html: bool) {
        let kind = if self.has_room() { kind } else { ContainerKind::Flat };
        if !matches!(kind, ContainerKind::Flat) {
            self.last = None;
        }
        self.containers.push(Container { kind, is_html });
    }

    /// Writes a blank line between two blocks.
    fn separate(&mut self) {
        if self.last.is_some() {
            self.blank_line();
        }
    }

    fn blank_line(&mut self) {
        // Pending markers belong to the next line.
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

    /// Returns the prefix of a line in its containers. The marker of an item is written once.
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

/// A container that HTML can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HtmlContainer {
    Quote,
    List,
    Item,
}

/// Returns `true` if a line of a [`Writer`] starts a block other than a paragraph.
pub(crate) fn starts_block(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered =
        digits > 0 && line.get(digits..).is_some_and(|rest| rest.starts_with(". ") || rest.starts_with(") "));
    let markers = ["- ", "* ", "> ", "| ", "***", "```"];
    // A code span with three or more backticks ends on the same line.
    let is_span = line.starts_with("```") && line.trim_start_matches('`').contains('`');
    let is_emphasis = line.starts_with("***") && line.len() > 3;
    is_numbered || (markers.iter().any(|marker| line.starts_with(marker)) && !is_span && !is_emphasis)
}

/// Returns a text as a fenced code block, which rustdoc shows verbatim.
pub(super) fn fenced(text: &str) -> Vec<String> {
    let fence = "`".repeat(inline::longest_run(text, '`').saturating_add(1).max(3));
    let mut lines = vec![format!("{fence}text")];
    for line in text.trim_end().lines().skip_while(|line| line.trim().is_empty()) {
        let line: String = line.replace('\t', "    ").chars().filter_map(escape::visible).collect();
        lines.push(line.trim_end().to_owned());
    }
    lines.push(fence);
    lines
}

/// Wraps a paragraph at spaces, but not before a word that would start a block.
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
        if columns > 0 && is_full && !escape::starts_block(&word.text) {
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
