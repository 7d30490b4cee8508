//! Compares the public items of two clients: whether code that compiled with the older one still compiles with the newer one.
//!
//! The rules are those of Cargo ("SemVer Compatibility" in the Cargo Book).

use std::collections::BTreeMap;

use super::{Argument, Entry, Form, Listing};

/// What a change of a client means for its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// No item changes.
    Patch,
    /// Code that compiled still compiles, and more is possible.
    Minor,
    /// Code that compiled may not compile any more, or may mean something else.
    Major,
}

impl Level {
    /// The name of the level.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What happened to an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemFact {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another path.
    Renamed {
        /// The path in the newer client.
        to: String,
    },
    /// Another type or signature.
    Changed {
        /// What differs, after the path of the item: "has another type: `i64`, before `String`".
        how: String,
    },
    /// A function takes arguments of other types, or more or fewer of them.
    ArgumentsChanged {
        /// What differs, after the path of the item.
        how: String,
    },
    /// A function takes arguments of the same types in another order: a call compiles, and means something else.
    ArgumentsReordered {
        /// What differs, after the path of the item.
        how: String,
    },
    /// A function takes arguments of the same types by other names, which may mean something else.
    ArgumentsRenamed {
        /// What differs, after the path of the item.
        how: String,
    },
    /// It is deprecated now.
    Deprecated,
}

/// A difference between the public items of two clients.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemChange {
    /// What it means for the version.
    pub level: Level,
    /// The path of the item below the root of the crate: `types::Pet::name`, or `types::Pet::new()` for a function.
    pub path: String,
    /// The kind of the item, such as "field".
    pub noun: &'static str,
    /// What happened.
    pub fact: ItemFact,
}

impl ItemChange {
    /// The path of the item in the newer client.
    pub fn new_path(&self) -> &str {
        match &self.fact {
            ItemFact::Renamed { to } => to,
            _ => &self.path,
        }
    }

    /// The change in words, with the path of the item.
    pub fn text(&self) -> String {
        let Self { path, noun, fact, .. } = self;
        match fact {
            ItemFact::Added => format!("the {noun} `{path}` is new"),
            ItemFact::Removed => format!("the {noun} `{path}` is removed"),
            ItemFact::Renamed { to } => format!("the {noun} `{path}` is `{to}` now"),
            ItemFact::Changed { how }
            | ItemFact::ArgumentsChanged { how }
            | ItemFact::ArgumentsReordered { how }
            | ItemFact::ArgumentsRenamed { how } => format!("the {noun} `{path}` {how}"),
            ItemFact::Deprecated => format!("the {noun} `{path}` is deprecated"),
        }
    }
}

/// Compares the items of two clients. `renamed` has the new paths of types and methods that have another name: by their old paths.
pub(in crate::changes) fn compare(old: &Listing, new: &Listing, renamed: &BTreeMap<String, String>) -> Vec<ItemChange> {
    let (old, new) = (&without_aliases(old), &without_aliases(new));
    let mut changes = Vec::new();
    for (path, to) in renamed {
        if let Some(entry) = old.entries.get(path) {
            let fact = ItemFact::Renamed { to: to.clone() };
            changes.push(ItemChange { level: Level::Major, path: path.clone(), noun: noun(&entry.form, path), fact });
        }
    }
    let back: BTreeMap<&str, &str> = renamed.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
    for (path, before) in &old.entries {
        let now = moved(path, |path| renamed.get(path).map(String::as_str));
        match new.entries.get(now.as_deref().unwrap_or(path)) {
            Some(after) => compare_entries(path, before, after, renamed, &mut changes),
            None if is_below_missing(path, |above| !new.entries.contains_key(above), &old.entries, renamed) => {}
            None => changes.push(ItemChange {
                level: Level::Major,
                path: path.clone(),
                noun: noun(&before.form, path),
                fact: ItemFact::Removed,
            }),
        }
    }
    for (path, after) in &new.entries {
        let before = moved(path, |path| back.get(path).copied());
        if old.entries.contains_key(before.as_deref().unwrap_or(path))
            || is_below_missing(path, |above| !old.entries.contains_key(above), &new.entries, &BTreeMap::new())
        {
            continue;
        }
        let level = if breaks_by_addition(path, after, old) { Level::Major } else { Level::Minor };
        changes.push(ItemChange { level, path: path.clone(), noun: noun(&after.form, path), fact: ItemFact::Added });
    }
    changes
}

