//! Tests of identifiers with small documents.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::collect::File;
use super::*;
use crate::limits::Limits;
use crate::location::{Sources, Trail};
use crate::openapi::testing::lines;
use crate::source::SourceMap;

/// Returns the targets of references in a schema of OpenAPI 3.1, and the diagnostics. The pointers are those of the schemas that
/// contain the references.
fn targets(version: Version, schemas: &Value, references: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let mut sources = Sources::new();
    let file = sources.add("test.json", String::new());
    let value = json!({"components": {"schemas": schemas}});
    let document = Document { value, source_map: SourceMap::new(file) };
    let limits = Limits::default();
    let bundle = Bundle::new(&document, &mut sources, &limits);
    let mut identifiers = Identifiers::of(&document, &bundle, version);
    let mut found = Vec::new();
    for (at, text) in references {
        let pointer = Pointer::parse(&format!("/components/schemas{at}/$ref")).unwrap();
        let place = Origin { file, pointer };
        let whole = RefTarget { file: None, pointer: Pointer::root() };
        let fragment = text.strip_prefix('#').unwrap_or_default();
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let target = identifiers
            .target(&document, &bundle, (&place, text))
            .or_else(|| identifiers.anchor(&document, &bundle, (&whole, &fragment), (&place, text)));
        found.push(match target {
            Some(Ok(target)) => target.pointer.as_str().replace("/components/schemas", ""),
            Some(Err(error)) => error.message + &error.help.map(|help| format!(" ({help})")).unwrap_or_default(),
            None => "none".to_owned(),
        });
    }
    (found, lines(&identifiers.into_diagnostics()))
}

fn assert_targets(schemas: &Value, cases: &[(&str, &str, &str)]) {
    let references: Vec<(&str, &str)> = cases.iter().map(|(at, text, _)| (*at, *text)).collect();
    let (found, lines) = targets(Version::V3_1, schemas, &references);
    let expected: Vec<&str> = cases.iter().map(|(_, _, expected)| *expected).collect();
    assert_eq!((found, lines), (expected.into_iter().map(str::to_owned).collect(), vec![]));
}

/// JSON Schema 2020-12 Core, appendix A.
#[test]
fn the_examples_of_the_specification_are_identified() {
    let schemas = json!({"S": {
        "$id": "https://example.com/root.json",
        "$defs": {
            "A": {"$anchor": "foo"},
            "B": {"$id": "other.json", "$defs": {
                "X": {"$anchor": "bar"},
                "Y": {"$id": "t/inner.json", "$anchor": "bar"},
            }},
            "C": {"$id": "urn:uuid:ee564b8a-7a87-4125-8c96-e9f123d6766f"},
        },
    }});
    let uuid = "urn:uuid:ee564b8a-7a87-4125-8c96-e9f123d6766f";
    let mut cases = vec![("/S", "", "/S")];
    for (text, expected) in [
        ("https://example.com/root.json", "/S"),
        ("https://example.com/root.json#", "/S"),
        ("https://example.com/root.json#foo", "/S/$defs/A"),
        ("https://example.com/root.json#/$defs/A", "/S/$defs/A"),
        ("https://example.com/other.json", "/S/$defs/B"),
        ("https://example.com/other.json#", "/S/$defs/B"),
        ("https://example.com/root.json#/$defs/B", "/S/$defs/B"),
        ("https://example.com/other.json#bar", "/S/$defs/B/$defs/X"),
        ("https://example.com/other.json#/$defs/X", "/S/$defs/B/$defs/X"),
        ("https://example.com/root.json#/$defs/B/$defs/X", "/S/$defs/B/$defs/X"),
        ("https://example.com/t/inner.json", "/S/$defs/B/$defs/Y"),
        ("https://example.com/t/inner.json#bar", "/S/$defs/B/$defs/Y"),
        ("https://example.com/other.json#/$defs/Y", "/S/$defs/B/$defs/Y"),
        (uuid, "/S/$defs/C"),
    ] {
        // A reference without a base, and one in a resource: an absolute URI is the same in both.
        cases.extend([("/Other", text, expected), ("/S/$defs/B/items", text, expected)]);
    }
    assert_targets(&schemas, &cases);
}

#[test]
fn a_reference_is_relative_to_the_nearest_identifier() {
    let schemas = json!({
        "A": {"$id": "https://example.com/a/", "$defs": {
            "x": {}, "y": {"$id": "y", "$defs": {"x": {}}}, "a b": {}, "u": {"$id": "urn:a:b"},
        }},
    });
    assert_targets(
        &schemas,
        &[
            ("/A", "#/$defs/x", "/A/$defs/x"),
            ("/A/$defs/y", "#/$defs/x", "/A/$defs/y/$defs/x"),
            ("/A/items", "y#/$defs/x", "/A/$defs/y/$defs/x"),
            ("/A/$defs/y", "../a/y", "/A/$defs/y"),
            ("/A", "#/%24defs/a%20b", "/A/$defs/a b"),
            ("/A/$defs/y", "#/$defs/z", "`#/$defs/z` does not exist"),
            ("/A", "y#/$defs/z", "`y#/$defs/z` does not exist"),
            // Nothing is relative to a URN but a fragment.
            ("/A/$defs/u", "y", "none"),
            ("/A/$defs/u", "#", "/A/$defs/u"),
            // Neither a file nor a URL that is not identified is one of these.
            ("/A", "other.yaml#/x", "none"),
            ("/A", "https://example.com/b", "none"),
            ("/B", "#/components/schemas/A", "none"),
            ("/B", "y", "none"),
        ],
    );
}

