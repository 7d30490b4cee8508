//! Compares two APIs, operation by operation. Schemas that several operations use are compared once for each direction of the
//! data, and every operation that reaches them is named.

mod conditions;
mod constraints;
mod objects;
mod operations;
mod positions;
mod responses;
mod schemas;
mod service;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Direction, Fact, Kind, Subject};
use crate::api::analysis::used_components;
use crate::api::{Api, Component, Documentation};
use crate::location::Origin;
use schemas::{Context, Sides};

/// The places of a change in the old and the new document.
type Places<'p> = (Option<&'p Origin>, Option<&'p Origin>);

/// The differences between two APIs.
pub(super) struct Compared {
    pub(super) changes: Vec<Change>,
    /// The components and the operations that correspond to each other.
    pub(super) pairs: Vec<(Origin, Origin)>,
    /// The operations and webhooks: the name of each for readers, and its places.
    pub(super) users: Vec<(String, Option<Origin>, Option<Origin>)>,
}

/// Compares two APIs. The changes are in the order of the new document, and those without a place there follow.
pub(super) fn compare(old: &Api, new: &Api) -> Compared {
    let mut comparison = Comparison {
        old,
        new,
        changes: Vec::new(),
        pairs: BTreeMap::new(),
        waiting: Vec::new(),
        links: BTreeMap::new(),
        owners: Vec::new(),
        owner: None,
    };
    operations::compare(&mut comparison);
    service::compare(&mut comparison);
    comparison.run();
    unused_components(&mut comparison);
    comparison.run();
    comparison.finish()
}

/// Two components, and the direction in which their values go.
type Pair = (Origin, Origin, Direction);

/// What is compared: an operation, a webhook, or a pair of components.
struct Owner {
    /// The name of an operation or a webhook for readers.
    user: Option<String>,
    old: Option<Origin>,
    new: Option<Origin>,
}

struct Comparison<'a> {
    old: &'a Api,
    new: &'a Api,
    /// The changes, and the index of the owner of each. `None` for those of the API as a whole.
    changes: Vec<(Option<usize>, Change)>,
    /// The pairs that were met, and the indices of their owners.
    pairs: BTreeMap<Pair, usize>,
    /// The pairs that are not compared yet.
    waiting: Vec<(usize, Sides<'a>, Context)>,
    /// The owners that refer to a pair, by its owner.
    links: BTreeMap<usize, BTreeSet<usize>>,
    owners: Vec<Owner>,
    /// What is compared now.
    owner: Option<usize>,
}

impl<'a> Comparison<'a> {
    /// Begins an operation or a webhook.
    fn begin(&mut self, user: String, (old, new): Places<'_>) {
        self.owner = Some(self.owners.len());
        self.owners.push(Owner { user: Some(user), old: old.cloned(), new: new.cloned() });
    }

    /// Adds a change.
    fn add(&mut self, subject: Subject, fact: Fact, what: impl Into<String>, places: Places<'_>) {
        self.add_values(subject, fact, what, places, None);
    }

    /// Adds a change with the old and the new value.
    fn add_values(
        &mut self,
        subject: Subject,
        fact: Fact,
        what: impl Into<String>,
        (old, new): Places<'_>,
        values: Option<(String, String)>,
    ) {
        let change = Change {
            kind: Kind { subject, fact },
            what: what.into(),
            enum_value: None,
            values,
            old: old.cloned(),
            new: new.cloned(),
            users: BTreeSet::new(),
            items: Vec::new(),
            within: BTreeSet::new(),
        };
        self.changes.push((self.owner, change));
    }

    /// Adds a value of an enum that is new or gone.
    fn add_enum_value(&mut self, subject: Subject, fact: Fact, value: String, of: &str, places: Places<'_>) {
        self.add(subject, fact, format!("the value `{value}` of {of}"), places);
        if let Some((_, change)) = self.changes.last_mut() {
            change.enum_value = Some((value, of.to_owned()));
        }
    }

    /// Compares what a document says about something in words.
    fn documentation(
        &mut self,
        subject: Subject,
        what: &str,
        (old, new): (&Documentation, &Documentation),
        places: (&Origin, &Origin),
    ) {
        let places = (Some(places.0), Some(places.1));
        match (old.deprecated, new.deprecated) {
            (false, true) => self.add(subject, Fact::Deprecated, what, places),
            (true, false) => self.add(subject, Fact::Undeprecated, what, places),
            _ => {}
        }
        self.words(subject, what, (&old.title, &new.title), places);
        self.words(subject, what, (&old.description, &new.description), places);
    }

    /// Compares words.
    fn words<T: PartialEq>(&mut self, subject: Subject, what: &str, (old, new): (&T, &T), places: Places<'_>) {
        if old != new {
            self.add(subject, Fact::Documentation, what, places);
        }
    }