/// Replaces the aliases in the types of a listing by their targets: callers can't tell them apart.
pub(super) fn without_aliases(listing: &Listing) -> Listing {
    let aliases: BTreeMap<String, String> = listing
        .entries
        .iter()
        .filter_map(|(path, entry)| match &entry.form {
            Form::Alias { target } => Some((path.clone(), target.clone())),
            _ => None,
        })
        .collect();
    let mut listing = listing.clone();
    if aliases.is_empty() {
        return listing;
    }
    // An alias may be one of another alias. None leads back to itself.
    let expand = |text: &mut String| {
        for _ in 0..=aliases.len() {
            let expanded = with_renamed(text, &aliases);
            if expanded == *text {
                break;
            }
            *text = expanded;
        }
    };
    for entry in listing.entries.values_mut() {
        match &mut entry.form {
            Form::Field { of } | Form::Constant { of } => expand(of),
            Form::Variant { fields, .. } => expand(fields),
            Form::Function { arguments, returns, .. } => {
                arguments.iter_mut().for_each(|argument| expand(&mut argument.of));
                expand(returns);
            }
            Form::Alias { target } => expand(target),
            Form::Implementation { types } => expand(types),
            Form::Type { .. } | Form::Export { .. } | Form::Invocation { .. } => {}
        }
    }
    listing
}

/// Returns the path that an item has on the other side, if it or the item above it has another one there.
fn moved<'r>(path: &str, renamed: impl Fn(&str) -> Option<&'r str>) -> Option<String> {
    if let Some(to) = renamed(path) {
        return Some(to.to_owned());
    }
    let above = above(path)?;
    let to = moved(above, renamed)?;
    Some(format!("{to}{}", path.get(above.len()..)?))
}

/// Returns the path of the item that an item belongs to.
pub(super) fn above(path: &str) -> Option<&str> {
    match path.split_once(": ") {
        Some((above, _)) => Some(above),
        None => path.rsplit_once("::").map(|(above, _)| above),
    }
}

/// Returns `true` if the item that an item belongs to is missing on the other side, which is reported once for all of them.
fn is_below_missing(
    path: &str,
    is_missing: impl Fn(&str) -> bool,
    own: &BTreeMap<String, Entry>,
    renamed: &BTreeMap<String, String>,
) -> bool {
    let mut path = path;
    while let Some(above) = above(path) {
        if own.contains_key(above) && !renamed.contains_key(above) && is_missing(above) {
            return true;
        }
        path = above;
    }
    false
}

/// Returns `true` if code that compiled may not compile with a new item: one that matches or builds a value needs all variants or
/// fields of an exhaustive type.
fn breaks_by_addition(path: &str, added: &Entry, old: &Listing) -> bool {
    let is_part = matches!(added.form, Form::Variant { .. } | Form::Field { .. });
    let owner = above(path).and_then(|above| old.entries.get(above));
    is_part && matches!(owner.map(|owner| &owner.form), Some(Form::Type { is_exhaustive: true, .. }))
}

