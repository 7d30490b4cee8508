//! Lowers the tags.

use std::collections::BTreeMap;

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
    let mut indices: BTreeMap<String, usize> = BTreeMap::new();
    for (index, tag) in tags.iter().enumerate() {
        indices.entry(tag.name.clone()).or_insert(index);
    }
    // A tag above each one, up to the root of its tree. A tag that has no parent yet is the root of those below it.
    let mut roots: Vec<usize> = (0..tags.len()).collect();
    for index in 0..tags.len() {
        let Some(name) = keywords(index).parent else { continue };
        let parent = indices.get(&name).copied();
        // "The named tag MUST exist" and "circular references […] MUST NOT be used" (OpenAPI 3.2, section 4.22.1).
        let message = match parent {
            None => format!("the parent `{name}` is not a declared tag: it is ignored"),
            Some(parent) if root(&mut roots, parent) == index => {
                format!("the parent `{name}` is a child of this tag: it is ignored")
            }
            Some(parent) => {
                tags.iter_mut().skip(index).take(1).for_each(|tag| tag.parent = Some(parent));
                roots.iter_mut().skip(index).take(1).for_each(|root| *root = parent);
                continue;
            }
        };
        let at = Pointer::root().push("tags").index(index).push("parent");
        context.warning(Code::TAG_PARENT_INVALID, &at, message);
    }
    tags
}

/// Returns the root of the tree that a tag is in, and shortens the way to it.
fn root(roots: &mut [usize], tag: usize) -> usize {
    let above = |roots: &[usize], tag: usize| roots.get(tag).copied().unwrap_or(tag);
    let mut root = tag;
    while above(roots, root) != root {
        root = above(roots, root);
    }
    let mut next = tag;
    while next != root {
        let above = above(roots, next);
        roots.iter_mut().skip(next).take(1).for_each(|own| *own = root);
        next = above;
    }
    root
}
