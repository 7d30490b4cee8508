//! Checks that Markdown is harmless, by parsing it as rustdoc does.

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::escape::{is_hidden, is_web_target};

/// The extensions that rustdoc enables.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Returns `true` if these lines contain no doctest, no HTML, no heading, and no links except web links.
pub(super) fn is_harmless(lines: &[String]) -> bool {
    if lines.iter().any(|line| line.contains(is_hidden)) {
        return false;
    }
    let text = lines.join("\n");
    let mut has_item_link = false;
    // rustdoc treats brackets without a definition as links to items.
    let mut on_item_link = |_: BrokenLink<'_>| {
        has_item_link = true;
        None
    };
    let mut parser = Parser::new_with_broken_link_callback(&text, options(), Some(&mut on_item_link));
    let is_harmless = parser.all(|event| is_harmless_event(&event));
    let has_definition = parser.reference_definitions().iter().next().is_some();
    drop(parser);
    is_harmless && !has_definition && !has_item_link
}

fn is_harmless_event(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => info.as_ref() == "text",
            Tag::Link { link_type: LinkType::Inline | LinkType::Autolink, dest_url, .. } => is_web_target(dest_url),
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => true,
            _ => false,
        },
        Event::End(_)
        | Event::Text(_)
        | Event::Code(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_) => true,
        _ => false,
    }
}
