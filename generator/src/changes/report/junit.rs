//! JUnit's XML, which CI services show as a list of tests.

use std::fmt::Write;

use super::Report;
use crate::changes::Change;

/// Returns a test suite with a test for each change. Those for which `fails` is true have failed.
pub fn junit(report: &Report<'_>, fails: impl Fn(&Change) -> bool) -> String {
    let changes = report.by_weight();
    let failures = changes.iter().filter(|change| fails(change)).count();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = escape(&format!("{} to {}", report.names.0, report.names.1));
    // Writing to a string does not fail.
    let _ =
        writeln!(text, "<testsuites><testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\">", changes.len());
    for change in changes {
        // A service opens the file, which is not there at the older revision.
        let place = report.new_place(change).or_else(|| report.old_place(change));
        let (file, line) = place.map_or((String::new(), String::new()), |place| {
            let line = place.position.map(|position| format!(" line=\"{}\"", position.line)).unwrap_or_default();
            (format!(" file=\"{}\"", escape(place.file)), line)
        });
        let (name, id) = (escape(&super::sentence(change)), change.kind);
        let _ = write!(text, "  <testcase classname=\"{id}\" name=\"{name}\"{file}{line}");
        if !fails(change) {
            text.push_str("/>\n");
            continue;
        }
        let (wire, reason) = change.wire();
        let _ = writeln!(text, ">\n    <failure message=\"{}: {}\">", escape(wire.words()), escape(reason));
        for item in &change.items {
            let _ = writeln!(text, "{}: {}", item.level.name(), escape(&item.text()));
        }
        text.push_str("    </failure>\n  </testcase>\n");
    }
    text.push_str("</testsuite></testsuites>\n");
    text
}

/// Escapes text for XML. Characters that XML 1.0 does not allow (section 2.2) become a replacement character.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            character if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            character => escaped.push(character),
        }
    }
    escaped
}
