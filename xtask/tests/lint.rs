//! Runs `cargo xtask lint` and the formats of diagnostics: the output, and the exit status.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A document with a warning at line 5.
const WARNED: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: pets, requestbody: {}, responses: {'204': {description: Done}}}
";

/// A document with an error at line 5.
const WRONG: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    gett: {responses: {'204': {description: Done}}}
";

/// A document with a note alone.
const NOTED: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {/pets: {get: {responses: {'404': {description: Not found}}}}}
";

struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

fn xtask(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Returns a project with the documents above.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("specs")).unwrap();
    for (name, text) in
        [("Cargo.toml", ""), ("warned.yaml", WARNED), ("specs/wrong one.yaml", WRONG), ("noted.yaml", NOTED)]
    {
        write(name, text);
    }
    folder
}

/// Returns the number of files below a folder.
fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

#[test]
fn lint_reports_the_diagnostics_of_several_documents_and_writes_nothing() {
    let folder = project();
    let files = count(folder.path());
    let run = xtask(folder.path(), &["lint", "warned.yaml", "noted.yaml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning[key-unknown]") && run.stderr.contains("--> warned.yaml:5:30"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("warned.yaml: 0 errors, 1 warning\n"), "{}", run.stdout);
    assert!(run.stdout.contains("1 note (1 success-undeclared): `-v` shows them\n"), "{}", run.stdout);
    let run = xtask(folder.path(), &["lint", "warned.yaml", "specs/wrong one.yaml", "noted.yaml", "-v"]);
    assert_eq!(run.status, 2);
    for text in ["error[operation-invalid]", "--> specs/wrong one.yaml:5:5", "note[success-undeclared]"] {
        assert!(run.stderr.contains(text), "{}", run.stderr);
    }
    assert_eq!(xtask(folder.path(), &["lint"]).status, 2);
    assert_eq!(xtask(folder.path(), &["lint", "nowhere.yaml"]).status, 2);
    assert_eq!(count(folder.path()), files);
}

#[test]
fn lint_reports_names_too() {
    let folder = project();
    let pet = "{type: object, properties: {pet-id: {type: string}, petId: {type: string}}}";
    let body = format!("{{description: A pet, content: {{application/json: {{schema: {pet}}}}}}}");
    let text = NOTED.replace("'404': {description: Not found}", &format!("'200': {body}"));
    std::fs::write(folder.path().join("names.yaml"), text).unwrap();
    let run = xtask(folder.path(), &["lint", "names.yaml"]);
    assert!(run.stderr.contains("warning[name-collision]"), "{}", run.stderr);
}

#[test]
fn denied_warnings_are_errors_of_lint_and_codegen() {
    let folder = project();
    let run = xtask(folder.path(), &["lint", "warned.yaml", "--deny-warnings"]);
    assert_eq!((run.status, run.stderr.contains("error[key-unknown]")), (2, true), "{}", run.stderr);
    assert_eq!(xtask(folder.path(), &["lint", "noted.yaml", "--deny-warnings"]).status, 0);
    let codegen = ["codegen", "--spec", "warned.yaml", "--out", "made"];
    let files = count(folder.path());
    let run = xtask(folder.path(), &[codegen.as_slice(), &["--deny-warnings"]].concat());
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stdout.contains("1 error; no file was written"), "{}", run.stdout);
    assert_eq!(count(folder.path()), files);
    assert_eq!(xtask(folder.path(), &codegen).status, 0);
}

#[test]
fn the_severities_of_a_target_file_hold_for_lint_and_check() {
    let folder = project();
    assert_eq!(xtask(folder.path(), &["codegen", "--spec", "warned.yaml", "--out", "made"]).status, 0);
    let file = folder.path().join("made/codegen.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    for (levels, status) in [("allow = [\"key-unknown\"]", 0), ("deny = [\"key-unknown\"]", 2)] {
        std::fs::write(&file, format!("{text}\n[diagnostics]\n{levels}\n")).unwrap();
        for arguments in
            [["codegen", "--target", "made", "--check"].as_slice(), &["lint", "made"], &["lint", "made/codegen.toml"]]
        {
            let run = xtask(folder.path(), arguments);
            assert_eq!(run.status, status, "{arguments:?}: {}", run.stderr);
            assert_eq!(run.stderr.contains("error[key-unknown]"), status == 2, "{arguments:?}: {}", run.stderr);
        }
    }
}

