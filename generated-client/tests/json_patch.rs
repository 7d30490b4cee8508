//! Well-formed JSON patches survive a round trip through the types, and malformed ones have a known outcome.
//!
//! The collection of test cases of the JSON Patch community is tested too, if it is beside the project.

use std::path::Path;

use generated_client::types::JsonPatch;
use serde_json::{Value, json};

/// The outcome of a round trip.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// The patch is unchanged.
    Unchanged,
    /// The patch lacks a member that RFC 6902 does not define and says to ignore (appendix A.11).
    Without(&'static str),
    /// The patch is an error, with its path.
    Invalid(String),
}

fn outcome(patch: &Value) -> Outcome {
    let read: JsonPatch = match serde_json::from_value(patch.clone()) {
        Ok(read) => read,
        Err(error) => return Outcome::Invalid(error.to_string()),
    };
    // Reading from text has the same result.
    assert_eq!(serde_json::from_str::<JsonPatch>(&patch.to_string()).unwrap(), read);
    let written = serde_json::to_value(&read).unwrap();
    if written == *patch {
        return Outcome::Unchanged;
    }
    for unknown in ["xyz", "spurious"] {
        let mut without = patch.clone();
        for operation in without.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            operation.remove(unknown);
        }
        if written == without {
            return Outcome::Without(unknown);
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
        assert_eq!(outcome(&patch), Outcome::Unchanged, "{patch}");
    }
}

#[test]
fn malformed_patches_are_invalid_or_lose_unknown_members() {
    let invalid = |why: &str| Outcome::Invalid(why.to_owned());
    for (patch, expected) in [
        (json!([{"op": "add", "value": 1}]), invalid("`/path`: missing")),
        (json!([{"path": "/a", "value": 1}]), invalid("`/op`: missing")),
        (json!([{"op": "add", "path": null}]), invalid("`/path`: expected a string, found null")),
        (json!([{"op": 1, "path": "/a"}]), invalid("`/op`: expected a string, found a number")),
        (json!({"op": "add", "path": "/a"}), invalid("invalid type: map, expected a sequence")),
        (json!([["add", "/a", 1]]), invalid("expected an object, found an array")),
        (json!([{"op": "add", "path": "/a", "value": 1, "xyz": 2}]), Outcome::Without("xyz")),
    ] {
        // serde reads the vector, without a path; each operation is read with its path.
        assert_eq!(outcome(&patch), expected, "{patch}");
    }
}

/// The malformed patches of the collection, and their outcomes.
const MALFORMED: [(&str, &str); 4] = [
    ("A.11.  Ignoring Unrecognized Elements", "Without(\"xyz\")"),
    ("spurious patch properties", "Without(\"spurious\")"),
    ("missing 'path' parameter", "Invalid(\"`/path`: missing\")"),
    ("'path' parameter with null value", "Invalid(\"`/path`: expected a string, found null\")"),
];

#[test]
fn the_patches_of_the_community_survive() {
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
                    assert_eq!(outcome(patch), Outcome::Unchanged, "{comment}: {patch}");
                    unchanged += 1;
                }
                Some((_, expected)) => {
                    assert_eq!(format!("{:?}", outcome(patch)), *expected, "{comment}: {patch}");
                    malformed += 1;
                }
            }
        }
    }
    println!("{unchanged} patches came back unchanged, {malformed} are malformed and listed here");
    assert_eq!((unchanged > 100, malformed), (true, MALFORMED.len()));
}
