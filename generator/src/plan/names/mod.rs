//! Name resolution: assigns a unique identifier to every item of a namespace.
//!
//! A name depends only on the item itself, so that names are stable. These are the rules:
//!
//! 1. Each item has a list of candidate names, the shortest first ([`NameRequest`]): the name that the document gives
//!    it or the words of its location; then longer versions with more of its location; finally a name with a hash.
//! 2. The names of a namespace are [resolved](resolve_names) together. If several items request the same name, the item
//!    with the highest priority gets it, and each other item moves to its next candidate. If two items have the same
//!    priority, neither gets the name.
//! 3. The priority is the item's rank ([`NameRequest::rank`]: names that the target pins go before names from the document,
//!    and those before names from a location),
//!    and then the similarity of the document's spelling ([`Similarity`]): `foo_bar` gets the name `foo_bar`, and
//!    `foo-bar` moves on.
//!
//! So a name depends neither on the order of the document nor on the number of items: a new item renames only items
//! that request the same name. A warning is reported if the name that the document gives can't be used.

mod characters;
pub(super) mod identifier;
pub(super) mod media_type;
pub(super) mod operation_names;
pub(super) mod pins;
pub(super) mod place;
mod request;
pub(super) mod reserved;
pub(super) mod status;
pub(super) mod type_names;
pub(super) mod variants;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::location::Origin;
use crate::rust::Identifier;
pub(super) use identifier::{Case, identifier};
use identifier::{MAX_LENGTH, legal, spell, with_hash};
use request::Words;
pub(super) use request::{DERIVED, NAMED, NameRequest};

/// The name that an item got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ResolvedName {
    /// The name.
    pub(super) identifier: Identifier,
    /// The first candidate and the index of an item that requested it too, if the item did not get it.
    pub(super) unavailable: Option<(String, usize)>,
}

/// The reserved names of a namespace, in lists.
pub(super) type Reserved<'r> = &'r [&'r [&'r str]];

/// Assigns a name to each item of a namespace. Returns the names in the order of the requests.
pub(super) fn resolve_names<'r>(requests: &'r [NameRequest], case: Case, reserved: Reserved<'r>) -> Vec<ResolvedName> {
    let mut speller = Speller { case, reserved, spelled: BTreeMap::new() };
    let candidates = requests.iter().enumerate().map(|request| Candidate::first(request, &mut speller));
    let mut candidates: Vec<Candidate<'_>> = candidates.collect();
    let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        by_name.entry(file_name(&candidate.name, case)).or_default().insert(index);
    }
    // In each round, every item that loses a conflict moves to its next candidate, until there is no conflict. The last
    // candidates are hashes, so the loop terminates. Only a name that items have moved to may be in conflict again.
    let mut changed: BTreeSet<String> = by_name.keys().cloned().collect();
    while !changed.is_empty() {
        let mut losers: Vec<(usize, usize)> = Vec::new();
        let conflicts = changed.iter().filter_map(|name| by_name.get(name)).filter(|conflict| conflict.len() > 1);
        for conflict in conflicts {
            let priority = |index: &usize| candidates.get(*index).map(Candidate::priority);
            let best = conflict.iter().min_by_key(|index| priority(index));
            let Some(best) = best else { continue };
            let is_unique = conflict.iter().filter(|index| priority(index) == priority(best)).count() == 1;
            let others = conflict.iter().filter(|index| !(is_unique && *index == best));
            let rival = |index: &usize| conflict.iter().find(|other| *other != index).unwrap_or(best);
            losers.extend(others.map(|index| (*index, if is_unique { *best } else { *rival(index) })));
        }
        changed.clear();
        for (index, rival) in losers {
            let Some(candidate) = candidates.get_mut(index) else { continue };
            if let Some(conflict) = by_name.get_mut(&file_name(&candidate.name, case)) {
                conflict.remove(&index);
            }
            candidate.advance(rival, &mut speller);
            let name = file_name(&candidate.name, case);
            by_name.entry(name.clone()).or_default().insert(index);
            changed.insert(name);
        }
    }
    let resolved = |candidate: Candidate<'_>| ResolvedName {
        identifier: Identifier::new(candidate.name),
        unavailable: candidate.unavailable,
    };
    candidates.into_iter().map(resolved).collect()
}

