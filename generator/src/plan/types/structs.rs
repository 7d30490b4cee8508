//! Plans a struct for an object schema with properties.

use serde_json::json;

use super::defaults;
use super::{Module, TypePlanner};
use crate::api;
use crate::api::analysis::Usage;
use crate::api::{Access, Object, Property, Required, Schema, SchemaKind};
use crate::config::UnknownFields;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Origin;
use crate::plan::docs;
use crate::plan::docs::generated;
use crate::plan::names::{Case, DERIVED, NAMED, NameRequest, collision, identifier, resolve_names};
use crate::rust::{
    AdditionalProperties, DefaultGetter, Docs, Field, GetterType, Identifier, Item, Presence, Setter, Struct, Type,
};

/// The names of a property: its field, its setter, and the getter with its default.
struct Names {
    field: Identifier,
    setter: Identifier,
    default: Identifier,
}

/// Whether a property is required.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Requirement {
    /// It may be absent.
    Optional,
    /// It is required, and a value without it cannot be read.
    Strict,
    /// It is required, and a value without it is read.
    Lenient,
}

/// The functions that every struct has already, which a setter of the same name would shadow.
const STRUCT_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

impl<'a> TypePlanner<'a> {
    pub(crate) fn plan_struct(
        &mut self,
        module: &mut Module,
        name: &Identifier,
        wire: Option<&str>,
        schema: &'a Schema,
        object: &'a Object,
    ) {
        // The position is reserved now, so that a struct precedes the types of its fields.
        let place = module.items.len();
        module.items.push(Item::Struct(Struct {
            name: name.clone(),
            docs: docs::of_schema(name, wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            implementations: Vec::new(),
            fields: Vec::new(),
            additional_properties: None,
            nulls: None,
            overflow: Vec::new(),
            is_blank: false,
            new: None,
        }));
        let usage = self.usage(schema);
        let is_kept = matches!(object.additional_properties, api::AdditionalProperties::Schema(_));
        let (declared_names, required_names) = (object.properties_by_name(), object.required_names());
        let undeclared = object.required.iter().filter(|required| !declared_names.contains_key(required.name.as_str()));
        let undeclared: Vec<&Required> = undeclared.collect();
        for required in &undeclared {
            let message = format!("the required property `{}` has no schema", required.name);
            self.report(Diagnostic::warning(Code::PROPERTY_UNDESCRIBED, required.at.clone(), message));
        }
        let described = object.properties.iter().map(|property| (property.name.as_str(), &property.schema.at));
        let others = undeclared.iter().filter(|_| !is_kept).map(|required| (required.name.as_str(), &required.at));
        let (names, [rest_name, nulls_name]) = self.name_fields(&described.chain(others).collect::<Vec<_>>());
        let is_lenient = self.is_lenient(schema, object, usage);
        let mut names = names.into_iter();
        let mut fields = Vec::with_capacity(object.properties.len());
        for (property, names) in object.properties.iter().zip(&mut names) {
            let required = match required_names.contains(property.name.as_str()) {
                true if is_lenient => Requirement::Lenient,
                true => Requirement::Strict,
                false => Requirement::Optional,
            };
            let mut field = self.plan_field(module, (property, required), usage, names);
            if let Some(tag) = self.only_tag(&schema.at, &property.name)
                && field.presence != Presence::Maybe
                && let Some(value) = defaults::literal(&json!(tag), &field.value, &module.items, self)
            {
                field.constant = Some(value);
            }
            fields.push(field);
        }
        fields
            .extend(undeclared.into_iter().zip(names).map(|(required, names)| plan_undeclared(required, usage, names)));
        let rest = match &object.additional_properties {
            api::AdditionalProperties::Unspecified if self.unknown_fields == UnknownFields::Keep => {
                Some(AdditionalProperties {
                    name: rest_name,
                    docs: Docs(vec!["The properties that the API does not declare.".to_owned()]),
                    sensitive: false,
                    value: Type::Value,
                })
            }
            api::AdditionalProperties::Unspecified | api::AdditionalProperties::Forbidden => None,
            api::AdditionalProperties::Schema(values) => Some(AdditionalProperties {
                name: rest_name,
                docs: docs::of_rest(values),
                sensitive: self.sensitive.is_sensitive(values),
                value: self.plan_type(module, values),
            }),
        };
        if let Some(Item::Struct(planned)) = module.items.get_mut(place) {
            planned.nulls = fields.iter().any(|field| field.presence == Presence::Nullable).then_some(nulls_name);
            planned.fields = fields;
            planned.additional_properties = rest;
        }
    }

    /// Names the fields of some properties, their setters and getters, the field for additional properties, and the one
    /// that keeps which properties were `null`.
    fn name_fields(&mut self, properties: &[(&str, &Origin)]) -> (Vec<Names>, [Identifier; 2]) {
        let mut requests: Vec<NameRequest> = properties.iter().map(|(name, _)| NameRequest::named(name)).collect();
        let rest = ["additional properties", "other properties"].map(str::to_owned);
        requests.push(NameRequest::of(rest.to_vec(), DERIVED, ""));
        requests.push(NameRequest::of(["nulls", "null properties"].map(str::to_owned).to_vec(), DERIVED, "nulls"));
        let mut fields = resolve_names(&requests, Case::Value, &[]);
        for ((name, at), resolved) in properties.iter().zip(&fields) {
            let Some((_, rival)) = &resolved.unavailable else { continue };
            let Some((rival, rival_at)) = properties.get(*rival) else { continue };
            let what = format!("the property `{name}`");
            let warning = collision(at, &what, resolved, (&format!("`{rival}`"), rival_at));
            warning.into_iter().for_each(|warning| self.report(warning));
        }
        let nulls = fields.pop().map_or_else(|| identifier("nulls", Case::Value), |nulls| nulls.identifier);
        let rest =
            fields.pop().map_or_else(|| identifier("additional properties", Case::Value), |rest| rest.identifier);
        let words: Vec<&str> = fields.iter().map(|field| field.identifier.word()).collect();
        let setters = words.iter().map(|word| NameRequest::of(vec![(*word).to_owned()], NAMED, *word));
        let defaults = words.iter().map(|word| {
            let names = ["or default", "or its default"].map(|ending| format!("{word} {ending}"));
            NameRequest::of(names.to_vec(), DERIVED, *word)
        });
        let mut setters = resolve_names(&setters.chain(defaults).collect::<Vec<_>>(), Case::Value, &[STRUCT_FUNCTIONS]);
        let defaults = setters.split_off(words.len().min(setters.len()));
        let names = fields.into_iter().zip(setters).zip(defaults).map(|((field, setter), default)| Names {
            field: field.identifier,
            setter: setter.identifier,
            default: default.identifier,
        });
        (names.collect(), [rest, nulls])
    }

    fn plan_field(
        &mut self,
        module: &mut Module,
        (property, required): (&'a Property, Requirement),
        usage: Usage,
        names: Names,
    ) -> Field {
        let required = if self.is_always_present(property, usage) { required } else { Requirement::Optional };
        // A property of only one value has no value to lose.
        let is_null = matches!(self.api.resolve(&property.schema).kind, SchemaKind::Null);
        let lenient = required == Requirement::Lenient && !is_null;
        let presence = match required != Requirement::Optional && !lenient {
            true => Presence::Required,
            false if self.api.has_null(&property.schema) => Presence::OptionalNullable,
            false if self.api.is_nullable(&property.schema) && usage.input => Presence::Maybe,
            false if self.api.is_nullable(&property.schema) => Presence::Nullable,
            false => Presence::Optional,
        };
        let value = match presence {
            // The field says how `null` is represented.
            Presence::Maybe | Presence::Nullable => self.plan_kind(module, &property.schema),
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.plan_type(module, &property.schema)
            }
        };
        let is_optional = presence != Presence::Required;
        let setter = (usage.input && is_optional && !lenient).then(|| setter(names.setter));
        let referred = self.api.referred(&property.schema).map(|component| &*component.schema);
        let default = property.schema.default.as_ref().or(referred.and_then(|schema| schema.default.as_ref()));
        let default = default.filter(|_| usage.output && presence == Presence::Optional);
        let default = default.and_then(|default| {
            let literal = defaults::literal(default, &value, &module.items, self)?;
            Some((literal, generated::default_getter(&default.to_string())))
        });
        Field {
            default: default.map(|(value, docs)| DefaultGetter {
                name: names.default,
                docs,
                returns: GetterType::Str,
                value,
            }),
            constant: defaults::constant(&property.schema, &value, self).filter(|_| !is_optional || lenient),
            setter,
            docs: docs::of_property(property, (&names.field, &value), usage, lenient.then_some(presence), referred),
            name: names.field,
            wire: property.name.clone(),
            deprecated: property.schema.documentation.deprecated,
            sensitive: self.sensitive.is_sensitive(&property.schema)
                || self.api.access(&property.schema) == Access::WriteOnly,
            presence,
            lenient,
            value,
        }
    }

    /// Returns `true` if a required property is present in every value of its usage. A `readOnly` property is absent
    /// from requests, and a `writeOnly` property from responses (OpenAPI 3.0.3, section 4.7.24.2).
    fn is_always_present(&self, property: &Property, usage: Usage) -> bool {
        match self.api.access(&property.schema) {
            Access::Both => true,
            Access::ReadOnly => !usage.input,
            Access::WriteOnly => !usage.output,
        }
    }
}

/// A setter whose argument is [planned](super::functions) when the type of the field is final.
fn setter(name: Identifier) -> Setter {
    Setter { name, docs: Docs::default(), argument: None }
}

/// Plans a field for a required property without a schema. Such a name often remains after a property was renamed, so
/// its absence is not an error.
fn plan_undeclared(required: &Required, usage: Usage, names: Names) -> Field {
    let property = Property { name: required.name.clone(), schema: Schema::any(required.at.clone()) };
    Field {
        docs: docs::of_property(&property, (&names.field, &Type::Value), usage, None, None),
        name: names.field,
        wire: required.name.clone(),
        deprecated: false,
        sensitive: false,
        presence: Presence::OptionalNullable,
        lenient: false,
        value: Type::Value,
        setter: usage.input.then(|| setter(names.setter)),
        constant: None,
        default: None,
    }
}
