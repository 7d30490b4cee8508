//! Schemas: which JSON values are valid.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Documentation, MediaType};
use crate::location::Origin;

/// A component schema, as an index into [`Api::schemas`](super::Api::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// A Schema Object. The members of an `allOf` are one schema here.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where the document declares it.
    pub at: Origin,
    /// Its title and description.
    pub documentation: Documentation,
    /// Whether `null` is one of its values. A reference to a nullable component is nullable too:
    /// [`Api::is_nullable`](super::Api::is_nullable).
    pub nullable: bool,
    /// Whether its values must not show up in logs: `format: password`, or `x-sensitive: true`.
    pub sensitive: bool,
    /// Whether requests or responses have it, if it is a property.
    pub access: Access,
    /// The default value.
    pub default: Option<Value>,
    /// What its values must satisfy beside their type, for documentation.
    pub constraints: Vec<Constraint>,
    /// The schema of the JSON that a string holds (`contentSchema`; JSON Schema 2020-12 Validation, section 8.5). Any other value is not
    /// restricted by it: [`content`](Self::content).
    pub content_schema: Option<Box<Self>>,
    /// The media type of what a string encodes (`contentEncoding` and `contentMediaType`; JSON Schema 2020-12 Validation, sections 8.3
    /// and 8.4).
    pub encoded_type: Option<Box<MediaType>>,
    /// Its values other than `null`.
    pub kind: SchemaKind,
}

/// A keyword that restricts values, such as `maxLength`, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// The keyword. That of a condition with consequences is `if`.
    pub keyword: String,
    /// Its value. That of `if` is an object with `if`, `then` and `else`.
    pub value: Value,
}

impl Constraint {
    /// Returns `true` if its value is or has a schema. Several conditions of one keyword hold together.
    pub fn is_condition(&self) -> bool {
        CONDITIONS.contains(&self.keyword.as_str())
    }
}

/// The keywords with schemas that restrict values in a way that no type expresses.
const CONDITIONS: [&str; 7] =
    ["contains", "dependentRequired", "dependentSchemas", "if", "not", "propertyNames", "unevaluatedItems"];

impl Schema {
    /// A schema that any value is valid against.
    pub fn any(at: Origin) -> Self {
        Self::of_kind(at, SchemaKind::Any)
    }

    /// A schema with a kind, and nothing else.
    pub fn of_kind(at: Origin, kind: SchemaKind) -> Self {
        Self {
            at,
            documentation: Documentation::default(),
            nullable: false,
            sensitive: false,
            access: Access::Both,
            default: None,
            constraints: Vec::new(),
            content_schema: None,
            encoded_type: None,
            kind,
        }
    }

    /// Returns the schema of the JSON that its strings hold.
    pub fn content(&self) -> Option<&Self> {
        self.content_schema.as_deref().filter(|_| matches!(self.kind, SchemaKind::String { .. }))
    }

    /// Whether the same values are valid against both, whatever their descriptions and places.
    pub fn is_equivalent(&self, other: &Self) -> bool {
        let has_equivalent_content = match (self.content(), other.content()) {
            (Some(first), Some(second)) => first.is_equivalent(second),
            (None, None) => true,
            _ => false,
        };
        self.nullable == other.nullable && self.kind.is_equivalent(&other.kind) && has_equivalent_content
    }

