// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The parts of a multipart request body whose positions say what they contain.

use http::HeaderValue;

use super::multipart::{Part, content};
use super::part_items::{ItemEncoding, PartItems, PartType};
use crate::runtime::json::Tree;
use crate::runtime::{Body, RequestErrorKind};

/// The parts of a multipart request body by position.
#[derive(Debug)]
pub(crate) struct PartPositions {
    content_type: &'static str,
    /// How many parts the body has at least.
    required: usize,
    /// The parts with their indices. All parts after the last position have one index.
    parts: Vec<(usize, Part)>,
}

#[allow(dead_code, reason = "an API may have no operation with such a body")]
impl PartPositions {
    pub(crate) fn new(content_type: &'static str, required: usize) -> Self {
        Self { content_type, required, parts: Vec::new() }
    }

    /// Whether the body is absent: it must have parts, and none is set.
    pub(crate) fn is_absent(&self) -> bool {
        self.parts.is_empty() && self.required > 0
    }

    /// Sets the parts of an index. They replace those that it has.
    pub(crate) fn set(&mut self, index: usize, content_type: PartType, parts: impl IntoIterator<Item = Part>) {
        self.parts.retain(|(known, _)| *known != index);
        let encoding = |part: Part| match content_type {
            Some(content_type) => part.with_default_content_type(content_type),
            None => part,
        };
        self.parts.extend(parts.into_iter().map(|part| (index, encoding(part))));
    }

    /// Returns the value of the header `Content-Type`, and the body.
    pub(crate) fn finish(mut self) -> Result<(HeaderValue, Body), RequestErrorKind> {
        self.parts.sort_by_key(|(index, _)| *index);
        let mut indices: Vec<usize> = self.parts.iter().map(|(index, _)| *index).collect();
        indices.dedup();
        // A part in the place of another one would be read as that.
        let gap = indices.iter().enumerate().find(|(expected, index)| expected != *index).map(|(expected, _)| expected);
        let missing = gap.or((indices.len() < self.required).then_some(indices.len()));
        if let Some(index) = missing {
            return Err(RequestErrorKind::Body { reason: format!("the part at index {index} is not set") });
        }
        let parts: PartItems<Part> = self.parts.into_iter().map(|(_, part)| part).collect();
        parts.into_body(self.content_type, ItemEncoding { content_type: None, is_text: false })
    }
}

/// Returns the part of a value.
#[allow(dead_code, reason = "an API may have no operation with such a body")]
pub(crate) fn part_of(content_type: &'static str, tree: &Tree<'_>) -> Result<Part, &'static str> {
    content(Some(content_type), tree).map(Part::new)
}
