//! Types and how they meet JSON.

use super::{Docs, Identifier};
use crate::source::Origin;

/// A module of `types`: the type of one component schema, and those of the schemas written inside of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeModule {
    /// Its name.
    pub name: Identifier,
    /// The component schema.
    pub at: Origin,
    /// The types of other modules that it names, in alphabetical order.
    pub imports: Vec<Identifier>,
    /// Its types; the component's own comes first.
    pub items: Vec<Item>,
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An object with known keys.
    Struct(Struct),
    /// One of some strings, or another one.
    Enumeration(Enumeration),
    /// Another name of a type.
    Alias(Alias),
}

impl Item {
    /// The name of the type.
    pub fn name(&self) -> &Identifier {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Alias(item) => &item.name,
        }
    }
}

/// A struct with public fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// What it derives.
    pub derives: Vec<Derive>,
    /// Whether one of its fields must not show up in logs: then `Debug` is written out.
    pub redacts: bool,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The map of the keys that it does not know.
    pub rest: Option<Rest>,
    /// Whether there is a function `new` that takes the required fields.
    pub has_new: bool,
}

/// A trait that the compiler implements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derive {
    /// `Clone`
    Clone,
    /// `Debug`
    Debug,
    /// `Default`
    Default,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `PartialEq`
    PartialEq,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Identifier,
    /// The key on the wire.
    pub wire: String,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether its value must not show up in logs.
    pub sensitive: bool,
    /// How its absence is told.
    pub presence: Presence,
    /// Its type; of a field that may be absent, the type inside the outer `Option`.
    pub value: Type,
    /// The function that sets it, if it is optional and callers build the struct.
    pub setter: Option<Setter>,
}

impl Field {
    /// The whole type of the field.
    pub fn field_type(&self) -> Type {
        match self.presence {
            Presence::Required => self.value.clone(),
            Presence::Optional | Presence::OptionalNullable => Type::Option(Box::new(self.value.clone())),
        }
    }
}

/// How an absent key is told from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is never absent.
    Required,
    /// `None` is absent; `null` is read as absent.
    Optional,
    /// `None` is absent; `null` is for the type to read.
    OptionalNullable,
}

/// A function that takes a struct and sets one field of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Its name.
    pub name: Identifier,
}

/// The field for the keys that a struct does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The type of the values.
    pub value: Type,
}

/// An enum of strings that keeps the ones it does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// The listed strings.
    pub variants: Vec<EnumerationVariant>,
}

/// A listed string.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationVariant {
    /// The variant's name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The string.
    pub wire: String,
}

/// Another name of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// The type.
    pub target: Type,
}

/// A type that a field, an argument or an alias has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `String`
    String,
    /// `serde_json::Value`
    Value,
    /// `Vec<_>`
    Vec(Box<Self>),
    /// `BTreeMap<String, _>`
    Map(Box<Self>),
    /// `Option<_>`
    Option(Box<Self>),
    /// `Box<_>`
    Box(Box<Self>),
    /// A type of the `types` module.
    Named(Identifier),
}

impl Type {
    /// Calls `visit` with every named type in this one.
    pub fn visit_named<'a>(&'a self, visit: &mut impl FnMut(&'a Identifier)) {
        match self {
            Self::Named(name) => visit(name),
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) => inner.visit_named(visit),
            _ => {}
        }
    }

    /// Whether a map stands anywhere in it.
    pub fn has_map(&self) -> bool {
        match self {
            Self::Map(_) => true,
            Self::Vec(inner) | Self::Option(inner) | Self::Box(inner) => inner.has_map(),
            _ => false,
        }
    }
}
