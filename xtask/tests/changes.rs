//! Runs `cargo xtask changes`: the documents that it compares, the formats, and the exit status.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const OLD: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string}
        tag: {type: string}
";

struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

fn xtask(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.arg("changes").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Returns a project with two documents: the new one has a property more and one less.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("specs")).unwrap();
    let new = OLD.replace("        tag: {type: string}\n", "        name: {type: string}\n");
    for (name, text) in [("Cargo.toml", ""), ("old.yaml", OLD), ("new.yaml", &new)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_change_has_places_and_verdicts() {
    let run = xtask(project().path(), &["old.yaml", "new.yaml", "--version", "1.4.1"]);
    let expected = "\
response-property-optional-removed: the property `tag` of `Pet`
  --> new.yaml:13:5 (old old.yaml:18:9)
  reaches: GET /pets
  wire: compatible: the older client treats it as absent
  rust: major: the field `types::Pet::tag` is removed

response-property-added: the property `name` of `Pet`
  --> new.yaml:18:9 (old old.yaml:13:5)
  reaches: GET /pets
  wire: compatible: the older client ignores it
  rust: minor: the field `types::Pet::name` is new

old.yaml to new.yaml: 2 changes: 2 compatible
next version: 2.0.0 (was 1.4.1)
";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, expected, ""));
}

#[test]
fn equal_documents_have_no_change() {
    let run = xtask(project().path(), &["old.yaml", "old.yaml", "--fail-on", "any"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "old.yaml and old.yaml: no change\n"));
}

#[test]
fn a_change_of_an_overlay_is_at_its_place() {
    let folder = project();
    let overlay = "overlay: 1.0.0
info: {title: Names, version: '1'}
actions:
  - target: $.components.schemas.Pet.properties
    update:
      name: {type: string}
";
    for (name, text) in [
        ("names.yaml", overlay),
        ("old.toml", "spec = 'old.yaml'\noutput = 'client'\n"),
        ("new.toml", "spec = 'old.yaml'\noverlays = ['names.yaml']\noutput = 'client'\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let run = xtask(folder.path(), &["old.toml", "new.toml"]);
    let expected = "response-property-added: the property `name` of `Pet`\n  --> names.yaml:6:7 (old old.yaml:13:5)\n";
    assert!(run.stdout.starts_with(expected), "{}{}", run.stdout, run.stderr);
}

#[test]
fn changes_of_words_are_counted() {
    let folder = project();
    let text = OLD.replace("description: Pets", "description: All pets");
    std::fs::write(folder.path().join("words.yaml"), text).unwrap();
    let run = xtask(folder.path(), &["old.yaml", "words.yaml"]);
    let expected = "old.yaml to words.yaml: 1 change: 1 compatible\n1 of them change words alone; `--verbose` lists \
                    these too\nnext version: patch\n";
    assert_eq!((run.status, run.stdout.as_str()), (0, expected));
    let run = xtask(folder.path(), &["old.yaml", "words.yaml", "--verbose"]);
    assert!(run.stdout.starts_with("response-documentation-changed: the response `200`"), "{}", run.stdout);
    let run = xtask(folder.path(), &["old.yaml", "words.yaml", "--format", "json", "--fail-on", "any"]);
    assert_eq!((run.status, run.stdout.contains("response-documentation-changed")), (1, true));
}

#[test]
fn the_status_depends_on_the_changes() {
    let folder = project();
    for (kind, status) in [("any", 1), ("rust-major", 1), ("wire-breaking", 0)] {
        let run = xtask(folder.path(), &["old.yaml", "new.yaml", "--fail-on", kind]);
        assert_eq!(run.status, status, "{kind}: {}", run.stdout);
    }
    assert_eq!(xtask(folder.path(), &["old.yaml", "missing.yaml"]).status, 2);
    assert_eq!(xtask(folder.path(), &["old.yaml"]).status, 2);
}

#[test]
fn markdown_has_a_row_for_the_values_of_an_enum_and_for_a_credential() {
    let folder = project();
    let schemes = "  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}\n";
    let owners = "  /owners: {get: {operationId: listOwners, responses: {'204': {description: None}}}}\n";
    let with = |kinds: &str, more: &str| {
        let kind = format!("kind: {{type: string, enum: [{kinds}]}}");
        OLD.replace("tag: {type: string}", &kind).replace("paths:\n", &format!("{more}paths:\n{owners}")) + schemes
    };
    std::fs::write(folder.path().join("old.yaml"), with("cat", "security: []\n")).unwrap();
    std::fs::write(folder.path().join("new.yaml"), with("cat, dog, 'one of many'", "security: [{}, {key: []}]\n"))
        .unwrap();
    let run = xtask(folder.path(), &["old.yaml", "new.yaml", "--format", "markdown"]);
    for row in [
        "| the values `dog`, `one of many` of the property `kind` of `Pet` of `GET /pets`: new (`response-property-enum-value-added`) |",
        "| the credential `key` of 2 operations: new (`security-added`) |",
    ] {
        assert_eq!(run.stdout.matches(row).count(), 1, "{row}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn each_format_has_each_change() {
    let folder = project();
    let run = |format: &str| xtask(folder.path(), &["old.yaml", "new.yaml", "--format", format]).stdout;
    let json: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["changes"][0]["id"], "response-property-optional-removed");
    assert_eq!(json["changes"][0]["old"]["line"], 18);
    assert_eq!(json["version"]["level"], "major");
    let github = run("github");
    assert!(
        github
            .starts_with("::error file=new.yaml,line=13,col=5,title=response-property-optional-removed::the property"),
        "{github}"
    );
    assert!(github.contains("\n::notice file=new.yaml,line=18,col=9,title=response-property-added::"), "{github}");
    let markdown = run("markdown");
    assert!(markdown.contains("### Breaking\n\n| change | wire | rust | place |\n"), "{markdown}");
    assert!(markdown.contains("### Compatible"), "{markdown}");
    let junit = run("junit");
    assert!(junit.contains("tests=\"2\" failures=\"1\""), "{junit}");
    assert_eq!(junit.matches("<testcase ").count(), 2, "{junit}");
}

#[test]
fn an_ignored_change_does_not_fail() {
    let folder = project();
    let entry = |place: &str, expires: &str| {
        format!(
            "[[ignore]]\nid = \"response-property-optional-removed\"\nplace = \"{place}\"\nreason = \"No caller \
             reads it.\"\nexpires = {expires}\n"
        )
    };
    let run = |text: &str| {
        std::fs::write(folder.path().join("ignore.toml"), text).unwrap();
        xtask(folder.path(), &["old.yaml", "new.yaml", "--ignore", "ignore.toml", "--fail-on", "rust-major"])
    };
    let place = "/components/schemas/Pet/properties/tag";
    let ignored = run(&entry(place, "9999-12-31"));
    assert_eq!((ignored.status, ignored.stderr.as_str()), (0, ""), "{}", ignored.stdout);
    assert!(ignored.stdout.contains("1 change: 1 compatible\nnext version: minor"), "{}", ignored.stdout);
    let expired = run(&entry(place, "2020-01-31"));
    assert_eq!(expired.status, 1);
    assert!(
        expired.stderr.starts_with("warning: ignore.toml:1: this entry expired on 2020-01-31"),
        "{}",
        expired.stderr
    );
    let unused = run(&entry("/paths", "9999-12-31"));
    assert_eq!(unused.status, 1);
    assert!(unused.stderr.contains("at `/paths` any more: remove this entry"), "{}", unused.stderr);
    let wrong = run("[[ignore]]\nid = \"no-such-id\"\nplace = \"\"\nreason = \"r\"\nexpires = 9999-12-31\n");
    assert_eq!(wrong.status, 2);
    assert_eq!(wrong.stderr, "error: ignore.toml:2:6: `no-such-id` is not the id of a change\n");
}

#[test]
fn a_changelog_gets_a_section_once() {
    let folder = project();
    let path = folder.path().join("CHANGELOG.md");
    std::fs::write(&path, "# Changelog\n\nAll changes.\n\n## 1.4.1\n\n- First.\n").unwrap();
    let arguments = ["old.yaml", "new.yaml", "--version", "1.4.1", "--write-changelog"];
    assert_eq!(xtask(folder.path(), &arguments).status, 0);
    let expected = "# Changelog\n\nAll changes.\n\n## 2.0.0\n\n### Breaking\n\n- `Pet` has no field `tag` any more.\n\n\
                    ### Added\n\n- `Pet` has a new field `name`.\n\n## 1.4.1\n\n- First.\n";
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
    for (wrong, message) in [
        (["--version=1.4", "--write-changelog"], "`1.4` is not a version"),
        (["--version=1.4.1", "--write-changelog=new.yaml"], "`new.yaml` is not a changelog"),
    ] {
        let run = xtask(folder.path(), &[["old.yaml", "new.yaml"], wrong].concat());
        assert_eq!((run.status, run.stderr.contains(message)), (2, true), "{}", run.stderr);
    }
    let again = xtask(folder.path(), &arguments);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("has a section `## 2.0.0` already"), "{}", again.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
}

/// Runs git in a folder.
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(arguments);
    assert!(command.output().unwrap().status.success(), "{arguments:?}");
}

#[test]
fn a_document_may_be_at_a_revision() {
    let folder = project();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    std::fs::write(folder.path().join("empty/notes.txt"), "").unwrap();
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message", "first"]);
    std::fs::copy(folder.path().join("new.yaml"), folder.path().join("old.yaml")).unwrap();
    for arguments in [["HEAD:old.yaml", "old.yaml"], ["old.yaml", "--since=HEAD"]] {
        let run = xtask(folder.path(), &arguments);
        assert!(run.stdout.contains("--> old.yaml:13:5 (old HEAD:old.yaml:18:9)"), "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("HEAD:old.yaml to old.yaml: 2 changes"), "{}", run.stdout);
    }
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(status.stdout).unwrap(), " M old.yaml\n", "the index is as it was");
    for (argument, message) in [
        ("no-such-revision:old.yaml", "`no-such-revision` is not a revision of this repository"),
        ("HEAD:missing.yaml", "`missing.yaml` does not exist at `HEAD`"),
        ("HEAD:../outside.yaml", "`../outside.yaml` is outside of the repository"),
        ("HEAD:empty", "`HEAD:empty` is a folder without a `codegen.toml`: name a document or a target file"),
    ] {
        let run = xtask(folder.path(), &[argument, "old.yaml"]);
        assert_eq!((run.status, run.stderr.as_str()), (2, format!("error: {message}\n").as_str()));
    }
}
