//! A struct for an object with known keys.

use super::defaults;
use super::usage::Usage;
use super::{Module, TypePlanner};
use crate::api;
use crate::api::{Access, Object, Property, Required, Schema};
use crate::config::UnknownFields;
use crate::diagnostic::{Code, Diagnostic};
use crate::location::Origin;
use crate::plan::docs;
use crate::plan::names::{Case, DERIVED, NAMED, Wish, collision, identifier, settle};
use crate::rust::{
    AdditionalProperties, DefaultGetter, Docs, Field, GetterType, Identifier, Item, Literal, Presence, Setter, Struct,
    Type,
};

/// The names of a property: of its field, of what sets it, and of what gives its default.
struct Names {
    field: Identifier,
    setter: Identifier,
    default: Identifier,
}

/// The functions that a struct has anyway, and that a setter of the same name would be called instead of.
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
        // The place is kept now, so that a struct stands before those that its fields need.
        let place = module.items.len();
        module.items.push(Item::Struct(Struct {
            name: name.clone(),
            docs: docs::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            implementations: Vec::new(),
            fields: Vec::new(),
            additional_properties: None,
            overflow: Vec::new(),
            new: None,
        }));
        let usage = self.usage(schema);
        let is_kept = matches!(object.additional_properties, api::AdditionalProperties::Schema(_));
        let undescribed = object.required.iter().filter(|required| object.property(&required.name).is_none());
        let undescribed: Vec<&Required> = undescribed.collect();
        for required in &undescribed {
            let message = format!("`{}` is required, but no property says what it is", required.name);
            self.report(Diagnostic::note(Code::PROPERTY_UNDESCRIBED, required.at.clone(), message));
        }
        let described = object.properties.iter().map(|property| (property.name.as_str(), &property.schema.at));
        let others = undescribed.iter().filter(|_| !is_kept).map(|required| (required.name.as_str(), &required.at));
        let (names, rest_name) = self.name_fields(&described.chain(others).collect::<Vec<_>>());
        let mut names = names.into_iter();
        let mut fields = Vec::with_capacity(object.properties.len());
        for (property, names) in object.properties.iter().zip(&mut names) {
            let required = object.requires(&property.name);
            let mut field = self.plan_field(module, (property, required), usage, names);
            if field.value == Type::String {
                let tag = self.only_tag(&schema.at, &property.name);
                field.constant = tag.map(|tag| Literal::String(tag.to_owned()));
            }
            fields.push(field);
        }
        fields.extend(
            undescribed.into_iter().zip(names).map(|(required, names)| plan_undescribed(required, usage, names)),
        );
        let rest = match &object.additional_properties {
            api::AdditionalProperties::Unspecified if self.unknown_fields == UnknownFields::Keep => {
                Some(AdditionalProperties {
                    name: rest_name,
                    docs: Docs(vec!["The properties that the document does not mention.".to_owned()]),
                    value: Type::Value,
                })
            }
            api::AdditionalProperties::Unspecified | api::AdditionalProperties::Forbidden => None,
            api::AdditionalProperties::Schema(values) => Some(AdditionalProperties {
                name: rest_name,
                docs: docs::of_rest(values),
                value: self.plan_type(module, values),
            }),
        };
        if let Some(Item::Struct(planned)) = module.items.get_mut(place) {
            planned.fields = fields;
            planned.additional_properties = rest;
        }
    }

    /// Names the fields for some properties and what belongs to them, and the field for all other properties.
    fn name_fields(&mut self, properties: &[(&str, &Origin)]) -> (Vec<Names>, Identifier) {
        let mut wishes: Vec<Wish> = properties.iter().map(|(name, _)| Wish::named(name)).collect();
        let rest = ["additional properties", "other properties"].map(str::to_owned);
        wishes.push(Wish::of(rest.to_vec(), DERIVED, ""));
        let mut fields = settle(&wishes, Case::Value, &[]);
        for ((name, at), settled) in properties.iter().zip(&fields) {
            let Some((_, rival)) = &settled.unavailable else { continue };
            let Some((rival, rival_at)) = properties.get(*rival) else { continue };
            let what = format!("the property `{name}`");
            let found = collision(at, &what, settled, (&format!("`{rival}`"), rival_at));
            found.into_iter().for_each(|found| self.report(found));
        }
        let rest =
            fields.pop().map_or_else(|| identifier("additional properties", Case::Value), |rest| rest.identifier);
        let words: Vec<&str> = fields.iter().map(|field| field.identifier.word()).collect();
        let setters = words.iter().map(|word| Wish::of(vec![(*word).to_owned()], NAMED, *word));
        let defaults = words.iter().map(|word| {
            let names = ["or default", "or its default"].map(|ending| format!("{word} {ending}"));
            Wish::of(names.to_vec(), DERIVED, *word)
        });
        let mut setters = settle(&setters.chain(defaults).collect::<Vec<_>>(), Case::Value, &[STRUCT_FUNCTIONS]);
        let defaults = setters.split_off(words.len().min(setters.len()));
        let names = fields.into_iter().zip(setters).zip(defaults).map(|((field, setter), default)| Names {
            field: field.identifier,
            setter: setter.identifier,
            default: default.identifier,
        });
        (names.collect(), rest)
    }

    fn plan_field(
        &mut self,
        module: &mut Module,
        (property, required): (&'a Property, bool),
        usage: Usage,
        names: Names,
    ) -> Field {
        let value = self.plan_type(module, &property.schema);
        let presence = match required && self.is_demanded(property, usage) {
            true => Presence::Required,
            false if self.is_nullable(&property.schema) || self.has_null(&property.schema) => {
                Presence::OptionalNullable
            }
            false => Presence::Optional,
        };
        let is_optional = presence != Presence::Required;
        let setter = (usage.input && is_optional).then(|| setter(names.setter));
        let literal = property.schema.default.as_ref().filter(|_| usage.output && presence == Presence::Optional);
        let literal = literal.and_then(|default| defaults::literal(default, &value, &module.items, self));
        let referred = self.referred(&property.schema).map(|component| &component.schema);
        Field {
            default: literal.map(|value| DefaultGetter {
                name: names.default,
                docs: Docs::default(),
                returns: GetterType::Str,
                value,
            }),
            constant: defaults::constant(&property.schema, &value, self),
            setter,
            name: names.field,
            wire: property.name.clone(),
            docs: docs::of_property(property, referred),
            deprecated: property.schema.documentation.deprecated,
            sensitive: property.schema.sensitive || referred.is_some_and(|referred| referred.sensitive),
            presence,
            value,
        }
    }

    /// Whether a required property is in every value that callers build or read: one that is `readOnly` is in no
    /// request, and one that is `writeOnly` in no response (OpenAPI 3.0.3, section 4.7.24.2).
    fn is_demanded(&self, property: &Property, usage: Usage) -> bool {
        let referred = self.referred(&property.schema).map_or(Access::Both, |component| component.schema.access);
        let access = if property.schema.access == Access::Both { referred } else { property.schema.access };
        match access {
            Access::Both => true,
            Access::ReadOnly => !usage.input,
            Access::WriteOnly => !usage.output,
        }
    }
}

/// A setter whose argument is [planned](super::functions) when the type of the field is settled.
fn setter(name: Identifier) -> Setter {
    Setter { name, docs: Docs::default(), argument: None }
}

/// A field for a key that is required and not described. Documents leave such keys behind when they rename a property,
/// so its absence is no error.
fn plan_undescribed(required: &Required, usage: Usage, names: Names) -> Field {
    let property = Property { name: required.name.clone(), schema: Schema::any(required.at.clone()) };
    Field {
        name: names.field,
        wire: required.name.clone(),
        docs: docs::of_property(&property, None),
        deprecated: false,
        sensitive: false,
        presence: Presence::OptionalNullable,
        value: Type::Value,
        setter: usage.input.then(|| setter(names.setter)),
        constant: None,
        default: None,
    }
}
