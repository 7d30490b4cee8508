//! An enum for the values that a schema lists.

use serde_json::Value;

use super::TypePlanner;
use crate::api;
use crate::api::Schema;
use crate::plan::docs;
use crate::plan::docs::generated;
use crate::plan::names::spelling::with_symbols;
use crate::plan::names::{Case, Settled, Wish, collision, settle};
use crate::rust::{Enumeration, EnumerationBase, EnumerationVariant, Identifier, Literal};

impl TypePlanner<'_> {
    pub(crate) fn plan_enumeration(
        &mut self,
        name: Identifier,
        wire: Option<&str>,
        schema: &Schema,
        enumeration: &api::Enumeration,
    ) -> Enumeration {
        let mut variants = Vec::with_capacity(enumeration.values.len());
        let names = variant_names(enumeration);
        for (settled, value) in names.iter().zip(&enumeration.values) {
            if let Some((_, rival)) = &settled.unavailable {
                let rival = enumeration.values.get(*rival).map(text).unwrap_or_default();
                let what = format!("the value `{}`", text(value));
                let found = collision(&schema.at, &what, settled, (&format!("`{rival}`"), &schema.at));
                found.into_iter().for_each(|found| self.report(found));
            }
            variants.push(EnumerationVariant {
                name: settled.identifier.clone(),
                docs: docs::of_value(&text(value)),
                wire: match enumeration.base() {
                    // An integer among other numbers is a number like them.
                    api::EnumerationBase::Number => Literal::Float(value.as_f64().unwrap_or_default()),
                    _ => literal(value),
                },
            });
        }
        Enumeration {
            name,
            docs: docs::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            base: match enumeration.base() {
                api::EnumerationBase::String => EnumerationBase::String,
                api::EnumerationBase::Integer => EnumerationBase::Integer,
                api::EnumerationBase::Unsigned => EnumerationBase::Unsigned,
                api::EnumerationBase::Number => EnumerationBase::Number,
                api::EnumerationBase::Boolean | api::EnumerationBase::Mixed => EnumerationBase::Mixed,
            },
            variants,
            unknown: generated::unknown_value(),
            values: generated::values(),
            value: generated::value(),
        }
    }
}

/// The names of the variants, in the order of the values.
pub(crate) fn variant_names(enumeration: &api::Enumeration) -> Vec<Settled> {
    let wish = |(index, value): (usize, &Value)| {
        let kind = if value.is_string() { "string" } else { "literal" };
        let by_value = Wish::named(&text(value))
            .at_last(format!("{} {kind}", with_symbols(&text(value))))
            .keyed(value.to_string());
        match enumeration.names.get(index) {
            Some(name) => by_value.first(name),
            None => by_value,
        }
    };
    let wishes: Vec<Wish> = enumeration.values.iter().enumerate().map(wish).collect();
    settle(&wishes, Case::Type, &[&["Self", "Unknown"]])
}

/// A scalar as a person writes it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A scalar as a literal.
pub(crate) fn literal(value: &Value) -> Literal {
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
