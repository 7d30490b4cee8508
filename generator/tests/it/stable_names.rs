//! Names are stable: adding, removing and reordering parts of a document renames nothing else.
//!
//! Every fixture, and three documents of the corpus if it is available, are changed as vendors change theirs. An item
//! at the same place has the same name before and after.

use std::path::{Path, PathBuf};

use crate::support::edits::{Edit, edits};
use crate::support::named::{Names, names};
use generator::diagnostic::Diagnostics;
use generator::location::Sources;
use generator::source::{Document, SourceMap, parse};
use generator::{Session, Target};
use serde_json::Value;

/// Returns all names of a document at `path`, or `None` if it is no longer valid.
fn names_of(path: &Path, document: Value) -> Option<Names> {
    let mut session = Session::new(&Target::for_spec(path, "client"));
    let file = session.sources.add(path.to_string_lossy(), "");
    session.document = Some(Document { value: document, source_map: SourceMap::new(file) });
    session.parse();
    session.lower();
    session.plan();
    let (api, planned) = (session.api?, session.rust?);
    let components: Vec<String> = api.schemas.iter().map(|component| component.name.clone()).collect();
    (!session.diagnostics.has_errors()).then(|| names(&planned, &components))
}

fn read(path: &Path) -> Value {
    let mut sources = Sources::new();
    let file = generator::source::read(&mut sources, path).map_err(|error| error.message).unwrap();
    parse(&sources, file, &mut Diagnostics::new()).unwrap()
}

/// The result of the comparison.
#[derive(Default)]
struct Compared {
    edits: usize,
    names: usize,
    differing: Vec<String>,
}

/// The fixtures in which the order of schemas matters: where a cycle of `allOf` is broken, and which of two subtypes
/// gets a shared discriminator value.
const ORDER_MATTERS: [&str; 2] = ["all_of_cycle", "subtypes"];

/// The fixtures with name conflicts: removing an item frees its name. In `discriminator_subtypes`, removing the last subtype of a component
/// ends the union of both too, so references have another type.
const COLLIDING: &[&str] = &["names_by_place", "size", "discriminator_subtypes"];

fn compare(path: &Path, is_large: bool, compared: &mut Compared) {
    let is_one_of = |folders: &[&str]| path.iter().any(|part| folders.iter().any(|folder| part == *folder));
    let (order_matters, is_colliding) = (is_one_of(&ORDER_MATTERS), is_one_of(COLLIDING));
    let document = read(path);
    let Some(before) = names_of(path, document.clone()) else { panic!("{} has no client", path.display()) };
    for Edit { name, document, removes } in edits(&document, is_large) {
        if removes && is_colliding {
            continue;
        }
        let Some(after) = names_of(path, document) else {
            assert!(removes, "{}: when {name}, there is no client", path.display());
            continue;
        };
        compared.edits += 1;
        for (place, name_before) in &before {
            match after.get(place) {
                Some(name_after) if name_after == name_before => compared.names += 1,
                Some(name_after) => compared.differing.push(format!(
                    "{}: when {name}, `{place}` is `{name_after}` and no longer `{name_before}`",
                    path.display()
                )),
                None if removes || order_matters && name.contains("reversed") => {}
                None => compared.differing.push(format!("{}: when {name}, `{place}` is gone", path.display())),
            }
        }
    }
}

fn report(what: &str, compared: &Compared) {
    println!("{what}: {} names are the same after {} changes", compared.names, compared.edits);
    let (some, all) = (compared.differing.iter().take(40).cloned().collect::<Vec<_>>(), compared.differing.len());
    assert!(all == 0, "{all} names differ, among them these:\n{}", some.join("\n"));
}

#[test]
fn a_change_to_a_fixture_renames_nothing_else() {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("tests/fixtures").unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut compared = Compared::default();
    folders.iter().for_each(|folder| compare(&folder.join("spec.yaml"), false, &mut compared));
    report(&format!("{} fixtures", folders.len()), &compared);
    assert!(compared.names > 10_000, "too few: {}", compared.names);
}

#[test]
fn a_change_to_a_document_of_the_corpus_renames_nothing_else() {
    let corpus = Path::new("../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: there is no `{}`", corpus.display());
        return;
    }
    for document in ["discord.json", "openai.yaml", "github.json"] {
        let mut compared = Compared::default();
        compare(&corpus.join(document), true, &mut compared);
        report(document, &compared);
        assert!(compared.names > 10_000, "too few: {}", compared.names);
    }
}
