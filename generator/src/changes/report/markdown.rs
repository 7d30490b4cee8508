//! Markdown for the comment of a pull request.

use super::Report;
use crate::changes::{Change, Level, Wire};
use crate::diagnostic::visible;

/// Returns a table of the changes, those that break first, and the sum above it.
pub fn markdown(report: &Report<'_>) -> String {
    let mut text = String::new();
    for line in super::summary(report) {
        text.push_str(&format!("{}\n\n", cell(&line)));
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
    let values = change.values.as_ref().map(|(old, new)| format!(": {new}, before {old}")).unwrap_or_default();
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
        format!("{}{values} (`{}`)", change.what, change.kind),
        wire_cell,
        format!("{}{item}{more}", change.level().name()),
        place.map(|place| format!("`{place}`")).unwrap_or_default(),
    ];
    format!("| {} |\n", cells.map(|text| cell(&text)).join(" | "))
}

/// Escapes text for a cell. A bar would end it, and a tag would be HTML.
pub(super) fn cell(text: &str) -> String {
    visible(text).replace('|', "\\|").replace('<', "&lt;")
}
