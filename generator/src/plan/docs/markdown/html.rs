//! The HTML in descriptions: its tags and their meaning in Markdown.

use super::inline::Mark;

/// A part of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Tag(Tag<'t>),
    Comment,
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// The whole tag, with its brackets.
    pub(super) text: &'t str,
    name: &'t str,
    pub(super) is_end: bool,
}

/// The meaning of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Mark(Mark),
    Image,
    Code,
    Preformatted,
    Break,
    Rule,
    /// The start or the end of a paragraph or a similar block.
    Paragraph,
    Heading,
    Quote,
    List {
        is_numbered: bool,
    },
    Item,
    /// A table cell.
    Cell,
    /// A character that replaces the tag.
    Sign(&'static str),
    /// Presentation only: the tag is removed.
    Presentation,
    /// An unknown tag, which is shown as text.
    Unknown,
}

/// The maximum length of a tag.
const LONGEST: usize = 4096;

/// Splits HTML into tags, comments and text.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut text_begin) = (html, html);
    let mut has_comments = true;
    while let Some(position) = rest.find('<') {
        let (_, at) = rest.split_at_checked(position).unwrap_or((rest, ""));
        let comment = at.strip_prefix("<!--").filter(|_| has_comments);
        let found = match comment {
            Some(inside) => {
                let length = inside.find("-->").map(|end| end.saturating_add("<!---->".len()));
                has_comments = length.is_some();
                length.map(|length| (length, Piece::Comment))
            }
            None => tag(at).map(|tag| (tag.text.len(), Piece::Tag(tag))),
        };
        let Some((length, piece)) = found else {
            rest = at.get(1..).unwrap_or_default();
            continue;
        };
        let text = text_begin.get(..text_begin.len().saturating_sub(at.len())).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.push(piece);
        rest = at.get(length..).unwrap_or_default();
        text_begin = rest;
    }
    if !text_begin.is_empty() {
        pieces.push(Piece::Text(text_begin));
    }
    pieces
}

/// Parses the tag at the start of a text.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let length = inside.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').count();
    let (name, attributes) = inside.split_at_checked(length)?;
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    if !attributes.starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/')) {
        return None;
    }
    let mut quote = None;
    let close = attributes.bytes().take(LONGEST).position(|letter| {
        match (quote, letter) {
            (None, b'"' | b'\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        quote.is_none() && letter == b'>'
    })?;
    let behind = attributes.get(close.saturating_add(1)..)?;
    let text = text.get(..text.len().saturating_sub(behind.len()))?;
    Some(Tag { text, name, is_end })
}

impl Tag<'_> {
    pub(super) fn meaning(&self) -> Meaning {
        match self.name.to_ascii_lowercase().as_str() {
            "b" | "strong" => Meaning::Mark(Mark::Strong),
            "i" | "em" | "cite" | "dfn" | "var" => Meaning::Mark(Mark::Emphasis),
            "s" | "del" | "strike" => Meaning::Mark(Mark::Strikethrough),
            "a" => Meaning::Mark(Mark::Link),
            "img" => Meaning::Image,
            "code" | "kbd" | "tt" | "samp" => Meaning::Code,
            "pre" => Meaning::Preformatted,
            "br" => Meaning::Break,
            "hr" => Meaning::Rule,
            "p" | "div" | "section" | "article" | "header" | "footer" | "details" | "summary" | "center" | "dl"
            | "dt" | "dd" | "table" | "caption" | "figure" | "figcaption" => Meaning::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Heading,
            "blockquote" => Meaning::Quote,
            "ul" | "tbody" => Meaning::List { is_numbered: false },
            "ol" => Meaning::List { is_numbered: true },
            "li" | "tr" => Meaning::Item,
            "td" | "th" => Meaning::Cell,
            "sup" => Meaning::Sign("^"),
            "sub" => Meaning::Sign("_"),
            "q" => Meaning::Sign("\""),
            "span" | "font" | "u" | "small" | "big" | "ins" | "mark" | "abbr" | "thead" | "tfoot" | "colgroup"
            | "col" | "nobr" | "wbr" | "label" | "bdi" | "time" => Meaning::Presentation,
            _ => Meaning::Unknown,
        }
    }

    /// Returns the value of an attribute, with its entities undecoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.text.get(1_usize.saturating_add(self.name.len())..)?;
        // Each iteration consumes at least one attribute, and the tag is short.
        while let Some((before, after)) = rest.split_once('=') {
            let found = before.split_whitespace().next_back().unwrap_or_default();
            let after = after.trim_start();
            let (value, behind) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after.get(1..)?.split_once(quote)?,
                _ => {
                    let end = after.find(|letter: char| letter.is_whitespace() || letter == '>');
                    after.split_at_checked(end.unwrap_or(after.len()))?
                }
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = behind;
        }
        None
    }
}
