//! Short documents that grow exponentially, or by the square, end in a result or in one diagnostic within 10 s of CPU
//! time and 1 GB of memory.
//!
//! Each document runs in a process of its own, which measures itself.

use std::collections::BTreeSet;

use generator::{Session, Target};
use serde_json::{Map, Value, json};

/// The variable that names the document of a process.
const DOCUMENT: &str = "GROWTH_DOCUMENT";

/// A document by its size, and the code of the warning or the error. `None` if there is neither.
type Case = (&'static str, fn(usize) -> Value, usize, Option<&'static str>);

const CASES: &[Case] = &[
    ("tower by oneOf", |size| tower(size, &["oneOf"], &|next| next), 18, None),
    ("tower by anyOf", |size| tower(size, &["anyOf"], &|next| next), 18, None),
    ("tower by allOf", |size| tower(size, &["allOf"], &|next| next), 12, None),
    (
        "tower by all of them",
        |size| tower(size, &["oneOf", "anyOf", "allOf"], &|next| next),
        18,
        Some("schema-too-complex"),
    ),
    ("tower by properties", |size| tower(size, &["oneOf"], &|next| object(&[("next", next)])), 18, None),
    ("tower by items", |size| tower(size, &["oneOf"], &|next| json!({"type": "array", "items": next})), 18, None),
    ("tower by objects of two", objects_of_two, 18, None),
    ("inline unions", inline_unions, 50, None),
    ("unions of types", unions_of_types, 500, None),
    ("ring by oneOf", |size| ring(size, "oneOf"), 400, None),
    ("ring by allOf", |size| ring(size, "allOf"), 100, None),
    ("chain of unions", chain_of_unions, 200, None),
    ("unions of large objects", unions_of_large_objects, 1_000, Some("unions-too-large")),
    ("allOf of unions", all_of_unions, 8, Some("schema-too-complex")),
    ("callbacks", |size| callbacks(size, false), 16, None),
    ("callbacks of components", |size| callbacks(size, true), 16, None),
    ("path item of many paths", path_item_of_many_paths, 2_500, None),
    ("large path item of many paths", large_path_item, 2_500, Some("ref-too-large")),
    ("component of many operations", component_of_many_operations, 2_500, None),
    ("large parameter of many operations", |size| large_component(size, "parameters"), 2_500, Some("schemas-too-many")),
    ("large response of many operations", |size| large_component(size, "responses"), 2_500, Some("schemas-too-many")),
    ("large schema beside siblings", beside_siblings, 1_000, Some("inheritance-too-large")),
    ("large schema", large_schema, 100_000, Some("properties-too-many")),
    ("large base", large_base, 2_500, Some("inheritance-too-large")),
    ("chain of bases", chain_of_bases, 1_500, Some("inheritance-too-large")),
    ("chain of untyped bases", chain_of_untyped_bases, 1_500, None),
    ("subtypes", subtypes, 500, None),
    ("chain of discriminators", |size| chain_of_subtypes(size, true), 1_500, Some("schemas-too-many")),
    ("references to a chain of subtypes", |size| chain_of_subtypes(size, false), 1_500, Some("schemas-too-many")),
    ("conditions", conditions, 8, None),
    ("dynamic references", dynamic_references, 18, Some("identifier-invalid")),
    ("parts of parts", parts_of_parts, 40, None),
];

