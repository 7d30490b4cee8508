//! The objects of OpenAPI as tables: the keys of each, since which version, and what their values may be.
//!
//! The tables are the only place that lists them; `check` compares a document with them. A keyword that a later version
//! adds is a row here.

mod document;
mod operation;
mod schema;
mod security;

pub(super) use document::{CONTACT, DOCUMENT, EXTERNAL_DOCS, INFO, LICENSE, PATHS, SERVER};
pub(super) use operation::{HEADER, MEDIA_TYPE, OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSES};
pub(super) use schema::SCHEMA;
pub(super) use security::{FLOW, FLOWS, SECURITY_SCHEME};

use super::Version;

/// A kind of object.
pub(super) struct ObjectType {
    /// The name in messages, with its article.
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    /// What the value of any other key is. `None` if there is none: it is not known.
    pub(super) others: Option<Form>,
    /// What becomes of an object without a required key, or with an unreadable value of one.
    pub(super) loss: Loss,
}

/// What the loss of a value means for the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// The client would be wrong, so it is an error.
    Essential,
    /// Documentation is lost, so the object is left out with a warning.
    Documentation,
}

/// A key of an object.
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) since: Version,
    pub(super) form: Form,
    pub(super) is_required: bool,
    /// Whether the client needs a readable value, though the key may be absent: it belongs to one kind of security scheme.
    pub(super) is_essential: bool,
}

/// What a value may be.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Any value.
    Any,
    Text,
    Boolean,
    Number,
    /// A boolean in OpenAPI 3.0, and a number in later versions. Either is read in all of them.
    BooleanOrNumber,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// A value or an array of such values.
    OneOrMany(&'static Form),
    List(&'static Form),
    Map(&'static Form),
    /// An object, or a reference to one.
    Object(&'static ObjectType),
    /// A schema, or `true` or `false`.
    SchemaOrBoolean,
}

impl Form {
    /// Whether objects of the document may be in it. They would be lost with it.
    pub(super) fn holds_objects(self) -> bool {
        match self {
            Self::Object(kind) => kind.loss == Loss::Essential,
            Self::SchemaOrBoolean => true,
            Self::OneOrMany(inner) | Self::List(inner) | Self::Map(inner) => inner.holds_objects(),
            Self::Any | Self::Text | Self::Boolean | Self::Number | Self::BooleanOrNumber | Self::Word(_) => false,
        }
    }

    /// Returns the words for a value, with their article.
    pub(super) fn words(self) -> String {
        match self {
            Self::Any => "any value".to_owned(),
            Self::Text => "a string".to_owned(),
            Self::Boolean => "a boolean".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::BooleanOrNumber => "a boolean or a number".to_owned(),
            Self::Word(words) => format!("one of `{}`", words.join("`, `")),
            Self::OneOrMany(inner) => format!("{} or an array of such values", inner.words()),
            Self::List(inner) => format!("an array of {}", inner.plural()),
            Self::Map(_) | Self::Object(_) => "an object".to_owned(),
            Self::SchemaOrBoolean => "a schema".to_owned(),
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Text => "strings",
            Self::Map(_) | Self::Object(_) => "objects",
            Self::SchemaOrBoolean => "schemas",
            _ => "values",
        }
    }
}

/// A key that every version has, or that is read in each.
const fn field(key: &'static str, form: Form) -> Field {
    Field { key, since: Version::V3_0, form, is_required: false, is_essential: false }
}

/// A key that every object of the kind must have.
const fn required(key: &'static str, form: Form) -> Field {
    Field { key, since: Version::V3_0, form, is_required: true, is_essential: false }
}

/// A key whose value has to be readable if it is there.
const fn essential(key: &'static str, form: Form) -> Field {
    Field { key, since: Version::V3_0, form, is_required: false, is_essential: true }
}

/// A key that OpenAPI 3.2 adds.
const fn new_in_3_2(key: &'static str, form: Form) -> Field {
    Field { key, since: Version::V3_2, form, is_required: false, is_essential: false }
}
