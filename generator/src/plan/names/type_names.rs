//! Names all types before any type is planned: which schemas have a type, which share one, and its name.
//!
//! Each place has one type, which is named after the place. A schema that a component inherits is at a place in another
//! component, and shares that component's type if both are equal. If the inheriting component narrows the schema, it
//! has a type of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::operation_names::OperationNames;
use super::pins::Pins;
use super::place;
use super::place::{Owner, Place};
use super::reserved::RESERVED_TYPES;
use super::variants::variant_names;
use super::{Case, NAMED, NameRequest, ResolvedName, collision, identifier, resolve_names};
use crate::api::analysis::has_own_type;
use crate::api::{AdditionalProperties, Api, Component, Schema, SchemaId, SchemaKind, Webhook};
use crate::diagnostic::Diagnostics;
use crate::location::{Origin, Sources};
use crate::rust::{Identifier, PlannedName};

/// A named type of a schema.
pub(crate) struct OwnType<'a> {
    /// The name.
    pub(crate) name: Identifier,
    /// The schema that the type is planned from. The other schemas of this type are equal to it.
    pub(crate) schema: &'a Schema,
    /// The component that contains the schema.
    pub(crate) home: Option<SchemaId>,
    /// `true` if the schema is the component itself.
    pub(crate) is_component: bool,
    /// The names of the variants of a union.
    pub(crate) variants: Vec<Identifier>,
}

/// The names of all types.
pub(crate) struct TypeNames<'a> {
    components: Vec<Identifier>,
    webhooks: BTreeMap<Origin, Identifier>,
    types: Vec<OwnType<'a>>,
    /// The type of each schema, by the schema's address: one place may have several versions of a schema.
    of_schemas: BTreeMap<usize, usize>,
}

impl<'a> TypeNames<'a> {
    /// Returns the named type of a schema, if it has one.
    pub(crate) fn own_type(&self, schema: &Schema) -> Option<&OwnType<'a>> {
        self.types.get(*self.of_schemas.get(&address(schema))?)
    }

    /// Returns the names of the types that are the only ones of their places.
    pub(crate) fn planned(&self) -> impl Iterator<Item = PlannedName> {
        let mut by_place: BTreeMap<&Origin, Option<&Identifier>> = BTreeMap::new();
        for own in &self.types {
            by_place.entry(&own.schema.at).and_modify(|name| *name = None).or_insert(Some(&own.name));
        }
        by_place.extend(self.webhooks.iter().map(|(at, name)| (at, Some(name))));
        let planned = |(at, name): (&Origin, Option<&Identifier>)| {
            Some(PlannedName { at: at.clone(), name: name?.clone(), is_type: true })
        };
        by_place.into_iter().filter_map(planned).collect::<Vec<_>>().into_iter()
    }

    /// Returns the name of a component's type.
    pub(crate) fn component(&self, id: SchemaId) -> Option<&Identifier> {
        self.components.get(id.0)
    }

    /// Returns the name of a webhook body's type.
    pub(crate) fn webhook(&self, webhook: &Webhook) -> Option<&Identifier> {
        self.webhooks.get(&webhook.at)
    }
}

fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// Names all types, and reports the components that did not get the name that the document gives.
pub(crate) fn name_types<'a>(
    api: &'a Api,
    operations: &[OperationNames],
    pins: &Pins<'_>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> TypeNames<'a> {
    let of_component =
        |component: &Component| NameRequest::named(&component.name).pinned(pins.of_type(&component.schema.at));
    let mut requests: Vec<NameRequest> = api.schemas.iter().map(of_component).collect();
    let webhooks = distinct_webhooks(api);
    let mut stems: BTreeMap<&Origin, &Identifier> = BTreeMap::new();
    for (names, operation) in operations.iter().zip(&api.operations) {
        stems.entry(&operation.at).or_insert(&names.stem);
    }
    requests.extend(webhooks.iter().map(|webhook| webhook_request(&stems, webhook).pinned(pins.of_type(&webhook.at))));
    // Named items go before inline schemas, so their names are resolved first.
    let roots = resolve_names(&requests, Case::Type, RESERVED_TYPES);
    report(api, &roots, diagnostics);
    let (components, webhook_names) = roots.split_at(api.schemas.len().min(roots.len()));
    let names = |resolved: &[ResolvedName]| resolved.iter().map(|resolved| resolved.identifier.clone()).collect();
    let mut naming = Naming {
        api,
        roots: Vec::new(),
        root_at: BTreeMap::new(),
        occurrences: Vec::new(),
        variant_words: BTreeMap::new(),
    };
    let components: Vec<Identifier> = names(components);
    let webhook_names: Vec<Identifier> = names(webhook_names);
    let webhook_names: BTreeMap<Origin, Identifier> =
        webhooks.iter().map(|webhook| webhook.at.clone()).zip(webhook_names).collect();
    naming.add_roots(&components, &webhook_names, operations, sources);
    naming.walk_roots();
    let (types, of_schemas) = naming.types(requests, pins, diagnostics);
    TypeNames { components, webhooks: webhook_names, types, of_schemas }
}

