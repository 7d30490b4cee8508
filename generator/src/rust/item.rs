//! The items of the modules of types: structs, enumerations, unions and aliases.

use super::{Argument, Docs, Identifier, Import, Literal, Type, Union};
use crate::location::Origin;

/// A module of `types`: the type of one component schema, and those of the schemas written inside of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeModule {
    /// Its name.
    pub name: Identifier,
    /// The component schema.
    pub at: Origin,
    /// Its documentation, which no rustdoc page shows.
    pub docs: Docs,
    /// Its imports.
    pub imports: Vec<Import>,
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
    /// A struct around another type: an alias can't contain itself.
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

    /// The documentation of the type, to change it.
    pub(crate) fn docs_mut(&mut self) -> &mut Docs {
        match self {
            Self::Struct(item) => &mut item.docs,
            Self::Enumeration(item) => &mut item.docs,
            Self::Union(item) => &mut item.docs,
            Self::Alias(item) | Self::Newtype(item) => &mut item.docs,
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
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// The traits whose implementation is written out.
    pub implementations: Vec<Implementation>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The map of the keys that no field is for.
    pub additional_properties: Option<AdditionalProperties>,
    /// The private field that keeps which fields of [`Presence::Nullable`] were `null`, if there are such fields.
    pub nulls: Option<Identifier>,
    /// The structs for the fields that it has no room for, in order. Each one contains the next.
    pub overflow: Vec<Overflow>,
    /// Whether it has a value with empty fields, into which it is read.
    pub is_blank: bool,
    /// The function `new`, if a field is required.
    pub new: Option<Constructor>,
}

/// One of the structs that a struct consists of.
#[derive(Clone, Debug)]
pub struct StructPart<'s> {
    /// Its name.
    pub name: &'s Identifier,
    /// Its documentation.
    pub docs: &'s Docs,
    /// Its fields.
    pub fields: &'s [Field],
    /// The place of its first field among all fields.
    pub begin: usize,
    /// The map of the keys that no field is for.
    pub additional_properties: Option<&'s AdditionalProperties>,
    /// The private field that keeps which of its fields were `null`.
    pub nulls: Option<&'s Identifier>,
    /// The struct for the fields that it has no room for.
    pub next: Option<&'s Overflow>,
}

impl StructPart<'_> {
    /// The fields, and for each one of [`Presence::Nullable`] its index among those.
    pub fn indexed_fields(&self) -> impl Iterator<Item = (&Field, u32)> {
        let mut next = 0_u32;
        self.fields.iter().map(move |field| {
            let index = next;
            if field.presence == Presence::Nullable {
                next = next.saturating_add(1);
            }
            (field, index)
        })
    }
}

impl Struct {
    /// The structs that it consists of, the one with its name first.
    pub fn parts(&self) -> Vec<StructPart<'_>> {
        let fields = |begin: usize, next: Option<&Overflow>| {
            let end = next.map_or(self.fields.len(), |next| next.begin);
            self.fields.get(begin..end).unwrap_or_default()
        };
        let nulls = |fields: &[Field]| {
            let has_nulls = fields.iter().any(|field| field.presence == Presence::Nullable);
            self.nulls.as_ref().filter(|_| has_nulls)
        };
        let next = self.overflow.first();
        let mut parts = vec![StructPart {
            name: &self.name,
            docs: &self.docs,
            fields: fields(0, next),
            begin: 0,
            additional_properties: self.additional_properties.as_ref(),
            nulls: nulls(fields(0, next)),
            next,
        }];
        for (index, overflow) in self.overflow.iter().enumerate() {
            let next = self.overflow.get(index.saturating_add(1));
            let fields = fields(overflow.begin, next);
            parts.push(StructPart {
                name: &overflow.name,
                docs: &overflow.docs,
                fields,
                begin: overflow.begin,
                additional_properties: None,
                nulls: nulls(fields),
                next,
            });
        }
        parts
    }
}

/// A trait whose implementation is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implementation {
    /// `Debug`, without the values of sensitive fields.
    Debug,
    /// `Default`, by `new`.
    Default,
}

/// The function `new` of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor {
    /// Its documentation.
    pub docs: Docs,
    /// The value of each field, in the order of the fields.
    pub values: Vec<InitialValue>,
}

impl Constructor {
    /// Its arguments, in order.
    pub fn arguments(&self) -> impl Iterator<Item = &Argument> {
        self.values.iter().filter_map(|value| match value {
            InitialValue::Argument(argument) | InitialValue::SomeArgument(argument) => Some(argument),
            _ => None,
        })
    }
}

