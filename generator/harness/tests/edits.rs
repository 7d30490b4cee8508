//! Random edits of documents: each one that means something is reported at its place, and the others are not.
//!
//! `cargo test -p harness --test edits -- --nocapture` prints how many edits of each kind are made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::changes::{Change, Side, compare};
use generator::{Session, Target};
use harness::edits::{Random, documents, edit, rewrite};
use serde_json::Value;

/// How many edits are made, of all kinds together.
const EDITS: usize = 500;

/// Returns the documents: those of the fixtures without a target file, and three of the corpus if it is there.
fn all_documents() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root.join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| !folder.join("target.toml").exists() && !folder.join("overlay.yaml").exists())
        .map(|folder| folder.join("spec.yaml"))
        .filter(|path| path.is_file())
        .collect();
    let corpus = root.join("../../shared/corpus");
    match corpus.is_dir() {
        true => paths.extend(["buildomat.json", "firecracker.json", "keeper.json"].map(|name| corpus.join(name))),
        false => println!("skipped: the documents of the corpus, which is not there"),
    }
    documents(paths)
}

/// Generates the client of a document. `None` if the document has an error.
fn session_of(document: &Value) -> Option<Session> {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("document.json");
    std::fs::write(&spec, serde_json::to_string_pretty(document).unwrap()).unwrap();
    let session = Session::run(&Target::for_spec(&spec, folder.path().join("client")));
    session.files.is_some().then_some(session)
}

fn side(session: &Session) -> Side<'_> {
    let Session { api: Some(api), rust: Some(planned), files: Some(files), .. } = session else { panic!() };
    Side { api, planned, files }
}

/// The parts of the documents that clients don't use, so that an edit there may be reported or not: header parameters that a security
/// scheme describes (Parameter Object), a variable of a path template that is not in the path, a header `Set-Cookie`, whose lines are
/// text, a parameter whose name is not that of a header, the bounds of a part of a form, which is text too, whether a key that each
/// request gets is required, or a property that the schema beside a `oneOf` requires already, the format of an integer that
/// no format has room for, and an optional body without properties.
const UNUSED: [&str; 15] = [
    "body_unused/spec.yaml: ",
    "parameter_is_credential/",
    "keeper.json: ",
    "template/spec.yaml: ",
    "/headers/Set-cookie/",
    "body_multipart/spec.yaml: ",
    "parameters/spec.yaml: change the type of a parameter: /paths/~1pets~1{kind}~1{id}.json/get/parameters/4",
    "parameters/spec.yaml: describe a parameter: /paths/~1pets~1{kind}~1{id}.json/get/parameters/4",
    "parameters/spec.yaml: remove a parameter: /paths/~1pets~1{kind}~1{id}.json/get/parameters",
    "idempotency_key/spec.yaml: require a parameter",
    "style_header_and_cookie/spec.yaml: change the type of a parameter: /paths/~1headers/get/parameters/4",
    "style_header_and_cookie/spec.yaml: remove a parameter: /paths/~1headers/get/parameters",
    "style_header_and_cookie/spec.yaml: require a parameter, or not: /paths/~1headers/get/parameters/4",
    "events_of_text/spec.yaml: require a property",
    "number_text/spec.yaml: change the format of a property: /components/schemas/Numbers/properties/large",
];

/// The rewritings that have a meaning after all: of two operations with one name, the first one gets it.
const MEANINGFUL: [&str; 1] = ["reference/spec.yaml: reverse the keys of `paths` and `components`"];

/// Returns the files of a client without the manifest, which has the hash of the document.
fn files(session: &Session) -> Vec<(&str, &str)> {
    let files = session.files.iter().flatten().filter(|file| file.path.ends_with(".rs"));
    files.map(|file| (file.path.as_str(), file.text.as_str())).collect()
}

