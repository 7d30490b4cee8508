//! Tests of the intersection of two members of `allOf`.

use serde_json::{Value, json};

use crate::lower::testing::{assert_lowered, assert_noted, lowered};

/// Components of which `S` is the intersection of two schemas. The others are there for references.
#[expect(clippy::needless_pass_by_value, reason = "a test passes literals")]
fn both(first: Value, second: Value) -> Value {
    json!({
        "S": {"allOf": [first, second]},
        "Mixed": {"enum": ["a", 1, 2.5, true]},
        "Name": {"type": "string"},
        "Nickname": {"type": ["string", "null"]},
        "Pet": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        "Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}},
        "Link": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Link"}, "to": {}}},
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object with one optional property.
#[expect(clippy::needless_pass_by_value, reason = "a test passes literals")]
fn object(name: &str, schema: Value) -> Value {
    json!({"type": "object", "properties": {name: schema}})
}

#[test]
fn an_enumeration_keeps_the_values_of_the_other_type() {
    let mixed = || reference("Mixed");
    assert_lowered(&[
        (both(mixed(), json!({"type": "string"})), r#"enum("a")"#),
        (both(json!({"type": "string"}), mixed()), r#"enum("a")"#),
        (both(mixed(), json!({"type": "integer"})), "enum(1)"),
        (both(mixed(), json!({"type": "number"})), "enum(1 | 2.5)"),
        (both(mixed(), json!({"type": "boolean"})), "enum(true)"),
        (both(mixed(), json!({"enum": [true, "b", "a"]})), r#"enum("a" | true)"#),
    ]);
}

#[test]
fn the_narrower_format_remains() {
    let string = |format: &str| json!({"type": "string", "format": format});
    let integer = |format: &str| json!({"type": "integer", "format": format});
    assert_lowered(&[
        (both(json!({"type": "string"}), string("date")), "string<date>"),
        (both(string("date"), json!({"type": "string"})), "string<date>"),
        (both(string("date"), string("date")), "string<date>"),
        (both(string("date"), string("email")), "string"),
        (both(integer("int64"), integer("int32")), "int32"),
        (both(integer("int32"), integer("int64")), "int32"),
        (both(json!({"type": "integer"}), integer("uint64")), "uint64"),
        (both(integer("uint32"), integer("int32")), "int32"),
        (both(integer("int32"), integer("uint32")), "int32"),
        (both(integer("uint64"), integer("int32")), "int32"),
        (both(integer("uint64"), json!({"type": "integer"})), "uint64"),
        (both(integer("int128"), integer("uint64")), "uint64"),
        (both(json!({"type": "number"}), integer("int32")), "int32"),
        (both(integer("int32"), json!({"type": "number"})), "int32"),
        (both(json!({"type": "boolean"}), json!({"type": "boolean"})), "boolean"),
    ]);
}

#[test]
fn arrays_intersect_their_items() {
    let array = |items: Value| json!({"type": "array", "items": items});
    let tuple = |members: Value| json!({"type": "array", "prefixItems": members, "minItems": 2, "maxItems": 2});
    let (string, value) = (json!({"type": "string"}), reference("Mixed"));
    assert_lowered(&[
        (both(array(string.clone()), array(value.clone())), r#"array<enum("a")>"#),
        (both(array(json!({})), array(string.clone())), "array<string>"),
        (both(tuple(json!([value, string])), array(string.clone())), r#"[enum("a"), string]"#),
        (both(array(string.clone()), tuple(json!([value, string]))), r#"[enum("a"), string]"#),
        (both(tuple(json!([value, {}])), tuple(json!([string, value]))), r#"[enum("a"), Mixed]"#),
    ]);
}

#[test]
fn objects_unite_their_properties_and_narrow_the_shared_ones() {
    let required = |name: &str| json!({"properties": {name: {"type": "string"}}, "required": [name]});
    assert_lowered(&[
        (both(object("a", json!({})), object("a", json!({"type": "string"}))), "{ a?: string }"),
        (
            both(object("a", json!({"enum": ["x", "y"]})), object("a", json!({"enum": ["y", "z"]}))),
            r#"{ a?: enum("y") }"#,
        ),
        (both(object("b", json!({})), object("a", json!({}))), "{ b?: any; a?: any }"),
        (both(required("a"), required("b")), "{ a: string; b: string }"),
        (both(object("a", json!({"type": "string"})), required("a")), "{ a: string }"),
        (both(object("a", json!({})), json!({"required": ["a", "b"]})), "{ a: any; b: undescribed }"),
        (
            both(object("a", json!({"type": "string"})), object("a", json!({"readOnly": true}))),
            "{ readOnly a?: string }",
        ),
    ]);
}

#[test]
fn additional_properties_of_both_parts_are_allowed() {
    let others = |schema: Value| json!({"type": "object", "additionalProperties": schema});
    let unspecified = || object("a", json!({"type": "string"}));
    let (string, value) = (json!({"type": "string"}), reference("Mixed"));
    assert_lowered(&[
        (both(others(json!(false)), others(json!(false))), "{ *: never }"),
        (both(others(json!(false)), others(string.clone())), "{ *: string }"),
        (both(others(string.clone()), others(json!(false))), "{ *: string }"),
        (both(others(json!(false)), unspecified()), "{ a?: string }"),
        (both(unspecified(), others(string.clone())), "{ a?: string; *: string }"),
        (both(others(string), others(value)), r#"{ *: enum("a") }"#),
    ]);
}

#[test]
fn a_union_is_intersected_by_each_alternative() {
    let union = || json!({"oneOf": [object("b", json!({})), object("c", json!({})), {"type": "string"}]});
    let other = || json!({"oneOf": [{"type": "boolean"}, object("d", json!({})), object("e", json!({}))]});
    let string_or_integer = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
    assert_lowered(&[
        (both(object("a", json!({})), union()), "union({ a?: any; b?: any } | { a?: any; c?: any })"),
        (both(union(), object("a", json!({}))), "union({ b?: any; a?: any } | { c?: any; a?: any })"),
        (both(union(), json!({"type": "string", "format": "date"})), "string<date>"),
        (both(string_or_integer, json!({"enum": ["x", "y"]})), r#"enum("x" | "y")"#),
        (
            both(union(), other()),
            "union(union({ b?: any; d?: any } | { b?: any; e?: any }) | union({ c?: any; d?: any } | { c?: any; e?: any }))",
        ),
    ]);
}

#[test]
fn the_number_of_alternatives_is_limited() {
    let union = |prefix: &str, count: usize| {
        let alternatives = (0..count).map(|index| object(&format!("{prefix}{index}"), json!({})));
        json!({"oneOf": alternatives.collect::<Vec<Value>>()})
    };
    let (text, notes) = lowered(&both(union("a", 8), union("b", 8)), "S");
    assert_eq!((text.matches('{').count(), notes), (64, Vec::new()));
    // One schema is intersected with any number of alternatives.
    let (text, notes) = lowered(&both(union("a", 100), object("b", json!({}))), "S");
    assert_eq!((text.matches('{').count(), notes), (100, Vec::new()));
    assert_noted(&[(
        both(union("a", 5), union("b", 13)),
        "any",
        "/S: this schema has too many combinations of alternatives: the values are untyped JSON",
    )]);
}

#[test]
fn null_is_valid_if_both_parts_allow_it() {
    let (nullable, plain) = (|| json!({"type": ["string", "null"]}), || json!({"type": "string"}));
    assert_lowered(&[
        (both(nullable(), plain()), "string"),
        (both(plain(), nullable()), "string"),
        (both(nullable(), nullable()), "string | null"),
        (both(nullable(), json!({})), "string | null"),
        (both(json!({}), plain()), "string"),
        (both(nullable(), json!({"type": ["object", "string", "null"]})), "string | null"),
    ]);
}

#[test]
fn a_reference_remains_if_the_other_part_adds_nothing() {
    assert_lowered(&[
        (both(reference("Name"), json!({"description": "A name."})), "Name"),
        (both(json!({"description": "A name."}), reference("Name")), "Name"),
        (both(reference("Name"), json!({"type": "string", "minLength": 1})), "Name"),
        (both(reference("Name"), reference("Name")), "Name"),
        (both(reference("Pet"), json!({"properties": {"name": {}}})), "Pet"),
        (both(json!({"properties": {"name": {}}}), reference("Pet")), "Pet"),
        (both(json!({"required": ["name"], "properties": {"name": {"type": "string"}}}), reference("Pet")), "Pet"),
        (both(reference("Name"), json!({"enum": ["Rex"]})), r#"enum("Rex")"#),
        (both(reference("Nickname"), json!({"type": ["string", "null"]})), "Nickname"),
        (both(reference("Pet"), json!({"type": "object"})), "Pet"),
        (both(reference("Pet"), object("name", json!({}))), "Pet"),
        (both(reference("Pet"), object("age", json!({}))), "{ name: string; age?: any }"),
        (both(object("a", reference("Name")), object("a", json!({"title": "A"}))), "{ a?: Name }"),
    ]);
}

#[test]
fn a_contradiction_is_untyped() {
    let others = |schema: Value| json!({"type": "object", "additionalProperties": schema});
    let scalars = || json!({"oneOf": [{"type": "string"}, {"type": "boolean"}]});
    let (string, integer) = (|| json!({"type": "string"}), || json!({"type": "integer"}));
    assert_noted(&[
        (
            both(string(), integer()),
            "any",
            "/S/allOf: the parts of this schema have different types: the values are untyped JSON",
        ),
        (
            both(json!({"type": ["string", "null"]}), json!({"type": ["integer", "null"]})),
            "any",
            "/S/allOf: the parts of this schema have different types: the values are untyped JSON",
        ),
        (
            both(json!({"enum": ["a"]}), json!({"enum": ["b"]})),
            "any",
            "/S/allOf: the parts of this schema have no common `enum` value: the values are untyped JSON",
        ),
        (
            both(json!({"enum": ["a"]}), integer()),
            "any",
            "/S/allOf: the parts of this schema have no common `enum` value: the values are untyped JSON",
        ),
        (
            both(scalars(), integer()),
            "any",
            "/S/allOf: the parts of this schema have different types: the values are untyped JSON",
        ),
        (
            both(object("a", string()), object("a", integer())),
            "{ a?: any }",
            "/S/properties/a: property `a`: the parts of this schema have different types: the values are untyped JSON",
        ),
        (
            both(others(string()), others(integer())),
            "{ *: any }",
            "/S/additionalProperties: the parts of this schema have different types: the values are untyped JSON",
        ),
        (
            both(reference("Name"), reference("Pet")),
            "any",
            "/S/allOf: the parts of this schema have different types: the values are untyped JSON",
        ),
    ]);
}

#[test]
fn an_intersection_inside_itself_is_untyped() {
    assert_noted(&[(
        both(reference("Node"), reference("Link")),
        "any",
        "/S: the parts of this schema depend on the schema itself: the values are untyped JSON",
    )]);
    assert_lowered(&[(both(reference("Node"), object("size", json!({}))), "{ next?: Node; size?: any }")]);
}
