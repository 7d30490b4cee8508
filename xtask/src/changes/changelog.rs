//! Writes a section into a changelog.

use std::io::Write;
use std::path::Path;

use generator::changes::{Report, changelog};

/// Writes a section about the changes above the newest version of a changelog. A changelog that does not exist is made.
pub(super) fn write(path: &Path, report: &Report<'_>) -> Result<(), String> {
    if path.extension().is_none_or(|extension| extension != "md") {
        return Err(format!("`{}` is not a changelog: its name does not end with `.md`", path.display()));
    }
    let section = changelog(report);
    if !section.contains("\n### ") {
        eprintln!("no change concerns those who use the client: `{}` is as it was", path.display());
        return Ok(());
    }
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(format!("`{}` can't be read: {error}", path.display())),
    };
    let title = section.lines().next().unwrap_or_default().to_owned();
    let text = with_section(&text, &section)
        .ok_or_else(|| format!("`{}` has a section `{title}` already: nothing was written", path.display()))?;
    replace(path, &text).map_err(|error| format!("`{}` can't be written: {error}", path.display()))?;
    eprintln!("`{}` has a new section: `{title}`", path.display());
    Ok(())
}

/// Returns a changelog with a section above its newest version. `None` if it has the section already.
fn with_section(text: &str, section: &str) -> Option<String> {
    let name = name_of(section.lines().next().unwrap_or_default());
    let mut begin = None;
    let (mut at, mut is_code) = (0_usize, false);
    for line in text.split_inclusive('\n') {
        // A line of code may look like a title.
        is_code ^= line.trim_start().starts_with("```");
        if line.starts_with("## ") && !is_code {
            if name_of(line) == name {
                return None;
            }
            // What is not released yet stays above.
            if begin.is_none() && !name_of(line).eq_ignore_ascii_case("unreleased") {
                begin = Some(at);
            }
        }
        at = at.saturating_add(line.len());
    }
    let (head, rest) = text.split_at_checked(begin.unwrap_or(text.len()))?;
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = match head {
        "" => "",
        head if head.ends_with(&line_break.repeat(2)) => "",
        head if head.ends_with(line_break) => line_break,
        _ => &line_break.repeat(2),
    };
    let end = if rest.is_empty() { "" } else { line_break };
    Some(format!("{head}{gap}{}{end}{rest}", section.replace('\n', line_break)))
}

/// Returns the version of a title: `## [1.4.1] - 2026-11-29` is that of 1.4.1.
fn name_of(title: &str) -> &str {
    let name = title.trim_start_matches('#').trim();
    let name = name.split([' ', '(']).next().unwrap_or_default();
    name.trim_matches(['[', ']'])
}

/// Replaces a file at once, so that an error loses nothing.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Ok(metadata) = std::fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn a_section_has_its_place() {
        let section = "## 1.1.0\n\n- New.\n";
        for (text, expected) in [
            ("# Changelog\n", "# Changelog\n\n## 1.1.0\n\n- New.\n"),
            ("# Changelog\n\n## 1.0.0\n", "# Changelog\n\n## 1.1.0\n\n- New.\n\n## 1.0.0\n"),
            ("## [Unreleased]\n\n## 1.0.0\n", "## [Unreleased]\n\n## 1.1.0\n\n- New.\n\n## 1.0.0\n"),
            ("```md\n## 0\n```\n\n## 1.0.0\n", "```md\n## 0\n```\n\n## 1.1.0\n\n- New.\n\n## 1.0.0\n"),
            ("# A\r\n\r\n## 1\r\n", "# A\r\n\r\n## 1.1.0\r\n\r\n- New.\r\n\r\n## 1\r\n"),
        ] {
            assert_eq!(with_section(text, section).as_deref(), Some(expected), "{text}");
        }
        for text in ["## 1.1.0\n", "## [1.1.0] - 2026-11-29\n", "## 2.0.0\n\n## 1.1.0 (old)\n"] {
            assert_eq!(with_section(text, section), None, "{text}");
        }
    }
}
