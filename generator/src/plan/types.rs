//! A type for every component schema, and for every schema with a name of its own that stands inside of another.
//!
//! Schemas without a name are named by where they stand: `Order` and its property `items` give `OrderItems`, and an
//! array's items add `Item`.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Case, Scope};
use super::usage::{self, Usage};
use super::{UnknownFields, documentation, reachable};
use crate::api::{
    Api, Component, EnumerationBase, IntegerFormat, NumberFormat, Payload, Rest, Schema, SchemaId, SchemaKind,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::rust::{Alias, Docs, Identifier, Item, Path, TextFormat, Type, TypeModule};
use crate::source::Origin;

/// The names that the modules of types import.
const RESERVED_TYPES: &[&str] = &["BTreeMap"];

/// Makes types, and keeps the modules that hold them.
pub(super) struct TypePlanner<'a> {
    pub(super) api: &'a Api,
    diagnostics: &'a mut Diagnostics,
    names: Scope,
    module_names: Scope,
    component_names: Vec<Identifier>,
    usages: BTreeMap<Origin, Usage>,
    /// Which component is written where.
    component_places: BTreeMap<Origin, SchemaId>,
    /// The values of a discriminator that mean a component, by the component and the property.
    tags: BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>>,
    /// The module of each component that is planned; an empty one while it is.
    component_modules: BTreeMap<SchemaId, Option<TypeModule>>,
    /// The types of schemas without a name, by the place where each is written.
    inline_types: BTreeMap<Origin, Vec<(&'a Schema, Identifier)>>,
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
    /// Plans the types of all components. They take their names first: what has no name of its own gives way.
    pub(super) fn new(
        api: &'a Api,
        formats: &'a BTreeMap<String, Path>,
        unknown_fields: UnknownFields,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut planner = Self {
            api,
            diagnostics,
            names: Scope::of_types(RESERVED_TYPES),
            // A module that is called as the one around it would be taken for it.
            module_names: Scope::with_reserved(&["types"]),
            component_names: Vec::with_capacity(api.schemas.len()),
            usages: usage::usages(api),
            component_places: BTreeMap::new(),
            tags: usage::tags(api),
            component_modules: BTreeMap::new(),
            inline_types: BTreeMap::new(),
            modules: Vec::new(),
            formats,
            unknown_fields,
            used_formats: BTreeSet::new(),
        };
        for (index, component) in api.schemas.iter().enumerate() {
            let name = planner.allocate(&component.name, &component.schema.at);
            planner.component_names.push(name);
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
        (of_components.chain(self.modules).collect(), self.used_formats)
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

    /// Plans a component, if it is not planned yet.
    fn plan_component(&mut self, id: SchemaId) {
        let (Some(name), Some(component)) = (self.component_names.get(id.0).cloned(), self.api.component(id)) else {
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
        let module = self.module(&name, component.schema.at.clone(), module.items);
        self.component_modules.insert(id, Some(module));
    }

    fn plan_alias(&mut self, module: &mut Module, name: &Identifier, id: SchemaId, component: &'a Component) {
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

    /// Plans a schema that stands in an operation. `hint` is the name that it takes if it needs one, unless it is
    /// written in a part that operations share.
    pub(super) fn plan_inline(&mut self, hint: &str, schema: &'a Schema) -> Type {
        let mut module = Module::default();
        let shared = shared_hint(&schema.at);
        let planned = self.plan_type(&mut module, shared.as_deref().unwrap_or(hint), schema);
        if let Some(first) = module.items.first() {
            let name = first.name().clone();
            let module = self.module(&name, schema.at.clone(), module.items);
            self.modules.push(module);
        }
        planned
    }

    /// The type of a schema that is planned in an operation already, with no alias in the place of another type.
    pub(super) fn underlying(&mut self, hint: &str, schema: &'a Schema) -> Type {
        self.plan_underlying(&mut Module::default(), hint, schema)
    }

    fn module(&mut self, name: &Identifier, at: Origin, items: Vec<Item>) -> TypeModule {
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
        TypeModule { name: allocated.identifier, at, imports, items }
    }

    /// The only value of a discriminator that means the component which is written at a place.
    pub(super) fn only_tag(&self, at: &Origin, property: &str) -> Option<&'a str> {
        let component = self.component_places.get(at)?;
        let tags = self.tags.get(&(*component, property))?;
        tags.first().filter(|_| tags.len() == 1).copied()
    }

    /// What callers do with the type of a schema.
    pub(super) fn usage(&self, schema: &Schema) -> Usage {
        self.usages.get(&schema.at).copied().unwrap_or_default()
    }

    /// The type of a schema without a name that was planned already: of one place in the document there is one type,
    /// and it is named after the component that it is written in, whoever inherits it.
    fn known_type(&mut self, schema: &Schema) -> Option<Identifier> {
        // A schema that is referred to where it stands is a component too.
        let component = self.component_places.get(&schema.at).and_then(|id| Some((id.0, self.api.component(*id)?)));
        if let Some((index, component)) = component
            && component.schema.is_like(schema)
        {
            return self.component_names.get(index).cloned();
        }
        let mut above = Some(schema.at.clone());
        while let Some(place) = above {
            if let Some(owner) = self.component_places.get(&place) {
                self.plan_component(*owner);
                break;
            }
            above = place.pointer.split_last().map(|(pointer, _)| Origin { file: place.file, pointer });
        }
        let known = self.inline_types.get(&schema.at)?;
        known.iter().find(|(known, _)| known.is_like(schema)).map(|(_, name)| name.clone())
    }

    /// The type of a schema, with `Option` around it where `null` is one of its values.
    pub(super) fn plan_type(&mut self, module: &mut Module, hint: &str, schema: &'a Schema) -> Type {
        let planned = self.plan_kind(module, hint, schema);
        if self.is_nullable(schema) && !self.has_null(schema) { Type::Option(Box::new(planned)) } else { planned }
    }

    /// The type of a schema's values beside `null`.
    pub(super) fn plan_kind(&mut self, module: &mut Module, hint: &str, schema: &'a Schema) -> Type {
        if reachable::has_own_type(schema) {
            if let Some(known) = self.known_type(schema) {
                return Type::Named(known);
            }
            let name = self.allocate(hint, &schema.at);
            self.inline_types.entry(schema.at.clone()).or_default().push((schema, name.clone()));
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
            SchemaKind::Array(items) => Type::Vec(Box::new(self.plan_type(module, &format!("{hint} item"), items))),
            SchemaKind::Tuple(members) => {
                let members = members.iter().enumerate();
                let plan = |(index, member): (usize, &'a Schema)| {
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
    pub(super) fn plan_underlying(&mut self, module: &mut Module, hint: &str, schema: &'a Schema) -> Type {
        let mut schema = schema;
        for _ in 0..=self.api.schemas.len() {
            let SchemaKind::Reference(id) = schema.kind else { break };
            let Some(component) = self.api.component(id) else { break };
            if reachable::has_own_type(&component.schema) || reachable::leads_back(self.api, id) {
                break;
            }
            schema = &component.schema;
        }
        self.plan_type(module, hint, schema)
    }

    /// Plans the type of what the service sends when it calls.
    pub(super) fn plan_payload(&mut self, payload: &'a Payload) {
        let name = self.allocate(&payload.name, &payload.at);
        if reachable::has_own_type(&payload.schema) && self.known_type(&payload.schema).is_none() {
            let mut module = Module::default();
            let known = self.inline_types.entry(payload.schema.at.clone()).or_default();
            known.push((&payload.schema, name.clone()));
            self.plan_own_type(&mut module, name.clone(), None, &payload.schema);
            let module = self.module(&name, payload.at.clone(), module.items);
            self.modules.push(module);
            return;
        }
        let mut lines = documentation::words(&payload.documentation, |_| true);
        documentation::paragraph(&mut lines, "The service sends it.");
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
        let target = self.plan_type(&mut module, &format!("{} payload", name.as_str()), &payload.schema);
        if let Some(first) = module.items.first_mut() {
            *first = Item::Alias(alias(target));
        }
        let module = self.module(&name, payload.at.clone(), module.items);
        self.modules.push(module);
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

/// The name for a schema that is written in a component which is no schema: a response or a request body that several
/// operations may refer to.
fn shared_hint(at: &Origin) -> Option<String> {
    let mut tokens = at.pointer.tokens();
    if tokens.next()? != "components" {
        return None;
    }
    let (kind, name) = (tokens.next()?, tokens.next()?);
    match kind.as_str() {
        "responses" if name.to_lowercase().ends_with("response") => Some(name),
        "responses" => Some(format!("{name} response")),
        "requestBodies" if name.to_lowercase().ends_with("body") => Some(name),
        "requestBodies" => Some(format!("{name} body")),
        "parameters" => Some(format!("{name} parameter")),
        "headers" => Some(format!("{name} header")),
        _ => None,
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
