//! The difference between a request that is expected and one that is sent.

use super::content::{Content, ContentPart};
use super::pattern::Pattern;
use crate::runtime::json::Value;

/// What stands in a recording in the place of a value, or a part of it, that was removed. It is equal to any text.
pub(super) const REDACTED: &str = "[redacted]";

/// Returns whether two texts are equal, apart from what was removed.
pub(super) fn is_equal(expected: &str, sent: &str) -> bool {
    let Some((front, last)) = expected.rsplit_once(REDACTED) else { return expected == sent };
    let mut texts = front.split(REDACTED);
    let Some(mut rest) = sent.strip_prefix(texts.next().unwrap_or_default()) else { return false };
    for text in texts {
        let Some((_, following)) = rest.split_once(text) else { return false };
        rest = following;
    }
    rest.ends_with(last)
}

/// Returns the lines of the difference: `-` before what is expected, and `+` before what is sent. There are none if the requests
/// are equal.
pub(super) fn differences(expected: &Pattern, sent: &Pattern) -> Vec<String> {
    let mut lines = Lines { is_redacted: expected.is_redacted, lines: Vec::new() };
    lines.values("method ", &expected.method, &sent.method);
    lines.values("path ", &expected.path, &sent.path);
    let ignored: Vec<&String> = expected.ignored_query.iter().chain(&sent.ignored_query).collect();
    lines.pairs("query ", "=", (&expected.query, &sent.query), &ignored);
    let ignored: Vec<&String> = expected.ignored_headers.iter().chain(&sent.ignored_headers).collect();
    lines.pairs("header ", ": ", (&expected.headers, &sent.headers), &ignored);
    if let (Some(expected), Some(sent)) = (&expected.cookies, &sent.cookies) {
        lines.pairs("cookie ", "=", (expected, sent), &[]);
    }
    lines.content("body", &expected.content, &sent.content);
    lines.lines
}

/// Names and values.
type Pairs = [(String, String)];

struct Lines {
    /// Whether secrets were removed from what is expected.
    is_redacted: bool,
    lines: Vec<String>,
}

impl Lines {
    fn is_equal(&self, expected: &str, sent: &str) -> bool {
        if self.is_redacted { is_equal(expected, sent) } else { expected == sent }
    }

    fn is_removed(&self, expected: &str) -> bool {
        self.is_redacted && expected == REDACTED
    }

    fn removed(&mut self, prefix: &str, text: impl std::fmt::Display) {
        self.lines.push(format!("- {prefix}{text}"));
    }

    fn added(&mut self, prefix: &str, text: impl std::fmt::Display) {
        self.lines.push(format!("+ {prefix}{text}"));
    }

    fn values(&mut self, prefix: &str, expected: &str, sent: &str) {
        if !self.is_equal(expected, sent) {
            self.removed(prefix, expected);
            self.added(prefix, sent);
        }
    }

    /// Compares pairs. The order matters only among the values of one name.
    fn pairs(&mut self, prefix: &str, separator: &str, (expected, sent): (&Pairs, &Pairs), ignored: &[&String]) {
        let mut names: Vec<&String> = Vec::new();
        for (name, _) in expected.iter().chain(sent) {
            if !names.contains(&name) && !ignored.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let values = |pairs: &Pairs| -> Vec<String> {
                pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
            };
            let (expected, sent) = (values(expected), values(sent));
            let all_equal = || expected.iter().zip(&sent).all(|(expected, sent)| self.is_equal(expected, sent));
            if expected.len() == sent.len() && all_equal() {
                continue;
            }
            expected.iter().for_each(|value| self.removed(prefix, format!("{name}{separator}{value}")));
            sent.iter().for_each(|value| self.added(prefix, format!("{name}{separator}{value}")));
        }
    }

