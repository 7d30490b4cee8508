//! Small documents, one feature each, and what becomes of them: what is found, both intermediate forms, and the
//! output.
//!
//! A new case is a new folder in `fixtures/`; `INSTA_UPDATE=always cargo test -p generator` writes its snapshots,
//! which are read before they are committed.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Diagnostics, render};
use generator::source::{Sources, load};
use generator::{Target, generate, lower, openapi, plan};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// The three snapshots of a document.
struct Views {
    findings: String,
    forms: String,
    output: String,
}

fn views(spec: &Path) -> Views {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = load(&mut sources, spec, &[], &mut diagnostics).unwrap();
    let parsed = openapi::parse(document, &mut diagnostics).unwrap();
    let api = lower::lower(&parsed, &mut diagnostics);
    let planned = plan::plan(&api, &mut diagnostics);
    let forms = format!("{api:#?}\n\n{planned:#?}\n");
    let generated = generate(&Target::for_spec(spec, "client"));
    let mut findings = String::new();
    for found in generated.diagnostics.iter() {
        findings.push_str(&render(found, &generated.sources, false));
        findings.push('\n');
    }
    let mut output = String::new();
    for file in generated.files.unwrap() {
        if !file.path.starts_with("runtime/") && file.path != "manifest.json" {
            write!(output, "==> {} <==\n{}\n", file.path, file.text).unwrap();
        }
    }
    Views { findings, forms, output }
}

#[test]
fn every_fixture_becomes_what_its_snapshots_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    // Findings name the file, and tests run in the package's folder.
    let relative = Path::new("tests/fixtures");
    let mut differing = Vec::new();
    for folder in folders() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let views = views(&relative.join(&name).join("spec.yaml"));
        insta::with_settings!({ snapshot_path => root.join(&name), prepend_module_to_snapshot => false, omit_expression => true }, {
            for (view, text) in [("findings", &views.findings), ("forms", &views.forms), ("output", &views.output)] {
                let compared = std::panic::catch_unwind(|| insta::assert_snapshot!(view, text));
                if compared.is_err() {
                    differing.push(format!("{name}/{view}"));
                }
            }
        });
    }
    assert!(differing.is_empty(), "these differ from their snapshots: {}", differing.join(", "));
}

#[test]
fn every_fixture_is_short() {
    for folder in folders() {
        let lines = std::fs::read_to_string(folder.join("spec.yaml")).unwrap().lines().count();
        assert!(lines <= 40, "{}: {lines} lines", folder.display());
    }
}
