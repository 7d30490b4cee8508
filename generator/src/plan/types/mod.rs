//! A type for every component schema, and for every schema with a name of its own that stands inside of another.
//!
//! Which they are, and what they are called, is settled [before](super::names::type_names).

pub(super) mod defaults;
pub(super) mod derives;
pub(super) mod enumerations;
pub(super) mod functions;
pub(super) mod layout;
pub(super) mod links;
pub(super) mod reachable;
pub(super) mod recursion;
pub(super) mod shape;
pub(super) mod size;
pub(super) mod structs;
pub(super) mod unions;
pub(super) mod usage;

use std::collections::{BTreeMap, BTreeSet};

use super::docs;
use super::names::reserved::PRELUDE;
use super::names::type_names::TypeNames;
use super::names::{Case, Reserved, settle_named};
use crate::api::{
    AdditionalProperties, Api, Component, EnumerationBase, IntegerFormat, NumberFormat, Schema, SchemaId, SchemaKind,
    Webhook,
};
use crate::config::UnknownFields;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::location::Origin;
use crate::rust::{Alias, Docs, Identifier, Item, Path, TextFormat, Type, TypeModule};
use usage::Usage;

/// The names that mean something in every module of types: those that it imports, and the prelude's.
pub(super) const RESERVED_TYPES: Reserved<'static> = &[&["BTreeMap", "New"], PRELUDE];

/// Makes types, and keeps the modules that hold them.
pub(super) struct TypePlanner<'a> {
    pub(super) api: &'a Api,
    diagnostics: &'a mut Diagnostics,
    names: TypeNames<'a>,
    usages: BTreeMap<Origin, Usage>,
    /// Which component is written where.
    component_places: BTreeMap<Origin, SchemaId>,
    /// The values of a discriminator that mean a component, by the component and the property.
    discriminator_values: BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>>,
    /// The module of each component that is planned; an empty one while it is.
    component_modules: BTreeMap<SchemaId, Option<TypeModule>>,
    /// The names of the types that are planned, of those of schemas without a name.
    planned: BTreeSet<Identifier>,
    /// The modules of what is written in operations.
    modules: Vec<TypeModule>,
    formats: &'a BTreeMap<String, Path>,
    pub(super) unknown_fields: UnknownFields,
    /// The formats of the target that the document uses.
    used_formats: BTreeSet<String>,
}

/// The types of one module while they are made.
#[derive(Default)]
pub(super) struct Module {
    pub(super) items: Vec<Item>,
}

impl<'a> TypePlanner<'a> {
    /// Plans the types of all components.
    pub(super) fn new(
        api: &'a Api,
        names: TypeNames<'a>,
        formats: &'a BTreeMap<String, Path>,
        unknown_fields: UnknownFields,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut planner = Self {
            api,
            diagnostics,
            names,
            usages: usage::usages(api),
            component_places: BTreeMap::new(),
            discriminator_values: usage::discriminator_values(api),
            component_modules: BTreeMap::new(),
            planned: BTreeSet::new(),
            modules: Vec::new(),
            formats,
            unknown_fields,
            used_formats: BTreeSet::new(),
        };
        for (index, component) in api.schemas.iter().enumerate() {
            planner.component_places.insert(component.schema.at.clone(), SchemaId(index));
        }
        for index in 0..api.schemas.len() {
            planner.plan_component(SchemaId(index));
        }
        planner
    }

    /// The modules, those of the components first, and the formats of the target that are used.
    pub(super) fn finish(self) -> (Vec<TypeModule>, BTreeSet<String>) {
        let of_components = self.component_modules.into_values().flatten();
        let mut modules: Vec<TypeModule> = of_components.chain(self.modules).collect();
        let names: Vec<String> = modules.iter().map(|module| module.name.as_str().to_owned()).collect();
        // A module that is called as the one around it would be taken for it.
        let names = settle_named(names.iter().map(String::as_str), Case::Module, &[&["types"]]);
        for (module, settled) in modules.iter_mut().zip(names) {
            module.name = settled.identifier;
        }
        (modules, self.used_formats)
    }

    /// Takes a finding that was made while types are being planned.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Plans a component, if it is not planned yet.
    fn plan_component(&mut self, id: SchemaId) {
        let (Some(name), Some(component)) = (self.names.component(id).cloned(), self.api.component(id)) else {
            return;
        };
        if self.component_modules.contains_key(&id) {
            return;
        }
        self.component_modules.insert(id, None);
        let mut module = Module::default();
        if reachable::has_own_type(&component.schema) {
            self.plan_own_type(&mut module, name.clone(), Some(&component.name), &component.schema);
        } else {
            self.plan_alias(&mut module, &name, id, component);
        }
        let module = module_of(name, component.schema.at.clone(), module.items);
        self.component_modules.insert(id, Some(module));
    }

