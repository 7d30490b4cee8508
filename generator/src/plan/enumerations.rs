//! An enum for the values that a schema lists.

use serde_json::Value;

use super::documentation;
use super::names::{Allocated, Case, Scope};
use super::types::TypePlanner;
use crate::api::{self, Schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{Enumeration, EnumerationBase, EnumerationVariant, Identifier, Literal};

impl TypePlanner<'_> {
    pub(super) fn plan_enumeration(
        &mut self,
        name: Identifier,
        wire: Option<&str>,
        schema: &Schema,
        enumeration: &api::Enumeration,
    ) -> Enumeration {
        let mut variants = Vec::with_capacity(enumeration.values.len());
        for (allocated, value) in variant_names(enumeration).into_iter().zip(&enumeration.values) {
            if let Some(plain) = allocated.collided_with {
                let becomes = allocated.identifier.as_str();
                let message = format!("the name `{plain}` is taken: the value `{}` becomes `{becomes}`", text(value));
                self.report(Diagnostic::note(Code::NAME_COLLISION, schema.at.clone(), message));
            }
            variants.push(EnumerationVariant {
                name: allocated.identifier,
                docs: documentation::of_value(&text(value)),
                wire: match enumeration.base() {
                    // An integer among other numbers is a number like them.
                    api::EnumerationBase::Number => Literal::Float(value.as_f64().unwrap_or_default()),
                    _ => literal(value),
                },
            });
        }
        Enumeration {
            name,
            docs: documentation::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            base: match enumeration.base() {
                api::EnumerationBase::String => EnumerationBase::String,
                api::EnumerationBase::Integer => EnumerationBase::Integer,
                api::EnumerationBase::Unsigned => EnumerationBase::Unsigned,
                api::EnumerationBase::Number => EnumerationBase::Number,
                api::EnumerationBase::Boolean | api::EnumerationBase::Mixed => EnumerationBase::Mixed,
            },
            variants,
        }
    }
}

/// The names of the variants, in the order of the values.
pub(super) fn variant_names(enumeration: &api::Enumeration) -> Vec<Allocated> {
    let mut names = Scope::with_reserved(&["Self", "Unknown"]);
    let hint = |(index, value): (usize, &Value)| enumeration.names.get(index).cloned().unwrap_or_else(|| text(value));
    enumeration.values.iter().enumerate().map(|pair| names.allocate(&hint(pair), Case::Type)).collect()
}

/// A scalar as a person writes it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A scalar as a literal.
pub(super) fn literal(value: &Value) -> Literal {
    match value {
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => Literal::Integer(value),
            (None, Some(value)) => Literal::Unsigned(value),
            (None, None) => Literal::Float(number.as_f64().unwrap_or_default()),
        },
        other => Literal::String(text(other)),
    }
}
