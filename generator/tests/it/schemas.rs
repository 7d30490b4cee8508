//! Properties of all schemas: each construct has a fixture, all versions of OpenAPI are equivalent, names are stable,
//! and large documents work.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use generator::location::Pointer;
use generator::render::GeneratedFile;
use generator::{Generated, Target, generate};
use serde_json::{Value, json};

/// Generates a client for a document.
fn generated(document: &Value) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.json");
    std::fs::write(&spec, document.to_string()).unwrap();
    generate(&Target::for_spec(spec, folder.path().join("client")))
}

#[test]
fn every_construct_has_a_fixture() {
    let fixtures: BTreeSet<String> = std::fs::read_dir("tests/fixtures")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let list = std::fs::read_to_string("tests/constructs.txt").unwrap();
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let named: BTreeSet<String> = lines.map(|line| line.rsplit_once(": ").unwrap().1.to_owned()).collect();
    assert_eq!(named, fixtures);
}

/// Returns a file without the line that names the place of its types, which is that in the document as it is written.
fn without_places(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with("//! The types of `#/")).collect()
}

#[test]
fn each_version_generates_the_same_client() {
    let files = |name: &str| {
        let generated = generate(&Target::for_spec(Path::new("tests/twins").join(name), "client"));
        let Some(files) = generated.files else { panic!("{name}: {:?}", generated.diagnostics) };
        files.into_iter().filter(|file| file.path != "manifest.json").collect::<Vec<GeneratedFile>>()
    };
    for (old, new) in [("3.0.yaml", "3.1.yaml"), ("swagger-2.0.yaml", "swagger-as-3.0.yaml")] {
        let (old, new) = (files(old), files(new));
        let paths = |files: &[GeneratedFile]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&old), paths(&new));
        for (old, new) in old.iter().zip(&new) {
            assert_eq!(without_places(&old.text), without_places(&new.text), "{}", old.path);
        }
    }
}

/// Returns the public names of a client: its types with their fields and variants, and its methods.
fn names(document: &Value) -> BTreeSet<String> {
    let files = generated(document).files.unwrap();
    let mut names = BTreeSet::new();
    for file in files.iter().filter(|file| file.path.starts_with("types/") || file.path.starts_with("operations/")) {
        for line in file.text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            let is_declaration =
                line.starts_with("pub ") || line.ends_with(',') && line.starts_with(char::is_uppercase);
            if is_declaration && !file.path.ends_with("mod.rs") {
                names.insert(format!("{}: {line}", file.path));
            }
        }
    }
    names
}

#[test]
fn an_addition_renames_nothing() {
    let document: Value = json!({
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1"},
        "paths": {
            "/b": {"get": {"operationId": "getB", "responses": {"200": {"description": "", "content": {
                "application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}}}}}}},
            "/d": {"post": {"responses": {"204": {"description": ""}}}},
        },
        "components": {"schemas": {
            "Base": {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a"]}, "inner": {"type": "object", "properties": {"x": {"type": "string"}}}}},
            "Child": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"own": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}}]},
            "Order": {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "object", "properties": {"a-b": {"type": "string"}, "a_b": {"type": "string"}}}}}},
            "order": {"type": "string"},
        }},
    });
    let before = names(&document);
    assert!(before.len() > 25, "{before:#?}");
    let added_schema = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"more": {"type": "object", "properties": {"y": {"type": "string"}}}}}]});
    let added_operation = json!({"get": {"operationId": "getAdded", "responses": {"200": {"description": "", "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Added"}}}}}}});
    let with = |pointer: &str, key: &str, value: &Value, place: usize| {
        let mut changed = document.clone();
        let members = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        let mut all: Vec<(String, Value)> = std::mem::take(members).into_iter().collect();
        all.insert(place.min(all.len()), (key.to_owned(), value.clone()));
        members.extend(all);
        changed
    };
    for place in 0..=4 {
        let mut changed = with("/components/schemas", "Added", &added_schema, place);
        let operations = with("/paths", "/added", &added_operation, place);
        changed["paths"] = operations["paths"].clone();
        let after = names(&changed);
        let lost: Vec<&String> = before.difference(&after).collect();
        assert!(lost.is_empty(), "an addition at {place} renamed these: {lost:#?}");
        assert!(after.len() > before.len());
    }
}

