//! The characters that would end a value are encoded where they are written.

use crate::runtime::Multipart;
use crate::runtime::encode::percent::{ReservedPlace, encode, encode_literal, encode_reserved};

#[test]
fn each_place_has_its_set_of_encoded_characters() {
    let all: String = (' '..='~').filter(|character| !character.is_ascii_alphanumeric()).collect();
    assert_eq!(
        encode(&all),
        "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~"
    );
    for (place, encoded) in [
        (ReservedPlace::Path, "%20!%22%23$%25&'()*+,-./:;%3C=%3E%3F@[%5C]%5E_%60%7B%7C%7D~"),
        (ReservedPlace::Query, "%20!%22%23$%25%26'()*+,-./:;%3C=%3E?@[%5C]%5E_%60%7B%7C%7D~"),
        (ReservedPlace::Cookie, "%20!%22#$%25%26'()*+%2C-./:%3B%3C=%3E?@[%5C]%5E_%60%7B%7C%7D~"),
        (ReservedPlace::Form, "%20!%22%23$%25%26'()*%2B,-./:;%3C=%3E?@[%5C]%5E_%60%7B%7C%7D~"),
    ] {
        assert_eq!(encode_reserved(&all, place), encoded, "{place:?}");
        assert_eq!(encode_reserved("%41%4", place), "%41%254", "{place:?}");
    }
    assert_eq!(encode_literal(" \"<>`%20\u{e9}"), "%20%22%3C%3E%60%20%C3%A9");
}

#[test]
fn a_name_of_a_part_ends_at_its_own_quotation_mark() {
    let multipart = Multipart::new().text("a\"; b=\"\r\nc", "text").file("d", "e");
    let (_, body) = multipart.finish().unwrap();
    let body = String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap();
    assert!(body.contains("form-data; name=\"a%22; b=%22%0D%0Ac\"\r\n\r\ntext\r\n"), "{body}");
    assert!(body.contains("form-data; name=\"d\"; filename=\"d\"\r\n"), "{body}");
}