    /// Calls `seen` with this schema and all that are written inside of it. References are not followed.
    pub fn visit<'a>(&'a self, seen: &mut dyn FnMut(&'a Self)) {
        let mut waiting = vec![self];
        while let Some(schema) = waiting.pop() {
            seen(schema);
            waiting.extend(schema.content());
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

    /// Calls `change` with this schema and all that are written inside of it. References are not followed.
    pub fn visit_mut(&mut self, change: &mut dyn FnMut(&mut Self)) {
        let mut waiting = vec![self];
        while let Some(schema) = waiting.pop() {
            change(schema);
            match &mut schema.kind {
                SchemaKind::String { .. } => waiting.extend(schema.content_schema.as_deref_mut()),
                SchemaKind::Array(inner) => waiting.push(inner),
                SchemaKind::Tuple(members) => waiting.extend(members),
                SchemaKind::Object(object) => {
                    waiting.extend(object.properties.iter_mut().map(|property| &mut property.schema));
                    if let AdditionalProperties::Schema(values) = &mut object.additional_properties {
                        waiting.push(values);
                    }
                }
                SchemaKind::Union(union) => {
                    waiting.extend(union.variants.iter_mut().map(|variant| &mut variant.schema));
                }
                _ => {}
            }
        }
    }
}

/// Whether requests or responses have a property: `readOnly` and `writeOnly` (OpenAPI 3.0.3, section 4.7.24.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Requests and responses have it.
    Both,
    /// Only responses have it, so that requests don't need it.
    ReadOnly,
    /// Only requests have it, so that responses don't need it.
    WriteOnly,
}

/// The values of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaKind {
    /// Any JSON value, `null` included; also a schema without a typed form.
    Any,
    /// `null` alone.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(IntegerFormat),
    /// A number.
    Number(NumberFormat),
    /// A string.
    String {
        /// The `format`, as it is written.
        format: Option<String>,
    },
    /// An `enum`, which is open: a value that is not listed is accepted too.
    Enumeration(Enumeration),
    /// An array whose items have one schema.
    Array(Box<Schema>),
    /// An array with a schema for each of its items.
    Tuple(Vec<Schema>),
    /// An object: known properties, additional properties, or both.
    Object(Object),
    /// One of several schemas.
    Union(Union),
    /// A reference to a component.
    Reference(SchemaId),
}

impl SchemaKind {
    fn is_equivalent(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Array(first), Self::Array(second)) => first.is_equivalent(second),
            (Self::Tuple(first), Self::Tuple(second)) => {
                first.len() == second.len()
                    && first.iter().zip(second).all(|(first, second)| first.is_equivalent(second))
            }
            (Self::Object(first), Self::Object(second)) => first.is_equivalent(second),
            (Self::Union(first), Self::Union(second)) => {
                let variant_is_equivalent = |(first, second): (&Variant, &Variant)| {
                    first.discriminator_values == second.discriminator_values
                        && first.schema.is_equivalent(&second.schema)
                };
                first.discriminator == second.discriminator
                    && first.variants.len() == second.variants.len()
                    && first.variants.iter().zip(&second.variants).all(variant_is_equivalent)
            }
            _ => self == other,
        }
    }
}

/// The range of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// `int32`, and smaller ranges.
    Int32,
    /// `int64`, and integers without a format.
    Int64,
    /// `uint32`, and smaller ranges.
    Uint32,
    /// `uint64`, and ranges with values that do not fit `int64`.
    Uint64,
    /// A range that fits neither `int64` nor `uint64`.
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

    /// This format if a range fits it, or else the first one of 64 bits that the range fits.
    pub fn with_room_for(self, (least, most): (i128, i128)) -> Self {
        let has_room = |format: &Self| format.range().0 <= least && most <= format.range().1;
        [self, Self::Int64, Self::Uint64].into_iter().find(has_room).unwrap_or(Self::Exact)
    }

    /// The narrowest format that the common values of both fit, which is one of the two.
    pub fn and(self, other: Self) -> Self {
        let by_range = [Self::Int32, Self::Uint32, Self::Uint64, Self::Int64];
        by_range.into_iter().find(|format| *format == self || *format == other).unwrap_or(Self::Exact)
    }

    /// The format that the values of both fit.
    pub fn or(self, other: Self) -> Self {
        let (first, second) = (self.range(), other.range());
        self.with_room_for((first.0.min(second.0), first.1.max(second.1)))
    }
}

/// The precision of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `float`.
    Float,
    /// `double`, and numbers without a format.
    Double,
}

/// The listed values of an `enum` or a `const`: scalars other than `null`.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The values, in the document's order, each once.
    pub values: Vec<Value>,
    /// The names of the values (`x-enum-varnames`); empty if the document has none.
    pub names: Vec<String>,
}

