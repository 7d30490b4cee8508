//! What a document of Swagger 2.0 says and OpenAPI 3.0 has no keyword for. It is kept beside the document, by the origin of the
//! node, which no later pass changes.

use std::collections::BTreeSet;

use crate::location::Origin;

/// The facts of a document, or of one of its other files.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwaggerKeywords {
    /// The schemas of responses whose body is a file, whatever its media type: `type: file` (Swagger 2.0, section "Response Object").
    files: BTreeSet<Origin>,
}

impl SwaggerKeywords {
    /// Records that the response with this schema is a file.
    pub(super) fn add_file(&mut self, schema: Origin) {
        self.files.insert(schema);
    }

    /// Returns `true` if the response with this schema is a file.
    pub(crate) fn is_file(&self, schema: &Origin) -> bool {
        self.files.contains(schema)
    }

    /// Adds the facts of another file.
    pub(in crate::source) fn extend(&mut self, other: &Self) {
        self.files.extend(other.files.iter().cloned());
    }
}
