//! The names of all types, settled before any type is planned: which schemas become a type of their own, which of them
//! become one type together, and what each is called.
//!
//! There is one type for one place, and its name comes from that place. What a component inherits stands in another
//! component, and is that one's type as long as it says the same; where it is narrowed down it says something else, and
//! is a type of the heir.

use std::collections::{BTreeMap, BTreeSet};

use super::place;
use super::place::{Owner, Place};
use super::variants::variant_names;
use super::{Case, NAMED, Settled, Wish, collision, identifier, settle};
use crate::api::{AdditionalProperties, Api, Schema, SchemaId, SchemaKind, Webhook};
use crate::diagnostic::Diagnostics;
use crate::location::{Origin, Sources};
use crate::plan::operations::OperationNames;
use crate::plan::types::RESERVED_TYPES;
use crate::plan::types::reachable::has_own_type;
use crate::rust::Identifier;

/// A type that a schema becomes.
pub(crate) struct OwnType<'a> {
    /// Its name.
    pub(crate) name: Identifier,
    /// The schema that it is planned from. Others that stand at the same place say the same.
    pub(crate) schema: &'a Schema,
    /// The component in which it stands.
    pub(crate) home: Option<SchemaId>,
    /// Whether it is the type of that component itself.
    pub(crate) is_component: bool,
    /// The names of the variants, if it is a union.
    pub(crate) variants: Vec<Identifier>,
}

/// The names of all types.
pub(crate) struct TypeNames<'a> {
    components: Vec<Identifier>,
    webhooks: BTreeMap<Origin, Identifier>,
    types: Vec<OwnType<'a>>,
    /// The type of each schema that has one of its own. One place may have several versions, so a schema is told by where
    /// it is in memory.
    of_schemas: BTreeMap<usize, usize>,
}

impl<'a> TypeNames<'a> {
    /// The type that a schema becomes, if it has one of its own.
    pub(crate) fn own_type(&self, schema: &Schema) -> Option<&OwnType<'a>> {
        self.types.get(*self.of_schemas.get(&address(schema))?)
    }

    /// The name of the type of a component.
    pub(crate) fn component(&self, id: SchemaId) -> Option<&Identifier> {
        self.components.get(id.0)
    }

    /// The name of the type of what the service sends.
    pub(crate) fn payload(&self, payload: &Webhook) -> Option<&Identifier> {
        self.webhooks.get(&payload.at)
    }
}

fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// Names all types, and reports the components that could not be called as the document calls them.
pub(crate) fn name_types<'a>(
    api: &'a Api,
    operations: &[OperationNames],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> TypeNames<'a> {
    let mut wishes: Vec<Wish> = api.schemas.iter().map(|component| Wish::named(&component.name)).collect();
    let webhooks = distinct_payloads(api);
    wishes.extend(webhooks.iter().map(|payload| payload_wish(api, operations, payload)));
    // What has no name of its own takes none from these, so they are settled before it is known what there is.
    let roots = settle(&wishes, Case::Type, RESERVED_TYPES);
    report(api, &roots, diagnostics);
    let (components, of_payloads) = roots.split_at(api.schemas.len().min(roots.len()));
    let names = |settled: &[Settled]| settled.iter().map(|settled| settled.identifier.clone()).collect();
    let mut naming = Naming {
        api,
        roots: Vec::new(),
        root_at: BTreeMap::new(),
        occurrences: Vec::new(),
        variant_words: BTreeMap::new(),
    };
    let components: Vec<Identifier> = names(components);
    let of_payloads: Vec<Identifier> = names(of_payloads);
    let of_payloads: BTreeMap<Origin, Identifier> =
        webhooks.iter().map(|payload| payload.at.clone()).zip(of_payloads).collect();
    naming.add_roots(&components, &of_payloads, operations, sources);
    naming.walk_roots();
    let (types, of_schemas) = naming.types(wishes, diagnostics);
    TypeNames { components, webhooks: of_payloads, types, of_schemas }
}

