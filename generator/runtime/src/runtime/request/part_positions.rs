//! Requests whose body has parts by position.

use super::RequestBuilder;
use super::builder::Write;
use crate::runtime::encode::part_items::PartType;
use crate::runtime::encode::part_positions::{PartPositions, part_of};
use crate::runtime::json::Tree;
use crate::runtime::{Part, RequestErrorKind};

#[allow(dead_code, reason = "an API may have no operation with such a body")]
impl RequestBuilder {
    /// Begins a multipart body whose parts have positions, of which `required` must be set. Without any part, there is no body then.
    pub(crate) fn part_positions(&mut self, content_type: &'static str, required: usize) {
        let positions = PartPositions::new(content_type, required);
        self.multipart.get_or_insert_default().positions = Some(Box::new(positions));
    }

    /// Sets the part at an index to a value.
    pub(crate) fn value_at<T: Write + ?Sized>(&mut self, index: usize, content_type: &'static str, value: &T) {
        let part = value.tree().and_then(|tree| part_of(content_type, &tree));
        self.set_parts(index, Some(content_type), part.map(|part| vec![part]));
    }

    /// Sets the parts from an index on to the items of an array.
    pub(crate) fn values_from<T: Write + ?Sized>(&mut self, index: usize, content_type: &'static str, values: &T) {
        let parts = values.tree().and_then(|tree| match &tree {
            Tree::Array(items) => items.iter().map(|item| part_of(content_type, item)).collect(),
            value => part_of(content_type, value).map(|part| vec![part]),
        });
        self.set_parts(index, Some(content_type), parts);
    }

    /// Sets the part at an index. It may have a media type already.
    pub(crate) fn part_at(&mut self, index: usize, content_type: PartType, part: Part) {
        self.set_parts(index, content_type, Ok(vec![part]));
    }

    /// Sets the parts from an index on. They may have media types already.
    pub(crate) fn parts_from<P: Into<Part>>(
        &mut self,
        index: usize,
        content_type: PartType,
        parts: impl IntoIterator<Item = P>,
    ) {
        self.set_parts(index, content_type, Ok(parts.into_iter().map(Into::into).collect()));
    }

    fn set_parts(&mut self, index: usize, content_type: PartType, parts: Result<Vec<Part>, &'static str>) {
        let positions = self.multipart.as_mut().and_then(|multipart| multipart.positions.as_mut());
        let reason = match (positions, parts) {
            (Some(positions), Ok(parts)) => return positions.set(index, content_type, parts),
            (None, _) => "another body has replaced the parts by position",
            (_, Err(reason)) => reason,
        };
        self.fail(RequestErrorKind::Body { reason: format!("part at index {index}: {reason}") });
    }
}