fn compare_entries(
    path: &str,
    old: &Entry,
    new: &Entry,
    renamed: &BTreeMap<String, String>,
    changes: &mut Vec<ItemChange>,
) {
    let mut add = |level, fact| {
        changes.push(ItemChange { level, path: path.to_owned(), noun: noun(&old.form, path), fact });
    };
    if let Some(fact) = difference(&old.form, &new.form, renamed) {
        add(Level::Major, fact);
    } else if let Some(how) = arguments_renamed(&old.form, &new.form) {
        add(Level::Major, ItemFact::ArgumentsRenamed { how });
    }
    if !old.is_deprecated && new.is_deprecated {
        add(Level::Minor, ItemFact::Deprecated);
    }
    let is_enabled_by = |feature: &String| new.features.is_empty() || new.features.contains(feature);
    let needs_other =
        if old.features.is_empty() { !new.features.is_empty() } else { !old.features.iter().all(is_enabled_by) };
    // What is below an item has its features, and is not reported again.
    let is_own = matches!(old.form, Form::Type { .. } | Form::Alias { .. } | Form::Function { .. });
    if needs_other && is_own {
        let how = format!("needs another Cargo feature: {}, before {}", listed(&new.features), listed(&old.features));
        add(Level::Major, ItemFact::Changed { how });
    }
}

fn listed(features: &[String]) -> String {
    if features.is_empty() { "none".to_owned() } else { format!("`{}`", features.join("` or `")) }
}

/// Returns what differs between two forms of an item. `None` if callers can't tell them apart.
fn difference(old: &Form, new: &Form, renamed: &BTreeMap<String, String>) -> Option<ItemFact> {
    let is_same = |old: &str, new: &str| old == new || with_renamed(old, renamed) == new;
    let changed = |what: &str, old: &str, new: &str| {
        let how = || format!("has another {what}: `{new}`, before `{old}`");
        (!is_same(old, new)).then(|| ItemFact::Changed { how: how() })
    };
    match (old, new) {
        (
            Form::Type { keyword: old_keyword, generics: old_generics, is_exhaustive: was_exhaustive },
            Form::Type { keyword, generics, is_exhaustive },
        ) => {
            if old_keyword != keyword {
                let how = format!("is a type of another kind: `{keyword}`, before `{old_keyword}`");
                Some(ItemFact::Changed { how })
            } else if old_generics != generics {
                changed("list of generic parameters", old_generics, generics)
            } else if *was_exhaustive && !is_exhaustive {
                Some(ItemFact::Changed { how: "can't be built or matched without `..` any more".to_owned() })
            } else {
                None
            }
        }
        (Form::Field { of: old }, Form::Field { of: new })
        | (Form::Constant { of: old }, Form::Constant { of: new }) => changed("type", old, new),
        (Form::Variant { fields: old, number: old_number }, Form::Variant { fields: new, number: new_number }) => {
            changed("value", old, new).or_else(|| match (old_number, new_number) {
                (Some(old), Some(new)) if old != new => {
                    Some(ItemFact::Changed { how: format!("has another number in a cast: {new}, before {old}") })
                }
                _ => None,
            })
        }
        (Form::Alias { target: old }, Form::Alias { target: new }) => changed("type", old, new),
        (Form::Implementation { types: old }, Form::Implementation { types: new }) => {
            changed("associated type", old, new)
        }
        (Form::Invocation { text: old }, Form::Invocation { text: new }) => changed("list of methods", old, new),
        (Form::Export { path: old }, Form::Export { path: new }) => changed("definition", old, new),
        (
            Form::Function { arguments: old, returns: old_returns, qualifiers: old_qualifiers },
            Form::Function { arguments, returns, qualifiers },
        ) => functions((old, arguments), &is_same)
            .or_else(|| {
                let shown = |text: &str| if text.is_empty() { "-> ()".to_owned() } else { text.to_owned() };
                let how = || format!("returns another type: `{}`, before `{}`", shown(returns), shown(old_returns));
                (!is_same(old_returns, returns)).then(|| ItemFact::Changed { how: how() })
            })
            .or_else(|| changed("qualifier", old_qualifiers, qualifiers)),
        (old, new) => {
            let how = format!("is another kind of item: {}, before {}", noun(new, ""), noun(old, ""));
            Some(ItemFact::Changed { how })
        }
    }
}

