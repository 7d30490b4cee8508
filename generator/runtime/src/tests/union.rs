//! The rule by which a value becomes a variant of a union.

use serde_json::{Value, json};

use crate::runtime::json::{Constant, Others, ReadError, Shape, Tree, read_union};

/// The index of the variant that is chosen, or nothing if the value is kept as it is.
fn chosen(shapes: &[Shape], value: &Value) -> Option<usize> {
    chosen_of(shapes, value, &[])
}

/// The same, where some variants can't be read.
fn chosen_of(shapes: &[Shape], value: &Value, unreadable: &[usize]) -> Option<usize> {
    let value = value.clone().into();
    let tree = Tree::of_value(&value);
    let read = |index: usize| match unreadable.contains(&index) {
        true => Err(ReadError::unexpected("something else", &tree)),
        false => Ok(index),
    };
    let index = read_union(&tree, shapes, &read).unwrap();
    (index < shapes.len()).then_some(index)
}

const fn object(required: &'static [&'static str], optional: &'static [&'static str]) -> Shape {
    Shape::Object { required, optional, constants: &[], others: Others::Ignored }
}

const fn tagged(values: &'static [(&'static str, &'static [Constant])], optional: &'static [&'static str]) -> Shape {
    Shape::Object { required: &[], optional, constants: values, others: Others::Ignored }
}

#[test]
fn the_json_type_decides_first() {
    let shapes = [Shape::Text, Shape::Integer, Shape::Number, Shape::Boolean, Shape::Null, Shape::Array(&Shape::Text)];
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
        tagged(&[("type", &[Constant::Text("a"), Constant::Text("b")])], &["type", "x"]),
        tagged(&[("type", &[Constant::Text("c")])], &["type", "y"]),
    ];
    assert_eq!(chosen(&shapes, &json!({"type": "b"})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"type": "c", "y": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"type": "d"})), None, "a value of tomorrow is kept");
    assert_eq!(chosen(&shapes, &json!({})), None, "nothing tells them apart");
    let numbers =
        [tagged(&[("n", &[Constant::Integer(1)])], &["n"]), tagged(&[("n", &[Constant::Integer(2)])], &["n"])];
    assert_eq!(chosen(&numbers, &json!({"n": 2})), Some(1));
    assert_eq!(chosen(&numbers, &json!({"n": 2.0})), Some(1), "`2.0` is the integer 2");
}

#[test]
fn what_is_required_and_known_decides_next() {
    let shapes = [object(&["a"], &["c"]), object(&["b"], &["c"])];
    assert_eq!(chosen(&shapes, &json!({"a": 1, "c": 2})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"b": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"a": 1, "b": 2})), None, "each would lose a key of the other");
    let subset = [object(&["id"], &[]), object(&["id"], &["name"])];
    assert_eq!(chosen(&subset, &json!({"id": 1, "name": 2})), Some(1));
    assert_eq!(chosen(&subset, &json!({"id": 1})), None);
    let exact = [object(&[], &["a"]), object(&["a"], &[])];
    assert_eq!(chosen(&exact, &json!({"a": 1})), Some(1), "a required key says more than an optional one");
}

#[test]
fn what_can_t_be_read_does_not_fit() {
    let shapes = [object(&[], &["a"]), object(&[], &["a"])];
    assert_eq!(chosen(&shapes, &json!({"a": 1})), None);
    assert_eq!(chosen_of(&shapes, &json!({"a": 1}), &[0]), Some(1));
    assert_eq!(chosen_of(&shapes, &json!({"a": 1}), &[0, 1]), None);
}

#[test]
fn forbidden_and_kept_keys_count() {
    let closed = Shape::Object { required: &[], optional: &["a"], constants: &[], others: Others::Forbidden };
    let open = Shape::Object { required: &[], optional: &[], constants: &[], others: Others::Kept };
    assert_eq!(chosen(&[closed, object(&[], &["b"])], &json!({"b": 1})), Some(1));
    assert_eq!(chosen(&[object(&[], &["a"]), open], &json!({"a": 1, "b": 2})), Some(1), "a map keeps every key");
}

#[test]
fn arrays_are_told_by_their_items() {
    const ITEMS: [Shape; 2] = [object(&["a"], &[]), object(&["b"], &[])];
    let shapes = [Shape::Array(&ITEMS[0]), Shape::Array(&ITEMS[1])];
    assert_eq!(chosen(&shapes, &json!([{"b": 1}, {"b": 2}])), Some(1));
    assert_eq!(chosen(&shapes, &json!([{"b": 1}, {"a": 2}])), None);
    assert_eq!(chosen(&shapes, &json!([])), Some(0), "an empty list is the first");
    assert_eq!(chosen(&[Shape::Text, shapes[1], shapes[0]], &json!([])), Some(1));
}

#[test]
fn what_is_empty_is_the_first_that_fits() {
    let map = Shape::Object { required: &[], optional: &[], constants: &[], others: Others::Kept };
    assert_eq!(chosen(&[object(&["a"], &[]), object(&[], &["b"]), map], &json!({})), Some(1));
    const LISTS: [Shape; 2] = [object(&[], &["a"]), object(&[], &["b"])];
    let lists = [Shape::Array(&LISTS[0]), Shape::Array(&LISTS[1])];
    assert_eq!(chosen(&lists, &json!([{}, {}])), Some(0));
    assert_eq!(chosen(&lists, &json!([{}, 1])), None);
    assert_eq!(chosen_of(&lists, &json!([]), &[0]), Some(1), "what can't be read does not fit");
}

#[test]
fn a_union_inside_counts_as_its_best_variant() {
    const INNER: &[Shape] = &[object(&["a"], &["x"]), object(&["b"], &[])];
    let shapes = [Shape::OneOf(INNER), object(&["c"], &[])];
    assert_eq!(chosen(&shapes, &json!({"a": 1, "x": 2})), Some(0));
    assert_eq!(chosen(&shapes, &json!({"c": 1})), Some(1));
    assert_eq!(chosen(&shapes, &json!({"a": 1, "b": 2})), Some(0), "the union within keeps it, as it is");
}
