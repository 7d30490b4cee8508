//! The files of a new crate: what a document shows is in them, and no text of a document means anything else than
//! itself.

use std::path::Path;

use generator::config::{Filter, Grouping, NewCrate};
use generator::location::Sources;
use generator::output::{OsFs, scaffold};
use generator::{Generated, Target, generate};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::support;

/// Generates a client for a document in a folder, and writes the files of its crate.
fn new_crate(folder: &Path, spec: &Path) -> Generated {
    let target = Target { new_crate: Some(NewCrate::default()), ..Target::for_spec(spec, folder.join("client")) };
    let generated = generate(&target);
    let errors: Vec<&str> = generated.diagnostics.iter().map(|found| found.message.as_str()).collect();
    let package = generated.package.as_ref().unwrap_or_else(|| panic!("{}: {errors:?}", spec.display()));
    let target = Target { grouping: generated.grouping, ..target };
    scaffold(&mut OsFs, &target.output, package, Some(&target)).unwrap();
    generated
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join("client").join(path)).unwrap()
}

/// Removes the `# ` before the credentials and the proposed pagination of a target file. Returns the pagination, which
/// is empty if there is none.
fn uncomment(folder: &Path) -> String {
    let mut is_value = false;
    let (mut text, mut pagination) = (Vec::new(), Vec::new());
    let written = read(folder, "codegen.toml");
    for line in written.lines() {
        let plain = line.strip_prefix("# ").unwrap_or(line);
        is_value = match line {
            "# [credentials]" => true,
            line if line.starts_with("# Pagination:") => false,
            _ => is_value,
        };
        text.push(if is_value || !pagination.is_empty() { plain } else { line });
        if line.starts_with("# The document shows the pagination below.") || !pagination.is_empty() {
            pagination.push(plain);
        }
    }
    std::fs::write(folder.join("client/codegen.toml"), text.join("\n")).unwrap();
    pagination.get(1..).unwrap_or_default().join("\n")
}

/// Generates a client by the target file of its crate.
fn by_target_file(folder: &Path) -> (Target, Generated) {
    let target = Target::read(&folder.join("client/codegen.toml"), &mut Sources::new()).unwrap();
    let generated = generate(&target);
    (target, generated)
}

#[test]
fn pagination_is_proposed_and_not_turned_on() {
    let folder = tempfile::tempdir().unwrap();
    let generated = new_crate(folder.path(), Path::new("tests/fixtures/pagination_proposed/spec.yaml"));
    let (target, again) = by_target_file(folder.path());
    assert_eq!(target.pagination, []);
    assert_eq!(generated.files, again.files);
    insta::assert_snapshot!(uncomment(folder.path()));
}

#[test]
fn a_proposal_is_valid_as_it_is() {
    let mut proposals = 0;
    for entry in std::fs::read_dir("tests/fixtures").unwrap() {
        let folder = tempfile::tempdir().unwrap();
        let spec = std::path::absolute(entry.unwrap().path().join("spec.yaml")).unwrap();
        new_crate(folder.path(), &spec);
        if uncomment(folder.path()).is_empty() {
            continue;
        }
        let (target, generated) = by_target_file(folder.path());
        let errors: Vec<&str> = generated.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(generated.files.is_some(), "{}: {errors:?}", spec.display());
        proposals += target.pagination.len();
    }
    assert!(proposals >= 5, "{proposals}");
}

#[test]
fn operations_are_grouped_if_there_are_several_tags() {
    let grouping = |tags: &str| {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec.yaml");
        let operation = |path: &str, tags: &str| {
            format!("  /{path}: {{get: {{tags: [{tags}], responses: {{'204': {{description: Done}}}}}}}}\n")
        };
        let paths: String =
            tags.split(' ').enumerate().map(|(index, tags)| operation(&format!("p{index}"), tags)).collect();
        std::fs::write(&spec, format!("openapi: 3.1.0\ninfo: {{title: Tags, version: '1'}}\npaths:\n{paths}")).unwrap();
        new_crate(folder.path(), &spec);
        by_target_file(folder.path()).0.grouping
    };
    assert_eq!(grouping(""), Grouping::Flat);
    assert_eq!(grouping("pets pets"), Grouping::Flat);
    assert_eq!(grouping("pets owners"), Grouping::Tags);
    assert_eq!(grouping("pets,owners"), Grouping::Tags);
}