fn functions((old, new): (&[Argument], &[Argument]), is_same: &impl Fn(&str, &str) -> bool) -> Option<ItemFact> {
    let shown = |argument: &Argument| match argument.name == "self" {
        true => argument.of.clone(),
        false => format!("{}: {}", argument.name, argument.of),
    };
    let text = |arguments: &[Argument]| arguments.iter().map(shown).collect::<Vec<_>>().join(", ");
    let in_another_order =
        || format!("takes its arguments in another order: `({})`, before `({})`", text(new), text(old));
    let has_same_types = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(&old.of, &new.of));
    if !has_same_types {
        // Most lists differ in one argument, and may be long.
        let without = |arguments: &[Argument], others: &[Argument]| -> Vec<String> {
            let is_known = |argument: &Argument| {
                others.iter().any(|other| other.name == argument.name && is_same(&other.of, &argument.of))
                    || others.iter().any(|other| other.name == argument.name && is_same(&argument.of, &other.of))
            };
            arguments.iter().filter(|argument| !is_known(argument)).map(shown).collect()
        };
        let (added, removed) = (without(new, old), without(old, new));
        let how = match (added.is_empty(), removed.is_empty()) {
            (false, true) => format!("takes more arguments: `{}`", added.join("`, `")),
            (true, false) => format!("takes fewer arguments: not `{}`", removed.join("`, `")),
            (false, false) => format!("takes `{}`, before `{}`", added.join("`, `"), removed.join("`, `")),
            (true, true) => in_another_order(),
        };
        return Some(ItemFact::ArgumentsChanged { how });
    }
    let names = |arguments: &[Argument]| arguments.iter().map(|argument| argument.name.clone()).collect::<Vec<_>>();
    let (old_names, new_names) = (names(old), names(new));
    // The names of arguments are not part of a call, but a call with arguments in another order means something else.
    let is_permuted = old_names.iter().zip(&new_names).any(|(old, new)| old != new && new_names.contains(old));
    is_permuted.then(|| ItemFact::ArgumentsReordered { how: in_another_order() })
}

/// Returns which arguments of a function have other names.
fn arguments_renamed(old: &Form, new: &Form) -> Option<String> {
    let (Form::Function { arguments: old, .. }, Form::Function { arguments: new, .. }) = (old, new) else {
        return None;
    };
    let differs = |(old, new): &(&Argument, &Argument)| old.name != new.name;
    let renamed = old.iter().zip(new).filter(differs);
    let renamed: Vec<String> = renamed.map(|(old, new)| format!("`{}`, before `{}`", new.name, old.name)).collect();
    (!renamed.is_empty()).then(|| format!("takes {}", renamed.join(", and ")))
}

/// Replaces the paths of renamed types in the text of a type.
pub(super) fn with_renamed(text: &str, renamed: &BTreeMap<String, String>) -> String {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    let mut result = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars().chain(['\0']) {
        if is_part(character) {
            word.push(character);
            continue;
        }
        // A name that a field has may stand before a colon and a space.
        let trimmed = word.trim_end_matches(':');
        result.push_str(renamed.get(trimmed).map_or(trimmed, String::as_str));
        result.push_str(word.get(trimmed.len()..).unwrap_or_default());
        word.clear();
        if character != '\0' {
            result.push(character);
        }
    }
    result
}

/// Returns the kind of an item in words.
fn noun(form: &Form, path: &str) -> &'static str {
    match form {
        Form::Type { keyword: "enum", .. } => "enum",
        Form::Type { .. } => "struct",
        Form::Field { .. } => "field",
        Form::Variant { .. } => "variant",
        Form::Function { arguments, .. } if arguments.first().is_some_and(|first| first.name == "self") => "method",
        Form::Function { .. } => "function",
        Form::Constant { .. } => "constant",
        Form::Alias { .. } => "type",
        Form::Implementation { .. } if path.is_empty() || path.contains(": ") => "implementation",
        Form::Implementation { .. } => "trait",
        Form::Export { .. } => "re-export",
        Form::Invocation { .. } => "implementation",
    }
}
