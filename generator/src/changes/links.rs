//! Connects the changes of an API with those of the client's items, by the files that a part of the document becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{ItemChange, ItemFact, Listing};
use super::{Change, Fact, Kind, Side, Subject};
use crate::location::{Origin, Pointer};
use crate::rust::{InputTarget, Item, Literal};

/// Where the items of a client come from.
pub(super) struct Places {
    /// The component schema or the operation that a file is for.
    origins: BTreeMap<String, Origin>,
    /// The names on the wire, by the path of an item.
    wire: BTreeMap<String, String>,
    /// The paths of the item that bears the name of a component or an operation, by their origins.
    named: BTreeMap<Origin, String>,
}

impl Places {
    /// Finds where the items of a client come from.
    pub(super) fn of(side: &Side<'_>, listing: &Listing) -> Self {
        let mut places = Self { origins: BTreeMap::new(), wire: BTreeMap::new(), named: BTreeMap::new() };
        for module in &side.planned.types {
            places.origins.insert(format!("types/{}.rs", module.name.word()), module.at.clone());
            for item in &module.items {
                places.add_item(item);
            }
        }
        for name in side.planned.names.iter().filter(|name| name.is_type) {
            places.named.insert(name.at.clone(), format!("types::{}", name.name.as_str()));
        }
        let operations: BTreeMap<(&str, &str), &Origin> = side
            .api
            .operations
            .iter()
            .map(|operation| ((operation.method.as_str(), operation.path.as_str()), &operation.at))
            .collect();
        // The file of the method is the file of the operation.
        let files: BTreeMap<&str, Vec<&String>> =
            listing.files.iter().fold(BTreeMap::new(), |mut files, (path, file)| {
                files.entry(file.as_str()).or_insert_with(Vec::new).push(path);
                files
            });
        for operation in &side.planned.operations {
            let Some(at) = operations.get(&(operation.http_method.as_str(), operation.path.as_str())) else { continue };
            let folder = operation.group.as_ref().map(|group| format!("{}/", group.module.word())).unwrap_or_default();
            let file = format!("operations/{folder}{}.rs", operation.module.word());
            let method = format!("::{}()", operation.method.as_str());
            let path = files.get(file.as_str()).into_iter().flatten().find(|path| path.ends_with(&method));
            if let Some(path) = path {
                places.named.insert((*at).clone(), (*path).clone());
            }
            for input in &operation.optional {
                let wire = match &input.target {
                    InputTarget::Parameter { wire, .. }
                    | InputTarget::QueryString { wire, .. }
                    | InputTarget::FormField { wire, .. }
                    | InputTarget::Part { wire, .. } => wire,
                    InputTarget::Body(_) | InputTarget::PartAt { .. } => continue,
                };
                let setter = format!("::{}::{}()", operation.request.as_str(), input.name.as_str());
                let paths = files.get(file.as_str()).into_iter().flatten().filter(|path| path.ends_with(&setter));
                paths.for_each(|path| _ = places.wire.insert((*path).clone(), wire.clone()));
            }
            places.origins.insert(file, (*at).clone());
        }
        places
    }

    fn add_item(&mut self, item: &Item) {
        let name = item.name().as_str();
        match item {
            Item::Struct(item) => {
                for field in &item.fields {
                    let functions = [
                        field.setter.as_ref().map(|setter| &setter.name),
                        field.default.as_ref().map(|getter| &getter.name),
                    ];
                    for function in functions.into_iter().flatten() {
                        self.wire.insert(format!("types::{name}::{}()", function.as_str()), field.wire.clone());
                    }
                    self.wire.insert(format!("types::{name}::{}", field.name.as_str()), field.wire.clone());
                }
            }
            Item::Enumeration(item) => {
                for variant in &item.variants {
                    let wire = text_of(&variant.wire);
                    self.wire.insert(format!("types::{name}::{}", variant.name.as_str()), wire);
                }
            }
            Item::Union(_) | Item::Newtype(_) | Item::Alias(_) => {}
        }
    }
}

