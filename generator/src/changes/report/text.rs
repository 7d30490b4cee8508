//! Text for a terminal.

use super::Report;
use crate::changes::{Change, Level, Wire};
use crate::diagnostic::visible;

/// The maximum number of operations and of items that a change lists.
const MAX_LISTED: usize = 4;

/// Returns each change as text of several lines. Set `colour` for a terminal.
pub fn text(report: &Report<'_>, colour: bool) -> Vec<String> {
    report.by_weight().into_iter().map(|change| change_text(report, change, colour)).collect()
}

fn change_text(report: &Report<'_>, change: &Change, colour: bool) -> String {
    let paint = |style: &str, text: &str| {
        if colour { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let (wire, reason) = change.wire();
    let style = match (wire, change.level()) {
        (Wire::BreaksRequests | Wire::BreaksResponses, _) | (_, Level::Major) => "1;31",
        (Wire::Undecidable, _) => "1;33",
        (Wire::Compatible, _) => "1;32",
    };
    let mut text = format!("{}: {}", paint(style, &change.kind.to_string()), paint("1", &visible(&change.what)));
    if let Some((old, new)) = &change.values {
        text.push_str(&format!(": {}, before {}", visible(&super::cut(new, old)), visible(&super::cut(old, new))));
    }
    text.push('\n');
    let arrow = paint("1;34", "-->");
    match (report.old_place(change), report.new_place(change)) {
        (Some(old), Some(new)) if old.text() != new.text() => {
            text.push_str(&format!("  {arrow} {} (old {})\n", visible(&new.text()), visible(&old.text())));
        }
        (Some(place), None) => text.push_str(&format!("  {arrow} old {}\n", visible(&place.text()))),
        (_, Some(place)) => text.push_str(&format!("  {arrow} {}\n", visible(&place.text()))),
        (None, None) => {}
    }
    let users: Vec<String> = change.users.iter().map(|user| visible(user)).collect();
    if !users.is_empty() {
        text.push_str(&format!("  reaches: {}\n", listed(&users)));
    }
    text.push_str(&format!("  wire: {}: {reason}\n", wire.words()));
    let mut items = change.items.clone();
    items.sort_by_key(|item| std::cmp::Reverse(item.level));
    let items: Vec<String> = items.iter().map(|item| visible(&item.text())).collect();
    let level = change.level().name();
    match items.is_empty() {
        true => text.push_str(&format!("  rust: {level}: no item changes\n")),
        false => text.push_str(&format!("  rust: {level}: {}\n", listed(&items))),
    }
    text
}

/// Returns the first of some texts, and how many follow.
fn listed(texts: &[String]) -> String {
    let shown: Vec<&str> = texts.iter().take(MAX_LISTED).map(String::as_str).collect();
    match texts.len().saturating_sub(shown.len()) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}

/// Returns the sum of the changes: how many there are of each verdict, and the next version.
pub fn summary(report: &Report<'_>) -> Vec<String> {
    let (old, new) = &report.names;
    let Some(level) = report.level() else {
        return vec![format!("{} and {}: no change", visible(old), visible(new))];
    };
    let total = report.changes.len().saturating_add(report.hidden);
    let changes = if total == 1 { "1 change".to_owned() } else { format!("{total} changes") };
    let counts: Vec<String> = [Wire::BreaksRequests, Wire::BreaksResponses, Wire::Undecidable, Wire::Compatible]
        .into_iter()
        .filter(|wire| report.count(*wire) > 0)
        .map(|wire| match report.count(wire) {
            1 => format!("1 {}", wire.words()),
            count => format!("{count} {}", wire.words().replace("breaks", "break")),
        })
        .collect();
    let version = match (report.next_version(), &report.version) {
        (Some(next), Some(was)) => format!("next version: {next} (was {was})"),
        _ => format!("next version: {}", level.name()),
    };
    let mut lines = vec![format!("{} to {}: {changes}: {}", visible(old), visible(new), counts.join(", "))];
    if report.hidden > 0 {
        lines.push(format!("{} of them change words alone; `--verbose` lists these too", report.hidden));
    }
    lines.push(version);
    lines
}
