//! Tests of overlays.

use serde_json::json;

use super::*;
use crate::source::SourceMap;

fn applied(version: &str, document: Value, actions: &Value) -> (Document, Diagnostics) {
    let mut document = Document { value: document, source_map: SourceMap::new(FileId(0)) };
    let mut diagnostics = Diagnostics::new();
    let overlay = json!({"overlay": version, "info": {}, "actions": actions});
    apply(&mut document, &overlay, FileId(1), &Limits::default(), &mut diagnostics);
    (document, diagnostics)
}

fn origin(document: &Document, pointer: &str) -> String {
    format!("{:?}", document.source_map.origin(&Pointer::parse(pointer).unwrap()))
}

#[test]
fn updates_are_merged_and_keep_their_origin() {
    let actions = json!([{"target": "$.a", "update": {"b": {"new": 1}, "c": [2], "d": 3}}]);
    let (document, diagnostics) = applied("1.0.0", json!({"a": {"b": {"old": 0}, "c": [1], "d": 0}}), &actions);
    assert!(!diagnostics.has_errors());
    assert_eq!(document.value, json!({"a": {"b": {"old": 0, "new": 1}, "c": [1, 2], "d": 3}}));
    assert_eq!(origin(&document, "/a/b/old"), "0#/a/b/old");
    assert_eq!(origin(&document, "/a/b/new"), "1#/actions/0/update/b/new");
    assert_eq!(origin(&document, "/a/c/1"), "1#/actions/0/update/c/0");
    assert_eq!(origin(&document, "/a/d"), "1#/actions/0/update/d");
}

