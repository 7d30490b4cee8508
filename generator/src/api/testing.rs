//! Schemas for unit tests, without a document.

use super::{AdditionalProperties, Api, Component, Object, Property, Required, Schema, SchemaId, SchemaKind};
use crate::location::{Origin, Pointer, Sources};

/// A place in a file that no test reads.
pub(crate) fn at(pointer: &str) -> Origin {
    let file = Sources::new().add("spec.yaml", "");
    Origin { file, pointer: Pointer::parse(pointer).unwrap() }
}

/// An API that has these component schemas, and nothing else.
pub(crate) fn api(schemas: Vec<Schema>) -> Api {
    let component = |(index, schema): (usize, Schema)| {
        let name = format!("S{index}");
        let schema = Schema { at: at(&format!("/components/schemas/{name}")), ..schema };
        Component { schema: schema.into(), name }
    };
    Api {
        at: at(""),
        title: String::new(),
        version: String::new(),
        summary: None,
        description: None,
        license: None,
        servers: Vec::new(),
        schemas: schemas.into_iter().enumerate().map(component).collect(),
        operations: Vec::new(),
        tags: Vec::new(),
        webhooks: Vec::new(),
        security_schemes: Vec::new(),
        header_keys: Vec::new(),
    }
}

pub(crate) fn schema(kind: SchemaKind) -> Schema {
    Schema::of_kind(at(""), kind)
}

pub(crate) fn string() -> Schema {
    schema(SchemaKind::String { format: None })
}

/// A reference to the component with this index.
pub(crate) fn reference(index: usize) -> Schema {
    schema(SchemaKind::Reference(SchemaId(index)))
}

pub(crate) fn nullable(schema: Schema) -> Schema {
    Schema { nullable: true, ..schema }
}

pub(crate) fn array(items: Schema) -> Schema {
    schema(SchemaKind::Array(Box::new(items)))
}

/// An object with these properties, of which those whose names end with `!` are required.
pub(crate) fn object(properties: Vec<(&str, Schema)>) -> Schema {
    let mut object = Object {
        properties: Vec::new(),
        required: Vec::new(),
        additional_properties: AdditionalProperties::Unspecified,
    };
    for (name, schema) in properties {
        if let Some(required) = name.strip_suffix('!') {
            object.required.push(Required { at: at(""), name: required.to_owned() });
        }
        object.properties.push(Property { name: name.trim_end_matches('!').to_owned(), schema });
    }
    schema(SchemaKind::Object(object))
}
