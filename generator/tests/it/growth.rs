//! The time and the memory of the generator grow with the size of a document, and not with its square: a large document of
//! each kind ends in a client, or in a diagnostic.
//!
//! Each document is generated in a process of its own, whose processor time is measured: it does not depend on what else the
//! machine does.

use std::process::Command;

use generator::{Target, generate};
use serde_json::{Map, Value, json};

/// The maximum processor time for a document, in seconds. Each takes less than a third of it.
const MAX_SECONDS: f64 = 20.0;

/// The maximum memory for a document, in kilobytes.
const MAX_MEMORY: u64 = 1_000_000;

/// The environment variable with the kind of the document that a process generates.
const KIND: &str = "GENERATOR_GROWTH_KIND";

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(property: &str) -> Value {
    json!({"type": "object", "properties": {property: {"type": "string"}}})
}

fn document(schemas: Map<String, Value>, paths: &Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": {"title": "Growth", "version": "1"}, "paths": paths, "components": {"schemas": Value::Object(schemas)},
    })
}

/// Returns a document with these schemas and no operations.
fn schemas(schemas: impl Iterator<Item = (String, Value)>) -> Value {
    document(schemas.collect(), &json!({}))
}

fn schema(value: Value) -> Value {
    schemas([("S0".to_owned(), value)].into_iter())
}

fn operation(members: &Value) -> Value {
    let mut operation = json!({"operationId": "call", "responses": {"204": {"description": "Done"}}});
    for (key, value) in members.as_object().unwrap() {
        operation[key] = value.clone();
    }
    document(Map::new(), &json!({"/call": {"post": operation}}))
}

/// Returns a document with an operation for each path.
fn operations(members: impl Iterator<Item = Value>) -> Value {
    let paths = members.enumerate().map(|(index, mut operation)| {
        operation["responses"] = json!({"204": {"description": "Done"}});
        (format!("/path{index}"), json!({"get": operation}))
    });
    document(Map::new(), &Value::Object(paths.collect()))
}

/// Returns names that are the same identifier.
fn alike(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|index| format!("a{}{}", "-".repeat(index % 140 + 1), "_".repeat(index / 140)))
}

fn properties(names: impl Iterator<Item = String>) -> Map<String, Value> {
    names.map(|name| (name, json!({"type": "string"}))).collect()
}

/// Returns a chain of schemas, each of which is made of the next one.
fn chain(count: usize, member: fn(Value, usize) -> Value) -> Value {
    let last = (format!("S{count}"), object("last"));
    schemas(
        (0..count)
            .map(|index| (format!("S{index}"), member(reference(&format!("S{}", index + 1)), index)))
            .chain([last]),
    )
}

fn names(prefix: &'static str, count: usize) -> impl Iterator<Item = String> {
    (0..count).map(move |index| format!("{prefix}{index}"))
}

/// A kind of document, and the code of its error if it has one.
type Kind = (&'static str, Option<&'static str>, fn() -> Value);