#[test]
fn a_thousand_schemas_may_refer_to_one_another() {
    let mut text = "openapi: 3.0.3\ninfo: {title: Many, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..1000 {
        let (next, other) = ((index + 1) % 1000, (index * 7 + 3) % 1000);
        writeln!(
            text,
            "    S{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}, \
             others: {{type: array, items: {{$ref: '#/components/schemas/S{other}'}}}}}}}}"
        )
        .unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    std::fs::write(&spec, text).unwrap();
    let files = generate(&Target::for_spec(&spec, folder.path().join("client"))).files.unwrap();
    // A long cycle contains links, at which the compiler's recursive checks end.
    let linked = files.iter().filter(|file| file.text.contains("Option<json::Link<S")).count();
    assert_eq!(linked, 1000, "all schemas of a cycle are treated alike");
}

#[test]
fn a_box_depends_only_on_its_contents() {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let own: serde_json::Map<String, Value> =
        (0..20).map(|index| (format!("text{index}"), json!({"type": "string"}))).collect();
    let holding = |held: &[&str]| {
        let mut properties = own.clone();
        properties.extend(held.iter().map(|name| (format!("held{name}"), reference(name))));
        json!({"properties": properties})
    };
    let schemas = [
        ("Circle", holding(&["Second"])),
        ("Second", holding(&["Third", "Large"])),
        ("Third", json!({"oneOf": [reference("Circle"), reference("Small")]})),
        ("Small", json!({"properties": {"a": {"type": "string"}}})),
        ("Large", holding(&["Leaf", "Leaf2"])),
        ("Leaf", holding(&[])),
        ("Leaf2", holding(&["Small"])),
    ];
    let fields = |schemas: Vec<(&str, Value)>| {
        let schemas: serde_json::Map<String, Value> =
            schemas.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
        let document = json!({"openapi": "3.1.0", "info": {"title": "Boxes", "version": "1"}, "paths": {},
            "components": {"schemas": schemas}});
        let files = generated(&document).files.unwrap();
        let types = files.into_iter().filter(|file| file.path.starts_with("types/") && file.path != "types/mod.rs");
        types.map(|file| (file.path, file.text)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = fields(schemas.to_vec());
    let is_boxed = |path: &str, text: &str| assert!(before[path].contains(text), "{path}: {}", before[path]);
    is_boxed("types/third.rs", "Circle(Box<Circle>)");
    is_boxed("types/second.rs", "pub held_large: Option<Box<Large>>");
    assert_eq!(fields(schemas.iter().cloned().rev().collect()), before, "in another order");
    for name in ["Circle", "Second", "Third", "Large"] {
        let mut more = schemas.to_vec();
        more.insert(0, ("Added", holding(&[name])));
        let mut after = fields(more);
        after.remove("types/added.rs");
        assert_eq!(after, before, "with a schema that refers to `{name}`");
    }
}

#[test]
fn a_chain_of_all_of_may_be_long() {
    let mut schemas = serde_json::Map::new();
    for index in 0..3000 {
        let parent = json!({"$ref": format!("#/components/schemas/S{}", index + 1)});
        schemas.insert(format!("S{index}"), json!({"allOf": [parent, {"type": "object"}]}));
    }
    schemas.insert("S3000".to_owned(), json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    let document = json!({"openapi": "3.0.3", "info": {"title": "Long", "version": "1"}, "paths": {}, "components": {"schemas": schemas}});
    let client = generated(&document);
    // Each component is a name of the last one, since the compiler does not expand as many aliases of aliases.
    let files = client.files.unwrap();
    let file = |name: &str| files.iter().find(|file| file.path == name).unwrap().text.clone();
    assert!(file("types/s0.rs").contains("pub type S0 = S3000;"));
    assert!(file("types/s2999.rs").contains("pub type S2999 = S3000;"));
}

#[test]
fn a_target_may_map_a_format_to_a_type() {
    let folder = tempfile::tempdir().unwrap();
    let document = "openapi: 3.0.3\ninfo: {title: Formats, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {type: object, \
                    properties: {id: {type: string, format: uuid}, at: {type: string, format: date-time}}}}}\n";
    std::fs::write(folder.path().join("spec.yaml"), document).unwrap();
    let target =
        "spec = 'spec.yaml'\noutput = 'client'\n[formats]\nuuid = 'std::net::IpAddr'\nemail = 'crate::Email'\n";
    let path = folder.path().join("target.toml");
    std::fs::write(&path, target).unwrap();
    let target = Target::read(&path, &mut generator::location::Sources::new()).map_err(|error| error.message).unwrap();
    let generated = generate(&target);
    let codes: Vec<&str> = generated.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["format-unused"]);
    let files = generated.files.unwrap();
    let text = |path: &str| files.iter().find(|file| file.path == path).unwrap().text.as_str();
    assert!(text("types/a.rs").contains("pub id: Option<std::net::IpAddr>"), "{}", text("types/a.rs"));
    assert!(text("types/a.rs").contains("pub at: Option<format::DateTime>"));
    assert!(text("formats.rs").contains("json::json_through_text!(std::net::IpAddr);"), "{}", text("formats.rs"));
}

/// The names of extensions that the generator gave to facts of its own in some version. They are the user's, like any
/// other extension: whatever one holds, nothing changes.
const EXTENSIONS: [&str; 12] = [
    "x-tuple",
    "x-conditional-schemas",
    "x-condition-schemas",
    "x-unevaluated-schemas",
    "x-normalized-bounds",
    "x-normalized-enum",
    "x-normalized-webhooks",
    "x-bundled-files",
    "x-styled",
    "x-prefix-items",
    "x-webhooks",
    "x-name-of-nothing",
];

/// A document with every kind of object that may have extensions.
fn document_with_every_object() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Extensions", "version": "1"},
        "paths": {"/pets": {"post": {
            "operationId": "addPet",
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            "requestBody": {"content": {"multipart/form-data": {
                "schema": {"type": "object", "properties": {"pet": {"$ref": "#/components/schemas/Pet"}, "file": {"type": "string"}}},
                "encoding": {"pet": {"contentType": "application/json"}, "file": {"contentType": "image/png"}},
            }}},
            "responses": {"200": {
                "description": "A pet",
                "headers": {"X-Count": {"schema": {"type": "integer"}}},
                "content": {"application/json": {"schema": {"$ref": "other.yaml#/Outside"}}},
            }},
        }}},
        "components": {"schemas": {
            "Pet": {
                "type": "object",
                "properties": {
                    "count": {"type": "integer"},
                    "ratio": {"type": "number", "enum": [1, 2.5]},
                    "place": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "number"}], "minItems": 2, "items": false},
                    "list": {"type": "array", "items": {"type": "string"}},
                    "untyped": {},
                    "either": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {"a": {"type": "string"}}}]},
                },
                "if": {"properties": {"count": {"const": 1}}},
                "then": {"properties": {"single": {"type": "boolean"}}},
            },
            "Composed": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"properties": {"own": {"type": "string"}}}]},
            "Alias": {"$ref": "#/components/schemas/Pet"},
        }},
    })
}

