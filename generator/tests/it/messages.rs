//! Messages with text from a document are safe for a terminal, are short, and are rendered quickly.

use std::time::{Duration, Instant};

use generator::diagnostic::{Diagnostics, render, render_all, to_json_lines};
use generator::location::Sources;
use generator::{Generated, Target, generate};
use serde_json::{Map, Value, json};

/// Texts that set a terminal's title, forge a message, or change the text direction.
const HOSTILE: [&str; 8] = [
    "\u{1b}]0;title\u{7}",
    "a\nerror[internal]: forged",
    "a\rb",
    "\u{9b}31m",
    "\u{202e}abc",
    "\u{2066}a\u{2069}",
    "\u{2028}error[internal]: forged",
    "\u{7f}\u{8}\u{200b}\u{feff}",
];

fn generated(name: &str, document: &str) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join(name);
    std::fs::write(&spec, document).unwrap();
    generate(&Target::for_spec(spec, folder.path().join("client")))
}

/// Returns a document with a text in every place that a message may show.
fn document(text: &str) -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": text, "version": "1"},
        "paths": {
            text: {"get": {}},
            format!("/{text}"): {
                text: {"responses": {}},
                "parameters": [{"name": text, "in": "header"}, {"name": text, "in": "query"}, {"name": text, "in": "query"}],
                "get": {
                    "operationId": text, "security": [{text: []}],
                    "responses": {text: {}, "200": {"description": text, "content": {text: {"schema": {"$ref": text}}}}},
                },
            },
        },
        "components": {"schemas": {
            text: {"type": text, "required": [text]},
            "Missing": {"$ref": format!("#/components/schemas/{text}x")},
            "Both": {"allOf": [{"properties": {text: {"type": "string"}}}, {"properties": {text: {"type": "object"}}}]},
        }},
    })
}

/// Asserts that messages contain no invisible characters and no forged messages.
fn assert_harmless(generated: &Generated) {
    for text in render_all(generated.diagnostics.iter(), &generated.sources, false) {
        let does_something = |letter: char| {
            letter != '\n' && letter.is_control() || "\u{202e}\u{2066}\u{2069}\u{2028}\u{200b}\u{feff}".contains(letter)
        };
        assert!(!text.contains(does_something), "{text:?}");
        assert!(!text.lines().skip(1).any(|line| line.starts_with("error")), "{text}");
    }
    for line in to_json_lines(generated.diagnostics.iter(), &generated.sources) {
        let does_something = |letter: char| letter.is_control() || "\u{202e}\u{2066}\u{2028}".contains(letter);
        assert!(!line.contains(does_something), "{line:?}");
        assert!(serde_json::from_str::<Value>(&line).is_ok(), "{line}");
    }
}

/// Messages show text from overlays and target files too.
#[test]
fn text_of_an_overlay_or_a_target_is_escaped() {
    let mut count = 0;
    for hostile in HOSTILE {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let document = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}});
        std::fs::write(path("spec.json"), document.to_string()).unwrap();
        let actions = [
            json!({"target": hostile, "update": {}}),
            json!({"target": "$.info", hostile: 1}),
            json!({"target": "$.info", "update": hostile}),
            json!({"target": "$.info", "copy": hostile}),
            json!({"target": format!("$[{}]", json!(hostile)), "remove": true}),
            json!(hostile),
        ];
        for overlay in [
            json!({"overlay": "1.0.0", "actions": actions}),
            json!({"overlay": hostile, hostile: hostile}),
            json!(hostile),
        ] {
            let file = path(&format!("{}.json", hostile.replace('/', "")));
            std::fs::write(&file, overlay.to_string()).unwrap();
            let spec = Target::for_spec(path("spec.json"), path("client"));
            let generated = generate(&Target { overlays: vec![file], ..spec });
            count += generated.diagnostics.iter().count();
            assert_harmless(&generated);
        }
        let literal = json!(hostile).to_string();
        for (index, lines) in [
            format!("spec = {literal}"),
            format!("spec = \"spec.json\"\n{literal} = 1"),
            format!("spec = \"spec.json\"\n[formats]\n{literal} = {literal}"),
            format!("spec = \"spec.json\"\n[include]\noperations = [{literal}]\ntags = [{literal}]"),
            format!("spec = \"spec.json\"\n[pagination.{literal}]\n{literal} = 1"),
            format!("spec = {hostile}"),
        ]
        .into_iter()
        .enumerate()
        {
            let file = path(&format!("{index}.toml"));
            std::fs::write(&file, lines.replacen("\n", "\noutput = \"client\"\n", 1)).unwrap();
            let mut sources = Sources::new();
            let mut generated = match Target::read(&file, &mut sources) {
                Ok(target) => generate(&target),
                Err(error) => {
                    let mut diagnostics = Diagnostics::new();
                    diagnostics.push(error);
                    Generated { diagnostics, sources, files: None, package: None, grouping: Default::default() }
                }
            };
            generated.files = None;
            count += generated.diagnostics.iter().count();
            assert_harmless(&generated);
        }
    }
    assert!(count >= 8 * 12, "{count}");
}

