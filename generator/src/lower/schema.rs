//! A schema of any kind.

use openapiv3::{ReferenceOr, SchemaData, StringType, Type, VariantOrUnknownOrEmpty};
use serde_json::Value;

use super::context::Context;
use super::{all_of, object, reference};
use crate::api::{Documentation, Enumeration, IntegerFormat, NumberFormat, Schema, SchemaKind};
use crate::diagnostic::Code;
use crate::source::Pointer;

/// Lowers the schema at `at`, or the reference that stands there.
pub(super) fn lower_schema_or_reference(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &ReferenceOr<openapiv3::Schema>,
) -> Schema {
    match schema {
        ReferenceOr::Item(schema) => lower_schema(context, at, schema),
        ReferenceOr::Reference { reference } => lower_reference(context, at, reference),
    }
}

/// The same for the boxed schemas that stand inside of others.
pub(super) fn lower_boxed(
    context: &mut Context<'_>,
    at: &Pointer,
    schema: &ReferenceOr<Box<openapiv3::Schema>>,
) -> Schema {
    match schema {
        ReferenceOr::Item(schema) => lower_schema(context, at, schema),
        ReferenceOr::Reference { reference } => lower_reference(context, at, reference),
    }
}

fn lower_reference(context: &mut Context<'_>, at: &Pointer, reference: &str) -> Schema {
    let id = reference::component_name(reference).and_then(|name| context.schema_id(&name));
    let kind = match id {
        Some(id) => SchemaKind::Reference(id),
        None => raw(context, at, &format!("`{reference}` is no schema of the components")),
    };
    Schema {
        at: context.origin(at),
        documentation: Documentation::default(),
        nullable: false,
        sensitive: false,
        default: None,
        kind,
    }
}

fn lower_schema(context: &mut Context<'_>, at: &Pointer, schema: &openapiv3::Schema) -> Schema {
    let data = &schema.schema_data;
    let mut lowered = match &schema.schema_kind {
        openapiv3::SchemaKind::AllOf { all_of } => all_of::lower_all_of(context, at, all_of),
        other => Schema { kind: lower_kind(context, at, other), ..any(context, at) },
    };
    lowered.at = context.origin(at);
    let own = documentation(data);
    lowered.documentation = Documentation {
        title: own.title.or(lowered.documentation.title),
        description: own.description.or(lowered.documentation.description),
        deprecated: own.deprecated || lowered.documentation.deprecated,
    };
    // Of any value, `null` is one like the others.
    lowered.nullable = (data.nullable || lowered.nullable) && lowered.kind != SchemaKind::Any;
    lowered.sensitive |= is_sensitive(data, &schema.schema_kind);
    lowered.default = data.default.clone().or(lowered.default);
    lowered
}

fn lower_kind(context: &mut Context<'_>, at: &Pointer, kind: &openapiv3::SchemaKind) -> SchemaKind {
    match kind {
        openapiv3::SchemaKind::Type(schema_type) => lower_type(context, at, schema_type),
        openapiv3::SchemaKind::AllOf { all_of } => all_of::lower_all_of(context, at, all_of).kind,
        openapiv3::SchemaKind::OneOf { .. } => raw(context, at, "`oneOf` has no typed form yet"),
        openapiv3::SchemaKind::AnyOf { .. } => raw(context, at, "`anyOf` has no typed form yet"),
        openapiv3::SchemaKind::Not { .. } => raw(context, at, "`not` says what a value is not, but not what it is"),
        openapiv3::SchemaKind::Any(any) => lower_any(context, at, any),
    }
}

/// A raw JSON value, and a note that says why.
pub(super) fn raw(context: &mut Context<'_>, at: &Pointer, reason: &str) -> SchemaKind {
    context.note(Code::SCHEMA_RAW, at, format!("{reason}: values are kept as raw JSON"));
    SchemaKind::Any
}

