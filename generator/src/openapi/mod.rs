//! Value to openapiv3: whatever version the document is written in, the later stages see 3.0.

use crate::source::Moves;

/// A document in openapiv3's types.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document, brought down to OpenAPI 3.0.
    pub openapi: openapiv3::OpenAPI,
    /// Where its nodes came from.
    pub moves: Moves,
}
