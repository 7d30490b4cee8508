//! The runtime reads the JSON texts that `serde_json` reads, and writes an equal text.
#![no_main]

use generator_runtime::runtime::json::{DecodeError, Value, decode, from_slice, tree_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let expected = serde_json::from_slice::<serde_json::Value>(bytes);
    match from_slice(bytes) {
        Ok(tree) => {
            // Numbers beyond the range of `f64` are valid here.
            if let Err(error) = &expected {
                assert!(error.to_string().contains("number out of range"), "{error}");
            }
            // A tree of an untyped value may have a number that JSON does not have, and only then it is not written.
            let text = tree_text(&tree).expect("a parsed tree");
            let again = from_slice(text.as_bytes()).expect("a written text");
            assert_eq!(again.to_value(), tree.to_value());
            assert_eq!(decode::<Value>(bytes), Ok(tree.to_value()));
        }
        // An incomplete text whose number is out of range for `serde_json` has another error here.
        Err(error) => {
            assert!(expected.is_err(), "{error:?}");
            assert_eq!(decode::<Value>(bytes), Err(DecodeError::Parse(error)));
        }
    }
});