#[test]
fn every_document_ends_soon() {
    let mut wrong = Vec::new();
    for (name, _, size, expected) in CASES {
        for size in [*size, size * 2] {
            let name = format!("{name}, {size}");
            let output = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "growth_bounds::one_document", "--ignored", "--nocapture"])
                .env(DOCUMENT, &name)
                .output()
                .unwrap();
            let output = String::from_utf8_lossy(&output.stdout).into_owned();
            let Some(line) = output.lines().find_map(|line| line.split_once("measured ")) else {
                wrong.push(format!("{name}: {output}"));
                continue;
            };
            let words: Vec<&str> = line.1.split(' ').collect();
            let [milliseconds, kilobytes] = [words[0], words[1]].map(|number| number.parse::<u64>().unwrap());
            println!("{name}: {milliseconds} ms, {kilobytes} KB, {}", words[2]);
            let is_small = milliseconds < 10_000 && kilobytes < 1_000_000;
            if !is_small || words[2] != expected.unwrap_or("-") {
                wrong.push(format!("{name}: {milliseconds} ms, {kilobytes} KB, {}", words[2]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "`every_document_ends_soon` runs it in a process of its own"]
fn one_document() {
    let name = std::env::var(DOCUMENT).unwrap();
    let (case, size) = name.rsplit_once(", ").unwrap();
    let (_, document, ..) = CASES.iter().find(|(name, ..)| *name == case).unwrap();
    let text = document(size.parse().unwrap()).to_string();
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.json");
    std::fs::write(&spec, text).unwrap();
    let before = milliseconds();
    let session = Session::lint(&Target::for_spec(spec, "client"));
    let found = session.diagnostics.iter().filter(|found| found.severity > generator::diagnostic::Severity::Note);
    let codes: BTreeSet<&str> = found.map(|found| found.code.name()).collect();
    let codes = if codes.is_empty() { "-".to_owned() } else { codes.into_iter().collect::<Vec<_>>().join("+") };
    println!("\nmeasured {} {} {codes}", milliseconds() - before, peak_kilobytes());
}

/// The CPU time of the process. 0 where it can't be read.
fn milliseconds() -> u64 {
    // proc(5): the fields after the name, which may have spaces, begin with the third one. The fourteenth and the
    // fifteenth are the times in the program and in the kernel, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ');
    fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap() * 10).sum()
}

fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or(0, |peak| peak.trim().trim_end_matches(" kB").parse().unwrap())
}

fn document(schemas: Map<String, Value>) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/S"}}});
    let responses = json!({"200": {"description": "Found", "content": content}});
    json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "paths": {"/x": {"get": {"operationId": "get", "responses": responses}}},
        "components": {"schemas": Value::Object(schemas)},
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(properties: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).into(), schema.clone())).collect();
    json!({"type": "object", "properties": properties})
}

fn text() -> Value {
    json!({"type": "string"})
}

/// An object with as many properties.
fn wide(properties: usize) -> Value {
    let properties: Map<String, Value> = (0..properties).map(|index| (format!("p{index}"), text())).collect();
    json!({"type": "object", "properties": properties})
}

/// Each schema has two of the next level as its members.
fn tower(levels: usize, keywords: &[&str], around: &dyn Fn(Value) -> Value) -> Value {
    let columns = levels * 50 / 18;
    let mut schemas = Map::new();
    schemas.insert("S".into(), reference("Level0Column0"));
    for level in 0..levels {
        for column in 0..columns {
            let member = |column: usize| around(reference(&format!("Level{}Column{}", level + 1, column % columns)));
            let keyword = keywords[(level + column) % keywords.len()];
            schemas.insert(
                format!("Level{level}Column{column}"),
                json!({ keyword: [member(column), member(column + 1)] }),
            );
        }
    }
    for column in 0..columns {
        schemas.insert(format!("Level{levels}Column{column}"), object(&[(&format!("p{column}"), text())]));
    }
    document(schemas)
}

fn objects_of_two(levels: usize) -> Value {
    let mut schemas: Map<String, Value> = (0..levels)
        .map(|level| {
            let next = reference(&format!("L{}", level + 1));
            (format!("L{level}"), object(&[("a", next.clone()), ("b", json!({"type": "array", "items": next}))]))
        })
        .collect();
    schemas.insert(format!("L{levels}"), text());
    schemas.insert("S".into(), reference("L0"));
    document(schemas)
}

fn inline_unions(levels: usize) -> Value {
    let levels = levels.min(55);
    let mut schema = text();
    for level in 0..levels {
        schema = json!({"oneOf": [object(&[(&format!("p{level}"), text())]), schema]});
    }
    document(Map::from_iter([("S".to_owned(), schema)]))
}

