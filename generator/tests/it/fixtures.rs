//! Small documents, one feature each, with snapshots of their diagnostics, their meaning and their client.
//!
//! A new case is a new folder in `fixtures/`; `cargo xtask bless` writes its snapshots, which are read before they are
//! committed. The variable `GENERATOR_FIXTURE` limits the test to the fixtures whose name contains its value.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use generator::diagnostic::render;
use generator::{Session, Target, api};

use crate::support;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

/// The snapshots of a document.
struct Views {
    diagnostics: String,
    api: String,
    output: String,
}

fn views(spec: &Path) -> Views {
    let text = std::fs::read_to_string(spec).unwrap();
    let target = support::target(spec.parent().unwrap());
    let generated = Session::run(&Target { name: "client".to_owned(), ..target });
    let mut diagnostics = String::new();
    for diagnostic in generated.diagnostics.iter() {
        diagnostics.push_str(&render(diagnostic, &generated.sources, false));
        diagnostics.push('\n');
    }
    // Files that are the same for every document are omitted.
    let has_client = text.contains("servers:") || text.contains("securitySchemes:");
    let is_telling = |path: &str| match path {
        "manifest.json" | "mod.rs" | "types/mod.rs" | "operations/mod.rs" => false,
        "client.rs" => has_client,
        path => !path.starts_with("runtime/"),
    };
    let mut output = String::new();
    let has_condition = |text: &str| text.contains("#[cfg(feature = ");
    let mut files = generated.files.unwrap();
    files.retain(|file| is_telling(&file.path) || (file.path.ends_with("s/mod.rs") && has_condition(&file.text)));
    for file in &files {
        write!(output, "==> {} <==\n{}\n", file.path, file.text).unwrap();
    }
    Views { diagnostics, api: api::outline(&generated.api.unwrap()), output }
}

#[test]
fn every_fixture_matches_its_snapshots() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    // Diagnostics name the file, and tests run in the package's folder.
    let relative = Path::new("tests/fixtures");
    let wanted = std::env::var("GENERATOR_FIXTURE").unwrap_or_default();
    let mut differing = Vec::new();
    let mut compared_fixtures = 0;
    for folder in folders() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !name.contains(&wanted) {
            continue;
        }
        compared_fixtures += 1;
        let views = views(&relative.join(&name).join("spec.yaml"));
        insta::with_settings!({ snapshot_path => root.join(&name), prepend_module_to_snapshot => false, omit_expression => true }, {
            for (view, text) in [("diagnostics", &views.diagnostics), ("api", &views.api), ("output", &views.output)] {
                let compared = std::panic::catch_unwind(|| insta::assert_snapshot!(view, text));
                if compared.is_err() {
                    differing.push(format!("{name}/{view}"));
                }
            }
        });
    }
    assert!(compared_fixtures > 0, "no fixture has `{wanted}` in its name");
    assert!(differing.is_empty(), "these differ from their snapshots: {}", differing.join(", "));
}

#[test]
fn every_fixture_is_short() {
    for folder in folders() {
        let lines = std::fs::read_to_string(folder.join("spec.yaml")).unwrap().lines().count();
        assert!(lines <= 40, "{}: {lines} lines", folder.display());
    }
}
