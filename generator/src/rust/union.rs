//! Unions: enums of types, and how their variants are told apart.

use super::{Conversion, Derive, Docs, Identifier, Literal, Type};

/// An enum of types that preserves the values which match none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// What it derives.
    pub derives: Vec<Derive>,
    /// The property whose value tells the variants apart, if there is one.
    pub discriminator: Option<String>,
    /// Its variants.
    pub variants: Vec<UnionVariant>,
    /// The documentation of the variant for every other value.
    pub unknown: Docs,
    /// The documentation of the function that merges two values into one that matches several variants, if there is one.
    pub merge: Option<Docs>,
}

impl Union {
    /// Whether values that match several variants can be read as each of them.
    pub fn has_readers(&self) -> bool {
        self.variants.iter().any(|variant| variant.reader.is_some())
    }
}

/// One of the types of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The type.
    pub value: Type,
    /// The values of the discriminator that mean this one.
    pub discriminator_values: Vec<String>,
    /// What tells its values from those of the others, if there is no discriminator.
    pub shape: Shape,
    /// Whether `into()` makes it, for which it has to be the only variant of its type.
    pub has_from: bool,
    /// The implementations of `From` that make it.
    pub conversions: Vec<Conversion>,
    /// The function that reads any value of the union as this variant, if a value may match another one too.
    pub reader: Option<Reader>,
}

/// A function that reads any value of a union as one of its variants.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The type that it returns an `Option` of.
    pub returns: Type,
}

/// What a value of a type looks like from outside, which is what tells the variants of a union apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any value.
    Any,
    /// `null`.
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A string.
    Text,
    /// One of some scalars.
    Listed(Vec<Literal>),
    /// An array of one shape of items.
    Array(Box<Self>),
    /// An object.
    Object(ObjectShape),
    /// One of several shapes.
    OneOf(Vec<Self>),
}

/// What an object looks like from outside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectShape {
    /// The keys that it has.
    pub required: Vec<String>,
    /// The keys that it may have.
    pub optional: Vec<String>,
    /// The values that some of its keys have.
    pub constants: Vec<(String, Vec<Literal>)>,
    /// What becomes of the other keys.
    pub others: Others,
}

/// What becomes of the keys that a type does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// They are ignored.
    #[default]
    Ignored,
    /// There are none.
    Forbidden,
    /// They are kept.
    Kept,
}