/// The current candidate of an item.
struct Candidate<'r> {
    request: &'r NameRequest,
    index: usize,
    level: usize,
    name: String,
    similarity: Similarity,
    unavailable: Option<(String, usize)>,
}

/// The similarity of the document's spelling to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Similarity {
    /// The spelling is the same.
    Exact,
    /// The spelling differs in case only.
    CaseInsensitive,
    /// The spelling consists of words and differs in case and underscores only.
    Words,
    /// The spelling differs in other characters.
    Different,
}

fn similarity(words: &str, name: &str) -> Similarity {
    // The parts that make a keyword a valid identifier do not count.
    let name = name.trim_start_matches("r#");
    let names = [name, name.trim_end_matches('_')];
    let is_separator = |character: char| character == '_';
    if names.contains(&words) {
        Similarity::Exact
    } else if names.iter().any(|name| name.to_lowercase() == words.to_lowercase()) {
        Similarity::CaseInsensitive
    } else if words.starts_with(char::is_alphanumeric)
        && words.chars().all(|character| character.is_alphanumeric() || is_separator(character))
    {
        Similarity::Words
    } else {
        Similarity::Different
    }
}

impl<'r> Candidate<'r> {
    fn first((index, request): (usize, &'r NameRequest), speller: &mut Speller<'r>) -> Self {
        let name = speller.name_at(request, index, 0);
        let similarity = similarity(&request.words.first().map_or_else(Cow::default, Words::text), &name);
        Self { request, index, level: 0, name, similarity, unavailable: None }
    }

    /// Returns the priority of the candidate. A lower value is better.
    fn priority(&self) -> (bool, u8, usize, Similarity) {
        let is_pinned = self.request.is_pinned && self.level == 0;
        (!is_pinned, self.request.rank, self.level, self.similarity)
    }

    fn advance(&mut self, rival: usize, speller: &mut Speller<'r>) {
        let before = std::mem::take(&mut self.name);
        // Candidates that spell the same name as before are skipped.
        let last = self.level.saturating_add(self.request.words.len()).saturating_add(2);
        while self.level < last && (self.name.is_empty() || self.name == before) {
            self.level = self.level.saturating_add(1);
            self.name = speller.name_at(self.request, self.index, self.level);
        }
        self.similarity = Similarity::Different;
        self.unavailable.get_or_insert((before, rival));
    }
}

/// Spells the candidates of a namespace, each once: items that are in conflict have the same words.
struct Speller<'r> {
    case: Case,
    reserved: Reserved<'r>,
    spelled: BTreeMap<&'r Words, String>,
}

impl<'r> Speller<'r> {
    /// Returns the candidate name at an index, or a name with a hash after the last one.
    fn name_at(&mut self, request: &'r NameRequest, index: usize, level: usize) -> String {
        let name = match request.words.get(level) {
            Some(words) => self.spell(words),
            None => {
                let plain = request.words.first().map(|words| self.spell(words)).unwrap_or_default();
                match level.saturating_sub(request.words.len()) {
                    0 => with_hash(&plain, &request.key, 8, self.case),
                    // Items with equal keys, or with equal short hashes, differ in their index only.
                    beyond => with_hash(&plain, &format!("{} {index} {beyond}", request.key), 16, self.case),
                }
            }
        };
        unreserved(name, self.case, self.reserved)
    }

    fn spell(&mut self, words: &'r Words) -> String {
        let case = self.case;
        self.spelled
            .entry(words)
            .or_insert_with(|| match words {
                Words::Pinned(name) => name.clone(),
                words => spell(&words.text(), case),
            })
            .clone()
    }
}

