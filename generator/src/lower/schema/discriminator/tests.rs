//! Tests of the discriminator values of alternatives and subtypes.

use serde_json::{Value, json};

use crate::lower::testing::{assert_lowered, assert_noted, lowered};

/// Components of which `S` has the alternatives `Cat` and `Dog` by the property `kind`. `Fish` is a component beside
/// them.
#[expect(clippy::needless_pass_by_value, reason = "a test passes literals")]
fn pets(cat: Value, dog: Value, mapping: Value) -> Value {
    let discriminator = json!({"propertyName": "kind", "mapping": mapping});
    json!({
        "S": {"oneOf": [reference("Cat"), reference("Dog")], "discriminator": discriminator},
        "Cat": cat,
        "Dog": dog,
        "Fish": of_kind(&[]),
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object whose property `kind` has one of these values, or any string if there are none.
fn of_kind(values: &[&str]) -> Value {
    let kind = if values.is_empty() { json!({"type": "string"}) } else { json!({"type": "string", "enum": values}) };
    json!({"type": "object", "properties": {"kind": kind}, "required": ["kind"]})
}

/// Components of which `Cat` and `Dog` inherit from `S`, which has the discriminator `kind`.
#[expect(clippy::needless_pass_by_value, reason = "a test passes literals")]
fn subtypes(cat: Value, dog: Value, mapping: Value) -> Value {
    let kind = json!({"type": "string"});
    let discriminator = json!({"propertyName": "kind", "mapping": mapping});
    json!({
        "S": {"type": "object", "properties": {"kind": kind}, "discriminator": discriminator},
        "Cat": {"allOf": [reference("S"), cat]},
        "Dog": {"allOf": [reference("S"), dog]},
    })
}

#[test]
fn a_mapping_gives_the_values() {
    let (any, cat) = (|| of_kind(&[]), || of_kind(&["cat"]));
    assert_lowered(&[
        (
            pets(any(), any(), json!({"c": "#/components/schemas/Cat", "d": "Dog"})),
            "union by kind(c|Cat: Cat | d|Dog: Dog)",
        ),
        (pets(any(), any(), json!({"a": "Cat", "d": "Dog", "b": "Cat"})), "union by kind(a|b|Cat: Cat | d|Dog: Dog)"),
        // A mapped alternative has no other values. `Dog` is not mapped, so its name is its value.
        (pets(cat(), any(), json!({"c": "Cat"})), "union by kind(c: Cat | Dog: Dog)"),
    ]);
}

#[test]
fn a_mapping_to_another_schema_is_ignored() {
    let mapped = |to: &str| pets(of_kind(&[]), of_kind(&[]), json!({"c": "Cat", "d": "Dog", "f": to}));
    let expected = "union by kind(c|Cat: Cat | d|Dog: Dog)";
    let note = "/S/oneOf: the discriminator maps `f` to a schema that is not an alternative: such values are untyped";
    assert_noted(&[(mapped("Fish"), expected, note)]);
}

#[test]
fn without_a_mapping_a_schema_lists_its_values() {
    let inherited = || json!({"allOf": [reference("Fish"), {"properties": {"kind": {"const": "cat"}}}]});
    let nested = || json!({"oneOf": [of_kind(&["wolf"]), of_kind(&["poodle", "pug"])]});
    let none = || json!({});
    assert_lowered(&[
        (pets(of_kind(&["cat"]), of_kind(&["dog"]), none()), "union by kind(cat: Cat | dog: Dog)"),
        (pets(of_kind(&["cat", "lion"]), of_kind(&[]), none()), "union by kind(cat|lion: Cat | Dog: Dog)"),
        (pets(inherited(), of_kind(&["dog"]), none()), "union by kind(cat: Cat | dog: Dog)"),
        (pets(of_kind(&["cat"]), nested(), none()), "union by kind(cat: Cat | wolf|poodle|pug: Dog)"),
    ]);
}

#[test]
fn an_inline_alternative_needs_a_value() {
    let inline =
        |cat: Value, dog: Value| json!({"S": {"oneOf": [cat, dog], "discriminator": {"propertyName": "kind"}}});
    assert_lowered(&[(
        inline(of_kind(&["cat"]), of_kind(&["dog"])),
        r#"union by kind(cat: { kind: enum("cat") } | dog: { kind: enum("dog") })"#,
    )]);
    assert_noted(&[(
        inline(of_kind(&["cat"]), of_kind(&[])),
        r#"union({ kind: enum("cat") } | { kind: string })"#,
        "/S/oneOf: the discriminator `kind` does not distinguish the alternatives: they are distinguished by their other \
         properties",
    )]);
}

#[test]
fn the_name_of_a_component_is_its_value() {
    assert_lowered(&[(pets(of_kind(&[]), of_kind(&[]), json!({})), "union by kind(Cat: Cat | Dog: Dog)")]);
}

#[test]
fn a_value_of_two_alternatives_distinguishes_none() {
    let note = "/S/oneOf: the discriminator `kind` does not distinguish the alternatives: they are distinguished by their \
                other properties";
    let named_cat =
        || json!({"type": "object", "properties": {"kind": {"const": "Cat"}, "barks": {"type": "boolean"}}});
    assert_noted(&[
        (pets(of_kind(&["pet", "cat"]), of_kind(&["dog", "pet"]), json!({})), "union(Cat | Dog)", note),
        (pets(of_kind(&[]), named_cat(), json!({})), "union(Cat | Dog)", note),
        (pets(of_kind(&[]), of_kind(&[]), json!({"Dog": "Cat"})), "union(Cat | Dog)", note),
    ]);
}

#[test]
fn a_missing_property_is_added() {
    let named = || json!({"type": "object", "properties": {"name": {"type": "string"}}});
    assert_lowered(&[
        (
            pets(named(), of_kind(&[]), json!({})),
            r#"union by kind(Cat: { name?: string; kind: enum("Cat") } | Dog: Dog)"#,
        ),
        (
            pets(named(), of_kind(&[]), json!({"c": "Cat", "d": "Dog", "cat": "Cat"})),
            r#"union by kind(c|cat|Cat: { name?: string; kind: enum("c" | "cat") } | d|Dog: Dog)"#,
        ),
    ]);
}

#[test]
fn subtypes_are_alternatives() {
    let own = |value: &str| json!({"properties": {"kind": {"const": value}}});
    let vendor = |value: &str| json!({"title": "A subtype", "x-ms-discriminator-value": value});
    let none = || json!({});
    let mut by_vendor = subtypes(none(), none(), none());
    by_vendor["Cat"]["x-ms-discriminator-value"] = json!("#cat");
    assert_lowered(&[
        (subtypes(none(), none(), none()), "union by kind(Cat: Cat | Dog: Dog)"),
        (subtypes(own("cat"), none(), none()), "union by kind(cat: Cat | Dog: Dog)"),
        (subtypes(own("cat"), none(), json!({"c": "Cat", "C": "Cat"})), "union by kind(c|C: Cat | Dog: Dog)"),
        (by_vendor, "union by kind(#cat: Cat | Dog: Dog)"),
        // The extension belongs to the component and not to a part of it.
        (subtypes(vendor("#cat"), none(), none()), "union by kind(Cat: Cat | Dog: Dog)"),
    ]);
    let schemas = subtypes(json!({"properties": {"name": {"type": "string"}}}), own("dog"), none());
    assert_eq!(lowered(&schemas, "Cat").0, "{ kind?: string; name?: string }");
    assert_eq!(lowered(&schemas, "Dog").0, r#"{ kind?: enum("dog") }"#);
}

#[test]
fn subtypes_of_subtypes_are_alternatives() {
    let mut schemas = subtypes(json!({}), json!({}), json!({}));
    schemas["Kitten"] = json!({"allOf": [reference("Cat")]});
    assert_lowered(&[(schemas, "union by kind(Cat: Cat | Dog: Dog | Kitten: Kitten)")]);
}

#[test]
fn a_subtype_without_a_value_of_its_own_is_left_out() {
    let own = |value: &str| json!({"properties": {"kind": {"const": value}}});
    assert_noted(&[(
        subtypes(own("pet"), own("pet"), json!({})),
        "union by kind(pet: Cat)",
        "/Dog: `Dog` has no unique value of the discriminator `kind`: it is not an alternative",
    )]);
}

#[test]
fn a_discriminator_without_subtypes_is_ignored() {
    let mut schema = of_kind(&[]);
    schema["discriminator"] = json!({"propertyName": "kind"});
    assert_lowered(&[(json!({"S": schema}), "{ kind: string }")]);
}
