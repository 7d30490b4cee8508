//! The keywords of a schema, independent of the kind that `openapiv3` parsed it as.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde::Serialize;
use serde_json::{Value, json};

use super::discriminator::Discriminator;
use crate::api::DistinctValues;
use crate::openapi::SchemaKeywords;

/// The keywords of a schema.
pub(super) struct Keywords<'a> {
    pub(super) data: &'a SchemaData,
    /// `type`.
    pub(super) type_name: Option<&'a str>,
    /// `format`.
    pub(super) format: Option<String>,
    /// `enum`, without `null`.
    pub(super) enumeration: Vec<Value>,
    /// `true` if there is an `enum`, even if it contains `null` only.
    pub(super) has_enumeration: bool,
    pub(super) properties: Option<&'a IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: &'a [String],
    pub(super) additional_properties: Option<&'a AdditionalProperties>,
    pub(super) items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    pub(super) has_not: bool,
    /// The keywords that openapiv3 does not know, if the schema has some.
    pub(super) beside: Option<&'a SchemaKeywords>,
}

impl<'a> Keywords<'a> {
    fn none(data: &'a SchemaData) -> Self {
        Self {
            data,
            type_name: None,
            format: None,
            enumeration: Vec::new(),
            has_enumeration: false,
            properties: None,
            required: &[],
            additional_properties: None,
            items: None,
            all_of: &[],
            one_of: &[],
            any_of: &[],
            has_not: false,
            beside: None,
        }
    }

    /// Returns the discriminator, with the key that openapiv3 does not know.
    pub(super) fn discriminator(&self) -> Option<Discriminator<'a>> {
        let declared = self.data.discriminator.as_ref()?;
        let default_mapping = self.beside.and_then(|beside| beside.default_mapping.as_deref());
        Some(Discriminator { property_name: &declared.property_name, mapping: &declared.mapping, default_mapping })
    }

    /// Reads the keywords of a schema: those that openapiv3 knows, and those that stand beside the document.
    pub(super) fn of(schema: &'a Schema, beside: Option<&'a SchemaKeywords>) -> Self {
        let keywords = Self { beside, ..Self::of_kind(schema) };
        match beside.and_then(|beside| beside.enumeration.as_ref()) {
            Some(values) => keywords.with_enumeration(values.iter().cloned().map(Some).collect()),
            None => keywords,
        }
    }

    fn of_kind(schema: &'a Schema) -> Self {
        let none = Self::none(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(schema_type) => none.with_type(schema_type),
            SchemaKind::OneOf { one_of } => Self { one_of, ..none },
            SchemaKind::AllOf { all_of } => Self { all_of, ..none },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..none },
            SchemaKind::Not { .. } => Self { has_not: true, ..none },
            SchemaKind::Any(any) => Self {
                type_name: any.typ.as_deref(),
                format: any.format.clone(),
                properties: (!any.properties.is_empty()).then_some(&any.properties),
                required: &any.required,
                additional_properties: any.additional_properties.as_ref(),
                items: any.items.as_ref(),
                all_of: &any.all_of,
                one_of: &any.one_of,
                any_of: &any.any_of,
                has_not: any.not.is_some(),
                ..none.with_enumeration(any.enumeration.iter().cloned().map(Some).collect())
            },
        }
    }

    fn with_type(self, schema_type: &'a Type) -> Self {
        match schema_type {
            Type::String(string) => {
                let values = string.enumeration.iter().map(|value| value.as_ref().map(|value| json!(value)));
                let none = self.with_enumeration(values.collect());
                Self { type_name: Some("string"), format: written(&string.format), ..none }
            }
            Type::Number(number) => {
                let values = number.enumeration.iter().map(|value| value.map(shortest));
                let none = self.with_enumeration(values.collect());
                Self { type_name: Some("number"), format: written(&number.format), ..none }
            }
            Type::Integer(integer) => {
                let values = integer.enumeration.iter().map(|value| value.map(|value| json!(value)));
                let none = self.with_enumeration(values.collect());
                Self { type_name: Some("integer"), format: written(&integer.format), ..none }
            }
            Type::Boolean(boolean) => {
                let values = boolean.enumeration.iter().map(|value| value.map(|value| json!(value)));
                Self { type_name: Some("boolean"), ..self.with_enumeration(values.collect()) }
            }
            Type::Array(array) => Self { type_name: Some("array"), items: array.items.as_ref(), ..self },
            Type::Object(object) => Self {
                type_name: Some("object"),
                properties: Some(&object.properties),
                required: &object.required,
                additional_properties: object.additional_properties.as_ref(),
                ..self
            },
        }
    }

    fn with_enumeration(self, values: Vec<Option<Value>>) -> Self {
        let has_enumeration = !values.is_empty();
        let mut enumeration: Vec<Value> = values.into_iter().flatten().filter(|value| !value.is_null()).collect();
        let mut distinct = DistinctValues::default();
        let is_new: Vec<bool> = enumeration.iter().map(|value| distinct.insert(value)).collect();
        let mut is_new = is_new.into_iter();
        enumeration.retain(|_| is_new.next().unwrap_or_default());
        Self { enumeration, has_enumeration, ..self }
    }

    /// Returns the members of a tuple.
    pub(super) fn tuple(&self) -> Option<&'a [ReferenceOr<Schema>]> {
        self.beside?.prefix_items.as_deref()
    }
}

/// Returns the text of a format.
fn written(format: &impl Serialize) -> Option<String> {
    serde_json::to_value(format).ok()?.as_str().map(str::to_owned)
}

/// Returns a number of an `enum` in its shortest form: `1` for `1.0`.
fn shortest(number: f64) -> Value {
    // Whole numbers below this limit are exact, and are printed as their digits.
    let is_whole = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    let whole = is_whole.then(|| format!("{number:.0}").parse::<i64>().ok()).flatten();
    whole.map_or_else(|| json!(number), |whole| json!(whole))
}