/// Returns `true` if a name is reserved.
pub(super) fn is_reserved(name: &str, reserved: Reserved<'_>) -> bool {
    reserved.iter().any(|list| list.contains(&name))
}

fn unreserved(name: String, case: Case, reserved: Reserved<'_>) -> String {
    if !is_reserved(&name, reserved) {
        return name;
    }
    // The underscore that makes a keyword a name is not needed before another word.
    let words = name.trim_start_matches("r#").trim_end_matches('_');
    match case {
        Case::Type => format!("{words}Value"),
        Case::Value | Case::Module => legal(format!("{words}_value"), case),
    }
}

/// Returns the name that must be unique. Some file systems are case-insensitive, so modules must differ in more than
/// case.
fn file_name(name: &str, case: Case) -> String {
    if case == Case::Module { name.to_lowercase() } else { name.to_owned() }
}

/// Assigns an identifier to each of some names from the document, in a namespace of their own.
pub(super) fn resolve_document_names<'n>(
    names: impl Iterator<Item = &'n str>,
    case: Case,
    reserved: Reserved<'_>,
) -> Vec<ResolvedName> {
    let requests: Vec<NameRequest> = names.map(NameRequest::named).collect();
    resolve_names(&requests, case, reserved)
}

/// Assigns a name to an item that is added after all others of its namespace have names: `plain`, then `longer`, then a
/// name with a hash of `longer`. Both are valid identifiers.
pub(super) fn resolve_added_name(
    plain: &str,
    longer: &str,
    case: Case,
    is_taken: impl Fn(&str) -> bool,
) -> ResolvedName {
    let short = |name: &str| if name.chars().count() > MAX_LENGTH { spell(name, case) } else { name.to_owned() };
    let (plain, hashed) = (short(plain), |digits| with_hash(plain, longer, digits, case));
    let names = [plain.clone(), short(longer), hashed(8), hashed(16)];
    let name = names.into_iter().find(|name| !is_taken(name)).unwrap_or_else(|| hashed(64));
    let unavailable = (name != plain).then_some((plain, 0));
    ResolvedName { identifier: Identifier::new(name), unavailable }
}