    fn plan_alias(&mut self, module: &mut Module, name: &Identifier, id: SchemaId, component: &'a Component) {
        let schema = &component.schema;
        let alias = |target| Alias {
            name: name.clone(),
            docs: docs::of_schema(Some(&component.name), schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            target,
        };
        // The place is kept now, so that the alias stands before the types that it needs.
        module.items.push(Item::Alias(alias(Type::Value)));
        let target = self.plan_kind(module, schema);
        // Rust has no alias that leads back to itself.
        let planned = match reachable::leads_back(self.api, id) {
            true => Item::Newtype(alias(target)),
            false => Item::Alias(alias(target)),
        };
        if let Some(first) = module.items.first_mut() {
            *first = planned;
        }
    }

    /// Plans a schema that stands in an operation.
    pub(super) fn plan_inline(&mut self, schema: &'a Schema) -> Type {
        let mut module = Module::default();
        let planned = self.plan_type(&mut module, schema);
        if let Some(first) = module.items.first() {
            let name = first.name().clone();
            let module = module_of(name, schema.at.clone(), module.items);
            self.modules.push(module);
        }
        planned
    }

    /// The type of a schema that is planned in an operation already, with no alias in the place of another type.
    pub(super) fn underlying(&mut self, schema: &'a Schema) -> Type {
        self.plan_underlying(&mut Module::default(), schema)
    }

    /// The only value of a discriminator that means the component which is written at a place.
    pub(super) fn only_tag(&self, at: &Origin, property: &str) -> Option<&'a str> {
        let component = self.component_places.get(at)?;
        let discriminator_values = self.discriminator_values.get(&(*component, property))?;
        discriminator_values.first().filter(|_| discriminator_values.len() == 1).copied()
    }

    /// What callers do with the type of a schema.
    pub(super) fn usage(&self, schema: &Schema) -> Usage {
        self.usages.get(&schema.at).copied().unwrap_or_default()
    }

    /// The type of a schema, with `Option` around it where `null` is one of its values.
    pub(super) fn plan_type(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        let planned = self.plan_kind(module, schema);
        if self.is_nullable(schema) && !self.has_null(schema) { Type::Option(Box::new(planned)) } else { planned }
    }

    /// The type of a schema that has one of its own. It is planned where it is needed first, or with the component that
    /// it is written in.
    fn plan_named(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        let Some(own) = self.names.own_type(schema) else {
            let message = "a type that is needed here has no name";
            self.report(Diagnostic::error(Code::INTERNAL, schema.at.clone(), message));
            return Type::Value;
        };
        let (name, written, is_component) = (own.name.clone(), own.schema, own.is_component);
        if let Some(home) = own.home {
            self.plan_component(home);
        }
        if !is_component && self.planned.insert(name.clone()) {
            self.plan_own_type(module, name.clone(), None, written);
        }
        Type::Named(name)
    }

    /// The type of a schema's values beside `null`.
    pub(super) fn plan_kind(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        if reachable::has_own_type(schema) {
            return self.plan_named(module, schema);
        }
        match &schema.kind {
            SchemaKind::Null => Type::Unit,
            SchemaKind::Boolean => Type::Bool,
            SchemaKind::Enumeration(enumeration) if enumeration.base() == EnumerationBase::Boolean => Type::Bool,
            SchemaKind::Integer(IntegerFormat::Int32) => Type::I32,
            SchemaKind::Integer(IntegerFormat::Int64) => Type::I64,
            SchemaKind::Integer(IntegerFormat::Uint32) => Type::U32,
            SchemaKind::Integer(IntegerFormat::Uint64) => Type::U64,
            SchemaKind::Integer(IntegerFormat::Exact) => Type::Number,
            // A service sends more digits than `f32` holds, whatever its document says.
            SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => Type::F64,
            SchemaKind::String { format } => {
                let configured = format.as_ref().and_then(|format| self.formats.get_key_value(format));
                match configured {
                    Some((format, path)) => {
                        self.used_formats.insert(format.clone());
                        Type::Configured(path.clone())
                    }
                    None => string_type(format.as_deref()),
                }
            }
            SchemaKind::Array(items) => Type::Vec(Box::new(self.plan_type(module, items))),
            SchemaKind::Tuple(members) => {
                Type::Tuple(members.iter().map(|member| self.plan_type(module, member)).collect())
            }
            // Without known keys, every key is one of the others, and any value may stand there unless the schema says
            // otherwise (JSON Schema 2020-12 Core, section 10.3.2.3).
            SchemaKind::Object(object) => Type::Map(Box::new(match &object.additional_properties {
                AdditionalProperties::Schema(values) => self.plan_type(module, values),
                AdditionalProperties::Unspecified | AdditionalProperties::Forbidden => Type::Value,
            })),
            SchemaKind::Reference(id) => match self.names.component(*id) {
                Some(name) => Type::Named(name.clone()),
                None => Type::Value,
            },
            SchemaKind::Any | SchemaKind::Enumeration(_) | SchemaKind::Union(_) => Type::Value,
        }
    }

    /// Plans a struct or an enum. `wire` is the name of the schema, if it has one.
    fn plan_own_type(&mut self, module: &mut Module, name: Identifier, wire: Option<&str>, schema: &'a Schema) {
        match &schema.kind {
            SchemaKind::Object(object) => self.plan_struct(module, &name, wire, schema, object),
            SchemaKind::Enumeration(enumeration) => {
                let item = self.plan_enumeration(name, wire, schema, enumeration);
                module.items.push(Item::Enumeration(item));
            }
            SchemaKind::Union(union) => self.plan_union(module, &name, wire, schema, union),
            _ => {}
        }
    }