/// Returns the webhooks, one for each origin: operations may share a callback.
fn distinct_webhooks(api: &Api) -> Vec<&Webhook> {
    let mut seen = BTreeSet::new();
    api.webhooks.iter().filter(|webhook| seen.insert(&webhook.at)).collect()
}

/// Requests a name for a webhook. `stems` has the names of the operations by their places.
fn webhook_request(stems: &BTreeMap<&Origin, &Identifier>, webhook: &Webhook) -> NameRequest {
    let at = &webhook.at;
    let above = std::iter::successors(Some(at.clone()), |inner| {
        Some(Origin { file: inner.file, pointer: inner.pointer.split_last()?.0 })
    });
    let stem = above.into_iter().find_map(|place| stems.get(&place).copied());
    let by_operation = stem.map(|stem| format!("{} {}", stem.as_str(), webhook.name));
    let by_pointer = place::of_pointer(at, None).words();
    let words = [Some(webhook.name.clone()), by_operation, Some(by_pointer)].into_iter().flatten().collect();
    NameRequest::of(words, NAMED.saturating_add(1), at.pointer.as_str())
}

fn report(api: &Api, roots: &[ResolvedName], diagnostics: &mut Diagnostics) {
    for (component, resolved) in api.schemas.iter().zip(roots) {
        let Some((_, rival)) = &resolved.unavailable else { continue };
        let at = &component.schema.at;
        let rival = match api.schemas.get(*rival) {
            Some(rival) => (format!("the schema `{}`", rival.name), &rival.schema.at),
            None => ("a webhook body".to_owned(), at),
        };
        let what = format!("the schema `{}`", component.name);
        let warning = collision(at, &what, resolved, (&rival.0, rival.1));
        warning.into_iter().for_each(|warning| diagnostics.push(warning));
    }
}

/// A schema at which a traversal starts. The names of the schemas inside it start with its words.
struct Root<'a> {
    place: Place,
    at: Origin,
    schemas: Vec<&'a Schema>,
    component: Option<SchemaId>,
    /// The name of its type, if it is known already.
    name: Option<Identifier>,
}

/// A schema with a named type, found in a traversal.
struct Occurrence<'a> {
    schema: &'a Schema,
    root: usize,
    /// The path to the schema.
    place: Place,
    variants: Vec<Identifier>,
}

/// A type before all names are resolved. A type of a component has its name already.
struct Unnamed<'a> {
    name: Option<Identifier>,
    schema: &'a Schema,
    home: Option<SchemaId>,
    is_component: bool,
    variants: Vec<Identifier>,
}

/// The state of the naming.
struct Naming<'a> {
    api: &'a Api,
    roots: Vec<Root<'a>>,
    root_at: BTreeMap<Origin, usize>,
    occurrences: Vec<Occurrence<'a>>,
    variant_words: BTreeMap<Origin, String>,
}

impl<'a> Naming<'a> {
    fn add_roots(
        &mut self,
        components: &[Identifier],
        webhooks: &BTreeMap<Origin, Identifier>,
        operations: &[OperationNames],
        sources: &Sources,
    ) {
        let api = self.api;
        for (index, (component, name)) in api.schemas.iter().zip(components).enumerate() {
            self.root_at.entry(component.schema.at.clone()).or_insert(self.roots.len());
            self.roots.push(Root {
                place: Place::named(name.as_str(), "schema"),
                at: component.schema.at.clone(),
                schemas: vec![&component.schema],
                component: Some(SchemaId(index)),
                name: Some(name.clone()),
            });
        }
        let stem = |at: &Origin| (at.file != api.at.file).then(|| stem(sources.name(at.file)));
        for (operation, names) in api.operations.iter().zip(operations) {
            let owner = Owner { operation, stem: names.stem.as_str() };
            for parameter in &operation.parameters {
                let stem = stem(&parameter.schema.at);
                self.add_root(place::of_parameter(owner, parameter, stem.as_deref()), &parameter.schema);
            }
            for media in operation.body.iter().flat_map(|body| &body.media_types) {
                self.add_root(place::of_body(owner, media, stem(&media.schema.at).as_deref()), &media.schema);
            }
            for response in &operation.responses {
                for media in &response.media_types {
                    let stem = stem(&media.schema.at);
                    let place = place::of_response(owner, response.status, media, stem.as_deref());
                    self.add_root(place, &media.schema);
                }
                for header in &response.headers {
                    let stem = stem(&header.schema.at);
                    let place = place::of_header(owner, response.status, header, stem.as_deref());
                    self.add_root(place, &header.schema);
                }
            }
        }
        for webhook in &api.webhooks {
            let Some(name) = webhooks.get(&webhook.at) else { continue };
            let is_own = webhook.schema.at.file == webhook.at.file
                && webhook.schema.at.pointer.strip_prefix(&webhook.at.pointer).is_some();
            let place = match is_own {
                true => Place::named(name.as_str(), "webhook"),
                false => place::of_pointer(&webhook.schema.at, stem(&webhook.schema.at).as_deref()),
            };
            let index = self.add_root(place, &webhook.schema);
            if let Some(root) = self.roots.get_mut(index).filter(|_| is_own) {
                root.name = Some(name.clone());
            }
        }
        // The origin of a component with a single alternative is the alternative's. The keywords beside the alternative
        // belong to the component too, unless they are a schema of an operation, one of whose alternatives is the component.
        for index in 0..components.len() {
            let Some(outer) = self.roots.get(index).map(|root| without_combinators(&root.at)) else { continue };
            self.root_at.entry(outer).or_insert(index);
        }
    }

