//! A type for every component schema, and for every schema with a name of its own that stands inside of another.
//!
//! Schemas without a name are named by where they stand: `Order` and its property `items` give `OrderItems`, and an
//! array's items add `Item`.

use std::collections::BTreeSet;

use super::names::{Case, Scope};
use super::{documentation, reachable};
use crate::api::{Api, Component, EnumerationBase, IntegerFormat, NumberFormat, Rest, Schema, SchemaId, SchemaKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{Alias, Identifier, Item, TextFormat, Type, TypeModule};
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
    pub(super) api: &'a Api,
    diagnostics: &'a mut Diagnostics,
    names: Scope,
    module_names: Scope,
    component_names: Vec<Identifier>,
    built: BTreeSet<SchemaId>,
    read: BTreeSet<SchemaId>,
    modules: Vec<TypeModule>,
}

/// The types of one module while they are made.
pub(super) struct Module {
    pub(super) items: Vec<Item>,
    pub(super) usage: Usage,
}

/// What callers do with the types of a module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    /// They build them, for requests.
    pub(super) built: bool,
    /// They read them, from responses.
    pub(super) read: bool,
}

impl Usage {
    /// Of a type in a request.
    pub(super) const BUILT: Self = Self { built: true, read: false };
    /// Of a type in a response.
    pub(super) const READ: Self = Self { built: false, read: true };
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
            built: reachable::from_requests(api),
            read: reachable::from_responses(api),
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

    /// Takes the name of a type.
    pub(super) fn allocate(&mut self, hint: &str, at: &Origin) -> Identifier {
        let allocated = self.names.allocate(hint, Case::Type);
        if let Some(plain) = allocated.collided_with {
            let message = format!("the name `{plain}` is taken: `{hint}` becomes `{}`", allocated.identifier.as_str());
            self.report(Diagnostic::note(Code::NAME_COLLISION, at.clone(), message));
        }
        allocated.identifier
    }

    fn plan_component(&mut self, id: SchemaId, component: &Component) {
        let Some(name) = self.component_names.get(id.0).cloned() else { return };
        let schema = &component.schema;
        let usage = Usage { built: self.built.contains(&id), read: self.read.contains(&id) };
        let mut module = Module { items: Vec::new(), usage };
        if reachable::has_own_type(schema) {
            self.plan_own_type(&mut module, name.clone(), Some(&component.name), schema);
        } else {
            self.plan_alias(&mut module, &name, id, component);
        }
        self.push_module(&name, schema.at.clone(), module.items);
    }

    fn plan_alias(&mut self, module: &mut Module, name: &Identifier, id: SchemaId, component: &Component) {
        let schema = &component.schema;
        let alias = |target| Alias {
            name: name.clone(),
            docs: documentation::of_schema(Some(&component.name), schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            target,
        };
        // The place is kept now, so that the alias stands before the types that it needs.
        module.items.push(Item::Alias(alias(Type::Value)));
        let target = self.plan_kind(module, name.as_str(), schema);
        // Rust has no alias that leads back to itself.
        let planned = match reachable::leads_back(self.api, id) {
            true => Item::Newtype(alias(target)),
            false => Item::Alias(alias(target)),
        };
        if let Some(first) = module.items.first_mut() {
            *first = planned;
        }
    }

    /// Plans a schema that stands in an operation. `hint` is the name that it takes if it needs one.
    pub(super) fn plan_inline(&mut self, hint: &str, schema: &Schema, usage: Usage) -> Type {
        let mut module = Module { items: Vec::new(), usage };
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
            item.visit_types(&mut |value| {
                value.visit_named(&mut |name| {
                    if !own.contains(name) {
                        imports.insert(name.clone());
                    }
                });
            });
        }
        let imports = imports.into_iter().collect();
        self.modules.push(TypeModule { name: allocated.identifier, at, imports, items });
    }

    /// The type of a schema, with `Option` around it where `null` is one of its values.
    pub(super) fn plan_type(&mut self, module: &mut Module, hint: &str, schema: &Schema) -> Type {
        let planned = self.plan_kind(module, hint, schema);
        if self.is_nullable(schema) && !self.has_null(schema) { Type::Option(Box::new(planned)) } else { planned }
    }

    /// The type of a schema's values beside `null`.
    pub(super) fn plan_kind(&mut self, module: &mut Module, hint: &str, schema: &Schema) -> Type {
        if reachable::has_own_type(schema) {
            let name = self.allocate(hint, &schema.at);
            self.plan_own_type(module, name.clone(), None, schema);
            return Type::Named(name);
        }
        match &schema.kind {
            SchemaKind::Null => Type::Unit,
            SchemaKind::Boolean => Type::Bool,
            SchemaKind::Enumeration(enumeration) if enumeration.base() == EnumerationBase::Boolean => Type::Bool,
            SchemaKind::Integer(IntegerFormat::Int32) => Type::I32,
            SchemaKind::Integer(IntegerFormat::Int64) => Type::I64,
            SchemaKind::Integer(IntegerFormat::Uint32) => Type::U32,
            SchemaKind::Integer(IntegerFormat::Uint64) => Type::U64,
            // A service sends more digits than `f32` holds, whatever its document says.
            SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => Type::F64,
            SchemaKind::String { format } => string_type(format.as_deref()),
            SchemaKind::Array(items) => Type::Vec(Box::new(self.plan_type(module, &format!("{hint} item"), items))),
            SchemaKind::Tuple(members) => {
                let members = members.iter().enumerate();
                let plan = |(index, member): (usize, &Schema)| {
                    self.plan_type(module, &format!("{hint} item {}", index.saturating_add(1)), member)
                };
                Type::Tuple(members.map(plan).collect())
            }
            // Without known keys, every key is one of the others, and any value may stand there unless the schema says
            // otherwise (JSON Schema 2020-12 Core, section 10.3.2.3).
            SchemaKind::Object(object) => Type::Map(Box::new(match &object.rest {
                Rest::Kept(values) => self.plan_type(module, &format!("{hint} value"), values),
                Rest::Unstated | Rest::Forbidden => Type::Value,
            })),
            SchemaKind::Reference(id) => match self.component_names.get(id.0) {
                Some(name) => Type::Named(name.clone()),
                None => Type::Value,
            },
            SchemaKind::Any | SchemaKind::Enumeration(_) | SchemaKind::Union(_) => Type::Value,
        }
    }

    /// Plans a struct or an enum. `wire` is the name of the schema, if it has one.
    fn plan_own_type(&mut self, module: &mut Module, name: Identifier, wire: Option<&str>, schema: &Schema) {
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

    /// The component that a schema refers to.
    pub(super) fn referred(&self, schema: &Schema) -> Option<&'a Component> {
        match schema.kind {
            SchemaKind::Reference(id) => self.api.component(id),
            _ => None,
        }
    }

    /// The name of the type of a component.
    pub(super) fn component_name(&self, id: SchemaId) -> Option<&Identifier> {
        self.component_names.get(id.0)
    }
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
