//! Finds the source text of scalars: `1.10`, for which the parsed value is the number 1.1.
//!
//! A parsed value does not keep the text of a scalar. If a string is expected, the file is parsed again by the same
//! parsers, so that aliases and merge keys resolve to the same nodes.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::location::{FileId, Origin, Pointer, Sources, is_json};

/// Returns the source text of the scalars at some places, without quotation marks. The result has no entry for a node
/// that is not a scalar.
pub fn scalar_texts<'o>(sources: &Sources, places: impl Iterator<Item = &'o Origin>) -> BTreeMap<Origin, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Pointer>> = BTreeMap::new();
    for place in places {
        by_file.entry(place.file).or_default().push(&place.pointer);
    }
    let mut found = BTreeMap::new();
    for (file, pointers) in by_file {
        let mut wanted = Wanted::default();
        pointers.iter().for_each(|pointer| wanted.add(pointer));
        let tree = read(sources.text(file), &wanted);
        for pointer in pointers {
            if let Some(text) = tree.at(pointer) {
                found.insert(Origin { file, pointer: pointer.clone() }, text.to_owned());
            }
        }
    }
    found
}

fn read(text: &str, wanted: &Wanted) -> Found {
    let read = if is_json(text) {
        let node = Node { wanted, is_json: true };
        node.deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
    } else {
        Node { wanted, is_json: false }.deserialize(serde_yaml::Deserializer::from_str(text)).ok()
    };
    // The text was parsed successfully before, so there is no error to report.
    read.unwrap_or(Found::Nothing)
}

/// The places to find, as a tree: each leaf is one of them.
#[derive(Default)]
struct Wanted {
    members: BTreeMap<String, Wanted>,
}

impl Wanted {
    fn add(&mut self, pointer: &Pointer) {
        let mut node = self;
        for token in pointer.tokens() {
            node = node.members.entry(token).or_default();
        }
    }
}

/// The texts that were found at a node and below it.
enum Found {
    Nothing,
    Text(String),
    Members(BTreeMap<String, Found>),
}

impl Found {
    fn at(&self, pointer: &Pointer) -> Option<&str> {
        let mut node = self;
        for token in pointer.tokens() {
            let Self::Members(members) = node else { return None };
            node = members.get(&token)?;
        }
        if let Self::Text(text) = node { Some(text) } else { None }
    }
}

/// Reads a node that contains some of the places.
#[derive(Clone, Copy)]
struct Node<'w> {
    wanted: &'w Wanted,
    is_json: bool,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        if !self.wanted.members.is_empty() {
            return deserializer.deserialize_any(self);
        }
        if self.is_json {
            let text = Box::<RawValue>::deserialize(deserializer)?;
            return Ok(Found::Text(text.get().to_owned()));
        }
        deserializer.deserialize_str(Text).map(Found::Text)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Found, A::Error> {
        let mut found = BTreeMap::new();
        for index in 0_usize.. {
            let key = index.to_string();
            let is_there = match self.wanted.members.get(&key) {
                Some(wanted) => match access.next_element_seed(Node { wanted, ..self })? {
                    Some(text) => found.insert(key, text).is_none(),
                    None => false,
                },
                None => access.next_element::<IgnoredAny>()?.is_some(),
            };
            if !is_there {
                break;
            }
        }
        Ok(Found::Members(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Found, A::Error> {
        let mut found = BTreeMap::new();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == "<<" {
                merged.extend(access.next_value_seed(Merged(self))?);
            } else if let Some(wanted) = self.wanted.members.get(&key) {
                found.insert(key, access.next_value_seed(Node { wanted, ..self })?);
            } else {
                access.next_value::<IgnoredAny>()?;
            }
        }
        // Existing keys take precedence, as in the parsed value.
        for members in merged {
            for (key, text) in members {
                found.entry(key).or_insert(text);
            }
        }
        Ok(Found::Members(found))
    }
}

/// Reads the value of a merge key: a mapping or a list of mappings.
struct Merged<'w>(Node<'w>);

impl<'de> DeserializeSeed<'de> for Merged<'_> {
    type Value = Vec<BTreeMap<String, Found>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Merged<'_> {
    type Value = Vec<BTreeMap<String, Found>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping or a list of mappings")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        match self.0.visit_map(access)? {
            Found::Members(members) => Ok(vec![members]),
            Found::Nothing | Found::Text(_) => Ok(Vec::new()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(members) = access.next_element_seed(Merged(self.0))? {
            all.extend(members);
        }
        Ok(all)
    }
}

/// Reads a YAML scalar as its source text.
struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scalar")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts_at(text: &str, pointers: &[&str]) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("test", text);
        let place = |pointer: &&str| Origin { file, pointer: Pointer::parse(pointer).unwrap() };
        let places: Vec<Origin> = pointers.iter().map(place).collect();
        let texts = scalar_texts(&sources, places.iter());
        places.iter().map(|place| texts.get(place).cloned().unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn yaml_scalars_keep_their_text() {
        let text = "a: [1.10, 1e3, +49, 0x1F, 0o17, .5, True, ~]\nb: {200: 12345678901234567890123}\n? c/d\n: 1_0\n";
        let pointers =
            ["/a/0", "/a/1", "/a/2", "/a/3", "/a/4", "/a/5", "/a/6", "/a/7", "/b/200", "/c~1d", "/a/8", "/b"];
        let expected = ["1.10", "1e3", "+49", "0x1F", "0o17", ".5", "True", "~", "12345678901234567890123", "1_0", "-"];
        assert_eq!(texts_at(text, &pointers[..11]), expected);
        assert_eq!(texts_at(text, &["/b", "/nowhere/0"]), ["-", "-"]);
    }

    #[test]
    fn aliases_and_merge_keys_are_followed() {
        let text = "a: &a {x: 1.0, y: 2.0, z: 3.0}\nb: &b {x: 1.00, <<: *a}\nc:\n  <<: [*b, {z: 3.000}]\n  y: &y 2.00\n\
                    d: *y\ne: *a\n";
        let expected = ["1.00", "2.00", "3.0", "2.00", "1.0"];
        assert_eq!(texts_at(text, &["/c/x", "/c/y", "/c/z", "/d", "/e/x"]), expected);
    }

    #[test]
    fn json_numbers_keep_their_text() {
        let text = r#"{"\ud83d\ude00": [1.10, {"b": 1E3}, null, true], "c": -0}"#;
        assert_eq!(texts_at(text, &["/😀/0", "/😀/1/b", "/😀/2", "/c"]), ["1.10", "1E3", "null", "-0"]);
    }
}
