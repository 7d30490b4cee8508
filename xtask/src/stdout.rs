//! Prints to standard output.

use std::io::{ErrorKind, Write};

/// Prints text. A reader such as `head` may close the pipe before the end, which is not an error.
pub(crate) fn print(text: &str) {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => eprintln!("error: the output can't be written: {error}"),
        _ => {}
    }
}

/// Prints a line.
pub(crate) fn print_line(line: &str) {
    print(&format!("{line}\n"));
}
