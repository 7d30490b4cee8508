//! What a JSON value may look like.

use serde_json::Value;

use super::Documentation;
use crate::location::Origin;

/// A component schema, as an index into [`Api::schemas`](super::Api::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// A schema, wherever it stands. What `allOf` puts together is one schema here.
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
    /// In which direction it travels, if it is a property.
    pub access: Access,
    /// The value that a missing one stands for.
    pub default: Option<Value>,
    /// Which values it has beside `null`.
    pub kind: SchemaKind,
}

impl Schema {
    /// A schema that allows everything.
    pub fn any(at: Origin) -> Self {
        Self::of_kind(at, SchemaKind::Any)
    }

    /// A schema of which nothing is said but its kind.
    pub fn of_kind(at: Origin, kind: SchemaKind) -> Self {
        Self {
            at,
            documentation: Documentation::default(),
            nullable: false,
            sensitive: false,
            access: Access::Both,
            default: None,
            kind,
        }
    }

    /// Whether both allow the same values, whatever is said about them and wherever they stand.
    pub fn is_like(&self, other: &Self) -> bool {
        self.nullable == other.nullable && self.kind.is_like(&other.kind)
    }

    /// Calls `seen` with this schema and all that are written inside of it. References are not followed.
    pub fn visit<'a>(&'a self, seen: &mut dyn FnMut(&'a Self)) {
        let mut waiting = vec![self];
        while let Some(schema) = waiting.pop() {
            seen(schema);
            match &schema.kind {
                SchemaKind::Array(inner) => waiting.push(inner),
                SchemaKind::Tuple(members) => waiting.extend(members),
                SchemaKind::Object(object) => {
                    waiting.extend(object.properties.iter().map(|property| &property.schema));
                    if let AdditionalProperties::Schema(values) = &object.additional_properties {
                        waiting.push(values);
                    }
                }
                SchemaKind::Union(union) => waiting.extend(union.variants.iter().map(|variant| &variant.schema)),
                _ => {}
            }
        }
    }
}

/// In which direction a property travels (OpenAPI 3.0.3, section 4.7.24.2: `readOnly` and `writeOnly`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// In both.
    Both,
    /// In responses alone, so no request has to have it.
    ReadOnly,
    /// In requests alone, so no response has to have it.
    WriteOnly,
}

/// The values of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaKind {
    /// Any JSON value, `null` included; also what has no typed form.
    Any,
    /// `null` alone.
    Null,
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
    /// One of some values, or one that is not listed yet.
    Enumeration(Enumeration),
    /// An array of one kind of items.
    Array(Box<Schema>),
    /// An array with as many items as there are schemas, each of its own kind.
    Tuple(Vec<Schema>),
    /// An object: known keys, any keys, or both.
    Object(Object),
    /// One of several schemas.
    Union(Union),
    /// A component.
    Reference(SchemaId),
}

impl SchemaKind {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Array(first), Self::Array(second)) => first.is_like(second),
            (Self::Tuple(first), Self::Tuple(second)) => {
                first.len() == second.len() && first.iter().zip(second).all(|(first, second)| first.is_like(second))
            }
            (Self::Object(first), Self::Object(second)) => first.is_like(second),
            (Self::Union(first), Self::Union(second)) => {
                let variant_is_like = |(first, second): (&Variant, &Variant)| {
                    first.discriminator_values == second.discriminator_values && first.schema.is_like(&second.schema)
                };
                first.discriminator == second.discriminator
                    && first.variants.len() == second.variants.len()
                    && first.variants.iter().zip(&second.variants).all(variant_is_like)
            }
            _ => self == other,
        }
    }
}

/// How large an integer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// `int32`, and what is smaller.
    Int32,
    /// `int64`, and an integer without a format.
    Int64,
    /// `uint32`, and what is smaller.
    Uint32,
    /// `uint64`, and what has values that `int64` has no room for.
    Uint64,
    /// What has values that neither has room for, or negative ones beside those of `uint64`.
    Exact,
}

impl IntegerFormat {
    /// The least and the greatest value.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::Int32 => (i32::MIN.into(), i32::MAX.into()),
            Self::Int64 => (i64::MIN.into(), i64::MAX.into()),
            Self::Uint32 => (0, u32::MAX.into()),
            Self::Uint64 => (0, u64::MAX.into()),
            Self::Exact => (i128::MIN, i128::MAX),
        }
    }

    /// This format if it has room for all of a range, or else the first of 64 bits that has.
    pub fn with_room_for(self, (least, most): (i128, i128)) -> Self {
        let has_room = |format: &Self| format.range().0 <= least && most <= format.range().1;
        [self, Self::Int64, Self::Uint64].into_iter().find(has_room).unwrap_or(Self::Exact)
    }

    /// The format that has room for the values of both.
    pub fn or(self, other: Self) -> Self {
        let (first, second) = (self.range(), other.range());
        self.with_room_for((first.0.min(second.0), first.1.max(second.1)))
    }
}

