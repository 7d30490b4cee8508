//! Lowers conditional subschemas and `unevaluatedProperties`.
//!
//! Whether `if` is valid depends on the value, and the type must represent both cases. So the properties that only
//! `then`, `else` and `dependentSchemas` declare are optional, even if they are required there. Conditions in `allOf`
//! apply to the whole schema: they add properties that it does not declare itself, and narrow nothing.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::component::{self, resolved};
use super::keywords::Keywords;
use super::size::size;
use super::union::union_of;
use super::{lower_schema_or_reference, object};
use crate::api::{AdditionalProperties, Property, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::limits::CONDITION_DEPTH;
use crate::location::Pointer;
use crate::lower::context::Context;
use crate::lower::reference::component_name;

/// Subschemas and their pointers.
type Parts<'a> = Vec<(Pointer, &'a ReferenceOr<openapiv3::Schema>)>;

/// The properties that schemas declare, each with all of its schemas and their pointers.
type Declared = IndexMap<String, Vec<(Pointer, Schema)>>;

/// Adds the properties of conditional subschemas to a schema, and applies `unevaluatedProperties`.
pub(super) fn with_conditional(
    context: &mut Context<'_>,
    at: &Pointer,
    keywords: &Keywords<'_>,
    lowered: Schema,
) -> Schema {
    let Gathered { conditional, conditions, .. } = gathered(context, at, keywords);
    let mut declared = Declared::new();
    let others_at = declare(context, at, conditional, &mut declared);
    // An `if` declares properties for the values that match it only, so it comes last.
    let mut by_conditions = Declared::new();
    declare(context, at, conditions, &mut by_conditions);
    for (name, schemas) in by_conditions {
        declared.entry(name).or_insert(schemas);
    }
    let mut rest = unevaluated(context, at, keywords);
    // Additional properties that a condition restricts are unrestricted if it does not apply.
    if let (AdditionalProperties::Unspecified, Some(at)) = (&rest, others_at) {
        rest = AdditionalProperties::Schema(Box::new(Schema::any(context.origin(&at))));
    }
    if declared.is_empty() && rest == AdditionalProperties::Unspecified {
        return lowered;
    }
    let mut properties = Vec::with_capacity(declared.len());
    for (name, mut schemas) in declared {
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
    with_properties(context, at, lowered, &properties, &rest, 0)
}

/// Returns the conditional subschemas of a schema.
pub(super) fn gathered<'a>(context: &Context<'a>, at: &Pointer, keywords: &Keywords<'a>) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    gathered.add(context, at, keywords);
    gathered
}

