//! A section for a changelog, in the words of those who use the client.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::markdown::escaped;
use crate::changes::{ItemChange, ItemFact, Level};

/// Returns a section for `CHANGELOG.md`: what breaks, what is new, what is deprecated, and what the service does in another way.
/// It is a draft: each line is a fact, and none of them says why.
pub fn changelog(report: &Report<'_>) -> String {
    let title = report.next_version().unwrap_or_else(|| "Unreleased".to_owned());
    let items: BTreeSet<&ItemChange> = report.changes.iter().flat_map(|change| &change.items).collect();
    let fields = items.iter().filter(|item| item.noun == "field");
    let fields: BTreeSet<(&str, &ItemFact)> = fields.map(|item| (item.path.as_str(), &item.fact)).collect();
    let (mut breaking, mut added, mut deprecated) = (Section::default(), Section::default(), Section::default());
    for item in &items {
        // An implementation that is new or gone says little beside the type that it belongs to, and a setter little beside its field.
        if (item.noun == "implementation" && item.level != Level::Major) || is_setter(item, &fields) {
            continue;
        }
        let section = match (item.level, &item.fact) {
            (Level::Major, _) => &mut breaking,
            (_, ItemFact::Deprecated) => &mut deprecated,
            _ => &mut added,
        };
        section.add(item);
    }
    let mut service = BTreeSet::new();
    for change in report.changes.iter().filter(|change| change.wire().0.is_breaking()) {
        let (_, reason) = change.wire();
        let sentence = capitalized(&super::sentence(change));
        service.insert(format!("{sentence} (`{}`). {}.", change.kind, capitalized(reason)));
    }
    let sections: [(&str, Vec<String>); 4] = [
        ("Breaking", breaking.into_lines()),
        ("Added", added.into_lines()),
        ("Deprecated", deprecated.into_lines()),
        ("Service", service.into_iter().collect()),
    ];
    let mut text = format!("## {title}\n");
    for (title, lines) in sections {
        if !lines.is_empty() {
            text.push_str(&format!("\n### {title}\n\n"));
            for line in lines {
                text.push_str(&format!("- {}\n", escaped(&line)));
            }
        }
    }
    text
}

/// The sentences of a section. Items of one kind that share an owner share a sentence.
#[derive(Default)]
struct Section {
    /// The names, by what the sentence says.
    groups: BTreeMap<Group, Vec<String>>,
    /// The sentences about one item each, after those of the client's methods and of whole types.
    others: BTreeSet<String>,
}

/// What a sentence about several items says. The client comes first, then types, then parts of types.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    rank: u8,
    owner: Option<String>,
    what: What,
    noun: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Added,
    Removed,
    Deprecated,
}

impl Section {
    fn add(&mut self, item: &ItemChange) {
        let (owner, name) = owner_and_name(item);
        let what = match &item.fact {
            ItemFact::Added => What::Added,
            ItemFact::Removed => What::Removed,
            ItemFact::Deprecated => What::Deprecated,
            ItemFact::Renamed { to } => {
                self.others.insert(format!("`{}` is `{}` now.", short(&item.path), short(to)));
                return;
            }
            ItemFact::Changed { how }
            | ItemFact::ArgumentsChanged { how }
            | ItemFact::ArgumentsReordered { how }
            | ItemFact::ArgumentsRenamed { how } => {
                self.others.insert(format!("`{}` {how}.", short(&item.path)));
                return;
            }
        };
        let rank = match owner.as_deref() {
            Some("Client") => 0,
            None => 1,
            Some(_) => 2,
        };
        self.groups.entry(Group { rank, owner, what, noun: item.noun }).or_default().push(name);
    }

    fn into_lines(self) -> Vec<String> {
        let groups = self.groups.iter().map(|(group, names)| sentence(group, names));
        groups.chain(self.others).collect()
    }
}

/// Returns a sentence about items: "`Destination` has a new field `tags`."
fn sentence(group: &Group, names: &[String]) -> String {
    let Group { owner, what, noun, .. } = group;
    let is_one = names.len() == 1;
    let names = listed(names, if *what == What::Removed { "or" } else { "and" });
    let noun = if is_one { (*noun).to_owned() } else { format!("{noun}s") };
    match (what, owner, is_one) {
        (What::Added, Some(owner), true) => format!("`{owner}` has a new {noun} {names}."),
        (What::Added, Some(owner), false) => format!("`{owner}` has new {noun} {names}."),
        (What::Removed, Some(owner), _) => format!("`{owner}` has no {noun} {names} any more."),
        (What::Deprecated, Some(owner), true) => format!("The {noun} {names} of `{owner}` is deprecated."),
        (What::Deprecated, Some(owner), false) => format!("The {noun} {names} of `{owner}` are deprecated."),
        (What::Added, None, true) => format!("There is a new {noun} {names}."),
        (What::Added, None, false) => format!("There are new {noun} {names}."),
        (What::Removed, None, true) => format!("There is no {noun} {names} any more."),
        (What::Removed, None, false) => format!("There are no {noun} {names} any more."),
        (What::Deprecated, None, true) => format!("The {noun} {names} is deprecated."),
        (What::Deprecated, None, false) => format!("The {noun} {names} are deprecated."),
    }
}

/// Returns names as a list: "`a`, `b` and `c`".
fn listed(names: &[String], conjunction: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} {conjunction} {last}", others.join(", ")),
        _ => names.concat(),
    }
}

fn short(path: &str) -> String {
    path.strip_prefix("types::").unwrap_or(path).to_owned()
}

/// Returns the type that an item belongs to, and the item's own name. A module is not the owner of a type in the eyes of a caller.
fn owner_and_name(item: &ItemChange) -> (Option<String>, String) {
    let split = item.path.rsplit_once("::").filter(|_| !item.path.contains(": "));
    let is_type = |owner: &str| owner.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase));
    match split {
        Some((owner, name)) if is_type(owner) => (Some(short(owner)), name.to_owned()),
        _ => (None, short(&item.path)),
    }
}

/// Returns `true` if an item is the setter of a field to which the same happens.
fn is_setter(item: &ItemChange, fields: &BTreeSet<(&str, &ItemFact)>) -> bool {
    let field = item.path.strip_suffix("()").filter(|_| item.noun == "method");
    field.is_some_and(|field| fields.contains(&(field, &item.fact)))
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
