//! An object: known keys, any keys, or both.

use openapiv3::AdditionalProperties;

use super::context::Context;
use super::keywords::Keywords;
use super::schema::{lower_boxed, lower_schema_or_reference};
use crate::api::{Object, Property, Required, Rest, Schema, SchemaKind};
use crate::source::Pointer;

pub(super) fn lower_object(context: &mut Context<'_>, at: &Pointer, keywords: &Keywords<'_>) -> SchemaKind {
    let properties_at = at.push("properties");
    let mut properties = Vec::new();
    for (name, schema) in keywords.properties.into_iter().flatten() {
        let schema = lower_boxed(context, &properties_at.push(name), schema);
        properties.push(Property { name: name.clone(), schema });
    }
    let mut required: Vec<Required> = Vec::new();
    for (index, name) in keywords.required.iter().enumerate() {
        if !required.iter().any(|known| known.name == *name) {
            let at = context.origin(&at.push("required").index(index));
            required.push(Required { at, name: name.clone() });
        }
    }
    let rest_at = at.push("additionalProperties");
    let rest = match keywords.additional_properties {
        None => Rest::Unstated,
        Some(AdditionalProperties::Any(false)) => Rest::Forbidden,
        Some(AdditionalProperties::Any(true)) => Rest::Kept(Box::new(Schema::any(context.origin(&rest_at)))),
        Some(AdditionalProperties::Schema(schema)) => {
            Rest::Kept(Box::new(lower_schema_or_reference(context, &rest_at, schema)))
        }
    };
    SchemaKind::Object(Object { properties, required, rest })
}
