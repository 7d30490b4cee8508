//! Security schemes (Swagger 2.0, section "Security Scheme Object").

use serde_json::{Map, Value, json};

use super::conversion::{At, Conversion};

/// Converts the security schemes.
pub(super) fn schemes(schemes: &mut Value, at: &At, conversion: &mut Conversion<'_, '_>) {
    for (name, scheme) in schemes.as_object_mut().into_iter().flatten() {
        if let Value::Object(members) = scheme {
            convert(members, &at.push(name), conversion);
        }
    }
}

fn convert(members: &mut Map<String, Value>, at: &At, conversion: &mut Conversion<'_, '_>) {
    match members.get("type").and_then(Value::as_str) {
        Some("basic") => {
            members.insert("type".to_owned(), json!("http"));
            members.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") => {
            let flow = match members.get("flow").and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                Some("implicit") => "implicit",
                // The check reports a flow that is none.
                _ => return,
            };
            members.shift_remove("flow");
            let flow_at = at.to.push("flows").push(flow);
            conversion.moved(&At { from: at.from.push("flow"), to: flow_at.clone() });
            let mut parts = Map::new();
            for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = members.shift_remove(key) {
                    conversion.moved(&At { from: at.from.push(key), to: flow_at.push(key) });
                    parts.insert(key.to_owned(), value);
                }
            }
            parts.entry("scopes").or_insert_with(|| json!({}));
            members.insert("flows".to_owned(), json!({flow: parts}));
        }
        _ => {}
    }
}
