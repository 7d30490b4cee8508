//! Schemas that are alternatives of themselves, intersected with other schemas: generation terminates, and untyped
//! schemas are reported.

use std::path::Path;

use generator::api::SchemaKind;
use generator::diagnostic::{Code, Severity};
use generator::{Session, Target};
use serde_json::{Map, Value, json};

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(property: &str) -> Value {
    json!({"type": "object", "required": [property], "properties": {property: {"type": "string"}}})
}

fn generated(folder: &Path, schemas: &Value) -> Session {
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Cycles", "version": "1"}, "paths": {}, "components": {"schemas": schemas},
    });
    let spec = folder.join("spec.json");
    std::fs::write(&spec, document.to_string()).unwrap();
    let generated = Session::run(&Target::for_spec(spec, folder.join("client")));
    assert_eq!(generated.diagnostics.count(Severity::Error), 0);
    generated
}

/// Returns the size of the generated types, in lines: bytes depend on the lengths of names too.
fn size(generated: &Session) -> usize {
    let files = generated.files.as_ref().unwrap().iter();
    files.filter(|file| file.path.starts_with("types/")).map(|file| file.text.lines().count()).sum()
}

/// Creates a ring of schemas, and the intersection of each with another schema.
fn ring(length: usize, member: &dyn Fn(Value, usize) -> Value) -> Value {
    let mut schemas = Map::new();
    for index in 0..length {
        let next = reference(&format!("A{}", (index + 1) % length));
        schemas.insert(format!("A{index}"), member(next, index));
        schemas.insert(format!("B{index}"), json!({"allOf": [reference(&format!("A{index}")), object("p")]}));
    }
    Value::Object(schemas)
}

/// Creates a schema of a ring from the schema that it refers to and its index.
type Kind<'k> = &'k dyn Fn(Value, usize) -> Value;

#[test]
fn a_ring_of_any_kind_and_length_terminates() {
    let folder = tempfile::tempdir().unwrap();
    let own = |index: usize| object(&format!("q{index}"));
    let kinds: [(&str, Kind<'_>); 7] = [
        ("plain", &|next, index| json!({"oneOf": [next, own(index)]})),
        ("nullable", &|next, index| json!({"nullable": true, "anyOf": [next, own(index)]})),
        ("alone", &|next, _| json!({"anyOf": [next]})),
        ("inline", &|next, index| json!({"oneOf": [{"anyOf": [next, own(index)]}, {"type": "string"}]})),
        ("beside", &|next, index| json!({"properties": {"own": {"type": "string"}}, "oneOf": [next, own(index)]})),
        ("tagged", &|next, index| json!({"discriminator": {"propertyName": "kind"}, "oneOf": [next, own(index)]})),
        ("all", &|next, index| json!({"oneOf": [{"allOf": [next, object("x")]}, own(index)]})),
    ];
    for (kind, member) in kinds {
        for length in [1, 2, 12, 100] {
            let generated = generated(folder.path(), &ring(length, member));
            let lines = size(&generated);
            // A hundred unions of a hundred variants, each of which is some 37 lines of code: the variant, its `From`
            // and its accessors.
            assert!(lines < 400_000, "{kind} {length}: {lines} lines");
        }
    }
}

#[test]
fn unions_that_are_alternatives_of_one_another_terminate() {
    let folder = tempfile::tempdir().unwrap();
    let all = |wrap: &dyn Fn(Value) -> Value, beside: Value| {
        let mut schemas = Map::new();
        for index in 0..12 {
            let mut members: Vec<Value> = (0..12).map(|other| wrap(reference(&format!("A{other}")))).collect();
            members.push(object(&format!("q{index}")));
            let mut schema = beside.clone();
            schema["oneOf"] = Value::from(members);
            schemas.insert(format!("A{index}"), schema);
            schemas.insert(format!("B{index}"), json!({"allOf": [reference(&format!("A{index}")), object("p")]}));
        }
        Value::Object(schemas)
    };
    let plain = |member: Value| member;
    let met = |member: Value| json!({"allOf": [member, object("x")]});
    let beside = json!({"properties": {"own": {"type": "string"}}});
    let tagged = json!({"discriminator": {"propertyName": "kind"}});
    for schemas in [all(&plain, json!({})), all(&plain, beside), all(&plain, tagged), all(&met, json!({}))] {
        let lines = size(&generated(folder.path(), &schemas));
        // Two dozen unions of a dozen variants.
        assert!(lines < 15_000, "{lines} lines");
    }
}

#[test]
fn an_intersection_that_is_too_large_is_untyped() {
    let folder = tempfile::tempdir().unwrap();
    let mut schemas = Map::new();
    let unions: Vec<Value> = (0..8)
        .map(|union| json!({"oneOf": (0..3).map(|index| object(&format!("a{union}{index}"))).collect::<Vec<_>>()}))
        .collect();
    schemas.insert("Product".to_owned(), json!({"allOf": unions}));
    for index in 0..25 {
        for side in ["L", "R"] {
            let next = if index == 24 { json!({"type": "string"}) } else { reference(&format!("{side}{}", index + 1)) };
            let schema = json!({"type": "object", "properties": {"x": next, "y": next}});
            schemas.insert(format!("{side}{index}"), schema);
        }
    }
    schemas.insert("Doubling".to_owned(), json!({"allOf": [reference("L0"), reference("R0")]}));
    let generated = generated(folder.path(), &Value::Object(schemas));
    for name in ["Product", "Doubling"] {
        let schemas = &generated.api.as_ref().unwrap().schemas;
        let component = schemas.iter().find(|component| component.name == name).unwrap();
        assert_eq!(component.schema.kind, SchemaKind::Any, "{name}");
        let place = format!("/components/schemas/{name}");
        let notes = generated.diagnostics.iter().filter(|found| found.code == Code::SCHEMA_TOO_COMPLEX);
        let at = |origin: &generator::location::Origin| origin.pointer.as_str() == place;
        assert_eq!(notes.filter(|note| note.origin.as_ref().is_some_and(at)).count(), 1, "{name}");
    }
}