fn unions_of_types(count: usize) -> Value {
    let union = json!({
        "type": ["string", "integer", "boolean", "array", "object", "null"], "items": text(), "properties": {"a": text()},
    });
    let mut schemas: Map<String, Value> = (0..count)
        .map(|index| (format!("U{index}"), json!({"anyOf": [union, reference(&format!("U{}", (index + 1) % count))]})))
        .collect();
    schemas.insert("S".into(), reference("U0"));
    document(schemas)
}

fn ring(size: usize, keyword: &str) -> Value {
    let mut schemas: Map<String, Value> = (0..size)
        .map(|index| {
            let next = reference(&format!("R{}", (index + 1) % size));
            (format!("R{index}"), json!({ keyword: [object(&[(&format!("p{index}"), text())]), next] }))
        })
        .collect();
    schemas.insert("S".into(), reference("R0"));
    document(schemas)
}

fn chain_of_unions(size: usize) -> Value {
    let mut schemas: Map<String, Value> = (0..size)
        .map(|index| {
            let own = object(&[(&format!("p{index}"), text())]);
            (format!("R{index}"), json!({"oneOf": [own, reference(&format!("R{}", index + 1))]}))
        })
        .collect();
    schemas.insert(format!("R{size}"), text());
    schemas.insert("S".into(), reference("R0"));
    document(schemas)
}

/// Unions of the same two objects of 2,500 properties.
fn unions_of_large_objects(unions: usize) -> Value {
    let of = json!({"oneOf": [reference("A"), reference("B")]});
    let properties: Map<String, Value> = (0..unions).map(|index| (format!("u{index}"), of.clone())).collect();
    document(Map::from_iter([
        ("A".to_owned(), wide(2_500)),
        ("B".to_owned(), wide(2_500)),
        ("S".to_owned(), json!({"type": "object", "properties": properties})),
    ]))
}

fn all_of_unions(unions: usize) -> Value {
    let union = |index: usize| {
        let alternative = |other: usize| object(&[(&format!("u{index}x{other}"), text())]);
        json!({"oneOf": [alternative(0), alternative(1), alternative(2)]})
    };
    let schema = json!({"allOf": (0..unions).map(union).collect::<Vec<_>>()});
    document(Map::from_iter([("S".to_owned(), schema)]))
}

/// Each path item has two callbacks with the next one, by the component of a callback or not.
fn callbacks(levels: usize, are_components: bool) -> Value {
    let next = |level: usize| json!({"$ref": format!("#/components/pathItems/P{}", level + 1)});
    let callback = |level: usize| match are_components {
        true => json!({"$ref": format!("#/components/callbacks/C{level}")}),
        false => json!({"{$url}": next(level)}),
    };
    let post = |level: usize| {
        let content = json!({"application/json": {"schema": object(&[(&format!("p{level}"), text())])}});
        let mut post = json!({"requestBody": {"content": content}, "responses": {"204": {"description": "Done"}}});
        if level < levels {
            post["callbacks"] = json!({"a": callback(level), "b": callback(level)});
        }
        json!({"post": post})
    };
    let path_items: Map<String, Value> = (0..=levels).map(|level| (format!("P{level}"), post(level))).collect();
    let callbacks: Map<String, Value> =
        (0..levels).map(|level| (format!("C{level}"), json!({"{$url}": next(level)}))).collect();
    let mut document = document(Map::from_iter([("S".to_owned(), text())]));
    document["paths"]["/y"] = json!({"$ref": "#/components/pathItems/P0"});
    document["components"]["pathItems"] = path_items.into();
    document["components"]["callbacks"] = callbacks.into();
    document
}

/// A document with operations that have the same members.
fn operations(count: usize, members: &Value, components: &Value) -> Value {
    let mut document = document(Map::from_iter([("S".to_owned(), text())]));
    for index in 0..count {
        let mut operation = members.clone();
        operation["operationId"] = format!("operation{index}").into();
        document["paths"][format!("/o{index}")] = json!({ "get": operation });
    }
    for (kind, members) in components.as_object().unwrap() {
        document["components"][kind] = members.clone();
    }
    document
}