    /// Whether `null` is a value of the schema, or of the component that it refers to.
    pub(super) fn is_nullable(&self, schema: &Schema) -> bool {
        schema.nullable || self.follow(schema).is_some_and(|target| target.nullable)
    }

    /// Whether the type of the schema reads and writes `null` itself.
    pub(super) fn has_null(&self, schema: &Schema) -> bool {
        let has_null = |kind: &SchemaKind| matches!(kind, SchemaKind::Any | SchemaKind::Null);
        match &schema.kind {
            SchemaKind::Reference(_) => self.follow(schema).is_none_or(|target| has_null(&target.kind)),
            kind => has_null(kind),
        }
    }

    /// The schema at the end of a chain of references, or the first one on it that allows `null`; nothing if the chain
    /// is a circle.
    fn follow<'s>(&'s self, schema: &'s Schema) -> Option<&'s Schema> {
        let mut schema = schema;
        for _ in 0..=self.api.schemas.len() {
            let SchemaKind::Reference(id) = schema.kind else { return Some(schema) };
            schema = &self.api.component(id)?.schema;
            if schema.nullable {
                return Some(schema);
            }
        }
        None
    }

    /// The schema at the end of a chain of references.
    pub(super) fn follow_references(&self, schema: &'a Schema) -> &'a Schema {
        let mut schema = schema;
        for _ in 0..=self.api.schemas.len() {
            let SchemaKind::Reference(id) = schema.kind else { break };
            let Some(component) = self.api.component(id) else { break };
            schema = &component.schema;
        }
        schema
    }

    /// The type of a schema with no alias in the place of another type: two schemas may have one type by two names.
    pub(super) fn plan_underlying(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        let mut schema = schema;
        for _ in 0..=self.api.schemas.len() {
            let SchemaKind::Reference(id) = schema.kind else { break };
            let Some(component) = self.api.component(id) else { break };
            if reachable::has_own_type(&component.schema) || reachable::leads_back(self.api, id) {
                break;
            }
            schema = &component.schema;
        }
        self.plan_type(module, schema)
    }

    /// Plans the type of what the service sends when it calls.
    pub(super) fn plan_webhook(&mut self, payload: &'a Webhook) {
        let Some(name) = self.names.payload(payload).cloned() else { return };
        // Operations may share a callback.
        if !self.planned.insert(name.clone()) {
            return;
        }
        let is_own = self.names.own_type(&payload.schema).is_some_and(|own| own.name == name);
        if is_own {
            let mut module = Module::default();
            self.plan_own_type(&mut module, name.clone(), None, &payload.schema);
            self.modules.push(module_of(name, payload.at.clone(), module.items));
            return;
        }
        let mut lines = docs::words(&payload.documentation, |_| true);
        docs::paragraph(&mut lines, "The service sends it.");
        let mut module = Module::default();
        let alias = |target| Alias {
            name: name.clone(),
            docs: Docs(lines.clone()),
            deprecated: payload.documentation.deprecated,
            derives: Vec::new(),
            target,
        };
        // The alias stands before the types that it needs.
        module.items.push(Item::Alias(alias(Type::Value)));
        let target = self.plan_type(&mut module, &payload.schema);
        if let Some(first) = module.items.first_mut() {
            *first = Item::Alias(alias(target));
        }
        self.modules.push(module_of(name, payload.at.clone(), module.items));
    }

    /// The names of the variants of a union.
    pub(super) fn variant_names(&self, union: &Schema) -> Vec<Identifier> {
        self.names.own_type(union).map(|own| own.variants.clone()).unwrap_or_default()
    }

    /// The component that a schema refers to.
    pub(super) fn referred(&self, schema: &Schema) -> Option<&'a Component> {
        match schema.kind {
            SchemaKind::Reference(id) => self.api.component(id),
            _ => None,
        }
    }

    /// The name of the type of a component.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<&Identifier> {
        self.names.component(id)
    }
}

/// A module of some types; its name is still that of the first of them. What it imports is planned with its
/// [functions](functions).
fn module_of(name: Identifier, at: Origin, items: Vec<Item>) -> TypeModule {
    TypeModule { name, at, docs: Docs::default(), imports: Vec::new(), items }
}

/// A format that stands for something has a type that keeps the text; any other is a string like all.
fn string_type(format: Option<&str>) -> Type {
    Type::Text(match format {
        Some("byte" | "base64") => TextFormat::Base64,
        Some("date") => TextFormat::Date,
        Some("date-time" | "datetime") => TextFormat::DateTime,
        Some("decimal") => TextFormat::Decimal,
        Some("duration") => TextFormat::Duration,
        Some("time") => TextFormat::Time,
        Some("uri" | "url" | "uri-reference" | "iri" | "iri-reference") => TextFormat::Uri,
        Some("uuid") => TextFormat::Uuid,
        _ => return Type::String,
    })
}