    fn content(&mut self, place: &str, expected: &Content, sent: &Content) {
        match (expected, sent) {
            (expected, sent) if expected == sent => {}
            (Content::Json(expected), Content::Json(sent)) => self.json(place, "", expected, sent),
            (Content::Form(expected), Content::Form(sent)) => {
                self.pairs(&format!("{place} "), "=", (expected, sent), &[]);
            }
            (Content::Parts(expected), Content::Parts(sent)) => self.parts(place, expected, sent),
            (Content::Text(expected), _) if self.is_removed(expected) => {}
            (Content::Text(expected), Content::Text(sent)) => self.text(place, expected, sent),
            (expected, sent) => {
                self.removed(&format!("{place} "), describe(expected));
                self.added(&format!("{place} "), describe(sent));
                if let (Content::Bytes(expected), Content::Bytes(sent)) = (expected, sent) {
                    let same = expected.iter().zip(sent).take_while(|(one, other)| one == other).count();
                    self.lines.push(format!("  the first difference is at byte {same}"));
                }
            }
        }
    }

    fn json(&mut self, place: &str, pointer: &str, expected: &Value, sent: &Value) {
        let prefix = if pointer.is_empty() { format!("{place} ") } else { format!("{place} {pointer} ") };
        let child = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        match (expected, sent) {
            (expected, sent) if expected == sent || expected.as_str().is_some_and(|text| self.is_removed(text)) => {}
            (Value::String(expected), Value::String(sent)) if self.is_equal(expected, sent) => {}
            (Value::Object(expected), Value::Object(sent)) => {
                for (name, value) in expected.iter() {
                    match sent.get(name) {
                        Some(sent) => self.json(place, &child(name), value, sent),
                        None => self.removed(&format!("{place} {} ", child(name)), value),
                    }
                }
                for (name, value) in sent.iter().filter(|(name, _)| !expected.contains_key(name)) {
                    self.added(&format!("{place} {} ", child(name)), value);
                }
            }
            (Value::Array(expected), Value::Array(sent)) => {
                for index in 0..expected.len().max(sent.len()) {
                    let pointer = child(&index.to_string());
                    match (expected.get(index), sent.get(index)) {
                        (Some(expected), Some(sent)) => self.json(place, &pointer, expected, sent),
                        (Some(expected), None) => self.removed(&format!("{place} {pointer} "), expected),
                        (None, Some(sent)) => self.added(&format!("{place} {pointer} "), sent),
                        (None, None) => {}
                    }
                }
            }
            _ => {
                self.removed(&prefix, expected);
                self.added(&prefix, sent);
            }
        }
    }

    fn parts(&mut self, place: &str, expected: &[ContentPart], sent: &[ContentPart]) {
        for index in 0..expected.len().max(sent.len()) {
            let (expected, sent) = (expected.get(index), sent.get(index));
            let name = expected.or(sent).and_then(ContentPart::name).unwrap_or_default();
            let place = format!("{place} part {name:?}");
            match (expected, sent) {
                (Some(expected), Some(sent)) => {
                    self.pairs(&format!("{place} header "), ": ", (&expected.headers, &sent.headers), &[]);
                    self.content(&place, &expected.content, &sent.content);
                }
                (Some(expected), None) => self.removed(&format!("{place} "), describe(&expected.content)),
                (None, Some(sent)) => self.added(&format!("{place} "), describe(&sent.content)),
                (None, None) => {}
            }
        }
    }

    /// Compares text line by line.
    fn text(&mut self, place: &str, expected: &str, sent: &str) {
        let (expected, sent): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), sent.split('\n').collect());
        let is_long = expected.len() > 1 || sent.len() > 1;
        for index in 0..expected.len().max(sent.len()) {
            let (expected, sent) = (expected.get(index), sent.get(index));
            let line = index.saturating_add(1);
            let prefix = if is_long { format!("{place} line {line} ") } else { format!("{place} ") };
            if expected.zip(sent).is_none_or(|(expected, sent)| !self.is_equal(expected, sent)) {
                expected.iter().for_each(|text| self.removed(&prefix, format!("{text:?}")));
                sent.iter().for_each(|text| self.added(&prefix, format!("{text:?}")));
            }
        }
    }
}

/// Returns a body on one line.
fn describe(content: &Content) -> String {
    match content {
        Content::Empty => "(empty)".to_owned(),
        Content::Json(value) => value.to_string(),
        Content::Form(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("(form) {}", pairs.join("&"))
        }
        Content::Parts(parts) => format!("({} parts)", parts.len()),
        Content::Text(text) => format!("{text:?}"),
        Content::Bytes(bytes) => format!("({} bytes)", bytes.len()),
    }
}
