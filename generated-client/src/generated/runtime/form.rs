// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Bodies of the media type `application/x-www-form-urlencoded`.

use std::borrow::Cow;

use url::form_urlencoded::byte_serialize;

use super::json::Tree;
use super::path::encode_reserved;
use super::style::{Style, json, pairs, primitive};

/// The members of an object as a form. `styles` has the members that are not written as all the others: a primitive
/// value as it is, an array as its items, an object as JSON (OpenAPI 3.1.1, section 4.8.14.5).
pub(super) fn form(tree: &Tree<'_>, styles: &[(&str, Style)]) -> Result<String, Cow<'static, str>> {
    let Tree::Object(members) = tree else { return Err("a form is made of an object".into()) };
    let mut found = Vec::new();
    for (name, value) in members {
        let style = styles.iter().find(|(known, _)| known == name).map(|(_, style)| *style);
        let member = match style {
            Some(style) if style.is_reserved() => pairs(style, name, value, (&encode, &encode_reserved)),
            Some(style) => pairs(style, name, value, (&encode, &encode)),
            None => member(name, value),
        };
        found.extend(member.map_err(|reason| format!("`{name}`: {reason}"))?);
    }
    let texts: Vec<String> = found.iter().map(|(name, value)| format!("{name}={value}")).collect();
    Ok(texts.join("&"))
}

fn member(name: &str, value: &Tree<'_>) -> Result<Vec<(String, String)>, &'static str> {
    match value {
        Tree::Object(_) => Ok(vec![(encode(name), encode(&json(value)?))]),
        Tree::Array(items) => {
            let item = |item: &Tree<'_>| match item {
                Tree::Object(_) | Tree::Array(_) => Ok((encode(name), encode(&json(item)?))),
                item => Ok((encode(name), encode(&primitive(item)?))),
            };
            items.iter().map(item).collect()
        }
        value => pairs(Style::FORM.exploded(), name, value, (&encode, &encode)),
    }
}

fn encode(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}
