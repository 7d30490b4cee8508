//! Hostile text in every place of a document that reaches the output: it affects literals, documentation and names
//! only.
//!
//! `injection/base.yaml` has the places and `injection/payloads.rs` the texts. A client is generated for each pair.
//! Then one client with all texts is compiled, tested and documented.

mod compare;
mod document;
mod everything;
mod html;
mod payloads;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use generator::diagnostic::{Code, Severity};
use generator::output::{OsFs, scaffold, write};
use generator::render::GeneratedFile;
use generator::{Generated, Session, Target, generate};
use serde_json::Value;

use compare::{Skeleton, rust_files, skeleton, vocabulary, without_words_of};
use document::{base, filled, places};
use payloads::PAYLOADS;

/// The effect of a text in some places.
#[derive(Clone, Copy)]
enum Outcome {
    Same,
    /// The text has a meaning in one of its places, and changes the client.
    Meant,
    Rejected,
}

fn generated(folder: &Path, document: &Value) -> Generated {
    let spec = folder.join("spec.json");
    std::fs::write(&spec, document.to_string()).unwrap();
    generate(&Target { name: "client".to_owned(), ..Target::for_spec(spec, folder.join("client")) })
}

/// Generates a client for a document with a text in some places.
fn with_text(folder: &Path, base: &Value, places: &[&str], payload: &str) -> Generated {
    let fill = |text: &str| places.iter().fold(text.to_owned(), |text, place| text.replace(place, payload));
    generated(folder, &filled(base, &fill))
}

/// Returns `true` if a text may have a meaning in a place: text in braces is a variable of a URL template, which may
/// start with an operator (RFC 6570, section 2.2), and an invalid header name or media type is not sent.
fn may_mean(place: &str, payload: &str) -> bool {
    match place {
        "qpathparameterq" if payload.starts_with(['+', '#', '.', '/', ';', '?', '&']) => true,
        "qpathq" | "qpathparameterq" | "qserverurlq" | "qvariablenameq" | "qownserverurlq" => {
            payload.contains(['{', '}'])
        }
        "qheaderparameterq" => true,
        place => place.ends_with("typeq"),
    }
}

/// The harmless clients: all texts are short in one, and some or all are long in the others, which affects the
/// formatting.
struct Twins {
    short: Vec<GeneratedFile>,
    long: Vec<Vec<GeneratedFile>>,
    vocabulary: BTreeSet<String>,
}

impl Twins {
    fn new(base: &Value, places: &[String]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let short = generated(folder.path(), base).files.unwrap();
        let long = |places: &[String]| {
            let lengthen = |text: &str| {
                places
                    .iter()
                    .fold(text.to_owned(), |text, place| text.replace(place, &format!("{place}{}", "x".repeat(90))))
            };
            generated(folder.path(), &filled(base, &lengthen)).files.unwrap()
        };
        // Arguments of one method with different lengths.
        let arguments = ["qpathparameterq", "qrequiredq"].map(|place| long(&[place.to_owned()]));
        let long = [long(places)].into_iter().chain(arguments).collect();
        Self { vocabulary: vocabulary(&short, places), short, long }
    }
}

/// The harmless clients without the words of one text.
struct TwinsOf<'t> {
    twins: &'t Twins,
    vocabulary: BTreeSet<String>,
    skeletons: BTreeMap<&'t str, Skeleton>,
    known: BTreeSet<String>,
}

impl<'t> TwinsOf<'t> {
    fn new(twins: &'t Twins, payload: &str) -> Self {
        let vocabulary = without_words_of(&twins.vocabulary, payload);
        let of = |file: &GeneratedFile| skeleton(file, &vocabulary).unwrap();
        let skeletons: BTreeMap<&str, Skeleton> =
            rust_files(&twins.short).map(|file| (file.path.as_str(), of(file))).collect();
        let long = twins.long.iter().flat_map(|files| rust_files(files)).filter(|file| !is_in(file, &twins.short));
        let mut known: BTreeSet<String> = long.flat_map(|file| of(file).items).collect();
        known.extend(skeletons.values().flat_map(|skeleton| skeleton.items.iter().cloned()));
        Self { twins, skeletons, known, vocabulary }
    }

    /// Returns the difference between a client and these clients, or the error in it.
    fn difference(&self, files: &[GeneratedFile]) -> Result<Option<String>, String> {
        let (mut before, mut after) = (Skeleton::default(), Skeleton::default());
        for file in rust_files(&self.twins.short).filter(|file| !is_in(file, files)) {
            before.add(self.skeletons[file.path.as_str()].clone());
        }
        for file in rust_files(files).filter(|file| !is_in(file, &self.twins.short)) {
            after.add(skeleton(file, &self.vocabulary)?);
        }
        if (before.examples, before.item_links) != (after.examples, after.item_links) {
            let (examples, links) = (after.examples, after.item_links);
            return Ok(Some(format!(
                "{examples} examples and {links} links, for {} and {}",
                before.examples, before.item_links
            )));
        }
        if let Some(added) = after.items.iter().find(|item| !self.known.contains(*item)) {
            return Ok(Some(format!("there is `{added}`")));
        }
        let (before, after) = (before.items.len(), after.items.len());
        Ok((before != after).then(|| format!("there are {after} items, for {before}")))
    }
}

/// Returns `true` if a client has an equal file.
fn is_in(file: &GeneratedFile, files: &[GeneratedFile]) -> bool {
    files.iter().any(|other| other.path == file.path && other.text == file.text)
}

