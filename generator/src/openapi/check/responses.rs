//! The keys of the responses of an operation (OpenAPI 3.1.1, section 4.8.16.2).

use serde_json::{Map, Value};

use super::{Change, Check, Found};
use crate::diagnostic::Code;
use crate::location::Pointer;

/// Checks that each key is a status of HTTP (RFC 9110, section 15), a range of them, or `default`.
pub(super) fn check(members: &Map<String, Value>, at: &Pointer, check: &mut Check<'_>) {
    for key in members.keys().filter(|key| *key != "default" && !key.starts_with("x-")) {
        let is_code = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
        let class = key.bytes().next().filter(|class| (b'1'..=b'5').contains(class));
        let is_range = key.len() == 3 && key.to_ascii_uppercase().ends_with("XX");
        let place = at.push(key);
        match class {
            Some(_) if is_code || is_range => {}
            _ if is_code => {
                let message = format!("`{key}` is not a status of HTTP, which are from 100 to 599");
                check.found.push(Found::warning(Code::STATUS_INVALID, place, message));
            }
            _ => {
                let message = format!("`{key}` is not a status: the response is ignored");
                let found = Found::warning(Code::STATUS_INVALID, place.clone(), message);
                check.found.push(found.help("write a status such as `200`, a range such as `4XX`, or `default`"));
                check.changes.push((place, Change::Remove));
            }
        }
    }
}
