//! Runs `cargo xtask codegen`: its output, the files that it changes, and its exit status.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The output and the exit status of a run.
struct Run {
    status: i32,
    output: String,
}

fn xtask(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    Run { status: output.status.code().unwrap(), output: String::from_utf8(text).unwrap() }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

/// Returns a copy of the files that `codegen` reads and writes.
fn project() -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&root.join("specs"), &folder.path().join("specs"));
    copy(&root.join("generated-client/src"), &folder.path().join("generated-client/src"));
    std::fs::copy(root.join("generated-client/Cargo.toml"), folder.path().join("generated-client/Cargo.toml")).unwrap();
    std::fs::write(folder.path().join("Cargo.toml"), "").unwrap();
    folder
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.clone(), std::fs::read(path).unwrap());
            }
        }
    }
    found
}

/// Changes a text file.
fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::write(path, change(text)).unwrap();
}

#[test]
fn the_committed_client_is_what_is_generated() {
    let folder = project();
    let before = contents(folder.path());
    let run = xtask(folder.path(), &["codegen"]);
    assert_eq!(run.status, 0, "{}", run.output);
    assert!(run.output.contains("up to date"), "{}", run.output);
    let check = xtask(folder.path(), &["codegen", "--check"]);
    assert_eq!(check.status, 0, "{}", check.output);
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn check_lists_each_drift_and_writes_nothing() {
    let generated = "generated-client/src/generated";
    type Change = Box<dyn Fn(&Path)>;
    let cases: Vec<(&str, Change, &str, &str)> = vec![
        (
            "a byte of the document",
            Box::new(|root| edit(&root.join("specs/launchdarkly.yaml"), |text| text + "\n# changed\n")),
            "manifest.json",
            "stale: the document",
        ),
        (
            "an enum value of the document",
            Box::new(|root| {
                edit(&root.join("specs/launchdarkly.yaml"), |text| {
                    text.replace("- redshift", "- redshift\n        - new")
                });
            }),
            "types/destination_kind.rs",
            "stale: the document",
        ),
        (
            "a byte of the overlay",
            Box::new(|root| edit(&root.join("specs/launchdarkly.overlay.yaml"), |text| text + "\n")),
            "manifest.json",
            "stale: the document, an overlay",
        ),
        (
            "a byte of a generated file",
            Box::new(|root| edit(&root.join("generated-client/src/generated/types/link.rs"), |text| text + " ")),
            "types/link.rs",
            "modified",
        ),
        (
            "a byte of the manifest",
            Box::new(|root| {
                edit(&root.join("generated-client/src/generated/manifest.json"), |text| text.replacen("a", "b", 1));
            }),
            "manifest.json",
            "modified",
        ),
        (
            "an untracked file",
            Box::new(|root| std::fs::write(root.join("generated-client/src/generated/mine.rs"), "").unwrap()),
            "mine.rs",
            "not generated",
        ),
        (
            "a missing file",
            Box::new(|root| std::fs::remove_file(root.join("generated-client/src/generated/client.rs")).unwrap()),
            "client.rs",
            "missing",
        ),
    ];
    for (name, change, file, cause) in cases {
        let folder = project();
        change(folder.path());
        let before = contents(folder.path());
        let run = xtask(folder.path(), &["codegen", "--check"]);
        assert_eq!(run.status, 1, "{name}: {}", run.output);
        let named =
            run.output.lines().any(|line| line.contains(&format!("{generated}/{file}: ")) && line.contains(cause));
        assert!(named, "{name}: {}", run.output);
        assert!(run.output.contains("to update, run: cargo xtask codegen"), "{name}: {}", run.output);
        assert_eq!(contents(folder.path()), before, "{name}: nothing is written");
        if name != "an untracked file" {
            assert_eq!(xtask(folder.path(), &["codegen"]).status, 0, "{name}");
            assert_eq!(xtask(folder.path(), &["codegen", "--check"]).status, 0, "{name}");
        }
    }
}

#[test]
fn check_says_why_files_differ_and_what_it_means() {
    let folder = project();
    let spec = folder.path().join("specs/launchdarkly.yaml");
    edit(&spec, |text| text.replace("- redshift", "- redshift\n        - new"));
    edit(&folder.path().join("generated-client/src/generated/types/link.rs"), |text| text + " ");
    let check = |arguments: &[&str]| xtask(folder.path(), &[&["codegen", "--check"], arguments].concat()).output;
    // The project is not a repository here, so the items of the existing files are compared.
    let output = check(&[]);
    for line in [
        "launchdarkly: 1 file was edited by hand",
        "launchdarkly: the document `launchdarkly.yaml` has changed",
        "minor: the variant `types::DestinationKind::New` is new",
        "next version: minor",
    ] {
        assert!(output.lines().any(|found| found == line), "{line}: {output}");
    }
    assert!(!output.contains("+    New,"), "{output}");
    assert!(check(&["--diff"]).contains("+    New,"));
    // Each line of JSON is a value: the reasons, the changes, and the files.
    let lines = |output: &str| -> Vec<serde_json::Value> {
        let is_json = |line: &&str| line.starts_with('{');
        output.lines().filter(is_json).map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let json = lines(&check(&["--format", "json"]));
    assert_eq!(json[0]["reasons"][0], "1 file was edited by hand");
    assert!(json.iter().any(|line| line["items"][0]["path"] == "types::DestinationKind::New"), "{json:?}");
    // With the history of git, the documents are compared.
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path()).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        assert!(command.args(arguments).output().unwrap().status.success(), "{arguments:?}");
    };
    let new = std::fs::read_to_string(&spec).unwrap();
    edit(&spec, |text| text.replace("\n        - new", ""));
    git(&["init", "--quiet"]);
    git(&["add", "--force", "specs", "generated-client/Cargo.toml", "Cargo.toml"]);
    git(&["commit", "--quiet", "--message", "first"]);
    std::fs::write(&spec, new).unwrap();
    let output = check(&[]);
    assert!(output.contains("response-property-enum-value-added: the value `new` of"), "{output}");
    assert!(output.contains("wire: compatible: the older client keeps a value that it does not know"), "{output}");
    assert!(output.contains("rust: minor: the variant `types::DestinationKind::New` is new"), "{output}");
    let json = lines(&check(&["--format", "json"]));
    let id = "response-property-enum-value-added";
    assert!(json.iter().any(|line| line["changes"].to_string().contains(id)), "{json:?}");
    assert!(json.iter().any(|line| line["drift"].is_string()), "{json:?}");
    let annotations = check(&["--format", "github"]);
    assert!(
        annotations.lines().any(|line| line.starts_with("::notice file=specs/") && line.contains(id)),
        "{annotations}"
    );
}

