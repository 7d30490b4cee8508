//! Tests of what becomes of alternatives.

use serde_json::{Value, json};

use crate::lower::testing::{assert_lowered, assert_noted, lowered};

/// Components of which `S` has these alternatives. The others are there for references.
#[expect(clippy::needless_pass_by_value, reason = "a test passes literals")]
fn any_of(alternatives: Value) -> Value {
    json!({
        "S": {"anyOf": alternatives},
        "Name": {"type": "string"},
        "Nickname": {"type": ["string", "null"]},
        "Color": {"type": "string", "enum": ["red", "green"]},
        "Nothing": {"type": "null"},
        "Anything": {},
        "Pet": {"type": "object", "properties": {"name": {"type": "string"}}},
        "Value": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {"a": {}}}]},
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object with one optional property.
fn object(name: &str) -> Value {
    json!({"type": "object", "properties": {name: {}}})
}

#[test]
fn scalars_of_one_class_are_merged() {
    let string = |format: &str| json!({"type": "string", "format": format});
    let integer = |format: &str| json!({"type": "integer", "format": format});
    let number = |format: &str| json!({"type": "number", "format": format});
    assert_lowered(&[
        (any_of(json!([string("date"), string("date")])), "string<date>"),
        (any_of(json!([string("date"), string("time")])), "string"),
        (any_of(json!([string("date"), reference("Name")])), "string"),
        (any_of(json!([integer("int32"), integer("int32")])), "int32"),
        (any_of(json!([integer("int32"), integer("int64")])), "int64"),
        (any_of(json!([integer("int32"), integer("uint64")])), "integer"),
        (any_of(json!([integer("uint32"), integer("uint64")])), "uint64"),
        (any_of(json!([number("float"), number("double")])), "double"),
        (any_of(json!([{"type": "boolean"}, {"type": "boolean", "enum": [true]}])), "boolean"),
        (any_of(json!([{"type": "integer"}, {"type": "number"}])), "union(int64 | double)"),
        (any_of(json!([string("date"), object("a"), string("time")])), "union(string | { a?: any })"),
    ]);
}