/// Returns the types and methods that have another name, by their old paths. `pairs` has the components and the operations that are
/// the same in both documents.
pub(super) fn renamed(
    old: &Places,
    new: &Places,
    pairs: &[(Origin, Origin)],
    users: &[(String, Option<Origin>, Option<Origin>)],
) -> BTreeMap<String, String> {
    let remaining: BTreeSet<&String> = new.named.values().collect();
    let by_pointer: BTreeMap<&Pointer, &String> = new.named.iter().map(|(at, path)| (&at.pointer, path)).collect();
    let of_pairs = pairs.iter().map(|(old_at, new_at)| (old.named.get(old_at), new.named.get(new_at)));
    // A schema that is written in an operation or in another schema has no pair, and has its place alone.
    let of_places = old.named.iter().map(|(at, path)| (Some(path), by_pointer.get(&at.pointer).copied()));
    let mut renamed = BTreeMap::new();
    // Two operations may exchange their names, while a component may be replaced by another one.
    for (_, before, after) in users {
        let name = |places: &Places, at: &Option<Origin>| at.as_ref().and_then(|at| places.named.get(at)).cloned();
        if let (Some(before), Some(after)) = (name(old, before), name(new, after))
            && before != after
        {
            renamed.insert(before, after);
        }
    }
    for (before, after) in of_pairs.chain(of_places) {
        if let (Some(before), Some(after)) = (before, after)
            && before != after
            && !remaining.contains(before)
            && !renamed.contains_key(before)
        {
            renamed.insert(before.clone(), after.clone());
        }
    }
    renamed
}

/// Gives each change of an item to the changes of the API that cause it. Those that have no cause there are changes of their own.
pub(super) fn connect(
    changes: &mut Vec<Change>,
    items: Vec<ItemChange>,
    (old, new): (&Places, &Places),
    (old_listing, new_listing): (&Listing, &Listing),
    users: &[(String, Option<Origin>, Option<Origin>)],
) {
    let (of_old, of_new) = (causes(changes, old, |change| &change.old), causes(changes, new, |change| &change.new));
    let by_operation = by_operation(changes, users);
    let mut own = Vec::new();
    for item in items {
        let before = place(&item.path, old, old_listing);
        let after = place(item.new_path(), new, new_listing);
        let found = |place: &Option<Origin>, causes: &BTreeMap<Origin, BTreeSet<usize>>| {
            place.as_ref().and_then(|place| causes.get(place)).cloned().unwrap_or_default()
        };
        let mut causes: Vec<usize> = found(&before, &of_old).union(&found(&after, &of_new)).copied().collect();
        if causes.is_empty() {
            // The type of an operation may change with a schema that it refers to.
            let above = before.iter().chain(&after).flat_map(ancestors);
            causes = above.filter_map(|origin| by_operation.get(&origin)).flatten().copied().collect();
        }
        if causes.is_empty() && (old_listing.is_in_client(&item.path) || new_listing.is_in_client(item.new_path())) {
            let is_credential = item.path.starts_with("Credentials::");
            let is_about = |change: &Change| match change.kind.subject {
                Subject::Security | Subject::SecurityScheme => is_credential,
                Subject::Server => !is_credential,
                _ => false,
            };
            causes = (0..changes.len()).filter(|index| changes.get(*index).is_some_and(is_about)).collect();
        }
        let wire = old.wire.get(&item.path).or_else(|| new.wire.get(item.new_path()));
        let is_about = |change: &Change| wire.is_some_and(|wire| first_name(&change.what) == Some(wire));
        let takes_others = matches!(item.fact, ItemFact::ArgumentsChanged { .. } | ItemFact::ArgumentsReordered { .. });
        let is_default = item.path.ends_with("_or_default()");
        let rules: [&dyn Fn(&Change) -> bool; 5] = [
            &is_about,
            &|change| (change.kind.fact == Fact::Deprecated) == (item.fact == ItemFact::Deprecated),
            &|change| change.kind.fact != Fact::Documentation,
            // A function takes what is required.
            &|change| !takes_others || !matches!(change.kind.fact, Fact::Added | Fact::OptionalRemoved),
            &|change| {
                matches!(change.kind.fact, Fact::Default | Fact::DefaultAdded | Fact::DefaultRemoved) == is_default
            },
        ];
        for rule in rules {
            let kept: Vec<usize> =
                causes.iter().copied().filter(|index| changes.get(*index).is_some_and(rule)).collect();
            if !kept.is_empty() {
                causes = kept;
            }
        }
        // Arguments with other names and the same types are the same ones, unless one is gone or new.
        if let ItemFact::ArgumentsRenamed { .. } = item.fact {
            let is_other = |fact: Fact| {
                !matches!(
                    fact,
                    Fact::Renamed | Fact::Documentation | Fact::Moved | Fact::Deprecated | Fact::Undeprecated
                )
            };
            causes.retain(|index| changes.get(*index).is_some_and(|change| is_other(change.kind.fact)));
            if causes.is_empty() {
                continue;
            }
        }
        for index in causes.iter().take(MAX_CAUSES) {
            if let Some(change) = changes.get_mut(*index) {
                change.items.push(item.clone());
            }
        }
        if causes.is_empty() {
            own.push(Change {
                kind: Kind { subject: Subject::Item, fact: fact(&item) },
                what: format!("the {} `{}`", item.noun, item.path),
                enum_value: None,
                values: None,
                old: before,
                new: after,
                users: BTreeSet::new(),
                items: vec![item],
                within: BTreeSet::new(),
            });
        }
    }
    changes.extend(own);
}

