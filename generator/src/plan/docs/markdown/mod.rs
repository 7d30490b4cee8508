//! Texts of the document as Markdown that rustdoc can only take for text.
//!
//! A description is CommonMark (OpenAPI 3.1.1, section 3.5) of anybody's making. [`read`] has it parsed, and decides on
//! what the parser found: what is code, what is HTML, what is a link. [`write`](mod@write) makes new Markdown of that, in
//! which every block begins in one way and every special character is escaped. [`check`] parses the result as rustdoc
//! does; what has anything in it that runs, is live or refers to an item is put into a block of plain text instead.

mod check;
mod escape;
mod html;
mod inline;
mod read;
mod write;

use inline::Atom;
use write::Writer;

/// The lines of a documentation comment for a description, wrapped at 100 columns.
pub(crate) fn to_doc_lines(description: &str) -> Vec<String> {
    let text = escape::with_plain_line_ends(description.trim());
    if !nests_too_deep(&text) {
        let mut writer = Writer::default();
        read::read(&text, &mut writer);
        let lines = writer.finish();
        if check::is_harmless(&lines) {
            return lines;
        }
    }
    write::fenced(&text)
}

/// A text of one line, such as a title, as a paragraph that is wrapped at 100 columns.
pub(crate) fn to_paragraph(text: &str) -> Vec<String> {
    labelled_paragraph("", text)
}

/// The same behind a label, which is Markdown of the generator's own.
pub(crate) fn labelled_paragraph(label: &str, text: &str) -> Vec<String> {
    let mut atoms = Vec::new();
    for word in label.split_whitespace() {
        inline::push(&mut atoms, Atom::Raw(word.to_owned()));
        inline::push(&mut atoms, Atom::Space);
    }
    atoms.extend(read::inline_atoms(text));
    let mut writer = Writer::default();
    writer.paragraph(&atoms);
    let lines = writer.finish();
    if check::is_harmless(&lines) { lines } else { vec![format!("{label} {}", code(text)).trim().to_owned()] }
}

/// A text of one line, such as a title, for a place in a line of the generator's own.
pub(crate) fn to_inline(text: &str) -> String {
    let words = inline::words(&read::inline_atoms(text), false);
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let line = escape::line_start(&words.join(" "));
    if line.is_empty() || check::is_harmless(std::slice::from_ref(&line)) { line } else { code(text) }
}

/// A URL as a link, or as code if no link may lead there.
pub(crate) fn to_link(url: &str) -> String {
    let line = to_inline(&format!("<{}>", url.trim()));
    if line.starts_with('<') { line } else { code(url.trim()) }
}

/// A name or value of the document as a code span, whatever is in it. What can't be seen is written out.
pub(crate) fn code(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        match escape::is_hidden(character) {
            true => visible.extend(character.escape_default()),
            false => visible.push(character),
        }
    }
    if visible.trim().is_empty() {
        return format!("`\"{visible}\"`");
    }
    inline::code_span(&visible)
}

/// An item of a list: a label of the generator's own and what is said about it, which is Markdown of this module's.
pub(crate) fn list_item(label: &str, lines: &[String]) -> Vec<String> {
    let mut item = Vec::with_capacity(lines.len());
    let mut rest = lines.iter();
    match lines.first() {
        Some(first) if !write::begins_block(first) => {
            rest.next();
            item.push(format!("- {label}: {first}"));
        }
        Some(_) => item.extend([format!("- {label}:"), String::new()]),
        None => item.push(format!("- {label}")),
    }
    item.extend(rest.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
    item
}

/// The most blocks that stand in one another at the beginning of a line.
const DEEPEST: usize = 100;

/// Whether a line opens so many blocks in one another that to parse what follows takes as long as both together.
fn nests_too_deep(text: &str) -> bool {
    text.lines().any(|line| {
        let is_marker = |character: &char| " \t>-+*.)0123456789".contains(*character);
        let mut opened: usize = 0;
        let mut before = ' ';
        for character in line.chars().take_while(is_marker) {
            if character == '>' || (matches!(character, ' ' | '\t') && "-+*.)".contains(before)) {
                opened = opened.saturating_add(1);
            }
            before = character;
        }
        opened > DEEPEST
    })
}

#[cfg(test)]
mod tests;
