//! CommonMark of anybody's making, made safe for rustdoc.
//!
//! Nothing in it may run (a fenced block without a language is a doctest), break (brackets are links to items for
//! rustdoc, and a link to nothing is a warning) or inject (HTML goes into the page as it is). What is plain
//! Markdown stays as it is.

/// The lines of a documentation comment for a description, wrapped at 100 columns.
pub(super) fn to_doc_lines(description: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    // A tab is as wide as whoever shows it likes; here it has four columns (CommonMark 0.31, section 2.2).
    for line in description.trim().replace('\t', "    ").lines() {
        let line = line.trim_end();
        if let Some(open) = &fence {
            if line.trim_start().starts_with(open.as_str()) {
                lines.push(open.clone());
                fence = None;
            } else {
                lines.push(line.to_owned());
            }
        } else if let Some(open) = fence_of(line) {
            lines.push(format!("{open}text"));
            fence = Some(open);
        } else {
            wrap(&escape_line(line), &mut lines);
        }
    }
    if let Some(open) = fence {
        lines.push(open);
    }
    lines
}

/// The first line of a text, without Markdown's special characters: for places that take one line of plain text.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// The run of backticks or tildes that opens a fenced block (CommonMark 0.31, section 4.5).
fn fence_of(line: &str) -> Option<String> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let fence: String = line.chars().take_while(|character| *character == mark).collect();
    let info = line.get(fence.len()..).unwrap_or_default();
    (fence.len() >= 3 && !info.contains('`')).then_some(fence)
}

/// Escapes what rustdoc would take for more than text in one line outside of fenced blocks.
fn escape_line(line: &str) -> String {
    // Four columns of indentation make a code block, and rustdoc runs those.
    let indentation = line.len().saturating_sub(line.trim_start().len()).min(3);
    let text = line.trim_start().replace("<code>", "`").replace("</code>", "`");
    let mut escaped = " ".repeat(indentation);
    let mut rest = text.as_str();
    while let Some(character) = rest.chars().next() {
        let (piece, consumed) = escape_next(rest, character);
        escaped.push_str(&piece);
        rest = rest.get(consumed..).unwrap_or_default();
    }
    escaped
}

/// What stands for the beginning of `rest`, and how many bytes of it that covers.
fn escape_next(rest: &str, character: char) -> (String, usize) {
    match character {
        '`' => match code_span(rest) {
            Some(span) => (span.to_owned(), span.len()),
            None => ("\\`".to_owned(), 1),
        },
        '[' => match web_link(rest) {
            Some((label, target, length)) => (format!("[{label}]({target})"), length),
            None => ("\\[".to_owned(), 1),
        },
        ']' => ("\\]".to_owned(), 1),
        '<' => match autolink(rest) {
            Some(link) => (link.to_owned(), link.len()),
            None => ("\\<".to_owned(), 1),
        },
        'h' => match bare_url(rest) {
            Some(url) => (format!("<{url}>"), url.len()),
            None => ("h".to_owned(), 1),
        },
        '\\' => match rest.chars().nth(1).filter(char::is_ascii_punctuation) {
            Some(escaped) => (format!("\\{escaped}"), 2),
            None => ("\\\\".to_owned(), 1),
        },
        '\t' => (" ".to_owned(), 1),
        other => (other.to_string(), other.len_utf8()),
    }
}

/// A whole code span at the beginning of `rest`: it ends with as many backticks as it begins with.
fn code_span(rest: &str) -> Option<&str> {
    let ticks = rest.chars().take_while(|character| *character == '`').count();
    let mut from = ticks;
    loop {
        let run = rest.get(from..)?.find('`')?.checked_add(from)?;
        let length = rest.get(run..)?.chars().take_while(|character| *character == '`').count();
        from = run.checked_add(length)?;
        if length == ticks {
            return rest.get(..from);
        }
    }
}

/// An inline link to the web at the beginning of `rest`: its label, its target, and its length.
fn web_link(rest: &str) -> Option<(&str, &str, usize)> {
    let (label, after) = rest.get(1..)?.split_once("](")?;
    let (target, _) = after.split_once(')')?;
    let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let is_plain = !label.contains(['[', ']', '<', '`', '\\']) && !target.contains([' ', '(', '<', '>', '\\']);
    let length = label.len().checked_add(target.len())?.checked_add("[]()".len())?;
    (is_web && is_plain).then_some((label, target, length))
}

