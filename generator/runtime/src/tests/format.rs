//! The types of string formats keep their text.

use std::net::IpAddr;

use crate::runtime::format::{Base64, DateTime, Uri, Uuid};

#[test]
fn the_text_is_kept_unchanged() {
    for text in ["2019-06-09T06:49:53+02:00", "not a date", ""] {
        let moment: DateTime = serde_json::from_value(serde_json::json!(text)).unwrap();
        assert_eq!(serde_json::to_value(&moment).unwrap(), serde_json::json!(text));
        assert_eq!((moment.as_str(), moment.to_string().as_str()), (text, text));
    }
    assert_eq!(Uri::from("https://example.com"), "https://example.com");
    assert_eq!(format!("{:?}", Uuid::new("a")), "\"a\"");
    assert!(serde_json::from_value::<DateTime>(serde_json::json!(1)).is_err());
}

#[test]
fn a_text_is_parsed_on_demand() {
    assert_eq!(Uri::from("127.0.0.1").parse::<IpAddr>().unwrap(), IpAddr::from([127, 0, 0, 1]));
    assert!(Uri::from("nowhere").parse::<IpAddr>().is_err());
}

#[test]
fn base64_is_that_of_rfc_4648() {
    // Section 10.
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(Base64::encode(bytes).as_str(), text);
        assert_eq!(Base64::from(text).decode().as_deref(), Some(bytes.as_bytes()));
        assert_eq!(Base64::from(text.trim_end_matches('=')).decode().as_deref(), Some(bytes.as_bytes()), "no padding");
    }
    assert_eq!(Base64::from(b"foo"), Base64::from(b"foo".as_slice()));
    assert_eq!(Base64::from("-_-_").decode(), Base64::from("+/+/").decode(), "the alphabet for URLs (section 5)");
    assert_eq!(Base64::from("Zm9v\r\nYmFy").decode().as_deref(), Some("foobar".as_bytes()));
    for text in ["Z", "Zm9vY", "Zm=v", "Zm9*"] {
        assert_eq!(Base64::from(text).decode(), None, "{text}");
    }
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(Base64::from(all.clone()).decode(), Some(all));
}