#[test]
fn hostile_text_stays_text_in_the_files_of_a_new_crate() {
    let payloads = [
        "\"\n[dependencies]\nevil = \"1\"\n#",
        "'''\nevil = 1",
        "\"\"\"\n[[bin]]\n",
        "\\\"\u{7f}\u{0}\u{202e}",
        "a\r\nspec = \"other.yaml\"",
        "```\n\n```rust\npanic!()\n```",
        "-->\n<script>alert(1)</script>",
    ];
    for payload in payloads {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("spec.json");
        let (parameter, property) = (format!("cursor{payload}"), format!("next_cursor{payload}"));
        let document = serde_json::json!({
            "openapi": "3.1.0",
            "info": {"title": payload, "version": payload, "summary": payload, "description": payload,
                     "license": {"name": payload, "identifier": payload}},
            "paths": {"/pets": {"get": {"operationId": payload, "tags": [payload],
                "parameters": [{"name": parameter, "in": "query", "schema": {"type": "string"}}],
                "responses": {"200": {"description": payload, "content": {"application/json": {"schema": {
                    "type": "object", "properties": {
                        payload: {"type": "array", "items": {"type": "string"}},
                        property: {"type": "string"}}}}}}}}}},
            "components": {"securitySchemes": {payload: {"type": "http", "scheme": "bearer"}}},
        });
        std::fs::write(&spec, document.to_string()).unwrap();
        new_crate(folder.path(), &spec);
        let manifest: toml::Table = read(folder.path(), "Cargo.toml").parse().unwrap();
        let keys: Vec<&String> = manifest.keys().collect();
        let expected = ["package", "features", "dependencies", "target", "dev-dependencies", "workspace"];
        assert!(keys.len() == expected.len() && expected.iter().all(|key| manifest.contains_key(*key)), "{keys:?}");
        assert_eq!(manifest["package"].as_table().unwrap().len(), 8, "{payload:?}: no licence");
        let (target, _) = by_target_file(folder.path());
        assert_eq!((&target.filter, target.formats.len(), target.pagination.len()), (&Filter::default(), 0, 0));
        assert!(target.spec.ends_with("spec.json"));
        assert!(!uncomment(folder.path()).is_empty());
        let (target, generated) = by_target_file(folder.path());
        assert_eq!(target.pagination.len(), 1, "{payload:?}");
        assert_eq!(target.pagination[0].value.operations, [payload]);
        assert!(generated.files.is_some(), "{payload:?}");
        let readme = read(folder.path(), "README.md");
        let events: Vec<Event<'_>> = Parser::new(&readme).collect();
        let is_html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
        assert!(!events.iter().any(is_html), "{readme}");
        let languages = events.iter().filter_map(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => Some(language.as_ref()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("indented"),
            _ => None,
        });
        let languages: Vec<&str> = languages.filter(|language| *language != "text").collect();
        assert_eq!(languages, ["toml", "rust,no_run", "sh"], "{readme}");
    }
}

#[test]
fn fixtures_have_a_program_in_their_readme() {
    let mut called = 0;
    for entry in std::fs::read_dir("tests/fixtures").unwrap() {
        let generated = generate(&support::target(&entry.unwrap().path()));
        let readme = generated.package.unwrap().readme.join("\n");
        assert!(readme.contains("let client = Client::builder()"), "{readme}");
        called += usize::from(readme.contains("client\n        .") || readme.contains("client."));
    }
    assert!(called > 20, "{called}");
}
