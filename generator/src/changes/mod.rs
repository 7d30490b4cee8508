//! What a newer document changes for those who use the client of an older one.
//!
//! [`compare`] takes two APIs and two planned clients, and not two texts: where a schema is written and the order of keys say
//! nothing. A [`Change`] has a [`Kind`], which says what it does on the wire, the changes of the client's items that it causes, and
//! its places in both documents.

mod ignored;
mod items;
mod links;
mod report;
mod verdict;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

pub use ignored::{Ignored, ignored};
pub use items::{CompilesWith, ItemChange, ItemFact, Level, Snippet};
pub use report::{Report, changelog, github, json, junit, markdown, next_version, summary, text};
pub use verdict::{Direction, Fact, Kind, Subject, Wire};

use crate::api::Api;
use crate::location::Origin;
use crate::render::GeneratedFile;
use crate::rust::Crate;

/// One of the two clients that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What the document means.
    pub api: &'a Api,
    /// The planned client.
    pub planned: &'a Crate,
    /// The files of the client.
    pub files: &'a [GeneratedFile],
}

/// A difference between two documents, and what it does to their clients.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// What changed, in words: "the property `tags` of `Pet`".
    pub what: String,
    /// For a change of one value of an enum: the value, and the enum in words.
    pub enum_value: Option<(String, String)>,
    /// The old and the new value, where they are short enough to be shown.
    pub values: Option<(String, String)>,
    /// The place in the old document. `None` if nothing there corresponds to it.
    pub old: Option<Origin>,
    /// The place in the new document. `None` if nothing there corresponds to it.
    pub new: Option<Origin>,
    /// The operations and webhooks by which it reaches a caller: their methods and paths, or their names.
    pub users: BTreeSet<String>,
    /// The changes of the client's items that it causes.
    pub items: Vec<ItemChange>,
    /// The component schemas and the operations in which it was found, in either document.
    within: BTreeSet<Option<Origin>>,
}

impl Change {
    /// What it does to the requests and responses of the older client, and the reason.
    pub fn wire(&self) -> (Wire, &'static str) {
        self.kind.wire()
    }

    /// What it means for the version of the client.
    pub fn level(&self) -> Level {
        self.items.iter().map(|item| item.level).max().unwrap_or(Level::Patch)
    }
}

/// Compares two clients. The changes are in the order of the new document; what is gone and what has no place follows.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let compared = wire::compare(old.api, new.api);
    let mut changes = compared.changes;
    let (old_listing, new_listing) = (items::list(old.files), items::list(new.files));
    let places = (links::Places::of(old, &old_listing), links::Places::of(new, &new_listing));
    let renamed = links::renamed(&places.0, &places.1, &compared.pairs, &compared.users);
    let items = items::compare(&old_listing, &new_listing, &renamed);
    let listings = (&old_listing, &new_listing);
    links::connect(&mut changes, items, (&places.0, &places.1), listings, &compared.users);
    changes
}

/// Compares the public items of two clients by their files alone, without the documents.
pub fn compare_items(old: &[GeneratedFile], new: &[GeneratedFile]) -> Vec<ItemChange> {
    items::compare(&items::list(old), &items::list(new), &BTreeMap::new())
}

/// Writes code for each change of an item: it compiles with one of the two clients and not with the other, so that the compiler can
/// judge the change. `None` for a change that no code shows, such as arguments of the same type in another order.
pub fn snippets(changes: &[Change], old: &Side<'_>, new: &Side<'_>) -> Vec<(ItemChange, Option<Snippet>)> {
    let items: BTreeSet<&ItemChange> = changes.iter().flat_map(|change| &change.items).collect();
    let items: Vec<&ItemChange> = items.into_iter().collect();
    items::snippets(&items, &items::list(old.files), &items::list(new.files))
}
