//! Plans an enum for the values of an `enum`.

use serde_json::Value;

use super::TypePlanner;
use crate::api;
use crate::api::Schema;
use crate::plan::docs;
use crate::plan::docs::generated;
use crate::plan::names::identifier::with_symbols;
use crate::plan::names::{Case, NameRequest, ResolvedName, collision, resolve_names};
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
        let base = enumeration.base();
        let names = variant_names(enumeration);
        for (resolved, value) in names.iter().zip(&enumeration.values) {
            if let Some((_, rival)) = &resolved.unavailable {
                let rival = enumeration.values.get(*rival).map(text).unwrap_or_default();
                let what = format!("the value `{}`", text(value));
                let warning = collision(&schema.at, &what, resolved, (&format!("`{rival}`"), &schema.at));
                warning.into_iter().for_each(|warning| self.report(warning));
            }
            variants.push(EnumerationVariant {
                name: resolved.identifier.clone(),
                docs: docs::of_value(&resolved.identifier, &text(value)),
                wire: match base {
                    // An integer in an `enum` of numbers is a number.
                    api::EnumerationBase::Number => Literal::Float(value.as_f64().unwrap_or_default()),
                    _ => literal(value),
                },
            });
        }
        Enumeration {
            docs: docs::of_schema(&name, wire, schema),
            name,
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            base: match base {
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

/// Returns the names of the variants, in the order of the values.
pub(crate) fn variant_names(enumeration: &api::Enumeration) -> Vec<ResolvedName> {
    let request = |(index, value): (usize, &Value)| {
        let kind = if value.is_string() { "string" } else { "literal" };
        let by_value = NameRequest::named(&text(value))
            .append(format!("{} {kind}", with_symbols(&text(value))))
            .with_key(value.to_string());
        match enumeration.names.get(index) {
            Some(name) => by_value.prepend(name),
            None => by_value,
        }
    };
    let requests: Vec<NameRequest> = enumeration.values.iter().enumerate().map(request).collect();
    resolve_names(&requests, Case::Type, &[&["Self", "Unknown"]])
}

/// Returns the text of a scalar.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns a scalar as a literal.
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
