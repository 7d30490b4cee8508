//! The parser accepts the same texts as `serde_json`, and returns the same values.

use serde_json::error::Category;

use crate::runtime::json::{ParseError, Value, from_slice};

/// The texts whose mutations are parsed.
const TEXTS: [&str; 8] = [
    r#"{"a":[1,-2.5e+10,true,false,null,"x\u00e9\ud83d\ude00\n\"\\\/"],"b":{"c":{},"d":[]},"e":""}"#,
    " [ 0 , -0 , 1E5 , 0.10 , [ [ ] , { } ] ]\r\n\t",
    "{\"\u{e9}\u{1f600}\":\"\u{7f}\u{2028}\u{10ffff}\",\"\":0}",
    r#"{"a":1,"b":2,"a":3,"c":{"x":1,"x":2}}"#,
    r#""\ud800\udc00\uDBFF\uDFFF\b\f""#,
    "[123456789012345678901234567890,1e-400,18446744073709551616]",
    "null",
    r#"[{"k":[{"k":[{"k":"v"}]}]}]"#,
];

fn agree(text: &[u8]) {
    let shown = || String::from_utf8_lossy(text);
    match (from_slice(text), serde_json::from_slice::<serde_json::Value>(text)) {
        (Ok(own), Ok(theirs)) => {
            let own = own.to_value();
            assert!(is_same(&own, &theirs.clone().into()), "{}: {own} is not {theirs}", shown());
        }
        (Ok(_), Err(error)) => assert!(error.to_string().contains("number out of range"), "{}: {error}", shown()),
        (Err(problem), Ok(_)) => panic!("{}: {problem:?}", shown()),
        (Err(ParseError::NotJson(_)), Err(error)) if error.to_string().contains("number out of range") => {}
        (Err(ParseError::Truncated(_) | ParseError::Empty), Err(error)) => {
            // For a text that ends within a character, `serde_json` reports another category.
            let is_cut = std::str::from_utf8(text).is_err_and(|error| error.error_len().is_none());
            assert!(is_cut || error.classify() == Category::Eof, "{}: {error}", shown());
        }
        (Err(ParseError::NotJson(_)), Err(error)) => {
            // `serde_json` requires four digits of an escape before it checks them, and reports another category for an
            // incomplete character at the end.
            let is_cut =
                std::str::from_utf8(text).is_err() || shown().rfind("\\u").is_some_and(|at| at + 6 > text.len());
            assert!(is_cut || error.classify() == Category::Syntax, "{}: {error}", shown());
        }
    }
}

/// Returns whether two values are equal, except for the rounding of `serde_json`.
fn is_same(first: &Value, second: &Value) -> bool {
    match (first, second) {
        // With `arbitrary_precision`, `serde_json` has numbers outside of the range of `f64`.
        (Value::Number(first), Value::Number(second)) => match (first.as_f64(), second.as_f64()) {
            (Some(first), Some(second)) => first == second || (first - second).abs() <= first.abs() * f64::EPSILON,
            _ => first == second,
        },
        (Value::Array(first), Value::Array(second)) => {
            first.len() == second.len() && first.iter().zip(second).all(|(first, second)| is_same(first, second))
        }
        (Value::Object(first), Value::Object(second)) => {
            let mut members = first.iter();
            first.len() == second.len() && members.all(|(key, value)| is_same(value, &second[key]))
        }
        (first, second) => first == second,
    }
}

#[test]
fn it_accepts_the_texts_that_serde_json_accepts() {
    let bytes = [
        0, b'\t', b' ', b'"', b'\\', b'/', b'0', b'1', b'9', b'-', b'+', b'.', b'e', b'E', b',', b':', b'[', b']',
        b'{', b'}', b'n', b'u', b'd', b'8', 0x0c, 0x1f, 0x7f, 0x80, 0xc3, 0xa9, 0xed, 0xf0, 0xff,
    ];
    let mut count = 0;
    for text in TEXTS.map(str::as_bytes) {
        agree(text);
        for at in 0..=text.len() {
            agree(&text[..at]);
            for byte in bytes {
                agree(&[&text[..at], &[byte], &text[at..]].concat());
                if at < text.len() {
                    agree(&[&text[..at], &[byte], &text[at + 1..]].concat());
                }
                count += 2;
            }
            for end in at + 1..=text.len() {
                // A part is removed, and a part is repeated.
                agree(&[&text[..at], &text[end..]].concat());
                agree(&[&text[..end], &text[at..]].concat());
                count += 2;
            }
        }
    }
    println!("{count} texts");
}

#[test]
fn the_maximum_depth_is_that_of_serde_json() {
    for depth in [1, 100, 126, 127, 128, 129, 10_000] {
        for (open, inner, close) in [("[", "1", "]"), (r#"{"a":"#, "1", "}"), ("[", "[]", "]")] {
            let text = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            agree(text.as_bytes());
        }
    }
    let error = from_slice("[".repeat(10_000).as_bytes()).unwrap_err();
    assert!(matches!(&error, ParseError::NotJson(error) if error.offset() == 127), "{error:?}");
}

#[test]
fn an_error_has_a_position() {
    for (text, message, offset) in [
        ("{\"a\":\n  [1,\n  tru]}", "expected a value at line 3 column 6", 17),
        ("<html>", "expected a value at line 1 column 1", 0),
        ("\u{feff}{}", "expected a value at line 1 column 1", 0),
        ("[\"\u{e9}\u{1f600}\", x]", "expected a value at line 1 column 8", 11),
        (r#"["\ud800"]"#, "lone surrogate at line 1 column 3", 2),
        (r#"["\udc00\ud800"]"#, "lone surrogate at line 1 column 3", 2),
        ("[01]", "a number must not have leading zeros at line 1 column 3", 2),
        ("[1,]", "expected a value at line 1 column 4", 3),
        ("{\"a\":1,}", "expected a key at line 1 column 8", 7),
        ("{} {}", "expected the end of the text at line 1 column 4", 3),
        ("[\"\u{1}\"]", "control characters in a string must be escaped at line 1 column 3", 2),
    ] {
        let Err(ParseError::NotJson(error)) = from_slice(text.as_bytes()) else { panic!("{text}") };
        assert_eq!((error.to_string().as_str(), error.offset()), (message, offset), "{text}");
    }
    let position = |text: &[u8]| match from_slice(text) {
        Err(ParseError::NotJson(error)) => (error.to_string(), error.offset()),
        other => panic!("{other:?}"),
    };
    assert_eq!(position(b"[1, \"a\xff\"]"), ("invalid UTF-8 at line 1 column 7".to_owned(), 6));
    assert_eq!(
        position(b"[x, \"a\xff\"]"),
        ("expected a value at line 1 column 2".to_owned(), 1),
        "the first error is reported"
    );
    assert!(matches!(from_slice(b"[\"\xe2\x82"), Err(ParseError::Truncated(error)) if error.offset() == 2));
}

#[test]
fn many_duplicate_keys_are_removed_quickly() {
    let members: Vec<String> = (0..100_000).map(|index| format!("\"k{}\":{index}", index % 50_000)).collect();
    let value: Value = format!("{{{}}}", members.join(",")).parse().unwrap();
    let object = value.as_object().unwrap();
    assert_eq!(object.len(), 50_000);
    assert_eq!(object.iter().next(), Some(("k0", &Value::from(50_000))), "the last value at the position of the first");
}
