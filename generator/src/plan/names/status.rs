//! The names of statuses.

use crate::api::Status;

/// The first and the last status of an arm; `None` for every other status.
pub(crate) fn statuses(status: Status) -> Option<(u16, u16)> {
    match status {
        Status::Code(code) => Some((code, code)),
        Status::Range(digit) => {
            let first = u16::from(digit).saturating_mul(100);
            Some((first, first.saturating_add(99)))
        }
        Status::Default => None,
    }
}

/// The label of a status in documentation.
pub(crate) fn status_label(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Range(digit) => format!("Status {digit}00 to {digit}99"),
        Status::Default => "Any other status".to_owned(),
    }
}

/// The label of a status in a list of error statuses.
pub(crate) fn error_label(status: Status, count: usize) -> String {
    match status {
        Status::Default if count == 1 => "Any error status".to_owned(),
        status => status_label(status),
    }
}

/// The name of a status in the HTTP Status Code Registry, or its number.
pub(crate) fn status_name(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(1) => return "informational".to_owned(),
        Status::Range(2) => return "success".to_owned(),
        Status::Range(3) => return "redirection".to_owned(),
        Status::Range(4) => return "client error".to_owned(),
        Status::Range(5) => return "server error".to_owned(),
        Status::Range(digit) => return format!("status {digit}xx"),
        Status::Default => return "other".to_owned(),
    };
    match REGISTERED.iter().find(|(registered, _)| *registered == code) {
        Some((_, name)) => (*name).to_owned(),
        None => format!("status {code}"),
    }
}

/// RFC 9110, section 15, and the later entries of the registry that APIs use.
const REGISTERED: &[(u16, &str)] = &[
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (203, "non authoritative information"),
    (204, "no content"),
    (205, "reset content"),
    (206, "partial content"),
    (207, "multi status"),
    (300, "multiple choices"),
    (301, "moved permanently"),
    (302, "found"),
    (303, "see other"),
    (304, "not modified"),
    (307, "temporary redirect"),
    (308, "permanent redirect"),
    (400, "bad request"),
    (401, "unauthorized"),
    (402, "payment required"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (406, "not acceptable"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (409, "conflict"),
    (410, "gone"),
    (411, "length required"),
    (412, "precondition failed"),
    (413, "content too large"),
    (414, "uri too long"),
    (415, "unsupported media type"),
    (416, "range not satisfiable"),
    (417, "expectation failed"),
    (421, "misdirected request"),
    (422, "unprocessable content"),
    (423, "locked"),
    (424, "failed dependency"),
    (425, "too early"),
    (426, "upgrade required"),
    (428, "precondition required"),
    (429, "too many requests"),
    (431, "request header fields too large"),
    (451, "unavailable for legal reasons"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
];
