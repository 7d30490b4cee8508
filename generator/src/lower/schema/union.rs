//! Lowers `oneOf` and `anyOf`, and merges the alternatives that one type can represent.
//!
//! `oneOf` and `anyOf` become the same type: a value that matches several alternatives is ambiguous, and is preserved
//! unchanged.

use std::sync::Arc;

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::discriminator::Discriminator;
use super::{component, cycle, discriminator};
use super::{lower_schema_or_reference, too_complex, untyped};
use crate::api::{
    AdditionalProperties, DefaultFor, DistinctSchemas, DistinctValues, Enumeration, EnumerationBase, IntegerFormat,
    NumberFormat, Object, Schema, SchemaKind, Union, Variant,
};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;

/// Lowers the alternatives at `at`.
pub(super) fn lower_union(
    context: &mut Context<'_>,
    at: &Pointer,
    members: &[ReferenceOr<openapiv3::Schema>],
    discriminator: Option<Discriminator<'_>>,
) -> Schema {
    let members = members.iter().enumerate();
    let lower = |(index, member)| lower_schema_or_reference(context, &at.index(index), member);
    let schemas = members.map(lower).collect();
    union_of(context, at, schemas, discriminator)
}

/// Returns the union of some schemas, at `at`.
pub(super) fn union_of(
    context: &mut Context<'_>,
    at: &Pointer,
    schemas: Vec<Schema>,
    discriminator: Option<Discriminator<'_>>,
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
    if alternatives.iter().filter(is_from_elsewhere).count() > context.limits.union_alternatives {
        let reason = "the alternatives of this schema have too many nested alternatives";
        union.kind = too_complex(context, at, reason, "union-alternatives");
        return union;
    }
    if alternatives.is_empty() && !union.nullable {
        union.kind = cycle::only_itself(context, at);
        return union;
    }
    let is_untyped = |alternative: &Alternative| matches!(alternative.resolved(), Some(SchemaKind::Any));
    if alternatives.iter().any(is_untyped) {
        if alternatives.len() > 1 {
            union.kind = untyped(context, at, "an alternative allows any value");
        }
        union.nullable = false;
        return union;
    }
    let is_condition = |alternative: &Alternative| matches!(&alternative.schema.kind, SchemaKind::Object(object) if object.is_condition());
    if !alternatives.is_empty() && alternatives.iter().all(is_condition) {
        let message = "the alternatives differ in their required properties only: they are ignored";
        context.note(Code::KEYWORD_UNUSED, at, message);
        union.kind = SchemaKind::Object(Object {
            properties: vec![],
            required: vec![],
            additional_properties: AdditionalProperties::Unspecified,
        });
        return union;
    }
    for class in [Class::Text, Class::Integer, Class::Number, Class::Boolean] {
        merge_class(&mut alternatives, class);
    }
    let mut known = DistinctSchemas::new();
    let is_new: Vec<bool> = alternatives.iter().map(|alternative| known.insert((), &alternative.schema)).collect();
    let distinct = alternatives.into_iter().zip(is_new).filter(|(_, is_new)| *is_new);
    let distinct: Vec<Schema> = distinct.map(|(alternative, _)| alternative.schema).collect();
    match distinct.as_slice() {
        [] => {
            union.kind = SchemaKind::Null;
            union.nullable = false;
        }
        [only] => {
            let nullable = union.nullable || only.nullable;
            return Schema { nullable, ..only.clone() };
        }
        _ => {
            let discriminated =
                discriminator.and_then(|by| discriminator::lower_discriminated(context, at, by, &distinct));
            let undiscriminated = || {
                let by = discriminator.map(|by| (by, discriminator::Mapping::of(context, by)));
                let by = by.as_ref().map(|(by, mapping)| (*by, mapping));
                let variants = distinct.iter().map(|schema| Variant {
                    discriminator_values: Vec::new(),
                    implicit_value: None,
                    declared_value: by.and_then(|by| discriminator::declared_value(context, by, schema)),
                    default_for: DefaultFor::Nothing,
                    schema: schema.clone(),
                });
                Union { discriminator: None, variants: variants.collect() }
            };
            union.kind = SchemaKind::Union(discriminated.unwrap_or_else(undiscriminated));
        }
    }
    union
}

/// An alternative and the schema that it refers to, if it is a reference and that is available.
struct Alternative {
    schema: Schema,
    target: Option<Arc<Schema>>,
}