/// How precise a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `float`.
    Float,
    /// `double`, and a number without a format.
    Double,
}

/// The listed values of an `enum` or a `const`: scalars other than `null`.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The values, in the document's order, each once.
    pub values: Vec<Value>,
    /// What the document calls each of them (`x-enum-varnames`); empty if it does not say.
    pub names: Vec<String>,
}

impl Enumeration {
    /// An enumeration of values without names.
    pub fn of(values: Vec<Value>) -> Self {
        Self { values, names: Vec::new() }
    }
}

/// What the values of an enumeration have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationBase {
    /// They are strings.
    String,
    /// They are integers of 64 bits with a sign.
    Integer,
    /// They are integers of 64 bits without a sign, and one of them has no room beside a sign.
    Unsigned,
    /// They are numbers, and one of them is no integer.
    Number,
    /// They are booleans.
    Boolean,
    /// They are of several types, or numbers that no type holds together.
    Mixed,
}

impl Enumeration {
    /// What the values have in common.
    pub fn base(&self) -> EnumerationBase {
        let all = |test: fn(&Value) -> bool| self.values.iter().all(test);
        if all(Value::is_string) {
            EnumerationBase::String
        } else if all(Value::is_i64) {
            EnumerationBase::Integer
        } else if all(Value::is_u64) {
            EnumerationBase::Unsigned
        } else if all(is_double) && !all(is_integer) {
            EnumerationBase::Number
        } else if all(Value::is_boolean) {
            EnumerationBase::Boolean
        } else {
            EnumerationBase::Mixed
        }
    }
}

fn is_integer(value: &Value) -> bool {
    value.is_i64() || value.is_u64()
}

/// Whether a value is a number that `f64` holds exactly.
fn is_double(value: &Value) -> bool {
    /// Every integer up to here is a double.
    const EXACT: u64 = 1 << 53;
    match (value.as_i64(), value.as_u64()) {
        (Some(value), _) => value.unsigned_abs() <= EXACT,
        (None, Some(_)) => false,
        (None, None) => value.is_number(),
    }
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// The known keys, in the document's order.
    pub properties: Vec<Property>,
    /// The keys that every object has, each once. Some may not be known: documents require what they do not describe.
    pub required: Vec<Required>,
    /// What becomes of the other keys.
    pub additional_properties: AdditionalProperties,
}

impl Object {
    /// Whether every object has that key.
    pub fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|required| required.name == name)
    }

    /// The known key of that name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Whether nothing is known of it but that it is an object, and which keys it has to have.
    pub fn is_condition(&self) -> bool {
        self.properties.is_empty() && self.additional_properties == AdditionalProperties::Unspecified
    }

    fn is_like(&self, other: &Self) -> bool {
        let rests_are_alike = match (&self.additional_properties, &other.additional_properties) {
            (AdditionalProperties::Schema(first), AdditionalProperties::Schema(second)) => first.is_like(second),
            (first, second) => first == second,
        };
        let property_is_like = |(first, second): (&Property, &Property)| {
            first.name == second.name
                && first.schema.access == second.schema.access
                && first.schema.is_like(&second.schema)
        };
        rests_are_alike
            && self.required.len() == other.required.len()
            && self.required.iter().all(|required| other.requires(&required.name))
            && self.properties.len() == other.properties.len()
            && self.properties.iter().zip(&other.properties).all(property_is_like)
    }
}

/// A known key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The key.
    pub name: String,
    /// Its values.
    pub schema: Schema,
}

/// A key that every object has.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// Where it is required.
    pub at: Origin,
    /// The key.
    pub name: String,
}

/// The keys of an object that it does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// Nothing is said of them. Beside known keys they are ignored; without known keys they are all that there is.
    Unspecified,
    /// There are none.
    Forbidden,
    /// They are values of one schema, and kept.
    Schema(Box<Schema>),
}

/// One of several schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The property whose value says which one it is.
    pub discriminator: Option<String>,
    /// The schemas, in the document's order.
    pub variants: Vec<Variant>,
}

/// One of the schemas of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The values of the discriminator that mean this one; none if there is no discriminator.
    pub discriminator_values: Vec<String>,
    /// What it looks like.
    pub schema: Schema,
}
