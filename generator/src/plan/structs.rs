//! A struct for an object with known keys.

use super::UnknownFields;
use super::defaults;
use super::documentation;
use super::names::{Case, Scope};
use super::types::{Module, TypePlanner};
use super::usage::Usage;
use crate::api::{self, Access, Object, Property, Required, Schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::rust::{DefaultGetter, Docs, Field, Identifier, Item, Literal, Presence, Rest, Setter, Struct, Type};

/// The names in a struct's two namespaces.
struct Names {
    fields: Scope,
    functions: Scope,
}

/// The functions that a struct has anyway, and that a setter of the same name would be called instead of.
const STRUCT_FUNCTIONS: &[&str] = &["clone", "default", "into", "new"];

impl<'a> TypePlanner<'a> {
    pub(super) fn plan_struct(
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
            docs: documentation::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            redacts: false,
            fields: Vec::new(),
            rest: None,
            overflow: Vec::new(),
            has_new: false,
        }));
        let usage = self.usage(schema);
        let mut names = Names { fields: Scope::default(), functions: Scope::with_reserved(STRUCT_FUNCTIONS) };
        let mut fields = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let required = object.requires(&property.name);
            let mut field = self.plan_field(module, name, (property, required), usage, &mut names);
            if field.value == Type::String {
                let tag = self.only_tag(&schema.at, &property.name);
                field.constant = tag.map(|tag| Literal::String(tag.to_owned()));
            }
            fields.push(field);
        }
        let is_kept = matches!(object.rest, api::Rest::Kept(_));
        for required in object.required.iter().filter(|required| object.property(&required.name).is_none()) {
            let message = format!("`{}` is required, but no property says what it is", required.name);
            self.report(Diagnostic::note(Code::PROPERTY_UNDESCRIBED, required.at.clone(), message));
            if !is_kept {
                fields.push(undescribed(required, usage, &mut names));
            }
        }
        let rest = match &object.rest {
            api::Rest::Unstated if self.unknown_fields == UnknownFields::Keep => Some(Rest {
                name: names.fields.allocate("additional_properties", Case::Value).identifier,
                docs: Docs(vec!["The properties that the document does not mention.".to_owned()]),
                value: Type::Value,
            }),
            api::Rest::Unstated | api::Rest::Forbidden => None,
            api::Rest::Kept(values) => Some(Rest {
                name: names.fields.allocate("additional_properties", Case::Value).identifier,
                docs: documentation::of_rest(values),
                value: self.plan_type(module, &format!("{} value", name.as_str()), values),
            }),
        };
        if let Some(Item::Struct(planned)) = module.items.get_mut(place) {
            planned.redacts = fields.iter().any(|field| field.sensitive);
            planned.has_new = fields.iter().any(|field| field.presence == Presence::Required);
            planned.fields = fields;
            planned.rest = rest;
        }
    }

    fn plan_field(
        &mut self,
        module: &mut Module,
        owner: &Identifier,
        (property, required): (&'a Property, bool),
        usage: Usage,
        names: &mut Names,
    ) -> Field {
        let allocated = names.fields.allocate(&property.name, Case::Value);
        if let Some(plain) = allocated.collided_with {
            let message =
                format!("the name `{plain}` is taken: `{}` becomes `{}`", property.name, allocated.identifier.0);
            self.report(Diagnostic::note(Code::NAME_COLLISION, property.schema.at.clone(), message));
        }
        let hint = format!("{} {}", owner.as_str(), property.name);
        let value = self.plan_type(module, &hint, &property.schema);
        let presence = match required && self.is_demanded(property, usage) {
            true => Presence::Required,
            false if self.is_nullable(&property.schema) || self.has_null(&property.schema) => {
                Presence::OptionalNullable
            }
            false => Presence::Optional,
        };
        let is_optional = presence != Presence::Required;
        let setter = (usage.built && is_optional)
            .then(|| Setter { name: names.functions.allocate(&property.name, Case::Value).identifier });
        let literal = property.schema.default.as_ref().filter(|_| usage.read && presence == Presence::Optional);
        let literal = literal.and_then(|default| defaults::literal(default, &value, &module.items, self));
        let referred = self.referred(&property.schema).map(|component| &component.schema);
        Field {
            default: literal.map(|value| DefaultGetter {
                name: names.functions.allocate(&format!("{} or default", property.name), Case::Value).identifier,
                value,
            }),
            constant: defaults::constant(&property.schema, &value, self),
            setter,
            name: allocated.identifier,
            wire: property.name.clone(),
            docs: documentation::of_property(property, referred),
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
            Access::ReadOnly => !usage.built,
            Access::WriteOnly => !usage.read,
        }
    }
}

/// A field for a key that is required and not described. Documents leave such keys behind when they rename a property,
/// so its absence is no error.
fn undescribed(required: &Required, usage: Usage, names: &mut Names) -> Field {
    let name = names.fields.allocate(&required.name, Case::Value).identifier;
    let property = Property { name: required.name.clone(), schema: Schema::any(required.at.clone()) };
    let setter = usage.built.then(|| Setter { name: names.functions.allocate(&required.name, Case::Value).identifier });
    Field {
        name,
        wire: required.name.clone(),
        docs: documentation::of_property(&property, None),
        deprecated: false,
        sensitive: false,
        presence: Presence::OptionalNullable,
        value: Type::Value,
        setter,
        constant: None,
        default: None,
    }
}
