//! The stable names of the findings, one for each kind, as `error[ref-not-found]` shows them.

use std::fmt;

/// A kind of finding. The name never changes once it is released; its explanation stands in `ARCHITECTURE.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static str);

impl Code {
    /// The name, in lower case with hyphens.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// Declares every code once: its constant, its name and the sentence that explains it.
macro_rules! codes {
    ($($(#[doc = $explanation:literal])+ $constant:ident = $name:literal;)+) => {
        impl Code {
            $($(#[doc = $explanation])+ pub const $constant: Self = Self($name);)+

            /// Every code with its explanation, for the documentation.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$constant, concat!($($explanation),+))),+];
        }
    };
}

codes! {
    /// A file could not be read.
    FILE_UNREADABLE = "file-unreadable";
    /// A document is larger than what is read.
    DOCUMENT_TOO_LARGE = "document-too-large";
    /// A document is nested deeper than 128 levels.
    DOCUMENT_TOO_DEEP = "document-too-deep";
    /// The aliases of a YAML document stand for more than the document could hold if it were written out.
    DOCUMENT_TOO_REPETITIVE = "document-too-repetitive";
    /// A document is neither YAML nor JSON.
    SYNTAX = "syntax";
    /// A key stands twice in one mapping.
    DUPLICATE_KEY = "duplicate-key";
    /// A YAML document has a value that JSON does not have.
    VALUE_UNREPRESENTABLE = "value-unrepresentable";
    /// An overlay is not one, or one of its actions can't be applied.
    OVERLAY_INVALID = "overlay-invalid";
    /// The target of an overlay's action matches nothing: the document has changed under it.
    OVERLAY_TARGET_UNMATCHED = "overlay-target-unmatched";
    /// A document is not an OpenAPI document of version 3.
    NOT_OPENAPI = "not-openapi";
    /// A document does not have the form that OpenAPI says.
    OPENAPI_INVALID = "openapi-invalid";
    /// An operation stands where OpenAPI has none: under another method or path than there can be, or it is not there.
    OPERATION_INVALID = "operation-invalid";
    /// A key is none of OpenAPI's, and is not read.
    KEY_UNKNOWN = "key-unknown";
    /// A version of OpenAPI is newer than what is known.
    VERSION_NEWER = "version-newer";
    /// A `$ref` leads to nothing.
    REF_NOT_FOUND = "ref-not-found";
    /// References lead from one to the next and back to the first.
    REF_CIRCULAR = "ref-circular";
    /// A `$ref` leads to a URL, or out of the folder of the document.
    REF_EXTERNAL = "ref-external";
    /// A keyword changes what a schema means, and is not used.
    KEYWORD_UNUSED = "keyword-unused";
    /// A number or a boolean stands where a string is meant: the string is its text as it is written.
    SCALAR_AS_TEXT = "scalar-as-text";
    /// A target file can't be used.
    TARGET_INVALID = "target-invalid";
    /// A name in the filter of a target means no operation: the document has changed under it.
    FILTER_UNMATCHED = "filter-unmatched";
    /// What a target says about pages does not fit the document.
    PAGINATION_INVALID = "pagination-invalid";
    /// A target has a type for a format that the document does not use.
    FORMAT_UNUSED = "format-unused";
    /// The output folder holds what the generator did not make.
    OUTPUT_OCCUPIED = "output-occupied";
    /// The manifest of a client does not have what its generated code needs.
    DEPENDENCY_MISSING = "dependency-missing";
    /// The output folder or a file in it could not be read or written.
    OUTPUT_UNWRITABLE = "output-unwritable";
    /// Two things would have the same name in Rust, and one of them got another.
    NAME_COLLISION = "name-collision";
    /// A schema has no typed form: its values are kept as raw JSON.
    SCHEMA_RAW = "schema-raw";
    /// No integer of 64 bits holds the values of an integer: it is a number that keeps its text.
    INTEGER_LARGE = "integer-large";
    /// A required property is not described by any schema.
    PROPERTY_UNDESCRIBED = "property-undescribed";
    /// A server's URL begins where the service is, or has variables without a value.
    SERVER_INCOMPLETE = "server-incomplete";
    /// An operation can't be sent or read rightly yet, and has no method.
    OPERATION_LEFT_OUT = "operation-left-out";
    /// An operation declares no success.
    SUCCESS_UNDECLARED = "success-undeclared";
    /// The values of a media type are text or bytes, although the document has a schema for them.
    MEDIA_TYPE_RAW = "media-type-raw";
    /// One of several media types is not used.
    MEDIA_TYPE_UNUSED = "media-type-unused";
    /// A header parameter has a name that no header may have.
    PARAMETER_INVALID = "parameter-invalid";
    /// A parameter is what the client sends as a credential.
    PARAMETER_IS_CREDENTIAL = "parameter-is-credential";
    /// A parameter's values nest deeper than its style has text for.
    PARAMETER_NESTED = "parameter-nested";
    /// A path parameter is declared that the path does not have.
    PARAMETER_NOT_IN_PATH = "parameter-not-in-path";
    /// Two parameters of one list have one place and one name.
    PARAMETER_REPEATED = "parameter-repeated";
    /// The path has a variable that no parameter declares.
    PARAMETER_UNDECLARED = "parameter-undeclared";
    /// The document requires no credential, but declares exactly one way to give one.
    SECURITY_ASSUMED = "security-assumed";
    /// A security requirement names a scheme that is not declared.
    SECURITY_SCHEME_UNDECLARED = "security-scheme-undeclared";
    /// A security scheme is of a kind that the client does not know.
    SECURITY_SCHEME_UNKNOWN = "security-scheme-unknown";
    /// The generator made something that is not Rust: a bug of the generator, never of the document.
    INTERNAL = "internal";
}