#[test]
fn names_are_pinned_in_the_target_file() {
    let folder = project();
    let target = folder.path().join("specs/launchdarkly.toml");
    let run = xtask(folder.path(), &["codegen", "--pin-names"]);
    assert_eq!(run.status, 0, "{}", run.output);
    let text = std::fs::read_to_string(&target).unwrap();
    for line in [
        "[names]",
        "\"#/components/schemas/Destination\" = \"Destination\"",
        "\"#/paths/~1api~1v2~1destinations~1{projectKey}~1{environmentKey}~1{id}/patch\" = \"patch_destination\"",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert_eq!(xtask(folder.path(), &["codegen", "--check"]).status, 0);
    let again = xtask(folder.path(), &["codegen", "--pin-names"]);
    assert!(again.output.contains("launchdarkly: 0 names pinned"), "{}", again.output);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
    // The vendor renames the operation, and the client has the pinned name.
    edit(&folder.path().join("specs/launchdarkly.yaml"), |text| text.replace("patch-destination", "changeDestination"));
    assert_eq!(xtask(folder.path(), &["codegen"]).status, 0);
    let file = folder.path().join("generated-client/src/generated/operations/patch_destination.rs");
    assert!(std::fs::read_to_string(file).unwrap().contains("pub fn patch_destination("));
}

#[test]
fn an_error_changes_no_file_and_shows_its_position() {
    let overlay = "specs/launchdarkly.overlay.yaml";
    let spec = "specs/launchdarkly.yaml";
    let cases: Vec<(&str, &str, &str, &str)> = vec![
        (spec, "openapi: 3.1.0", "swagger: '1.2'", "error[not-openapi]"),
        (spec, "title: LaunchDarkly REST API", "title: [", "error[syntax]"),
        (spec, "  version: 1.0.0", "  version: 1.0.0\n  title: Again", "error[duplicate-key]"),
        (spec, "schemas/Destination'", "schemas/Destintion'", "error[ref-not-found]"),
        (spec, "    PatchOperation:\n", "    Renamed:\n", "error[overlay-target-unmatched]"),
        (overlay, "overlay: 1.0.0", "overlay: 2.0.0", "error[overlay-invalid]"),
        (overlay, "remove: true", "removed: true", "error[overlay-invalid]"),
        ("specs/launchdarkly.toml", "overlays = ", "overlay = ", "error[target-invalid]"),
        (
            "specs/launchdarkly.toml",
            "spec = \"launchdarkly.yaml\"",
            "spec = \"nowhere.yaml\"",
            "error[file-unreadable]",
        ),
        ("generated-client/Cargo.toml", "secrecy.workspace = true\n", "", "error[dependency-missing]"),
    ];
    for (file, from, to, code) in cases {
        let folder = project();
        edit(&folder.path().join(file), |text| {
            assert!(text.contains(from), "{file}: {from}");
            text.replacen(from, to, 1)
        });
        let before = contents(folder.path());
        for arguments in [vec!["codegen"], vec!["codegen", "--check"]] {
            let run = xtask(folder.path(), &arguments);
            assert_eq!(run.status, 2, "{from} -> {to}: {}", run.output);
            assert!(run.output.contains(code), "{from} -> {to}: {}", run.output);
            let place = format!("--> {file}:");
            let has_place =
                run.output.contains(&place) || run.output.contains("nowhere.yaml") || file.ends_with("Cargo.toml");
            let is_in_overlay = code.contains("unmatched") && run.output.contains(&format!("--> {overlay}:"));
            assert!(has_place || is_in_overlay, "{from} -> {to}: {}", run.output);
            assert_eq!(contents(folder.path()), before, "{from} -> {to}");
        }
    }
}

#[test]
fn a_crate_is_generated_for_any_document() {
    let folder = project();
    let spec = folder.path().join("pets.json");
    std::fs::write(&spec, r#"{"openapi": "3.0.3", "info": {"title": "Pets", "version": "1"}, "paths": {}}"#).unwrap();
    let arguments = ["codegen", "--spec", "pets.json", "--out", "made/pets", "--name", "my-pets"];
    let run = xtask(folder.path(), &arguments);
    assert_eq!(run.status, 0, "{}", run.output);
    let manifest = std::fs::read_to_string(folder.path().join("made/pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-pets\""), "{manifest}");
    let before = contents(&folder.path().join("made"));
    assert_eq!(xtask(folder.path(), &arguments).status, 0);
    let check = [arguments.as_slice(), &["--check"]].concat();
    assert_eq!(xtask(folder.path(), &check).status, 0);
    assert_eq!(contents(&folder.path().join("made")), before);

    let run = xtask(folder.path(), &["codegen", "--spec", "pets.json", "--out", "specs"]);
    assert_eq!((run.status, run.output.contains("error[output-occupied]")), (2, true), "{}", run.output);
    let run = xtask(folder.path(), &["codegen", "--spec", "pets.json", "--out", "pets.json/below"]);
    assert_eq!((run.status, run.output.contains("error[output-unwritable]")), (2, true), "{}", run.output);
    assert_eq!(xtask(folder.path(), &["codegen", "--spec", "pets.json"]).status, 2);
}

#[test]
fn diagnostics_can_be_printed_as_json() {
    let folder = project();
    edit(&folder.path().join("specs/launchdarkly.yaml"), |text| text.replace("schemas/Link'", "schemas/Lnk'"));
    let run = xtask(folder.path(), &["codegen", "--format", "json"]);
    assert_eq!(run.status, 2);
    let found: serde_json::Value = serde_json::from_str(run.output.trim()).unwrap();
    assert_eq!(found["code"], "ref-not-found");
    assert_eq!(found["file"], "specs/launchdarkly.yaml");
    assert_eq!(found["help"], "did you mean `#/components/schemas/Link`?");
    assert!(found["line"].as_u64().unwrap() > 100, "{found}");
}

#[test]
fn help_describes_every_option() {
    let folder = project();
    let run = xtask(folder.path(), &["codegen", "--help"]);
    assert_eq!(run.status, 0);
    for word in ["--check", "--spec", "--out", "--overlay", "Exit status: 0 on success"] {
        assert!(run.output.contains(word), "{word}: {}", run.output);
    }
    assert_eq!(xtask(folder.path(), &["codegen", "--nonsense"]).status, 2);
}

/// A document with two tags.
const TAGGED: &str = r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1", "license": {"name": "Apache 2.0"}},
    "paths": {"/pets": {"get": {"tags": ["pets"], "responses": {"204": {"description": "Done"}}}},
              "/owners": {"get": {"tags": ["owners"], "responses": {"204": {"description": "Done"}}}}}}"#;

#[test]
fn a_new_crate_has_a_target_file_that_makes_the_same_client() {
    let folder = project();
    std::fs::write(folder.path().join("pets.json"), TAGGED).unwrap();
    let by_document = ["codegen", "--spec", "pets.json", "--out", "made/pets", "--repository", "https://example.com/p"];
    let run = xtask(folder.path(), &by_document);
    assert_eq!(run.status, 0, "{}", run.output);
    let made = folder.path().join("made/pets");
    let read = |path: &str| std::fs::read_to_string(made.join(path)).unwrap();
    let target = read("codegen.toml");
    assert!(target.contains("spec = \"../../pets.json\"\n") && target.contains("grouping = \"tags\"\n"), "{target}");
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("license = \"Apache-2.0\"\nrepository = \"https://example.com/p\"\n"), "{manifest}");
    assert!(read("src/lib.rs").starts_with("#![doc = include_str!(\"../README.md\")]\n"));
    assert!(read("README.md").contains("pets = \"0.1\"") && read("CHANGELOG.md").contains("## Unreleased"));

    let before = contents(&made);
    for arguments in [
        by_document.as_slice(),
        &["codegen", "--target", "made/pets"],
        &["codegen", "--target", "made/pets/codegen.toml"],
        &["codegen", "--target", "made/pets", "--check"],
        &[by_document.as_slice(), &["--check"]].concat(),
    ] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.output);
        assert!(run.output.contains("pets: ") && run.output.contains("up to date"), "{}", run.output);
        assert_eq!(contents(&made), before, "{arguments:?}");
    }

    // What the user changes stays, and both ways see it.
    std::fs::remove_file(made.join("CHANGELOG.md")).unwrap();
    edit(&made.join("README.md"), |_| "Mine.\n".to_owned());
    edit(&made.join("codegen.toml"), |text| format!("{text}\n[include]\ntags = [\"pets\"]\n"));
    for arguments in [by_document.as_slice(), &["codegen", "--target", "made/pets"]] {
        let check = [arguments, &["--check"]].concat();
        let drift = xtask(folder.path(), &check);
        assert_eq!(drift.status, i32::from(arguments == by_document), "{}", drift.output);
        assert_eq!(xtask(folder.path(), arguments).status, 0);
    }
    assert_eq!(read("README.md"), "Mine.\n");
    assert!(!made.join("CHANGELOG.md").exists());
    assert!(!made.join("src/generated/operations/get_owners.rs").exists());
}

