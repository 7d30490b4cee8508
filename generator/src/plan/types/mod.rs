//! Plans the types: one for each component schema, and one for each inline schema that becomes a struct or an enum.
//!
//! Their names are resolved [before](super::names::type_names).

pub(super) mod blank;
pub(super) mod defaults;
pub(super) mod derives;
pub(super) mod enumerations;
pub(super) mod functions;
pub(super) mod layout;
mod lenient;
pub(super) mod links;
pub(super) mod recursion;
pub(super) mod shape;
pub(super) mod shape_budget;
pub(super) mod size;
pub(super) mod structs;
pub(super) mod unions;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::lenient::Lenient;
use self::shape_budget::ShapeBudget;
use super::PlanOptions;
use super::docs;
use super::docs::generated;
use super::names::type_names::TypeNames;
use super::names::{Case, ResolvedName, resolve_document_names};
use super::webhooks;
use super::webhooks::KeyCounts;
use crate::api::analysis::{self, SensitiveComponents, Usage, has_own_type, leads_back};
use crate::api::{
    AdditionalProperties, Api, Component, Enumeration, EnumerationBase, IntegerFormat, NumberFormat, Schema, SchemaId,
    SchemaKind, Webhook,
};
use crate::config::{Spanned, UnknownFields};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::limits::raise;
use crate::location::Origin;
use crate::rust::{Alias, Identifier, Item, Path, TextFormat, Type, TypeModule};

/// Plans types and collects their modules.
pub(super) struct TypePlanner<'a> {
    pub(super) api: &'a Api,
    diagnostics: &'a mut Diagnostics,
    names: TypeNames<'a>,
    usages: BTreeMap<Origin, Usage>,
    sensitive: SensitiveComponents,
    /// The components by the names of their types.
    component_names: BTreeMap<Identifier, SchemaId>,
    webhook_keys: KeyCounts<'a>,
    /// The names of the variants of components that are enumerations, once a default needs them.
    enumeration_names: RefCell<BTreeMap<SchemaId, Rc<[ResolvedName]>>>,
    /// The components by origin.
    component_places: BTreeMap<Origin, SchemaId>,
    /// The discriminator values of each component, by component and property.
    discriminator_values: BTreeMap<(SchemaId, &'a str), BTreeSet<&'a str>>,
    /// The module of each planned component. `None` while it is being planned.
    component_modules: BTreeMap<SchemaId, Option<TypeModule>>,
    /// The names of the planned types of inline schemas.
    planned: BTreeSet<Identifier>,
    /// The modules of the inline schemas of operations.
    modules: Vec<TypeModule>,
    formats: &'a BTreeMap<String, Spanned<Path>>,
    pub(super) unknown_fields: UnknownFields,
    lenient: Lenient<'a>,
    /// The formats of the target that the document uses.
    used_formats: BTreeSet<String>,
    /// The rest of the limit `union-names`.
    pub(super) union_names: ShapeBudget,
    union_names_limit: usize,
}

/// The types of a module that is being planned.
#[derive(Default)]
pub(super) struct Module {
    pub(super) items: Vec<Item>,
}

impl<'a> TypePlanner<'a> {
    /// Plans the types of all components.
    pub(super) fn new(
        api: &'a Api,
        names: TypeNames<'a>,
        options: PlanOptions<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut planner = Self {
            api,
            diagnostics,
            names,
            usages: analysis::usages(api),
            sensitive: SensitiveComponents::of(api),
            component_names: BTreeMap::new(),
            webhook_keys: webhooks::key_counts(api),
            enumeration_names: RefCell::default(),
            component_places: BTreeMap::new(),
            discriminator_values: analysis::discriminator_values(api),
            component_modules: BTreeMap::new(),
            planned: BTreeSet::new(),
            modules: Vec::new(),
            formats: options.formats,
            unknown_fields: options.unknown_fields,
            lenient: Lenient::new(options),
            used_formats: BTreeSet::new(),
            union_names: ShapeBudget::new(options.limits.union_names),
            union_names_limit: options.limits.union_names,
        };
        for (index, component) in api.schemas.iter().enumerate() {
            planner.component_places.insert(component.schema.at.clone(), SchemaId(index));
            let name = planner.names.component(SchemaId(index)).cloned();
            planner.component_names.extend(name.map(|name| (name, SchemaId(index))));
        }
        for index in 0..api.schemas.len() {
            planner.plan_component(SchemaId(index));
        }
        planner
    }

