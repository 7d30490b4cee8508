//! Servers: their URLs, and what is filled into them.

use std::fmt;

use super::path_template::{Segment, segments, variables};
use crate::location::Origin;

/// One of the API's servers.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where the document declares it.
    pub at: Origin,
    /// Its URL, which has no host if it is relative to the place of the document.
    pub url: ServerUrl,
    /// The name that the document gives it, by `name` (OpenAPI 3.2) or `x-name`.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The variables in its URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Whether its URL is relative to the place of the document (OpenAPI 3.1.1, section 4.8.5).
    pub fn is_relative(&self) -> bool {
        // The scheme may be a variable.
        let begins_with_variable = matches!(self.url.segments(), [Segment::Variable(_), ..]);
        !self.url.as_str().contains("://") && !begins_with_variable
    }

    /// Its URL with the defaults of its variables, or `None` if one of them has no default.
    pub fn default_url(&self) -> Option<String> {
        let mut url = String::new();
        for segment in self.url.segments() {
            match segment {
                Segment::Literal(text) => url.push_str(text),
                Segment::Variable(name) => {
                    let variable = self.variables.iter().find(|variable| variable.name == *name)?;
                    url.push_str(variable.default.as_deref()?);
                }
            }
        }
        Some(url)
    }

    /// Whether both are one server, even if the document declares them in different places.
    pub fn is_equivalent(&self, other: &Self) -> bool {
        let Self { at: _, url, name, description, variables } = other;
        (&self.url, &self.name, &self.description, &self.variables) == (url, name, description, variables)
    }
}

/// The URL of a server, with its variables between braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl {
    text: String,
    segments: Vec<Segment>,
}

impl ServerUrl {
    /// Parses a URL with variables.
    pub fn parse(text: &str) -> Self {
        Self { text: text.to_owned(), segments: segments(text) }
    }

    /// The URL as the document writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The literals and the variables.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of the variables, in the order of the URL.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        variables(&self.segments)
    }
}

/// The URL as the document writes it.
impl fmt::Display for ServerUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A variable in the URL of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
    /// Its default value, or `None` if the document does not declare the variable.
    pub default: Option<String>,
    /// The values that it may have; if there are none, it may have any.
    pub values: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{Server, ServerUrl, ServerVariable};
    use crate::location::{Origin, Pointer, Sources};

    fn server(url: &str, variables: &[(&str, Option<&str>)]) -> Server {
        let file = Sources::new().add("spec.yaml", String::new());
        let variables = variables.iter().map(|(name, default)| ServerVariable {
            name: (*name).to_owned(),
            description: None,
            default: default.map(str::to_owned),
            values: Vec::new(),
        });
        Server {
            at: Origin { file, pointer: Pointer::root() },
            url: ServerUrl::parse(url),
            name: None,
            description: None,
            variables: variables.collect(),
        }
    }

    #[test]
    fn a_url_without_a_scheme_is_relative() {
        for (url, is_relative) in [
            ("/v1", true),
            ("v1/{name}", true),
            ("https://example.com", false),
            ("{scheme}://example.com", false),
            ("{base}/v1", false),
        ] {
            assert_eq!(server(url, &[]).is_relative(), is_relative, "{url}");
        }
    }

    #[test]
    fn defaults_take_the_place_of_variables() {
        let url = "https://{a}.example.com/{b}/{a}";
        assert_eq!(
            server(url, &[("a", Some("{b}")), ("b", Some("x"))]).default_url().unwrap(),
            "https://{b}.example.com/x/{b}"
        );
        assert_eq!(server(url, &[("a", Some("x")), ("b", None)]).default_url(), None);
    }
}