    /// Compares two components once for each direction, for all that refer to both.
    fn enter(&mut self, sides: Sides<'a>, context: Context) {
        let (old, new) = (&sides.old.schema.at, &sides.new.schema.at);
        // What operations use is compared in the direction in which they use it.
        let is_known = |direction| self.pairs.contains_key(&(old.clone(), new.clone(), direction));
        if context.direction == Direction::None
            && [Direction::Request, Direction::Response, Direction::Webhook].into_iter().any(is_known)
        {
            return;
        }
        let next = self.owners.len();
        let owner = *self.pairs.entry((old.clone(), new.clone(), context.direction)).or_insert(next);
        if owner == next {
            self.owners.push(Owner { user: None, old: Some(old.clone()), new: Some(new.clone()) });
            self.waiting.push((owner, sides, context));
        }
        if let Some(from) = self.owner {
            self.links.entry(owner).or_default().insert(from);
        }
    }

    /// Compares the pairs of components that are waiting.
    fn run(&mut self) {
        while let Some((owner, sides, context)) = self.waiting.pop() {
            self.owner = Some(owner);
            schemas::compare_resolved(self, sides, &context);
        }
        self.owner = None;
    }

    /// Returns the changes with those whom they reach.
    fn finish(self) -> Compared {
        let mut reached: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for owner in self.changes.iter().filter_map(|(owner, _)| *owner) {
            reached.entry(owner).or_insert_with(|| self.users(owner));
        }
        let pairs = self.owners.iter().filter_map(|owner| owner.old.clone().zip(owner.new.clone())).collect();
        let users = self.owners.iter();
        let users =
            users.filter_map(|owner| Some((owner.user.clone()?, owner.old.clone(), owner.new.clone()))).collect();
        let changes = self.changes.into_iter().map(|(owner, change)| {
            let users = owner.and_then(|owner| reached.get(&owner).cloned()).unwrap_or_default();
            let within = owner.and_then(|owner| self.owners.get(owner));
            let within = within.map(|owner| BTreeSet::from([owner.old.clone(), owner.new.clone()])).unwrap_or_default();
            Change { users, within, ..change }
        });
        Compared { changes: merged(changes), pairs, users }
    }

    /// Returns the operations and webhooks that reach an owner.
    fn users(&self, owner: usize) -> BTreeSet<String> {
        let (mut users, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::from([owner]), vec![owner]);
        while let Some(owner) = waiting.pop() {
            users.extend(self.owners.get(owner).and_then(|owner| owner.user.clone()));
            let from = self.links.get(&owner).into_iter().flatten();
            waiting.extend(from.copied().filter(|from| seen.insert(*from)));
        }
        users
    }
}

/// Compares the component schemas that no operation and no webhook uses: the client may have types for them.
fn unused_components(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    let seen: BTreeSet<Origin> = comparison.pairs.keys().map(|(old, _, _)| old.clone()).collect();
    let seen_new: BTreeSet<Origin> = comparison.pairs.keys().map(|(_, new, _)| new.clone()).collect();
    let used = (used(old), used(new));
    let by_name: BTreeMap<&str, &Component> =
        old.schemas.iter().map(|component| (component.name.as_str(), component)).collect();
    for component in &new.schemas {
        let what = format!("the schema `{}`", component.name);
        let at = &component.schema.at;
        match by_name.get(component.name.as_str()) {
            Some(before) if !seen.contains(&before.schema.at) && !seen_new.contains(at) => {
                let context =
                    Context { subject: Subject::Schema, direction: Direction::None, what, is_optional: false };
                let sides = Sides::of(comparison, &before.schema, &component.schema);
                comparison.enter(sides, context);
            }
            None if !used.1.contains(at) => comparison.add(Subject::Schema, Fact::Added, what, (None, Some(at))),
            _ => {}
        }
    }
    let names: BTreeSet<&str> = new.schemas.iter().map(|component| component.name.as_str()).collect();
    for component in old.schemas.iter().filter(|component| !names.contains(component.name.as_str())) {
        if !used.0.contains(&component.schema.at) {
            let what = format!("the schema `{}`", component.name);
            comparison.add(Subject::Schema, Fact::Removed, what, (Some(&component.schema.at), None));
        }
    }
}

/// Returns the places of the components that operations and webhooks use.
fn used(api: &Api) -> BTreeSet<Origin> {
    let used = used_components(api).into_iter().filter_map(|id| api.component(id));
    used.map(|component| component.schema.at.clone()).collect()
}

/// Merges the changes that are the same but for those whom they reach: a schema may be written inside of several others.
fn merged(changes: impl Iterator<Item = Change>) -> Vec<Change> {
    let mut merged: Vec<Change> = Vec::new();
    let mut known: BTreeMap<(Kind, Option<Origin>, Option<Origin>, String), usize> = BTreeMap::new();
    for change in changes {
        let key = (change.kind, change.old.clone(), change.new.clone(), change.what.clone());
        match known.get(&key).and_then(|index| merged.get_mut(*index)) {
            Some(first) => {
                first.users.extend(change.users);
                first.within.extend(change.within);
            }
            None => {
                known.insert(key, merged.len());
                merged.push(change);
            }
        }
    }
    merged.sort_by(|first, second| {
        let place = |change: &Change| (change.new.is_none(), change.new.clone().or(change.old.clone()));
        place(first).cmp(&place(second)).then(first.kind.cmp(&second.kind))
    });
    merged
}
