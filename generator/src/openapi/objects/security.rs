//! The objects of security (OpenAPI 3.1.1, sections 4.8.27 to 4.8.30).

use super::{Form, Loss, ObjectType, essential, field, new_in_3_2, required};

/// A security requirement: scopes by the names of schemes.
pub(super) static REQUIREMENT: ObjectType = ObjectType {
    name: "a security requirement",
    fields: &[],
    others: Some(Form::List(&Form::Text)),
    loss: Loss::Essential,
};

pub(in crate::openapi) static SECURITY_SCHEME: ObjectType = ObjectType {
    name: "a security scheme",
    fields: &[
        field("$ref", Form::Text),
        field("summary", Form::Text),
        required("type", Form::Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])),
        field("description", Form::Text),
        essential("name", Form::Text),
        essential("in", Form::Word(&["query", "header", "cookie"])),
        essential("scheme", Form::Text),
        field("bearerFormat", Form::Text),
        field("flows", Form::Object(&FLOWS)),
        essential("openIdConnectUrl", Form::Text),
        new_in_3_2("oauth2MetadataUrl", Form::Text),
        new_in_3_2("deprecated", Form::Boolean),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static FLOWS: ObjectType = ObjectType {
    name: "`flows`",
    fields: &[
        field("implicit", Form::Object(&FLOW)),
        field("password", Form::Object(&FLOW)),
        field("clientCredentials", Form::Object(&FLOW)),
        field("authorizationCode", Form::Object(&FLOW)),
        new_in_3_2("deviceAuthorization", Form::Object(&FLOW)),
    ],
    others: None,
    loss: Loss::Essential,
};

pub(in crate::openapi) static FLOW: ObjectType = ObjectType {
    name: "a flow",
    fields: &[
        essential("authorizationUrl", Form::Text),
        essential("tokenUrl", Form::Text),
        field("refreshUrl", Form::Text),
        field("scopes", Form::Map(&Form::Text)),
        new_in_3_2("deviceAuthorizationUrl", Form::Text),
    ],
    others: None,
    loss: Loss::Essential,
};