fn lower_type(context: &mut Context<'_>, at: &Pointer, schema_type: &Type) -> SchemaKind {
    match schema_type {
        Type::Boolean(_) => SchemaKind::Boolean,
        Type::Integer(integer) => SchemaKind::Integer(integer_format(&integer.format)),
        Type::Number(number) => SchemaKind::Number(match number.format {
            VariantOrUnknownOrEmpty::Item(openapiv3::NumberFormat::Float) => NumberFormat::Float,
            _ => NumberFormat::Double,
        }),
        Type::String(string) => lower_string(string),
        Type::Array(array) => {
            let items_at = at.push("items");
            let items = array.items.as_ref().map(|items| lower_boxed(context, &items_at, items));
            SchemaKind::Array(Box::new(items.unwrap_or_else(|| any(context, at))))
        }
        Type::Object(object) => object::lower_object(context, at, object),
    }
}

fn integer_format(format: &VariantOrUnknownOrEmpty<openapiv3::IntegerFormat>) -> IntegerFormat {
    match format {
        VariantOrUnknownOrEmpty::Item(openapiv3::IntegerFormat::Int32) => IntegerFormat::Int32,
        VariantOrUnknownOrEmpty::Unknown(name) if name == "uint32" => IntegerFormat::Uint32,
        VariantOrUnknownOrEmpty::Unknown(name) if name == "uint64" => IntegerFormat::Uint64,
        _ => IntegerFormat::Int64,
    }
}

fn lower_string(string: &StringType) -> SchemaKind {
    if string.enumeration.is_empty() {
        let format = match &string.format {
            VariantOrUnknownOrEmpty::Item(format) => Some(known_string_format(*format).to_owned()),
            VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
            VariantOrUnknownOrEmpty::Empty => None,
        };
        return SchemaKind::String { format };
    }
    let mut values: Vec<String> = Vec::new();
    for value in string.enumeration.iter().flatten() {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    SchemaKind::Enumeration(Enumeration { values })
}

fn known_string_format(format: openapiv3::StringFormat) -> &'static str {
    match format {
        openapiv3::StringFormat::Date => "date",
        openapiv3::StringFormat::DateTime => "date-time",
        openapiv3::StringFormat::Password => "password",
        openapiv3::StringFormat::Byte => "byte",
        openapiv3::StringFormat::Binary => "binary",
    }
}

/// A schema that openapiv3 gives no type: one that says nothing, or one whose keywords belong to several types.
fn lower_any(context: &mut Context<'_>, at: &Pointer, any: &openapiv3::AnySchema) -> SchemaKind {
    if is_object_without_type(any) {
        let object = openapiv3::ObjectType {
            properties: any.properties.clone(),
            required: any.required.clone(),
            additional_properties: any.additional_properties.clone(),
            ..openapiv3::ObjectType::default()
        };
        return object::lower_object(context, at, &object);
    }
    if *any == openapiv3::AnySchema::default() {
        return SchemaKind::Any;
    }
    raw(context, at, "this mix of keywords has no typed form yet")
}

/// `properties` without `type: object` is how many documents write an object.
fn is_object_without_type(any: &openapiv3::AnySchema) -> bool {
    let objects_alone = openapiv3::AnySchema {
        typ: None,
        properties: indexmap::IndexMap::new(),
        required: Vec::new(),
        additional_properties: None,
        min_properties: None,
        max_properties: None,
        ..any.clone()
    };
    let type_fits = any.typ.as_deref().is_none_or(|name| name == "object");
    !any.properties.is_empty() && type_fits && objects_alone == openapiv3::AnySchema::default()
}

/// A schema that allows everything, for a place where the document says nothing.
pub(super) fn any(context: &Context<'_>, at: &Pointer) -> Schema {
    Schema {
        at: context.origin(at),
        documentation: Documentation::default(),
        nullable: false,
        sensitive: false,
        default: None,
        kind: SchemaKind::Any,
    }
}

pub(super) fn documentation(data: &SchemaData) -> Documentation {
    Documentation { title: data.title.clone(), description: data.description.clone(), deprecated: data.deprecated }
}

fn is_sensitive(data: &SchemaData, kind: &openapiv3::SchemaKind) -> bool {
    let is_password = matches!(
        kind,
        openapiv3::SchemaKind::Type(Type::String(StringType {
            format: VariantOrUnknownOrEmpty::Item(openapiv3::StringFormat::Password),
            ..
        }))
    );
    is_password || data.extensions.get("x-sensitive") == Some(&Value::Bool(true))
}
