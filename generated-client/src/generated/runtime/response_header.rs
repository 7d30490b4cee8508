// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Headers of answers as typed values.

use std::fmt;

use http::HeaderMap;

use super::json::{Json, ReadError, Tree};

/// A header that is not what the API's document says.
#[derive(Debug)]
pub struct HeaderError {
    name: &'static str,
    source: Option<ReadError>,
}

impl HeaderError {
    /// The header's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Some(source) => write!(formatter, "the header `{}` is not as declared: {source}", self.name),
            None => write!(formatter, "the header `{}` is not the text that it should be", self.name),
        }
    }
}

impl std::error::Error for HeaderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// Reads a header; nothing if it is not there. Several of one name are one list (RFC 9110, section 5.2).
///
/// # Errors
///
/// If it is not what `T` reads.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_header<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    read_first(name, candidates(&lines.join(","))).map(Some)
}

/// Reads a header of which each line is one value, whatever commas are in it: `Set-Cookie` (RFC 9110, section 5.3).
/// Returns nothing if it is not there.
///
/// # Errors
///
/// If one of the lines is not what `T` reads.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_header_lines<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<Vec<T>>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    lines.iter().map(|line| read_first(name, whole_candidates(line))).collect::<Result<_, _>>().map(Some)
}

/// The lines of a header.
fn lines<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Vec<&'h str>, HeaderError> {
    let text = |bytes| std::str::from_utf8(bytes).map(str::trim).map_err(|_| HeaderError { name, source: None });
    headers.get_all(name).iter().map(|value| text(value.as_bytes())).collect()
}

/// Reads the first candidate that is what `T` reads.
fn read_first<T: Json>(name: &'static str, candidates: Vec<Tree<'_>>) -> Result<T, HeaderError> {
    let mut first = None;
    for candidate in candidates {
        match T::read(&candidate) {
            Ok(value) => return Ok(value),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(HeaderError { name, source: first })
}

/// Reads a header whose value is JSON; nothing if it is not there.
///
/// # Errors
///
/// If it is not JSON, or not what `T` reads.
#[allow(dead_code, reason = "an API may declare no headers")]
pub fn read_json_header<T: Json>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let lines = lines(headers, name)?;
    if lines.is_empty() {
        return Ok(None);
    }
    let text = lines.join(",");
    let tree = super::json::from_slice(text.as_bytes()).map_err(|_| HeaderError { name, source: None })?;
    T::read(&tree).map(Some).map_err(|error| HeaderError { name, source: Some(error) })
}

/// What a header's text may stand for, in the style `simple`: itself, a number or a boolean, a list, an object, JSON.
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
        // A list without items (RFC 9110, section 5.6.1.2).
        found.push(Tree::Array(Vec::new()));
    }
    found.push(Tree::Array(items.iter().map(|item| Tree::from(*item)).collect()));
    found.push(Tree::Array(items.iter().map(|item| scalar(item)).collect()));
    found.extend(exploded.map(Tree::Object));
    found.extend(paired.map(Tree::Object));
    found.extend(super::json::from_slice(text.as_bytes()).ok());
    found
}

/// What a text may stand for that is no list: itself, a number or a boolean, JSON.
fn whole_candidates(text: &str) -> Vec<Tree<'_>> {
    let mut found = vec![Tree::from(text), scalar(text)];
    found.extend(super::json::from_slice(text.as_bytes()).ok());
    found
}

/// The items of a list. A comma between quotation marks is no delimiter (RFC 9110, section 5.6.4); marks that are never
/// closed are text like any other.
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

/// A number or a boolean, if the text is one.
fn scalar(text: &str) -> Tree<'_> {
    match super::json::from_slice(text.as_bytes()) {
        Ok(tree @ (Tree::Number(_) | Tree::Bool(_))) => tree,
        _ => Tree::from(text),
    }
}