#[test]
fn an_overlay_applies_to_each_document() {
    let folder = project();
    let fix = "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n  - {target: $.paths..requestbody, remove: true}\n";
    std::fs::write(folder.path().join("fix.yaml"), fix).unwrap();
    let run = xtask(folder.path(), &["lint", "warned.yaml", "--overlay", "fix.yaml", "--deny-warnings"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = xtask(folder.path(), &["lint", "noted.yaml", "--overlay", "fix.yaml"]);
    assert_eq!((run.status, run.stderr.contains("overlay-target-unmatched")), (2, true), "{}", run.stderr);
}

#[test]
fn github_annotates_the_place() {
    let folder = project();
    let run = xtask(folder.path(), &["lint", "specs/wrong one.yaml", "noted.yaml", "--format", "github"]);
    let command = "::error file=specs/wrong one.yaml,line=5,col=5,title=operation-invalid::";
    assert!(run.stdout.starts_with(command) && run.stderr.is_empty(), "{}", run.stdout);
    assert!(!run.stdout.contains("::notice"), "{}", run.stdout);
    let run = xtask(folder.path(), &["lint", "noted.yaml", "--format", "github", "-v"]);
    assert!(run.stdout.starts_with("::notice file=noted.yaml,line=3,"), "{}", run.stdout);
}

#[test]
fn sarif_is_one_log_with_all_documents() {
    let folder = project();
    for arguments in [
        ["lint", "warned.yaml", "specs/wrong one.yaml", "noted.yaml", "--format", "sarif"].as_slice(),
        &["lint", "noted.yaml", "noted.yaml", "specs/wrong one.yaml", "--format", "sarif"],
    ] {
        let run = xtask(folder.path(), arguments);
        assert_eq!((run.status, run.stderr.as_str()), (2, ""));
        let log: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!((log["runs"].as_array().unwrap().len(), results.len()), (1, 3));
        let uri = |result: &serde_json::Value| {
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
        };
        assert!(results.iter().any(|result| uri(result) == "specs/wrong%20one.yaml"), "{log}");
    }
}

#[test]
fn text_was_named_human() {
    let folder = project();
    let outputs = ["text", "human"].map(|format| xtask(folder.path(), &["lint", "warned.yaml", "--format", format]));
    assert_eq!(outputs[0].stderr, outputs[1].stderr);
    assert_eq!(outputs[1].status, 0);
}

#[test]
fn a_code_is_explained() {
    let folder = project();
    let page = xtask(folder.path(), &["explain", "key-unknown"]);
    assert!(page.stdout.starts_with("# key-unknown\n") && page.stdout.contains("\nFix: "), "{}", page.stdout);
    assert_eq!(xtask(folder.path(), &["codegen", "--explain", "key-unknown"]).stdout, page.stdout);
    let all = xtask(folder.path(), &["explain", "--all"]);
    assert!(all.stdout.contains(&page.stdout), "{}", all.stdout);
    for arguments in [["explain", "key-unknwon"].as_slice(), &["codegen", "--explain", "key-unknwon"]] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("the closest code is `key-unknown`"), "{}", run.stderr);
    }
    assert_eq!(xtask(folder.path(), &["codegen", "--explain", "key-unknown", "--check"]).status, 2);
}

#[test]
fn a_difference_is_an_annotation_or_beside_the_log() {
    let folder = project();
    let codegen = ["codegen", "--spec", "noted.yaml", "--out", "made", "--check", "--format"];
    assert_eq!(xtask(folder.path(), &codegen[..5]).status, 0);
    std::fs::write(folder.path().join("made/src/generated/client.rs"), "::error::injected\n").unwrap();
    let run = xtask(folder.path(), &[codegen.as_slice(), &["github"]].concat());
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("::error file=made/src/generated/client.rs,title=drift::modified"), "{}", run.stdout);
    assert!(!run.stdout.contains("injected"), "{}", run.stdout);
    let run = xtask(folder.path(), &[codegen.as_slice(), &["sarif"]].concat());
    assert!(serde_json::from_str::<serde_json::Value>(&run.stdout).is_ok(), "{}", run.stdout);
    assert_eq!((run.status, run.stderr.contains("made/src/generated/client.rs: modified")), (1, true));
}