const KINDS: &[Kind] = &[
    ("references", Some("ref-chain-too-long"), || chain(20_000, |next, _| next)),
    ("lists", Some("ref-chain-too-long"), || chain(20_000, |next, _| json!({"type": "array", "items": next}))),
    ("properties that refer", None, || chain(5_000, |next, _| json!({"type": "object", "properties": {"next": next}}))),
    ("allOf", Some("inheritance-too-large"), || {
        chain(3_000, |next, index| json!({"allOf": [next, object(&format!("a{index}"))]}))
    }),
    ("oneOf", None, || chain(2_000, |next, index| json!({"oneOf": [next, object(&format!("a{index}"))]}))),
    ("members of allOf", None, || {
        schema(json!({"allOf": names("a", 5_000).map(|name| object(&name)).collect::<Vec<_>>()}))
    }),
    ("alternatives", None, || {
        schema(json!({"oneOf": names("a", 10_000).map(|name| object(&name)).collect::<Vec<_>>()}))
    }),
    ("enum", None, || schema(json!({"type": "string", "enum": names("v", 50_000).collect::<Vec<_>>()}))),
    ("enum of alike values", None, || schema(json!({"type": "string", "enum": alike(5_000).collect::<Vec<_>>()}))),
    ("required properties", None, || {
        let required: Vec<String> = names("p", 20_000).collect();
        schema(json!({"type": "object", "required": required, "properties": properties(names("p", 20_000))}))
    }),
    ("alike properties", None, || schema(json!({"type": "object", "properties": properties(alike(5_000))}))),
    ("alike components", None, || schemas(alike(5_000).map(|name| (name.replace('_', "."), object("a"))))),
    ("mappings", None, || {
        let members = names("T", 5_000).map(|name| {
            let kind =
                json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, &name: {}}});
            (name, kind)
        });
        let mapping: Map<String, Value> =
            names("T", 5_000).map(|name| (format!("m{name}"), json!(format!("#/components/schemas/{name}")))).collect();
        let union = json!({
            "oneOf": names("T", 5_000).map(|name| reference(&name)).collect::<Vec<_>>(),
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        });
        schemas(members.chain([("Union".to_owned(), union)]))
    }),
    ("parameters", None, || {
        let parameter = |name| json!({"name": name, "in": "query", "schema": {"type": "string"}});
        operation(&json!({"parameters": names("p", 10_000).map(parameter).collect::<Vec<_>>()}))
    }),
    ("media types of a response", None, || {
        let content: Map<String, Value> = names("a", 5_000)
            .map(|name| (format!("application/{name}+json"), json!({"schema": object(&name)})))
            .collect();
        operation(&json!({"responses": {"200": {"description": "Done", "content": content}}}))
    }),
    ("media types of a request", None, || {
        let content: Map<String, Value> = names("a", 5_000)
            .map(|name| (format!("application/{name}+json"), json!({"schema": object(&name)})))
            .collect();
        operation(&json!({"requestBody": {"content": content}}))
    }),
    ("media types of Swagger 2.0", None, || {
        let names: Vec<String> = names("a", 20_000).map(|name| format!("application/{name}")).collect();
        let body = json!({"in": "body", "name": "body", "schema": {"type": "string"}});
        json!({
            "swagger": "2.0", "info": {"title": "Growth", "version": "1"}, "consumes": names,
            "paths": {"/call": {"post": {
                "operationId": "call", "parameters": [body], "responses": {"204": {"description": "Done"}},
            }}},
        })
    }),
    ("headers", None, || {
        let headers: Map<String, Value> =
            names("X-H", 10_000).map(|name| (name, json!({"schema": {"type": "string"}}))).collect();
        operation(&json!({"responses": {"200": {"description": "Done", "headers": headers}}}))
    }),
    ("operations of one id", None, || operations((0..3_000).map(|_| json!({"operationId": "same"})))),
    ("alike operations", None, || operations(alike(3_000).map(|name| json!({"operationId": name})))),
    ("tags", None, || operations(names("t", 3_000).map(|name| json!({"operationId": name, "tags": [name]})))),
    ("security schemes", None, || {
        let schemes: Map<String, Value> = names("k", 5_000)
            .map(|name| (name.clone(), json!({"type": "apiKey", "in": "header", "name": name})))
            .collect();
        let mut document =
            operation(&json!({"security": names("k", 5_000).map(|name| json!({name: []})).collect::<Vec<_>>()}));
        document["components"]["securitySchemes"] = Value::Object(schemes);
        document
    }),
    ("servers", None, || {
        let mut document = operation(&json!({}));
        document["servers"] = names("s", 5_000).map(|name| json!({"url": format!("https://{name}.test")})).collect();
        document
    }),
    ("description", None, || {
        schema(json!({"type": "string", "description": "[`a` *b* <c "
        .repeat(80_000)}))
    }),
];

/// Returns the processor time of this process in seconds, and its maximum memory in kilobytes. Only Linux has these files.
fn used() -> Option<(f64, u64)> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, which may contain spaces, ends with the last parenthesis (proc_pid_stat(5)).
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some((ticks / 100.0, peak.trim().trim_end_matches(" kB").parse().ok()?))
}

/// Generates a document of the kind that the environment names. Without one, it does nothing.
#[test]
fn one_kind_of_document() {
    let Ok(kind) = std::env::var(KIND) else { return };
    let (_, code, document) = KINDS.iter().find(|(name, _, _)| *name == kind).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.json");
    std::fs::write(&spec, document().to_string()).unwrap();
    let generated = generate(&Target::for_spec(&spec, folder.path().join("client")));
    let errors = generated.diagnostics.iter().filter(|found| found.severity == generator::diagnostic::Severity::Error);
    let errors: Vec<&str> = errors.map(|found| found.code.name()).collect();
    assert_eq!(errors, code.iter().copied().collect::<Vec<_>>(), "{kind}");
    assert_eq!(generated.files.is_some(), code.is_none(), "{kind}");
    if let Some((seconds, memory)) = used() {
        println!("{kind}: {seconds} s, {memory} KB");
        assert!(seconds < MAX_SECONDS, "{kind}: {seconds} s");
        assert!(memory < MAX_MEMORY, "{kind}: {memory} KB");
    }
}

#[test]
fn a_large_document_of_any_kind_ends_soon() {
    for (kind, ..) in KINDS {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["growth::one_kind_of_document", "--exact", "--nocapture"]).env(KIND, kind);
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{kind}: {text}{}", String::from_utf8_lossy(&output.stderr));
        println!("{}", text.lines().filter(|line| line.starts_with(kind)).collect::<String>());
    }
}
