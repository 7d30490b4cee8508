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
        let mut text = format!("{}\nwire: {}: {reason}", super::sentence(change), wire.words());
        for item in &change.items {
            text.push_str(&format!("\nrust: {}: {}", item.level.name(), item.text()));
        }
        github_command(command, place, &change.kind.to_string(), &text)
    };
    report.by_weight().iter().map(line).collect()
}