    /// Returns the modules, those of the components first, and the target's formats that are used.
    pub(super) fn finish(self) -> (Vec<TypeModule>, BTreeSet<String>) {
        let of_components = self.component_modules.into_values().flatten();
        let mut modules: Vec<TypeModule> = of_components.chain(self.modules).collect();
        let names: Vec<String> = modules.iter().map(|module| module.name.as_str().to_owned()).collect();
        // A module with the name of its parent would be ambiguous in paths.
        let names = resolve_document_names(names.iter().map(String::as_str), Case::Module, &[&["types"]]);
        for (module, resolved) in modules.iter_mut().zip(names) {
            module.name = resolved.identifier;
        }
        (modules, self.used_formats)
    }

    /// Reports a diagnostic.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a union that exceeds the limit `union-names`.
    pub(super) fn report_union_names(&mut self, at: &Origin) {
        if !self.union_names.take_exceeded() {
            return;
        }
        let limit = self.union_names_limit;
        let message =
            format!("with this union, the document tells the values of unions apart by more than {limit} names");
        let error = Diagnostic::error(Code::UNIONS_TOO_LARGE, at.clone(), message);
        self.report(error.help(format!("add a discriminator, or {}", raise("union-names"))));
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
        if has_own_type(&component.schema) {
            self.plan_own_type(&mut module, name.clone(), Some(&component.name), &component.schema);
        } else {
            self.plan_alias(&mut module, &name, id, component);
        }
        let mut module = module_of(name, component.schema.at.clone(), module.items);
        // A pointer into an overlay or into another file is not one that a reader can follow.
        if component.schema.at.file != self.api.at.file {
            module.docs = generated::component_module(&component.name);
        }
        self.component_modules.insert(id, Some(module));
    }

    fn plan_alias(&mut self, module: &mut Module, name: &Identifier, id: SchemaId, component: &'a Component) {
        let schema = &component.schema;
        let alias = |target| Alias {
            name: name.clone(),
            docs: docs::of_schema(name, Some(&component.name), schema),
            deprecated: schema.documentation.deprecated,
            derives: Vec::new(),
            target,
        };
        // The position is reserved now, so that the alias precedes the types that it needs.
        module.items.push(Item::Alias(alias(Type::Value)));
        let target = self.plan_kind(module, schema);
        // A Rust alias cannot refer to itself.
        let planned = match leads_back(self.api, id) {
            true => Item::Newtype(alias(target)),
            false => Item::Alias(alias(target)),
        };
        if let Some(first) = module.items.first_mut() {
            *first = planned;
        }
    }

    /// Plans the schema of an operation.
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

    /// Returns the type of an operation's schema that is planned already, with aliases resolved.
    pub(super) fn underlying(&mut self, schema: &'a Schema) -> Type {
        self.plan_underlying(&mut Module::default(), schema)
    }

