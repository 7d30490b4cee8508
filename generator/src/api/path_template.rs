//! Path templates and the URLs of servers: text with names between braces, and the one parser of it.
//!
//! OpenAPI knows `{name}` alone (OpenAPI 3.1.1, section 4.8.8.2), but documents that were made of other descriptions
//! have operators of RFC 6570 in paths too: `{+name}` for a value with reserved characters, `{?a,b}` for query
//! parameters.

use std::fmt;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands for itself.
    Literal(String),
    /// The name of a variable, without its braces.
    Variable(String),
}

/// Parses a text with names between braces. A brace without its counterpart is text.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal.to_owned()));
        }
        segments.push(Segment::Variable(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        segments.push(Segment::Literal(rest.to_owned()));
    }
    segments
}

/// The names of the variables, in the order of the text. One that stands in it twice is there twice.
pub(super) fn variables(segments: &[Segment]) -> impl Iterator<Item = &str> {
    segments.iter().filter_map(|segment| match segment {
        Segment::Literal(_) => None,
        Segment::Variable(name) => Some(name.as_str()),
    })
}

/// The path of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    text: String,
    segments: Vec<Segment>,
    reserved: Vec<String>,
    query: Vec<String>,
}

impl PathTemplate {
    /// Parses a path, with the operators of RFC 6570 that documents use.
    pub fn parse(text: &str) -> Self {
        let mut template =
            Self { text: text.to_owned(), segments: Vec::new(), reserved: Vec::new(), query: Vec::new() };
        for segment in segments(text) {
            let Segment::Variable(expression) = &segment else {
                template.segments.push(segment);
                continue;
            };
            if let Some(name) = expression.strip_prefix('+') {
                template.reserved.push(name.to_owned());
                template.segments.push(Segment::Variable(name.to_owned()));
            } else if let Some(names) = expression.strip_prefix(['?', '&']) {
                template.query.extend(names.split(',').map(|name| name.trim_end_matches('*').to_owned()));
            } else {
                template.segments.push(segment);
            }
        }
        template
    }

    /// The path as the document writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path in OpenAPI's own syntax: `{name}` for each path parameter, and no operators.
    pub fn without_operators(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        for segment in &self.segments {
            match segment {
                Segment::Literal(literal) => text.push_str(literal),
                Segment::Variable(name) => text.extend(["{", name, "}"]),
            }
        }
        text
    }

    /// The literals and the path parameters, without the query parameters that the path names.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of the path parameters, in the order of the path.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        variables(&self.segments)
    }

    /// Whether the value of a path parameter keeps its reserved characters: `{+name}` (RFC 6570, section 3.2.3).
    pub fn allows_reserved(&self, name: &str) -> bool {
        self.reserved.iter().any(|reserved| reserved == name)
    }

    /// The query parameters that the path names: `{?a,b}` (RFC 6570, sections 3.2.8 and 3.2.9).
    pub fn query_parameters(&self) -> &[String] {
        &self.query
    }
}

/// The path as the document writes it.
impl fmt::Display for PathTemplate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{PathTemplate, Segment, segments};

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn variable(name: &str) -> Segment {
        Segment::Variable(name.to_owned())
    }

    #[test]
    fn text_is_split_at_variables() {
        let expected = [literal("/a/"), variable("b"), variable("c"), literal(".json/"), variable("")];
        assert_eq!(segments("/a/{b}{c}.json/{}"), expected);
        assert_eq!(segments("/"), [literal("/")]);
        assert_eq!(segments(""), []);
    }

    #[test]
    fn a_brace_without_its_counterpart_is_text() {
        assert_eq!(segments("/a}/{b"), [literal("/a}/{b")]);
        assert_eq!(segments("{a}}{b"), [variable("a"), literal("}{b")]);
    }

    #[test]
    fn operators_are_read_and_left_out() {
        let path = PathTemplate::parse("/a/{+b}/{c}{?d,e*}{&f}");
        assert_eq!(path.as_str(), "/a/{+b}/{c}{?d,e*}{&f}");
        assert_eq!(path.without_operators(), "/a/{b}/{c}");
        assert_eq!(path.segments(), [literal("/a/"), variable("b"), literal("/"), variable("c")]);
        assert_eq!(path.variables().collect::<Vec<_>>(), ["b", "c"]);
        assert!(path.allows_reserved("b") && !path.allows_reserved("c"));
        assert_eq!(path.query_parameters(), ["d", "e", "f"]);
    }

    #[test]
    fn a_path_without_operators_is_kept() {
        for text in ["/", "/a/{b}/c{d}e", "/a/{b", "/a}/b"] {
            assert_eq!(PathTemplate::parse(text).without_operators(), text);
        }
    }
}