    /// Adds the schema of an operation, or of a component that operations share.
    fn add_root(&mut self, place: Place, schema: &'a Schema) -> usize {
        let next = self.roots.len();
        let index = *self.root_at.entry(schema.at.clone()).or_insert(next);
        match self.roots.get_mut(index) {
            Some(known) => known.schemas.push(schema),
            None => self.roots.push(Root {
                place,
                at: schema.at.clone(),
                schemas: vec![schema],
                component: None,
                name: None,
            }),
        }
        index
    }

    fn walk_roots(&mut self) {
        for index in 0..self.roots.len() {
            let Some((place, schemas)) = self.roots.get(index).map(|root| (root.place.clone(), root.schemas.clone()))
            else {
                continue;
            };
            schemas.into_iter().for_each(|schema| self.walk(index, &place, schema));
        }
    }

    fn walk(&mut self, root: usize, place: &Place, schema: &'a Schema) {
        let mut variants = Vec::new();
        if let SchemaKind::Union(union) = &schema.kind {
            variants = variant_names(self.api, union, identifier(&place.words(), Case::Type).as_str());
        }
        if has_own_type(schema) {
            let (place, variants) = (place.clone(), variants.clone());
            self.occurrences.push(Occurrence { schema, root, place, variants });
        }
        if let Some(content) = schema.content() {
            let is_component =
                self.roots.get(root).is_some_and(|root| root.component.is_some() && root.place == *place);
            let inner = if is_component { place.content() } else { place.clone() };
            self.walk(root, &inner, content);
        }
        match &schema.kind {
            SchemaKind::Array(items) => self.walk(root, &place.item(), items),
            SchemaKind::Tuple(members) => {
                for (index, member) in members.iter().enumerate() {
                    self.walk(root, &place.member(index), member);
                }
            }
            SchemaKind::Object(object) => {
                for property in &object.properties {
                    self.walk(root, &place.property(&property.name), &property.schema);
                }
                if let AdditionalProperties::Schema(values) = &object.additional_properties {
                    self.walk(root, &place.value(), values);
                }
            }
            SchemaKind::Union(union) => {
                for (variant, name) in union.variants.iter().zip(&variants) {
                    let at = &variant.schema.at;
                    if self.home(at).is_some_and(|(home, _)| home == root) {
                        self.variant_words.entry(at.clone()).or_insert_with(|| name.word().to_owned());
                    }
                    self.walk(root, &place.variant(name.word()), &variant.schema);
                }
            }
            _ => {}
        }
    }

    /// Returns the root that contains a node, and the origin of the root.
    fn home(&self, at: &Origin) -> Option<(usize, Origin)> {
        let mut place = at.clone();
        loop {
            if let Some(root) = self.root_at.get(&place) {
                return Some((*root, place));
            }
            place.pointer = place.pointer.split_last()?.0;
        }
    }

