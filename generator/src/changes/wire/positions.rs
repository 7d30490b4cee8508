//! Multipart bodies whose parts have positions: each part is compared with the one in its place.

use super::Comparison;
use super::schemas::{self, Context};
use crate::api::{MediaTypeObject, PartItem, PartPositions, Schema, SchemaKind};
use crate::changes::{Direction, Fact};

/// A part of a body.
struct Part<'a> {
    schema: &'a Schema,
    item: &'a PartItem,
    is_required: bool,
}

pub(super) fn compare<'a>(
    comparison: &mut Comparison<'a>,
    (old_media, old): (&'a MediaTypeObject, &'a PartPositions),
    (new_media, new): (&'a MediaTypeObject, &'a PartPositions),
    context: &Context,
) {
    let places = (Some(&old_media.at), Some(&new_media.at));
    for index in 0..old.count().max(new.count()) {
        let inner = context.inner(&format!("the part at index {index}"));
        match (part(old_media, old, index), part(new_media, new, index)) {
            (Some(before), Some(after)) => {
                compare_parts(comparison, &before, &after, &inner);
                let fact = match (before.is_required, after.is_required) {
                    (false, true) => Fact::Required,
                    (true, false) => Fact::Optional,
                    _ => continue,
                };
                comparison.add(inner.subject, fact, inner.what, places);
            }
            (None, Some(after)) => {
                let fact = match after.is_required {
                    // The older client reads no part in a place where none may be.
                    _ if context.direction == Direction::Response && !old.is_open => Fact::TypeWidened,
                    true => Fact::RequiredAdded,
                    false => Fact::Added,
                };
                comparison.add(inner.subject, fact, inner.what, (places.0, Some(&after.schema.at)));
            }
            (Some(before), None) => {
                let fact = if before.is_required { Fact::Removed } else { Fact::OptionalRemoved };
                comparison.add(inner.subject, fact, inner.what, (Some(&before.schema.at), places.1));
            }
            (None, None) => {}
        }
    }
    let inner = context.inner("the parts after those with a position");
    let fact = match (part(old_media, old, usize::MAX), part(new_media, new, usize::MAX)) {
        (Some(before), Some(after)) => return compare_parts(comparison, &before, &after, &inner),
        (None, Some(_)) if old.is_open => Fact::TypeNarrowed,
        (None, Some(_)) => Fact::TypeWidened,
        (Some(_), None) if new.is_open => Fact::TypeWidened,
        (Some(_), None) => Fact::TypeNarrowed,
        (None, None) if old.is_open == new.is_open => return,
        (None, None) => {
            if new.is_open {
                Fact::TypeWidened
            } else {
                Fact::TypeNarrowed
            }
        }
    };
    comparison.add(inner.subject, fact, inner.what, places);
}

/// Returns the part that has that index, which may be one of those after the positions.
fn part<'a>(media: &'a MediaTypeObject, positions: &'a PartPositions, index: usize) -> Option<Part<'a>> {
    let SchemaKind::Tuple(schemas) = &media.schema.kind else { return None };
    let place = if index < positions.count() || !positions.has_rest { index } else { positions.count() };
    let (schema, item) = (schemas.get(place)?, positions.parts.get(place)?);
    Some(Part { schema, item, is_required: index < positions.required })
}

fn compare_parts<'a>(comparison: &mut Comparison<'a>, old: &Part<'a>, new: &Part<'a>, context: &Context) {
    if old.item != new.item {
        let places = (Some(&old.schema.at), Some(&new.schema.at));
        comparison.add(context.subject, Fact::Serialization, &context.what, places);
    }
    schemas::compare(comparison, old.schema, new.schema, context);
}
