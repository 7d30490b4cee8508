//! `oneOf` and `anyOf`: what is left of the alternatives when those are put together that one type holds.
//!
//! Whether exactly one alternative or at least one has to fit makes no difference for a type: a value that fits several
//! is one that nothing tells apart, and is kept raw.

use openapiv3::{Discriminator, ReferenceOr};

use super::component::resolved;
use super::intersect::MOST_ALTERNATIVES;
use super::{component, cycle, discriminator};
use super::{lower_schema_or_reference, raw};
use crate::api::{
    AdditionalProperties, Enumeration, EnumerationBase, IntegerFormat, NumberFormat, Object, Schema, SchemaKind, Union,
    Variant,
};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;

/// Lowers the alternatives at `at`.
pub(crate) fn lower_union(
    context: &mut Context<'_>,
    at: &Pointer,
    members: &[ReferenceOr<openapiv3::Schema>],
    discriminator: Option<&Discriminator>,
) -> Schema {
    let members = members.iter().enumerate();
    let lower = |(index, member)| lower_schema_or_reference(context, &at.index(index), member);
    let schemas = members.map(lower).collect();
    union_of(context, at, schemas, discriminator)
}

/// One of several schemas, which stands at `at`.
pub(crate) fn union_of(
    context: &mut Context<'_>,
    at: &Pointer,
    schemas: Vec<Schema>,
    discriminator: Option<&Discriminator>,
) -> Schema {
    let mut union = Schema::any(context.origin(at));
    let mut alternatives = Vec::with_capacity(schemas.len());
    for schema in schemas {
        collect(context, schema, discriminator.is_none(), &mut alternatives, &mut union.nullable);
    }
    let is_from_elsewhere = |alternative: &&Alternative| {
        let place = &alternative.schema.at;
        place.file != union.at.file || place.pointer.strip_prefix(&union.at.pointer).is_none()
    };
    if alternatives.iter().filter(is_from_elsewhere).count() > MOST_ALTERNATIVES {
        union.kind = raw(context, at, "the alternatives of this schema have too many alternatives of their own");
        return union;
    }
    if alternatives.is_empty() && !union.nullable {
        union.kind = cycle::only_itself(context, at);
        return union;
    }
    let says_nothing = |alternative: &Alternative| matches!(alternative.resolved, Some(SchemaKind::Any));
    if alternatives.iter().any(says_nothing) {
        if alternatives.len() > 1 {
            union.kind = raw(context, at, "one of the alternatives allows everything");
        }
        union.nullable = false;
        return union;
    }
    let is_condition = |alternative: &Alternative| matches!(&alternative.schema.kind, SchemaKind::Object(object) if object.is_condition());
    if !alternatives.is_empty() && alternatives.iter().all(is_condition) {
        let message = "the alternatives differ in which properties are required, and in no type: they are not used";
        context.note(Code::KEYWORD_UNUSED, at, message);
        union.kind = SchemaKind::Object(Object {
            properties: vec![],
            required: vec![],
            additional_properties: AdditionalProperties::Unspecified,
        });
        return union;
    }
    for class in [Class::Text, Class::Integer, Class::Number, Class::Boolean] {
        put_together(&mut alternatives, class);
    }
    let mut distinct: Vec<Schema> = Vec::with_capacity(alternatives.len());
    for alternative in alternatives {
        if !distinct.iter().any(|known| known.is_like(&alternative.schema)) {
            distinct.push(alternative.schema);
        }
    }
    match distinct.as_slice() {
        [] => union.kind = SchemaKind::Null,
        [only] => {
            let nullable = union.nullable || only.nullable;
            return Schema { nullable, ..only.clone() };
        }
        _ => {
            let tagged = discriminator.and_then(|by| discriminator::lower_discriminated(context, at, by, &distinct));
            let untagged = || {
                let variants =
                    distinct.iter().map(|schema| Variant { discriminator_values: Vec::new(), schema: schema.clone() });
                Union { discriminator: None, variants: variants.collect() }
            };
            union.kind = SchemaKind::Union(tagged.unwrap_or_else(untagged));
        }
    }
    union
}

/// An alternative, and what it is if it is a reference; nothing if that can't be given.
struct Alternative {
    schema: Schema,
    resolved: Option<SchemaKind>,
}

/// Adds an alternative, or those that it consists of. `null` becomes a property of the union.
fn collect(
    context: &mut Context<'_>,
    mut schema: Schema,
    is_flat: bool,
    alternatives: &mut Vec<Alternative>,
    nullable: &mut bool,
) {
    if component::is_itself(context, &schema) {
        *nullable |= schema.nullable;
        return;
    }
    let resolved = resolved(context, &schema);
    *nullable |= schema.nullable || resolved.as_ref().is_some_and(|resolved| resolved.nullable);
    schema.nullable = false;
    let resolved = resolved.map(|resolved| resolved.kind);
    if matches!(resolved, Some(SchemaKind::Null)) {
        *nullable = true;
        return;
    }
    match schema.kind {
        SchemaKind::Union(Union { discriminator: None, variants }) if is_flat => {
            for variant in variants {
                collect(context, variant.schema, is_flat, alternatives, nullable);
            }
        }
        _ => alternatives.push(Alternative { schema, resolved }),
    }
}

