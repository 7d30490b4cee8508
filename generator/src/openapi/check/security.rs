//! What a security scheme of each type needs (OpenAPI 3.1.1, sections 4.8.27 and 4.8.29).

use serde_json::{Map, Value, json};

use super::servers::check_url;
use super::{Change, Check, Found, missing};
use crate::api::is_token;
use crate::diagnostic::Code;
use crate::location::Pointer;
use crate::openapi::objects::{FLOW, SECURITY_SCHEME};

pub(super) fn check_scheme(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    let keys: &[&str] = match members.get("type").and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    for key in keys.iter().filter(|key| members.get(**key).is_none_or(Value::is_null)) {
        missing(key, &SECURITY_SCHEME, at, check);
    }
    if let (true, Some(name)) = (keys.contains(&"name"), members.get("name").and_then(Value::as_str)) {
        let message = match members.get("in").and_then(Value::as_str) {
            Some("header") if !is_token(name) => format!("`{name}` is not a valid header name: the key can't be sent"),
            _ if name.trim().is_empty() => "the name of an API key is empty".to_owned(),
            _ => return,
        };
        check.found.push(Found::warning(Code::PARAMETER_INVALID, at.push("name"), message));
    }
    check_url(members, "openIdConnectUrl", at, check);
    check_url(members, "oauth2MetadataUrl", at, check);
}

/// Checks that each flow has its URLs. `scopes` are only documentation, so a flow without them has none.
pub(super) fn check_flows(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    for (name, flow) in members {
        let Value::Object(flow) = flow else { continue };
        let at = at.push(name);
        let keys: &[&str] = match name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for key in keys.iter().filter(|key| flow.get(**key).is_none_or(Value::is_null)) {
            missing(key, &FLOW, &at, check);
        }
        for key in ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"] {
            check_url(flow, key, &at, check);
        }
        if !flow.contains_key("scopes") {
            check.found.push(Found::warning(Code::KEY_MISSING, at.clone(), "a flow needs `scopes`: it has none"));
            check.changes.push((at, Change::Insert("scopes", json!({}))));
        }
    }
}
