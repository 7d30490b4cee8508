//! Generated code compiles without warnings: every fixture, the shipped document with and without its overlay, and
//! modified copies of it.
//!
//! The crates share a build folder below `target/`, so their dependencies are built once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use generator::output::{OsFs, scaffold, write};
use generator::render::GeneratedFile;
use generator::rust::Package;
use generator::{Session, Target, generate};

use crate::support;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Generates a client. Returns its files and the codes of the diagnostics.
fn generated(target: &Target) -> (Vec<GeneratedFile>, Vec<&'static str>) {
    let generated = generate(target);
    let codes = generated.diagnostics.iter().map(|found| found.code.name()).collect();
    (generated.files.unwrap(), codes)
}

fn text<'f>(files: &'f [GeneratedFile], path: &str) -> &'f str {
    let file = files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no `{path}`")).text
}

/// Checks a generated crate, with warnings as errors.
fn compile(name: &str, files: &[GeneratedFile]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    write(&mut OsFs, &folder.join("src/generated"), files).unwrap();
    scaffold(&mut OsFs, &folder, &Package::new(name), None).unwrap();
    support::check(name, &folder);
}

fn shipped() -> Target {
    let mut target = Target::for_spec(root().join("specs/launchdarkly.yaml"), "client");
    target.overlays.push(root().join("specs/launchdarkly.overlay.yaml"));
    target
}

/// Generates a modified copy of the shipped document with the overlay, in which the same text is replaced.
fn changed(from: &str, to: &str) -> Vec<GeneratedFile> {
    let folder = tempfile::tempdir().unwrap();
    let original = std::fs::read_to_string(root().join("specs/launchdarkly.yaml")).unwrap();
    assert!(original.contains(from), "{from}");
    let spec = folder.path().join("launchdarkly.yaml");
    std::fs::write(&spec, original.replace(from, to)).unwrap();
    let overlay = std::fs::read_to_string(root().join("specs/launchdarkly.overlay.yaml")).unwrap();
    let overlays = vec![folder.path().join("launchdarkly.overlay.yaml")];
    std::fs::write(&overlays[0], overlay.replace(from, to)).unwrap();
    generated(&Target { spec, overlays, ..shipped() }).0
}

#[test]
fn the_fixtures_compile_without_warnings() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let _ = std::fs::remove_dir_all(&workspace);
    let mut members = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")).unwrap() {
        let folder = entry.unwrap().path();
        let name = format!("fixture-{}", folder.file_name().unwrap().to_string_lossy());
        let generated = support::write_member(&workspace, &folder, &name);
        assertions(&workspace.join(&name), &generated);
        members.push(format!("{name:?}"));
    }
    members.sort();
    assert!(members.len() > 20);
    members.push(large_values(&workspace));
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    std::fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    // No default feature enables the module for the signatures of webhooks.
    support::check_with("the fixtures", &workspace, &["--features", "webhook-signatures"]);
}

/// Adds assertions for every type to a client: its size is as planned and within the limit, and it is `Send` and
/// `Sync`.
fn assertions(folder: &Path, generated: &Session) {
    let (mut sizes, mut types) = (String::new(), String::new());
    for size in &generated.rust.as_ref().unwrap().sizes {
        let (name, bytes) = (format!("crate::{}::{}", size.module, size.name.as_str()), size.bytes);
        let relation = if size.is_exact { "==" } else { "<=" };
        writeln!(
            sizes,
            "const _: () = assert!(size_of::<{name}>() {relation} {bytes}, \"{name} has not {bytes} bytes\");"
        )
        .unwrap();
        writeln!(types, "    is_shareable::<{name}>();").unwrap();
        assert!(bytes <= 1024, "{name} has {bytes} bytes");
    }
    let files = generated.files.iter().flatten().filter(|file| file.path.starts_with("operations/"));
    for file in files {
        let Some((_, rest)) = file.text.split_once("impl Operation for ") else { continue };
        let folder = file.path.rsplit_once('/').unwrap().0.replace('/', "::");
        let operation = rest.split(' ').next().unwrap();
        writeln!(types, "    is_called::<crate::{folder}::{operation}>();").unwrap();
        writeln!(types, "    let _ = |request: crate::{folder}::{operation}| is_send(&request.send());").unwrap();
    }
    let text = format!(
        "//! What is true of every type.\n\nuse crate::runtime::{{Error, Operation, Response}};\n\n{sizes}\n\
         fn is_shareable<T: Send + Sync + 'static>() {{}}\n\n\
         #[allow(dead_code)]\nfn is_send<T: Send>(_: &T) {{}}\n\n\
         #[allow(dead_code)]\nfn is_any_error<T: std::error::Error + Send + Sync + 'static>() {{}}\n\n\
         #[allow(dead_code)]\nfn is_called<O: Operation + IntoFuture<IntoFuture: Send>>() {{\n    is_shareable::<O>();\n    \
         is_shareable::<Response<<O as Operation>::Output>>();\n    is_any_error::<Error<O::Error>>();\n}}\n\n\
         #[allow(dead_code)]\nfn all() {{\n    is_shareable::<crate::Client>();\n{types}}}\n"
    );
    std::fs::write(folder.join("src/assertions.rs"), text).unwrap();
    let lib = folder.join("src/lib.rs");
    let text = std::fs::read_to_string(&lib).unwrap();
    std::fs::write(&lib, format!("{text}\nmod assertions;\n")).unwrap();
}