/// What the service sends, once for each place: operations may share a callback.
fn distinct_payloads(api: &Api) -> Vec<&Webhook> {
    let mut seen = BTreeSet::new();
    api.webhooks.iter().filter(|payload| seen.insert(&payload.at)).collect()
}

fn payload_wish(api: &Api, operations: &[OperationNames], payload: &Webhook) -> Wish {
    let at = &payload.at;
    let mut above = operations.iter().zip(&api.operations).filter(|(_, operation)| {
        operation.at.file == at.file && at.pointer.strip_prefix(&operation.at.pointer).is_some()
    });
    let by_operation = above.next().map(|(names, _)| format!("{} {}", names.marker.as_str(), payload.name));
    let by_pointer = place::of_pointer(at, None).words();
    let words = [Some(payload.name.clone()), by_operation, Some(by_pointer)].into_iter().flatten().collect();
    Wish::of(words, NAMED.saturating_add(1), at.pointer.as_str())
}

fn report(api: &Api, roots: &[Settled], diagnostics: &mut Diagnostics) {
    for (component, settled) in api.schemas.iter().zip(roots) {
        let Some((_, rival)) = &settled.unavailable else { continue };
        let at = &component.schema.at;
        let rival = match api.schemas.get(*rival) {
            Some(rival) => (format!("the schema `{}`", rival.name), &rival.schema.at),
            None => ("what the service sends".to_owned(), at),
        };
        let what = format!("the schema `{}`", component.name);
        let found = collision(at, &what, settled, (&rival.0, rival.1));
        found.into_iter().for_each(|found| diagnostics.push(found));
    }
}

/// A schema from which a walk begins, and whose words the names of what is written in it begin with.
struct Root<'a> {
    place: Place,
    at: Origin,
    schemas: Vec<&'a Schema>,
    component: Option<SchemaId>,
    /// The name of its own type, if that is known already.
    name: Option<Identifier>,
}

/// A schema with a type of its own, as it was come across.
struct Occurrence<'a> {
    schema: &'a Schema,
    root: usize,
    /// The way to it.
    place: Place,
    variants: Vec<Identifier>,
}

