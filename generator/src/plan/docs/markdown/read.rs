//! Reads the parser's events of a description into a [`Writer`].

use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::escape::{is_web_target, with_plain_line_ends};
use super::html;
use super::html::{Meaning, Piece};
use super::inline;
use super::inline::{Atom, Mark};
use super::write::{HtmlContainer, Writer};

/// The enabled extensions of CommonMark. Smart punctuation is left to rustdoc.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Reads a description into a writer.
pub(super) fn read(text: &str, writer: &mut Writer) {
    let mut reader = Reader::new(writer);
    for event in Parser::new_ext(text, options()) {
        reader.event(event);
    }
    reader.end_block();
}

/// Returns the atoms of a single-line text, which never starts a block.
pub(super) fn inline_atoms(text: &str) -> Vec<Atom> {
    let text = with_plain_line_ends(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    // A word at the start of the line prevents a block.
    let line = format!("x {}", words.join(" "));
    let mut writer = Writer::default();
    let mut reader = Reader { is_line: true, ..Reader::new(&mut writer) };
    for event in Parser::new_ext(&line, options()) {
        reader.event(event);
    }
    reader.end_unclosed_code();
    let mut atoms = reader.atoms;
    atoms.drain(..atoms.len().min(2));
    atoms
}

/// The state since the last block.
struct Reader<'w> {
    writer: &'w mut Writer,
    /// `true` for a single-line text, in which no tag starts a block.
    is_line: bool,
    atoms: Vec<Atom>,
    /// The HTML of the current block.
    html: String,
    /// The text since `<code>`.
    code: Option<String>,
    /// The text of a code block, or the text since `<pre>`.
    block: Option<String>,
    table: Option<Table>,
    /// `true` if HTML opened a heading.
    is_heading: bool,
    /// The number of atoms before the text of the current image.
    image: Option<usize>,
}

