//! A type for every component schema, and for every schema with a name of its own that stands inside of another.
//!
//! Schemas without a name are named by where they stand: `Order` and its property `items` give `OrderItems`, and an
//! array's items add `Item`.

use std::collections::BTreeSet;

use super::names::{Case, Scope};
use super::{documentation, reachable};
use crate::api::{Api, Component, IntegerFormat, NumberFormat, Object, Property, Schema, SchemaId, SchemaKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{
    Alias, Enumeration, EnumerationVariant, Field, Identifier, Item, Presence, Rest, Setter, Struct, Type, TypeModule,
};
use crate::source::Origin;

/// Names that mean something in every module of types.
const RESERVED_TYPES: &[&str] = &[
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// Makes types, and keeps the modules that hold them.
pub(super) struct TypePlanner<'a> {
    api: &'a Api,
    diagnostics: &'a mut Diagnostics,
    names: Scope,
    module_names: Scope,
    component_names: Vec<Identifier>,
    built_by_callers: BTreeSet<SchemaId>,
    modules: Vec<TypeModule>,
}

/// The types of one module while they are made.
struct Module {
    items: Vec<Item>,
    /// Whether callers build these types, so that they need setters.
    built_by_callers: bool,
}

impl<'a> TypePlanner<'a> {
    /// Plans the types of all components. They take their names first: what has no name of its own gives way.
    pub(super) fn new(api: &'a Api, diagnostics: &'a mut Diagnostics) -> Self {
        let mut planner = Self {
            api,
            diagnostics,
            names: Scope::with_reserved(RESERVED_TYPES),
            module_names: Scope::default(),
            component_names: Vec::with_capacity(api.schemas.len()),
            built_by_callers: reachable::from_requests(api),
            modules: Vec::with_capacity(api.schemas.len()),
        };
        for component in &api.schemas {
            let name = planner.allocate(&component.name, &component.schema.at);
            planner.component_names.push(name);
        }
        for (index, component) in api.schemas.iter().enumerate() {
            planner.plan_component(SchemaId(index), component);
        }
        planner
    }

    /// The modules, in the order in which they were planned.
    pub(super) fn finish(self) -> Vec<TypeModule> {
        self.modules
    }

    /// Takes a finding that was made while types are being planned.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn allocate(&mut self, hint: &str, at: &Origin) -> Identifier {
        let allocated = self.names.allocate(hint, Case::Type);
        if let Some(plain) = allocated.collided_with {
            let message = format!("the name `{plain}` is taken: `{hint}` becomes `{}`", allocated.identifier.as_str());
            self.diagnostics.push(Diagnostic::note(Code::NAME_COLLISION, at.clone(), message));
        }
        allocated.identifier
    }

    fn plan_component(&mut self, id: SchemaId, component: &Component) {
        let Some(name) = self.component_names.get(id.0).cloned() else { return };
        let schema = &component.schema;
        let built_by_callers = self.built_by_callers.contains(&id);
        let mut module = Module { items: Vec::new(), built_by_callers };
        match &schema.kind {
            SchemaKind::Object(object) => self.plan_struct(&mut module, &name, Some(&component.name), schema, object),
            SchemaKind::Enumeration(enumeration) => {
                let item = self.plan_enumeration(name.clone(), Some(&component.name), schema, &enumeration.values);
                module.items.push(Item::Enumeration(item));
            }
            _ => self.plan_alias(&mut module, &name, id, component),
        }
        self.push_module(&name, schema.at.clone(), module.items);
    }

    fn plan_alias(&mut self, module: &mut Module, name: &Identifier, id: SchemaId, component: &Component) {
        let schema = &component.schema;
        module.items.push(Item::Alias(Alias {
            name: name.clone(),
            docs: documentation::of_schema(Some(&component.name), schema),
            deprecated: schema.documentation.deprecated,
            target: Type::Value,
        }));
        if self.is_alias_of_itself(id) {
            let message = format!("`{}` is nothing but itself: values are kept as raw JSON", component.name);
            self.diagnostics.push(Diagnostic::note(Code::SCHEMA_RAW, schema.at.clone(), message));
            return;
        }
        let planned = self.plan_kind(module, name.as_str(), schema);
        if let Some(Item::Alias(alias)) = module.items.first_mut() {
            alias.target = planned;
        }
    }

    /// Whether an alias leads back to itself through aliases alone: Rust has no such alias.
    fn is_alias_of_itself(&self, id: SchemaId) -> bool {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(next) = waiting.pop() {
            let Some(component) = self.api.component(next) else { continue };
            if matches!(component.schema.kind, SchemaKind::Object(_) | SchemaKind::Enumeration(_)) {
                continue;
            }
            for reached in reachable::direct_references(&component.schema) {
                if reached == id {
                    return true;
                }
                if seen.insert(reached) {
                    waiting.push(reached);
                }
            }
        }
        false
    }

    /// Plans a schema that stands in an operation. `hint` is the name that it takes if it needs one.
    pub(super) fn plan_inline(&mut self, hint: &str, schema: &Schema, built_by_callers: bool) -> Type {
        let mut module = Module { items: Vec::new(), built_by_callers };
        let planned = self.plan_type(&mut module, hint, schema);
        if let Some(first) = module.items.first() {
            let name = first.name().clone();
            self.push_module(&name, schema.at.clone(), module.items);
        }
        planned
    }

    fn push_module(&mut self, name: &Identifier, at: Origin, items: Vec<Item>) {
        let allocated = self.module_names.allocate(name.as_str(), Case::Module);
        let own: BTreeSet<&Identifier> = items.iter().map(Item::name).collect();
        let mut imports = BTreeSet::new();
        for item in &items {
            visit_types(item, &mut |name| {
                if !own.contains(name) {
                    imports.insert(name.clone());
                }
            });
        }
        let imports = imports.into_iter().collect();
        self.modules.push(TypeModule { name: allocated.identifier, at, imports, items });
    }

    /// The type of a schema, with `Option` around it where `null` is one of its values.
    fn plan_type(&mut self, module: &mut Module, hint: &str, schema: &Schema) -> Type {
        let planned = self.plan_kind(module, hint, schema);
        if self.is_nullable(schema) && !self.is_any(schema) { Type::Option(Box::new(planned)) } else { planned }
    }

    fn plan_kind(&mut self, module: &mut Module, hint: &str, schema: &Schema) -> Type {
        match &schema.kind {
            SchemaKind::Any => Type::Value,
            SchemaKind::Boolean => Type::Bool,
            SchemaKind::Integer(IntegerFormat::Int32) => Type::I32,
            SchemaKind::Integer(IntegerFormat::Int64) => Type::I64,
            SchemaKind::Integer(IntegerFormat::Uint32) => Type::U32,
            SchemaKind::Integer(IntegerFormat::Uint64) => Type::U64,
            // A service sends more digits than `f32` holds, whatever its document says.
            SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => Type::F64,
            SchemaKind::String { .. } => Type::String,
            SchemaKind::Array(items) => Type::Vec(Box::new(self.plan_type(module, &format!("{hint} item"), items))),
            SchemaKind::Map(values) => Type::Map(Box::new(self.plan_type(module, &format!("{hint} value"), values))),
            SchemaKind::Enumeration(enumeration) => {
                let name = self.allocate(hint, &schema.at);
                let item = self.plan_enumeration(name.clone(), None, schema, &enumeration.values);
                module.items.push(Item::Enumeration(item));
                Type::Named(name)
            }
            SchemaKind::Object(object) => {
                let name = self.allocate(hint, &schema.at);
                self.plan_struct(module, &name, None, schema, object);
                Type::Named(name)
            }
            SchemaKind::Reference(id) => match self.component_names.get(id.0) {
                Some(name) => Type::Named(name.clone()),
                None => Type::Value,
            },
        }
    }

    /// Whether `null` is a value of the schema, or of the component that it refers to.
    fn is_nullable(&self, schema: &Schema) -> bool {
        schema.nullable || self.follow(schema).is_some_and(|target| target.nullable)
    }

    /// Whether the schema's values are raw JSON, in which `null` is a value like any other.
    fn is_any(&self, schema: &Schema) -> bool {
        match &schema.kind {
            SchemaKind::Any => true,
            SchemaKind::Reference(_) => self.follow(schema).is_none_or(|target| target.kind == SchemaKind::Any),
            _ => false,
        }
    }

    /// The schema at the end of a chain of references; nothing if the chain is a circle.
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

    /// The component that a schema refers to.
    fn referred(&self, schema: &Schema) -> Option<&Schema> {
        match schema.kind {
            SchemaKind::Reference(id) => self.api.component(id).map(|component| &component.schema),
            _ => None,
        }
    }

    fn plan_struct(
        &mut self,
        module: &mut Module,
        name: &Identifier,
        wire: Option<&str>,
        schema: &Schema,
        object: &Object,
    ) {
        // The place is kept now, so that a struct stands before those that its fields need.
        let place = module.items.len();
        module.items.push(Item::Struct(Struct {
            name: name.clone(),
            docs: documentation::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            redacts: object.properties.iter().any(|property| property.schema.sensitive),
            fields: Vec::new(),
            rest: None,
            has_new: object.properties.iter().any(|property| property.required),
        }));
        let mut field_names = Scope::default();
        let mut setter_names = Scope::with_reserved(&["new"]);
        let mut fields = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            fields.push(self.plan_field(module, name, property, &mut field_names, &mut setter_names));
        }
        let rest = match &object.rest {
            crate::api::Rest::Ignored => None,
            crate::api::Rest::Kept(values) => Some(Rest {
                name: field_names.allocate("additional_properties", Case::Value).identifier,
                docs: documentation::of_rest(values),
                value: self.plan_type(module, &format!("{} value", name.as_str()), values),
            }),
        };
        if let Some(Item::Struct(planned)) = module.items.get_mut(place) {
            planned.fields = fields;
            planned.rest = rest;
        }
    }

    fn plan_field(
        &mut self,
        module: &mut Module,
        owner: &Identifier,
        property: &Property,
        field_names: &mut Scope,
        setter_names: &mut Scope,
    ) -> Field {
        let allocated = field_names.allocate(&property.name, Case::Value);
        if let Some(plain) = allocated.collided_with {
            let message =
                format!("the name `{plain}` is taken: `{}` becomes `{}`", property.name, allocated.identifier.0);
            self.diagnostics.push(Diagnostic::note(Code::NAME_COLLISION, property.schema.at.clone(), message));
        }
        let hint = format!("{} {}", owner.as_str(), property.name);
        let value = self.plan_type(module, &hint, &property.schema);
        let presence = match property.required {
            true => Presence::Required,
            false if self.is_nullable(&property.schema) || self.is_any(&property.schema) => Presence::OptionalNullable,
            false => Presence::Optional,
        };
        let has_setter = module.built_by_callers && presence != Presence::Required;
        Field {
            setter: has_setter.then(|| Setter { name: setter_names.allocate(&property.name, Case::Value).identifier }),
            name: allocated.identifier,
            wire: property.name.clone(),
            docs: documentation::of_property(property, self.referred(&property.schema)),
            deprecated: property.schema.documentation.deprecated,
            sensitive: property.schema.sensitive,
            presence,
            value,
        }
    }

    fn plan_enumeration(
        &mut self,
        name: Identifier,
        wire: Option<&str>,
        schema: &Schema,
        values: &[String],
    ) -> Enumeration {
        let mut variant_names = Scope::with_reserved(&["Self", "Unknown"]);
        let mut variants = Vec::with_capacity(values.len());
        for value in values {
            let allocated = variant_names.allocate(value, Case::Type);
            if let Some(plain) = allocated.collided_with {
                let becomes = allocated.identifier.as_str();
                let message = format!("the name `{plain}` is taken: the value `{value}` becomes `{becomes}`");
                self.diagnostics.push(Diagnostic::note(Code::NAME_COLLISION, schema.at.clone(), message));
            }
            variants.push(EnumerationVariant {
                name: allocated.identifier,
                docs: documentation::of_value(value),
                wire: value.clone(),
            });
        }
        Enumeration {
            name,
            docs: documentation::of_schema(wire, schema),
            deprecated: schema.documentation.deprecated,
            variants,
        }
    }
}

/// Calls `visit` with every named type that a type holds.
pub(super) fn visit_types<'a>(item: &'a Item, visit: &mut impl FnMut(&'a Identifier)) {
    match item {
        Item::Struct(item) => {
            for field in &item.fields {
                field.value.visit_named(visit);
            }
            if let Some(rest) = &item.rest {
                rest.value.visit_named(visit);
            }
        }
        Item::Alias(item) => item.target.visit_named(visit),
        Item::Enumeration(_) => {}
    }
}