/// What is known while the names are found.
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
        // A component that is nothing but its only alternative stands where that one does; what is written beside the
        // alternative is the component's too.
        for index in 0..self.roots.len() {
            let Some(outer) = self.roots.get(index).map(|root| without_combinators(&root.at)) else { continue };
            self.root_at.entry(outer).or_insert(index);
        }
        let stem = |at: &Origin| (at.file != api.at.file).then(|| stem(sources.name(at.file)));
        for (operation, names) in api.operations.iter().zip(operations) {
            let owner = Owner { operation, marker: names.marker.as_str() };
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
        for payload in &api.webhooks {
            let Some(name) = webhooks.get(&payload.at) else { continue };
            let is_own = payload.schema.at.file == payload.at.file
                && payload.schema.at.pointer.strip_prefix(&payload.at.pointer).is_some();
            let place = match is_own {
                true => Place::named(name.as_str(), "payload"),
                false => place::of_pointer(&payload.schema.at, stem(&payload.schema.at).as_deref()),
            };
            let index = self.add_root(place, &payload.schema);
            if let Some(root) = self.roots.get_mut(index).filter(|_| is_own) {
                root.name = Some(name.clone());
            }
        }
    }

    /// Adds a schema that stands in an operation, or in something that operations share.
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

    /// The root in which a place is written, and where that is.
    fn home(&self, at: &Origin) -> Option<(usize, Origin)> {
        let mut place = at.clone();
        loop {
            if let Some(root) = self.root_at.get(&place) {
                return Some((*root, place));
            }
            place.pointer = place.pointer.split_last()?.0;
        }
    }

    /// Finds the types, and names them. `wishes` are those of what has a name of its own.
    fn types(self, mut wishes: Vec<Wish>, diagnostics: &mut Diagnostics) -> (Vec<OwnType<'a>>, BTreeMap<usize, usize>) {
        let named = wishes.len();
        let mut by_place: BTreeMap<&Origin, Vec<&Occurrence<'a>>> = BTreeMap::new();
        for occurrence in &self.occurrences {
            by_place.entry(&occurrence.schema.at).or_default().push(occurrence);
        }
        let mut types: Vec<OwnType<'a>> = Vec::new();
        let mut of_schemas = BTreeMap::new();
        let mut add = |occurrence: &Occurrence<'a>, home: Option<SchemaId>, wish: Result<Identifier, Wish>| {
            let is_component = wish.is_ok() && home.is_some();
            let name = wish.unwrap_or_else(|wish| {
                wishes.push(wish);
                // The name is known when all are.
                Identifier(String::new())
            });
            let variants = occurrence.variants.clone();
            types.push(OwnType { name, schema: occurrence.schema, home, is_component, variants });
            types.len().saturating_sub(1)
        };
        for (at, occurrences) in by_place {
            // One way may be gone several times, from operations that share what it begins at.
            let mut known: Vec<(&Occurrence<'a>, usize)> = Vec::new();
            let home = self.home(at);
            let at_home =
                |occurrence: &&&Occurrence<'a>| home.as_ref().is_some_and(|(home, _)| occurrence.root == *home);
            let mut own = occurrences.iter().filter(at_home);
            let first = own.next().filter(|first| own.all(|other| first.schema.is_like(other.schema)));
            let shared = first.zip(home.as_ref()).and_then(|(first, (home, home_at))| {
                let root = self.roots.get(*home)?;
                let rest = at.pointer.strip_prefix(&home_at.pointer)?;
                let wish = match (&root.name, place::below(&rest, &self.variant_words, home_at)) {
                    (Some(name), _) if *at == root.at => Ok(name.clone()),
                    (_, Some(inner)) => Err(root.place.join(&inner).wish(at)),
                    (_, None) => Err(first.place.wish(at)),
                };
                Some((*first, add(first, root.component, wish)))
            });
            for occurrence in &occurrences {
                let is_shared = shared.filter(|(first, _)| first.schema.is_like(occurrence.schema));
                let is_known = |(known, _): &&(&Occurrence<'a>, usize)| {
                    known.place == occurrence.place && known.schema.is_like(occurrence.schema)
                };
                let index = match is_shared.or_else(|| known.iter().find(is_known).copied()) {
                    Some((_, index)) => index,
                    None => {
                        let index = add(occurrence, None, Err(occurrence.place.wish(at)));
                        known.push((occurrence, index));
                        index
                    }
                };
                of_schemas.insert(address(occurrence.schema), index);
            }
        }
        let settled = settle(&wishes, Case::Type, RESERVED_TYPES);
        let unnamed: Vec<usize> =
            types.iter().enumerate().filter(|(_, own)| own.name.as_str().is_empty()).map(|(index, _)| index).collect();
        let at = |index: usize| types.get(index).map(|own| &own.schema.at);
        for (index, settled) in unnamed.iter().zip(settled.iter().skip(named)) {
            let (Some(own_at), Some((_, rival))) = (at(*index), &settled.unavailable) else { continue };
            let rival_at = match rival.checked_sub(named) {
                None => self.api.schemas.get(*rival).map(|component| &component.schema.at),
                Some(rival) => unnamed.get(rival).and_then(|index| at(*index)),
            };
            // Of what one schema says by several types, no part is another one's rival.
            if rival_at == Some(own_at) {
                continue;
            }
            let rival = ("another type", rival_at.unwrap_or(own_at));
            let found = collision(own_at, "the type of this schema", settled, rival);
            found.into_iter().for_each(|found| diagnostics.push(found));
        }
        for (index, settled) in unnamed.into_iter().zip(settled.into_iter().skip(named)) {
            if let Some(own) = types.get_mut(index) {
                own.name = settled.identifier;
            }
        }
        (types, of_schemas)
    }
}

/// A place without the alternatives and the members of `allOf` that it ends with.
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

/// The name of a file without its folder and its extension.
fn stem(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem();
    stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