/// Returns the warning for an item that did not get its first name. `what` describes the item. `rival` describes an
/// item that requested the same name, and gives its origin.
pub(super) fn collision(
    at: &Origin,
    what: &str,
    resolved: &ResolvedName,
    rival: (&str, &Origin),
) -> Option<Diagnostic> {
    let (plain, _) = resolved.unavailable.as_ref()?;
    let name = resolved.identifier.as_str();
    let (rival, rival_at) = rival;
    let message = format!("{what} is named `{name}`: the name `{plain}` conflicts with {rival}");
    let place = match rival_at == at {
        true => String::new(),
        false => format!("the other one is at `#{}`; ", rival_at.pointer),
    };
    let help = format!("{place}rename one of them with an overlay");
    Some(Diagnostic::warning(Code::NAME_COLLISION, at.clone(), message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(requests: &[NameRequest], case: Case) -> Vec<String> {
        resolve_names(requests, case, &[&["String"]])
            .into_iter()
            .map(|resolved| resolved.identifier.as_str().to_owned())
            .collect()
    }

    fn named(names_in: &[&str], case: Case) -> Vec<String> {
        names(&names_in.iter().map(|name| NameRequest::named(name)).collect::<Vec<_>>(), case)
    }

    #[test]
    fn a_reserved_name_gets_another_word() {
        let resolved = |case, reserved| resolve_names(&[NameRequest::named("self")], case, &[&[reserved]]);
        assert_eq!(resolved(Case::Type, "Self_")[0].identifier.as_str(), "SelfValue");
        assert_eq!(resolved(Case::Module, "self_")[0].identifier.as_str(), "self_value");
    }

    #[test]
    fn the_exact_spelling_gets_the_name() {
        assert_eq!(named(&["a-b", "a_b", "aB"], Case::Value), ["a_dash_b", "a_b", "a_b_camel_case"]);
        assert_eq!(named(&["foo", "Foo", "FOO"], Case::Type), ["FooLowercase", "Foo", "FooUppercase"]);
        assert_eq!(named(&["String", "StringValue"], Case::Type), ["StringCapitalized", "StringValue"]);
        assert_eq!(named(&["type", "Type"], Case::Value), ["r#type", "type_capitalized"]);
        assert_eq!(named(&["+1", "-1"], Case::Type), ["Plus1", "Minus1"]);
        assert_eq!(named(&["created_at", "-created_at"], Case::Type), ["CreatedAt", "DashCreatedAt"]);
        assert_eq!(named(&["ASC", "asc", ""], Case::Type), ["AscUppercase", "AscLowercase", "Empty"]);
    }

    #[test]
    fn neither_of_two_items_with_the_same_priority_gets_the_name() {
        assert_eq!(named(&["a-b", "a.b"], Case::Value), ["a_dash_b", "a_dot_b"]);
        assert_eq!(named(&["a\u{20dd}", "\u{20dd}a"], Case::Value).iter().filter(|name| *name == "a").count(), 0);
    }

    #[test]
    fn a_name_depends_on_neither_the_order_nor_the_number_of_items() {
        let all =
            ["a-b", "a_b", "aB", "A_B", "a b", "ab", "a__b", "AB", "type", "Type", "1", "value 1", "日本", "ß", "ss"];
        for case in [Case::Type, Case::Value, Case::Module] {
            let forward = named(&all, case);
            let reversed: Vec<&str> = all.iter().rev().copied().collect();
            let backward: Vec<String> = named(&reversed, case).into_iter().rev().collect();
            assert_eq!(forward, backward);
            let mut more = all.to_vec();
            more.extend(["a~b", "unrelated"]);
            let with_more = named(&more, case);
            assert_eq!(with_more.get(..all.len()), Some(forward.as_slice()));
        }
    }

    #[test]
    fn a_name_from_the_document_goes_before_a_derived_name() {
        let inline = |words: &[&str]| {
            NameRequest::of(words.iter().map(|word| (*word).to_owned()).collect(), DERIVED, words.concat())
        };
        let requests = [inline(&["order status", "order status property"]), NameRequest::named("OrderStatus")];
        assert_eq!(names(&requests, Case::Type), ["OrderStatusProperty", "OrderStatus"]);
        let alone = inline(&["order status"]);
        let hashed = names(&[alone, NameRequest::named("order_status")], Case::Type);
        assert!(hashed.first().is_some_and(|name| name.starts_with("OrderStatusX") && name.len() == 20), "{hashed:?}");
    }

    #[test]
    fn an_added_item_does_not_rename_existing_ones() {
        let name =
            |taken: &[&str]| resolve_added_name("ABMore", "ABMoreFields", Case::Type, |name| taken.contains(&name));
        assert_eq!((name(&[]).identifier.as_str(), name(&[]).unavailable), ("ABMore", None));
        let unavailable = Some(("ABMore".to_owned(), 0));
        assert_eq!(
            (name(&["ABMore"]).identifier.as_str(), name(&["ABMore"]).unavailable),
            ("ABMoreFields", unavailable)
        );
        let hashed = name(&["ABMore", "ABMoreFields"]).identifier;
        let hashed = hashed.as_str();
        assert!(hashed.starts_with("AbMoreX") && hashed.len() == 15, "{hashed}");
    }

    #[test]
    fn many_requests_for_one_name_are_resolved_quickly() {
        let requests: Vec<NameRequest> =
            (0..20_000).map(|index| NameRequest::of(vec!["same".to_owned()], NAMED, index.to_string())).collect();
        let started = std::time::Instant::now();
        let mut names = names(&requests, Case::Type);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 20_000);
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }

    #[test]
    fn modules_differ_by_more_than_case() {
        let names = named(&["Ärger", "arger"], Case::Module);
        assert_ne!(names.first().map(|name| name.to_lowercase()), names.get(1).map(|name| name.to_lowercase()));
    }
}
