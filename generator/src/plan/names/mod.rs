//! What things are called: the only place where two that want one name are told apart.
//!
//! A name depends on the place of what it names, and on nothing else. These are the rules:
//!
//! 1. Every thing of a namespace brings the names that it may have, the shortest first ([`Wish`]): the name that the
//!    document gives it, or the words of its place; then more and more of its place; at last a hash of it.
//! 2. All of a namespace are [settled](settle) at once. Where several want one name, the one that has the best right to
//!    it keeps it, and all the others take their next one. If two have an equal right, nobody keeps it.
//! 3. The right to a name comes from what the thing is ([`Wish::rank`]: what the document names goes before what is named
//!    by its place), and then from its spelling ([`Closeness`]): `foo_bar` is called `foo_bar`, and `foo-bar` gives way.
//!
//! So the order of the document does not matter, nor how many others there are: what is added renames at most those that
//! want the name that it wants. Where the name that the document gives can't be used, a warning says so.

pub(super) mod place;
pub(super) mod reserved;
pub(super) mod spelling;
pub(super) mod type_names;
pub(super) mod variants;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::location::Origin;
use crate::rust::Identifier;
pub(super) use spelling::{Case, identifier};
use spelling::{LONGEST, case_word, legal, spell, with_hash, with_symbols};

/// What a thing would like to be called.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// The words of the names that it may have, the first one that it can have is the one that it gets.
    words: Vec<String>,
    /// How good its right to a name is: of two that want the same one, the lower rank has it.
    rank: u8,
    /// What tells it from all the others of its namespace.
    key: String,
}

/// The rank of what a document names.
pub(super) const NAMED: u8 = 0;

/// The rank of what is named after something else.
pub(super) const DERIVED: u8 = 8;

impl Wish {
    /// The wish of something that the document names, and that has no other place than that name: where the name is
    /// another's too, its symbols are written out, and then its case.
    pub(super) fn named(name: &str) -> Self {
        let with_symbols = with_symbols(name);
        let has_letters = name.chars().any(char::is_alphanumeric);
        let last = if has_letters { case_word(name) } else { Some("symbol") };
        let last = last.map(|last| format!("{with_symbols} {last}"));
        let words = [Some(name.to_owned()), Some(with_symbols), last].into_iter().flatten().collect();
        Self { words, rank: NAMED, key: name.to_owned() }
    }

    /// The wish of something that may have one of several names.
    pub(super) fn of(words: Vec<String>, rank: u8, key: impl Into<String>) -> Self {
        Self { words, rank, key: key.into() }
    }

    /// The same wish with another rank.
    pub(super) fn ranked(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    /// The same wish of something that is told from the others by something else.
    pub(super) fn keyed(mut self, key: String) -> Self {
        self.key = key;
        self
    }

    /// The same wish with one more name after the first.
    pub(super) fn or(mut self, words: impl Into<String>) -> Self {
        self.words.insert(self.words.len().min(1), words.into());
        self
    }

    /// The same wish with one more name before all others.
    pub(super) fn first(mut self, words: &str) -> Self {
        self.words.insert(0, words.to_owned());
        self
    }

    /// The same wish with one more name after all others.
    pub(super) fn at_last(mut self, words: impl Into<String>) -> Self {
        self.words.push(words.into());
        self
    }
}

/// What a thing is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    /// The name.
    pub(super) identifier: Identifier,
    /// The name that it wanted first, and the index of one that wanted it too, if it did not get it.
    pub(super) unavailable: Option<(String, usize)>,
}

/// The names that mean something in a namespace already, in lists.
pub(super) type Reserved<'r> = &'r [&'r [&'r str]];

/// Gives each thing of a namespace its name, in the order of the wishes.
pub(super) fn settle(wishes: &[Wish], case: Case, reserved: Reserved<'_>) -> Vec<Settled> {
    let candidates = wishes.iter().enumerate().map(|wish| Candidate::first(wish, case, reserved));
    let mut candidates: Vec<Candidate<'_>> = candidates.collect();
    // Everybody whose name is wanted by somebody with as good a right takes the next one, all at the same time, until
    // no name is wanted twice. The last names are hashes, so that this ends.
    loop {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            by_name.entry(file_name(&candidate.name, case)).or_default().push(index);
        }
        let mut giving_way: Vec<(usize, usize)> = Vec::new();
        for wanting in by_name.values().filter(|wanting| wanting.len() > 1) {
            let right = |index: &usize| candidates.get(*index).map(Candidate::right);
            let best = wanting.iter().min_by_key(|index| right(index));
            let Some(best) = best else { continue };
            let is_alone = wanting.iter().filter(|index| right(index) == right(best)).count() == 1;
            let others = wanting.iter().filter(|index| !(is_alone && *index == best));
            let rival = |index: &usize| wanting.iter().find(|other| *other != index).unwrap_or(best);
            giving_way.extend(others.map(|index| (*index, if is_alone { *best } else { *rival(index) })));
        }
        if giving_way.is_empty() {
            break;
        }
        for (index, rival) in giving_way {
            if let Some(candidate) = candidates.get_mut(index) {
                candidate.give_way(rival, case, reserved);
            }
        }
    }
    let settled = |candidate: Candidate<'_>| Settled {
        identifier: Identifier(candidate.name),
        unavailable: candidate.unavailable,
    };
    candidates.into_iter().map(settled).collect()
}

