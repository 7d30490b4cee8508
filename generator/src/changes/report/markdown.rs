//! Markdown for the comment of a pull request.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use crate::changes::{Change, Fact, ItemChange, Kind, Level, Subject, Wire};
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
        for group in groups(&changes) {
            text.push_str(&row(report, &group));
        }
        text.push('\n');
    }
    text
}

/// Puts the values of one enum together that are new or gone: an enum may have hundreds. A credential that is new or gone for many
/// operations is one row too.
fn groups<'c>(changes: &[&'c Change]) -> Vec<Vec<&'c Change>> {
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    let mut known: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    for change in changes {
        let subject = match (change.kind.subject, change.kind.fact) {
            _ if change.enum_value.is_some() => change.enum_value.as_ref().map(|(_, of)| of.as_str()),
            (Subject::Security, Fact::Added | Fact::Removed | Fact::OptionalRemoved) => Some(change.what.as_str()),
            _ => None,
        };
        let index = subject.map_or(groups.len(), |of| *known.entry((change.kind, of)).or_insert(groups.len()));
        match groups.get_mut(index) {
            Some(group) => group.push(change),
            None => groups.push(vec![change]),
        }
    }
    groups
}

/// The maximum number of values that a row names.
const MAX_VALUES: usize = 8;

/// Returns the row of some changes that are of one kind and about one subject.
fn row(report: &Report<'_>, group: &[&Change]) -> String {
    let [change, others @ ..] = group else { return String::new() };
    let (wire, reason) = change.wire();
    let items: BTreeSet<&ItemChange> = group.iter().flat_map(|change| &change.items).collect();
    let mut items: Vec<&ItemChange> = items.into_iter().collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.level));
    let is_item = change.kind.subject == Subject::Item;
    let item = items.first().filter(|_| !is_item).map(|item| format!(": {}", item.text())).unwrap_or_default();
    let more = match items.len().saturating_sub(1) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let wire_cell = match wire {
        Wire::Compatible => wire.words().to_owned(),
        _ => format!("{}: {reason}", wire.words()),
    };
    let words = change.kind.fact.words();
    let sentence = match &change.enum_value {
        _ if others.is_empty() => super::sentence(change),
        Some((_, of)) => {
            // Several alternatives of a union may get the same value.
            let values: BTreeSet<&String> =
                group.iter().filter_map(|change| Some(&change.enum_value.as_ref()?.0)).collect();
            let mut shown: Vec<String> = values.iter().take(MAX_VALUES).map(|value| code(value)).collect();
            match values.len().saturating_sub(shown.len()) {
                0 => {}
                more => shown.push(format!("and {more} more")),
            }
            format!("the values {} of {of}{}: {words}", shown.join(", "), super::users(change))
        }
        None => {
            let users: BTreeSet<&String> = group.iter().flat_map(|change| &change.users).collect();
            format!("{} of {} operations: {words}", change.what, users.len())
        }
    };
    let level = group.iter().map(|change| change.level()).max().unwrap_or(Level::Patch);
    let place = report.place(change).map(|place| place.text());
    let cells = [
        format!("{sentence} (`{}`)", change.kind),
        wire_cell,
        format!("{}{item}{more}", level.name()),
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
