//! Splits the bytes of a multipart body into its parts (RFC 2046, section 5.1).

use bytes::{Bytes, BytesMut};

/// What comes next in a multipart body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// The headers and the content of a part, as they were received.
    Part(Bytes),
    /// A part that is larger than the limit. Its bytes are not kept.
    TooLarge,
    /// The end, which the last boundary marks. What follows it is ignored (RFC 2046, section 5.1.1).
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first boundary, where everything is ignored (RFC 2046, section 5.1.1).
    Preamble,
    Part,
    /// In a part that is too large.
    Skipping,
    End,
}

/// The bytes of a multipart body that belong to no part yet.
pub(super) struct Splitter {
    /// What is before each part and after the last one: a line end, two hyphens and the boundary. The line end is a part of it, and
    /// not of the content before it (RFC 2046, section 5.1.1).
    delimiter: Vec<u8>,
    /// The delimiter of a service that counts the two hyphens as the start of the boundary, as many cameras do. Only the first line
    /// of a body decides for it.
    without_hyphens: Option<Vec<u8>>,
    buffer: BytesMut,
    /// How many bytes of the buffer have no delimiter.
    scanned: usize,
    state: State,
}

impl Splitter {
    pub(super) fn new(boundary: &str) -> Self {
        Self {
            delimiter: delimiter("\n--", boundary),
            without_hyphens: boundary.starts_with("--").then(|| delimiter("\n", boundary)),
            // The first boundary may be at the start of the body, without a line end before it.
            buffer: BytesMut::from("\n"),
            scanned: 0,
            state: State::Preamble,
        }
    }

    /// Adds a chunk of bytes.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// Returns the next part that is received completely. `limit` is the maximum number of its bytes.
    pub(super) fn next(&mut self, limit: usize) -> Option<Segment> {
        loop {
            match self.state {
                State::End => return Some(Segment::End),
                State::Preamble => {
                    let found = self.find_first();
                    let before = found.as_ref().map_or(self.buffer.len(), |found| found.at);
                    self.remove(before);
                    self.pass(&found?)?;
                    // The line end of the first boundary is that of all others. So a body with bare line feeds is read too, and in
                    // all other bodies a bare line feed before something like a boundary is content.
                    if line_end(&self.buffer) == 2 {
                        self.delimiter.insert(0, b'\r');
                    }
                    continue;
                }
                State::Part | State::Skipping => {}
            }
            let found = find(&self.delimiter, &self.buffer, self.scanned);
            let end = found.as_ref().map_or(self.buffer.len(), |found| found.at);
            let is_skipping = self.state == State::Skipping;
            let is_too_large = !is_skipping && end.saturating_sub(line_end(&self.buffer)) > limit;
            let Some(found) = found.filter(|found| found.after != After::Unknown) else {
                self.scanned = end;
                if is_skipping || is_too_large {
                    self.remove(end);
                    self.state = State::Skipping;
                }
                return is_too_large.then_some(Segment::TooLarge);
            };
            let part = self.remove(end);
            self.pass(&found)?;
            if is_too_large {
                return Some(Segment::TooLarge);
            }
            // Two boundaries in two lines have nothing between them, not even the line end of a part without headers.
            if !is_skipping && !part.is_empty() {
                return Some(Segment::Part(without_line_end(&part)));
            }
        }
    }

    /// Returns the bytes of the part that is not complete at the end of the body. `None` if the body has its last boundary.
    pub(super) fn finish(&mut self) -> Option<Bytes> {
        let rest = self.remove(self.buffer.len());
        match self.state {
            State::End => None,
            State::Part => Some(without_line_end(&rest)),
            State::Preamble | State::Skipping => Some(Bytes::new()),
        }
    }

    /// Returns the first boundary.
    fn find_first(&mut self) -> Option<Found> {
        let found = find(&self.delimiter, &self.buffer, 0);
        if found.as_ref().is_some_and(|found| found.at == 0) {
            return found;
        }
        let Some(delimiter) = self.without_hyphens.take() else { return found };
        let Some(first) = find(&delimiter, &self.buffer, 0).filter(|first| first.at == 0) else { return found };
        match first.after {
            After::Unknown => self.without_hyphens = Some(delimiter),
            After::Part { .. } | After::End => self.delimiter = delimiter,
        }
        Some(first)
    }

    /// Removes a delimiter at the start of the buffer, and goes to what is after it. The line end stays in the buffer: it may be that
    /// of the next delimiter. Returns `None` if it is not known yet what is after the delimiter.
    fn pass(&mut self, found: &Found) -> Option<()> {
        match found.after {
            After::Unknown => return None,
            After::End => self.state = State::End,
            After::Part { line_end } => {
                self.remove(line_end.saturating_sub(found.at));
                self.state = State::Part;
            }
        }
        Some(())
    }

    fn remove(&mut self, length: usize) -> Bytes {
        self.scanned = 0;
        self.buffer.split_to(length.min(self.buffer.len())).freeze()
    }
}

/// A delimiter in some bytes.
struct Found {
    at: usize,
    after: After,
}

/// What is after a delimiter.
#[derive(Debug, PartialEq, Eq)]
enum After {
    /// Another part, after the line end at that place.
    Part { line_end: usize },
    /// The end of the body.
    End,
    /// It is not received yet, nor may be all of the delimiter.
    Unknown,
}

/// Returns the first delimiter at or after a place. It is the whole of its line but for white space (RFC 2046, section 5.1.1):
/// a line that only begins as a boundary does is content, such as the boundary of a multipart body in a part.
fn find(delimiter: &[u8], bytes: &[u8], from: usize) -> Option<Found> {
    let first = delimiter.first()?;
    let mut from = from;
    loop {
        let at = from.saturating_add(bytes.get(from..)?.iter().position(|byte| byte == first)?);
        let rest = bytes.get(at..)?;
        let after = match rest.strip_prefix(delimiter) {
            Some(line) => rest_of_line(line, at.saturating_add(delimiter.len())),
            None => delimiter.starts_with(rest).then_some(After::Unknown),
        };
        if let Some(after) = after {
            return Some(Found { at, after });
        }
        from = at.saturating_add(1);
    }
}

/// Returns what is after a boundary whose line has this rest, at that place. `None` if it is not a boundary.
fn rest_of_line(rest: &[u8], at: usize) -> Option<After> {
    let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match rest.get(padding..)? {
        [b'-', b'-', ..] if padding == 0 => Some(After::End),
        [b'-'] if padding == 0 => Some(After::Unknown),
        [b'\n', ..] | [b'\r', b'\n', ..] => Some(After::Part { line_end: at.saturating_add(padding) }),
        [] | [b'\r'] if padding <= MAX_PADDING => Some(After::Unknown),
        _ => None,
    }
}

/// The maximum number of spaces after a boundary that is not received completely. Without a limit, each chunk of spaces would be
/// compared again. A line has at most 998 characters (RFC 5322, section 2.1.1).
const MAX_PADDING: usize = 998;

/// Returns the length of the line end that some bytes begin with.
fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    }
}

fn without_line_end(part: &Bytes) -> Bytes {
    part.slice(line_end(part)..)
}

fn delimiter(before: &str, boundary: &str) -> Vec<u8> {
    [before.as_bytes(), boundary.as_bytes()].concat()
}
