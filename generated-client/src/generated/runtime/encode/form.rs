// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Bodies of the media type `application/x-www-form-urlencoded`.

use url::form_urlencoded::byte_serialize;

use super::percent::{ReservedPlace, encode_reserved};
use super::query::{Pair, join_pairs};
use super::style::{Style, json, pairs, primitive};
use crate::runtime::json::Tree;

/// Why a value has no form.
pub(crate) struct FormError {
    /// The property that cannot be written, if it is one.
    pub(crate) property: Option<String>,
    pub(crate) reason: &'static str,
}

impl From<&'static str> for FormError {
    fn from(reason: &'static str) -> Self {
        Self { property: None, reason }
    }
}

/// Encodes the properties of an object as a form.
///
/// `styles` lists the properties that have a style. The others have the default encoding (OpenAPI 3.1.1, section
/// 4.8.14.5): primitive values as text, arrays as their items, objects as JSON.
pub(crate) fn form(tree: &Tree<'_>, styles: &[(&str, Style)]) -> Result<String, FormError> {
    let Tree::Object(members) = tree else { return Err("a form must be an object".into()) };
    let reserved = |text: &str| encode_reserved(text, ReservedPlace::Form);
    let mut all = Vec::new();
    for (name, value) in members {
        let style = styles.iter().find(|(known, _)| known == name).map(|(_, style)| *style);
        let encoded = match style {
            Some(style) if style.is_reserved() => pairs(style, name, value, (&encode, &reserved)),
            Some(style) => pairs(style, name, value, (&encode, &encode)),
            None => property(name, value),
        };
        all.extend(encoded.map_err(|reason| FormError { property: Some((**name).to_owned()), reason })?);
    }
    Ok(join_pairs(all))
}

fn property(name: &str, value: &Tree<'_>) -> Result<Vec<Pair>, &'static str> {
    match value {
        Tree::Object(_) => Ok(vec![Pair::new(encode(name), encode(&json(value)?))]),
        Tree::Array(items) => {
            let item = |item: &Tree<'_>| match item {
                Tree::Object(_) | Tree::Array(_) => Ok(Pair::new(encode(name), encode(&json(item)?))),
                item => Ok(Pair::new(encode(name), encode(&primitive(item)?))),
            };
            items.iter().map(item).collect()
        }
        value => pairs(Style::FORM.exploded(), name, value, (&encode, &encode)),
    }
}

fn encode(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}