impl Alternative {
    /// Returns the kind of the referenced schema, if that is available.
    fn resolved(&self) -> Option<&SchemaKind> {
        match (&self.target, &self.schema.kind) {
            (Some(target), _) => Some(&target.kind),
            (None, SchemaKind::Reference(_)) => None,
            (None, kind) => Some(kind),
        }
    }
}

/// Adds an alternative, or its own alternatives if it is a union. `null` makes the union nullable.
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
    let target = component::target(context, &schema);
    *nullable |= schema.nullable || target.as_ref().is_some_and(|(_, nullable)| *nullable);
    schema.nullable = false;
    let alternative = Alternative { schema, target: target.map(|(target, _)| target) };
    if matches!(alternative.resolved(), Some(SchemaKind::Null)) {
        *nullable = true;
        return;
    }
    let Alternative { schema, target } = alternative;
    match schema.kind {
        SchemaKind::Union(Union { discriminator: None, variants }) if is_flat => {
            for variant in variants {
                collect(context, variant.schema, is_flat, alternatives, nullable);
            }
        }
        _ => alternatives.push(Alternative { schema, target }),
    }
}

/// A class of scalars that one Rust type can represent.
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

/// Merges all alternatives of a class into one, at the position of the first.
///
/// An enumeration is open and can represent every value of its class, so `anyOf` of a string and an enumeration becomes
/// the enumeration.
fn merge_class(alternatives: &mut Vec<Alternative>, wanted: Class) {
    let is_member = |alternative: &Alternative| alternative.resolved().and_then(class) == Some(wanted);
    let members: Vec<&Alternative> = alternatives.iter().filter(|alternative| is_member(alternative)).collect();
    let Some(first) = members.first() else { return };
    if members.len() == 1 {
        return;
    }
    fn values(alternative: &Alternative) -> Option<&[Value]> {
        match alternative.resolved() {
            Some(SchemaKind::Enumeration(enumeration)) => Some(&enumeration.values),
            _ => None,
        }
    }
    let mut enumerations = members.iter().filter(|member| values(member).is_some());
    let merged = match (enumerations.next(), enumerations.next()) {
        // Numbers and booleans have no enumerations.
        _ if matches!(wanted, Class::Number | Class::Boolean) => {
            let plain =
                if wanted == Class::Number { SchemaKind::Number(NumberFormat::Double) } else { SchemaKind::Boolean };
            Schema { kind: plain, ..first.schema.clone() }
        }
        (None, _) if members.iter().all(|member| member.resolved() == first.resolved()) => first.schema.clone(),
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
            let mut distinct = DistinctValues::default();
            let all = members.iter().filter_map(|member| values(member)).flatten();
            let all = all.filter(|value| distinct.insert(value)).cloned().collect();
            Schema { kind: SchemaKind::Enumeration(Enumeration::of(all)), ..first.schema.clone() }
        }
    };
    let Some(place) = alternatives.iter().position(is_member) else { return };
    let same = alternatives.iter().find(|alternative| alternative.schema == merged);
    let target = same.and_then(|alternative| alternative.target.clone());
    alternatives.retain(|alternative| !is_member(alternative));
    alternatives.insert(place.min(alternatives.len()), Alternative { schema: merged, target });
}

/// Returns the integer format that can represent all alternatives, if neither `int64` nor an enumeration can.
fn wider(members: &[&Alternative]) -> Option<IntegerFormat> {
    let format = |member: &&Alternative| match member.resolved()? {
        SchemaKind::Integer(format) => Some((*format, false)),
        SchemaKind::Enumeration(enumeration) => match enumeration.base() {
            EnumerationBase::Integer => Some((IntegerFormat::Int64, true)),
            EnumerationBase::Unsigned => Some((IntegerFormat::Uint64, true)),
            _ => None,
        },
        _ => None,
    };
    let formats: Vec<(IntegerFormat, bool)> = members.iter().filter_map(format).collect();
    let merged = formats.iter().map(|(format, _)| *format).reduce(IntegerFormat::or)?;
    let is_wide_enough = |(format, is_listed): &(IntegerFormat, bool)| *is_listed && format.or(merged) == *format;
    let is_needed = IntegerFormat::Int64.or(merged) != IntegerFormat::Int64;
    let is_plain = formats.iter().any(|(_, is_listed)| !is_listed);
    (is_needed && is_plain && !formats.iter().any(is_wide_enough)).then_some(merged)
}

#[cfg(test)]
mod tests;
