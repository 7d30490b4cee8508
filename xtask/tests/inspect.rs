//! Runs `cargo xtask inspect`: the value of each stage, and the differences between stages.

use std::process::Command;

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: All pets, content: {application/json: {schema: {type: [string, 'null']}}}}
webhooks:
  newPet:
    post: {responses: {'204': {description: Received}}}
";

const OVERLAY: &str = "overlay: 1.0.0
info: {title: Renamed, version: '1'}
actions:
  - {target: $.info, update: {title: Animals}}
";

/// Returns the exit status, standard output and standard error of a run.
fn inspect(document: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("specs")).unwrap();
    write("Cargo.toml", "");
    write("pets.yaml", document);
    write("overlay.yaml", OVERLAY);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["inspect", "--spec", "pets.yaml"]).args(arguments).current_dir(folder.path());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn each_stage_has_a_value() {
    for (stage, expected) in [
        ("source", "\"openapi\": \"3.1.0\""),
        ("openapi", "\"nullable\": true"),
        ("openapi", "\"newPet\""),
        ("api", "GET /pets listPets"),
        ("rust", "Crate {"),
    ] {
        let (status, output, errors) = inspect(DOCUMENT, &["--stage", stage]);
        assert_eq!((status, errors.as_str()), (0, ""), "{stage}");
        assert!(output.contains(expected), "{stage}: {output}");
    }
}

#[test]
fn a_difference_shows_what_a_stage_changed() {
    let (status, output, _) = inspect(DOCUMENT, &["--stage", "openapi", "--diff"]);
    assert_eq!(status, 0);
    assert!(
        output.contains("-  \"openapi\": \"3.1.0\"") && output.contains("+                  \"nullable\": true"),
        "{output}"
    );
    let overlay = ["--stage", "source", "--diff", "--overlay", "overlay.yaml"];
    let (status, output, _) = inspect(DOCUMENT, &overlay);
    assert_eq!(status, 0);
    assert!(output.contains("-    \"title\": \"Pets\"") && output.contains("+    \"title\": \"Animals\""), "{output}");
}

#[test]
fn an_error_is_reported() {
    let (status, output, errors) = inspect("openapi: 3.1.0\ninfo: []\npaths: {}\n", &["--stage", "api"]);
    assert_eq!((status, output.as_str()), (2, ""));
    assert!(errors.contains("error[value-invalid]"), "{errors}");
    let (status, _, errors) = inspect(DOCUMENT, &["--stage", "rust", "--diff"]);
    assert_eq!(status, 2);
    assert!(errors.contains("--stage source"), "{errors}");
}
