//! The statuses that a response is declared for, and their names.

use std::fmt;

/// The status codes that a response is for. An exact code has precedence over a range, and a range over the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status code.
    Code(u16),
    /// A hundred status codes, by their first digit: `4XX` is 4.
    Range(u8),
    /// Every status code that has no other response.
    Default,
}

/// The key as a document writes it.
impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Range(digit) => write!(formatter, "{digit}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

impl Status {
    /// Whether it is a status of success. `default` is not: beside a declared success it stands for errors.
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(digit) => digit == 2,
            Self::Default => false,
        }
    }

    /// Whether it is informational or a redirection: 1xx or 3xx (RFC 9110, sections 15.2 and 15.4).
    pub fn is_neither_success_nor_error(self) -> bool {
        match self {
            Self::Code(code) => (100..200).contains(&code) || (300..400).contains(&code),
            Self::Range(digit) => digit == 1 || digit == 3,
            Self::Default => false,
        }
    }

    /// Reads a key of a Responses Object (OpenAPI 3.0.3, section 4.7.16.2).
    pub fn parse(key: &str) -> Option<Self> {
        let digits = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx"));
        match (key, digits) {
            ("default", _) => Some(Self::Default),
            (_, Some(digits)) => digits.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Self::Range),
            (code, None) => code.parse().ok().filter(|code| (100..1000).contains(code)).map(Self::Code),
        }
    }

    /// Returns the name in the HTTP Status Code Registry, or the number.
    pub(crate) fn name(self) -> String {
        let code = match self {
            Self::Code(code) => code,
            Self::Range(1) => return "informational".to_owned(),
            Self::Range(2) => return "success".to_owned(),
            Self::Range(3) => return "redirection".to_owned(),
            Self::Range(4) => return "client error".to_owned(),
            Self::Range(5) => return "server error".to_owned(),
            Self::Range(digit) => return format!("status {digit}xx"),
            Self::Default => return "other".to_owned(),
        };
        match REGISTERED.iter().find(|(registered, _)| *registered == code) {
            Some((_, name)) => (*name).to_owned(),
            None => format!("status {code}"),
        }
    }

    /// Returns the words for a response: they include the status unless it is 200.
    pub(crate) fn response_words(self) -> String {
        match self {
            Self::Code(200) => "response".to_owned(),
            Self::Default => "default response".to_owned(),
            other => format!("{} response", other.name()),
        }
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
