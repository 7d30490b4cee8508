//! The objects of paths and operations (OpenAPI 3.1.1, sections 4.8.9 to 4.8.21).

use super::document::{EXTERNAL_DOCS, SERVER};
use super::schema::SCHEMA;
use super::security::REQUIREMENT;
use super::{Field, Form, Loss, ObjectType, field, new_in_3_2, required};

pub(in crate::openapi) static PATH_ITEM: ObjectType = ObjectType {
    name: "a path",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("get", Form::Object(&OPERATION)),
        field("put", Form::Object(&OPERATION)),
        field("post", Form::Object(&OPERATION)),
        field("delete", Form::Object(&OPERATION)),
        field("options", Form::Object(&OPERATION)),
        field("head", Form::Object(&OPERATION)),
        field("patch", Form::Object(&OPERATION)),
        field("trace", Form::Object(&OPERATION)),
        field("servers", Form::List(&Form::Object(&SERVER))),
        field("parameters", Form::List(&Form::Object(&PARAMETER))),
        new_in_3_2("query", Form::Object(&OPERATION)),
        new_in_3_2("additionalOperations", Form::Map(&Form::Object(&OPERATION))),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static OPERATION: ObjectType = ObjectType {
    name: "an operation",
    fields: &[
        field("tags", Form::List(&Form::Text)),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("externalDocs", Form::Object(&EXTERNAL_DOCS)),
        field("operationId", Form::Text),
        field("parameters", Form::List(&Form::Object(&PARAMETER))),
        field("requestBody", Form::Object(&REQUEST_BODY)),
        field("responses", Form::Object(&RESPONSES)),
        field("callbacks", Form::Map(&Form::Object(&CALLBACK))),
        field("deprecated", Form::Boolean),
        field("security", Form::List(&Form::Object(&REQUIREMENT))),
        field("servers", Form::List(&Form::Object(&SERVER))),
    ],
    others: None,
    loss: Loss::Essential,
};

/// The styles of all locations. Those of one location are in `check`.
const STYLES: Form =
    Form::Word(&["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"]);

pub(in crate::openapi) static PARAMETER: ObjectType = ObjectType {
    name: "a parameter",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        required("name", Form::Text),
        required("in", Form::Word(&["path", "query", "querystring", "header", "cookie"])),
        field("description", Form::Text),
        field("required", Form::Boolean),
        field("deprecated", Form::Boolean),
        field("allowEmptyValue", Form::Boolean),
        field("style", STYLES),
        field("explode", Form::Boolean),
        field("allowReserved", Form::Boolean),
        field("schema", Form::SchemaOrBoolean),
        field("example", Form::Any),
        field("examples", Form::Any),
        field("content", Form::Map(&Form::Object(&MEDIA_TYPE))),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static HEADER: ObjectType = ObjectType {
    name: "a header",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("required", Form::Boolean),
        field("deprecated", Form::Boolean),
        field("allowEmptyValue", Form::Boolean),
        field("style", STYLES),
        field("explode", Form::Boolean),
        field("allowReserved", Form::Boolean),
        field("schema", Form::SchemaOrBoolean),
        field("example", Form::Any),
        field("examples", Form::Any),
        field("content", Form::Map(&Form::Object(&MEDIA_TYPE))),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static REQUEST_BODY: ObjectType = ObjectType {
    name: "a request body",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        required("content", Form::Map(&Form::Object(&MEDIA_TYPE))),
        field("required", Form::Boolean),
    ],
    others: None,
    loss: Loss::Essential,
};

/// The responses by their statuses.
pub(in crate::openapi) static RESPONSES: ObjectType =
    ObjectType { name: "`responses`", fields: &[], others: Some(Form::Object(&RESPONSE)), loss: Loss::Essential };

pub(super) static RESPONSE: ObjectType = ObjectType {
    name: "a response",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("headers", Form::Map(&Form::Object(&HEADER))),
        field("content", Form::Map(&Form::Object(&MEDIA_TYPE))),
        field("links", Form::Map(&Form::Object(&LINK))),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static MEDIA_TYPE: ObjectType = ObjectType {
    name: "a media type",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("schema", Form::SchemaOrBoolean),
        field("example", Form::Any),
        field("examples", Form::Any),
        field("encoding", Form::Map(&Form::Object(&ENCODING))),
        new_in_3_2("prefixEncoding", Form::List(&Form::Object(&ENCODING))),
        // Both are new in OpenAPI 3.2. They are read in each version, so that an overlay can say that a schema is of one item.
        field("itemSchema", Form::Object(&SCHEMA)),
        field("itemEncoding", Form::Object(&ENCODING)),
    ],
    others: None,
    loss: Loss::Essential,
};

static ENCODING: ObjectType = ObjectType {
    name: "an encoding",
    fields: &[
        field("contentType", Form::Text),
        field("headers", Form::Map(&Form::Object(&HEADER))),
        field("style", STYLES),
        field("explode", Form::Boolean),
        field("allowReserved", Form::Boolean),
        new_in_3_2("encoding", Form::Map(&Form::Object(&ENCODING))),
        new_in_3_2("prefixEncoding", Form::List(&Form::Object(&ENCODING))),
        new_in_3_2("itemEncoding", Form::Object(&ENCODING)),
    ],
    others: None,
    loss: Loss::Essential,
};

/// A callback: path items by expressions.
pub(super) static CALLBACK: ObjectType = ObjectType {
    name: "a callback",
    fields: &REFERENCE,
    others: Some(Form::Object(&PATH_ITEM)),
    loss: Loss::Documentation,
};

pub(super) static EXAMPLE: ObjectType = ObjectType {
    name: "an example",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("value", Form::Any),
        field("externalValue", Form::Text),
        new_in_3_2("dataValue", Form::Any),
        new_in_3_2("serializedValue", Form::Text),
    ],
    others: None,
    loss: Loss::Documentation,
};

pub(super) static LINK: ObjectType = ObjectType {
    name: "a link",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        field("operationRef", Form::Text),
        field("operationId", Form::Text),
        field("parameters", Form::Map(&Form::Any)),
        field("requestBody", Form::Any),
        field("description", Form::Text),
        field("server", Form::Object(&SERVER)),
    ],
    others: None,
    loss: Loss::Documentation,
};

/// The keys of a Reference Object (OpenAPI 3.1.1, section 4.8.23).
const REFERENCE: [Field; 3] =
    [field("$ref", Form::Text), field("summary", Form::Text), field("description", Form::Text)];
