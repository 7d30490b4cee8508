//! What a schema describes under a condition, and what it says of properties that nothing else describes.
//!
//! Whether `if` holds depends on the value, and a type has to have room for either case. So what only `then`, `else` and
//! `dependentSchemas` describe are optional properties, whatever they require. Conditions in `allOf` are conditions of
//! the whole schema: they describe what it does not describe itself, and narrow nothing.

use std::collections::BTreeSet;

use openapiv3::ReferenceOr;

use super::component::{component_at, is_untyped, resolved};
use super::keywords::Keywords;
use super::union::union_of;
use super::{lower_schema_or_reference, object};
use crate::api::{AdditionalProperties, Property, Schema, SchemaId, SchemaKind};
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::reference::component_name;

/// How deep alternatives of alternatives are looked into.
const DEEPEST: usize = 8;

/// Subschemas, each with its place.
type Parts<'a> = Vec<(Pointer, &'a ReferenceOr<openapiv3::Schema>)>;

/// Adds to a schema what its conditional keywords describe, and what becomes of the properties that none describes.
pub(crate) fn with_conditional(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    lowered: Schema,
) -> Schema {
    let mut gathered = Gathered::default();
    gathered.add(context, at, keywords);
    let Gathered { conditional, conditions, .. } = gathered;
    let mut described: Vec<(String, Vec<(Pointer, Schema)>)> = Vec::new();
    let others_at = describe(context, conditional, &mut described);
    // A condition says most about the values that fulfil it, so it is asked last.
    let mut by_conditions = Vec::new();
    describe(context, conditions, &mut by_conditions);
    by_conditions.retain(|(name, _)| !described.iter().any(|(known, _)| known == name));
    described.append(&mut by_conditions);
    let mut rest = unevaluated(context, at, keywords);
    // What the other properties are where a condition holds, they need not be where it does not.
    if let (AdditionalProperties::Unspecified, Some(at)) = (&rest, others_at) {
        rest = AdditionalProperties::Schema(Box::new(Schema::any(context.origin(&at))));
    }
    if described.is_empty() && rest == AdditionalProperties::Unspecified {
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

/// The conditional subschemas of a schema, those inside of them, and those of the members of its `allOf`. A component that is
/// nothing but conditions has no properties to inherit, so its conditions are those of who inherits from it.
#[derive(Default)]
struct Gathered<'a> {
    conditional: Parts<'a>,
    conditions: Parts<'a>,
    /// The components that have been looked into.
    seen: BTreeSet<SchemaId>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, context: &Context<'a>, at: &Pointer, keywords: &Keywords<'a>) {
        if let Some(beside) = keywords.beside {
            for (place, schema) in &beside.conditional {
                let schema_at = at.join(place);
                self.add_schema(context, &schema_at, schema);
                self.conditional.push((schema_at, schema));
            }
            if let Some(schema) = &beside.condition {
                let schema_at = at.push("if");
                self.add_schema(context, &schema_at, schema);
                self.conditions.push((schema_at, schema));
            }
        }
        let all_of = at.push("allOf");
        for (index, member) in keywords.all_of.iter().enumerate() {
            self.add_schema(context, &all_of.index(index), member);
        }
    }

    fn add_schema(&mut self, context: &Context<'a>, at: &Pointer, schema: &'a ReferenceOr<openapiv3::Schema>) {
        let reference = match schema {
            ReferenceOr::Item(schema) => {
                return self.add(context, at, &Keywords::of(schema, context.keywords_beside(at)));
            }
            ReferenceOr::Reference { reference } => reference,
        };
        let id = component_name(reference).and_then(|name| context.schema_id(&name));
        if let Some(id) = id
            && self.seen.insert(id)
            // Any other has in it what its conditions describe, which was inherited with the rest.
            && is_untyped(context, id)
            && let Some((name, schema)) = context.schema(id)
        {
            self.add_schema(context, &component_at(name), schema);
        }
    }
}

/// Adds the properties that schemas describe, each with all that is said of it, and gives the place of one that describes
/// all other properties as well.
fn describe(
    context: &mut Context<'_>,
    parts: Parts<'_>,
    described: &mut Vec<(String, Vec<(Pointer, Schema)>)>,
) -> Option<Pointer> {
    let mut others_at = None;
    for (at, part) in parts {
        let schema = lower_schema_or_reference(context, &at, part);
        let mut properties = Vec::new();
        if properties_of(context, &schema, &mut properties, 0) {
            others_at.get_or_insert_with(|| at.push("additionalProperties"));
        }
        for Property { name, schema } in properties {
            let place = at.push("properties").push(&name);
            match described.iter_mut().find(|(known, _)| *known == name) {
                Some((_, schemas)) if schemas.iter().any(|(_, known)| known.is_like(&schema)) => {}
                Some((_, schemas)) => schemas.push((place, schema)),
                None => described.push((name, vec![(place, schema)])),
            }
        }
    }
    others_at
}

/// Adds the properties of a schema and of its alternatives, and tells whether one of them describes all others too.
fn properties_of(context: &mut Context<'_>, schema: &Schema, properties: &mut Vec<Property>, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let mut describes_others = false;
    match resolved(context, schema).map(|schema| schema.kind) {
        Some(SchemaKind::Object(object)) => {
            describes_others = matches!(object.additional_properties, AdditionalProperties::Schema(_));
            properties.extend(object.properties);
        }
        Some(SchemaKind::Union(union)) => {
            for variant in &union.variants {
                describes_others |= properties_of(context, &variant.schema, properties, depth.saturating_add(1));
            }
        }
        _ => {}
    }
    describes_others
}

/// What becomes of the properties that nothing describes.
fn unevaluated(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> AdditionalProperties {
    let unevaluated = keywords.beside.and_then(|beside| beside.unevaluated_properties.as_ref());
    object::additional_properties(context, &at.push("unevaluatedProperties"), unevaluated)
}

/// A schema with properties that it does not describe itself, if its values are objects. What may be anything stays so:
/// it is kept as it is, and nothing of it is lost.
fn added(
    context: &mut Context<'_>,
    schema: Schema,
    properties: &[Property],
    rest: &AdditionalProperties,
    depth: usize,
) -> Schema {
    if depth > DEEPEST {
        return schema;
    }
    match &schema.kind {
        SchemaKind::Object(object) => {
            let mut object = object.clone();
            let missing = properties.iter().filter(|property| object.property(&property.name).is_none()).cloned();
            let missing: Vec<Property> = missing.collect();
            object.properties.extend(missing);
            if object.additional_properties == AdditionalProperties::Unspecified {
                object.additional_properties = rest.clone();
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
            let rest =
                if matches!(rest, AdditionalProperties::Forbidden) { &AdditionalProperties::Unspecified } else { rest };
            let (kind, nullable) = (target.kind.clone(), target.nullable);
            let with = added(context, target, properties, rest, depth.saturating_add(1));
            if with.kind == kind { schema } else { Schema { kind: with.kind, nullable, ..schema } }
        }
        _ => schema,
    }
}