/// Returns `true` if a change is in the edited node, or in the node that holds it.
fn is_in(change: &Change, edited: &str) -> bool {
    // Of a property that several members of an `allOf` declare, the first one's place is given.
    if let Some((_, name)) = edited.rsplit_once('/')
        && edited.contains("/allOf/")
        && change.what.starts_with(&format!("the property `{name}` of"))
    {
        let owner = edited.split("/allOf/").next().and_then(|owner| owner.rsplit('/').next());
        if owner.is_some_and(|owner| change.what.contains(&format!("`{owner}`"))) {
            return true;
        }
    }
    // So is that of the schema around a `oneOf`, if it declares a property of the alternatives.
    if let (Some((outer, _)), Some((_, name))) = (edited.split_once("/oneOf/"), edited.rsplit_once("/properties/")) {
        let declared = format!("{outer}/properties/{name}");
        if change.old.as_ref().is_some_and(|origin| origin.pointer.as_str() == declared) {
            return true;
        }
    }
    // An optional body without properties is not used: the change is that of the body, however deep the edit is.
    if change.kind.to_string() == "request-body-optional-removed"
        && change.old.as_ref().is_some_and(|body| edited.starts_with(body.pointer.as_str()))
    {
        return true;
    }
    // The property of a discriminator is there without a declaration too: what changes is that it is required no more.
    if let Some((owner, _)) = edited.rsplit_once("/properties/")
        && change.kind.to_string().ends_with("-property-became-optional")
        && change.old.as_ref().is_some_and(|origin| origin.pointer.as_str().starts_with(&format!("{owner}/required/")))
    {
        return true;
    }
    let places = [&change.old, &change.new];
    places.into_iter().flatten().any(|origin| {
        let place = origin.pointer.as_str();
        place.starts_with(edited) || edited.strip_prefix(place).is_some_and(|rest| rest.matches('/').count() <= 2)
    })
}

/// What is expected of each edit.
struct Expectation {
    seed: u64,
    kinds: usize,
    /// How many different words the kinds have.
    words: usize,
    is_reported: bool,
}

/// Makes edits of all kinds until there are enough, and compares the clients before and after each.
fn make(expectation: &Expectation, change: impl Fn(&mut Value, usize, &mut Random) -> Option<(&'static str, String)>) {
    let documents = all_documents();
    let sessions: Vec<Option<Session>> = documents.iter().map(|(_, document)| session_of(document)).collect();
    let mut random = Random::new(expectation.seed);
    let mut counts = BTreeMap::<&str, usize>::new();
    let (mut unused, mut failures) = (Vec::new(), Vec::new());
    let (mut made, mut tries, mut kind) = (0, 0, 0);
    while made < EDITS {
        let index = random.below(documents.len());
        let (path, document) = &documents[index];
        let mut edited = document.clone();
        // Few documents have a place for some of the kinds.
        tries += 1;
        if tries > 500 {
            (tries, kind) = (0, kind + 1);
        }
        let Some((words, place)) = change(&mut edited, kind % expectation.kinds, &mut random) else { continue };
        // The order of keys is a difference here.
        let (before, after) = (document.to_string(), edited.to_string());
        if before == after {
            continue;
        }
        let (Some(old), Some(new)) = (&sessions[index], session_of(&edited)) else { continue };
        (tries, kind) = (0, kind + 1);
        let changes = compare(&side(old), &side(&new));
        let is_right = match expectation.is_reported {
            true => changes.iter().any(|change| is_in(change, &place)),
            false => changes.is_empty(),
        };
        let found = || {
            changes
                .iter()
                .map(|change| format!("{} {} {:?} {:?}", change.kind, change.what, change.old, change.new))
                .collect::<Vec<_>>()
        };
        let text = format!("{}: {words}: {place}", path.display());
        if !is_right && UNUSED.iter().any(|part| text.contains(part)) && files(old) == files(&new) {
            unused.push(text);
            continue;
        }
        if !expectation.is_reported && MEANINGFUL.iter().any(|part| text.contains(part)) {
            continue;
        }
        made += 1;
        *counts.entry(words).or_default() += 1;
        if !is_right {
            failures.push(format!("{text}: {:?}", found()));
        }
    }
    println!("{made} edits of {} documents: {counts:#?}", documents.len());
    println!("{} more are in parts that the client does not use: {unused:#?}", unused.len());
    assert!(failures.is_empty(), "{} of {made}:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(counts.len(), expectation.words, "some kinds of edits were not made");
}

#[test]
fn an_edit_is_reported_at_its_place() {
    let expectation = Expectation { seed: 0x5eed, kinds: harness::edits::EDITS, words: 26, is_reported: true };
    make(&expectation, |document, kind, random| edit(document, kind, random).map(|edit| (edit.words, edit.place)));
}

#[test]
fn an_edit_without_meaning_is_not_reported() {
    let expectation = Expectation { seed: 0xfeed, kinds: harness::edits::REWRITINGS, words: 8, is_reported: false };
    make(&expectation, |document, kind, random| rewrite(document, kind, random).map(|words| (words, String::new())));
}
