//! Workflow commands of GitHub Actions, which shows them at the lines of a pull request.

use super::Report;
use crate::changes::Level;
use crate::diagnostic::{GithubPlace, github_command};

/// Returns a workflow command for each change: an error for one that breaks, a warning for one that may, and else a notice.
pub fn github(report: &Report<'_>) -> Vec<String> {
    let line = |change: &&crate::changes::Change| {
        let (wire, reason) = change.wire();
        let command = match (wire.is_breaking() || change.level() == Level::Major, wire) {
            (true, _) => "error",
            (false, crate::changes::Wire::Undecidable) => "warning",
            (false, _) => "notice",
        };
        let place = report.new_place(change);
        let place = place.as_ref().map(|place| GithubPlace { file: place.file, position: place.position });
        let values = change.values.as_ref().map(|(old, new)| format!(": {new}, before {old}")).unwrap_or_default();
        let mut text = format!("{}{values}\nwire: {}: {reason}", change.what, wire.words());
        let users = super::users(change);
        if !users.is_empty() {
            text.push_str(&format!("\nreaches:{users}"));
        }
        for item in &change.items {
            text.push_str(&format!("\nrust: {}: {}", item.level.name(), item.text()));
        }
        github_command(command, place, &change.kind.to_string(), &text)
    };
    report.by_weight().iter().map(line).collect()
}
