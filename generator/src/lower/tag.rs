//! Lowers the tags.

use super::context::Context;
use super::operation::lower_external_docs;
use crate::api::Tag;
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::openapi::TagKeywords;

/// Lowers all tags, in the document's order.
pub(super) fn lower_tags(context: &mut Context<'_>) -> Vec<Tag> {
    let parsed = context.parsed;
    let keywords = |index: usize| parsed.tag_keywords.get(index).cloned().unwrap_or_default();
    let lower = |(index, tag): (usize, &openapiv3::Tag)| {
        let TagKeywords { summary, kind, .. } = keywords(index);
        Tag {
            name: tag.name.clone(),
            summary,
            description: tag.description.clone(),
            external_docs: tag.external_docs.as_ref().map(lower_external_docs),
            parent: None,
            kind,
        }
    };
    let mut tags: Vec<Tag> = parsed.openapi.tags.iter().enumerate().map(lower).collect();
    for index in 0..tags.len() {
        let Some(name) = keywords(index).parent else { continue };
        let parent = tags.iter().position(|tag| tag.name == name);
        // "The named tag MUST exist" and "circular references […] MUST NOT be used" (OpenAPI 3.2, section 4.22.1).
        let message = match parent {
            None => format!("the parent `{name}` is not a declared tag: it is ignored"),
            Some(parent) if is_at_or_below(&tags, parent, index) => {
                format!("the parent `{name}` is a child of this tag: it is ignored")
            }
            Some(parent) => {
                tags.iter_mut().skip(index).take(1).for_each(|tag| tag.parent = Some(parent));
                continue;
            }
        };
        let at = Pointer::root().push("tags").index(index).push("parent");
        context.warning(Code::TAG_PARENT_INVALID, &at, message);
    }
    tags
}

/// Returns `true` if a tag is the other one or below it. The parents that are set are free of circles.
fn is_at_or_below(tags: &[Tag], tag: usize, other: usize) -> bool {
    let parent = |index: &usize| tags.get(*index).and_then(|tag| tag.parent);
    std::iter::successors(Some(tag), parent).any(|ancestor| ancestor == other)
}
