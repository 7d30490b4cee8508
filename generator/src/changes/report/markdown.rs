//! Markdown for the comment of a pull request.

use super::Report;
use crate::changes::{Change, Level, Wire};
use crate::diagnostic::visible;

/// Returns a table of the changes, those that break first, and the sum above it.
pub fn markdown(report: &Report<'_>) -> String {
    let mut text = String::new();
    for line in super::summary(report) {
        text.push_str(&format!("{}\n\n", escaped(&line)));
    }
    let changes = report.by_weight();
    let (breaking, others): (Vec<&Change>, Vec<&Change>) =
        changes.into_iter().partition(|change| change.wire().0.is_breaking() || change.level() == Level::Major);
    for (title, changes) in [("Breaking", breaking), ("Compatible", others)] {
        if changes.is_empty() {
            continue;
        }
        text.push_str(&format!("### {title}\n\n| change | wire | rust | place |\n|---|---|---|---|\n"));
        for change in changes {
            text.push_str(&row(report, change));
        }
        text.push('\n');
    }
    text
}

fn row(report: &Report<'_>, change: &Change) -> String {
    let (wire, reason) = change.wire();
    let values = change.values.as_ref();
    let values = values.map(|(old, new)| format!(": {}, before {}", code(new), code(old))).unwrap_or_default();
    let mut items: Vec<_> = change.items.iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.level));
    let item = items.first().map(|item| format!(": {}", item.text())).unwrap_or_default();
    let more = match items.len().saturating_sub(1) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let wire_cell = match wire {
        Wire::Compatible => wire.words().to_owned(),
        _ => format!("{}: {reason}", wire.words()),
    };
    let place = report.new_place(change).or_else(|| report.old_place(change)).map(|place| place.text());
    let cells = [
        format!("{}{values}{} (`{}`)", change.what, super::users(change), change.kind),
        wire_cell,
        format!("{}{item}{more}", change.level().name()),
        place.map(|place| format!("`{place}`")).unwrap_or_default(),
    ];
    format!("| {} |\n", cells.map(|text| cell(&text)).join(" | "))
}

/// Escapes text for a cell, which a bar would end.
fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

/// Returns a text between backticks.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// Escapes what has a meaning in Markdown, or on a page that shows it. Text between backticks is shown as it is, so a name there is
/// harmless; one with a backtick ends it, and is escaped then.
pub(super) fn escaped(text: &str) -> String {
    let text = visible(text);
    let is_balanced = text.matches('`').count().is_multiple_of(2);
    let mut escaped = String::with_capacity(text.len());
    let mut is_code = false;
    for character in text.chars() {
        match character {
            '`' if is_balanced => {
                is_code = !is_code;
                escaped.push('`');
            }
            // A backslash before a bar would be read as an escape.
            '\\' if is_code => escaped.push('\u{ff3c}'),
            other if is_code => escaped.push(other),
            '<' => escaped.push_str("&lt;"),
            '@' => escaped.push_str("&#64;"),
            '#' => escaped.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '~' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{cell, code, escaped};

    #[test]
    fn names_of_a_document_are_not_markdown() {
        assert_eq!(
            escaped("![x](http://a) @b #1 **c** <d>"),
            "\\!\\[x\\](http://a) &#64;b &#35;1 \\*\\*c\\*\\* &lt;d>"
        );
        assert_eq!(escaped("the type `Option<i64>` is_new"), "the type `Option<i64>` is\\_new");
        assert_eq!(escaped("a ` b *c*"), "a \\` b \\*c\\*");
        assert_eq!(cell("the property `a|b`"), "the property `a\\|b`");
        assert_eq!(code("a`b"), "`a'b`");
    }
}