#[test]
fn an_array_is_appended_as_one_item_or_item_by_item() {
    let actions = json!([{"target": "$.a", "update": [2, 3]}]);
    assert_eq!(applied("1.0.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, [2, 3]]}));
    assert_eq!(applied("1.1.0", json!({"a": [1]}), &actions).0.value, json!({"a": [1, 2, 3]}));
}

#[test]
fn the_items_after_a_removed_one_keep_their_origin() {
    let actions = json!([{"target": "$.a[0, 2]", "remove": true}, {"target": "$.b", "remove": true}]);
    let document = json!({"a": [{"x": 0}, {"x": 1}, {"x": 2}, {"x": 3}], "b": 1});
    let (document, diagnostics) = applied("1.0.0", document, &actions);
    assert!(!diagnostics.has_errors());
    assert_eq!(document.value, json!({"a": [{"x": 1}, {"x": 3}]}));
    assert_eq!(origin(&document, "/a/0/x"), "0#/a/1/x");
    assert_eq!(origin(&document, "/a/1/x"), "0#/a/3/x");
}

#[test]
fn a_copy_has_the_origin_of_the_original() {
    let actions = json!([{"target": "$.b", "copy": "$.a"}]);
    let (document, diagnostics) = applied("1.1.0", json!({"a": {"x": 1}, "b": {"y": 2}}), &actions);
    assert!(!diagnostics.has_errors());
    assert_eq!(document.value, json!({"a": {"x": 1}, "b": {"y": 2, "x": 1}}));
    assert_eq!(origin(&document, "/b/x"), "0#/a/x");
}

#[test]
fn every_invalid_action_is_reported_with_its_origin() {
    let actions = json!([
        {"target": "$.nowhere", "update": {}},
        {"target": "$[", "update": {}},
        {"update": {}},
        {"target": "$.a"},
        {"target": "$.a", "updates": {}},
        {"target": "$.a.x", "update": {}},
        {"target": "$.a", "update": 1},
        {"target": "$.a", "copy": "$.a.*"},
    ]);
    let (_, diagnostics) = applied("1.0.0", json!({"a": {"x": 1, "y": 2}}), &actions);
    let reported: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| format!("{} {:?}", diagnostic.code, diagnostic.origin.as_ref().unwrap()))
        .collect();
    let expected = [
        "overlay-invalid 1#/actions/2",
        "overlay-invalid 1#/actions/3",
        "overlay-invalid 1#/actions/4/updates",
        "overlay-target-unmatched 1#/actions/0/target",
        "overlay-invalid 1#/actions/1/target",
        "overlay-invalid 1#/actions/5/update",
        "overlay-invalid 1#/actions/6/update",
        "overlay-invalid 1#/actions/7/copy",
    ];
    assert_eq!(reported, expected);
}

#[test]
fn each_wrong_key_or_value_is_reported_at_its_place() {
    let reported = |overlay: &Value| -> Vec<String> {
        let mut document = Document { value: json!({"a": {}}), source_map: SourceMap::new(FileId(0)) };
        let mut diagnostics = Diagnostics::new();
        apply(&mut document, overlay, FileId(1), &Limits::default(), &mut diagnostics);
        diagnostics.iter().map(|found| format!("{} {:?}", found.code, found.origin.as_ref().unwrap())).collect()
    };
    let action = json!([{"target": "$.a", "update": {"b": 1}}]);
    for (overlay, expected) in [
        (json!({"overlay": "1.0.0", "info": {"title": "a", "version": "1"}, "actions": action}), vec![]),
        (json!({"overlay": 1.1, "actions": action, "x-a": 1}), vec![]),
        (json!({"overlay": "1.0.0", "action": action}), vec!["overlay-invalid 1#/action"]),
        (json!({"overlaj": "1.0.0", "actions": action}), vec!["overlay-invalid 1#/overlaj"]),
        (json!({"overlay": "1.0.0", "extend": "a", "actions": action}), vec!["overlay-unused 1#/extend"]),
        (json!({"overlay": "1.0.0", "target": "$", "actions": action}), vec!["overlay-invalid 1#/target"]),
        (json!({"overlay": true, "actions": action}), vec!["overlay-invalid 1#/overlay"]),
        (json!({"overlay": "2.0.0", "actions": action}), vec!["overlay-invalid 1#/overlay"]),
        (json!({"overlay": "1.0.0", "info": "a", "actions": action}), vec!["overlay-unused 1#/info"]),
        (json!({"overlay": "1.0.0", "info": {"titel": "a"}, "actions": action}), vec!["overlay-unused 1#/info/titel"]),
        (json!({"overlay": "1.0.0", "actions": {}}), vec!["overlay-invalid 1#/actions"]),
        (json!({"overlay": "1.0.0", "actions": []}), vec!["overlay-unused 1#/actions"]),
        (json!({"overlay": "1.0.0", "actions": ["a"]}), vec!["overlay-invalid 1#/actions/0"]),
        (json!({"openapi": "3.0.3", "paths": {}}), vec!["overlay-invalid 1#"]),
        (json!([]), vec!["overlay-invalid 1#"]),
    ] {
        assert_eq!(reported(&overlay), expected, "{overlay}");
    }
    for (action, place) in [
        (json!({"target": "$.a", "remove": "true"}), "/remove"),
        (json!({"target": "$.a", "remove": false}), "/remove"),
        (json!({"target": 1, "update": {}}), "/target"),
        (json!({"target": ["$.a"], "remove": true}), "/target"),
        (json!({"target": "$.a", "copy": {}}), "/copy"),
        (json!({"target": "$.a", "updat": {}}), "/updat"),
        (json!({"targets": "$.a", "update": {}}), "/targets"),
        (json!({"update": {}}), ""),
    ] {
        let expected = format!("overlay-invalid 1#/actions/0{place}");
        assert_eq!(reported(&json!({"overlay": "1.0.0", "actions": [action]})), [expected], "{action}");
    }
}

#[test]
fn an_overlay_that_grows_without_end_is_an_error() {
    let deep = (0..100).fold(json!({"z": {}}), |inner, _| json!({"b": inner}));
    let actions = json!([{"target": "$.a", "update": deep}, {"target": "$..z", "update": deep}]);
    let (_, diagnostics) = applied("1.1.0", json!({"a": {}}), &actions);
    let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::DOCUMENT_TOO_DEEP]);
    let actions: Vec<Value> = (0..22).map(|_| json!({"target": "$.a", "copy": "$.a"})).collect();
    let (_, diagnostics) = applied("1.1.0", json!({"a": ["x".repeat(1 << 20)]}), &json!(actions));
    let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::OVERLAY_TOO_LARGE]);
}

#[test]
fn many_items_are_removed_in_linear_time() {
    let items: Vec<Value> = (0..30_000).map(|index| json!({"index": index})).collect();
    let actions = json!([
        {"target": "$.a[?@.index > 10]", "update": {"b": 1}},
        {"target": "$.a[::2]", "remove": true},
        {"target": "$.a[1:]", "remove": true},
    ]);
    let (document, diagnostics) = applied("1.0.0", json!({"a": items}), &actions);
    assert!(!diagnostics.has_errors());
    assert_eq!(document.value, json!({"a": [{"index": 1}]}));
    assert_eq!(origin(&document, "/a/0/index"), "0#/a/1/index");
}
