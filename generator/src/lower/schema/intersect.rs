//! Intersects two schemas: the result is valid for the values that are valid for both. `allOf` and adjacent keywords
//! need it.
//!
//! A reference remains a reference if the other schema adds nothing to its component. Otherwise the two become a new
//! inline schema.

use super::component::{current, target};
use super::cycle::without_cycles;
use super::inherited::{extended, inherit};
use super::size::size;
use super::{too_complex, untyped, without_documentation};
use crate::api::{
    AdditionalProperties, DistinctValues, Enumeration, Object, Property, Schema, SchemaId, SchemaKind, Union, Variant,
};
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::lower::context::Context;

/// Why two schemas have no intersection.
enum Failure {
    /// No value is valid for both.
    Contradiction(&'static str),
    /// The intersection depends on itself.
    Cycle,
    /// An alternative refers back to the union that contains it, and adds no values.
    Redundant,
    /// The result would have too many alternatives. The name of the limit.
    TooMany(&'static str),
    /// The result would be too large.
    TooLarge,
    /// The document has too many schemas, which was reported.
    Spent,
    /// The schemas of the document inherit too many properties. It is reported once.
    TooManyProperties,
}

type Intersection = Result<Schema, Failure>;

/// The state of an intersection.
#[derive(Default)]
pub(super) struct Intersections {
    /// The enclosing pairs that contain a reference.
    path: Vec<Step>,
    /// The number of schemas visited.
    steps: usize,
    /// The number of enclosing unions.
    depth: usize,
    /// The number of alternatives of nested unions visited.
    nested: usize,
}

enum Step {
    Pair(SchemaKind, SchemaKind),
    /// The following pairs are inside an object or an array, and not alternatives of the preceding pair.
    Inside,
}

/// An untyped schema. A note was reported with the reason.
pub(super) struct Untyped(pub(crate) Box<Schema>);

/// Intersects two schemas. The result is at `at`.
///
/// # Errors
///
/// Returns an untyped schema if there is no intersection, or if it can't be computed.
pub(super) fn intersect(
    context: &mut Context<'_>,
    at: &Pointer,
    first: Schema,
    second: &Schema,
) -> Result<Schema, Untyped> {
    let first = match extended(context, at, first, second) {
        Ok(extended) => return Ok(extended),
        Err(first) => *first,
    };
    let kind = match begin(context, at, &first, second) {
        Ok(schema) => return Ok(schema),
        Err(Failure::Contradiction(reason)) => contradictory(context, &at.push("allOf"), reason),
        Err(Failure::Cycle | Failure::Redundant) => {
            untyped(context, at, "the parts of this schema depend on the schema itself")
        }
        Err(Failure::TooMany(limit)) => too_many_combinations(context, at, limit),
        Err(Failure::TooLarge) => {
            too_complex(context, at, "this schema has too many combinations of parts", "intersection-schemas")
        }
        Err(Failure::Spent | Failure::TooManyProperties) => SchemaKind::Any,
    };
    Err(Untyped(Box::new(Schema { kind, nullable: false, ..first })))
}

/// Returns the kind of a schema of which no value is valid, and reports a warning: the author means other values.
fn contradictory(context: &mut Context<'_>, at: &Pointer, reason: &str) -> SchemaKind {
    context.warning(Code::SCHEMA_CONTRADICTORY, at, format!("{reason}: the values are untyped JSON"));
    SchemaKind::Any
}

/// Runs an intersection with its own state: lowering the components that it needs may start other intersections.
fn begin(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Intersection {
    let outer = std::mem::take(&mut context.components.intersections);
    let intersection = intersect_schemas(context, at, first, second);
    context.components.intersections = outer;
    intersection
}

fn intersect_schemas(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Intersection {
    let steps = &mut context.components.intersections.steps;
    *steps = steps.saturating_add(1);
    if *steps > context.limits.intersection_schemas {
        return Err(Failure::TooLarge);
    }
    if !context.spend(at, 1) {
        return Err(Failure::Spent);
    }
    let nullable = allows_null(first) && allows_null(second);
    let intersection = match (&first.kind, &second.kind) {
        // What a string of the component holds.
        (SchemaKind::Any, SchemaKind::Reference(_)) if first.content_schema.is_some() => {
            return intersect_resolved(context, at, first, second);
        }
        (SchemaKind::Reference(_), SchemaKind::Any) if second.content_schema.is_some() => {
            return intersect_resolved(context, at, first, second);
        }
        (SchemaKind::Any, _) => second.clone(),
        (_, SchemaKind::Any) => first.clone(),
        (SchemaKind::Reference(one), SchemaKind::Reference(other)) if one == other => first.clone(),
        (SchemaKind::Reference(_), _) | (_, SchemaKind::Reference(_)) => {
            return intersect_reference(context, at, first, second);
        }
        (SchemaKind::Union(union), _) => {
            Schema { kind: distribute(context, at, union, second, true)?, ..first.clone() }
        }
        (_, SchemaKind::Union(union)) => {
            Schema { kind: distribute(context, at, union, first, false)?, ..first.clone() }
        }
        (one, other) => Schema { kind: intersect_kinds(context, at, one, other)?, ..first.clone() },
    };
    Ok(annotated(Schema { nullable, ..intersection }, first, second))
}

/// Returns `true` if `null` is valid. It is valid for an untyped schema.
pub(super) fn allows_null(schema: &Schema) -> bool {
    schema.nullable || matches!(schema.kind, SchemaKind::Any | SchemaKind::Null)
}

/// Adds the annotations of two schemas to their intersection.
fn annotated(intersection: Schema, first: &Schema, second: &Schema) -> Schema {
    let access = intersection.access;
    let intersection = Schema { access, ..annotated_with(intersection, first) };
    Schema { at: first.at.clone(), ..annotated_with(intersection, second) }
}

/// Adds the annotations of one schema.
pub(super) fn annotated_with(mut intersection: Schema, part: &Schema) -> Schema {
    let (own, other) = (&mut intersection.documentation, &part.documentation);
    own.title = own.title.take().or_else(|| other.title.clone());
    own.description = own.description.take().or_else(|| other.description.clone());
    own.deprecated |= other.deprecated;
    intersection.sensitive |= part.sensitive;
    if intersection.content_schema.is_none() {
        intersection.content_schema.clone_from(&part.content_schema);
    }
    if intersection.encoded_type.is_none() {
        intersection.encoded_type.clone_from(&part.encoded_type);
    }
    for constraint in &part.constraints {
        if !intersection.constraints.contains(constraint) {
            intersection.constraints.push(constraint.clone());
        }
    }
    intersection.default = intersection.default.take().or_else(|| part.default.clone());
    if intersection.access == crate::api::Access::Both {
        intersection.access = part.access;
    }
    intersection
}

/// Intersects a pair that contains a reference. A pair that encloses itself is a cycle of references.
fn intersect_reference(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Intersection {
    let path = &mut context.components.intersections.path;
    let is_pair = |step: &Step| matches!(step, Step::Pair(one, other) if *one == first.kind && *other == second.kind);
    if let Some(position) = path.iter().position(is_pair) {
        let is_inside = path.iter().skip(position).any(|step| matches!(step, Step::Inside));
        return Err(if is_inside { Failure::Cycle } else { Failure::Redundant });
    }
    path.push(Step::Pair(first.kind.clone(), second.kind.clone()));
    let intersection = intersect_resolved(context, at, first, second);
    context.components.intersections.path.pop();
    intersection
}

/// Intersects two schemas inside objects or arrays. If they have too many combinations of alternatives, these values alone are untyped.
fn intersect_inside(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Intersection {
    context.components.intersections.path.push(Step::Inside);
    let intersection = intersect_schemas(context, at, first, second);
    context.components.intersections.path.pop();
    match intersection {
        Err(Failure::TooMany(limit)) => {
            let kind = too_many_combinations(context, at, limit);
            Ok(annotated(Schema { nullable: false, ..Schema::of_kind(first.at.clone(), kind) }, first, second))
        }
        intersection => intersection,
    }
}

/// Returns the kind of a schema with too many combinations of alternatives, and reports a warning.
fn too_many_combinations(context: &mut Context<'_>, at: &Pointer, limit: &str) -> SchemaKind {
    too_complex(context, at, "this schema has too many combinations of alternatives", limit)
}

fn intersect_resolved(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Intersection {
    let one = dereferenced(context, at, first)?;
    let other = dereferenced(context, at, second)?;
    let intersection = intersect_schemas(context, at, &one, &other)?;
    for (written, resolved) in [(first, &one), (second, &other)] {
        if matches!(written.kind, SchemaKind::Reference(_)) && adds_nothing(&intersection, resolved) {
            let nullable = intersection.nullable && !resolved.nullable;
            return Ok(annotated(Schema { nullable, ..written.clone() }, first, second));
        }
    }
    Ok(Schema { at: first.at.clone(), ..intersection })
}

/// Returns `true` if an intersection is one of its parts, whatever the order of the properties and the places that it
/// names for them.
fn adds_nothing(intersection: &Schema, part: &Schema) -> bool {
    if intersection.content() != part.content() {
        return false;
    }
    let (SchemaKind::Object(object), SchemaKind::Object(part)) = (&intersection.kind, &part.kind) else {
        return intersection.kind == part.kind;
    };
    let own_properties = part.properties_by_name();
    let is_same = |property: &Property| {
        let own = own_properties.get(property.name.as_str());
        own.is_some_and(|own| Schema { at: own.schema.at.clone(), ..property.schema.clone() } == own.schema)
    };
    object.properties.len() == part.properties.len()
        && object.properties.iter().all(is_same)
        && object.required_names() == part.required_names()
        && object.additional_properties == part.additional_properties
}

/// Returns the target of a reference, without its own documentation.
fn dereferenced(context: &mut Context<'_>, at: &Pointer, schema: &Schema) -> Intersection {
    if !matches!(schema.kind, SchemaKind::Reference(_)) {
        return Ok(schema.clone());
    }
    let (target, nullable) = target(context, schema).ok_or(Failure::Cycle)?;
    if !context.spend(at, size(&target)) {
        return Err(Failure::Spent);
    }
    Ok(Schema { documentation: schema.documentation.clone(), nullable, ..without_documentation(&target) })
}

/// Intersects a schema with each alternative of a union.
fn distribute(
    context: &mut Context<'_>,
    at: &Pointer,
    union: &Union,
    schema: &Schema,
    union_is_first: bool,
) -> Result<SchemaKind, Failure> {
    let alternatives = without_cycles(context, union);
    let mine: usize = alternatives.iter().map(|variant| count(&variant.schema.kind)).sum();
    let others = count(&schema.kind);
    let is_expanded = alternatives.len() > union.variants.len();
    let limits = context.limits;
    if (others > 1 || is_expanded) && mine.saturating_mul(others) > limits.union_alternatives {
        return Err(Failure::TooMany("union-alternatives"));
    }
    let intersections = &mut context.components.intersections;
    if intersections.depth > 0 {
        intersections.nested = intersections.nested.saturating_add(alternatives.len());
    }
    if intersections.depth >= limits.union_depth {
        return Err(Failure::TooMany("union-depth"));
    }
    if intersections.nested > limits.nested_alternatives {
        return Err(Failure::TooMany("nested-alternatives"));
    }
    intersections.depth = intersections.depth.saturating_add(1);
    let intersection = distribute_over(context, at, alternatives, union, schema, union_is_first);
    let intersections = &mut context.components.intersections;
    intersections.depth = intersections.depth.saturating_sub(1);
    intersection
}

/// Returns the number of alternatives, including nested ones.
fn count(kind: &SchemaKind) -> usize {
    match kind {
        SchemaKind::Union(union) => union.variants.iter().map(|variant| count(&variant.schema.kind)).sum(),
        _ => 1,
    }
}

fn distribute_over(
    context: &mut Context<'_>,
    at: &Pointer,
    alternatives: Vec<Variant>,
    union: &Union,
    schema: &Schema,
    union_is_first: bool,
) -> Result<SchemaKind, Failure> {
    let owner = current(context);
    let mut variants: Vec<Variant> = Vec::with_capacity(alternatives.len());
    let mut failure = Failure::Contradiction("no value is valid for all parts of this schema");
    for variant in alternatives {
        // A component that inherits from the owner already includes the owner's keywords.
        let inherits = |id: SchemaId| owner.is_some_and(|owner| context.inheritance.inherits(id, owner));
        if matches!(variant.schema.kind, SchemaKind::Reference(id) if inherits(id)) {
            variants.push(variant);
            continue;
        }
        let intersection = match union_is_first {
            true => intersect_schemas(context, at, &variant.schema, schema),
            false => intersect_schemas(context, at, schema, &variant.schema),
        };
        match intersection {
            Ok(intersection) => {
                let documentation = variant.schema.documentation.clone();
                let at = variant.schema.at.clone();
                variants.push(Variant {
                    discriminator_values: variant.discriminator_values,
                    implicit_value: variant.implicit_value,
                    declared_value: variant.declared_value,
                    default_for: variant.default_for,
                    schema: Schema { documentation, at, ..intersection },
                });
            }
            Err(Failure::Contradiction(reason)) => failure = Failure::Contradiction(reason),
            Err(Failure::Redundant) => {}
            Err(other) => return Err(other),
        }
    }
    match variants.as_slice() {
        [] => Err(failure),
        [only] => Ok(only.schema.kind.clone()),
        _ => Ok(SchemaKind::Union(Union { discriminator: union.discriminator.clone(), variants })),
    }
}

fn intersect_kinds(
    context: &mut Context<'_>,
    at: &Pointer,
    first: &SchemaKind,
    second: &SchemaKind,
) -> Result<SchemaKind, Failure> {
    match (first, second) {
        (SchemaKind::Object(first), SchemaKind::Object(second)) => {
            Ok(SchemaKind::Object(intersect_objects(context, at, first, second)?))
        }
        (SchemaKind::Array(first), SchemaKind::Array(second)) => {
            Ok(SchemaKind::Array(Box::new(intersect_inside(context, &at.push("items"), first, second)?)))
        }
        (SchemaKind::Tuple(members), SchemaKind::Array(items))
        | (SchemaKind::Array(items), SchemaKind::Tuple(members)) => {
            let intersection: Result<_, _> =
                members.iter().map(|member| intersect_inside(context, at, member, items)).collect();
            Ok(SchemaKind::Tuple(intersection?))
        }
        (SchemaKind::Tuple(first), SchemaKind::Tuple(second)) if first.len() == second.len() => {
            let pairs = first.iter().zip(second);
            let intersection: Result<_, _> =
                pairs.map(|(first, second)| intersect_inside(context, at, first, second)).collect();
            Ok(SchemaKind::Tuple(intersection?))
        }
        (SchemaKind::Enumeration(first), SchemaKind::Enumeration(second)) => {
            let others: DistinctValues<'_> = second.values.iter().collect();
            listed(first.values.iter().filter(|value| others.contains(value)).cloned().collect())
        }
        (SchemaKind::Enumeration(listed_values), kind) | (kind, SchemaKind::Enumeration(listed_values)) => {
            listed(listed_values.values.iter().filter(|value| has_value(kind, value)).cloned().collect())
        }
        (SchemaKind::String { format: first }, SchemaKind::String { format: second }) => {
            // A string of two formats has the type of neither.
            let is_either = first.is_none() || second.is_none() || first == second;
            Ok(SchemaKind::String { format: first.clone().or_else(|| second.clone()).filter(|_| is_either) })
        }
        (SchemaKind::Integer(first), SchemaKind::Integer(second)) => Ok(SchemaKind::Integer(first.and(*second))),
        (SchemaKind::Integer(format), SchemaKind::Number(_)) | (SchemaKind::Number(_), SchemaKind::Integer(format)) => {
            Ok(SchemaKind::Integer(*format))
        }
        (one, other) if one == other => Ok(one.clone()),
        _ => Err(Failure::Contradiction("the parts of this schema have different types")),
    }
}

fn listed(values: Vec<serde_json::Value>) -> Result<SchemaKind, Failure> {
    if values.is_empty() {
        return Err(Failure::Contradiction("the parts of this schema have no common `enum` value"));
    }
    Ok(SchemaKind::Enumeration(Enumeration::of(values)))
}

fn has_value(kind: &SchemaKind, value: &serde_json::Value) -> bool {
    match kind {
        SchemaKind::String { .. } => value.is_string(),
        SchemaKind::Boolean => value.is_boolean(),
        SchemaKind::Integer(_) => value.is_i64() || value.is_u64(),
        SchemaKind::Number(_) => value.is_number(),
        _ => false,
    }
}

fn intersect_objects(
    context: &mut Context<'_>,
    at: &Pointer,
    first: &Object,
    second: &Object,
) -> Result<Object, Failure> {
    let count = first.properties.len().saturating_add(second.properties.len());
    if !inherit(context, at, count) {
        return Err(Failure::TooManyProperties);
    }
    let mut properties = Vec::with_capacity(count);
    let others = second.properties_by_name();
    for property in &first.properties {
        let schema = match others.get(property.name.as_str()) {
            None => property.schema.clone(),
            Some(other) => {
                let at = at.push("properties").push(&property.name);
                match intersect_inside(context, &at, &property.schema, &other.schema) {
                    Err(Failure::Contradiction(reason)) => {
                        let message = format!("property `{}`: {reason}", property.name);
                        let kind = contradictory(context, &at, &message);
                        Schema { kind, nullable: false, ..property.schema.clone() }
                    }
                    intersection => intersection?,
                }
            }
        };
        properties.push(Property { name: property.name.clone(), schema });
    }
    let known = first.properties_by_name();
    let added = second.properties.iter().filter(|property| !known.contains_key(property.name.as_str()));
    properties.extend(added.cloned());
    let mut required = first.required.clone();
    let known = first.required_names();
    required.extend(second.required.iter().filter(|required| !known.contains(required.name.as_str())).cloned());
    Ok(Object {
        properties,
        required,
        additional_properties: intersect_additional_properties(
            context,
            at,
            &first.additional_properties,
            &second.additional_properties,
        )?,
    })
}

/// Intersects `additionalProperties`. Taken literally, a part with `additionalProperties: false` forbids the properties
/// of the other parts. Documents mean that only the properties of all parts together are allowed.
fn intersect_additional_properties(
    context: &mut Context<'_>,
    at: &Pointer,
    first: &AdditionalProperties,
    second: &AdditionalProperties,
) -> Result<AdditionalProperties, Failure> {
    Ok(match (first, second) {
        (AdditionalProperties::Schema(one), AdditionalProperties::Schema(other)) => {
            let at = at.push("additionalProperties");
            let intersection = match intersect_inside(context, &at, one, other) {
                Err(Failure::Contradiction(reason)) => {
                    let kind = contradictory(context, &at, reason);
                    Schema { kind, nullable: false, ..(**one).clone() }
                }
                intersection => intersection?,
            };
            AdditionalProperties::Schema(Box::new(intersection))
        }
        (AdditionalProperties::Schema(kept), _) | (_, AdditionalProperties::Schema(kept)) => {
            AdditionalProperties::Schema(kept.clone())
        }
        (AdditionalProperties::Forbidden, AdditionalProperties::Forbidden) => AdditionalProperties::Forbidden,
        _ => AdditionalProperties::Unspecified,
    })
}

#[cfg(test)]
mod tests;
