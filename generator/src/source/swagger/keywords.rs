//! What a document of Swagger 2.0 says and OpenAPI 3.0 has no keyword for. It is kept beside the document, by the origin of the
//! node, which no later pass changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::location::Origin;

/// The facts of a document, or of one of its other files.
#[derive(Clone, Debug, Default)]
pub(crate) struct SwaggerKeywords {
    /// The schemas of responses whose body is a file, whatever its media type: `type: file` (Swagger 2.0, section "Response Object").
    files: BTreeSet<Origin>,
    /// The parameters and headers whose values have delimiters for which OpenAPI 3 has no style.
    collection_formats: BTreeMap<Origin, CollectionFormat>,
}

/// A `collectionFormat` other than `csv` and `multi`, which OpenAPI 3 has styles for (Swagger 2.0, section "Parameter Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CollectionFormat {
    /// Spaces.
    Ssv,
    /// Tabs.
    Tsv,
    /// Vertical bars.
    Pipes,
}

impl CollectionFormat {
    /// Returns the format with a name.
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "ssv" => Some(Self::Ssv),
            "tsv" => Some(Self::Tsv),
            "pipes" => Some(Self::Pipes),
            _ => None,
        }
    }
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

    /// Records the format of a parameter or a header.
    pub(super) fn add_collection_format(&mut self, parameter: Origin, format: CollectionFormat) {
        self.collection_formats.insert(parameter, format);
    }

    /// Returns the format of a parameter or a header, if OpenAPI 3 has no style for it.
    pub(crate) fn collection_format(&self, parameter: &Origin) -> Option<CollectionFormat> {
        self.collection_formats.get(parameter).copied()
    }

    /// Adds the facts of another file.
    pub(in crate::source) fn extend(&mut self, other: &Self) {
        self.files.extend(other.files.iter().cloned());
        let formats = other.collection_formats.iter().map(|(origin, format)| (origin.clone(), *format));
        self.collection_formats.extend(formats);
    }
}
