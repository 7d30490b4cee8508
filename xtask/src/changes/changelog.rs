//! Writes a section into a changelog.

use std::path::Path;

use generator::changes::{Report, changelog};

/// Writes a section about the changes above the first section of a changelog. A changelog that does not exist is made.
pub(super) fn write(path: &Path, report: &Report<'_>) -> Result<(), String> {
    if report.changes.is_empty() {
        return Ok(());
    }
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(format!("`{}` can't be read: {error}", path.display())),
    };
    let section = changelog(report);
    let title = section.lines().next().unwrap_or_default();
    if text.lines().any(|line| line == title) {
        return Err(format!("`{}` has a section `{title}` already: nothing was written", path.display()));
    }
    let mut begin = 0;
    let is_section = |line: &str| line.starts_with("## ");
    for line in text.split_inclusive('\n') {
        if is_section(line) {
            break;
        }
        begin += line.len();
    }
    let (head, rest) = text.split_at(begin);
    let gap = if head.is_empty() || head.ends_with("\n\n") {
        ""
    } else if head.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let end = if rest.is_empty() { "" } else { "\n" };
    let text = format!("{head}{gap}{section}{end}{rest}");
    std::fs::write(path, text).map_err(|error| format!("`{}` can't be written: {error}", path.display()))?;
    eprintln!("`{}` has a new section: `{title}`", path.display());
    Ok(())
}
