//! Creating, inspecting and converting values.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::support::Pet;
use crate::runtime::json::{Maybe, Object, Value};

fn value(text: &str) -> Value {
    text.parse().unwrap()
}

#[test]
fn scalars_arrays_and_maps_convert_into_values() {
    let made: Value = json!({"b": [1, null, "x"], "a": {"c": true}}).into();
    assert_eq!(made, value(r#"{"b":[1,null,"x"],"a":{"c":true}}"#));
    for (made, text) in [
        (Value::from(()), "null"),
        (None::<i32>.into(), "null"),
        (Some("x").into(), "\"x\""),
        (true.into(), "true"),
        (1_u8.into(), "1"),
        (u64::MAX.into(), "18446744073709551615"),
        (i128::MIN.into(), "-170141183460469231731687303715884105728"),
        (1.5_f32.into(), "1.5"),
        (String::from("a\"\u{1}\n").into(), "\"a\\\"\\u0001\\n\""),
        (vec![1, 2].into(), "[1,2]"),
        (["a", "b"].into(), "[\"a\",\"b\"]"),
        ([vec![Some(1)]].as_slice().into(), "[[1]]"),
        (BTreeMap::from([("a", 1)]).into(), "{\"a\":1}"),
        (HashMap::from([("b".to_owned(), 1), ("a".to_owned(), 2)]).into(), "{\"a\":2,\"b\":1}"),
        ([("z", Value::Null), ("y", 1.into()), ("z", "last".into())].into_iter().collect(), "{\"z\":\"last\",\"y\":1}"),
    ] {
        assert_eq!(made.to_string(), text);
        assert_eq!(value(text), made);
    }
    let not_finite = Value::from(f64::NAN);
    assert!(serde_json::to_string(&not_finite).is_err() && not_finite == not_finite.clone());
    assert_eq!(not_finite.to_string(), "Number(NaN)");
    assert!(size_of::<Value>() <= 32);
}

#[test]
fn the_accessors_are_those_of_serde_json() {
    let config = value(r#"{"name":"n","list":[{"a/b":1.0}],"on":true,"none":null}"#);
    assert_eq!(config["name"], "n");
    assert_eq!(config["list"][0]["a/b"].as_i64(), Some(1));
    assert_eq!(config["list"][7]["nowhere"], Value::Null);
    assert_eq!((config.get("none"), config.get("nowhere"), config.get(0)), (Some(&Value::Null), None, None));
    assert_eq!(config.pointer("/list/0/a~1b"), Some(&value("1")));
    assert_eq!(config.pointer(""), Some(&config));
    for nowhere in ["list", "/list/00", "/list/+0", "/list/1", "/name/0"] {
        assert_eq!(config.pointer(nowhere), None, "{nowhere}");
    }
    assert!(config["on"] == true && config["on"].as_bool() == Some(true) && config["none"].is_null());
    assert_eq!(
        config,
        json!({"list": [{"a/b": 1}], "name": "n", "none": null, "on": true}),
        "the order of properties is ignored"
    );
    let mut changed = config.clone();
    *changed.pointer_mut("/list/0").unwrap() = "x".into();
    changed.as_object_mut().unwrap().insert("new", 1);
    assert_eq!(changed.as_object_mut().unwrap().remove("on"), Some(true.into()));
    assert_eq!(changed.to_string(), r#"{"name":"n","list":["x"],"none":null,"new":1}"#);
    assert_eq!(format!("{:#}", value(r#"{"a":[1.50]}"#)), "{\n  \"a\": [\n    1.50\n  ]\n}");
    assert_eq!(format!("{:?}", value(r#"{"a":[1.50,"x"]}"#)), r#"Object({"a": Array([Number(1.50), String("x")])})"#);
    assert!("{".parse::<Value>().is_err());
}

#[test]
fn a_value_converts_into_a_type() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Shape {
        Point,
        Circle { radius: f64 },
        Line(u8, u8),
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Drawing {
        shapes: Vec<Shape>,
        owner: Option<Pet>,
        by_name: BTreeMap<String, Option<i64>>,
        any: Value,
    }
    let text = r#"{"shapes":["point",{"circle":{"radius":0.1}},{"line":[1,2]}],"owner":{"name":"n","chip":null},
        "by_name":{"a":1,"b":null},"any":{"x":1e400}}"#;
    let drawing: Drawing = value(text).read().unwrap();
    assert_eq!(drawing.shapes, [Shape::Point, Shape::Circle { radius: 0.1 }, Shape::Line(1, 2)]);
    assert_eq!(drawing.owner.as_ref().unwrap().chip, Maybe::Null);
    assert_eq!(drawing.any["x"].to_string(), "1e400");
    assert_eq!(Value::from_serialize(&drawing).unwrap(), value(text));
    for (text, message) in [
        (
            r#"{"shapes":[{"circle":{"radius":"x"}}]}"#,
            "`/shapes/0/circle/radius`: invalid type: string \"x\", expected f64",
        ),
        (r#"{"shapes":[],"by_name":{"a":1.5}}"#, "`/by_name/a`: invalid type: floating point `1.5`, expected i64"),
        (r#"{"shapes":[]}"#, "`/by_name`: missing"),
        (r#"{"shapes":[],"owner":{"name":1}}"#, "`/owner`: `/name`: expected a string, found a number"),
    ] {
        assert_eq!(value(text).read::<Drawing>().unwrap_err().to_string(), message);
    }
}

#[test]
fn the_keys_of_an_object_are_unique() {
    let object: Object = [("a", 1), ("b", 2), ("a", 3)].into_iter().collect();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["a", "b"]);
    let map: BTreeMap<String, Value> = object.clone().into();
    assert_eq!((Value::from(map), Object::from([("b", 2), ("a", 3)])), (object.clone().into(), object.clone()));
    let mut longer = object.clone();
    longer.extend((0..20).map(|index| (format!("k{index}"), index)));
    longer.extend([("k3", "x")]);
    assert_eq!((longer.len(), &longer["k3"], &longer["nowhere"]), (22, &Value::from("x"), &Value::Null));
    assert_eq!(serde_json::to_string(&object).unwrap(), r#"{"a":3,"b":2}"#);
    assert_eq!(serde_json::from_str::<Object>(r#"{"a":3,"b":2}"#).unwrap(), object);
    assert!(serde_json::from_str::<Object>("[]").is_err());
}
