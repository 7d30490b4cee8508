//! The events of a stream do not depend on where the chunks end, and are those that a simple parser finds.
#![no_main]

use generator_runtime::fuzzing::events;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (bytes, sizes) = input;
    let whole = events(vec![bytes.clone()]);
    let mut rest = bytes.as_slice();
    let mut chunks = Vec::new();
    for size in sizes {
        let (chunk, after) = rest.split_at(usize::from(size).min(rest.len()));
        chunks.push(chunk.to_vec());
        rest = after;
    }
    chunks.push(rest.to_vec());
    assert_eq!(events(chunks), whole);
    assert_eq!(whole, expected(&bytes));
});

/// The data of the events (the HTML Standard, section 9.2.6).
fn expected(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut found = Vec::new();
    let mut data: Option<String> = None;
    // The text after the last line break is not a line.
    let Some((lines, _)) = text.rsplit_once('\n') else { return found };
    for line in lines.split('\n') {
        if line.is_empty() {
            found.extend(data.take());
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        if name == "data" {
            let value = value.strip_prefix(' ').unwrap_or(value);
            match &mut data {
                Some(data) => *data = format!("{data}\n{value}"),
                None => data = Some(value.to_owned()),
            }
        }
    }
    found
}
