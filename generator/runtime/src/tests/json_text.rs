//! Strings that hold JSON.

use crate::runtime::json::{JsonText, Value};

type Numbers = JsonText<Vec<f64>>;

#[test]
fn the_text_is_kept_and_parsed_on_demand() {
    let text = "[1, 2.50]";
    let numbers: Numbers = serde_json::from_value(text.into()).unwrap();
    assert_eq!(numbers.parse().unwrap(), [1.0, 2.5]);
    assert_eq!(serde_json::to_value(&numbers).unwrap(), text);
    assert_eq!((numbers.as_str(), numbers.to_string().as_str(), numbers.as_ref()), (text, text, text));
    assert_eq!(String::from(numbers.clone()), text);
    assert_eq!(numbers, Numbers::new(text));
    assert!(numbers != "[1,2.5]", "texts are compared");
}

#[test]
fn a_value_is_written_compactly() {
    assert_eq!(Numbers::of(&vec![1.5, 2.5]).unwrap(), "[1.5,2.5]");
    assert_eq!(JsonText::of(&Value::from("a\"b")).unwrap(), r#""a\"b""#);
    assert_eq!(
        Numbers::of(&vec![f64::NAN]).unwrap_err().to_string(),
        "a number that is not finite cannot be written as JSON"
    );
}

#[test]
fn a_text_that_does_not_match_is_an_error_of_parsing_it() {
    for (text, message) in [
        ("", "expected a value at line 1 column 1"),
        ("[1,", "expected a value at line 1 column 4"),
        ("[1] 2", "expected the end of the text at line 1 column 5"),
        (r#"[1, "secret"]"#, "`/1`: expected a number, found a string"),
    ] {
        let numbers: Numbers = serde_json::from_value(text.into()).unwrap();
        assert_eq!(numbers.parse().unwrap_err().to_string(), message);
        let debug = format!("{numbers:?}");
        assert!(debug.starts_with("JsonText(") && !debug.contains("secret"), "{debug}");
        assert_eq!(serde_json::to_value(&numbers).unwrap(), text);
    }
    assert!(serde_json::from_value::<Numbers>(serde_json::json!([1])).is_err());
    assert_eq!(format!("{:?}", Numbers::from("[1]")), "JsonText([1.0])");
}
