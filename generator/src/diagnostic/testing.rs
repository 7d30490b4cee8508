//! Diagnostics for the tests of the formats.

use super::{Code, Diagnostic};
use crate::location::{FileId, Origin, Pointer, Position, Sources};

/// Returns a diagnostic of each severity: with a pointer, with odd characters, in an empty file, and without a file.
pub(super) fn diagnostics() -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let plain = sources.add("specs/pets.yaml", "openapi: 3.1.0\npaths:\n  😀größe: {gett: 1}\n");
    let odd = sources.add("a b/50%,ä:\n#?.yaml", "openapi: 3.1.0\n");
    let unreadable = sources.add("specs/empty.yaml", "");
    let at = |file: FileId, pointer: &str| Origin { file, pointer: Pointer::parse(pointer).unwrap() };
    let list = vec![
        Diagnostic::error(Code::OPERATION_INVALID, at(plain, "/paths/😀größe/gett"), "`gett` is not a method")
            .help("write `get`"),
        Diagnostic::warning(Code::KEY_UNKNOWN, at(odd, ""), "unknown key `a\u{202e}\r\n::error::b`, 100 % \"of\" <it>")
            .at_position(Some(Position { line: 1, column: 10 }))
            .help("write `a,b:c`\nor nothing"),
        Diagnostic::note(Code::SCHEMA_UNTYPED, at(unreadable, "/components"), "in an empty file"),
        Diagnostic::error(Code::KEY_UNKNOWN, None, "without a file"),
    ];
    (list, sources)
}
