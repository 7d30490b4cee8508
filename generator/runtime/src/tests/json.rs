//! Reading and writing JSON.

use std::collections::BTreeMap;

use serde_json::json;

use super::support::Pet;
use crate::runtime::json::{self, DecodeError, Json, Maybe, Nulls, ParseError, Tree, Value, from_slice, to_text};

/// Reads a type from JSON text.
fn read<T: Json>(text: &str) -> Result<T, String> {
    json::decode(text.as_bytes()).map_err(|error| match error {
        DecodeError::Parse(problem) => format!("{problem:?}"),
        DecodeError::Read(error) => error.to_string(),
    })
}

#[test]
fn absent_null_and_a_value_are_distinct() {
    for (text, chip) in [("{}", Maybe::Absent), (r#"{"chip":null}"#, Maybe::Null), (r#"{"chip":7}"#, Maybe::Value(7))] {
        let pet: Pet = read(text).unwrap();
        assert_eq!(pet.chip, chip);
        assert_eq!(serde_json::to_string(&pet).unwrap(), text);
        assert_eq!(serde_json::from_str::<Pet>(text).unwrap(), pet);
        assert_eq!(serde_json::from_value::<Pet>(serde_json::to_value(&pet).unwrap()).unwrap(), pet);
        assert_eq!(serde_json::from_reader::<_, Pet>(text.as_bytes()).unwrap(), pet);
    }
    assert_eq!(read::<Pet>(r#"{"name":null,"other":[1]}"#).unwrap(), Pet::default());
}

/// A type that callers only read, as the generator would generate it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Owner {
    email: Option<String>,
    phone: Option<String>,
    nulls: Nulls,
}

json::object! {
    Owner {
        email: nullable "email",
        phone: nullable "phone",
    }
    nulls nulls
}

#[test]
fn a_type_that_is_only_read_is_written_as_it_was_received() {
    for text in [
        "{}",
        r#"{"email":null}"#,
        r#"{"phone":null}"#,
        r#"{"email":null,"phone":null}"#,
        r#"{"email":"e","phone":null}"#,
    ] {
        let mut owner: Owner = read(text).unwrap();
        assert_eq!(to_text(&owner).unwrap(), text);
        assert_eq!(owner.phone, None);
        // The properties are equal for a reader.
        owner.email = None;
        assert_eq!(owner, Owner::default());
        // A new value is written in the place of `null`.
        owner.phone = Some("p".to_owned());
        assert!(to_text(&owner).unwrap().contains(r#""phone":"p""#));
    }
}

#[test]
fn a_maybe_is_made_of_a_value_an_option_or_text() {
    fn maybe<T>(value: impl Into<Maybe<T>>) -> Maybe<T> {
        value.into()
    }
    assert_eq!(maybe::<String>("text"), Maybe::Value("text".to_owned()));
    assert_eq!(maybe::<String>("text".to_owned()), Maybe::Value("text".to_owned()));
    assert_eq!(maybe::<String>(Some("text".to_owned())), Maybe::Value("text".to_owned()));
    assert_eq!(maybe::<u64>(5), Maybe::Value(5));
    assert_eq!((maybe::<i64>(5), maybe::<i64>(5_i64)), (Maybe::Value(5), Maybe::Value(5)));
    assert_eq!((maybe::<f64>(1), maybe::<f64>(0.5)), (Maybe::Value(1.0), Maybe::Value(0.5)));
    assert_eq!(maybe::<u64>(None), Maybe::Null);
    assert_eq!(maybe::<u64>(Maybe::Absent), Maybe::default());
    assert_eq!(maybe::<bool>(true).value(), Some(&true));
    assert_eq!(maybe::<bool>(None).into_option(), None);
    assert_eq!(Maybe::Value(2).map(|value| value + 1).as_ref(), Maybe::Value(&3));
    assert!(Maybe::<()>::Absent.is_absent() && Maybe::<()>::Null.is_null());
}

#[test]
fn a_type_may_be_flattened_into_another() {
    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    struct Outer {
        owner: String,
        #[serde(flatten)]
        pet: Pet,
    }
    let text = r#"{"owner":"o","name":"n","chip":12}"#;
    let outer: Outer = serde_json::from_str(text).unwrap();
    assert_eq!((outer.pet.name.as_deref(), outer.pet.chip), (Some("n"), Maybe::Value(12)));
    assert_eq!(serde_json::to_string(&outer).unwrap(), text);
}

#[test]
fn an_error_has_a_path() {
    let error = read::<Vec<Pet>>(r#"[{},{"tail":{"tail":{"name":7}}}]"#).unwrap_err();
    assert_eq!(error, "`/1/tail/tail/name`: expected a string, found a number");
    let error = read::<BTreeMap<String, bool>>(r#"{"a/b~c":"secret"}"#).unwrap_err();
    assert_eq!(error, "`/a~1b~0c`: expected a boolean, found a string");
    assert_eq!(read::<Pet>("[1]").unwrap_err(), "expected an object, found an array");
    assert!(
        serde_json::from_str::<Pet>(r#"{"name":[]}"#).unwrap_err().to_string().contains("`/name`: expected a string")
    );
}

#[test]
fn integers_are_exact() {
    assert_eq!(read::<i64>("926066738708"), Ok(926_066_738_708));
    assert_eq!(read::<i64>("1.0"), Ok(1));
    assert_eq!(read::<i64>("1e3"), Ok(1000));
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<i64>("9007199254740993"), Ok(9_007_199_254_740_993));
    assert_eq!(read::<i64>("9007199254740993.0"), Ok(9_007_199_254_740_993), "an `f64` would round it");
    assert_eq!(read::<i64>("922337203685477580700e-2"), Ok(i64::MAX));
    for text in ["1.5", "18446744073709551615", "9223372036854775808", "1e300", "-9223372036854776000", "1e-1", "1e400"]
    {
        assert!(read::<i64>(text).is_err(), "{text}");
    }
    assert!(read::<i32>("2147483648").is_err() && read::<u32>("-1").is_err() && read::<i64>("\"1\"").is_err());
}

#[test]
fn numbers_that_are_not_finite_are_errors() {
    for number in [f64::NAN, f64::INFINITY] {
        assert!(serde_json::to_string(&Value::from(number)).is_err(), "{number}");
        assert!(to_text(&number).is_err() && to_text(&Value::from(number)).is_err());
    }
}

#[test]
fn any_value_is_kept_unchanged() {
    for value in [json!(null), json!({"b": [1, -2, 2.5, "x\u{1f600}\"\\\n", true, null, {}], "a": {}}), json!([[]])] {
        let text = value.to_string();
        let read: Value = read(&text).unwrap();
        assert_eq!(read, value);
        assert_eq!(read.to_string(), text);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn the_last_of_duplicate_keys_is_kept() {
    assert_eq!(read::<Pet>(r#"{"name":"a","chip":1,"name":"b"}"#).unwrap().name.as_deref(), Some("b"));
    assert_eq!(read::<Value>(r#"{"a":1,"a":2}"#).unwrap(), json!({"a": 2}));
}

#[test]
fn the_rest_of_an_object_is_its_unknown_properties() {
    struct Open {
        b: i64,
        rest: BTreeMap<String, i64>,
    }
    json::object! {
        Open {
            b: required "b",
        }
        others rest
    }
    let open: Open = read(r#"{"a":1,"b":2,"c":3}"#).unwrap();
    assert_eq!(open.rest, BTreeMap::from([("a".to_owned(), 1), ("c".to_owned(), 3)]));
    assert_eq!(to_text(&open).unwrap(), r#"{"b":2,"a":1,"c":3}"#);
    let rest = BTreeMap::from([("b".to_owned(), 3)]);
    assert_eq!(to_text(&Open { b: 2, rest }).unwrap(), r#"{"b":2}"#, "a property is written once");
    struct Optional {
        b: Option<i64>,
        rest: BTreeMap<String, Value>,
    }
    json::object! {
        Optional {
            b: optional "b",
        }
        others rest
    }
    let rest = BTreeMap::from([("b".to_owned(), Value::Null)]);
    assert_eq!(to_text(&Optional { b: None, rest }).unwrap(), r#"{"b":null}"#, "an absent property may be among them");
}

#[test]
fn invalid_json_is_empty_truncated_or_not_json() {
    assert!(matches!(from_slice(b" \n"), Err(ParseError::Empty)));
    assert!(matches!(from_slice(b"{\"a\":"), Err(ParseError::Truncated(_))));
    assert!(matches!(from_slice(b"<html>"), Err(ParseError::NotJson(_))));
    assert!(matches!(from_slice(b"{} {}"), Err(ParseError::NotJson(_))));
    assert!(matches!(from_slice(b"\"\xff\""), Err(ParseError::NotJson(_))));
    let deep = "[".repeat(100_000);
    assert!(matches!(from_slice(deep.as_bytes()), Err(ParseError::NotJson(_))), "a recursion would overflow the stack");
}

#[test]
fn strings_without_escapes_are_borrowed() {
    let tree = from_slice(br#"{"plain":"a","escaped":"\n"}"#).unwrap();
    let is_borrowed = |key| matches!(tree.get(key), Some(Tree::String(std::borrow::Cow::Borrowed(_))));
    assert!(is_borrowed("plain") && !is_borrowed("escaped"));
}

#[test]
fn a_tuple_has_a_fixed_number_of_items() {
    type Pair = (String, i64);
    assert_eq!(read::<Pair>(r#"["a", 1]"#), Ok(("a".to_owned(), 1)));
    assert_eq!(to_text(&("a".to_owned(), 1_i64)).unwrap(), r#"["a",1]"#);
    for text in [r#"["a"]"#, r#"["a", 1, 2]"#, r#"{"0": "a", "1": 1}"#] {
        assert!(read::<Pair>(text).is_err(), "{text}");
    }
    assert_eq!(read::<Pair>(r#"["a", "b"]"#).unwrap_err(), "`/1`: expected a 64-bit integer, found a string");
    assert_eq!(read::<Vec<Pair>>(r#"[["a", 1], ["b"]]"#).unwrap_err(), "`/1`: expected an array of 2 items");
}