    /// Determines the types and names them. `requests` are those of the named items.
    fn types(
        self,
        mut requests: Vec<NameRequest>,
        pins: &Pins<'_>,
        diagnostics: &mut Diagnostics,
    ) -> (Vec<OwnType<'a>>, BTreeMap<usize, usize>) {
        let named = requests.len();
        let mut by_place: BTreeMap<&Origin, Vec<&Occurrence<'a>>> = BTreeMap::new();
        for occurrence in &self.occurrences {
            by_place.entry(&occurrence.schema.at).or_default().push(occurrence);
        }
        let mut types: Vec<Unnamed<'a>> = Vec::new();
        let mut of_schemas = BTreeMap::new();
        let mut add =
            |occurrence: &Occurrence<'a>, home: Option<SchemaId>, request: Result<Identifier, NameRequest>| {
                let is_component = request.is_ok() && home.is_some();
                let name = request.map_err(|request| requests.push(request)).ok();
                let variants = occurrence.variants.clone();
                types.push(Unnamed { name, schema: occurrence.schema, home, is_component, variants });
                types.len().saturating_sub(1)
            };
        for (at, occurrences) in by_place {
            // Operations may share a root, so the same path may occur several times.
            let mut known: BTreeMap<&Place, Vec<(&Occurrence<'a>, usize)>> = BTreeMap::new();
            let home = self.home(at);
            let at_home =
                |occurrence: &&&Occurrence<'a>| home.as_ref().is_some_and(|(home, _)| occurrence.root == *home);
            let mut own = occurrences.iter().filter(at_home);
            let first = own.next().filter(|first| own.all(|other| first.schema.is_equivalent(other.schema)));
            let shared = first.zip(home.as_ref()).and_then(|(first, (home, home_at))| {
                let root = self.roots.get(*home)?;
                let rest = at.pointer.strip_prefix(&home_at.pointer)?;
                // The parts of a form of Swagger 2.0 are parameters, which have no names in the pointer.
                let is_form = home_at.pointer.split_last().is_some_and(|(_, key)| key == "parameters");
                let inner = place::below(&rest, &self.variant_words, home_at).filter(|_| !is_form);
                let request = match (&root.name, inner) {
                    (Some(name), _) if *at == root.at => Ok(name.clone()),
                    (_, Some(inner)) => Err(root.place.join(&inner).name_request(at).pinned(pins.of_type(at))),
                    (_, None) => Err(first.place.name_request(at).pinned(pins.of_type(at))),
                };
                Some((*first, add(first, root.component, request)))
            });
            for occurrence in &occurrences {
                let is_shared = shared.filter(|(first, _)| first.schema.is_equivalent(occurrence.schema));
                let of_place = known.entry(&occurrence.place).or_default();
                let is_known = |(known, _): &&(&Occurrence<'a>, usize)| known.schema.is_equivalent(occurrence.schema);
                let index = match is_shared.or_else(|| of_place.iter().find(is_known).copied()) {
                    Some((_, index)) => index,
                    None => {
                        let index = add(occurrence, None, Err(occurrence.place.name_request(at)));
                        of_place.push((occurrence, index));
                        index
                    }
                };
                of_schemas.insert(address(occurrence.schema), index);
            }
        }
        let resolved = resolve_names(&requests, Case::Type, RESERVED_TYPES);
        let unnamed: Vec<usize> =
            types.iter().enumerate().filter(|(_, named)| named.name.is_none()).map(|(index, _)| index).collect();
        let at = |index: usize| types.get(index).map(|own| &own.schema.at);
        for (index, resolved) in unnamed.iter().zip(resolved.iter().skip(named)) {
            let (Some(own_at), Some((_, rival))) = (at(*index), &resolved.unavailable) else { continue };
            let rival_at = match rival.checked_sub(named) {
                None => self.api.schemas.get(*rival).map(|component| &component.schema.at),
                Some(rival) => unnamed.get(rival).and_then(|index| at(*index)),
            };
            // Several types of the same schema are not reported as conflicting.
            if rival_at == Some(own_at) {
                continue;
            }
            let rival = ("another type", rival_at.unwrap_or(own_at));
            let warning = collision(own_at, "the type of this schema", resolved, rival);
            warning.into_iter().for_each(|warning| diagnostics.push(warning));
        }
        let mut names = resolved.into_iter().skip(named).map(|resolved| resolved.identifier);
        let own = |Unnamed { name, schema, home, is_component, variants }| {
            Some(OwnType { name: name.or_else(|| names.next())?, schema, home, is_component, variants })
        };
        (types.into_iter().filter_map(own).collect(), of_schemas)
    }
}

/// Removes trailing alternatives and members of `allOf` from a pointer.
fn without_combinators(at: &Origin) -> Origin {
    let mut pointer = at.pointer.clone();
    while let Some((above, _)) = pointer.split_last()
        && let Some((outer, keyword)) = above.split_last()
        && ["allOf", "anyOf", "oneOf"].contains(&keyword.as_str())
    {
        pointer = outer;
    }
    Origin { file: at.file, pointer }
}

/// Returns the name of a file without its folder and its extension.
fn stem(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem();
    stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