/// The name that a thing wants next.
struct Candidate<'w> {
    wish: &'w Wish,
    index: usize,
    level: usize,
    name: String,
    closeness: Closeness,
    unavailable: Option<(String, usize)>,
}

/// How close the spelling of a thing comes to the name that it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// It is spelt so.
    Exact,
    /// It is spelt so but for the case of its letters.
    Letters,
    /// It is made of words, and nothing is lost of it but the case and what separates them.
    Words,
    /// It is not.
    Distant,
}

fn closeness(words: &str, name: &str) -> Closeness {
    // What lets a keyword be a name does not count.
    let name = name.trim_start_matches("r#");
    let names = [name, name.trim_end_matches('_')];
    let is_separator = |character: char| character == '_';
    if names.contains(&words) {
        Closeness::Exact
    } else if names.iter().any(|name| name.to_lowercase() == words.to_lowercase()) {
        Closeness::Letters
    } else if words.starts_with(char::is_alphanumeric)
        && words.chars().all(|character| character.is_alphanumeric() || is_separator(character))
    {
        Closeness::Words
    } else {
        Closeness::Distant
    }
}

impl<'w> Candidate<'w> {
    fn first((index, wish): (usize, &'w Wish), case: Case, reserved: Reserved<'_>) -> Self {
        let name = name_at(wish, index, 0, case, reserved);
        let closeness = closeness(wish.words.first().map_or("", String::as_str), &name);
        Self { wish, index, level: 0, name, closeness, unavailable: None }
    }

    /// How good its right to the name is; less is better.
    fn right(&self) -> (u8, usize, Closeness) {
        (self.wish.rank, self.level, self.closeness)
    }

    fn give_way(&mut self, rival: usize, case: Case, reserved: Reserved<'_>) {
        let before = std::mem::take(&mut self.name);
        // Two wishes may lead to one name, and then it is skipped.
        let last = self.level.saturating_add(self.wish.words.len()).saturating_add(2);
        while self.level < last && (self.name.is_empty() || self.name == before) {
            self.level = self.level.saturating_add(1);
            self.name = name_at(self.wish, self.index, self.level, case, reserved);
        }
        self.closeness = Closeness::Distant;
        self.unavailable.get_or_insert((before, rival));
    }
}

/// The name that a wish leads to when some have been given up.
fn name_at(wish: &Wish, index: usize, level: usize, case: Case, reserved: Reserved<'_>) -> String {
    let plain = wish.words.first().map(String::as_str).unwrap_or_default();
    let name = match wish.words.get(level) {
        Some(words) => spell(words, case),
        None => {
            let beyond = level.saturating_sub(wish.words.len());
            let plain = spell(plain, case);
            match beyond {
                0 => with_hash(&plain, &wish.key, 8, case),
                // What nothing tells apart but its turn: of alternatives that say the same, or of two short hashes.
                _ => with_hash(&plain, &format!("{} {index} {beyond}", wish.key), 16, case),
            }
        }
    };
    unreserved(name, case, reserved)
}

/// Whether a name means something already.
pub(super) fn is_reserved(name: &str, reserved: Reserved<'_>) -> bool {
    reserved.iter().any(|list| list.contains(&name))
}

fn unreserved(name: String, case: Case, reserved: Reserved<'_>) -> String {
    if !is_reserved(&name, reserved) {
        return name;
    }
    match case {
        Case::Type => format!("{name}Value"),
        Case::Value | Case::Module => legal(format!("{}_value", name.trim_start_matches("r#")), case),
    }
}

/// Some file systems know no case, so two modules may not differ by it alone.
fn file_name(name: &str, case: Case) -> String {
    if case == Case::Module { name.to_lowercase() } else { name.to_owned() }
}

/// Gives each of some names of a document its identifier, where nothing else is in the namespace.
pub(super) fn settle_named<'n>(
    names: impl Iterator<Item = &'n str>,
    case: Case,
    reserved: Reserved<'_>,
) -> Vec<Settled> {
    let wishes: Vec<Wish> = names.map(Wish::named).collect();
    settle(&wishes, case, reserved)
}

