//! References, and what they become.

use serde_json::json;

use super::*;
use crate::limits::Limits;
use crate::openapi::testing::{document, lines};

fn resolved(mut value: Value) -> (Value, Vec<String>) {
    value["components"].as_object_mut().unwrap().entry("schemas").or_insert_with(|| json!({}));
    let (mut document, mut sources) = document(value);
    let mut diagnostics = Diagnostics::new();
    let limits = Limits::default();
    let mut bundle = Bundle::new(&document, &mut sources, &limits);
    resolve(&mut document, &mut bundle, Version::V3_1, &mut diagnostics);
    (document.value, lines(&diagnostics))
}

fn schemas(schemas: &Value) -> (Value, Vec<String>) {
    let (mut value, lines) = resolved(json!({"components": {"schemas": schemas}}));
    (value["components"]["schemas"].take(), lines)
}

fn reference(target: &str) -> Value {
    json!({"$ref": target})
}

#[test]
fn a_schema_outside_of_the_components_is_hoisted_once() {
    let (value, lines) = schemas(&json!({
        "A": {"properties": {"p": {"type": "string"}, "q": reference("#/components/schemas/A/properties/p")}},
        "B": {"items": reference("#/components/schemas/A/properties/p")},
        "C": reference("#/components/schemas/B"),
    }));
    let hoisted = reference("#/components/schemas/A_p");
    let expected = json!({
        "A": {"properties": {"p": {"type": "string"}, "q": hoisted}},
        "B": {"items": hoisted},
        "C": reference("#/components/schemas/B"),
        "A_p": {"type": "string"},
    });
    assert_eq!((value, lines), (expected, vec![]));
}

#[test]
fn a_component_that_is_only_a_reference_names_its_target() {
    let (value, _) = schemas(&json!({
        "A": {"properties": {"p": {"type": "string"}}},
        "Name": reference("#/components/schemas/A/properties/p"),
        "B": {"items": reference("#/components/schemas/A/properties/p")},
    }));
    assert_eq!(value["Name"], json!({"type": "string"}));
    assert_eq!(value["B"]["items"], reference("#/components/schemas/Name"));
}

#[test]
fn any_other_object_is_inlined() {
    let (value, lines) = resolved(json!({
        "paths": {
            "/a": {"parameters": [{"name": "p", "in": "query"}], "get": {"responses": {"200": {"description": "d"}}}},
            "/b": {"parameters": [reference("#/paths/~1a/parameters/0"), reference("#/components/parameters/c")]},
            "/c": reference("#/paths/~1a"),
        },
        "components": {"parameters": {"c": {"name": "c", "in": "query"}}},
    }));
    let parameters = json!([{"name": "p", "in": "query"}, reference("#/components/parameters/c")]);
    assert_eq!(value["paths"]["/b"]["parameters"], parameters);
    assert_eq!((&value["paths"]["/c"], lines), (&value["paths"]["/a"], vec![]));
}

#[test]
fn a_reference_may_go_through_another_one_and_is_percent_decoded() {
    let (value, lines) = resolved(json!({
        "paths": {
            "/{id}": {"get": {"parameters": [reference("#/paths/~1b/get/parameters/0")]}},
            "/b": reference("#/x-items/b%20c"),
        },
        "x-items": {"b c": {"get": {"parameters": [{"name": "p", "in": "query"}]}}},
        "components": {},
    }));
    assert_eq!(value["paths"]["/{id}"]["get"]["parameters"], json!([{"name": "p", "in": "query"}]));
    assert_eq!(lines, [""; 0]);
}

#[test]
fn a_mapping_is_rewritten_like_a_reference() {
    let (value, _) = schemas(&json!({
        "A": {
            "oneOf": [reference("#/components/schemas/B/properties/p")],
            "discriminator": {"mapping": {"p": "#/components/schemas/B/properties/p", "n": "B", "x": "#/nowhere"}},
        },
        "B": {"properties": {"p": {}}},
    }));
    let expected = json!({"p": "#/components/schemas/B_p", "n": "B", "x": "#/nowhere"});
    assert_eq!(value["A"]["discriminator"]["mapping"], expected);
}

#[test]
fn a_reference_without_a_target_is_an_error() {
    let (_, lines) =
        schemas(&json!({"Pets": {}, "A": {"items": reference("#/components/schemas/Pet")}, "B": reference("#no")}));
    assert_eq!(
        lines,
        [
            "/components/schemas/B/$ref: `#no` does not exist",
            "/components/schemas/A/items/$ref: `#/components/schemas/Pet` does not exist",
        ]
    );
}

#[test]
fn a_circle_of_references_is_an_error() {
    let (_, lines) = schemas(&json!({
        "A": reference("#/components/schemas/B"),
        "B": reference("#/components/schemas/A"),
        "C": {"items": reference("#/components/schemas/C")},
    }));
    assert_eq!(
        lines,
        [
            "/components/schemas/A/$ref: `#/components/schemas/A` refers to itself",
            "/components/schemas/B/$ref: `#/components/schemas/B` refers to itself",
        ]
    );
    let (_, lines) = resolved(json!({"paths": {"/a": {"get": reference("#/paths/~1a")}}, "components": {}}));
    assert_eq!(lines, ["/paths/~1a/get/$ref: `#/paths/~1a` refers to itself"]);
}

#[test]
fn data_is_not_searched_for_references() {
    let schema =
        json!({"S": {"example": reference("#/nowhere"), "x-a": reference("#/nowhere"), "enum": [reference("#/b")]}});
    assert_eq!(schemas(&schema), (schema, vec![]));
}
