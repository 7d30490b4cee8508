//! A document with every hostile text in every place.

use serde_json::{Map, Value, json};

use super::document::{base, filled, is_place};

/// Names of the base document that must be unique.
const OWN: [&str; 7] = ["Value", "Numbers", "Union", "Cat", "Dog", "sendParts", "/things"];

/// Creates the document. A place that occurs once contains all texts, one after another.
pub(crate) fn everything(texts: &[&str]) -> Value {
    let base = base();
    let all = texts.join("\n\n");
    let mut document = with(&base, &all, "");
    let mut tags = Vec::new();
    let mut servers = Vec::new();
    let mut members: [(&str, Map<String, Value>); 4] =
        ["/paths", "/webhooks", "/components/securitySchemes", "/components/schemas"].map(|place| (place, Map::new()));
    for (index, text) in texts.iter().enumerate() {
        let one = with(&base, text, &index.to_string());
        tags.extend(one["tags"].as_array().unwrap().iter().cloned());
        servers.extend(one["servers"].as_array().unwrap().iter().cloned());
        for (place, members) in &mut members {
            for (key, member) in one.pointer(place).unwrap().as_object().unwrap() {
                members.insert(key.clone(), member.clone());
            }
        }
    }
    document["tags"] = json!(tags);
    document["servers"] = json!(servers);
    for (place, members) in members {
        *document.pointer_mut(place).unwrap() = Value::Object(members);
    }
    document
}

/// Returns the base document with one text in all places, and a number after the unique names.
fn with(base: &Value, text: &str, number: &str) -> Value {
    let numbered = filled(base, &|word: &str| {
        let own = OWN.iter().find(|own| word.starts_with(**own));
        own.map_or_else(|| word.to_owned(), |own| word.replacen(own, &format!("{own}{number}"), 1))
    });
    filled(&numbered, &|word: &str| {
        let mut filled = String::new();
        let mut rest = word;
        while let Some((at, place)) = rest.match_indices('q').find_map(|(at, _)| {
            let end = rest[at..].find(|letter: char| !letter.is_ascii_lowercase()).unwrap_or(rest.len() - at);
            Some((at, &rest[at..at + end])).filter(|(_, word)| is_place(word))
        }) {
            filled.push_str(&rest[..at]);
            filled.push_str(text);
            rest = &rest[at + place.len()..];
        }
        filled + rest
    })
}