/// Scalars of one JSON type, which one Rust type holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    Integer,
    Number,
    Boolean,
}

fn class(kind: &SchemaKind) -> Option<Class> {
    match kind {
        SchemaKind::String { .. } => Some(Class::Text),
        SchemaKind::Integer(_) => Some(Class::Integer),
        SchemaKind::Number(_) => Some(Class::Number),
        SchemaKind::Boolean => Some(Class::Boolean),
        SchemaKind::Enumeration(enumeration) => match enumeration.base() {
            EnumerationBase::String => Some(Class::Text),
            EnumerationBase::Integer | EnumerationBase::Unsigned => Some(Class::Integer),
            EnumerationBase::Number => Some(Class::Number),
            EnumerationBase::Boolean => Some(Class::Boolean),
            EnumerationBase::Mixed => None,
        },
        _ => None,
    }
}

/// Puts all alternatives of a class together to one, which stands where the first of them stood.
///
/// An enumeration is open, so it has room for every value of its class. It is the one that `anyOf` of a string and an
/// enumeration means.
fn put_together(alternatives: &mut Vec<Alternative>, wanted: Class) {
    let is_member = |alternative: &Alternative| alternative.resolved.as_ref().and_then(class) == Some(wanted);
    let members: Vec<&Alternative> = alternatives.iter().filter(|alternative| is_member(alternative)).collect();
    let Some(first) = members.first() else { return };
    if members.len() == 1 {
        return;
    }
    let values = |alternative: &Alternative| match &alternative.resolved {
        Some(SchemaKind::Enumeration(enumeration)) => Some(enumeration.values.clone()),
        _ => None,
    };
    let mut enumerations = members.iter().filter(|member| values(member).is_some());
    let together = match (enumerations.next(), enumerations.next()) {
        // Of numbers and booleans, every value is a plain one.
        _ if matches!(wanted, Class::Number | Class::Boolean) => {
            let plain =
                if wanted == Class::Number { SchemaKind::Number(NumberFormat::Double) } else { SchemaKind::Boolean };
            Schema { kind: plain, ..first.schema.clone() }
        }
        (None, _) if members.iter().all(|member| member.resolved == first.resolved) => first.schema.clone(),
        _ if let Some(format) = wider(&members) => Schema { kind: SchemaKind::Integer(format), ..first.schema.clone() },
        (None, _) => {
            let kind = match wanted {
                Class::Text => SchemaKind::String { format: None },
                _ => SchemaKind::Integer(IntegerFormat::Int64),
            };
            Schema { kind, ..first.schema.clone() }
        }
        (Some(only), None) => only.schema.clone(),
        (Some(_), Some(_)) => {
            let mut all = Vec::new();
            for value in members.iter().filter_map(|member| values(member)).flatten() {
                if !all.contains(&value) {
                    all.push(value);
                }
            }
            Schema { kind: SchemaKind::Enumeration(Enumeration::of(all)), ..first.schema.clone() }
        }
    };
    let Some(place) = alternatives.iter().position(is_member) else { return };
    let resolved = Some(match &together.kind {
        SchemaKind::Reference(_) => alternatives
            .iter()
            .find(|alternative| alternative.schema == together)
            .and_then(|alternative| alternative.resolved.clone())
            .unwrap_or(SchemaKind::Any),
        kind => kind.clone(),
    });
    alternatives.retain(|alternative| !is_member(alternative));
    alternatives.insert(place.min(alternatives.len()), Alternative { schema: together, resolved });
}

/// The format of integers that has room for all of some alternatives, where neither `int64` nor the listed values have.
fn wider(members: &[&Alternative]) -> Option<IntegerFormat> {
    let format = |member: &&Alternative| match member.resolved.as_ref()? {
        SchemaKind::Integer(format) => Some((*format, false)),
        SchemaKind::Enumeration(enumeration) => match enumeration.base() {
            EnumerationBase::Integer => Some((IntegerFormat::Int64, true)),
            EnumerationBase::Unsigned => Some((IntegerFormat::Uint64, true)),
            _ => None,
        },
        _ => None,
    };
    let formats: Vec<(IntegerFormat, bool)> = members.iter().filter_map(format).collect();
    let together = formats.iter().map(|(format, _)| *format).reduce(IntegerFormat::or)?;
    let has_room = |(format, is_listed): &(IntegerFormat, bool)| *is_listed && format.or(together) == *format;
    let is_needed = IntegerFormat::Int64.or(together) != IntegerFormat::Int64;
    let is_plain = formats.iter().any(|(_, is_listed)| !is_listed);
    (is_needed && is_plain && !formats.iter().any(has_room)).then_some(together)
}
