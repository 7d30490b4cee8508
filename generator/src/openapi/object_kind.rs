//! Which objects of OpenAPI stand where in a document, so that a walk through it tells a schema from data that looks
//! like one.

use serde_json::Value;

use crate::location::{Pointer, Trail};

/// The members of a Path Item Object that are operations (OpenAPI 3.2.0, section 4.9.1). `query` is new in OpenAPI 3.2.
pub(super) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The member of a Path Item Object that has operations by their methods, those that have no member of their own
/// (OpenAPI 3.2.0, section 4.9.1).
pub(super) const ADDITIONAL_OPERATIONS: &str = "additionalOperations";

/// A kind of object of the OpenAPI Specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    Document,
    Info,
    Server,
    Components,
    SecurityScheme,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Callback,
    Schema,
    /// A schema where `true` and `false` stand for themselves: `additionalProperties` and `unevaluatedProperties`.
    SchemaOrBool,
    Tag,
    /// A description.
    Text,
    /// A map whose keys are names, all of them.
    Map(&'static Self),
    /// An object with patterned fields, beside which extensions may stand: paths and responses.
    Patterned(&'static Self),
    /// An array.
    List(&'static Self),
    /// Data of the document's author: an example, an extension.
    Data,
}

impl ObjectKind {
    /// Whether a Reference Object may stand in its place. The specification names a few places; documents have one for
    /// every part that they keep in a file of its own.
    pub(crate) fn is_referable(self) -> bool {
        self != Self::Data
    }

    /// The field of the Components Object that holds objects of this kind, if there is one.
    pub(crate) fn component_kind(self) -> Option<&'static str> {
        Some(match self {
            Self::SecurityScheme => "securitySchemes",
            Self::Parameter => "parameters",
            Self::Header => "headers",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Schema | Self::SchemaOrBool => "schemas",
            _ => return None,
        })
    }

    /// The kind of the object at a key of it.
    pub(crate) fn member(self, key: &str) -> Self {
        match (self, key) {
            (_, key) if key.starts_with("x-") && !matches!(self, Self::Map(_)) => Self::Data,
            (Self::Map(inner) | Self::Patterned(inner) | Self::List(inner), _) => *inner,
            (Self::Document, "info") => Self::Info,
            (Self::Document | Self::PathItem | Self::Operation, "servers") => Self::List(&Self::Server),
            (Self::Document, "paths") => Self::Patterned(&Self::PathItem),
            (Self::Document, "webhooks") => Self::Map(&Self::PathItem),
            (Self::Document, "components") => Self::Components,
            (Self::Components, "schemas") => Self::Map(&Self::Schema),
            (Self::Components, "responses") => Self::Map(&Self::Response),
            (Self::Components, "parameters") => Self::Map(&Self::Parameter),
            (Self::Components, "headers") => Self::Map(&Self::Header),
            (Self::Components, "requestBodies") => Self::Map(&Self::RequestBody),
            (Self::Components, "callbacks") => Self::Map(&Self::Callback),
            (Self::Components, "pathItems") => Self::Map(&Self::PathItem),
            (Self::Components, "mediaTypes") => Self::Map(&Self::MediaType),
            (Self::Components, "securitySchemes") => Self::Map(&Self::SecurityScheme),
            (Self::Callback, _) => Self::PathItem,
            (Self::PathItem, ADDITIONAL_OPERATIONS) => Self::Map(&Self::Operation),
            (Self::PathItem, key) if METHODS.contains(&key) => Self::Operation,
            (Self::PathItem | Self::Operation, "parameters") => Self::List(&Self::Parameter),
            (Self::Operation, "requestBody") => Self::RequestBody,
            (Self::Operation, "responses") => Self::Patterned(&Self::Response),
            (Self::Operation, "callbacks") => Self::Map(&Self::Callback),
            (Self::Parameter | Self::Header | Self::MediaType, "schema") | (Self::MediaType, "itemSchema") => {
                Self::Schema
            }
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content") => {
                Self::Map(&Self::MediaType)
            }
            (Self::MediaType | Self::Encoding, "encoding") => Self::Map(&Self::Encoding),
            (Self::MediaType | Self::Encoding, "prefixEncoding") => Self::List(&Self::Encoding),
            (Self::MediaType | Self::Encoding, "itemEncoding") => Self::Encoding,
            (Self::Response | Self::Encoding, "headers") => Self::Map(&Self::Header),
            (Self::Schema | Self::SchemaOrBool, key) => schema_member(key),
            (Self::Info | Self::Operation | Self::Parameter | Self::Response | Self::RequestBody, "description") => {
                Self::Text
            }
            (Self::Document | Self::Operation, "tags") => Self::List(&Self::Tag),
            (Self::Tag, "description") => Self::Text,
            _ => Self::Data,
        }
    }
}

fn schema_member(key: &str) -> ObjectKind {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" | "dependencies" => {
            ObjectKind::Map(&ObjectKind::Schema)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => ObjectKind::List(&ObjectKind::Schema),
        "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "unevaluatedItems"
        | "contentSchema" => ObjectKind::Schema,
        "additionalProperties" | "unevaluatedProperties" => ObjectKind::SchemaOrBool,
        "description" => ObjectKind::Text,
        _ => ObjectKind::Data,
    }
}

/// Visits every object of a document, an outer one before those in it. The walk goes on with what `visit` leaves of an
/// object.
pub(crate) fn walk(
    value: &mut Value,
    kind: ObjectKind,
    at: &Pointer,
    visit: &mut dyn FnMut(&mut Value, ObjectKind, &Trail<'_>),
) {
    walk_from(value, kind, &Trail::Start(at), visit);
}

fn walk_from(
    value: &mut Value,
    kind: ObjectKind,
    at: &Trail<'_>,
    visit: &mut dyn FnMut(&mut Value, ObjectKind, &Trail<'_>),
) {
    if kind == ObjectKind::Data {
        return;
    }
    visit(value, kind, at);
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                walk_from(member, kind.member(key), &at.push(key), visit);
            }
        }
        Value::Array(items) => {
            let inner = match kind {
                // The tuples of JSON Schema before 2020-12: `items` is an array of schemas.
                ObjectKind::Schema => kind,
                kind => kind.member(""),
            };
            for (index, item) in items.iter_mut().enumerate() {
                walk_from(item, inner, &at.index(index), visit);
            }
        }
        _ => {}
    }
}