fn path_item_of_many_paths(paths: usize) -> Value {
    let mut document = document(Map::from_iter([("S".to_owned(), text())]));
    for index in 0..paths {
        document["paths"][format!("/o{index}")] = json!({"$ref": "#/components/pathItems/P"});
    }
    document["components"]["pathItems"] = json!({"P": {"get": {"responses": {"204": {"description": "Done"}}}}});
    document
}

fn large_path_item(paths: usize) -> Value {
    let mut document = path_item_of_many_paths(paths);
    let content = json!({"application/json": {"schema": wide(1_000)}});
    document["components"]["pathItems"]["P"]["get"]["responses"]["200"] =
        json!({"description": "Found", "content": content});
    document
}

fn component_of_many_operations(count: usize) -> Value {
    let schema = json!({"schema": reference("S")});
    let members = json!({
        "parameters": [{"$ref": "#/components/parameters/P"}],
        "responses": {"200": {"$ref": "#/components/responses/R"}, "404": {"$ref": "#/components/responses/R"}},
    });
    let response = json!({
        "description": "Found", "headers": {"H": {"$ref": "#/components/headers/H"}},
        "links": {"L": {"$ref": "#/components/links/L"}},
        "content": {"application/json": {"schema": reference("S"), "examples": {"E": {"$ref": "#/components/examples/E"}}}},
    });
    let components = json!({
        "parameters": {"P": {"name": "p", "in": "query", "schema": reference("S")}},
        "headers": {"H": schema},
        "links": {"L": {"operationId": "get"}},
        "examples": {"E": {"value": "e"}},
        "responses": {"R": response},
    });
    operations(count, &members, &components)
}

/// Operations that refer to one component with a schema of 400 properties.
fn large_component(count: usize, kind: &str) -> Value {
    let (component, members) = match kind {
        "parameters" => (
            json!({"name": "p", "in": "query", "style": "deepObject", "explode": true, "schema": wide(400)}),
            json!({"parameters": [{"$ref": "#/components/parameters/C"}], "responses": {"204": {"description": "Done"}}}),
        ),
        _ => (
            json!({"description": "Found", "content": {"application/json": {"schema": wide(400)}}}),
            json!({"responses": {"200": {"$ref": "#/components/responses/C"}}}),
        ),
    };
    operations(count, &members, &json!({ kind: {"C": component} }))
}

/// References with siblings to an object of 10,000 properties.
fn beside_siblings(references: usize) -> Value {
    let properties: Map<String, Value> = (0..references)
        .map(|index| {
            let reference = json!({"$ref": "#/components/schemas/W", "properties": {"q": text()}});
            (format!("r{index}"), reference)
        })
        .collect();
    let schemas =
        [("W".to_owned(), wide(10_000)), ("S".to_owned(), json!({"type": "object", "properties": properties}))];
    document(Map::from_iter(schemas))
}

fn large_schema(size: usize) -> Value {
    let mut schema = wide(size);
    schema["required"] = schema["properties"].as_object().unwrap().keys().cloned().collect();
    document([("S".to_owned(), schema)].into_iter().collect())
}

fn large_base(size: usize) -> Value {
    let mut schemas: Map<String, Value> = (0..size)
        .map(|index| {
            (format!("D{index}"), json!({"allOf": [reference("S"), object(&[(&format!("d{index}"), text())])]}))
        })
        .collect();
    schemas.insert("S".into(), wide(size));
    document(schemas)
}

fn chain_of_bases(size: usize) -> Value {
    let mut schemas: Map<String, Value> = (0..size)
        .map(|index| {
            let base = reference(&format!("B{}", index + 1));
            (format!("B{index}"), json!({"allOf": [base, object(&[(&format!("p{index}"), text())])]}))
        })
        .collect();
    schemas.insert(format!("B{size}"), wide(1));
    schemas.insert("S".into(), reference("B0"));
    document(schemas)
}

/// A chain of bases that declare nothing but the condition of the last one.
fn chain_of_untyped_bases(size: usize) -> Value {
    let base = |index: usize| reference(&format!("B{}", index.min(size)));
    let mut schemas: Map<String, Value> =
        (0..size).map(|index| (format!("B{index}"), json!({"allOf": [base(index + 1), base(index + 2)]}))).collect();
    schemas.insert(format!("B{size}"), json!({"if": object(&[("a", text())]), "then": object(&[("b", text())])}));
    let object = json!({"type": "object", "allOf": [base(0)], "properties": {"p": text()}});
    schemas.insert("S".into(), object);
    document(schemas)
}

