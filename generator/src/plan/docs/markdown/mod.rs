//! Converts untrusted text to Markdown that is safe for rustdoc.
//!
//! A description is CommonMark (OpenAPI 3.1.1, section 3.5) from any author. [`read`] parses it and classifies its
//! code, HTML and links. [`write`](mod@write) produces new Markdown, in which each kind of block has one form and every
//! special character is escaped. [`check`] parses the result as rustdoc does. If it contains a doctest, HTML or a link
//! to an item, the description becomes a block of plain text instead.

mod check;
mod escape;
mod html;
mod inline;
mod read;
mod write;

use inline::Atom;
use write::Writer;
pub(crate) use write::starts_block;

/// Converts a description to the lines of a doc comment, wrapped at 100 columns.
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

/// Converts a description, and checks the result, for the targets of cargo-fuzz.
#[cfg(feature = "fuzzing")]
pub(crate) fn checked_doc_lines(description: &str) -> (Vec<String>, bool) {
    let lines = to_doc_lines(description);
    let is_harmless = check::is_harmless(&lines);
    (lines, is_harmless)
}

/// Converts a single-line text, such as a title, to a paragraph, wrapped at 100 columns.
pub(crate) fn to_paragraph(text: &str) -> Vec<String> {
    labelled_paragraph("", text)
}

/// Converts a single-line text to a paragraph after a label, which is trusted Markdown.
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

/// Converts a single-line text, such as a title, to inline Markdown.
pub(crate) fn to_inline(text: &str) -> String {
    let words = inline::words(&read::inline_atoms(text), false);
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let line = escape::line_start(&words.join(" "));
    if line.is_empty() || check::is_harmless(std::slice::from_ref(&line)) { line } else { code(text) }
}

/// Returns a URL as a link, or as code if it is not a web URL.
pub(crate) fn to_link(url: &str) -> String {
    let line = to_inline(&format!("<{}>", url.trim()));
    if line.starts_with('<') { line } else { code(url.trim()) }
}

/// Returns a name or a value of the document as a code span. Invisible characters are escaped.
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

/// Returns a list item with a label and some lines. Both are trusted Markdown.
pub(crate) fn list_item(label: &str, lines: &[String]) -> Vec<String> {
    let mut item = Vec::with_capacity(lines.len());
    let mut rest = lines.iter();
    match lines.first() {
        Some(first) if !starts_block(first) => {
            rest.next();
            item.push(format!("- {label}: {first}"));
        }
        Some(_) => item.extend([format!("- {label}:"), String::new()]),
        None => item.push(format!("- {label}")),
    }
    item.extend(rest.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
    item
}

/// Returns the first sentence of lines of trusted Markdown, or their first paragraph if the sentence would end inside
/// of a span. It is empty if the lines begin with another block.
pub(crate) fn summary(lines: &[String]) -> String {
    if lines.first().is_none_or(|first| starts_block(first)) {
        return String::new();
    }
    let paragraph: Vec<&str> = lines
        .iter()
        .take_while(|line| !line.is_empty() && !starts_block(line))
        .map(|line| line.trim_end_matches('\\').trim())
        .collect();
    let paragraph = paragraph.join(" ");
    let ends = paragraph.match_indices(". ").map(|(index, _)| index.saturating_add(1));
    let sentences = ends.filter_map(|end| paragraph.get(..end));
    // A span is whole if the marks that open and close spans are paired, code spans aside.
    let is_whole = |text: &&str| {
        let outside: String = text.split('`').step_by(2).collect();
        let count = |mark: char| outside.chars().filter(|character| *character == mark).count();
        let is_paired = |open: char, close: char| count(open) == count(close);
        text.split('`').count() % 2 == 1
            && ['*', '~'].iter().all(|mark| count(*mark).is_multiple_of(2))
            && is_paired('[', ']')
            && is_paired('(', ')')
            && is_paired('<', '>')
    };
    let mut whole = sentences.filter(is_whole).filter(|text| !text.ends_with("e.g.") && !text.ends_with("i.e."));
    let first = whole.next().map(str::to_owned);
    let line = first.unwrap_or(paragraph);
    if check::is_harmless(std::slice::from_ref(&line)) { line } else { String::new() }
}

/// Returns trusted Markdown of one line as the cell of a table, in which a bar begins another cell.
pub(crate) fn table_cell(line: &str) -> String {
    line.replace('|', "\\|")
}

/// The maximum number of nested blocks that a line may open.
const MAX_DEPTH: usize = 100;

/// Returns `true` if a line opens so many nested blocks that parsing the following lines takes quadratic time.
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
        opened > MAX_DEPTH
    })
}

#[cfg(test)]
mod tests;
