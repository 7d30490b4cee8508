//! The text of scalars as it was written: `1.10`, where the value has the number 1.1.
//!
//! A value keeps what a scalar is, and not how it is spelled. Where a string turns out to be meant, the file is read
//! again with the places in mind, by the same parsers, so that aliases and merge keys mean what they meant before.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::location::{FileId, Origin, Pointer, Sources, is_json};

/// The texts of the scalars at some places, without the quotation marks if they have some. What is not a scalar has none.
pub fn spellings<'o>(sources: &Sources, places: impl Iterator<Item = &'o Origin>) -> BTreeMap<Origin, String> {
    let mut by_file: BTreeMap<FileId, Vec<&Pointer>> = BTreeMap::new();
    for place in places {
        by_file.entry(place.file).or_default().push(&place.pointer);
    }
    let mut found = BTreeMap::new();
    for (file, pointers) in by_file {
        let mut wanted = Wanted::default();
        pointers.iter().for_each(|pointer| wanted.add(pointer));
        let spelled = read(sources.text(file), &wanted);
        for pointer in pointers {
            if let Some(text) = spelled.at(pointer) {
                found.insert(Origin { file, pointer: pointer.clone() }, text.to_owned());
            }
        }
    }
    found
}

fn read(text: &str, wanted: &Wanted) -> Spelled {
    let read = if is_json(text) {
        let node = Node { wanted, is_json: true };
        node.deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
    } else {
        Node { wanted, is_json: false }.deserialize(serde_yaml::Deserializer::from_str(text)).ok()
    };
    // The text was read before, so that there is no error to tell of.
    read.unwrap_or(Spelled::Nothing)
}

/// The places that are looked for: a node without members is one of them.
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

/// What was found at a place and below it.
enum Spelled {
    Nothing,
    Text(String),
    Members(BTreeMap<String, Spelled>),
}

impl Spelled {
    fn at(&self, pointer: &Pointer) -> Option<&str> {
        let mut node = self;
        for token in pointer.tokens() {
            let Self::Members(members) = node else { return None };
            node = members.get(&token)?;
        }
        if let Self::Text(text) = node { Some(text) } else { None }
    }
}

/// Reads a node in which some places are looked for.
#[derive(Clone, Copy)]
struct Node<'w> {
    wanted: &'w Wanted,
    is_json: bool,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Spelled;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Spelled, D::Error> {
        if !self.wanted.members.is_empty() {
            return deserializer.deserialize_any(self);
        }
        if self.is_json {
            let text = Box::<RawValue>::deserialize(deserializer)?;
            return Ok(Spelled::Text(text.get().to_owned()));
        }
        deserializer.deserialize_str(Text).map(Spelled::Text)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Spelled;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Spelled, A::Error> {
        let mut found = BTreeMap::new();
        for index in 0_usize.. {
            let key = index.to_string();
            let is_there = match self.wanted.members.get(&key) {
                Some(wanted) => match access.next_element_seed(Node { wanted, ..self })? {
                    Some(spelled) => found.insert(key, spelled).is_none(),
                    None => false,
                },
                None => access.next_element::<IgnoredAny>()?.is_some(),
            };
            if !is_there {
                break;
            }
        }
        Ok(Spelled::Members(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Spelled, A::Error> {
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
        // Keys that are there already win, as they do in the value.
        for members in merged {
            for (key, spelled) in members {
                found.entry(key).or_insert(spelled);
            }
        }
        Ok(Spelled::Members(found))
    }
}

/// Reads what a merge key names: a mapping, or a list of them, whose members stand beside the key.
struct Merged<'w>(Node<'w>);

impl<'de> DeserializeSeed<'de> for Merged<'_> {
    type Value = Vec<BTreeMap<String, Spelled>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Merged<'_> {
    type Value = Vec<BTreeMap<String, Spelled>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a mapping, or a list of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        match self.0.visit_map(access)? {
            Spelled::Members(members) => Ok(vec![members]),
            Spelled::Nothing | Spelled::Text(_) => Ok(Vec::new()),
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

/// A YAML scalar as it is written, whatever it stands for.
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

    fn spelled(text: &str, pointers: &[&str]) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("test", text);
        let place = |pointer: &&str| Origin { file, pointer: Pointer::parse(pointer).unwrap() };
        let places: Vec<Origin> = pointers.iter().map(place).collect();
        let found = spellings(&sources, places.iter());
        places.iter().map(|place| found.get(place).cloned().unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn yaml_scalars_keep_their_text() {
        let text = "a: [1.10, 1e3, +49, 0x1F, 0o17, .5, True, ~]\nb: {200: 12345678901234567890123}\n? c/d\n: 1_0\n";
        let pointers =
            ["/a/0", "/a/1", "/a/2", "/a/3", "/a/4", "/a/5", "/a/6", "/a/7", "/b/200", "/c~1d", "/a/8", "/b"];
        let expected = ["1.10", "1e3", "+49", "0x1F", "0o17", ".5", "True", "~", "12345678901234567890123", "1_0", "-"];
        assert_eq!(spelled(text, &pointers[..11]), expected);
        assert_eq!(spelled(text, &["/b", "/nowhere/0"]), ["-", "-"]);
    }

    #[test]
    fn aliases_and_merge_keys_are_followed() {
        let text = "a: &a {x: 1.0, y: 2.0, z: 3.0}\nb: &b {x: 1.00, <<: *a}\nc:\n  <<: [*b, {z: 3.000}]\n  y: &y 2.00\n\
                    d: *y\ne: *a\n";
        let expected = ["1.00", "2.00", "3.0", "2.00", "1.0"];
        assert_eq!(spelled(text, &["/c/x", "/c/y", "/c/z", "/d", "/e/x"]), expected);
    }

    #[test]
    fn json_numbers_keep_their_text() {
        let text = r#"{"\ud83d\ude00": [1.10, {"b": 1E3}, null, true], "c": -0}"#;
        assert_eq!(spelled(text, &["/😀/0", "/😀/1/b", "/😀/2", "/c"]), ["1.10", "1E3", "null", "-0"]);
    }
}