/// A base with a discriminator, and a chain of schemas that inherit it.
fn subtypes(size: usize) -> Value {
    let mapping: Map<String, Value> =
        (0..size).map(|index| (format!("t{index}"), format!("#/components/schemas/D{index}").into())).collect();
    let mut base = object(&[("kind", text())]);
    base["required"] = json!(["kind"]);
    base["discriminator"] = json!({"propertyName": "kind", "mapping": mapping});
    let mut schemas: Map<String, Value> = (0..size)
        .map(|index| {
            let parent = if index % 8 == 0 { "S".to_owned() } else { format!("D{}", index - 1) };
            (format!("D{index}"), json!({"allOf": [reference(&parent), object(&[(&format!("d{index}"), text())])]}))
        })
        .collect();
    schemas.insert("S".into(), base);
    document(schemas)
}

/// A chain of subtypes that add nothing. Each has a discriminator, or is referred to.
fn chain_of_subtypes(size: usize, has_discriminators: bool) -> Value {
    let discriminator = json!({"propertyName": "kind"});
    let mut schemas: Map<String, Value> = (1..size)
        .map(|index| {
            let mut subtype = json!({"allOf": [reference(&format!("D{}", index - 1))]});
            if has_discriminators {
                subtype["discriminator"] = discriminator.clone();
            }
            (format!("D{index}"), subtype)
        })
        .collect();
    let mut base = object(&[("kind", text())]);
    base["discriminator"] = discriminator;
    schemas.insert("D0".into(), base);
    let names: Vec<String> = (0..size).map(|index| format!("D{index}")).collect();
    let members: Vec<(&str, Value)> = names.iter().map(|name| (name.as_str(), reference(name))).collect();
    schemas.insert("S".into(), object(&members));
    document(schemas)
}

/// Conditions whose alternatives nest.
fn conditions(levels: usize) -> Value {
    let mut schemas = Map::new();
    for level in 0..levels {
        let members: Vec<Value> = (0..8).map(|_| reference(&format!("L{}", level + 1))).collect();
        let union = json!({"oneOf": [{"oneOf": members}, object(&[(&format!("p{level}"), text())])]});
        schemas.insert(format!("L{level}"), union);
    }
    schemas.insert(format!("L{levels}"), object(&[("last", text())]));
    let condition = json!({"properties": {"a": {"const": "x"}}});
    schemas.insert(
        "S".into(),
        json!({"type": "object", "properties": {"a": text()}, "if": condition, "then": reference("L0")}),
    );
    document(schemas)
}

fn dynamic_references(levels: usize) -> Value {
    let mut schemas: Map<String, Value> = (0..levels)
        .map(|level| {
            let next = format!("#/components/schemas/L{}", level + 1);
            let schema = json!({
                "$dynamicAnchor": "node", "type": "object",
                "properties": {"a": {"$dynamicRef": "#node"}, "b": {"$ref": next}, "c": {"$ref": next}},
            });
            (format!("L{level}"), schema)
        })
        .collect();
    schemas.insert(format!("L{levels}"), text());
    schemas.insert("S".into(), reference("L0"));
    document(schemas)
}

/// References to each level of an object of as many levels, with 500 properties in the innermost one.
fn parts_of_parts(levels: usize) -> Value {
    let levels = levels.min(55);
    let mut schema = wide(500);
    for _ in 0..levels {
        schema = object(&[("a", schema)]);
    }
    let properties: Map<String, Value> = (1..levels)
        .map(|level| {
            let place = format!("#/components/schemas/D{}", "/properties/a".repeat(level));
            (format!("r{level}"), json!({ "$ref": place }))
        })
        .collect();
    let schemas = [("D".to_owned(), schema), ("S".to_owned(), json!({"type": "object", "properties": properties}))];
    document(Map::from_iter(schemas))
}
