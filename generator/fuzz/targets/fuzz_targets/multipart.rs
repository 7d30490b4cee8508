//! The parts of a multipart body are found in the bytes that are sent, with their names and contents.
#![no_main]

use generator_runtime::fuzzing::multipart_body;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|parts: Vec<(String, Option<String>, Vec<u8>)>| {
    let (content_type, body) = multipart_body(parts.clone());
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
    let mut rest = body.as_slice();
    for (name, file_name, content) in parts {
        let file_name = file_name.map(|file| format!("; filename=\"{}\"", escaped(&file))).unwrap_or_default();
        let disposition = format!("content-disposition: form-data; name=\"{}\"{file_name}", escaped(&name));
        let head = format!("--{boundary}\r\n{disposition}\r\n");
        rest = rest.strip_prefix(head.as_bytes()).expect("the head of a part");
        // The other headers of the part end with an empty line.
        let mut lines = rest;
        while let Some(end) = lines.windows(2).position(|pair| pair == b"\r\n") {
            lines = &lines[end + 2..];
            if end == 0 {
                break;
            }
        }
        rest = lines.strip_prefix(content.as_slice()).expect("the content of a part");
        rest = rest.strip_prefix(b"\r\n").expect("the end of a part");
    }
    assert_eq!(rest, format!("--{boundary}--\r\n").as_bytes());
});

/// A name as browsers write it.
fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for character in name.chars() {
        match character {
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            '"' => escaped.push_str("%22"),
            other => escaped.push(other),
        }
    }
    escaped
}