impl Enumeration {
    /// An enumeration of values without names.
    pub fn of(values: Vec<Value>) -> Self {
        Self { values, names: Vec::new() }
    }
}

/// The common type of the values of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationBase {
    /// Strings.
    String,
    /// Integers that fit `i64`.
    Integer,
    /// Integers that fit `u64`, one of which does not fit `i64`.
    Unsigned,
    /// Numbers, one of which is not an integer.
    Number,
    /// Booleans.
    Boolean,
    /// Values of several types, or numbers that do not fit one type.
    Mixed,
}

impl Enumeration {
    /// The common type of the values.
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
    /// The properties, in the document's order.
    pub properties: Vec<Property>,
    /// The required properties, each once. Some are not in `properties`: documents require properties that they do not
    /// describe.
    pub required: Vec<Required>,
    /// The other properties.
    pub additional_properties: AdditionalProperties,
}

impl Object {
    /// Whether the property of this name is required.
    pub fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|required| required.name == name)
    }

    /// The property of this name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The names of the required properties, for many lookups.
    pub fn required_names(&self) -> BTreeSet<&str> {
        self.required.iter().map(|required| required.name.as_str()).collect()
    }

    /// The properties by name, for many lookups.
    pub fn properties_by_name(&self) -> BTreeMap<&str, &Property> {
        self.properties.iter().map(|property| (property.name.as_str(), property)).collect()
    }

    /// Whether it has no keyword but `required`.
    pub fn is_condition(&self) -> bool {
        self.properties.is_empty() && self.additional_properties == AdditionalProperties::Unspecified
    }

    fn is_equivalent(&self, other: &Self) -> bool {
        let rests_are_alike = match (&self.additional_properties, &other.additional_properties) {
            (AdditionalProperties::Schema(first), AdditionalProperties::Schema(second)) => first.is_equivalent(second),
            (first, second) => first == second,
        };
        let property_is_equivalent = |(first, second): (&Property, &Property)| {
            first.name == second.name
                && first.schema.access == second.schema.access
                && first.schema.is_equivalent(&second.schema)
        };
        rests_are_alike
            && self.required.len() == other.required.len()
            && self.properties.len() == other.properties.len()
            && self.properties.iter().zip(&other.properties).all(property_is_equivalent)
            && (self.required.iter().zip(&other.required).all(|(first, second)| first.name == second.name)
                || self.required_names() == other.required_names())
    }
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// The schema of its values.
    pub schema: Schema,
}

/// The name of a required property.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// Where the document requires it.
    pub at: Origin,
    /// The name.
    pub name: String,
}

/// The properties of an object that `properties` does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum AdditionalProperties {
    /// The schema does not mention them. Beside known properties they are ignored; without known properties the object
    /// is a map of any values.
    Unspecified,
    /// The object has none.
    Forbidden,
    /// They are kept, and their values have a schema.
    Schema(Box<Schema>),
}

/// One of several schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The name of the discriminator property.
    pub discriminator: Option<String>,
    /// The schemas, in the document's order.
    pub variants: Vec<Variant>,
}

/// One of the schemas of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The discriminator values that select it; empty if there is no discriminator.
    pub discriminator_values: Vec<String>,
    /// The name of its component, if that selects it beside the values that the document maps to it: a mapping is for its value alone
    /// (OpenAPI 3.2.0, section 4.25).
    pub implicit_value: Option<String>,
    /// The only discriminator value that the document declares for it, even if the discriminator does not distinguish
    /// the schemas of the union.
    pub declared_value: Option<String>,
    /// The objects that it has though the discriminator does not select it.
    pub default_for: DefaultFor,
    /// Its schema.
    pub schema: Schema,
}

/// The objects for which a schema of a union is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DefaultFor {
    /// None.
    #[default]
    Nothing,
    /// Those without the discriminator's property: the schema is what the document refers to, and the others are its subtypes.
    Absent,
    /// Those, and those with a value of the property that selects no schema (`defaultMapping`, OpenAPI 3.2.0, section 4.25).
    Unselected,
}
