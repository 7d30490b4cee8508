//! Unions: enums of types, and how a value is matched with a variant.

use super::{Conversion, DefaultFor, Derive, Docs, Identifier, Literal, Type, Wrapper};

/// An enum of types that preserves every other value.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// Whether `Debug` is written out: a variant has secrets, at any depth. An unknown value may have them too.
    pub has_secrets: bool,
    /// The property whose value selects the variant, if there is one.
    pub discriminator: Option<String>,
    /// Its variants.
    pub variants: Vec<UnionVariant>,
    /// The documentation of the variant for every other value.
    pub unknown: Docs,
    /// The documentation of the function that merges two values into one that matches several variants, if there is
    /// one.
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
    /// Whether `Debug` hides the value, because it is a secret.
    pub sensitive: bool,
    /// The values of the discriminator that select this one.
    pub discriminator_values: Vec<String>,
    /// The objects that are read as it though the discriminator does not select it.
    pub default_for: DefaultFor,
    /// The shape of its values, which selects it if there is no discriminator.
    pub shape: Shape,
    /// Whether `into()` makes it, for which it has to be the only variant of its type.
    pub has_from: bool,
    /// The implementations of `From` that make it.
    pub conversions: Vec<Conversion>,
    /// The types that convert into a `Maybe` of the union, if a field is one.
    pub maybe_conversions: Vec<Type>,
    /// The functions that return its value if a value of the union is this variant.
    pub accessors: Vec<Accessor>,
    /// The function that reads any value of the union as this variant, if a value may match another one too.
    pub reader: Option<Reader>,
}

/// A function that returns the value of a variant if a value of the union is that variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Accessor {
    /// Its name.
    pub name: Identifier,
    /// The type that it returns an `Option` of, and how it takes the value.
    pub returns: AccessorType,
}

/// What an accessor of a variant returns an `Option` of.
#[derive(Clone, Debug, PartialEq)]
pub enum AccessorType {
    /// `&str`, borrowed from a `String`.
    Str,
    /// `&[T]`, borrowed from a `Vec<T>`.
    Slice(Type),
    /// A type that is `Copy`.
    Copied(Type),
    /// A reference to a type.
    Borrowed(Type),
    /// A type, out of its wrapper.
    Owned(Type, Wrapper),
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

/// The shape of the values of a type, by which the variant of a union is selected.
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

/// The shape of an object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectShape {
    /// The keys that it always has.
    pub required: Vec<String>,
    /// The keys that it may have.
    pub optional: Vec<String>,
    /// The values that some of its keys have.
    pub constants: Vec<(String, Vec<Literal>)>,
    /// How other keys are treated.
    pub others: Others,
}

/// How keys are treated that a type does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// They are ignored.
    #[default]
    Ignored,
    /// They are not allowed.
    Forbidden,
    /// They are kept.
    Kept,
}
