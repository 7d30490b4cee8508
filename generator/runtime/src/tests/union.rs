//! How the variant of a union is chosen.

use serde_json::{Value, json};

use crate::runtime::json::{AdditionalProperties, Candidates, Constant, Shape, Tree};

/// Returns the index of the chosen variant, or `None` if the value is kept unchanged.
fn chosen(shapes: &[Shape], value: &Value) -> Option<usize> {
    chosen_of(shapes, value, &[])
}

/// Returns the index of the chosen variant, where some variants cannot be read.
fn chosen_of(shapes: &[Shape], value: &Value, unreadable: &[usize]) -> Option<usize> {
    let value = value.clone().into();
    let tree = Tree::from_value(&value);
    let chosen = Candidates::of(&tree, shapes).choose(&mut |index| (!unreadable.contains(&index)).then_some(()));
    chosen.map(|(index, ())| index)
}

const fn object(required: &'static [&'static str], optional: &'static [&'static str]) -> Shape {
    Shape::Object { required, optional, constants: &[], additional_properties: AdditionalProperties::Unspecified }
}

const fn tagged(values: &'static [(&'static str, &'static [Constant])], optional: &'static [&'static str]) -> Shape {
    Shape::Object {
        required: &[],
        optional,
        constants: values,
        additional_properties: AdditionalProperties::Unspecified,
    }
}

#[test]
fn the_json_type_decides_first() {
    let shapes =
        [Shape::String, Shape::Integer, Shape::Number, Shape::Boolean, Shape::Null, Shape::Array(&Shape::String)];
    for (value, index) in [
        (json!("a"), Some(0)),
        (json!(1), Some(1)),
        (json!(1.0), Some(1)),
        (json!(1.5), Some(2)),
        (json!(true), Some(3)),
        (json!(null), Some(4)),
        (json!(["a"]), Some(5)),
        (json!([1]), None),
        (json!({}), None),
    ] {
        assert_eq!(chosen(&shapes, &value), index, "{value}");
    }
}

#[test]
fn a_constant_decides_between_objects() {
    let shapes = [
        tagged(&[("type", &[Constant::String("a"), Constant::String("b")])], &["type", "x"]),
        tagged(&[("type", &[Constant::String("c")])], &["type", "y"]),
    ];
    assert_eq!(chosen(&shapes, &json!({"type": "b"})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"type": "c", "y": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"type": "d"})), None, "an unknown constant");
    assert_eq!(chosen(&shapes, &json!({})), None, "no constant");
    let numbers =
        [tagged(&[("n", &[Constant::Integer(1)])], &["n"]), tagged(&[("n", &[Constant::Integer(2)])], &["n"])];
    assert_eq!(chosen(&numbers, &json!({"n": 2})), Some(1));
    assert_eq!(chosen(&numbers, &json!({"n": 2.0})), Some(1), "`2.0` is the integer 2");
}

#[test]
fn required_and_declared_properties_decide_next() {
    let shapes = [object(&["a"], &["c"]), object(&["b"], &["c"])];
    assert_eq!(chosen(&shapes, &json!({"a": 1, "c": 2})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"b": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"a": 1, "b": 2})), None, "each variant would lose a property");
    let subset = [object(&["id"], &[]), object(&["id"], &["name"])];
    assert_eq!(chosen(&subset, &json!({"id": 1, "name": 2})), Some(1));
    assert_eq!(chosen(&subset, &json!({"id": 1})), None);
    let exact = [object(&[], &["a"]), object(&["a"], &[])];
    assert_eq!(chosen(&exact, &json!({"a": 1})), Some(1), "a required property is a better match than an optional one");
}

#[test]
fn a_variant_that_cannot_be_read_does_not_match() {
    let shapes = [object(&[], &["a"]), object(&[], &["a"])];
    assert_eq!(chosen(&shapes, &json!({"a": 1})), None);
    assert_eq!(chosen_of(&shapes, &json!({"a": 1}), &[0]), Some(1));
    assert_eq!(chosen_of(&shapes, &json!({"a": 1}), &[0, 1]), None);
}

#[test]
fn forbidden_and_additional_properties_count() {
    let closed = Shape::Object {
        required: &[],
        optional: &["a"],
        constants: &[],
        additional_properties: AdditionalProperties::Forbidden,
    };
    let open = Shape::Object {
        required: &[],
        optional: &[],
        constants: &[],
        additional_properties: AdditionalProperties::Schema,
    };
    assert_eq!(chosen(&[closed, object(&[], &["b"])], &json!({"b": 1})), Some(1));
    assert_eq!(
        chosen(&[object(&[], &["a"]), open], &json!({"a": 1, "b": 2})),
        Some(1),
        "a map declares every property"
    );
}

#[test]
fn the_items_decide_between_arrays() {
    const ITEMS: [Shape; 2] = [object(&["a"], &[]), object(&["b"], &[])];
    let shapes = [Shape::Array(&ITEMS[0]), Shape::Array(&ITEMS[1])];
    assert_eq!(chosen(&shapes, &json!([{"b": 1}, {"b": 2}])), Some(1));
    assert_eq!(chosen(&shapes, &json!([{"b": 1}, {"a": 2}])), None);
    assert_eq!(chosen(&shapes, &json!([])), Some(0), "an empty array is the first variant");
    assert_eq!(chosen(&[Shape::String, shapes[1], shapes[0]], &json!([])), Some(1));
}

#[test]
fn an_empty_value_is_the_first_matching_variant() {
    let map = Shape::Object {
        required: &[],
        optional: &[],
        constants: &[],
        additional_properties: AdditionalProperties::Schema,
    };
    assert_eq!(chosen(&[object(&["a"], &[]), object(&[], &["b"]), map], &json!({})), Some(1));
    const LISTS: [Shape; 2] = [object(&[], &["a"]), object(&[], &["b"])];
    let lists = [Shape::Array(&LISTS[0]), Shape::Array(&LISTS[1])];
    assert_eq!(chosen(&lists, &json!([{}, {}])), Some(0));
    assert_eq!(chosen(&lists, &json!([{}, 1])), None);
    assert_eq!(chosen_of(&lists, &json!([]), &[0]), Some(1), "a variant that cannot be read does not match");
}

#[test]
fn a_nested_union_counts_as_its_best_variant() {
    const INNER: &[Shape] = &[object(&["a"], &["x"]), object(&["b"], &[])];
    let shapes = [Shape::OneOf(INNER), object(&["c"], &[])];
    assert_eq!(chosen(&shapes, &json!({"a": 1, "x": 2})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"c": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"a": 1, "b": 2})), Some(0), "the nested union keeps it unchanged");
}