#[test]
fn text_of_a_document_is_escaped() {
    let mut count = 0;
    for hostile in HOSTILE {
        for is_yaml in [false, true] {
            let whole = document(hostile);
            // A document that is mostly valid reaches later stages.
            let mut later = whole.clone();
            later["paths"].as_object_mut().unwrap().shift_remove(hostile);
            let item = later["paths"].as_object_mut().unwrap().values_mut().next().unwrap();
            item.as_object_mut().unwrap().shift_remove(hostile);
            item["get"]["responses"]["200"]["content"][hostile] = json!({"schema": {"type": "string"}});
            later["components"]["schemas"].as_object_mut().unwrap().shift_remove("Missing");
            for value in [whole, later, json!({"openapi": hostile}), json!([hostile])] {
                let text = if is_yaml { serde_yaml::to_string(&value).unwrap() } else { value.to_string() };
                let name = if hostile.contains('/') { "spec.yaml".to_owned() } else { format!("{hostile}.yaml") };
                let generated = generated(&name, &text);
                count += generated.diagnostics.iter().count();
                assert_harmless(&generated);
            }
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn the_caret_is_under_the_node() {
    let text = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"a\u{202e}\u{9b}b\", \"version\": \"1\"}, \"paths\": {\"x\u{7f}y\": {\"get\": {}}}}";
    let generated = generated("spec.json", text);
    let rendered = render(generated.diagnostics.iter().next().unwrap(), &generated.sources, false);
    let lines: Vec<&str> = rendered.lines().collect();
    let column = lines[4].find('^').unwrap();
    assert!(lines[3][column..].starts_with("\"x\\u{7f}y\""), "{rendered}");
    assert!(lines[4].contains("^^^^^^^^^^ #"), "{rendered}");
}

#[test]
fn a_long_name_is_shortened() {
    let generated = generated("spec.json", &document(&"x".repeat(1 << 20)).to_string());
    for text in render_all(generated.diagnostics.iter(), &generated.sources, false) {
        assert!(text.len() < 4_000, "{} bytes", text.len());
    }
}

#[test]
fn ten_thousand_warnings_are_rendered_quickly() {
    let paths: Map<String, Value> =
        (0..10_000).map(|index| (format!("/p{index}"), json!({format!("unknown{index}"): "a"}))).collect();
    let document = json!({"openapi": "3.1.0", "info": {"title": "Many", "version": "1"}, "paths": paths});
    for text in [document.to_string(), serde_yaml::to_string(&document).unwrap()] {
        let generated = generated("spec.yaml", &text);
        let begin = Instant::now();
        let texts = render_all(generated.diagnostics.iter(), &generated.sources, false);
        assert_eq!(texts.len(), 10_000);
        assert!(texts[9_999].contains("unknown9999"), "{}", texts[9_999]);
        assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
    }
}