#[test]
fn an_anchor_is_visible_in_its_resource_alone() {
    let schemas = json!({
        "A": {"$anchor": "leaf"},
        "B": {"$id": "b", "$defs": {"leaf": {"$anchor": "leaf"}, "inner": {"$dynamicAnchor": "in.ner"}}},
    });
    assert_targets(
        &schemas,
        &[
            ("/C", "#leaf", "/A"),
            ("/C", "#le%61f", "/A"),
            ("/B/items", "#leaf", "/B/$defs/leaf"),
            ("/C", "b#in.ner", "/B/$defs/inner"),
            ("/C", "#in.ner", "`#in.ner` does not exist (did you mean `b#in.ner`?)"),
            ("/C", "#no", "`#no` does not exist"),
        ],
    );
    let schemas = json!({"A": {"$anchor": "leaf"}, "B": {"$id": "b"}});
    let outside = "`#leaf` does not exist (`leaf` is an anchor outside of the schemas with `$id`)";
    assert_targets(&schemas, &[("/B", "#leaf", outside)]);
}

#[test]
fn a_pointer_of_the_document_is_read_with_a_warning() {
    let schemas = json!({
        "A": {"$id": "a", "items": {"$ref": "#/components/schemas/B"}, "components": {"schemas": {"C": {}}}},
        "B": {}, "C": {},
    });
    let references =
        [("/A/items", "#/components/schemas/B"), ("/A", "#/components/schemas/C"), ("/A", "#/components/schemas/D")];
    let (found, lines) = targets(Version::V3_1, &schemas, &references);
    assert_eq!(found, ["/B", "/A/C", "`#/components/schemas/D` does not exist"]);
    let warning =
        "`#/components/schemas/B` does not exist in the schema with `$id: a`: it is read relative to the file";
    assert_eq!(lines, [format!("/components/schemas/A/items/$ref: {warning}")]);
}

#[test]
fn a_reference_that_was_rewritten_is_that_of_the_document() {
    let schemas = json!({"A": {"$id": "a", "$ref": "#/$defs/B", "$defs": {"B": {}}}});
    let (found, lines) = targets(Version::V3_1, &schemas, &[("/A", "#/$defs/B"), ("/A", "#/components/schemas/A")]);
    assert_eq!((found, lines), (vec!["/A/$defs/B".to_owned(), "/A".to_owned()], vec![]));
}

#[test]
fn an_invalid_identifier_is_a_warning() {
    let schemas = json!({
        "A": {"$id": "a b"},
        "B": {"$id": "https://example.com/%zz"},
        "C": {"$id": "c"},
        "D": {"$id": "c"},
        "E": {"$anchor": "1"},
        "F": {"$anchor": "f"},
        "G": {"$dynamicAnchor": "f"},
        "H": {"$id": "#/properties/h"},
        "I": {"$id": "#i"},
        "J": {"$id": "#"},
        "K": {"$id": 1, "$anchor": true},
        "L": {"$anchor": "l", "$dynamicAnchor": "l"},
        "M": {"properties": {"$id": {"$anchor": "m"}}},
    });
    let references = [("/X", "c"), ("/X", "#f"), ("/X", "#i"), ("/X", "#l"), ("/X", "#m")];
    let (found, lines) = targets(Version::V3_1, &schemas, &references);
    assert_eq!(found, ["/C", "/F", "/I", "/L", "/M/properties/$id"]);
    let expected = [
        "A/$id: `$id: a b` is not a valid URI reference: references to the schema do not find it",
        "B/$id: `$id: https://example.com/%zz` is not a valid URI reference: references to the schema do not find it",
        "D/$id: `$id: c` is also that of `/components/schemas/C`: references find that schema",
        "E/$anchor: `$anchor: 1` is not a valid anchor: references to the schema do not find it",
        "G/$dynamicAnchor: `$dynamicAnchor: f` is also that of `/components/schemas/F`: references find that schema",
        "H/$id: `$id: #/properties/h` is ignored: an identifier has no fragment",
    ];
    assert_eq!(lines, expected.map(|line| format!("/components/schemas/{line}")));
}

#[test]
fn openapi_3_0_has_no_identifiers() {
    let schemas = json!({"A": {"$id": "a b", "$anchor": "a"}});
    let (found, lines) = targets(Version::V3_0, &schemas, &[("/A", "#a"), ("/B", "a")]);
    assert_eq!((found, lines), (vec!["none".to_owned(), "none".to_owned()], vec![]));
}

#[test]
fn a_part_of_a_document_is_searched_for_schemas() {
    let mut sources = Sources::new();
    let file = sources.add("test.json", String::new());
    let document = Document { value: json!({}), source_map: SourceMap::new(file) };
    let limits = Limits::default();
    let bundle = Bundle::new(&document, &mut sources, &limits);
    let mut identifiers = Identifiers::of(&document, &bundle, Version::V3_1);
    let part = json!({
        "get": {"responses": [{"schema": {"type": "array", "items": {"$anchor": "a"}, "default": {"$anchor": "no"}}}]},
        "Pet": {"$anchor": "b"},
        "example": {"$anchor": "no"},
        "components": 1,
    });
    let parts = [
        &part["get"],
        &json!({"Pet": part["Pet"], "example": part["example"]}),
        &json!({"components": {
            "schemas": {"A": {"$defs": {"x": {"$anchor": "c"}}}},
        }}),
    ]
    .map(Clone::clone);
    for part in &parts {
        let at = Trail::Start(&Pointer::root()).pointer();
        identifiers.collect_part(part, &Trail::Start(&at), 0, &File { document: &document, id: None });
    }
    let names: BTreeSet<&str> = identifiers.anchors.keys().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"].into());
}