/// `<https://…>` at the beginning of `rest`.
fn autolink(rest: &str) -> Option<&str> {
    let end = rest.find('>')?.checked_add(1)?;
    let link = rest.get(..end)?;
    let is_web = link.starts_with("<http://") || link.starts_with("<https://");
    (is_web && !link.contains(char::is_whitespace)).then_some(link)
}

/// A URL that stands in the text as it is: rustdoc wants it in angle brackets.
fn bare_url(rest: &str) -> Option<&str> {
    if !(rest.starts_with("http://") || rest.starts_with("https://")) {
        return None;
    }
    let is_end = |character: char| character.is_whitespace() || "<>\"'`()[]{}|\\^*".contains(character);
    let end = rest.find(is_end).unwrap_or(rest.len());
    let url = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (url.len() > "https://".len()).then_some(url)
}

/// The widest line of a documentation comment, its indentation and `/// ` not counted.
const WIDEST: usize = 100;

/// Breaks a paragraph's or list item's line at spaces. A table's line stays whole, and no line begins with what
/// would make it another kind of block.
fn wrap(line: &str, lines: &mut Vec<String>) {
    if line.chars().count() <= WIDEST || line.trim_start().starts_with(['|', '#']) {
        lines.push(line.to_owned());
        return;
    }
    let hanging = match line.trim_start().starts_with("> ") {
        true => "> ".to_owned(),
        false => " ".repeat(list_marker_width(line)),
    };
    let mut current = String::new();
    for word in line.split(' ') {
        let width = current.chars().count().saturating_add(word.chars().count());
        let begins_block = word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', '`', ':'])
            || word.chars().next().is_some_and(|character| character.is_ascii_digit());
        if width >= WIDEST && !begins_block && !word.is_empty() && !current.trim().is_empty() {
            lines.push(current.trim_end().to_owned());
            current = hanging.clone();
        } else if !current.is_empty() && current != hanging {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current.trim_end().to_owned());
}

/// The column where a list item's text begins; nothing for other lines.
fn list_marker_width(line: &str) -> usize {
    let text = line.trim_start();
    let indentation = line.len().saturating_sub(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after_digits = text.get(digits..).unwrap_or_default();
    let marker = if text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ") {
        2
    } else if digits > 0 && (after_digits.starts_with(". ") || after_digits.starts_with(") ")) {
        digits.saturating_add(2)
    } else {
        return 0;
    };
    indentation.saturating_add(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> String {
        to_doc_lines(line).join("\n")
    }

    #[test]
    fn nothing_runs() {
        assert_eq!(to_doc_lines("```\nfn main() {}\n```"), ["```text", "fn main() {}", "```"]);
        assert_eq!(to_doc_lines("~~~rust\nx"), ["~~~text", "x", "~~~"]);
        assert_eq!(to_doc_lines("a\n\n        indented"), ["a", "", "   indented"]);
    }

    #[test]
    fn nothing_breaks() {
        assert_eq!(one("an [array] of [a](b)"), "an \\[array\\] of \\[a\\](b)");
        assert_eq!(
            one("[JSON patch](https://a.b/c) and https://d.e/f."),
            "[JSON patch](https://a.b/c) and <https://d.e/f>."
        );
        assert_eq!(one("`a[0]` <https://a.b>"), "`a[0]` <https://a.b>");
        assert_eq!(one("a ` tick"), "a \\` tick");
    }

    #[test]
    fn nothing_injects() {
        assert_eq!(one("<script>alert(1)</script>"), "\\<script>alert(1)\\</script>");
        assert_eq!(one("the <code>actions</code> field"), "the `actions` field");
    }

    #[test]
    fn long_lines_are_wrapped_and_list_items_hang() {
        let lines = to_doc_lines(&format!("- {}", "word ".repeat(30)));
        assert_eq!(lines.len(), 2);
        assert!(lines[1].starts_with("  word"), "{lines:?}");
    }
}