/// Returns the outcome of a text in some places.
fn judge(folder: &Path, base: &Value, twins: &TwinsOf<'_>, places: &[&str], payload: &str) -> Result<Outcome, String> {
    let generated = with_text(folder, base, places, payload);
    if let Some(own) = generated.diagnostics.iter().find(|found| found.code == Code::INTERNAL) {
        return Err(own.message.clone());
    }
    let Some(files) = generated.files else { return Ok(Outcome::Rejected) };
    if let Some(file) = files.iter().find(|file| !is_harmless_path(&file.path)) {
        return Err(format!("a file is called {:?}", file.path));
    }
    match twins.difference(&files)? {
        None => Ok(Outcome::Same),
        Some(_) if places.iter().any(|place| may_mean(place, payload)) => Ok(Outcome::Meant),
        Some(difference) => Err(difference),
    }
}

/// Places that are filled together: testing each pair separately would take minutes. The pairs that fail are tested
/// alone.
const AT_ONCE: usize = 8;

#[test]
fn hostile_text_stays_text() {
    let (base, places) = (base(), places());
    let begin = std::time::Instant::now();
    let twins = Twins::new(&base, &places);
    let groups = places.len().div_ceil(AT_ONCE);
    let (counts, failures) = (Mutex::new([0_usize; 3]), Mutex::new(Vec::new()));
    let run = |half: usize| {
        let folder = tempfile::tempdir().unwrap();
        for payload in PAYLOADS.iter().skip(half).step_by(2) {
            let twins = TwinsOf::new(&twins, payload);
            let judge = |places: &[&str]| {
                let judged = std::panic::catch_unwind(|| judge(folder.path(), &base, &twins, places, payload));
                judged.unwrap_or_else(|_| Err("the generator panicked".to_owned()))
            };
            for group in 0..groups {
                let together: Vec<&str> = places.iter().skip(group).step_by(groups).map(String::as_str).collect();
                if let Ok(Outcome::Same) = judge(&together) {
                    counts.lock().unwrap()[Outcome::Same as usize] += together.len();
                    continue;
                }
                for place in together {
                    match judge(&[place]) {
                        Ok(outcome) => counts.lock().unwrap()[outcome as usize] += 1,
                        Err(failure) => failures.lock().unwrap().push(format!("{place} {payload:?}: {failure}")),
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| run(0));
        scope.spawn(|| run(1));
    });
    let failures = failures.into_inner().unwrap();
    let [same, meant, rejected] = counts.into_inner().unwrap();
    // The number is printed even if the test's output is captured.
    let summary = format!(
        "\npairs of {} places and {} texts: {same} change texts and names alone, {meant} mean something, {rejected} are \
         rejected, in {:.0} s\n",
        places.len(),
        PAYLOADS.len(),
        begin.elapsed().as_secs_f64()
    );
    std::io::stderr().write_all(summary.as_bytes()).unwrap();
    assert!(failures.is_empty(), "{} pairs fail:\n{}", failures.len(), failures.join("\n"));
    assert!(places.len() >= 40 && PAYLOADS.len() >= 100 && same > rejected);
}

/// Returns `true` if a path is inside the folder and valid on every file system.
fn is_harmless_path(path: &str) -> bool {
    let is_name = |name: &str| {
        let stem = name.strip_suffix(".rs").or_else(|| name.strip_suffix(".json")).unwrap_or(name);
        !stem.is_empty()
            && stem.len() < 150
            && stem.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric())
    };
    path.split('/').all(is_name)
}

/// Returns all files below a folder with their contents.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(snapshot(&path)),
            false => drop(found.insert(path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    found
}

#[test]
fn a_client_with_all_hostile_texts_is_harmless() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let around = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = std::fs::remove_dir_all(&around);
    let folder = around.join("a/b/c/hostile");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(around.join("a/zqx"), "somebody's").unwrap();
    let spec = around.join("spec.json");
    std::fs::write(&spec, everything::everything(PAYLOADS).to_string()).unwrap();
    let before = snapshot(&around);
    let generated = Session::run(&Target { name: "hostile".to_owned(), ..Target::for_spec(spec, folder.clone()) });
    let errors: Vec<&str> = generated
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message.as_str())
        .collect();
    let files = generated.files.unwrap_or_else(|| panic!("{errors:?}"));
    write(&mut OsFs, &folder.join("src/generated"), &files).unwrap();
    let package = generated.package.as_ref().unwrap();
    let target = Target { output: folder.clone(), ..Target::for_spec(around.join("spec.json"), "client") };
    scaffold(&mut OsFs, &folder, package, Some(&target)).unwrap();
    let mut after = snapshot(&around);
    after.retain(|path, _| !path.starts_with(&folder));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "a file outside of the output has changed");

    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    cargo(&folder, &["check", "--quiet", "--offline"]);
    cargo(&folder, &["doc", "--quiet", "--offline", "--no-deps"]);
    let documented = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-target/doc/hostile");
    let pages = html::check(&documented);
    // Only methods and the README have examples. `--list` compiles only the client.
    let listed = cargo(&folder, &["test", "--quiet", "--offline", "--doc", "--", "--list"]);
    let examples = listed.lines().filter(|line| line.ends_with(": test")).count();
    let others = listed.lines().filter(|line| line.ends_with(": test") && !line.contains("generated/operations/"));
    let others: Vec<&str> = others.collect();
    assert!(matches!(others.as_slice(), [readme] if readme.contains("README.md - (line")), "{others:?}");
    let summary = format!("\na client of hostile texts: {examples} examples, {pages} pages of documentation\n");
    std::io::stderr().write_all(summary.as_bytes()).unwrap();
    assert_eq!(examples, generated.api.unwrap().operations.len() + 1);
    assert!(pages > 100 && examples > 100);
}

/// Runs a cargo command with warnings as errors, and returns its output.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
