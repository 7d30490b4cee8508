//! Splits the bytes of a sequence of JSON texts into the texts: JSON Lines, and JSON Text Sequences (RFC 7464).

use bytes::{Bytes, BytesMut};

/// What is between two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// A line feed after each text, which has none itself: JSON Lines, and NDJSON.
    Lines,
    /// A record separator before each text: `application/json-seq` (RFC 7464, section 2.2).
    Records,
}

impl Framing {
    /// Returns the framing of a media type, in lower case. `None` if it is not that of a sequence of JSON texts.
    ///
    /// Many services send lines under the media type of JSON or of text.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "application/json-seq" => Some(Self::Records),
            _ if media_type.ends_with("+json-seq") => Some(Self::Records),
            "" | "application/json" | "application/octet-stream" | "text/plain" => Some(Self::Lines),
            _ if is_lines(media_type) => Some(Self::Lines),
            _ => None,
        }
    }

    fn separator(self) -> u8 {
        match self {
            Self::Lines => b'\n',
            Self::Records => 0x1e,
        }
    }
}

/// Whether a media type, in lower case, is that of JSON texts with a line each.
fn is_lines(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/jsonl"
            | "application/json-lines"
            | "application/jsonlines"
            | "application/ndjson"
            | "application/x-jsonl"
            | "application/x-jsonlines"
            | "application/x-ndjson"
            | "text/x-ndjson"
    )
}

/// Whether the body of a media type, in lower case, is made of items that come one after the other.
pub(crate) fn is_sequence(media_type: &str) -> bool {
    media_type == "text/event-stream"
        || media_type == "application/json-seq"
        || media_type.ends_with("+json-seq")
        || is_lines(media_type)
        || media_type.strip_prefix("multipart/").is_some_and(|subtype| !matches!(subtype, "form-data" | "byteranges"))
}

/// A text of a sequence.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A text, without the white space around it. It is not empty.
    Text(Bytes),
    /// A number, `true`, `false` or `null` without white space after it: it may be cut off (RFC 7464, section 2.4).
    Truncated(Bytes),
    /// A text that is larger than the limit. Its bytes are not kept.
    TooLarge,
}

/// The bytes of texts that are not complete.
pub(super) struct Frames {
    framing: Framing,
    buffer: BytesMut,
    /// How many bytes of the buffer have no separator.
    scanned: usize,
    /// Whether the bytes up to the next separator belong to a text that is too large.
    is_skipping: bool,
    /// The size of the buffer at which it is tried as a complete text.
    try_at: usize,
    is_begun: bool,
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        Self { framing, buffer: BytesMut::new(), scanned: 0, is_skipping: false, try_at: 0, is_begun: false }
    }

    /// Adds a chunk of bytes.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
        if !self.is_begun && self.buffer.len() >= BYTE_ORDER_MARK.len() {
            self.is_begun = true;
            if self.buffer.starts_with(&BYTE_ORDER_MARK) {
                drop(self.buffer.split_to(BYTE_ORDER_MARK.len()));
            }
        }
    }

    /// Returns the next text that ends with a separator. `limit` is the maximum number of its bytes.
    pub(super) fn next(&mut self, limit: usize) -> Option<Frame> {
        loop {
            let unscanned = self.buffer.get(self.scanned..).unwrap_or_default();
            let separator = self.framing.separator();
            let Some(found) = unscanned.iter().position(|byte| *byte == separator) else {
                self.scanned = self.buffer.len();
                if self.is_skipping {
                    self.take(self.scanned);
                } else if self.scanned > limit {
                    self.is_skipping = true;
                    self.take(self.scanned);
                    return Some(Frame::TooLarge);
                }
                return None;
            };
            let text = self.take(self.scanned.saturating_add(found));
            self.take(1);
            if std::mem::take(&mut self.is_skipping) {
                continue;
            }
            if text.len() > limit {
                return Some(Frame::TooLarge);
            }
            if let Some(frame) = self.frame(&text) {
                return Some(frame);
            }
        }
    }

    /// Returns the bytes after the last separator as a text that seems to be complete: a text of a sequence ends with a line feed,
    /// and the next separator may come much later. The bytes stay until [`accept`](Self::accept).
    pub(super) fn candidate(&mut self) -> Option<Bytes> {
        let is_candidate = self.framing == Framing::Records
            && !self.is_skipping
            && self.buffer.len() >= self.try_at
            && self.buffer.ends_with(b"\n");
        if !is_candidate {
            return None;
        }
        // The text is tried again when it is twice as long, so that the work stays in proportion to its length.
        self.try_at = self.buffer.len().saturating_mul(2);
        let text = self.buffer.trim_ascii();
        (!text.is_empty()).then(|| Bytes::copy_from_slice(text))
    }

    /// Removes the text of the last [`candidate`](Self::candidate), which is complete.
    pub(super) fn accept(&mut self) {
        self.take(self.buffer.len());
    }

    /// Returns the last text at the end of the body.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        let text = self.take(self.buffer.len());
        if std::mem::take(&mut self.is_skipping) { None } else { self.frame(&text) }
    }

    fn take(&mut self, length: usize) -> Bytes {
        self.scanned = 0;
        self.try_at = 0;
        self.is_begun |= length > 0;
        self.buffer.split_to(length.min(self.buffer.len())).freeze()
    }

    fn frame(&self, bytes: &Bytes) -> Option<Frame> {
        let text = bytes.slice_ref(bytes.trim_ascii());
        let is_scalar = !matches!(text.first()?, b'{' | b'[' | b'"');
        let is_ended = bytes.last().is_some_and(u8::is_ascii_whitespace);
        Some(match self.framing == Framing::Records && is_scalar && !is_ended {
            true => Frame::Truncated(text),
            false => Frame::Text(text),
        })
    }
}

/// A byte order mark in UTF-8, which may begin a text.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
