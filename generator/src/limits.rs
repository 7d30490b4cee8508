//! The limits of documents: all of them, each with its unit, its reason and its diagnostic code.
//!
//! Some limits can't be set: a parser has them itself, or they apply to work that grows faster than the limit. They are
//! the constants at the end. The lengths and sizes that decide how a client looks, such as the length of a name or the
//! size of a struct, are not limits of documents. They are beside the code that decides.

use crate::diagnostic::Code;

/// A limit that a target file sets in its table `[limits]`.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The name in the target file.
    pub name: &'static str,
    /// The code of the diagnostic for a document that exceeds the limit.
    pub code: Code,
    /// What the limit bounds, and why.
    pub docs: &'static str,
    /// Returns the value.
    pub get: fn(&Limits) -> usize,
    /// Sets the value.
    pub set: fn(&mut Limits, usize),
}

impl Setting {
    /// Returns the setting with a name. `None` if there is none.
    pub fn of(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }
}

/// Returns the help of a diagnostic for a document that exceeds a limit.
pub(crate) fn raise(name: &str) -> String {
    format!("set `limits.{name}` in the target file to raise the limit")
}

/// Declares each limit once: its documentation, its field, its name in a target file, its default and its code.
macro_rules! limits {
    ($($(#[doc = $docs:literal])+ $field:ident = $name:literal, $default:expr, $code:ident;)+) => {
        /// The limits of a document.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits {
            $($(#[doc = $docs])+ pub $field: usize,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        /// All limits that a target file can set.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: $name,
            code: Code::$code,
            docs: concat!($($docs),+),
            get: |limits| limits.$field,
            set: |limits, value| limits.$field = value,
        }),+];
    };
}

limits! {
    /// The size of a file, in bytes. The largest known public document has a fifth of it.
    document_bytes = "document-bytes", 64 << 20, DOCUMENT_TOO_LARGE;

    /// The size of the text in a file's value, in bytes. YAML's parser limits the number of nodes that aliases expand
    /// to, but not the amount of text.
    document_text = "document-text", 256 << 20, DOCUMENT_TOO_REPETITIVE;

    /// The number of nodes of a file. The largest known public document has 1,526,519 nodes. A node takes about 500
    /// bytes of memory in all stages together.
    document_nodes = "document-nodes", 2_000_000, DOCUMENT_TOO_MANY_NODES;

    /// The length of a node's pointer, in bytes. The stages make the pointers of many nodes, so a long name costs
    /// its length for each of them. The longest pointers of public documents have 500 bytes.
    pointer_bytes = "pointer-bytes", 4096, NAME_TOO_LONG;

    /// The number of nodes that an overlay adds. Actions that copy may double a document each time.
    overlay_nodes = "overlay-nodes", 1_000_000, OVERLAY_TOO_LARGE;

    /// The size of the text that an overlay adds, in bytes.
    overlay_text = "overlay-text", 64 << 20, OVERLAY_TOO_LARGE;

    /// The length of a JSONPath, in bytes.
    jsonpath_bytes = "jsonpath-bytes", 4096, JSONPATH_TOO_COMPLEX;

    /// The nesting of brackets, parentheses and negations in a JSONPath. The parser's time doubles with each level.
    jsonpath_depth = "jsonpath-depth", 8, JSONPATH_TOO_COMPLEX;

    /// The number of steps that a JSONPath is estimated to take. Each `..` multiplies the number of selected nodes by
    /// up to the depth of the document.
    jsonpath_steps = "jsonpath-steps", 5_000_000, JSONPATH_TOO_COMPLEX;

    /// The number of steps that all JSONPaths of an overlay are estimated to take together. A visit of a node is a step
    /// of 50 nanoseconds, and a selected node counts as 20.
    overlay_steps = "overlay-steps", 60_000_000, JSONPATH_TOO_COMPLEX;

    /// The number of nodes that references copy: those whose target is not a component, and those to path items. Copies
    /// that contain references may double each time.
    copied_nodes = "copied-nodes", 1_000_000, REF_TOO_LARGE;

    /// The number of schemas that a document has once `allOf` is applied: a schema counts each time that another one
    /// inherits it, and each time that it is compared with one. The largest known public document needs
    /// less than half of it. A schema takes about 500 bytes.
    schemas = "schemas", 1_000_000, SCHEMAS_TOO_MANY;

    /// The number of properties of a schema. The largest schema of a known public document has 674. Each takes seven kilobytes of
    /// memory and 80 microseconds while its file is written.
    properties = "properties", 1 << 16, PROPERTIES_TOO_MANY;

    /// The number of properties that all schemas together inherit by `allOf`. The largest known public document has less than
    /// 60,000. A property takes three kilobytes of memory and 80 microseconds in all stages together.
    inherited_properties = "inherited-properties", 100_000, INHERITANCE_TOO_LARGE;

    /// The number of alternatives of the intersection of two unions, and of alternatives that a union may contain from
    /// other unions. `allOf` of unions multiplies their alternatives.
    union_alternatives = "union-alternatives", 64, SCHEMA_TOO_COMPLEX;

    /// The number of alternatives of nested unions in one intersection. Public documents need a fifth of it. Unions that
    /// are alternatives of one another would multiply endlessly.
    nested_alternatives = "nested-alternatives", 256, SCHEMA_TOO_COMPLEX;

    /// The depth of nested unions in one intersection.
    union_depth = "union-depth", 16, SCHEMA_TOO_COMPLEX;

    /// The number of schemas in one intersection, including nested ones. Public documents need a thirtieth of it.
    /// References that branch and join again would double the number each time.
    intersection_schemas = "intersection-schemas", 4_000, SCHEMA_TOO_COMPLEX;

    /// The number of property names and alternatives by which the values of all unions are told apart. A union lists
    /// those of the unions that are its alternatives too, so that nested unions need a multiple of their schemas. The
    /// largest known public document needs less than half of it.
    union_names = "union-names", 2_000_000, UNIONS_TOO_LARGE;
}

/// The maximum nesting of a document: `document-too-deep`. It can't be set, since it is the limit of both parsers. The
/// deepest known public document has 40 levels.
pub(crate) const DOCUMENT_DEPTH: usize = 128;

/// The maximum number of open brackets in YAML that the scan could not read: `document-too-deep`. It can't be set, since
/// the parser's time is proportional to the square of it.
pub(crate) const OPEN_BRACKETS: usize = 5_000;

/// The maximum length of a chain of components, each of which is the next one, or a list, a tuple or a map of it:
/// `ref-chain-too-long`. It can't be set: each component becomes an alias of the next one, and rustc expands no more than 128
/// aliases of aliases. Some steps of the later stages follow a chain from each of its components.
pub(crate) const REFERENCE_CHAIN: usize = 100;

/// The depth of nested alternatives whose properties a condition such as `if` reads and adds. Deeper alternatives are
/// unchanged. It can't be set: the number of alternatives is exponential in it.
pub(crate) const CONDITION_DEPTH: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_sets_a_field_of_its_own() {
        let mut limits = Limits::default();
        for (index, setting) in SETTINGS.iter().enumerate() {
            (setting.set)(&mut limits, index);
        }
        for (index, setting) in SETTINGS.iter().enumerate() {
            assert_eq!((setting.get)(&limits), index, "{}", setting.name);
            let is_kebab_case = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
            assert!(setting.name.bytes().all(is_kebab_case), "{}", setting.name);
        }
    }
}