/// The maximum number of changes that an item is given to.
const MAX_CAUSES: usize = 16;

/// Returns the first name in a text: what a change is about.
fn first_name(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}

/// Returns the text of a value.
fn text_of(value: &Literal) -> String {
    match value {
        Literal::Bool(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Unsigned(value) => value.to_string(),
        Literal::Float(value) => value.to_string(),
        Literal::String(value) => value.clone(),
        Literal::Variant(_, name) => name.as_str().to_owned(),
    }
}

/// Returns the changes that may cause those of the items of a component schema or an operation, by its place: the changes that were
/// found in it, and those whose own place is inside of it.
fn causes(
    changes: &[Change],
    places: &Places,
    own: impl Fn(&Change) -> &Option<Origin>,
) -> BTreeMap<Origin, BTreeSet<usize>> {
    let mut within: BTreeMap<&Origin, Vec<usize>> = BTreeMap::new();
    let origins: BTreeSet<&Origin> = places.origins.values().collect();
    let mut causes: BTreeMap<Origin, BTreeSet<usize>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        change.within.iter().flatten().for_each(|origin| within.entry(origin).or_default().push(index));
        for origin in own(change).iter().flat_map(ancestors) {
            if origins.contains(&origin) {
                causes.entry(origin).or_default().insert(index);
            }
        }
    }
    for origin in origins {
        // A schema that is written in an operation has the changes of the operation.
        for above in ancestors(origin) {
            let found = within.get(&above).into_iter().flatten().copied();
            causes.entry(origin.clone()).or_default().extend(found);
        }
    }
    causes
}

/// Returns the changes that reach an operation or a webhook, by its place.
fn by_operation(
    changes: &[Change],
    users: &[(String, Option<Origin>, Option<Origin>)],
) -> BTreeMap<Origin, BTreeSet<usize>> {
    let mut by_user: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        change.users.iter().for_each(|user| _ = by_user.entry(user).or_default().insert(index));
    }
    let mut by_place: BTreeMap<Origin, BTreeSet<usize>> = BTreeMap::new();
    for (user, old, new) in users {
        for origin in [old, new].into_iter().flatten() {
            let found = by_user.get(user.as_str()).into_iter().flatten();
            by_place.entry(origin.clone()).or_default().extend(found);
        }
    }
    by_place
}

/// Returns a place, and those that it is inside of, without the whole document.
fn ancestors(origin: &Origin) -> impl Iterator<Item = Origin> {
    let parent = |pointer: &Pointer| pointer.parent().filter(|parent| !parent.as_str().is_empty());
    let pointers = std::iter::successors(Some(origin.pointer.clone()), parent);
    let file = origin.file;
    pointers.filter(|pointer| !pointer.as_str().is_empty()).map(move |pointer| Origin { file, pointer })
}

fn place(path: &str, places: &Places, listing: &Listing) -> Option<Origin> {
    places.origins.get(listing.files.get(path)?).cloned()
}

fn fact(item: &ItemChange) -> Fact {
    match item.fact {
        ItemFact::Added => Fact::Added,
        ItemFact::Removed => Fact::Removed,
        ItemFact::Renamed { .. } => Fact::Renamed,
        ItemFact::Changed { .. }
        | ItemFact::ArgumentsChanged { .. }
        | ItemFact::ArgumentsReordered { .. }
        | ItemFact::ArgumentsRenamed { .. } => Fact::Changed,
        ItemFact::Deprecated => Fact::Deprecated,
    }
}
