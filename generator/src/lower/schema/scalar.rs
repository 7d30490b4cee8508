//! Lowers scalars and the values of an `enum`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::keywords::Keywords;
use crate::api::{DefaultFor, Enumeration, IntegerFormat, NumberFormat, Schema, SchemaKind, Union, Variant};
use crate::diagnostic::Code;
use crate::location::{Origin, Pointer};
use crate::lower::context::Context;

/// Lowers a scalar of the type `name`, with or without an `enum`.
pub(super) fn lower_scalar(context: &mut Context<'_>, at: &Pointer, name: &str, keywords: &Keywords<'_>) -> SchemaKind {
    if name == "integer" && keywords.enumeration.iter().any(is_large) {
        let message = "an `enum` value exceeds a 64-bit integer: the values are numbers that keep their text";
        context.note(Code::INTEGER_LARGE, &at.push("enum"), message);
        return SchemaKind::Integer(IntegerFormat::Exact);
    }
    if !keywords.enumeration.is_empty() {
        let values = values_of_type(name, &keywords.enumeration);
        if values != keywords.enumeration {
            let message = format!("an `enum` value is not a valid {name}: it is ignored");
            context.note(Code::KEYWORD_UNUSED, &at.push("enum"), message);
        }
        if !values.is_empty() {
            let names = names(keywords, &values);
            return SchemaKind::Enumeration(Enumeration { values, names });
        }
    }
    match name {
        "boolean" => SchemaKind::Boolean,
        "integer" => SchemaKind::Integer(integer_format(keywords.format.as_deref())),
        "number" => SchemaKind::Number(match keywords.format.as_deref() {
            Some("float") => NumberFormat::Float,
            _ => NumberFormat::Double,
        }),
        // The format is that of the Kubernetes API, whose Swagger 2.0 documents have no type for both.
        _ if keywords.format.as_deref() == Some("int-or-string") => integer_or_string(&context.origin(at)),
        _ => SchemaKind::String { format: keywords.format.clone() },
    }
}

fn integer_or_string(at: &Origin) -> SchemaKind {
    let kinds = [SchemaKind::Integer(IntegerFormat::Int64), SchemaKind::String { format: None }];
    let variants = kinds.map(|kind| Variant {
        discriminator_values: Vec::new(),
        implicit_value: None,
        declared_value: None,
        default_for: DefaultFor::Nothing,
        schema: Schema::of_kind(at.clone(), kind),
    });
    SchemaKind::Union(Union { discriminator: None, variants: variants.into() })
}

/// Lowers an `enum` without a `type`. Returns `None` if a value is an array or an object.
pub(super) fn lower_enumeration(keywords: &Keywords<'_>) -> Option<SchemaKind> {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    let values = keywords.enumeration.clone();
    if values.is_empty() {
        return Some(SchemaKind::Null);
    }
    let names = names(keywords, &values);
    values.iter().all(is_scalar).then_some(SchemaKind::Enumeration(Enumeration { values, names }))
}

/// Returns the values that have the type `name`. The openapi stage has converted numbers to strings where a string is
/// expected.
fn values_of_type(name: &str, values: &[Value]) -> Vec<Value> {
    let of_type = |value: &Value| match name {
        "string" => value.is_string().then(|| value.clone()),
        "boolean" => value.is_boolean().then(|| value.clone()),
        "integer" => value.as_i64().map(Value::from).or_else(|| value.as_u64().map(Value::from)),
        _ => value.is_number().then(|| value.clone()),
    };
    let mut seen = BTreeSet::new();
    values.iter().filter_map(of_type).filter(|value| seen.insert(value.to_string())).collect()
}

/// Returns `true` if a value is an integer of more than 64 bits, which the parser reads as a double.
fn is_large(value: &Value) -> bool {
    let double = value.as_f64().filter(|_| value.is_f64());
    double.is_some_and(|double| double.fract() == 0.0 && double.abs() >= 9_223_372_036_854_775_808.0)
}

/// Returns the names of the values from a common extension. The list is empty if the numbers of names and values
/// differ.
fn names(keywords: &Keywords<'_>, values: &[Value]) -> Vec<String> {
    let extension = |name: &&str| keywords.data.extensions.get(*name).and_then(Value::as_array);
    let written = ["x-enum-varnames", "x-enumNames", "x-enum-names"].iter().find_map(extension);
    let names: Vec<String> = written.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if names.len() == values.len() && values.len() == keywords.enumeration.len() { names } else { Vec::new() }
}

fn integer_format(format: Option<&str>) -> IntegerFormat {
    match format {
        Some("int8" | "int16" | "int32") => IntegerFormat::Int32,
        Some("uint8" | "uint16" | "uint32") => IntegerFormat::Uint32,
        Some("uint" | "uint64") => IntegerFormat::Uint64,
        Some("int128" | "uint128" | "bigint") => IntegerFormat::Exact,
        _ => IntegerFormat::Int64,
    }
}
