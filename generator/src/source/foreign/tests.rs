//! Tests of the formats that are recognized.

use serde_json::json;

use super::bytes::decode;
use super::*;

fn named(found: Option<Foreign>) -> &'static str {
    found.map_or("", |found| found.name)
}

#[test]
fn formats_are_recognized_by_their_bytes() {
    let wide: Vec<u8> = "openapi: 3.0.3".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_be: Vec<u8> = "{}\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, name) in [
        (&b"\x1f\x8b\x08\0"[..], "a gzip file"),
        (b"PK\x03\x04\x14", "a ZIP archive"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n", "an image"),
        (&wide, "a UTF-16 text without a byte order mark"),
        (&wide_be, "a UTF-16 text without a byte order mark"),
        (&[0xff, 0xfe, 0, 0, b'a', 0, 0, 0], "a UTF-32 text"),
        (b"ab\0\x01c", "a binary file"),
        (b"openapi: 3.0.3", ""),
        (b"", ""),
        (b"a", ""),
        (&[0xff, 0xfe, b'a', 0], ""),
    ] {
        assert_eq!(named(of_bytes(bytes)), name, "{bytes:?}");
    }
}

#[test]
fn utf_16_is_read_by_its_mark() {
    let text = "openapi: 3.0.3 # 😀\n";
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(decode(little).unwrap(), text);
    assert_eq!(decode(big).unwrap(), text);
    assert_eq!(decode(b"\xef\xbb\xbfa".to_vec()).unwrap(), "a");
    assert_eq!(decode(vec![0xff, 0xfe, b'a', 0, 0, 0xdc]).unwrap_err().offset, 1);
    assert_eq!(decode(vec![0xff, 0xfe, b'a', 0, b'b']).unwrap_err().offset, 1);
    assert_eq!(decode(b"a\n\xe9".to_vec()).unwrap_err().offset, 2);
}

#[test]
fn formats_are_recognized_by_their_text() {
    for (text, name) in [
        ("<!DOCTYPE html>\n<html>", "an HTML page"),
        ("\n<html lang=\"en\">", "an HTML page"),
        ("<?xml version=\"1.0\"?>\n<a/>", "an XML document"),
        ("<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\">", "a WSDL document"),
        ("#%RAML 1.0\ntitle: A", "a RAML document"),
        ("FORMAT: 1A\nHOST: https://a\n\n# A", "an API Blueprint document"),
        ("type Query {\n  a: String\n}", "a GraphQL schema"),
        ("# A\nschema {\n  query: Query\n}", "a GraphQL schema"),
        ("\"\"\"\nA pet\n\"\"\"\ntype Pet implements Node {", "a GraphQL schema"),
        ("scalar Date\n", "a GraphQL schema"),
        ("syntax = \"proto3\";", "a Protocol Buffers file"),
        ("https://a.example/openapi.json\n", "a URL"),
        ("<<: {}\n", ""),
        ("type: object\n", ""),
        ("enum : [a]\n", ""),
        ("openapi: 3.0.3\n", ""),
        ("", ""),
        ("<", ""),
    ] {
        assert_eq!(named(of_text(text)), name, "{text}");
    }
}

#[test]
fn formats_are_recognized_by_their_keys() {
    for (value, name) in [
        (json!({"swagger": "2.0", "paths": {}}), ""),
        (json!({"swagger": 2.0}), ""),
        (json!({"swagger": "3.0"}), "a Swagger document"),
        (json!({"swaggerVersion": "1.2", "apis": []}), "a Swagger 1 document"),
        (json!({"asyncapi": "2.6.0", "info": {}}), "an AsyncAPI document"),
        (json!({"overlay": "1.0.0", "actions": []}), "an OpenAPI overlay"),
        (json!({"info": {"_postman_id": "a", "name": "b"}, "item": []}), "a Postman collection"),
        (json!({"collection": {"info": {}, "item": []}}), "a Postman collection"),
        (json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}), "a JSON Schema"),
        (json!({"definitions": {}}), "a JSON Schema"),
        (json!({"data": {"__schema": {}}}), "a GraphQL schema"),
        (json!({"openapi": "3.0.3", "swagger": "2.0"}), ""),
        (json!({"info": {}, "paths": {}}), ""),
        (json!([]), ""),
    ] {
        assert_eq!(named(of_value(&value)), name, "{value}");
    }
}
