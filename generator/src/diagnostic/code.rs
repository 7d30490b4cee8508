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
    /// The generator made something that is not Rust: a bug of the generator, never of the document.
    INTERNAL = "internal";
}
