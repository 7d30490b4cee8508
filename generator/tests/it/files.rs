//! Files that can't be read, files of other formats, invalid overlays and their messages.
//!
//! A file of `tests/errors/files` is named after the code that it gets: `<code>-<subject>`. An overlay, `*.overlay.yaml`, is
//! applied to `base.yaml`.

use std::path::{Path, PathBuf};

use generator::diagnostic::render_all;
use generator::{Target, generate};

const FOLDER: &str = "tests/errors/files";

#[test]
fn every_file_gets_the_message_of_its_snapshot() {
    let mut names: Vec<String> = std::fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".snap") && !name.ends_with(".snap.new") && name != "base.yaml")
        .collect();
    names.sort();
    assert!(names.len() > 30);
    for name in names {
        let path = Path::new(FOLDER).join(&name);
        let target = match name.ends_with(".overlay.yaml") {
            true => {
                let mut target = Target::for_spec(Path::new(FOLDER).join("base.yaml"), "client");
                target.overlays.push(path);
                target
            }
            false => Target::for_spec(path, "client"),
        };
        check(&name, &target);
    }
}

/// Documents that exceed a limit are large, so they are made here.
#[test]
fn a_document_beyond_a_limit_gets_the_message_of_its_snapshot() {
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}, \"x-a\": ";
    let name = "n".repeat(20_000);
    for (name, text) in [
        ("document-too-deep-flow.yaml", format!("{head}x-a: {}", "[".repeat(100_000))),
        ("document-too-deep-brackets.json", format!("{json}{}", "[".repeat(100_000))),
        ("document-too-deep-items.yaml", format!("{head}x-a:\n{}", "- ".repeat(100_000))),
        ("document-too-many-nodes-items.json", format!("{json}[{}0]}}", "0,".repeat(2_100_000))),
        ("document-too-many-nodes-aliases.yaml", {
            format!("{head}x-a: &a [{}]\nx-b:\n{}", "x, ".repeat(2_000), "- *a\n".repeat(1_000))
        }),
        ("name-too-long-key.yaml", format!("{head}? {name}\n: a: 1\n")),
        ("document-too-repetitive-text.yaml", {
            format!("{head}x-a: &a {}\nx-b:\n{}", "x".repeat(1 << 20), "- *a\n".repeat(300))
        }),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        check(name, &Target::for_spec(path, folder.path().join("client")));
    }
}

#[test]
fn a_url_or_a_folder_as_the_document_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), "").unwrap();
    for (spec, message, help) in [
        (Path::new("https://api.example.com/openapi.json"), "is a URL", "download it first"),
        (folder.path(), "is a folder", "openapi.yaml"),
    ] {
        let generated = generate(&Target::for_spec(spec, "client"));
        let found: String = render_all(generated.diagnostics.iter(), &generated.sources, false).concat();
        assert!(found.contains(message) && found.contains(help), "{found}");
    }
}

/// Compares the diagnostics of a target with a snapshot. All of them have the code that the name begins with.
fn check(name: &str, target: &Target) {
    let generated = generate(target);
    for found in generated.diagnostics.iter() {
        assert!(name.starts_with(found.code.name()), "{name}: {} {}", found.code, found.message);
    }
    let text = render_all(generated.diagnostics.iter(), &generated.sources, false).join("\n");
    assert!(!text.is_empty(), "{name}");
    let folder = target.spec.parent().map(Path::to_owned).unwrap_or_default();
    let text = text.replace(&format!("{}/", folder.display()), "");
    let snapshots: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    insta::with_settings!({ snapshot_path => snapshots, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}
