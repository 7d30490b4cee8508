//! Wrong documents and their errors and warnings.
//!
//! A file is named after the code of its mistake: `<code>-<subject>.yaml`.

use std::path::Path;

use generator::diagnostic::{Severity, render};
use generator::location::Sources;
use generator::{Target, generate};

#[test]
fn every_invalid_document_matches_its_snapshot() {
    let relative = Path::new("tests/errors");
    let mut names: Vec<String> = std::fs::read_dir(relative)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    names.sort();
    assert!(names.len() > 10);
    for name in names {
        let generated = generate(&Target::for_spec(relative.join(&name), "client"));
        let found: Vec<_> = generated.diagnostics.iter().filter(|found| found.severity > Severity::Note).collect();
        let has_error = found.iter().any(|found| found.severity == Severity::Error);
        assert_eq!(generated.files.is_none(), has_error, "{name}: an error prevents output, and a warning does not");
        assert!(found.iter().any(|found| name.starts_with(found.code.name())), "{name}: {found:?}");
        let mut text = String::new();
        for found in found {
            text.push_str(&render(found, &generated.sources, false));
            text.push('\n');
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
        insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.trim_end_matches(".yaml"), text);
        });
    }
}

/// Each code is in a snapshot, or a test names it: those that no document causes.
#[test]
fn every_code_is_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = String::new();
    let mut waiting = vec![root.join("tests"), root.join("../xtask/tests")];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_read = path.extension().is_some_and(|extension| extension == "snap" || extension == "rs");
            match path.is_dir() {
                true => waiting.push(path),
                false if is_read && !path.ends_with("output.snap") => {
                    texts.push_str(&std::fs::read_to_string(path).unwrap());
                }
                false => {}
            }
        }
    }
    for explanation in generator::diagnostic::EXPLANATIONS {
        let name = explanation.code.name();
        let constant = name.to_uppercase().replace('-', "_");
        let is_tested = [format!("[{name}]"), format!("Code::{constant}"), format!("\"{name}\"")];
        assert!(is_tested.iter().any(|text| texts.contains(text)), "no test has the code `{name}`");
    }
    assert!(generator::diagnostic::EXPLANATIONS.len() >= 60);
}

/// A file of 64 MiB has no place among the fixtures: it is a sparse one.
#[test]
fn a_large_document_gets_the_message_of_its_snapshot() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    std::fs::File::create(&spec).unwrap().set_len((64 << 20) + 1).unwrap();
    let generated = generate(&Target::for_spec(&spec, "client"));
    assert!(generated.files.is_none());
    let text: String = generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
    let text = text.replace(&format!("{}/", folder.path().display()), "");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("document-too-large", text);
    });
}

#[test]
fn a_missing_file_is_reported() {
    let generated = generate(&Target::for_spec("tests/errors/nowhere.yaml", "client"));
    let found: Vec<String> =
        generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("error[file-unreadable]: `tests/errors/nowhere.yaml` can't be read"), "{}", found[0]);
}

/// Reading such a file would block or never end.
#[cfg(unix)]
#[test]
fn a_file_that_is_not_regular_is_reported_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let spec = folder.path().join("spec.yaml");
    let schema = "components: {schemas: {A: {$ref: 'pipe.yaml#/A'}}}";
    std::fs::write(&spec, format!("openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\n{schema}\n")).unwrap();
    for (spec, message) in [
        (spec.as_path(), "is a pipe or a device, not a regular file"),
        (pipe.as_path(), "is a pipe or a device"),
        (Path::new("/dev/zero"), "is a pipe or a device"),
        (folder.path(), "is a folder"),
    ] {
        let generated = generate(&Target::for_spec(spec, folder.path().join("client")));
        let found: String =
            generated.diagnostics.iter().map(|found| render(found, &generated.sources, false)).collect();
        assert!(generated.files.is_none() && found.contains(message), "{found}");
    }
}

/// The check of the document runs before the severities of the target apply.
#[test]
fn an_error_of_the_check_can_not_be_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let document =
        "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: int}}}\n";
    std::fs::write(folder.path().join("spec.yaml"), document).unwrap();
    let path = folder.path().join("client.toml");
    let text = "spec = \"spec.yaml\"\noutput = \"client\"\n[diagnostics]\nallow = [\"type-unknown\"]\n";
    std::fs::write(&path, text).unwrap();
    let target = Target::read(&path, &mut Sources::new()).unwrap();
    let generated = generate(&target);
    let found = generated.diagnostics.iter().map(|found| render(found, &generated.sources, false));
    let found = found.collect::<Vec<_>>().concat();
    assert!(generated.files.is_none() && found.contains("error[type-unknown]: `int`"), "{found}");
    assert!(found.contains("error[target-invalid]: `type-unknown` is an error in this document"), "{found}");
    assert!(found.contains("client.toml:4:10") && found.contains("no client can be generated"), "{found}");
}