/// The places of all objects that may have extensions: a map whose keys are names has none.
fn objects(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    let Some(members) = value.as_object() else {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            objects(item, &at.index(index), found);
        }
        return;
    };
    let maps = ["properties", "schemas", "encoding", "headers", "content"];
    let is_map = at.split_last().is_some_and(|(_, key)| maps.contains(&key.as_str()));
    if !is_map && !members.contains_key("$ref") {
        found.push(at.clone());
    }
    for (key, member) in members {
        objects(member, &at.push(key), found);
    }
}

#[test]
fn an_extension_changes_nothing_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let other = "Outside: {type: object, properties: {a: {type: string}}, x-outside: 1}\n";
    std::fs::write(folder.path().join("other.yaml"), other).unwrap();
    let spec = folder.path().join("spec.json");
    let views = |document: &Value| {
        std::fs::write(&spec, document.to_string()).unwrap();
        let generated = generate(&Target::for_spec(&spec, folder.path().join("client")));
        let found: Vec<String> = generated
            .diagnostics
            .iter()
            .map(|found| format!("{:?}{}{}", found.origin, found.code, found.message))
            .collect();
        let files = generated.files.into_iter().flatten().filter(|file| file.path != "manifest.json");
        (found, files.map(|file| (file.path, file.text)).collect::<Vec<_>>())
    };
    let document = document_with_every_object();
    let plain = views(&document);
    assert!(plain.1.len() > 10, "{:?}", plain.0);
    let mut places = Vec::new();
    objects(&document, &Pointer::root(), &mut places);
    assert!(places.len() > 30, "{places:?}");
    let hostile = [
        json!(true),
        json!("a"),
        json!([]),
        json!({}),
        json!({"minimum": 0, "maximum": 18_446_744_073_709_551_615_u64}),
        json!([{"type": "string"}, {"type": "integer"}]),
        json!([{"$ref": "#/nowhere"}]),
        json!({"a": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}}}}),
        json!({"a": {"$ref": "#/nowhere"}}),
        json!([9_007_199_254_740_993_u64]),
        json!([{"type": 5}]),
    ];
    let mut differing = Vec::new();
    for name in EXTENSIONS {
        for value in &hostile {
            let mut changed = document.clone();
            for place in &places {
                let members = changed.pointer_mut(place.as_str()).unwrap().as_object_mut().unwrap();
                members.insert(name.to_owned(), value.clone());
            }
            if views(&changed) != plain {
                differing.push(format!("{name}: {value}"));
            }
        }
    }
    assert!(differing.is_empty(), "these change the output:\n{}", differing.join("\n"));
}
