//! The limits that a target file sets: each one, set low, stops a small document with its code at its place.

use std::collections::BTreeSet;

use generator::diagnostic::EXPLANATIONS;
use generator::limits::SETTINGS;
use generator::location::Sources;
use generator::{Session, Target};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
const UNIONS: &str = "paths:
  /x:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/F'}}}}
      responses: {'204': {description: Done}}
components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {b: {type: string}}}
    C: {type: object, properties: {c: {type: string}}}
    D: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
    E: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
    F: {oneOf: [{$ref: '#/components/schemas/D'}, {$ref: '#/components/schemas/C'}]}
    G: {allOf: [{$ref: '#/components/schemas/D'}, {$ref: '#/components/schemas/E'}]}
    H: {allOf: [{$ref: '#/components/schemas/F'}, {type: object, properties: {h: {type: string}}}]}
";

/// A document, an overlay if it is not empty, a limit, its value, and the place of the diagnostic.
struct Case {
    limit: &'static str,
    value: usize,
    document: &'static str,
    overlay: &'static str,
    place: &'static str,
}

const fn case(limit: &'static str, value: usize, document: &'static str, place: &'static str) -> Case {
    Case { limit, value, document, overlay: "", place }
}

const fn overlay(limit: &'static str, value: usize, overlay: &'static str, place: &'static str) -> Case {
    Case { limit, value, document: "paths: {}\n", overlay, place }
}

const CASES: &[Case] = &[
    case("document-bytes", 20, "paths: {}\n", ""),
    case("document-text", 30, "paths: {}\nx-a: &a aaaaaaaaaaaaaaa\nx-b: *a\n", "4"),
    case("document-nodes", 8, "paths: {}\nx-a: [1, 2, 3]\n", "1"),
    case("pointer-bytes", 20, "paths: {}\nx-a:\n  aaaaaaaaaaaaaaaaaaaaaaaaa: 1\n", "5"),
    overlay("overlay-nodes", 2, "- {target: $, update: {x-a: [1, 2, 3]}}\n", "/actions/0/update"),
    overlay("overlay-text", 10, "- {target: $, update: {x-a: aaaaaaaaaaaaaaa}}\n", "/actions/0/update"),
    overlay("jsonpath-bytes", 8, "- {target: $.info.title, remove: true}\n", "/actions/0/target"),
    overlay("jsonpath-depth", 1, "- {target: '$.info[?(@.title)]', remove: true}\n", "/actions/0/target"),
    overlay("jsonpath-steps", 2, "- {target: $..title, remove: true}\n", "/actions/0/target"),
    overlay("overlay-steps", 2, "- {target: $..title, remove: true}\n", "/actions/0/target"),
    case(
        "copied-nodes",
        4,
        "paths:\n  /a: {$ref: '#/components/pathItems/A'}\n\
         components:\n  pathItems:\n    A: {get: {responses: {'204': {description: None}}}}\n",
        "/paths/~1a/$ref",
    ),
    case(
        "schemas",
        3,
        "paths: {}\ncomponents:\n  schemas:\n    A: {properties: {a: {type: string}, b: {type: string}}}\n    \
         B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {c: {type: string}}}]}\n",
        "/components/schemas/B",
    ),
    case(
        "properties",
        1,
        "paths: {}\ncomponents:\n  schemas:\n    A: {properties: {a: {type: string}, b: {type: string}}}\n",
        "/components/schemas/A/properties",
    ),
    case(
        "inherited-properties",
        3,
        "paths: {}\ncomponents:\n  schemas:\n    A: {properties: {a: {type: string}, b: {type: string}}}\n    \
         B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {c: {type: string}}}]}\n    \
         C: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {d: {type: string}}}]}\n",
        "/components/schemas/C",
    ),
    case("union-alternatives", 3, UNIONS, "/components/schemas/G"),
    case("nested-alternatives", 1, UNIONS, "/components/schemas/H"),
    case("union-depth", 1, UNIONS, "/components/schemas/H"),
    case("intersection-schemas", 4, UNIONS, "/components/schemas/H"),
    case("union-names", 3, UNIONS, "/components/schemas/D"),
];

#[test]
fn each_limit_has_a_case() {
    let cases: BTreeSet<&str> = CASES.iter().map(|case| case.limit).collect();
    let settings: BTreeSet<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    assert_eq!(cases, settings);
    assert_eq!((CASES.len(), SETTINGS.len()), (cases.len(), settings.len()));
}

#[test]
fn a_limit_stops_a_document_with_its_code_at_its_place() {
    for case in CASES {
        let setting = SETTINGS.iter().find(|setting| setting.name == case.limit).unwrap();
        let found = lint(case, &format!("[limits]\n{} = {}\n", case.limit, case.value));
        let of_code: Vec<&Found> = found.iter().filter(|found| found.code == setting.code.name()).collect();
        let help = format!("set `limits.{}` in the target file", case.limit);
        assert!(of_code.iter().any(|found| found.place == case.place), "{}: {of_code:?}", case.limit);
        assert!(of_code.iter().all(|found| found.help.contains(&help)), "{}: {of_code:?}", case.limit);
        let found = lint(case, "");
        assert!(found.iter().all(|found| found.code != setting.code.name()), "{}: {found:?}", case.limit);
    }
}

#[test]
fn the_page_of_a_code_names_its_limits() {
    for setting in SETTINGS {
        let page = EXPLANATIONS.iter().find(|explanation| explanation.code == setting.code).unwrap().page;
        assert!(page.contains(&format!("`limits.{}`", setting.name)), "{}: {page}", setting.name);
    }
}

#[test]
fn the_readme_names_each_limit() {
    let readme = std::fs::read_to_string("../README.md").unwrap();
    for setting in SETTINGS {
        let default = (setting.get)(&generator::limits::Limits::default());
        let row = format!("| `{}` | {default} |", setting.name);
        assert!(readme.contains(&row), "README.md has no row that begins with {row}");
    }
}

#[derive(Debug)]
struct Found {
    code: &'static str,
    /// The pointer of the diagnostic, or the line of a syntax error.
    place: String,
    help: String,
}

fn lint(case: &Case, table: &str) -> Vec<Found> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    write("spec.yaml", format!("{HEAD}{}", case.document));
    let mut target = "spec = 'spec.yaml'\noutput = 'client'\n".to_owned();
    if !case.overlay.is_empty() {
        write("overlay.yaml", format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{}", case.overlay));
        target.push_str("overlays = ['overlay.yaml']\n");
    }
    write("target.toml", target + table);
    let target = Target::read(&folder.path().join("target.toml"), &mut Sources::new()).unwrap();
    let session = Session::lint(&target);
    let found = session.diagnostics.iter().map(|found| Found {
        code: found.code.name(),
        place: match (&found.origin, found.position) {
            (_, Some(position)) => position.line.to_string(),
            (Some(origin), None) => origin.pointer.to_string(),
            (None, None) => String::new(),
        },
        help: found.help.clone().unwrap_or_default(),
    });
    found.collect()
}
