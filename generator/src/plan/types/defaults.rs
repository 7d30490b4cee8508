//! Plans literals: defaults and constant properties.

use serde_json::Value;

use super::TypePlanner;
use super::enumerations::variant_names;
use crate::api::{EnumerationBase as Base, IntegerFormat, Schema, SchemaKind};
use crate::rust::{EnumerationBase, Identifier, Item, Literal, Type};

/// Returns a default as a literal of a type. Returns `None` if it is not valid for the type, or if it is not a literal.
pub(crate) fn literal(
    default: &Value,
    value_type: &Type,
    items: &[Item],
    planner: &TypePlanner<'_>,
) -> Option<Literal> {
    match value_type {
        Type::Bool => default.as_bool().map(Literal::Bool),
        Type::I32 => default.as_i64().filter(|value| i32::try_from(*value).is_ok()).map(Literal::Integer),
        Type::I64 => default.as_i64().map(Literal::Integer),
        Type::U32 => default.as_u64().filter(|value| u32::try_from(*value).is_ok()).map(Literal::Unsigned),
        Type::U64 => default.as_u64().map(Literal::Unsigned),
        Type::F64 => default.as_f64().map(Literal::Float),
        Type::String => default.as_str().map(|value| Literal::String(value.to_owned())),
        Type::Named(name) => {
            variant(default, name, items, planner).or_else(|| literal_of_alias(default, name, planner))
        }
        _ => None,
    }
}

/// Returns a default as a literal of a component that is another name of a type, if values of that are copied.
fn literal_of_alias(default: &Value, name: &Identifier, planner: &TypePlanner<'_>) -> Option<Literal> {
    let component = planner.api.component(planner.component_of_name(name)?)?;
    let value_type = match &planner.api.resolve(&component.schema).kind {
        SchemaKind::Boolean => Type::Bool,
        SchemaKind::Integer(IntegerFormat::Int32) => Type::I32,
        SchemaKind::Integer(IntegerFormat::Int64) => Type::I64,
        SchemaKind::Integer(IntegerFormat::Uint32) => Type::U32,
        SchemaKind::Integer(IntegerFormat::Uint64) => Type::U64,
        SchemaKind::Number(_) => Type::F64,
        _ => return None,
    };
    literal(default, &value_type, &[], planner)
}

/// Returns the variant of a string enumeration for a default.
fn variant(default: &Value, name: &Identifier, items: &[Item], planner: &TypePlanner<'_>) -> Option<Literal> {
    let wanted = Literal::String(default.as_str()?.to_owned());
    // The enumeration was planned just now, so it is one of the last items.
    let own = items.iter().rev().find_map(|item| match item {
        Item::Enumeration(item) if item.name == *name && item.base == EnumerationBase::String => Some(item),
        _ => None,
    });
    if let Some(own) = own {
        let variant = own.variants.iter().find(|variant| variant.wire == wanted)?;
        return Some(Literal::Variant(name.clone(), variant.name.clone()));
    }
    let id = planner.component_of_name(name)?;
    let component = planner.api.component(id)?;
    let SchemaKind::Enumeration(enumeration) = &component.schema.kind else { return None };
    let position = enumeration.values.iter().position(|value| value == default)?;
    let variant = planner.enumeration_names(id, enumeration).get(position)?.identifier.clone();
    Some(Literal::Variant(name.clone(), variant))
}

/// Returns the value of a constant property.
pub(crate) fn constant(schema: &Schema, value_type: &Type, planner: &TypePlanner<'_>) -> Option<Literal> {
    let SchemaKind::Enumeration(enumeration) = &planner.api.resolve(schema).kind else { return None };
    let [only] = enumeration.values.as_slice() else { return None };
    match value_type {
        Type::Bool => only.as_bool().map(Literal::Bool),
        // A component with one boolean is another name of `bool`.
        Type::Named(_) if enumeration.base() == Base::Boolean => only.as_bool().map(Literal::Bool),
        Type::Named(name) => {
            let variants = variant_names(enumeration);
            variants.first().map(|variant| Literal::Variant(name.clone(), variant.identifier.clone()))
        }
        _ => None,
    }
}