    /// Returns the discriminator value of the component at an origin, if there is exactly one.
    pub(super) fn only_tag(&self, at: &Origin, property: &str) -> Option<&'a str> {
        let component = self.component_places.get(at)?;
        let discriminator_values = self.discriminator_values.get(&(*component, property))?;
        discriminator_values.first().filter(|_| discriminator_values.len() == 1).copied()
    }

    /// Returns the usage of a schema's type.
    pub(super) fn usage(&self, schema: &Schema) -> Usage {
        self.usages.get(&schema.at).copied().unwrap_or_default()
    }

    /// Returns the type of a schema, wrapped in an `Option` if the schema is nullable.
    pub(super) fn plan_type(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        let planned = self.plan_kind(module, schema);
        if self.api.is_nullable(schema) && !self.api.has_null(schema) {
            Type::Option(Box::new(planned))
        } else {
            planned
        }
    }

    /// Returns the named type of a schema. It is planned on first use, or with the component that contains it.
    fn plan_named(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        let Some(own) = self.names.own_type(schema) else {
            let message = "the type of this schema has no name";
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

    /// Returns the type of a schema's values other than `null`.
    pub(super) fn plan_kind(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        if has_own_type(schema) {
            return self.plan_named(module, schema);
        }
        if let Some(content) = schema.content() {
            return Type::JsonText(Box::new(self.plan_type(module, content)));
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
            // Services send more digits than `f32` holds, even for the format `float`.
            SchemaKind::Number(NumberFormat::Float | NumberFormat::Double) => Type::F64,
            SchemaKind::String { format } => {
                let configured = format.as_ref().and_then(|format| self.formats.get_key_value(format));
                match configured {
                    Some((format, path)) => {
                        self.used_formats.insert(format.clone());
                        Type::Configured(path.value.clone())
                    }
                    None => string_type(format.as_deref()),
                }
            }
            SchemaKind::Array(items) => Type::Vec(Box::new(self.plan_type(module, items))),
            SchemaKind::Tuple(members) => {
                Type::Tuple(members.iter().map(|member| self.plan_type(module, member)).collect())
            }
            // Without properties, every key is an additional property, whose values are unrestricted by default (JSON
            // Schema 2020-12 Core, section 10.3.2.3).
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

    /// Returns the type of a schema with aliases resolved, so that equal types have the same name.
    pub(super) fn plan_underlying(&mut self, module: &mut Module, schema: &'a Schema) -> Type {
        self.plan_type(module, self.api.without_aliases(schema))
    }

    /// Plans the type of a webhook or callback body.
    pub(super) fn plan_webhook(&mut self, webhook: &'a Webhook) {
        let Some(name) = self.names.webhook(webhook).cloned() else { return };
        // Operations may share a callback.
        if !self.planned.insert(name.clone()) {
            return;
        }
        let is_own = self.names.own_type(&webhook.schema).is_some_and(|own| own.name == name);
        if is_own {
            let mut module = Module::default();
            self.plan_own_type(&mut module, name.clone(), None, &webhook.schema);
            webhooks::document_own(self.api, &self.webhook_keys, (webhook, &name), &mut module.items);
            self.modules.push(module_of(name, webhook.at.clone(), module.items));
            return;
        }
        let docs = webhooks::document(&self.webhook_keys, webhook);
        let mut module = Module::default();
        let alias = |target| Alias {
            name: name.clone(),
            docs: docs.clone(),
            deprecated: webhook.documentation.deprecated,
            derives: Vec::new(),
            target,
        };
        // The alias precedes the types that it needs.
        module.items.push(Item::Alias(alias(Type::Value)));
        let target = self.plan_type(&mut module, &webhook.schema);
        if let Some(first) = module.items.first_mut() {
            *first = Item::Alias(alias(target));
        }
        self.modules.push(module_of(name, webhook.at.clone(), module.items));
    }

    /// Returns the names of the variants of a union.
    pub(super) fn variant_names(&self, union: &Schema) -> Vec<Identifier> {
        self.names.own_type(union).map(|own| own.variants.clone()).unwrap_or_default()
    }

    /// Returns the component whose type has a name.
    pub(super) fn component_of_name(&self, name: &Identifier) -> Option<SchemaId> {
        self.component_names.get(name).copied()
    }

    /// Returns the names of the variants of a component that is an enumeration.
    pub(super) fn enumeration_names(&self, id: SchemaId, enumeration: &Enumeration) -> Rc<[ResolvedName]> {
        let mut known = self.enumeration_names.borrow_mut();
        Rc::clone(known.entry(id).or_insert_with(|| enumerations::variant_names(enumeration).into()))
    }
}

/// Creates a module of some types. Its name is resolved later, and its imports are planned with its
/// [`functions`].
fn module_of(name: Identifier, at: Origin, items: Vec<Item>) -> TypeModule {
    let docs = generated::type_module(at.pointer.as_str());
    TypeModule { name, at, docs, imports: Vec::new(), items }
}

/// Returns the type of a string. Known formats have types that keep the text; other formats are plain strings.
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