/// Adds a crate that enables the features with the largest `serde_json::Value`: sizes are planned for such a build.
fn large_values(workspace: &Path) -> String {
    let folder = workspace.join("large-values");
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("src/lib.rs"), "").unwrap();
    let manifest = "[package]\nname = \"large-values\"\nedition = \"2024\"\n\n[dependencies]\n\
                    serde_json = { version = \"1\", features = [\"arbitrary_precision\", \"preserve_order\"] }\n";
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    "\"large-values\"".to_owned()
}

#[test]
fn generated_code_compiles_without_warnings() {
    let (files, codes) = generated(&Target { overlays: vec![], ..shipped() });
    assert_eq!(codes, ["security-assumed"], "the only scheme is used, with a note");
    let operation = text(&files, "operations/patch_destination.rs");
    assert!(operation.contains("pub fn body(mut self, value: impl Into<types::JsonPatch>) -> Self"), "{operation}");
    assert!(operation.contains(r#"SECURITY: &'static [&'static [&'static str]] = &[&["ApiKey"]]"#), "{operation}");
    assert!(!operation.contains("authorization:"), "{operation}");
    compile("without-overlay", &files);

    let files = changed("DestinationKind", "SinkKind");
    assert!(text(&files, "types/destination.rs").contains("pub kind: Option<SinkKind>"));
    assert!(text(&files, "types/sink_kind.rs").contains("pub enum SinkKind"));
    compile("renamed-schema", &files);

    let files = changed("        - redshift\n", "        - redshift\n        - click-house\n");
    let kinds = text(&files, "types/destination_kind.rs");
    assert!(kinds.contains("    ClickHouse,\n") && kinds.contains(r#"Self::ClickHouse => "click-house""#), "{kinds}");
    compile("another-value", &files);

    let field = "        name:\n          type: string\n          description: A human-readable";
    let files = changed(field, &format!("        createdAt:\n          type: integer\n{field}"));
    assert!(text(&files, "types/destination.rs").contains("pub created_at: Option<i64>"));
    compile("another-field", &files);

    let second = "servers:\n  - url: https://app.launchdarkly.com\n";
    let get = "  /api/v2/destinations:\n    get:\n      operationId: get-destinations\n      parameters:\n        \
               - {name: limit, in: query, schema: {type: integer}}\n      responses:\n        '200': {description: All, \
               content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Destination'}}}}}\n";
    let files = changed(second, &format!("{get}{second}"));
    let operation = text(&files, "operations/get_destinations.rs");
    assert!(operation.contains("pub fn get_destinations(&self) -> GetDestinations"), "{operation}");
    assert!(operation.contains("type Output = Vec<types::Destination>"), "{operation}");
    assert!(operation.contains("pub fn limit(mut self, value: impl Into<i64>) -> Self"), "{operation}");
    let before = generated(&shipped()).0;
    assert_eq!(text(&files, "operations/patch_destination.rs"), text(&before, "operations/patch_destination.rs"));
    compile("another-operation", &files);
}