/// Gives something that is found when all others of its namespace have their names one that none of them has: `plain`, then
/// `longer`, at last a hash of that. Both are spelt already.
pub(super) fn settle_beside(plain: &str, longer: &str, case: Case, is_taken: impl Fn(&str) -> bool) -> Settled {
    let short = |name: &str| if name.chars().count() > LONGEST { spell(name, case) } else { name.to_owned() };
    let (plain, hashed) = (short(plain), |digits| with_hash(plain, longer, digits, case));
    let names = [plain.clone(), short(longer), hashed(8), hashed(16)];
    let name = names.into_iter().find(|name| !is_taken(name)).unwrap_or_else(|| hashed(64));
    let unavailable = (name != plain).then_some((plain, 0));
    Settled { identifier: Identifier(name), unavailable }
}

/// The warning that something which the document names could not be called so. `what` says what it is, `rival` which
/// other thing would have had that name, and where that stands.
pub(super) fn collision(at: &Origin, what: &str, settled: &Settled, rival: (&str, &Origin)) -> Option<Diagnostic> {
    let (plain, _) = settled.unavailable.as_ref()?;
    let becomes = settled.identifier.as_str();
    let (rival, rival_at) = rival;
    let message = format!("{what} would be called `{plain}` like {rival}: it is called `{becomes}`");
    let place = match rival_at == at {
        true => String::new(),
        false => format!("the other one stands at `#{}`; ", rival_at.pointer),
    };
    let help = format!("{place}an overlay can give one of them another name");
    Some(Diagnostic::warning(Code::NAME_COLLISION, at.clone(), message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wishes: &[Wish], case: Case) -> Vec<String> {
        settle(wishes, case, &[&["String"]]).into_iter().map(|settled| settled.identifier.0).collect()
    }

    fn named(names_in: &[&str], case: Case) -> Vec<String> {
        names(&names_in.iter().map(|name| Wish::named(name)).collect::<Vec<_>>(), case)
    }

    #[test]
    fn the_exact_spelling_keeps_the_name() {
        assert_eq!(named(&["a-b", "a_b", "aB"], Case::Value), ["a_dash_b", "a_b", "a_b_camel_case"]);
        assert_eq!(named(&["foo", "Foo", "FOO"], Case::Type), ["FooLowercase", "Foo", "FooUppercase"]);
        assert_eq!(named(&["String", "StringValue"], Case::Type), ["StringCapitalized", "StringValue"]);
        assert_eq!(named(&["type", "Type"], Case::Value), ["r#type", "type_capitalized"]);
        assert_eq!(named(&["+1", "-1"], Case::Type), ["Plus1", "Minus1"]);
        assert_eq!(named(&["ASC", "asc", ""], Case::Type), ["AscUppercase", "AscLowercase", "Empty"]);
    }

    #[test]
    fn nobody_keeps_a_name_to_which_two_have_an_equal_right() {
        assert_eq!(named(&["a-b", "a.b"], Case::Value), ["a_dash_b", "a_dot_b"]);
        assert_eq!(named(&["a\u{301}", "\u{301}a"], Case::Value).iter().filter(|name| *name == "a").count(), 0);
    }

    #[test]
    fn a_name_depends_on_neither_the_order_nor_the_number_of_others() {
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
    fn what_is_named_by_its_place_gives_way_to_what_the_document_names() {
        let inline =
            |words: &[&str]| Wish::of(words.iter().map(|word| (*word).to_owned()).collect(), DERIVED, words.concat());
        let wishes = [inline(&["order status", "order status property"]), Wish::named("OrderStatus")];
        assert_eq!(names(&wishes, Case::Type), ["OrderStatusProperty", "OrderStatus"]);
        let alone = inline(&["order status"]);
        let hashed = names(&[alone, Wish::named("order_status")], Case::Type);
        assert!(hashed.first().is_some_and(|name| name.starts_with("OrderStatusX") && name.len() == 20), "{hashed:?}");
    }

    #[test]
    fn what_is_found_last_gives_way_to_all_others() {
        let name = |taken: &[&str]| settle_beside("ABMore", "ABMoreFields", Case::Type, |name| taken.contains(&name));
        assert_eq!((name(&[]).identifier.as_str(), name(&[]).unavailable), ("ABMore", None));
        let unavailable = Some(("ABMore".to_owned(), 0));
        assert_eq!(
            (name(&["ABMore"]).identifier.as_str(), name(&["ABMore"]).unavailable),
            ("ABMoreFields", unavailable)
        );
        let hashed = name(&["ABMore", "ABMoreFields"]).identifier.0;
        assert!(hashed.starts_with("AbMoreX") && hashed.len() == 15, "{hashed}");
    }

    #[test]
    fn many_that_want_one_name_are_settled_soon() {
        let wishes: Vec<Wish> =
            (0..20_000).map(|index| Wish::of(vec!["same".to_owned()], NAMED, index.to_string())).collect();
        let begun = std::time::Instant::now();
        let mut names = names(&wishes, Case::Type);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 20_000);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }

    #[test]
    fn modules_differ_by_more_than_case() {
        let names = named(&["Ärger", "arger"], Case::Module);
        assert_ne!(names.first().map(|name| name.to_lowercase()), names.get(1).map(|name| name.to_lowercase()));
    }
}
