//! Numbers keep every bit and every digit in round trips.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::json::{self, Number, Value, to_text};

/// A type as the generator would generate it, with numbers in every kind of place.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sample {
    double: Option<f64>,
    any: Option<Value>,
    exact: Option<Number>,
    map: BTreeMap<String, Value>,
}

json::object! {
    Sample {
        double: optional "double",
        any: optional "any",
        exact: optional "exact",
    }
    others map
}

json::serde_through_json!(Sample);

/// Numbers in every spelling, and numbers that no Rust type represents.
const TEXTS: [&str; 17] = [
    "0",
    "-0",
    "-0.0",
    "1.0",
    "1.50",
    "1e3",
    "1E+3",
    "1e-7",
    "0.10000000000000000000000001",
    "9007199254740993",
    "18446744073709551615",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "-1234567890123456789012345678901234567890123",
    "1e400",
    "-1.7976931348623159e308",
    "4.9e-999999999999999999999",
];

#[test]
fn a_number_keeps_its_text() {
    for text in TEXTS {
        let sample = format!(r#"{{"any":[{text}],"exact":{text},"x":{{"y":{text}}}}}"#);
        let read = json::decode::<Sample>(sample.as_bytes()).unwrap();
        assert_eq!(to_text(&read).unwrap(), sample, "with our own functions");
        let read: Sample = serde_json::from_str(&sample).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), sample, "with `serde_json`");
        let read: Sample = serde_json::from_reader(sample.as_bytes()).unwrap();
        assert_eq!(serde_json::to_vec(&read).unwrap(), sample.as_bytes());
        let value: Value = sample.parse().unwrap();
        assert_eq!(value.to_string(), sample);
        assert_eq!(value.read::<Sample>().unwrap(), read);
        assert_eq!(value.read::<Sample>().unwrap().exact.unwrap().to_string(), text);
        assert_eq!(Value::from_serialize(&read).unwrap().to_string(), sample);
        assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
    }
    for text in ["", "-", "01", "1.", ".5", "1e", "+1", " 1", "1 ", "NaN", "0x1", "1_0"] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
}

#[test]
fn a_number_that_is_too_large_is_an_error_with_a_path() {
    let error = json::decode::<Sample>(br#"{"any":1e400,"double":1e400}"#).unwrap_err();
    assert_eq!(error.into_mismatch().unwrap().to_string(), "`/double`: number does not fit a 64-bit float");
}

/// Returns pseudorandom doubles: of every exponent, and between 0 and 1.
fn doubles(count: u32) -> impl Iterator<Item = f64> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = move || {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    };
    let of_every_exponent = move |bits: u64| f64::from_bits(bits);
    let between_0_and_1 = |bits: u64| f64::from_bits(0x3ff0_0000_0000_0000 | bits >> 12) - 1.0;
    std::iter::from_fn(move || Some(next()))
        .enumerate()
        .map(move |(index, bits)| if index % 2 == 0 { of_every_exponent(bits) } else { between_0_and_1(bits) })
        .filter(|double| double.is_finite())
        .take(count as usize)
}

#[test]
fn a_whole_double_has_no_fraction_in_a_parameter() {
    let written = |double: f64| {
        let tree = json::to_tree(&double).unwrap();
        crate::runtime::encode::style::primitive(&tree).unwrap().into_owned()
    };
    assert_eq!([2.0, -3.0, 0.0, 999_999_999_999_999.0].map(written), ["2", "-3", "0", "999999999999999"]);
    assert_eq!([0.5, -0.0, 1e15, 1e300].map(written), ["0.5", "-0.0", "1000000000000000.0", "1e+300"]);
    assert_eq!(to_text(&2.0_f64).unwrap(), "2.0", "JSON keeps the type of the number");
    let list = vec![2.0];
    let list = json::to_tree(&list).unwrap();
    assert_eq!(crate::runtime::encode::style::json(&list).unwrap(), "[2.0]", "a parameter that is JSON too");
    let exact: Number = "2.0".parse().unwrap();
    let exact = json::to_tree(&exact).unwrap();
    assert_eq!(crate::runtime::encode::style::primitive(&exact).unwrap(), "2.0");
}