#[test]
fn options_that_differ_from_the_target_file_are_an_error() {
    let folder = project();
    std::fs::write(folder.path().join("pets.json"), TAGGED).unwrap();
    std::fs::write(folder.path().join("other.json"), TAGGED).unwrap();
    assert_eq!(xtask(folder.path(), &["codegen", "--spec", "pets.json", "--out", "made"]).status, 0);
    let before = contents(folder.path());
    for (arguments, key) in [
        (vec!["codegen", "--spec", "other.json", "--out", "made"], "`spec`"),
        (vec!["codegen", "--spec", "pets.json", "--out", "made", "--overlay", "other.json"], "`overlays`"),
    ] {
        let run = xtask(folder.path(), &arguments);
        assert_eq!(run.status, 2, "{}", run.output);
        assert!(run.output.contains("error[target-invalid]") && run.output.contains(key), "{}", run.output);
        assert_eq!(contents(folder.path()), before);
    }
}

#[test]
fn a_target_without_a_crate_gets_one() {
    let folder = project();
    std::fs::write(folder.path().join("specs/pets.json"), TAGGED).unwrap();
    let target = "spec = \"pets.json\"\noutput = \"../pets\"\nrust-version = \"1.90\"\n";
    std::fs::write(folder.path().join("specs/pets.toml"), target).unwrap();
    assert_eq!(xtask(folder.path(), &["codegen", "--target", "pets"]).status, 0);
    let manifest = std::fs::read_to_string(folder.path().join("pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pets\"") && manifest.contains("rust-version = \"1.90\""), "{manifest}");
    assert!(!folder.path().join("pets/codegen.toml").exists(), "the target has a file");
    assert_eq!(xtask(folder.path(), &["codegen", "--check"]).status, 0);
    edit(&folder.path().join("specs/pets.toml"), |text| text.replace("1.90", "1.91"));
    let run = xtask(folder.path(), &["codegen", "--target", "pets"]);
    assert_eq!(run.status, 2, "{}", run.output);
    assert!(run.output.contains("[package] rust-version = \"1.91\""), "{}", run.output);

    // A folder that holds the document and its target file becomes the crate.
    let own = folder.path().join("own");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("api.json"), TAGGED).unwrap();
    std::fs::write(own.join("codegen.toml"), "spec = \"api.json\"\noutput = \".\"\n").unwrap();
    let run = xtask(folder.path(), &["codegen", "--target", "own"]);
    assert_eq!(run.status, 0, "{}", run.output);
    assert!(std::fs::read_to_string(own.join("Cargo.toml")).unwrap().contains("name = \"own\""));

    let occupied = folder.path().join("occupied");
    std::fs::create_dir(&occupied).unwrap();
    std::fs::write(occupied.join("thesis.txt"), "years of work").unwrap();
    std::fs::write(occupied.join("codegen.toml"), "spec = \"../specs/pets.json\"\noutput = \".\"\n").unwrap();
    let run = xtask(folder.path(), &["codegen", "--target", "occupied"]);
    assert_eq!((run.status, run.output.contains("error[output-occupied]")), (2, true), "{}", run.output);
    assert!(xtask(folder.path(), &["codegen", "--target", "nowhere"]).output.contains("specs/nowhere.toml"));
}