/// The rows of the current table, the header first.
#[derive(Default)]
struct Table {
    delimiters: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl<'w> Reader<'w> {
    fn new(writer: &'w mut Writer) -> Self {
        Self {
            writer,
            is_line: false,
            atoms: Vec::new(),
            html: String::new(),
            code: None,
            block: None,
            table: None,
            is_heading: false,
            image: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => match self.block.as_mut().or(self.code.as_mut()) {
                Some(around) => around.push_str(&text),
                None => self.push(Atom::Code(text.into_string())),
            },
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.html_pieces(&html, false),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.end_block();
                self.writer.rule();
            }
            Event::TaskListMarker(is_done) => {
                // An empty checkbox without text would be a link to an item.
                self.text(if is_done { "☑ " } else { "☐ " });
            }
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            // The extensions for these are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.writer.loosen(),
            Tag::Heading { .. } | Tag::HtmlBlock => self.end_block(),
            Tag::BlockQuote(_) => {
                self.end_block();
                self.writer.open_quote(false);
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.block = Some(String::new());
            }
            Tag::List(number) => {
                self.end_block();
                self.writer.open_list(number, false);
            }
            Tag::Item => {
                self.end_block();
                self.writer.open_item(false);
            }
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                self.text(&format!("[^{label}]: "));
            }
            Tag::Table(alignments) => {
                self.end_block();
                let delimiters = alignments.iter().map(|alignment| match alignment {
                    Alignment::None => "---",
                    Alignment::Left => ":---",
                    Alignment::Center => ":---:",
                    Alignment::Right => "---:",
                });
                self.table = Some(Table { delimiters: delimiters.collect(), rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.push(Atom::Open(Mark::Emphasis)),
            Tag::Strong => self.push(Atom::Open(Mark::Strong)),
            Tag::Strikethrough => self.push(Atom::Open(Mark::Strikethrough)),
            Tag::Link { link_type, dest_url, .. } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.open_link(&target);
            }
            Tag::Image { dest_url, .. } => {
                self.open_link(&dest_url);
                self.image = Some(self.atoms.len());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_block(),
            TagEnd::Heading(_) => {
                self.end_unclosed_code();
                let atoms = std::mem::take(&mut self.atoms);
                self.writer.heading(&atoms);
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html_pieces(&html, true);
            }
            TagEnd::CodeBlock => self.end_block(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.end_block();
                self.writer.close_html();
                self.writer.close();
            }
            TagEnd::FootnoteDefinition => self.end_block(),
            TagEnd::TableCell => {
                self.end_unclosed_code();
                let atoms = std::mem::take(&mut self.atoms);
                let words = inline::words(&atoms, true);
                let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(words.join(" "));
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.writer.table(&table.delimiters, &table.rows);
                }
            }
            TagEnd::Emphasis => self.push(Atom::Close(Mark::Emphasis)),
            TagEnd::Strong => self.push(Atom::Close(Mark::Strong)),
            TagEnd::Strikethrough => self.push(Atom::Close(Mark::Strikethrough)),
            TagEnd::Link => self.push(Atom::Close(Mark::Link)),
            TagEnd::Image => {
                if let Some(start) = self.image.take()
                    && self.atoms.len() <= start
                {
                    self.text("image");
                }
                self.push(Atom::Close(Mark::Link));
            }
            _ => {}
        }
    }

    fn push(&mut self, atom: Atom) {
        // Code and preformatted text contain only text.
        if self.block.is_none() && self.code.is_none() {
            inline::push(&mut self.atoms, atom);
        }
    }

    fn text(&mut self, text: &str) {
        match self.block.as_mut().or(self.code.as_mut()) {
            Some(around) => around.push_str(text),
            None => inline::push_text(&mut self.atoms, text),
        }
    }

    fn open_link(&mut self, target: &str) {
        self.push(Atom::OpenLink(is_web_target(target).then(|| target.to_owned())));
    }

    /// Returns `true` if no block can start here: in a single line, a heading or a table cell.
    fn takes_no_block(&self) -> bool {
        self.is_line || self.table.is_some() || self.is_heading
    }

    fn line_break(&mut self) {
        if self.block.is_some() || self.code.is_some() || self.takes_no_block() {
            self.text("\n");
            return;
        }
        while self.atoms.last() == Some(&Atom::Space) {
            self.atoms.pop();
        }
        if !matches!(self.atoms.last(), None | Some(Atom::Break)) {
            self.push(Atom::Break);
        }
    }

    /// Treats unclosed code as text.
    fn end_unclosed_code(&mut self) {
        if let Some(code) = self.code.take() {
            self.text(&code);
        }
    }

    /// Writes the atoms since the last block.
    fn end_block(&mut self) {
        if self.is_line {
            return;
        }
        self.end_unclosed_code();
        let atoms = std::mem::take(&mut self.atoms);
        match std::mem::take(&mut self.is_heading) {
            true => self.writer.heading(&atoms),
            false => self.writer.paragraph(&atoms),
        }
        if let Some(block) = self.block.take() {
            self.writer.code_block(&block);
        }
    }

    fn html_pieces(&mut self, html: &str, is_block: bool) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Text(text) if is_block => self.text(&decoded(text)),
                Piece::Text(text) => self.text(text),
                Piece::Comment => {}
                Piece::Tag(tag) => self.html_tag(tag),
            }
        }
    }

    fn html_tag(&mut self, tag: html::Tag<'_>) {
        let meaning = tag.meaning();
        if self.block.is_some() {
            match meaning {
                Meaning::Preformatted if tag.is_end => self.end_block(),
                Meaning::Break => self.line_break(),
                Meaning::Unknown => self.text(tag.text),
                _ => {}
            }
            return;
        }
        match meaning {
            Meaning::Mark(mark) if tag.is_end => self.push(Atom::Close(mark)),
            Meaning::Mark(Mark::Link) => self.open_link(&decoded(tag.attribute("href").unwrap_or_default())),
            Meaning::Mark(mark) => self.push(Atom::Open(mark)),
            Meaning::Image => {
                self.open_link(&decoded(tag.attribute("src").unwrap_or_default()));
                let about = decoded(tag.attribute("alt").unwrap_or_default());
                self.text(if about.trim().is_empty() { "image" } else { about.trim() });
                self.push(Atom::Close(Mark::Link));
            }
            Meaning::Code if tag.is_end => {
                if let Some(code) = self.code.take() {
                    let code: Vec<&str> = code.split_whitespace().collect();
                    self.push(Atom::Code(code.join(" ")));
                }
            }
            Meaning::Code => {
                self.end_unclosed_code();
                self.code = Some(String::new());
            }
            Meaning::Sign(sign) => self.text(if tag.is_end && sign != "\"" { "" } else { sign }),
            Meaning::Cell => self.text(if tag.is_end || self.atoms.is_empty() { " " } else { " | " }),
            Meaning::Presentation => {}
            Meaning::Unknown => self.text(tag.text),
            Meaning::Break => self.line_break(),
            Meaning::Heading if tag.is_end && self.is_heading => self.end_block(),
            _ if self.takes_no_block() => self.push(Atom::Space),
            Meaning::Heading => {
                self.end_block();
                self.is_heading = !tag.is_end;
            }
            Meaning::Preformatted => {
                self.end_block();
                self.block = (!tag.is_end).then(String::new);
            }
            Meaning::Rule => {
                self.end_block();
                self.writer.rule();
            }
            Meaning::Paragraph => self.end_block(),
            Meaning::Quote | Meaning::List { .. } | Meaning::Item => self.html_container(meaning, tag.is_end),
        }
    }

    fn html_container(&mut self, meaning: Meaning, is_end: bool) {
        self.end_block();
        let container = match meaning {
            Meaning::Quote => HtmlContainer::Quote,
            Meaning::Item => HtmlContainer::Item,
            _ => HtmlContainer::List,
        };
        let depth = self.writer.html_depth_of(container);
        match (meaning, is_end) {
            (_, true) => {
                for _ in 0..depth.map_or(0, |depth| depth.saturating_add(1)) {
                    self.writer.close();
                }
            }
            (Meaning::Item, false) => {
                // An item ends at the next item of its list, and needs a list.
                let list = self.writer.html_depth_of(HtmlContainer::List);
                match list {
                    Some(depth) => (0..depth).for_each(|_| self.writer.close()),
                    None if self.writer.has_room() => self.writer.open_list(None, true),
                    None => return,
                }
                if self.writer.has_room() {
                    self.writer.open_item(true);
                }
            }
            // A block that is nested too deep stays in the enclosing one.
            _ if !self.writer.has_room() => {}
            (Meaning::List { is_numbered }, false) => self.writer.open_list(is_numbered.then_some(1), true),
            (_, false) => self.writer.open_quote(true),
        }
    }
}

/// Decodes the entities of an HTML text.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let length = after.bytes().take(40).position(|letter| letter == b';').map(|end| end.saturating_add(1));
        let name = length.and_then(|length| after.get(..length));
        // The Markdown parser knows all entities.
        let character = name.and_then(|name| match Parser::new(&format!("&{name}")).nth(1) {
            Some(Event::Text(text)) if !text.starts_with('&') || name == "amp;" => Some(text.into_string()),
            _ => None,
        });
        decoded.push_str(character.as_deref().unwrap_or("&"));
        rest = if character.is_some() { after.get(length.unwrap_or_default()..).unwrap_or_default() } else { after };
    }
    decoded.push_str(rest);
    decoded
}
