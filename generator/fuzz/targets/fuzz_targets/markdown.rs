//! Any description becomes lines of a comment without HTML, doctests and characters that change the direction of text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (lines, is_harmless) = generator::fuzzing::doc_lines(text);
    // A line break would end the comment.
    let ends =
        |character: char| matches!(character, '\n' | '\r' | '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(lines.iter().all(|line| !line.contains(ends)), "{lines:?}");
    assert!(is_harmless, "{lines:?}");
});