#[test]
fn doubles_keep_every_bit() {
    #[derive(Serialize, Deserialize)]
    struct Foreign {
        double: f64,
    }
    for double in doubles(100_000) {
        let bits = double.to_bits();
        // As `serde_json` writes it, as Rust does, and with more digits than necessary.
        for number in [to_text(&double).unwrap(), format!("{double:e}"), format!("{double:.25e}")] {
            let text = format!(r#"{{"double":{number},"any":{number}}}"#);
            let read = json::decode::<Sample>(text.as_bytes()).unwrap();
            assert_eq!(read.double.unwrap().to_bits(), bits, "{text}");
            assert_eq!(read.any.as_ref().unwrap().as_f64().unwrap().to_bits(), bits, "{text}");
            let written = to_text(&read).unwrap();
            let reread: Sample = serde_json::from_str(&written).unwrap();
            assert_eq!(reread.double.unwrap().to_bits(), bits, "{text} was written as {written}");
            let value: Value = text.parse().unwrap();
            assert_eq!(
                value.read::<Foreign>().unwrap().double.to_bits(),
                bits,
                "a type with serde's own implementation"
            );
            let value: serde_json::Value = value.try_into().unwrap();
            assert_eq!(value["any"].as_f64().unwrap().to_bits(), bits);
            assert_eq!(serde_json::from_value::<Sample>(value).unwrap().double.unwrap().to_bits(), bits);
        }
    }
}

#[test]
fn numbers_with_equal_values_are_equal() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    for (first, second) in [
        ("1", "1.0"),
        ("10e-1", "1"),
        ("0", "-0.0e5"),
        ("1e2", "100"),
        ("123456789012345678901234567890.0", "12345678901234567890123456789e1"),
        ("0.001", "1E-3"),
        ("1e400", "10e399"),
    ] {
        assert_eq!(number(first), number(second));
        let hash = |number: &Number| {
            std::hash::BuildHasher::hash_one(
                &std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default(),
                number,
            )
        };
        assert_eq!(hash(&number(first)), hash(&number(second)));
    }
    for (first, second) in
        [("1", "-1"), ("0.1", "0.10000000000000001"), ("1e400", "1e401"), ("9007199254740993", "9007199254740992")]
    {
        assert_ne!(number(first), number(second));
    }
    assert_eq!((number("1.0").as_i64(), number("1e3").as_u64(), number("1.5").as_i64()), (Some(1), Some(1000), None));
    assert_eq!(number("123456789012345678901234567890").as_i128(), Some(123_456_789_012_345_678_901_234_567_890));
    assert!(number("1e400").is_integer() && !number("1e-400").is_integer() && number("1e400").as_f64().is_none());
}

#[test]
fn other_formats_get_a_type_that_represents_the_number() {
    let value: Value = r#"[1, 18446744073709551615, 1.50, 1e3]"#.parse().unwrap();
    let made = serde_json::to_value(&value).unwrap();
    assert_eq!(made, serde_json::json!([1, 18_446_744_073_709_551_615_u64, 1.5, 1000.0]));
    assert_eq!(Value::from(made), value);
    let zero = serde_json::to_value("-0".parse::<Value>().unwrap()).unwrap();
    assert!(zero.as_f64().is_some_and(f64::is_sign_negative), "{zero}");
    // No digit is lost. The features of `serde_json` decide whether the number is in range.
    for text in ["1e400", "123456789012345678901234567890"] {
        let value: Value = text.parse().unwrap();
        if let Ok(made) = serde_json::Value::try_from(value.clone()) {
            assert_eq!(made.to_string(), text);
        }
        if let Ok(made) = serde_json::to_value(&value) {
            assert_eq!(made.to_string(), text);
        }
    }
}

#[test]
fn a_number_and_a_text_may_be_keys_of_a_map() {
    let numbers = BTreeMap::from([(Key(Number::from(1)), "x")]);
    assert_eq!(serde_json::to_string(&numbers).unwrap(), r#"{"1":"x"}"#);
    let value: Value = r#"{"a":1}"#.parse().unwrap();
    let texts: BTreeMap<Text, i64> = value.read().unwrap();
    assert_eq!(texts.into_iter().map(|(key, number)| (key.0, number)).collect::<Vec<_>>(), [("a".to_owned(), 1)]);
}

/// A number that is a key.
#[derive(Clone, PartialEq, Eq)]
struct Key(Number);

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.to_string().cmp(&other.0.to_string())
    }
}

/// A text that is a key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Text(String);

json::newtype!(Key);
json::newtype!(Text);
json::serde_through_json!(Key);
json::serde_through_json!(Text);