#[test]
fn an_enumeration_includes_the_other_values_of_its_class() {
    let strings = |values: Value| json!({"type": "string", "enum": values});
    let integers = json!({"type": "integer", "enum": [1, 2]});
    assert_lowered(&[
        (any_of(json!([{"type": "string"}, strings(json!(["a"]))])), r#"enum("a")"#),
        (any_of(json!([strings(json!(["a", "b"])), strings(json!(["b", "c"]))])), r#"enum("a" | "b" | "c")"#),
        (any_of(json!([{"type": "string"}, reference("Color")])), "Color"),
        (any_of(json!([reference("Color"), strings(json!(["blue"]))])), r#"enum("red" | "green" | "blue")"#),
        (any_of(json!([integers, {"type": "integer"}])), "enum(1 | 2)"),
        (any_of(json!([integers, {"type": "integer", "format": "uint64"}])), "integer"),
        (any_of(json!([{"enum": ["a", 1]}, {"type": "string"}])), r#"union(enum("a" | 1) | string)"#),
    ]);
}

#[test]
fn null_makes_the_union_nullable() {
    let none = || json!({"type": "null"});
    assert_lowered(&[
        (any_of(json!([{"type": "string"}, none()])), "string | null"),
        (any_of(json!([none(), reference("Pet")])), "Pet | null"),
        (any_of(json!([object("a"), object("b"), none()])), "union({ a?: any } | { b?: any }) | null"),
        (any_of(json!([{"type": ["integer", "null"]}, {"type": "string"}])), "union(int64 | string) | null"),
        (any_of(json!([reference("Nickname"), {"type": "integer"}])), "union(Nickname | int64) | null"),
        (any_of(json!([reference("Nothing"), {"type": "string"}])), "string | null"),
        // The type is `null`, and the union is nullable as well.
        (any_of(json!([none(), none()])), "null"),
    ]);
}

#[test]
fn equal_alternatives_are_one() {
    let described = json!({"type": "object", "properties": {"a": {"description": "A."}}, "title": "An object"});
    assert_lowered(&[
        (any_of(json!([object("a"), object("a")])), "{ a?: any }"),
        (any_of(json!([object("a"), described])), "{ a?: any }"),
        (any_of(json!([reference("Pet"), reference("Pet")])), "Pet"),
        (any_of(json!([object("a"), object("b"), object("a")])), "union({ a?: any } | { b?: any })"),
        (any_of(json!([reference("Pet"), object("name")])), "union(Pet | { name?: any })"),
    ]);
}

#[test]
fn alternatives_that_differ_in_required_are_ignored() {
    let either = |others: Value| {
        let alternatives = json!([{"required": ["a"]}, {"required": ["b"]}, others]);
        json!({"S": {"type": "object", "properties": {"a": {}, "b": {}}, "anyOf": alternatives}})
    };
    assert_noted(&[(
        either(json!({"required": ["a", "b"]})),
        "{ a?: any; b?: any }",
        "/S/anyOf: the alternatives differ in their required properties only: they are ignored",
    )]);
    assert_lowered(&[(
        either(object("c")),
        "union({ a: any; b?: any } | { a?: any; b: any } | { a?: any; b?: any; c?: any })",
    )]);
}

#[test]
fn nested_unions_are_flattened() {
    let nested = |first: Value, second: Value| json!({"oneOf": [first, second]});
    let deep = nested(nested(object("a"), object("b")), json!({"type": "boolean"}));
    assert_lowered(&[
        (
            any_of(json!([nested(object("a"), object("b")), object("c")])),
            "union({ a?: any } | { b?: any } | { c?: any })",
        ),
        (any_of(json!([deep, object("c")])), "union({ a?: any } | { b?: any } | boolean | { c?: any })"),
        (
            any_of(json!([nested(object("a"), json!({"type": "null"})), object("b")])),
            "union({ a?: any } | { b?: any }) | null",
        ),
        (
            any_of(json!([nested(object("a"), json!({"type": "string"})), {"type": "string", "format": "date"}])),
            "union({ a?: any } | string)",
        ),
        // A component has a type of its own.
        (any_of(json!([reference("Value"), object("c")])), "union(Value | { c?: any })"),
    ]);
}

#[test]
fn the_number_of_alternatives_from_components_is_limited() {
    let schemas = |count: usize| {
        let alternatives = (0..count).map(|index| object(&format!("a{index}")));
        let extended = |name: &str| json!({"allOf": [reference("Many"), object(name)]});
        json!({
            "S": {"anyOf": [extended("b"), extended("c")]},
            "Many": {"oneOf": alternatives.collect::<Vec<Value>>()},
        })
    };
    let (text, notes) = lowered(&schemas(32), "S");
    assert_eq!((text.matches('{').count(), notes), (64, Vec::new()));
    assert_noted(&[(
        schemas(33),
        "any",
        "/S/anyOf: the alternatives of this schema have too many nested alternatives: the values are untyped JSON",
    )]);
}

#[test]
fn an_untyped_alternative_includes_all_others() {
    let note = "/S/anyOf: an alternative allows any value: the values are untyped JSON";
    assert_noted(&[
        (any_of(json!([{}, {"type": "string"}])), "any", note),
        (any_of(json!([object("a"), object("b"), reference("Anything")])), "any", note),
        (any_of(json!([{"type": ["string", "null"]}, {"title": "Anything"}])), "any", note),
    ]);
    assert_lowered(&[
        (any_of(json!([{}])), "any"),
        (any_of(json!([{"description": "Any value."}, {"type": "null"}])), "any"),
    ]);
}

#[test]
fn a_reference_to_the_schema_itself_adds_no_alternative() {
    assert_lowered(&[
        (any_of(json!([reference("S"), {"type": "string"}])), "string"),
        (any_of(json!([object("a"), reference("S"), object("b")])), "union({ a?: any } | { b?: any })"),
    ]);
    assert_noted(&[(
        any_of(json!([reference("S")])),
        "any",
        "/S/anyOf: the only alternative of this schema is the schema itself: the values are untyped JSON",
    )]);
}
