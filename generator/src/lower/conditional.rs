//! What a schema describes under a condition, and what it says of properties that nothing else describes.
//!
//! Whether `if` holds depends on the value, and a type has to have room for either case. So what only `then`, `else` and
//! `dependentSchemas` describe are optional properties, whatever they require. Conditions in `allOf` are conditions of
//! the whole schema: they describe what it does not describe itself, and narrow nothing.

use openapiv3::ReferenceOr;

use super::component::resolved;
use super::context::Context;
use super::keywords::Keywords;
use super::schema::lower_schema_or_reference;
use super::union::union_of;
use crate::api::{Property, Rest, Schema, SchemaKind};
use crate::openapi::{CONDITION, CONDITIONAL, UNEVALUATED};
use crate::source::Pointer;

/// How deep alternatives of alternatives are looked into.
const DEEPEST: usize = 8;

/// Subschemas, each with its place.
type Parts = Vec<(Pointer, ReferenceOr<openapiv3::Schema>)>;

/// Adds to a schema what its conditional keywords describe, and what becomes of the properties that none describes.
pub(super) fn with_conditional(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    lowered: Schema,
) -> Schema {
    let (mut conditional, mut conditions) = (Parts::new(), Parts::new());
    gather(at, keywords, &mut conditional, &mut conditions);
    let mut described: Vec<(String, Vec<(Pointer, Schema)>)> = Vec::new();
    describe(context, conditional, &mut described);
    // A condition says most about the values that fulfil it, so it is asked last.
    let mut by_conditions = Vec::new();
    describe(context, conditions, &mut by_conditions);
    by_conditions.retain(|(name, _)| !described.iter().any(|(known, _)| known == name));
    described.append(&mut by_conditions);
    let rest = unevaluated(context, at, keywords);
    if described.is_empty() && rest == Rest::Unstated {
        return lowered;
    }
    let mut properties = Vec::with_capacity(described.len());
    for (name, mut schemas) in described {
        let schema = match (schemas.pop(), schemas.first()) {
            (Some((_, only)), None) => only,
            (Some(last), Some((first_at, _))) => {
                let first_at = first_at.clone();
                schemas.push(last);
                union_of(context, &first_at, schemas.into_iter().map(|(_, schema)| schema).collect(), None)
            }
            (None, _) => continue,
        };
        properties.push(Property { name, schema });
    }
    added(context, lowered, &properties, &rest, 0)
}

/// The conditional subschemas of a schema, those inside of them, and those of the members of its `allOf`.
fn gather(at: &Pointer, keywords: &Keywords<'_>, conditional: &mut Parts, conditions: &mut Parts) {
    for keyword in [CONDITIONAL, CONDITION] {
        for (index, schema) in keywords.schemas_in(keyword).unwrap_or_default().into_iter().enumerate() {
            let schema_at = at.push(keyword).index(index);
            if let ReferenceOr::Item(schema) = &schema {
                gather(&schema_at, &Keywords::of(schema), conditional, conditions);
            }
            let parts = if keyword == CONDITIONAL { &mut *conditional } else { &mut *conditions };
            parts.push((schema_at, schema));
        }
    }
    let all_of = at.push("allOf");
    for (index, member) in keywords.all_of.iter().enumerate() {
        if let ReferenceOr::Item(member) = member {
            gather(&all_of.index(index), &Keywords::of(member), conditional, conditions);
        }
    }
}

/// Adds the properties that schemas describe, each with all that is said of it.
fn describe(context: &mut Context<'_>, parts: Parts, described: &mut Vec<(String, Vec<(Pointer, Schema)>)>) {
    for (at, part) in parts {
        let schema = lower_schema_or_reference(context, &at, &part);
        let mut properties = Vec::new();
        properties_of(context, &schema, &mut properties, 0);
        for Property { name, schema } in properties {
            let place = at.push("properties").push(&name);
            match described.iter_mut().find(|(known, _)| *known == name) {
                Some((_, schemas)) if schemas.iter().any(|(_, known)| known.is_like(&schema)) => {}
                Some((_, schemas)) => schemas.push((place, schema)),
                None => described.push((name, vec![(place, schema)])),
            }
        }
    }
}

/// The properties of a schema and of its alternatives.
fn properties_of(context: &mut Context<'_>, schema: &Schema, properties: &mut Vec<Property>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match resolved(context, schema).map(|schema| schema.kind) {
        Some(SchemaKind::Object(object)) => properties.extend(object.properties),
        Some(SchemaKind::Union(union)) => {
            for variant in &union.variants {
                properties_of(context, &variant.schema, properties, depth.saturating_add(1));
            }
        }
        _ => {}
    }
}

/// What becomes of the properties that nothing describes.
fn unevaluated(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> Rest {
    let Some(schemas) = keywords.schemas_in(UNEVALUATED) else { return Rest::Unstated };
    let Some(schema) = schemas.first() else { return Rest::Forbidden };
    Rest::Kept(Box::new(lower_schema_or_reference(context, &at.push(UNEVALUATED).index(0), schema)))
}

/// A schema with properties that it does not describe itself, if its values are objects. What may be anything stays so:
/// it is kept as it is, and nothing of it is lost.
fn added(context: &mut Context<'_>, schema: Schema, properties: &[Property], rest: &Rest, depth: usize) -> Schema {
    if depth > DEEPEST {
        return schema;
    }
    match &schema.kind {
        SchemaKind::Object(object) => {
            let mut object = object.clone();
            let missing = properties.iter().filter(|property| object.property(&property.name).is_none()).cloned();
            let missing: Vec<Property> = missing.collect();
            object.properties.extend(missing);
            if object.rest == Rest::Unstated {
                object.rest = rest.clone();
            }
            Schema { kind: SchemaKind::Object(object), ..schema }
        }
        SchemaKind::Union(union) => {
            let mut union = union.clone();
            for variant in &mut union.variants {
                variant.schema = added(context, variant.schema.clone(), properties, rest, depth.saturating_add(1));
            }
            Schema { kind: SchemaKind::Union(union), ..schema }
        }
        SchemaKind::Reference(_) => {
            let Some(target) = resolved(context, &schema) else { return schema };
            // A component that nothing is added to stays what it is: that others are forbidden changes no type.
            let rest = if matches!(rest, Rest::Forbidden) { &Rest::Unstated } else { rest };
            let (kind, nullable) = (target.kind.clone(), target.nullable);
            let with = added(context, target, properties, rest, depth.saturating_add(1));
            if with.kind == kind { schema } else { Schema { kind: with.kind, nullable, ..schema } }
        }
        _ => schema,
    }
}
