//! Tests of what goes over the wire, against a server on loopback.
//!
//! A fixture's `wire.rs` calls the client that is generated for the fixture, which has the feature `testing` if it is used.
//! All of them are compiled into one test program, in a workspace below `target/` that shares its build folder with the
//! other tests of generated crates.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The fixtures whose documentation has examples with every kind of argument.
const WITH_EXAMPLES: [&str; 10] = [
    "arguments",
    "body_media_types",
    "body_multipart",
    "error_nullable",
    "json_items",
    "part_items",
    "part_positions",
    "style_path",
    "style_query",
    "webhook_events_by_name",
];

#[test]
fn every_client_sends_and_reads_as_openapi_specifies() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wire");
    let _ = std::fs::remove_dir_all(&workspace);
    std::fs::create_dir_all(workspace.join("tests")).unwrap();
    let (mut dependencies, mut modules, mut members) = (String::new(), String::new(), String::new());
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("tests/fixtures").unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in &folders {
        let feature = folder.file_name().unwrap().to_string_lossy().into_owned();
        let has_wire_tests = folder.join("wire.rs").is_file();
        if !has_wire_tests && !WITH_EXAMPLES.contains(&feature.as_str()) {
            continue;
        }
        let name = format!("fixture-{feature}");
        support::write_member(&workspace, folder, &name);
        writeln!(members, "    {name:?},").unwrap();
        if !has_wire_tests {
            continue;
        }
        std::fs::copy(folder.join("wire.rs"), workspace.join("tests").join(format!("{feature}.rs"))).unwrap();
        let text = std::fs::read_to_string(folder.join("wire.rs")).unwrap();
        let features = [("testing", "runtime::testing::"), ("webhook-signatures", "webhooks::")];
        let features: Vec<&str> =
            features.iter().filter(|(_, word)| text.contains(word)).map(|(feature, _)| *feature).collect();
        writeln!(dependencies, "{name} = {{ path = {name:?}, features = {features:?} }}").unwrap();
        writeln!(modules, "#[path = \"{feature}.rs\"]\nmod {feature};").unwrap();
    }
    std::fs::copy("tests/wire/support.rs", workspace.join("tests/support.rs")).unwrap();
    std::fs::write(workspace.join("tests/main.rs"), format!("mod support;\n{modules}")).unwrap();
    let manifest = format!(
        "[package]\nname = \"wire\"\nedition = \"2024\"\nautotests = false\n\n[[test]]\nname = \"wire\"\n\
         path = \"tests/main.rs\"\n\n[lib]\npath = \"tests/support.rs\"\ntest = false\ndoctest = false\n\n[dependencies]\n\
         bytes = \"1\"\nfutures-core = {{ version = \"0.3\", default-features = false }}\nsecrecy = \"0.10\"\n\
         serde = \"1\"\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n{dependencies}\n\
         [workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n"
    );
    std::fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    // The workspace's lock file has versions that are available offline.
    std::fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let text = test(&workspace, &[]);
    // The number of tests is printed even if the test's output is captured.
    let counts = text.lines().filter(|line| line.starts_with("test result:")).collect::<Vec<_>>().join("\n");
    std::io::stderr().write_all(format!("\ntests over the wire: {counts}\n").as_bytes()).unwrap();
    // A workspace without tests would pass too.
    assert!(text.contains("test result: ok.") && !text.contains("running 0 tests"), "{text}");

    // The examples in the methods' documentation compile.
    let packages: Vec<String> = WITH_EXAMPLES.iter().map(|fixture| format!("fixture-{fixture}")).collect();
    let mut arguments = vec!["--doc"];
    arguments.extend(packages.iter().flat_map(|package| ["--package", package]));
    let text = test(&workspace, &arguments);
    assert_eq!(text.matches("test result: ok.").count(), WITH_EXAMPLES.len(), "{text}");
    assert!(!text.contains("running 0 tests"), "{text}");
}

/// Runs `cargo test` with warnings as errors, and returns its output.
fn test(workspace: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline"])
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}");
    text
}
