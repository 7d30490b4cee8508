//! The schema of the values that are right for two schemas: what `allOf` says, and keywords beside one another.
//!
//! A reference stays one where the other schema adds nothing to what the component says already. Otherwise the two
//! become one schema of its own.

use super::component::{current, resolved};
use super::cycle::without_cycles;
use super::{raw, without_words};
use crate::api::{
    AdditionalProperties, Enumeration, IntegerFormat, Object, Property, Schema, SchemaId, SchemaKind, Union, Variant,
};
use crate::location::Pointer;
use crate::lower::context::Context;

/// Why there is no such schema.
enum Failure {
    /// No value is right for both.
    Contradiction(&'static str),
    /// One of them is needed to say what it is itself.
    Circle,
    /// An alternative leads back to the union that it is one of, and adds no value to it.
    SaysNothing,
    /// It would have too many alternatives.
    TooMany,
    /// It would take too much.
    TooLarge,
}

type Met = Result<Schema, Failure>;

/// The most alternatives that a union of two unions may have, and that a union may take over from others.
pub(crate) const MOST_ALTERNATIVES: usize = 64;

/// The most alternatives of unions in unions that one intersection may look at, and the deepest that these may nest.
/// Public documents have a fifth of it. Unions that are alternatives of one another would multiply without an end.
const MOST_NESTED: usize = 256;
const DEEPEST: usize = 16;

/// The most schemas that one intersection may look at, those inside of schemas included. Public documents take a
/// thirtieth of it; references that branch and come together again would double it with each of them.
const MOST_STEPS: usize = 4_000;

/// The intersection that is under way.
#[derive(Default)]
pub(crate) struct Intersections {
    /// The pairs on the way to the current one that have a reference in them.
    path: Vec<Step>,
    /// How many schemas it has looked at.
    steps: usize,
    /// How many unions around one another it is in.
    depth: usize,
    /// How many alternatives of unions in unions it has looked at.
    nested: usize,
}

enum Step {
    Pair(SchemaKind, SchemaKind),
    /// What follows are the parts of an object or an array, and no alternatives of what comes before.
    Inside,
}

/// The schema of what has no typed form: its values are kept raw, and a note says why.
pub(crate) struct Untyped(pub(crate) Box<Schema>);

/// The schema for what is right for both, which stands at `at`. Where nothing is, or nothing can be said, values are
/// kept raw.
pub(crate) fn intersect(
    context: &mut Context<'_>,
    at: &Pointer,
    first: Schema,
    second: &Schema,
) -> Result<Schema, Untyped> {
    let reason = match begin(context, at, &first, second) {
        Ok(schema) => return Ok(schema),
        Err(Failure::Contradiction(reason)) => reason,
        Err(Failure::Circle | Failure::SaysNothing) => {
            "the parts of this schema need the schema itself to say what they are"
        }
        Err(Failure::TooMany) => "the alternatives of this schema are too many to be put together",
        Err(Failure::TooLarge) => "the parts of this schema are too many to be put together",
    };
    let kind = raw(context, at, reason);
    Err(Untyped(Box::new(Schema { kind, nullable: false, ..first })))
}

/// What is needed on the way may have to be lowered, and to be intersected for that: each intersection is one of its own.
fn begin(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Met {
    let outer = std::mem::take(&mut context.components.meeting);
    let met = intersect_schemas(context, at, first, second);
    context.components.meeting = outer;
    met
}

fn intersect_schemas(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Met {
    let steps = &mut context.components.meeting.steps;
    *steps = steps.saturating_add(1);
    if *steps > MOST_STEPS {
        return Err(Failure::TooLarge);
    }
    let nullable = allows_null(first) && allows_null(second);
    let met = match (&first.kind, &second.kind) {
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
    Ok(annotated(Schema { nullable, ..met }, first, second))
}

/// Of any value, `null` is one.
fn allows_null(schema: &Schema) -> bool {
    schema.nullable || matches!(schema.kind, SchemaKind::Any | SchemaKind::Null)
}

/// What is said about the two is said about what they are together.
fn annotated(mut met: Schema, first: &Schema, second: &Schema) -> Schema {
    for part in [first, second] {
        let (own, other) = (&mut met.documentation, &part.documentation);
        own.title = own.title.take().or_else(|| other.title.clone());
        own.description = own.description.take().or_else(|| other.description.clone());
        own.deprecated |= other.deprecated;
        met.sensitive |= part.sensitive;
        met.default = met.default.take().or_else(|| part.default.clone());
    }
    if met.access == crate::api::Access::Both {
        met.access = second.access;
    }
    Schema { at: first.at.clone(), ..met }
}

/// Intersects a pair that was not met on the way to it. Where it was, references have led back to it.
fn intersect_reference(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Met {
    let path = &mut context.components.meeting.path;
    let is_pair = |step: &Step| matches!(step, Step::Pair(one, other) if *one == first.kind && *other == second.kind);
    if let Some(position) = path.iter().position(is_pair) {
        let is_inside = path.iter().skip(position).any(|step| matches!(step, Step::Inside));
        return Err(if is_inside { Failure::Circle } else { Failure::SaysNothing });
    }
    path.push(Step::Pair(first.kind.clone(), second.kind.clone()));
    let met = intersect_resolved(context, at, first, second);
    context.components.meeting.path.pop();
    met
}

/// Intersects two parts of objects or arrays.
fn intersect_inside(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Met {
    context.components.meeting.path.push(Step::Inside);
    let met = intersect_schemas(context, at, first, second);
    context.components.meeting.path.pop();
    met
}

fn intersect_resolved(context: &mut Context<'_>, at: &Pointer, first: &Schema, second: &Schema) -> Met {
    let one = flattened(context, first)?;
    let other = flattened(context, second)?;
    let met = intersect_schemas(context, at, &one, &other)?;
    for (written, resolved) in [(first, &one), (second, &other)] {
        if matches!(written.kind, SchemaKind::Reference(_)) && met.kind == resolved.kind {
            let nullable = met.nullable && !resolved.nullable;
            return Ok(annotated(Schema { nullable, ..written.clone() }, first, second));
        }
    }
    Ok(Schema { at: first.at.clone(), ..met })
}

/// What a reference leads to, without the words that are meant of it alone.
fn flattened(context: &mut Context<'_>, schema: &Schema) -> Met {
    if !matches!(schema.kind, SchemaKind::Reference(_)) {
        return Ok(schema.clone());
    }
    let target = resolved(context, schema).ok_or(Failure::Circle)?;
    Ok(Schema { documentation: schema.documentation.clone(), ..without_words(&target) })
}

/// The union of what is right for a schema and each of the alternatives.
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
    if (others > 1 || is_expanded) && mine.saturating_mul(others) > MOST_ALTERNATIVES {
        return Err(Failure::TooMany);
    }
    let meeting = &mut context.components.meeting;
    if meeting.depth > 0 {
        meeting.nested = meeting.nested.saturating_add(alternatives.len());
    }
    if meeting.depth >= DEEPEST || meeting.nested > MOST_NESTED {
        return Err(Failure::TooMany);
    }
    meeting.depth = meeting.depth.saturating_add(1);
    let met = distribute_over(context, at, alternatives, union, schema, union_is_first);
    let meeting = &mut context.components.meeting;
    meeting.depth = meeting.depth.saturating_sub(1);
    met
}

/// How many alternatives there are, those of alternatives included.
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
    let mut failure = Failure::Contradiction("no value is right for all parts of this schema");
    for variant in alternatives {
        // Who inherits from the owner has what the owner adds already.
        let inherits = |id: SchemaId| owner.is_some_and(|owner| context.inheritance.inherits(id, owner));
        if matches!(variant.schema.kind, SchemaKind::Reference(id) if inherits(id)) {
            variants.push(variant);
            continue;
        }
        let met = match union_is_first {
            true => intersect_schemas(context, at, &variant.schema, schema),
            false => intersect_schemas(context, at, schema, &variant.schema),
        };
        match met {
            Ok(met) => {
                let documentation = variant.schema.documentation.clone();
                let at = variant.schema.at.clone();
                variants.push(Variant {
                    discriminator_values: variant.discriminator_values,
                    schema: Schema { documentation, at, ..met },
                });
            }
            Err(Failure::Contradiction(reason)) => failure = Failure::Contradiction(reason),
            Err(Failure::SaysNothing) => {}
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
            let met: Result<_, _> = members.iter().map(|member| intersect_inside(context, at, member, items)).collect();
            Ok(SchemaKind::Tuple(met?))
        }
        (SchemaKind::Tuple(first), SchemaKind::Tuple(second)) if first.len() == second.len() => {
            let pairs = first.iter().zip(second);
            let met: Result<_, _> = pairs.map(|(first, second)| intersect_inside(context, at, first, second)).collect();
            Ok(SchemaKind::Tuple(met?))
        }
        (SchemaKind::Enumeration(first), SchemaKind::Enumeration(second)) => {
            listed(first.values.iter().filter(|value| second.values.contains(value)).cloned().collect())
        }
        (SchemaKind::Enumeration(listed_values), kind) | (kind, SchemaKind::Enumeration(listed_values)) => {
            listed(listed_values.values.iter().filter(|value| has_value(kind, value)).cloned().collect())
        }
        (SchemaKind::String { format: first }, SchemaKind::String { format: second }) => {
            Ok(SchemaKind::String { format: first.clone().or_else(|| second.clone()) })
        }
        (SchemaKind::Integer(IntegerFormat::Int64), SchemaKind::Integer(format))
        | (SchemaKind::Integer(format), SchemaKind::Integer(_)) => Ok(SchemaKind::Integer(*format)),
        (SchemaKind::Integer(format), SchemaKind::Number(_)) | (SchemaKind::Number(_), SchemaKind::Integer(format)) => {
            Ok(SchemaKind::Integer(*format))
        }
        (one, other) if one == other => Ok(one.clone()),
        _ => Err(Failure::Contradiction("the parts of this schema are of different types")),
    }
}

fn listed(values: Vec<serde_json::Value>) -> Result<SchemaKind, Failure> {
    if values.is_empty() {
        return Err(Failure::Contradiction("the parts of this schema list different values"));
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
    let mut properties = Vec::with_capacity(first.properties.len().saturating_add(second.properties.len()));
    for property in &first.properties {
        let schema = match second.property(&property.name) {
            None => property.schema.clone(),
            Some(other) => {
                let at = at.push("properties").push(&property.name);
                match intersect_inside(context, &at, &property.schema, &other.schema) {
                    Err(Failure::Contradiction(reason)) => {
                        let message = format!("of the property `{}`, {reason}", property.name);
                        let kind = raw(context, &at, &message);
                        Schema { kind, nullable: false, ..property.schema.clone() }
                    }
                    met => met?,
                }
            }
        };
        properties.push(Property { name: property.name.clone(), schema });
    }
    let added = second.properties.iter().filter(|property| first.property(&property.name).is_none());
    properties.extend(added.cloned());
    let mut required = first.required.clone();
    required.extend(second.required.iter().filter(|required| !first.requires(&required.name)).cloned());
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

/// A part that forbids the properties of the others, by `additionalProperties: false`, would allow nothing: what it
/// means is that there are no others than those of all parts.
fn intersect_additional_properties(
    context: &mut Context<'_>,
    at: &Pointer,
    first: &AdditionalProperties,
    second: &AdditionalProperties,
) -> Result<AdditionalProperties, Failure> {
    Ok(match (first, second) {
        (AdditionalProperties::Schema(one), AdditionalProperties::Schema(other)) => {
            let at = at.push("additionalProperties");
            let met = match intersect_inside(context, &at, one, other) {
                Err(Failure::Contradiction(reason)) => {
                    let kind = raw(context, &at, reason);
                    Schema { kind, nullable: false, ..(**one).clone() }
                }
                met => met?,
            };
            AdditionalProperties::Schema(Box::new(met))
        }
        (AdditionalProperties::Schema(kept), _) | (_, AdditionalProperties::Schema(kept)) => {
            AdditionalProperties::Schema(kept.clone())
        }
        (AdditionalProperties::Forbidden, AdditionalProperties::Forbidden) => AdditionalProperties::Forbidden,
        _ => AdditionalProperties::Unspecified,
    })
}
