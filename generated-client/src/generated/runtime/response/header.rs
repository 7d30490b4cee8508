// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Typed values of response headers.

use std::fmt;

use http::HeaderMap;

use crate::runtime::json::{Json, ReadError, Tree, decode, from_slice, read_tree};

/// A response header that does not match its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    source: Option<ReadError>,
}

impl HeaderError {
    /// Returns the name of the header.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(formatter, "header `{}` does not match its schema: {source}", self.name),
            None => write!(formatter, "header `{}` is not valid", self.name),
        }
    }
}

impl std::error::Error for HeaderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// Decodes a header, or returns `None` if it is absent. Several lines of one name are one list (RFC 9110, section 5.2).
///
/// # Errors
///
/// Returns [`HeaderError`] if the value does not match `T`.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_header<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    read_first(name, candidates(&lines.join(","))).map(Some)
}

/// Decodes a header whose lines are separate values, which may contain commas: `Set-Cookie` (RFC 9110, section 5.3).
/// Returns `None` if it is absent.
///
/// # Errors
///
/// Returns [`HeaderError`] if a line does not match `T`.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_header_lines<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<Vec<T>>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    lines.iter().map(|line| read_first(name, whole_candidates(line))).collect::<Result<_, _>>().map(Some)
}

/// Decodes a header whose value is a list with another delimiter than the comma: `collectionFormat` of Swagger 2.0. Several lines of
/// one name are one list. Returns `None` if the header is absent.
///
/// # Errors
///
/// Returns [`HeaderError`] if the value does not match `T`.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_delimited_header<T: Json>(
    headers: &HeaderMap,
    name: &'static str,
    delimiter: char,
) -> Result<Option<T>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    let items = || lines.iter().filter(|line| !line.is_empty()).flat_map(|line| line.split(delimiter)).map(str::trim);
    let lists = vec![Tree::Array(items().map(Tree::from).collect()), Tree::Array(items().map(scalar).collect())];
    read_first(name, lists).map(Some)
}

/// Returns the lines of a header.
fn lines<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Vec<&'h str>, HeaderError> {
    let text = |bytes| std::str::from_utf8(bytes).map(str::trim).map_err(|_| HeaderError { name, source: None });
    headers.get_all(name).iter().map(|value| text(value.as_bytes())).collect()
}

/// Reads the first candidate that matches `T`. The error is that of the first candidate.
fn read_first<T: Json>(name: &'static str, candidates: Vec<Tree<'_>>) -> Result<T, HeaderError> {
    let mut first = None;
    for candidate in candidates {
        match read_tree(&candidate) {
            Ok(value) => return Ok(value),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(HeaderError { name, source: first })
}

/// Decodes a header whose value is JSON, or returns `None` if it is absent.
///
/// # Errors
///
/// Returns [`HeaderError`] if the value is not valid JSON or does not match `T`.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_json_header<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    let text = lines.join(",");
    decode(text.as_bytes()).map(Some).map_err(|error| HeaderError { name, source: error.into_mismatch() })
}

/// Returns the values that the text of a header may represent in the style `simple`: a string, a number or a boolean,
/// an array, an object, JSON.
fn candidates(text: &str) -> Vec<Tree<'_>> {
    let items: Vec<&str> = split_list(text);
    let named = items.iter().map(|item| item.split_once('='));
    let exploded: Option<Vec<_>> = named.map(|pair| pair.map(|(name, value)| (name.into(), scalar(value)))).collect();
    let paired = items.chunks(2).map(|pair| match *pair {
        [name, value] => Some((name.into(), scalar(value))),
        _ => None,
    });
    let paired: Option<Vec<_>> = paired.collect();
    let mut found = vec![Tree::from(text), scalar(text)];
    if text.is_empty() {
        // An empty list (RFC 9110, section 5.6.1.2).
        found.push(Tree::Array(Vec::new()));
    }
    found.push(Tree::Array(items.iter().map(|item| Tree::from(*item)).collect()));
    found.push(Tree::Array(items.iter().map(|item| scalar(item)).collect()));
    found.extend(exploded.map(Tree::Object));
    found.extend(paired.map(Tree::Object));
    found.extend(from_slice(text.as_bytes()).ok());
    found
}

/// Returns the values that the text of a header may represent if it is not a list: a string, a number or a boolean,
/// JSON.
fn whole_candidates(text: &str) -> Vec<Tree<'_>> {
    let mut found = vec![Tree::from(text), scalar(text)];
    found.extend(from_slice(text.as_bytes()).ok());
    found
}

/// Splits a list at its commas, except for those in quoted strings (RFC 9110, section 5.6.4). An unclosed quotation
/// mark is ordinary text.
fn split_list(text: &str) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let mut is_delimiter = |character: char| {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        character == ',' && !is_quoted
    };
    let items: Vec<&str> = text.split(&mut is_delimiter).map(str::trim).collect();
    if is_quoted { text.split(',').map(str::trim).collect() } else { items }
}

/// Returns the text as a number or a boolean if it is one, else as a string.
fn scalar(text: &str) -> Tree<'_> {
    match from_slice(text.as_bytes()) {
        Ok(tree @ (Tree::Number(_) | Tree::Bool(_))) => tree,
        _ => Tree::from(text),
    }
}
