// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The header `Cookie` (RFC 6265, section 5.4).

use http::{HeaderMap, HeaderValue, header};

use super::percent::{ReservedPlace, encode, encode_reserved};
use super::query::join_pairs;
use super::style::{Style, pairs};
use crate::runtime::RequestErrorKind;
use crate::runtime::json::Tree;

/// Returns the cookies of a parameter as text, which is empty if its value is undefined.
///
/// The style `cookie` writes a value as it is (OpenAPI 3.2.0, section 4.12.5), so a value that would end the cookie or the
/// header is an error. The style `form` encodes values as in a query.
pub(crate) fn cookies(style: Style, name: &str, value: &Tree<'_>) -> Result<String, &'static str> {
    if !style.is_cookie() {
        let reserved = |text: &str| encode_reserved(text, ReservedPlace::Cookie);
        let encoded = match style.is_reserved() {
            true => pairs(style, name, value, (&encode, &reserved))?,
            false => pairs(style, name, value, (&encode, &encode))?,
        };
        return Ok(join_pairs(encoded));
    }
    let pairs = pairs(style, name, value, (&str::to_owned, &str::to_owned))?;
    let mut cookies = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let value = pair.value.unwrap_or_default();
        if pair.name.is_empty() || pair.name.contains('=') || !is_cookie_text(&pair.name) || !is_cookie_text(&value) {
            return Err("a cookie cannot contain these characters");
        }
        cookies.push(format!("{}={value}", pair.name));
    }
    Ok(cookies.join("; "))
}

/// Returns whether a text can stand in a cookie. Servers accept more characters than RFC 6265 allows (section 4.1.1), so
/// that only those are excluded that no cookie keeps.
fn is_cookie_text(text: &str) -> bool {
    text.trim() == text && text.chars().all(|character| matches!(character, ' '..='~') && character != ';')
}

/// Returns the value of the header `Cookie` with cookies added. One header holds all cookies.
pub(crate) fn add_cookies(headers: &HeaderMap, added: &str) -> Result<HeaderValue, RequestErrorKind> {
    let cookies = match headers.get(header::COOKIE) {
        Some(known) => [known.as_bytes(), b"; ", added.as_bytes()].concat(),
        None => added.as_bytes().to_vec(),
    };
    let invalid = |_| RequestErrorKind::Header { name: Some(header::COOKIE.as_str().to_owned()) };
    HeaderValue::from_bytes(&cookies).map_err(invalid)
}
