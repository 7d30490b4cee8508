//! Lowers objects: properties, additional properties, or both.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::component::resolved;
use super::keywords::Keywords;
use super::{lower_boxed, lower_schema_or_reference};
use crate::api::{AdditionalProperties, DefaultFor, Object, Property, Required, Schema, SchemaKind, Union, Variant};
use crate::location::Pointer;
use crate::lower::context::Context;

pub(super) fn lower_object(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> SchemaKind {
    let properties_at = at.push("properties");
    // Of its exact size: the properties are the largest part of an API in memory.
    let mut properties = Vec::with_capacity(keywords.properties.map_or(0, IndexMap::len));
    for (name, schema) in keywords.properties.into_iter().flatten() {
        let schema = lower_boxed(context, &properties_at.push(name), schema);
        properties.push(Property { name: name.clone(), schema });
    }
    let mut required: Vec<Required> = Vec::with_capacity(keywords.required.len());
    let mut known = BTreeSet::new();
    for (index, name) in keywords.required.iter().enumerate() {
        if known.insert(name) {
            let at = context.origin(&at.push("required").index(index));
            required.push(Required { at, name: name.clone() });
        }
    }
    let values_at = at.push("additionalProperties");
    let mut additional_properties = additional_properties(context, &values_at, keywords.additional_properties);
    if let (true, AdditionalProperties::Schema(values)) =
        (keywords.beside.is_some_and(|beside| beside.has_other_properties), &mut additional_properties)
    {
        keep_others(context, values);
    }
    SchemaKind::Object(Object { properties, required, additional_properties })
}

/// Lets values of a map be of any other type too: a union keeps those that are none of its alternatives.
fn keep_others(context: &mut Context<'_>, values: &mut Schema) {
    let keeps_any = resolved(context, values)
        .is_some_and(|resolved| matches!(resolved.kind, SchemaKind::Union(_) | SchemaKind::Any));
    if keeps_any {
        return;
    }
    let schema = Schema { nullable: false, ..values.clone() };
    let variant = Variant {
        discriminator_values: Vec::new(),
        implicit_value: None,
        declared_value: None,
        default_for: DefaultFor::Nothing,
        schema,
    };
    let kind = SchemaKind::Union(Union { discriminator: None, variants: vec![variant] });
    *values = Schema { nullable: values.nullable, ..Schema::of_kind(values.at.clone(), kind) };
}

/// What `additionalProperties`, or a keyword like it, at `at` says of the properties that nothing else describes.
pub(crate) fn additional_properties(
    context: &mut Context<'_>,
    at: &Pointer,
    declared: Option<&openapiv3::AdditionalProperties>,
) -> AdditionalProperties {
    match declared {
        None => AdditionalProperties::Unspecified,
        Some(openapiv3::AdditionalProperties::Any(false)) => AdditionalProperties::Forbidden,
        Some(openapiv3::AdditionalProperties::Any(true)) => {
            AdditionalProperties::Schema(Box::new(Schema::any(context.origin(at))))
        }
        Some(openapiv3::AdditionalProperties::Schema(schema)) => {
            AdditionalProperties::Schema(Box::new(lower_schema_or_reference(context, at, schema)))
        }
    }
}
