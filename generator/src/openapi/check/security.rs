//! What a security scheme of each type needs (OpenAPI 3.1.1, sections 4.8.27 and 4.8.29).

use serde_json::{Map, Value, json};

use super::{Change, Check, Found, missing};
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
            _ => continue,
        };
        for key in keys.iter().filter(|key| flow.get(**key).is_none_or(Value::is_null)) {
            missing(key, &FLOW, &at, check);
        }
        if !flow.contains_key("scopes") {
            check.found.push(Found::warning(Code::KEY_MISSING, at.clone(), "a flow needs `scopes`: it has none"));
            check.changes.push((at, Change::Insert("scopes", json!({}))));
        }
    }
}
