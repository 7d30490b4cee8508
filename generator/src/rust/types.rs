//! Types and how they meet JSON.

use super::{Docs, Identifier, Path};
use crate::location::Origin;

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
    /// One of some values, or another one.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A type around another one, which an alias can't be: one that holds itself.
    Newtype(Alias),
    /// Another name of a type.
    Alias(Alias),
}

impl Item {
    /// The name of the type.
    pub fn name(&self) -> &Identifier {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Union(item) => &item.name,
            Self::Alias(item) | Self::Newtype(item) => &item.name,
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
    pub additional_properties: Option<AdditionalProperties>,
    /// The structs for the fields that it has no room for, in order. Each is held by the one before.
    pub overflow: Vec<Overflow>,
    /// Whether there is a function `new` that takes the required fields.
    pub has_new: bool,
}

/// A struct for fields that another one has no room for.
#[derive(Clone, Debug, PartialEq)]
pub struct Overflow {
    /// The first of its fields, by its place among all fields; the last is the one before the next such struct.
    pub begin: usize,
    /// Its name.
    pub name: Identifier,
    /// The field by which it is held.
    pub holder: Identifier,
    /// Its documentation.
    pub docs: Docs,
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
    /// The only value that the document has for it, by a list of one or by a discriminator, which `new` fills in.
    pub constant: Option<Literal>,
    /// The function that gives the document's default for an absent value, if callers read the struct.
    pub default: Option<DefaultGetter>,
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
pub struct AdditionalProperties {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The type of the values.
    pub value: Type,
}

/// A function that reads a field, and has the document's default for an absent one.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultGetter {
    /// Its name.
    pub name: Identifier,
    /// The default.
    pub value: Literal,
}

/// A value that is written in the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    Integer(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating-point number.
    Float(f64),
    /// A string.
    String(String),
    /// A variant of an enumeration.
    Variant(Identifier, Identifier),
}

/// An enum of values that keeps the ones it does not know.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// What the values are.
    pub base: EnumerationBase,
    /// The listed values.
    pub variants: Vec<EnumerationVariant>,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationBase {
    /// Strings.
    String,
    /// Integers, as `i64`.
    Integer,
    /// Integers without a sign, as `u64`.
    Unsigned,
    /// Numbers, as `f64`.
    Number,
    /// Values of several types, or numbers that no type holds together, as the runtime's `json::Value`.
    Mixed,
}

/// A listed value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationVariant {
    /// The variant's name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The value.
    pub wire: Literal,
}

/// An enum of types that keeps the values which none of them holds.
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
    /// Whether there is a function that makes a value which is several of its variants at once.
    pub merges: bool,
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
    /// Whether it is made by `into()`, for which it has to be the only variant of its type.
    pub has_from: bool,
    /// The function that reads any value of the union as this variant, if a value may be this and another one at once.
    pub reader: Option<Identifier>,
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

/// Another name of a type, or a type around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// What it derives, if it is a type of its own.
    pub derives: Vec<Derive>,
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
    /// The runtime's `json::Number`, which has room for every number.
    Number,
    /// The runtime's `json::Value`.
    Value,
    /// `Vec<_>`
    Vec(Box<Self>),
    /// `BTreeMap<String, _>`
    Map(Box<Self>),
    /// `Option<_>`
    Option(Box<Self>),
    /// `Box<_>`
    Box(Box<Self>),
    /// The runtime's `Link<_>`.
    Link(Box<Self>),
    /// `()`
    Unit,
    /// A tuple.
    Tuple(Vec<Self>),
    /// A type of the runtime that keeps the text it was given.
    Text(TextFormat),
    /// A type that the target's configuration names for a format.
    Configured(Path),
    /// A type of the `types` module.
    Named(Identifier),
}

/// How large a struct or an enum is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeSize {
    /// The module that names it.
    pub module: &'static str,
    /// Its name.
    pub name: Identifier,
    /// How many bytes it has at most.
    pub bytes: u64,
    /// Whether it has as many in a build where `serde_json` has its feature `preserve_order`, and nothing is assumed of
    /// types of somebody else.
    pub is_exact: bool,
}

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// `byte`: Base64.
    Base64,
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `decimal`.
    Decimal,
    /// `duration`.
    Duration,
    /// `time`.
    Time,
    /// `uri`, and the like.
    Uri,
    /// `uuid`.
    Uuid,
}

impl Type {
    /// Calls `visit` with every named type in this one.
    pub fn visit_named<'a>(&'a self, visit: &mut impl FnMut(&'a Identifier)) {
        match self {
            Self::Named(name) => visit(name),
            Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) | Self::Link(inner) => {
                inner.visit_named(visit);
            }
            Self::Tuple(members) => members.iter().for_each(|member| member.visit_named(visit)),
            _ => {}
        }
    }

    /// Whether it is, or holds, a type for which `test` says so.
    pub fn has(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self)
            || match self {
                Self::Vec(inner) | Self::Map(inner) | Self::Option(inner) | Self::Box(inner) | Self::Link(inner) => {
                    inner.has(test)
                }
                Self::Tuple(members) => members.iter().any(|member| member.has(test)),
                _ => false,
            }
    }

    /// The type that callers give for this one: what a `Box` holds, so that they need not make the `Box`.
    pub fn without_box(&self) -> Self {
        match self {
            Self::Box(inner) | Self::Link(inner) => (**inner).clone(),
            Self::Option(inner) => match &**inner {
                Self::Box(inner) | Self::Link(inner) => Self::Option(inner.clone()),
                _ => self.clone(),
            },
            _ => self.clone(),
        }
    }

    /// Whether a map stands anywhere in it.
    pub fn has_map(&self) -> bool {
        self.has(&|inner| matches!(inner, Self::Map(_)))
    }

    /// Whether the runtime's any value, or its any number, stands anywhere in it.
    pub fn has_json(&self) -> bool {
        self.has(&|inner| matches!(inner, Self::Number | Self::Value | Self::Link(_)))
    }

    /// Whether a type that keeps text stands anywhere in it.
    pub fn has_text(&self) -> bool {
        self.has(&|inner| matches!(inner, Self::Text(_)))
    }
}

impl Item {
    /// Calls `visit` with every type that it is made of.
    pub fn visit_types<'a>(&'a self, visit: &mut impl FnMut(&'a Type)) {
        match self {
            Self::Struct(item) => {
                item.fields.iter().for_each(|field| visit(&field.value));
                item.additional_properties.iter().for_each(|rest| visit(&rest.value));
            }
            Self::Union(item) => item.variants.iter().for_each(|variant| visit(&variant.value)),
            Self::Alias(item) | Self::Newtype(item) => visit(&item.target),
            Self::Enumeration(_) => {}
        }
    }
}