/// The conditional subschemas of a schema, including nested ones and those of its `allOf` members. A component that
/// consists of conditions only has no properties to inherit, so its conditions apply to the inheriting schema.
#[derive(Default)]
pub(crate) struct Gathered<'a> {
    conditional: Parts<'a>,
    conditions: Parts<'a>,
    /// The pointers of both.
    seen: BTreeSet<Pointer>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, context: &Context<'a>, at: &Pointer, keywords: &Keywords<'a>) {
        if let Some(beside) = keywords.beside {
            for (place, schema) in &beside.conditional {
                let schema_at = at.join(place);
                self.add_schema(context, &schema_at, schema);
                if self.seen.insert(schema_at.clone()) {
                    self.conditional.push((schema_at, schema));
                }
            }
            if let Some(schema) = &beside.condition {
                let schema_at = at.push("if");
                self.add_schema(context, &schema_at, schema);
                if self.seen.insert(schema_at.clone()) {
                    self.conditions.push((schema_at, schema));
                }
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
        // The conditional properties of a component that is not untyped are inherited with its properties.
        let id = component_name(reference).and_then(|name| context.schema_id(&name));
        for gathered in id.into_iter().filter_map(|id| component::conditions(context, id)) {
            let unseen = |(at, _): &&(Pointer, _)| self.seen.insert(at.clone());
            self.conditional.extend(gathered.conditional.iter().filter(unseen).cloned());
            let unseen = |(at, _): &&(Pointer, _)| self.seen.insert(at.clone());
            self.conditions.extend(gathered.conditions.iter().filter(unseen).cloned());
        }
    }
}

/// Adds the properties that schemas declare, each with all of its schemas. `owner` is the schema to which they apply. Returns
/// the pointer to a schema for additional properties, if there is one.
fn declare(context: &mut Context<'_>, owner: &Pointer, parts: Parts<'_>, declared: &mut Declared) -> Option<Pointer> {
    let mut others_at = None;
    for (at, part) in parts {
        // A schema inside of a condition may inherit that condition, and so would contain itself without end.
        if !context.conditions.insert(at.clone()) {
            let message = "this schema is inside of a condition that applies to it: the condition is ignored here";
            context.warning(Code::REF_CIRCULAR, owner, message);
            continue;
        }
        let schema = lower_schema_or_reference(context, &at, part);
        context.conditions.remove(&at);
        let mut properties = Vec::new();
        if properties_of(context, &at, &schema, &mut properties, 0) {
            others_at.get_or_insert_with(|| at.push("additionalProperties"));
        }
        for Property { name, schema } in properties {
            let place = at.push("properties").push(&name);
            let schemas = declared.entry(name).or_default();
            if !schemas.iter().any(|(_, known)| known.is_equivalent(&schema)) {
                schemas.push((place, schema));
            }
        }
    }
    others_at
}

/// Adds the properties of a schema and of its alternatives. Returns `true` if one of them has a schema for additional
/// properties.
fn properties_of(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &Schema,
    properties: &mut Vec<Property>,
    depth: usize,
) -> bool {
    if depth > CONDITION_DEPTH || !context.spend(at, size(schema)) {
        return false;
    }
    let mut declares_others = false;
    let resolved = resolved(context, schema);
    match resolved.as_ref().map(|schema| &schema.kind) {
        Some(SchemaKind::Object(object)) => {
            declares_others = matches!(object.additional_properties, AdditionalProperties::Schema(_));
            properties.extend(object.properties.iter().cloned());
        }
        Some(SchemaKind::Union(union)) => {
            for variant in &union.variants {
                declares_others |= properties_of(context, at, &variant.schema, properties, depth.saturating_add(1));
            }
        }
        _ => {}
    }
    declares_others
}

/// Lowers `unevaluatedProperties`.
fn unevaluated(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> AdditionalProperties {
    let unevaluated = keywords.beside.and_then(|beside| beside.unevaluated_properties.as_ref());
    object::additional_properties(context, &at.push("unevaluatedProperties"), unevaluated)
}

/// Adds properties to a schema that does not declare them itself, if its values are objects. An untyped schema is
/// unchanged, since it keeps the whole value.
fn with_properties(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: Schema,
    properties: &[Property],
    rest: &AdditionalProperties,
    depth: usize,
) -> Schema {
    if depth > CONDITION_DEPTH || !context.spend(at, size(&schema).saturating_add(properties.len())) {
        return schema;
    }
    match &schema.kind {
        SchemaKind::Object(object) => {
            let mut object = object.clone();
            let known = object.properties_by_name();
            let missing = properties.iter().filter(|property| !known.contains_key(property.name.as_str())).cloned();
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
                variant.schema =
                    with_properties(context, at, variant.schema.clone(), properties, rest, depth.saturating_add(1));
            }
            Schema { kind: SchemaKind::Union(union), ..schema }
        }
        SchemaKind::Reference(_) => {
            let Some(target) = resolved(context, &schema) else { return schema };
            // A component without added properties is unchanged: forbidding additional properties does not affect its
            // type.
            let rest =
                if matches!(rest, AdditionalProperties::Forbidden) { &AdditionalProperties::Unspecified } else { rest };
            let with = with_properties(context, at, (*target).clone(), properties, rest, depth.saturating_add(1));
            let nullable = target.nullable;
            if with.kind == target.kind { schema } else { Schema { kind: with.kind, nullable, ..schema } }
        }
        _ => schema,
    }
}
