//! The OpenAPI Object, and the objects of its metadata (OpenAPI 3.1.1, sections 4.8.1 to 4.8.7, 4.8.11 and 4.8.22).

use super::operation::{CALLBACK, EXAMPLE, HEADER, LINK, MEDIA_TYPE, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE};
use super::security::{REQUIREMENT, SECURITY_SCHEME};
use super::{Form, Loss, ObjectType, field, new_in_3_2, required};

pub(in crate::openapi) static DOCUMENT: ObjectType = ObjectType {
    name: "a document",
    fields: &[
        field("openapi", Form::Text),
        required("info", Form::Object(&INFO)),
        field("jsonSchemaDialect", Form::Text),
        field("servers", Form::List(&Form::Object(&SERVER))),
        field("paths", Form::Object(&PATHS)),
        field("webhooks", Form::Map(&Form::Object(&PATH_ITEM))),
        field("components", Form::Object(&COMPONENTS)),
        field("security", Form::List(&Form::Object(&REQUIREMENT))),
        field("tags", Form::List(&Form::Object(&TAG))),
        field("externalDocs", Form::Object(&EXTERNAL_DOCS)),
        new_in_3_2("$self", Form::Text),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static INFO: ObjectType = ObjectType {
    name: "`info`",
    fields: &[
        required("title", Form::Text),
        field("summary", Form::Text),
        field("description", Form::Text),
        field("termsOfService", Form::Text),
        field("contact", Form::Object(&CONTACT)),
        field("license", Form::Object(&LICENSE)),
        required("version", Form::Text),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static CONTACT: ObjectType = ObjectType {
    name: "a contact",
    fields: &[field("name", Form::Text), field("url", Form::Text), field("email", Form::Text)],
    others: None,
    loss: Loss::Documentation,
};

pub(in crate::openapi) static LICENSE: ObjectType = ObjectType {
    name: "a license",
    fields: &[required("name", Form::Text), field("identifier", Form::Text), field("url", Form::Text)],
    others: None,
    loss: Loss::Documentation,
};

pub(in crate::openapi) static SERVER: ObjectType = ObjectType {
    name: "a server",
    fields: &[
        required("url", Form::Text),
        field("description", Form::Text),
        field("variables", Form::Map(&Form::Object(&SERVER_VARIABLE))),
        new_in_3_2("name", Form::Text),
    ],
    others: None,
    loss: Loss::Essential,
};

static SERVER_VARIABLE: ObjectType = ObjectType {
    name: "a server variable",
    fields: &[
        field("enum", Form::List(&Form::Text)),
        required("default", Form::Text),
        field("description", Form::Text),
    ],
    others: None,
    loss: Loss::Essential,
};

/// A path is a key that starts with a slash. `check` has a rule of its own for other keys.
pub(in crate::openapi) static PATHS: ObjectType =
    ObjectType { name: "`paths`", fields: &[], others: Some(Form::Object(&PATH_ITEM)), loss: Loss::Essential };

static COMPONENTS: ObjectType = ObjectType {
    name: "`components`",
    fields: &[
        field("schemas", Form::Map(&Form::SchemaOrBoolean)),
        field("responses", Form::Map(&Form::Object(&RESPONSE))),
        field("parameters", Form::Map(&Form::Object(&PARAMETER))),
        field("examples", Form::Map(&Form::Object(&EXAMPLE))),
        field("requestBodies", Form::Map(&Form::Object(&REQUEST_BODY))),
        field("headers", Form::Map(&Form::Object(&HEADER))),
        field("securitySchemes", Form::Map(&Form::Object(&SECURITY_SCHEME))),
        field("links", Form::Map(&Form::Object(&LINK))),
        field("callbacks", Form::Map(&Form::Object(&CALLBACK))),
        field("pathItems", Form::Map(&Form::Object(&PATH_ITEM))),
        new_in_3_2("mediaTypes", Form::Map(&Form::Object(&MEDIA_TYPE))),
    ],
    others: None,
    loss: Loss::Essential,
};

static TAG: ObjectType = ObjectType {
    name: "a tag",
    fields: &[
        required("name", Form::Text),
        field("description", Form::Text),
        field("externalDocs", Form::Object(&EXTERNAL_DOCS)),
        new_in_3_2("summary", Form::Text),
        new_in_3_2("parent", Form::Text),
        new_in_3_2("kind", Form::Text),
    ],
    others: None,
    loss: Loss::Documentation,
};

pub(in crate::openapi) static EXTERNAL_DOCS: ObjectType = ObjectType {
    name: "a link to documentation",
    fields: &[field("description", Form::Text), required("url", Form::Text)],
    others: None,
    loss: Loss::Documentation,
};
