//! What a JSON value may look like.

use serde_json::Value;

use super::Documentation;
use crate::source::Origin;

/// A component schema, as an index into [`Api::schemas`](super::Api::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// A schema, wherever it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it stands.
    pub at: Origin,
    /// What is said about it.
    pub documentation: Documentation,
    /// Whether `null` is one of its values. Of a component it is said here, and meant wherever the component is
    /// referred to.
    pub nullable: bool,
    /// Whether a value of it must not show up in logs: `format: password`, or `x-sensitive: true`.
    pub sensitive: bool,
    /// The value that a missing one stands for.
    pub default: Option<Value>,
    /// Which values it has beside `null`.
    pub kind: SchemaKind,
}

/// The values of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaKind {
    /// Any JSON value, `null` included; also what has no typed form.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// A string, with its `format` if it has one.
    String {
        /// The `format`, as it is written.
        format: Option<String>,
    },
    /// One of some strings, or one that is not listed yet.
    Enumeration(Enumeration),
    /// An array of one kind of items.
    Array(Box<Schema>),
    /// An object with any keys and one kind of values.
    Map(Box<Schema>),
    /// An object with known keys.
    Object(Object),
    /// A component.
    Reference(SchemaId),
}

/// How large an integer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// `int32`.
    Int32,
    /// `int64`, and an integer without a format.
    Int64,
    /// `uint32`.
    Uint32,
    /// `uint64`.
    Uint64,
}

/// How precise a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `float`.
    Float,
    /// `double`, and a number without a format.
    Double,
}

/// The listed strings of an `enum`.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The strings, in the document's order, each once.
    pub values: Vec<String>,
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The known keys, in the document's order.
    pub properties: Vec<Property>,
    /// What becomes of the others.
    pub rest: Rest,
}

/// The keys of an object that it does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// Nothing is said of them, or that there are none: they are ignored.
    Ignored,
    /// They are values of one schema, and kept.
    Kept(Box<Schema>),
}

/// A known key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The key.
    pub name: String,
    /// Whether every object has it.
    pub required: bool,
    /// Its values.
    pub schema: Schema,
}
