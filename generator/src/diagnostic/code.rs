//! The stable names of the findings, one for each kind, as `error[ref-not-found]` shows them.

use std::fmt;

/// A kind of finding. The name never changes once it is released; its explanation stands in `ARCHITECTURE.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The output folder or a file in it could not be read or written.
    OUTPUT_UNWRITABLE = "output-unwritable";
    /// Two things would have the same name in Rust, and the later one got another.
    NAME_COLLISION = "name-collision";
    /// A schema has no typed form: its values are kept as raw JSON.
    SCHEMA_RAW = "schema-raw";
    /// A required property is not described by any schema.
    PROPERTY_UNDESCRIBED = "property-undescribed";
    /// A server's URL is relative or has variables without a value.
    SERVER_INCOMPLETE = "server-incomplete";
    /// An operation can't be sent or read rightly yet, and has no method.
    OPERATION_LEFT_OUT = "operation-left-out";
    /// An operation declares no success.
    SUCCESS_UNDECLARED = "success-undeclared";
    /// One of several media types is not used.
    MEDIA_TYPE_UNUSED = "media-type-unused";
    /// A path parameter is declared that the path does not have.
    PARAMETER_NOT_IN_PATH = "parameter-not-in-path";
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