/// What `new` sets a field to.
#[derive(Clone, Debug, PartialEq)]
pub enum InitialValue {
    /// An argument.
    Argument(Argument),
    /// An argument in a `Some`.
    SomeArgument(Argument),
    /// A constant.
    Constant(Literal),
    /// A constant in a `Some`.
    SomeConstant(Literal),
    /// `()`.
    Unit,
    /// `None`.
    None,
    /// The runtime's `Maybe::Absent`.
    Absent,
}

/// A struct for the fields that another one has no room for.
#[derive(Clone, Debug, PartialEq)]
pub struct Overflow {
    /// The index of its first field among all fields; its last one is before the next such struct.
    pub begin: usize,
    /// Its name.
    pub name: Identifier,
    /// The field by which it is held.
    pub holder: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The documentation of the field by which it is held.
    pub holder_docs: Docs,
}

/// A trait that the compiler implements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derive {
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
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
    /// Whether logs must not contain its value.
    pub sensitive: bool,
    /// Whether it may be absent, and how `null` is read.
    pub presence: Presence,
    /// Whether the document requires it, and it may be absent all the same when it is read. `new` takes it.
    pub lenient: bool,
    /// Its type; of a field that may be absent, the type inside the outer `Option` or `Maybe`.
    pub value: Type,
    /// The function that sets it, if it is optional and callers build the struct.
    pub setter: Option<Setter>,
    /// What `new` sets it to: the only value of a required property, or the value of a discriminator.
    pub constant: Option<Literal>,
    /// The function that returns the default of an absent value, if callers read the struct.
    pub default: Option<DefaultGetter>,
}

impl Field {
    /// Whether `new` sets it.
    pub fn is_set_by_new(&self) -> bool {
        self.presence == Presence::Required || self.lenient || self.constant.is_some()
    }

    /// The whole type of the field.
    pub fn field_type(&self) -> Type {
        match self.presence {
            Presence::Required => self.value.clone(),
            Presence::Optional | Presence::OptionalNullable | Presence::Nullable => {
                Type::Option(Box::new(self.value.clone()))
            }
            Presence::Maybe => Type::Maybe(Box::new(self.value.clone())),
        }
    }
}

/// Whether a key may be absent, and how `null` is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is never absent; `null` is an error unless the type has it.
    Required,
    /// `None` is absent; `null` is read as absent.
    Optional,
    /// `None` is absent; the type reads `null`.
    OptionalNullable,
    /// `None` is absent or `null`; the struct keeps which.
    Nullable,
    /// The runtime's `Maybe` distinguishes an absent key, `null` and a value.
    Maybe,
}

/// A function that takes a struct, sets one field, and returns the struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Its argument; `None` if the field has only one value.
    pub argument: Option<Argument>,
}

/// The map of the keys that no field of a struct is for.
#[derive(Clone, Debug, PartialEq)]
pub struct AdditionalProperties {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether logs must not contain its values.
    pub sensitive: bool,
    /// The type of the values.
    pub value: Type,
}

/// A function that returns the value of a field, or the document's default for an absent one.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultGetter {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// The type that it returns.
    pub returns: GetterType,
    /// The default.
    pub value: Literal,
}

/// The type that a getter returns, and how it takes the value from the field.
#[derive(Clone, Debug, PartialEq)]
pub enum GetterType {
    /// `&str`, borrowed from a `String`.
    Str,
    /// A type that is `Copy`.
    Copied(Type),
    /// A type that is `Clone`.
    Cloned(Type),
}

/// An enum of values that preserves the ones it does not list.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Its name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// The traits that it derives.
    pub derives: Vec<Derive>,
    /// The type of the values.
    pub base: EnumerationBase,
    /// The listed values.
    pub variants: Vec<EnumerationVariant>,
    /// The documentation of the variant for every other value.
    pub unknown: Docs,
    /// The documentation of the constant that lists the values.
    pub values: Docs,
    /// The documentation of the function that returns the value of a variant.
    pub value: Docs,
}

/// The type of the values of an enumeration.
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

/// Another name of a type, or a type around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The name.
    pub name: Identifier,
    /// Its documentation.
    pub docs: Docs,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// The traits that it derives, if it is a type of its own.
    pub derives: Vec<Derive>,
    /// The type.
    pub target: Type,
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
    /// Whether it has as many in a build with the feature `preserve_order` of `serde_json`, and nothing is assumed of
    /// types of other crates.
    pub is_exact: bool,
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
