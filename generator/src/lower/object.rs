//! An object: known keys, a map, or both.

use openapiv3::AdditionalProperties;

use super::context::Context;
use super::schema::{any, lower_boxed, lower_schema_or_reference};
use crate::api::{Object, Property, Rest, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::source::Pointer;

pub(super) fn lower_object(context: &mut Context<'_>, at: &Pointer, object: &openapiv3::ObjectType) -> SchemaKind {
    let rest = lower_additional_properties(context, at, object.additional_properties.as_ref());
    if object.properties.is_empty() {
        // Without known keys, every key is an additional one, and any value may stand there unless the schema says
        // otherwise (JSON Schema 2020-12 Core, section 10.3.2.3).
        let values = rest.unwrap_or_else(|| any(context, at));
        return SchemaKind::Map(Box::new(values));
    }
    let properties_at = at.push("properties");
    let mut properties = Vec::with_capacity(object.properties.len());
    for (name, schema) in &object.properties {
        properties.push(Property {
            name: name.clone(),
            required: object.required.contains(name),
            schema: lower_boxed(context, &properties_at.push(name), schema),
        });
    }
    for (index, name) in object.required.iter().enumerate() {
        if !object.properties.contains_key(name) {
            let place = at.push("required").index(index);
            let message = format!("`{name}` is required, but no property says what it is: it is not in the type");
            context.note(Code::PROPERTY_UNDESCRIBED, &place, message);
        }
    }
    let rest = rest.map_or(Rest::Ignored, |schema| Rest::Kept(Box::new(schema)));
    SchemaKind::Object(Object { properties, rest })
}

/// The schema of the keys that are not named, if the document says that there are such keys.
fn lower_additional_properties(
    context: &mut Context<'_>,
    at: &Pointer,
    additional: Option<&AdditionalProperties>,
) -> Option<Schema> {
    let at = at.push("additionalProperties");
    match additional {
        None | Some(AdditionalProperties::Any(false)) => None,
        Some(AdditionalProperties::Any(true)) => Some(any(context, &at)),
        Some(AdditionalProperties::Schema(schema)) => Some(lower_schema_or_reference(context, &at, schema)),
    }
}
