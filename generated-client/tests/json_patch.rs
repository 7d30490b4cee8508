//! Every well-formed patch survives our types unchanged, and it is known what becomes of the others.
//!
//! A few patches stand here; the community's collection of test cases is read too where it lies beside the project.

use std::path::Path;

use generated_client::types::JsonPatch;
use serde_json::{Value, json};

/// What becomes of a patch.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// It comes back as it was.
    Unchanged,
    /// It comes back without what RFC 6902 does not know and says to ignore (appendix A.11).
    Without(&'static str),
    /// It is refused, with the place.
    Refused(String),
}

fn fate(patch: &Value) -> Fate {
    let read: JsonPatch = match serde_json::from_value(patch.clone()) {
        Ok(read) => read,
        Err(error) => return Fate::Refused(error.to_string()),
    };
    // Through text too, so that both ways of reading are the same one.
    assert_eq!(serde_json::from_str::<JsonPatch>(&patch.to_string()).unwrap(), read);
    let written = serde_json::to_value(&read).unwrap();
    if written == *patch {
        return Fate::Unchanged;
    }
    for unknown in ["xyz", "spurious"] {
        let mut without = patch.clone();
        for operation in without.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            operation.remove(unknown);
        }
        if written == without {
            return Fate::Without(unknown);
        }
    }
    panic!("{patch} became {written}");
}

#[test]
fn well_formed_patches_survive() {
    for patch in [
        json!([]),
        json!([{"op": "add", "path": "", "value": {"a": [1, 2.5, null, "x", true]}}]),
        json!([{"op": "add", "path": "/a~1b/~0c/-", "value": null}]),
        json!([{"op": "remove", "path": "/a"}]),
        json!([{"op": "replace", "path": "/a", "value": null}]),
        json!([{"op": "replace", "path": "/a"}]),
        json!([{"op": "move", "from": "/a", "path": "/b"}]),
        json!([{"op": "copy", "from": "/a", "path": "/b"}]),
        json!([{"op": "test", "path": "/a", "value": [[]]}, {"op": "test", "path": "/b", "value": 18446744073709551615_u64}]),
        json!([{"op": "test", "path": "/a", "value": -9223372036854775808_i64}]),
        json!([{"op": "spam", "path": "/a"}]),
    ] {
        assert_eq!(fate(&patch), Fate::Unchanged, "{patch}");
    }
}

#[test]
fn malformed_patches_are_refused_or_cut_to_what_is_known() {
    let refused = |why: &str| Fate::Refused(why.to_owned());
    for (patch, expected) in [
        (json!([{"op": "add", "value": 1}]), refused("`/path`: missing")),
        (json!([{"path": "/a", "value": 1}]), refused("`/op`: missing")),
        (json!([{"op": "add", "path": null}]), refused("`/path`: expected a string, found null")),
        (json!([{"op": 1, "path": "/a"}]), refused("`/op`: expected a string, found a number")),
        (json!({"op": "add", "path": "/a"}), refused("invalid type: map, expected a sequence")),
        (json!([["add", "/a", 1]]), refused("the whole value: expected an object, found an array")),
        (json!([{"op": "add", "path": "/a", "value": 1, "xyz": 2}]), Fate::Without("xyz")),
    ] {
        // A vector is read by serde, which names no places; each operation is read by us.
        assert_eq!(fate(&patch), expected, "{patch}");
    }
}

/// The collection's cases that are no well-formed patch, and what becomes of each.
const MALFORMED: [(&str, &str); 4] = [
    ("A.11.  Ignoring Unrecognized Elements", "Without(\"xyz\")"),
    ("spurious patch properties", "Without(\"spurious\")"),
    ("missing 'path' parameter", "Refused(\"`/path`: missing\")"),
    ("'path' parameter with null value", "Refused(\"`/path`: expected a string, found null\")"),
];

#[test]
fn the_communitys_patches_survive() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-patch-tests");
    if !folder.is_dir() {
        println!("skipped: the community's JSON Patch test cases are not beside the project");
        return;
    }
    let (mut unchanged, mut malformed) = (0, 0);
    for file in ["spec_tests.json", "tests.json"] {
        let cases: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join(file)).unwrap()).unwrap();
        for case in cases {
            let Some(patch) = case.get("patch") else { continue };
            let comment = case.get("comment").and_then(Value::as_str).unwrap_or_default();
            match MALFORMED.iter().find(|(name, _)| *name == comment) {
                None => {
                    assert_eq!(fate(patch), Fate::Unchanged, "{comment}: {patch}");
                    unchanged += 1;
                }
                Some((_, expected)) => {
                    assert_eq!(format!("{:?}", fate(patch)), *expected, "{comment}: {patch}");
                    malformed += 1;
                }
            }
        }
    }
    println!("{unchanged} patches came back unchanged, {malformed} are malformed and listed here");
    assert_eq!((unchanged > 100, malformed), (true, MALFORMED.len()));
}
